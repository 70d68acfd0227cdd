"""Passport numbers."""

from __future__ import annotations

import re

from payscrub.detect.detector import BEGIN, END, Detector, words

DETECTORS = (
    Detector(
        entity="PASSPORT",
        pattern=re.compile(rf"{BEGIN}(?=[A-Z]{{0,3}}\d)[A-Z0-9]{{6,10}}{END}"),
        source="HM Passport Office: nine digits; foreign passports six to nine letters and digits: only beside the word",
        examples=("passport no. 523456789", "Passport: GB1234567", "523456789 passport"),
        counter_examples=("523456789", "passport expires 2027"),
        context=words("PASSPORT", "PASS ?PORT", "TRAVEL DOC[A-Z]*", "PP ?T? (?:NO|NUM|NUMBER|REF)", "PPT", behind=True),
        digits=5,
        score=0.9,
    ),
)
