"""Residence permits, visas and share codes."""

from __future__ import annotations

import re

from payscrub.detect.detector import BEGIN, END, Detector, words


def _has_digit(code: str) -> bool:
    return any(map(str.isdigit, code))


DETECTORS = (
    Detector(
        entity="IMMIGRATION_DOCUMENT",
        pattern=re.compile(rf"{BEGIN}[A-Z]{{2}}[X0-9] ?\d{{6}}{END}"),
        source="Home Office: residence permit, two letters, X or a digit, six digits",
        examples=("RZ1234567", "ZUX123456"),
        counter_examples=("RZ12345678", "R1234567"),
        digits=6,
        score=0.75,
    ),
    Detector(
        entity="IMMIGRATION_DOCUMENT",
        pattern=re.compile(rf"{BEGIN}(?=[A-Z\-]{{0,5}}\d)[A-Z0-9][A-Z0-9\-]{{5,20}}{END}"),
        source="visas, certificates of sponsorship and application numbers, beside their name",
        examples=("BRP number RZ1234567", "visa no: 012345678", "CoS C2G1A23456B"),
        counter_examples=("visa expires 31/12/2026", "C2G1A23456B"),
        context=words(
            "BRP",
            "VISA",
            "VISA (?:NO|NUMBER|REF)[A-Z]*",
            "UAN",
            "COS",
            "CERTIFICATE OF SPONSORSHIP",
            "(?:RESIDENCE|BIOMETRIC|BIOMETRIC RESIDENCE) (?:PERMIT|CARD)",
            "WORK PERMIT",
        ),
        digits=4,
        score=0.85,
    ),
    Detector(
        entity="SHARE_CODE",
        pattern=re.compile(rf"{BEGIN}(?!RTW )[WRS][A-Z0-9]{{2}}([ \-])[A-Z0-9]{{3}}\1[A-Z0-9]{{3}}{END}"),
        source="GOV.UK: right-to-work share code, printed W9X-6GY-2S2",
        examples=("share code W9X-6GY-2S2", "share code: W9X 6GY 2S2"),
        counter_examples=("W9X-6GY-2S2", "W9X-6GY"),
        check=_has_digit,
        context=words("SHARE", "SHARE ?CODE", "RIGHT TO WORK", "RTW"),
    ),
    Detector(
        entity="SHARE_CODE",
        pattern=re.compile(rf"{BEGIN}[WRS](?=[A-Z\-]{{0,9}}\d)[A-Z0-9]{{2}}-?[A-Z0-9]{{3}}-?[A-Z0-9]{{3}}{END}"),
        source="as above, alone: with a digit and hyphens, or beside its name",
        examples=("share code W9X6GY2S2",),
        counter_examples=("WORKPLACE", "W9X6GY2S2"),
        check=_has_digit,
        context=words("SHARE ?CODE", "RIGHT TO WORK CODE", "RTW(?: CODE)?"),
        score=0.89,
    ),
)
