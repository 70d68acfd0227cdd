"""Numbers of pension scheme members."""

from __future__ import annotations

import re

from payscrub.detect.detector import BEGIN, END, Detector, words


def _no_year(code: str) -> bool:
    return not (len(code) == len("2019") and code[:2] in {"19", "20"})


DETECTORS = (
    Detector(
        entity="NHS_PENSION_NUMBER",
        pattern=re.compile(rf"{BEGIN}SD ?\d\d ?/? ?\d{{6}}{END}"),
        source="NHSBSA: SD number of eight digits",
        examples=("SD 72/123456", "SD72123456"),
        counter_examples=("SD 72/1234", "72123456"),
        digits=8,
    ),
    Detector(
        entity="NHS_PENSION_NUMBER",
        pattern=re.compile(rf"{BEGIN}\d\d ?/? ?\d{{6}}{END}"),
        source="as above, beside its name",
        examples=("SD number: 72123456", "pension ref 72/123456"),
        counter_examples=("72123456",),
        context=words(r"SD ?(?:NO|NUMBER|REF)\.?", "SUPERANN[A-Z]*", "PENSION (?:NO|NUMBER|REF)[A-Z]*"),
        digits=8,
        score=0.88,
    ),
    Detector(
        entity="PENSION_MEMBER",
        pattern=re.compile(rf"{BEGIN}(?=[A-Z/\-]{{0,8}}\d)[A-Z0-9][A-Z0-9/\-]{{3,15}}(?![A-Z0-9]|[.,]\d)"),
        source="schemes number their members freely",
        examples=("membership no: LG/123456", "TP ref 12/34567", "pension member 12345678", "policy no 1234567A"),
        counter_examples=("member since 2019", "membership ended", "pension member since 2019"),
        check=_no_year,
        context=words(
            r"MEMBER(?:SHIP)? ?(?:NO|NUM|NUMBER|REF|ID)[A-Z]*",
            r"(?:TPS?|LGPS|USS|NEST|RPS|PENSION|SCHEME|POLICY) ?(?:MEMBER|SCHEME)? ?(?:NO|NUM|NUMBER|REF|ID)[A-Z]*",
            r"(?:TPS?|LGPS|USS|NEST|RPS|PENSION|SCHEME) MEMBER",
        ),
        digits=3,
        score=0.8,
    ),
)
