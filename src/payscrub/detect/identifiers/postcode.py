"""Postcodes."""

from __future__ import annotations

import re

from payscrub.detect.detector import BEGIN, END, Detector

DETECTORS = (
    Detector(
        entity="UK_POSTCODE",
        pattern=re.compile(
            rf"{BEGIN}(?:ZZ99 ?\d[A-Z]{{2}}|"
            rf"[A-PR-UWYZ][A-HK-Z]?\d[A-Z\d]?[ \-]{{0,2}}\d[ABD-HJLNP-UW-Z]{{2}}){END}"
        ),
        source="Royal Mail, Programmer's Guide to PAF: six forms; unit letters are never C I K M O V",
        examples=("SW1A 1AA", "m1 1ae", "EC1A1BB", "ZZ99 3VZ"),
        counter_examples=("1257L", "W1", "SW1A 1AC", "GCSW1A 1AA"),
        digits=2,
        score=0.92,  # surer than the names that two or three letters can be
    ),
    Detector(
        entity="UK_POSTCODE",
        pattern=re.compile(rf"BFPO(?<![A-Z0-9]BFPO) ?\d{{1,4}}{END}"),  # a literal first is looked for much quicker
        source="British Forces Post Office",
        examples=("BFPO 58", "bfpo 8"),
        counter_examples=("BFPO", "XBFPO 58"),
        digits=1,
        score=0.85,
    ),
    Detector(
        entity="UK_POSTCODE",
        pattern=re.compile(rf"GIR(?<![A-Z0-9]GIR) ?0AA{END}"),
        source="the one postcode of no area, of a bank that is gone",
        examples=("GIR 0AA", "gir0aa"),
        counter_examples=("GIR 0A", "XGIR 0AA"),
        digits=1,
        score=0.85,
    ),
)
