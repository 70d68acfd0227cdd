"""Dates of birth that stand in a text."""

from __future__ import annotations

import re

from payscrub.detect.detector import Detector, words

_MONTH = "(?:JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC)[A-Z]{0,6}"
_DAYS = (
    r"\d{1,2}[./ \-]\d{1,2}[./ \-]\d{2,4}",
    r"\d{4}[./\-]\d{1,2}[./\-]\d{1,2}",
    rf"\d{{1,2}}(?:ST|ND|RD|TH)? ?[ \-]?{_MONTH}[ ,\-]{{0,2}}\d{{2,4}}",
    rf"{_MONTH} \d{{1,2}}(?:ST|ND|RD|TH)?,? \d{{4}}",
    r"\d{8}",
    r"\d{6}",
)

DETECTORS = (
    Detector(
        entity="DATE_OF_BIRTH",
        pattern=re.compile(rf"(?<![0-9A-Z])(?:{'|'.join(_DAYS)})(?![0-9A-Z])"),
        source="any way to write a day, after a word that says birth",
        examples=("DOB 1/2/60", "born 3rd March 1971", "date of birth: 1971-03-03", "d.o.b. 03031971"),
        counter_examples=("1/2/60", "bornite 3/4/71x", "started 3 March 1971"),
        context=words("DOB", r"D[. ]O[. ]B\.?", "BORN", "DATE OF BIRTH", "BIRTH ?DATE", "BIRTHDAY", "B/?DAY"),
        digits=3,
        score=0.93,
    ),
)
