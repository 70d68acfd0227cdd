"""Driving licence numbers."""

from __future__ import annotations

import re

from payscrub.detect.detector import BEGIN, END, Detector, words

_INITIALS = slice(11, 14)  # two initials, or 9 for none, and a digit that tells equals apart


def _no_words(code: str) -> bool:
    return any(map(str.isdigit, code[_INITIALS]))


DETECTORS = (
    Detector(
        entity="UK_DRIVING_LICENCE",
        pattern=re.compile(rf"{BEGIN}[A-Z][A-Z9]{{4}}\d{{6}}[A-Z9]{{2}}[A-Z0-9][A-Z]{{2}}(?: ?\d\d)?{END}"),
        source="DVLA driver number: 16 characters that spell surname, birth date and initials",
        examples=("MORGA657054SM9IJ", "MORGA657054SM9IJ 35"),
        counter_examples=("MORGA65705", "MORGA 657054"),
        digits=6,
        score=0.95,
    ),
    Detector(
        entity="UK_DRIVING_LICENCE",
        pattern=re.compile(rf"{BEGIN}[A-Z][A-Z9]{{4}} ?\d{{6}} ?[A-Z9]{{2}} ?[A-Z0-9] ?[A-Z]{{2}}(?: ?\d\d)?{END}"),
        source="as above in groups, as it is printed; words around a number are none",
        examples=("MORGA 657054 SM9IJ", "MORGA 657054 SM9IJ 35"),
        counter_examples=("pence 150050 in the", "MORGA 657054"),
        check=_no_words,
        digits=6,
        score=0.95,
    ),
    Detector(
        entity="UK_DRIVING_LICENCE",
        pattern=re.compile(rf"{BEGIN}(?=[A-Z]{{0,6}}\d)[A-Z0-9]{{8,18}}{END}"),
        source="Northern Ireland: eight digits; damaged numbers beside their name",
        examples=("driving licence no 12345678",),
        counter_examples=("12345678",),
        context=words("DRIV(?:ING|ER'?S?) LICEN[CS]E", "DVLA", "LICEN[CS]E NO"),
        digits=5,
        score=0.88,
    ),
)
