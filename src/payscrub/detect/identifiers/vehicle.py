"""Vehicle registrations."""

from __future__ import annotations

import re

from payscrub.detect import lexicon
from payscrub.detect.detector import BEGIN, END, Detector, words

_OLDER = rf"{BEGIN}(?:[A-Z]{{2}}\d\d ?[A-Z]{{3}}|[A-Z]\d{{1,3}} ?[A-Z]{{3}}|[A-Z]{{3}} ?\d{{1,3}}[A-Z]){END}"
_SHORT = rf"{BEGIN}(?:[A-Z]{{1,3}} ?\d{{1,4}}|\d{{1,4}} ?[A-Z]{{1,3}}){END}"
_MARK = ("REG", "VRM", "REGISTRATION", "REGISTRATION MARK", "NUMBER PLATE", "PLATE")


def _no_word(code: str) -> bool:
    return code[-3:].lower() not in lexicon.listed("after codes")


def _no_month(code: str) -> bool:
    return code[-3:].lower() not in lexicon.listed("calendar")


_PLATE = rf"{BEGIN}[A-HJ-PR-Y][A-HJ-PR-Y](?:0[1-9]|[1-3]\d|[5-8]\d)"

DETECTORS = (
    Detector(
        entity="VEHICLE_REGISTRATION",
        pattern=re.compile(rf"{_PLATE} [A-HJ-PR-Z]{{3}}{END}"),
        source="DVLA INF104: two letters, age code, three letters; a word after a code is none",
        examples=("AB12 XDE",),
        counter_examples=("AB12 the", "AB123 XDE"),
        check=_no_word,
        digits=2,
        score=0.91,  # surer than the names that two or three letters can be
    ),
    Detector(
        entity="VEHICLE_REGISTRATION",
        pattern=re.compile(rf"{_PLATE}-?[A-HJ-PR-Z]{{3}}{END}"),
        source="as above without a blank; a year and a month are none",
        examples=("AB62XDE", "LN14-HGT"),
        counter_examples=("FY24MAR", "FY24-MAR", "AB123XDE"),
        check=_no_month,
        digits=2,
        score=0.91,
    ),
    Detector(
        entity="VEHICLE_REGISTRATION",
        pattern=re.compile(_OLDER),
        source="as above, older forms, beside their name",
        examples=("car reg R123 XDE", "Vehicle: ABX 123D"),
        counter_examples=("R123 XDE",),
        context=words(*_MARK, "VEHICLE", "CAR", "VAN"),
        digits=1,
        score=0.78,
    ),
    Detector(
        entity="VEHICLE_REGISTRATION",
        pattern=re.compile(_SHORT),
        source="as above, cherished and dateless forms, which periods and codes have too: right behind their name",
        examples=("car reg ABX 123", "reg no: X 12", "number plate 7 ABX"),
        counter_examples=("Car allowance M12", "van driver, DOB 01/02/1970", "ABX 123"),
        context=words(*_MARK, tail=r"(?: (?:NO|NUMBER|IS))?[ :.#]{1,3}"),
        digits=1,
        score=0.78,
    ),
)
