"""Unique Taxpayer References."""

from __future__ import annotations

import re

from payscrub.detect.checks import utr
from payscrub.detect.detector import BEGIN, END, Detector, words

DETECTORS = (
    Detector(
        entity="UK_UTR",
        pattern=re.compile(rf"{BEGIN}\d{{5}} ?\d{{5}} ?K?{END}"),
        source="HMRC: ten digits, K optional",
        examples=("UTR 12345 67890", "Unique Taxpayer Reference: 1234567890K", "1234567890 (UTR)"),
        counter_examples=("12345 67890",),
        context=words("UTR", "TAXPAYER", "TAX REF[A-Z]*", "SELF[ -]ASSESSMENT", "CIS", behind=True),
        digits=10,
        score=0.92,
    ),
    Detector(
        entity="UK_UTR",
        pattern=re.compile(rf"{BEGIN}\d{{5}} \d{{5}} ?K?{END}|{BEGIN}\d{{10}}K{END}"),
        source="HMRC's domain library: the first digit is a check digit",
        examples=("11234 56789", "1123456789K"),
        counter_examples=("12345 67890", "1123456789"),
        check=utr,
        digits=10,
        score=0.7,
    ),
)
