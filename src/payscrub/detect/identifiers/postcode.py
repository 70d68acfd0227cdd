"""Postcodes."""

from __future__ import annotations

import re

from payscrub.detect.detector import BEGIN, END, Detector

DETECTORS = (
    Detector(
        entity="UK_POSTCODE",
        pattern=re.compile(
            rf"{BEGIN}(?:GIR ?0AA|ZZ99 ?\d[A-Z]{{2}}|BFPO ?\d{{1,4}}|"
            rf"[A-PR-UWYZ][A-HK-Z]?\d[A-Z\d]?[ \-]{{0,2}}\d[ABD-HJLNP-UW-Z]{{2}}){END}"
        ),
        source="Royal Mail, Programmer's Guide to PAF: six forms; unit letters are never C I K M O V",
        examples=("SW1A 1AA", "m1 1ae", "EC1A1BB", "BFPO 58", "ZZ99 3VZ"),
        counter_examples=("1257L", "W1", "SW1A 1AC", "GCSW1A 1AA"),
        digits=2,
        score=0.85,
    ),
)
