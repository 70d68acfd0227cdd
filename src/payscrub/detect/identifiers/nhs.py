"""NHS numbers (also CHI and H&C numbers)."""

from __future__ import annotations

import re

from payscrub.detect.checks import mod11
from payscrub.detect.detector import BEGIN, END, Detector, words

DETECTORS = (
    Detector(
        entity="UK_NHS",
        pattern=re.compile(r"(?<![A-Z0-9.,+])\d{3}([ \-])\d{3}\1\d{4}(?![A-Z0-9]|[.,]\d)"),
        source="NHS Data Dictionary: ten digits 3-3-4, weights 10 to 2, modulus 11",
        examples=("943 476 5919", "943-476-5919"),
        counter_examples=("943 476 5918",),
        check=mod11,
        digits=10,
    ),
    Detector(
        entity="UK_NHS",
        pattern=re.compile(r"(?<![A-Z0-9.,+])\d{10}(?![A-Z0-9]|[.,]\d)"),
        source="as above, run together; one number in eleven passes by chance",
        examples=("9434765919",),
        counter_examples=("9434765918",),
        check=mod11,
        digits=10,
        score=0.6,
    ),
    Detector(
        entity="UK_NHS",
        pattern=re.compile(rf"{BEGIN}\d{{3}}[ \-]?\d{{3}}[ \-]?\d{{4}}{END}"),
        source="as above, beside its name",
        examples=("NHS number 943 476 5918",),
        counter_examples=("943 476 5918",),
        context=words(r"NHS ?(?:NO|NUMBER|NUM|#)\.?", "CHI", "PATIENT"),
        digits=10,
    ),
)
