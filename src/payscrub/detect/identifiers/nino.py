"""National Insurance numbers, also with faults: no suffix, letters for digits, any separators."""

from __future__ import annotations

import re

from payscrub.detect.detector import BEGIN, END, Detector, words

_SPACE = r"[ .\-/]{0,2}"
_BODY = rf"[A-Z]{{2}}{_SPACE}" + rf"[0-9OIL]{{2}}{_SPACE}" * 2 + "[0-9OIL]{2}"
_LEAST_DIGITS = 4
_NOT_A_PREFIX = frozenset(
    {"SC", "OC", "SO", "NI", "NO", "RA", "RN", "RW", "CE", "CI", "FC", "GE", "IP", "LP", "NP", "PO", "SP", "ZC", "ID"}
)


def _mostly_digits(code: str) -> bool:
    return sum(map(str.isdigit, code)) >= _LEAST_DIGITS


def possible(code: str) -> bool:
    """Return whether a squeezed code begins like a National Insurance number and no company number (HMRC NIM39110)."""
    return _mostly_digits(code) and code[:2] not in _NOT_A_PREFIX and code[0] not in "DFIQUV" and code[1] not in "DFIOQUV"


DETECTORS = (
    Detector(
        entity="UK_NINO",
        pattern=re.compile(rf"{BEGIN}{_BODY}{_SPACE}[A-DFMP]{END}"),
        source="HMRC NIM39110; OO, CR, FY, MW, NC and TN are administrative forms that also belong to people",
        examples=(
            "JG 10 37 59 A",
            "jg103759a",
            "JG-10-37-59-A",
            "JG  10 37 59  A",
            "payslip_JG103759A_March.pdf",
            "TN010180F",
            "JG1O3759A",
        ),
        counter_examples=("1257L", "JG1037591A", "GB123456789", "XJG103759A"),
        check=_mostly_digits,
        digits=4,
    ),
    Detector(
        entity="UK_NINO",
        pattern=re.compile(rf"{BEGIN}[A-Z]{{2}}(?:[ .\-]{{1,2}}[0-9]{{2}}){{3}}(?![A-Z0-9]|[ .\-]\d)"),
        source="as above, suffix missing, printed in pairs",
        examples=("JG 10 37 59", "JG-10-37-59"),
        counter_examples=("JG 10 37", "JG 10 37 59 11"),
        check=possible,
        digits=6,
        score=0.85,
    ),
    Detector(
        entity="UK_NINO",
        pattern=re.compile(rf"{BEGIN}[A-Z]{{2}}[0-9]{{6}}{END}"),
        source="as above, suffix missing; company and partnership prefixes (Companies House) are left out",
        examples=("JG103759",),
        counter_examples=("SC123456", "OC301234", "PO123456"),
        check=possible,
        digits=6,
        score=0.6,
    ),
    Detector(
        entity="UK_NINO",
        pattern=re.compile(rf"{BEGIN}{_BODY}{_SPACE}[A-Z]?{END}"),
        source="as above, any form beside its name",
        examples=("NI no: QQ103759", "National Insurance number QQ 10 37 59 Z"),
        counter_examples=("QQ103759Z",),
        check=_mostly_digits,
        context=words("NI", "NINO", r"N\.I\.?", "NAT INS", "NATIONAL INSURANCE"),
        digits=4,
        score=0.85,
    ),
    Detector(
        entity="UK_NINO",
        pattern=re.compile(rf"{BEGIN}\d\d ?[A-Z]\d ?\d\d ?\d\d{END}"),
        source="HMRC temporary reference number: two digits, a letter, five digits",
        examples=("TRN 63 T1 23 45", "NINO 63T12345"),
        counter_examples=("63 T1 23 45",),
        context=words("TRN", "TEMPORARY REF[A-Z]*", "NINO", r"N\.?I\.? ?(?:NO|NUMBER)\.?"),
        digits=7,
    ),
)
