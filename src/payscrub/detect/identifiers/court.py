"""References of attachments, maintenance and court orders."""

from __future__ import annotations

import re

from payscrub.detect.detector import BEGIN, END, Detector, words
from payscrub.detect.identifiers.nino import possible

_NINO = 9  # characters of a National Insurance number


def _wraps_a_nino(code: str) -> bool:
    return possible(code[-_NINO:]) and not code.startswith("XXX")  # not one that is masked already


DETECTORS = (
    Detector(
        entity="COURT_ORDER_REFERENCE",
        pattern=re.compile(rf"{BEGIN}[A-Z]{{2,5}}[A-Z]{{2}}\d{{6}}[A-D]{END}"),
        source="employers' own references put the kind of the order before the National Insurance number, without a gap",
        examples=("CMSJG103759A", "DEOAB123456C"),
        counter_examples=("CMSDF103759A", "CMSJG103759X", "XJG103759A"),
        check=_wraps_a_nino,
        digits=6,
        score=0.9,
    ),
    Detector(
        entity="COURT_ORDER_REFERENCE",
        pattern=re.compile(rf"{BEGIN}NST[ /\-]?\d{{1,2}}[ /\-]?[A-Z0-9]{{9,10}}{END}"),
        source="SAP's child maintenance references wrap a NI number or ten digits",
        examples=("NST/1/JG103759A", "NST 32-1234567890"),
        counter_examples=("NST/1/JG", "WEST/1/JG103759A"),
        digits=7,
        score=0.96,
    ),
    Detector(
        entity="COURT_ORDER_REFERENCE",
        pattern=re.compile(rf"{BEGIN}121\d{{9}}{END}"),
        source="Child Maintenance Service, scheme of 2012: twelve digits that begin with 121",
        examples=("121012345678",),
        counter_examples=("122012345678", "1210123456789"),
        digits=12,
        score=0.75,
    ),
    Detector(
        entity="COURT_ORDER_REFERENCE",
        pattern=re.compile(rf"{BEGIN}(?=[A-Z/\-]{{0,6}}\d)[A-Z0-9][A-Z0-9/\-]{{4,19}}{END}"),
        source="county courts, magistrates, councils and sheriffs number freely: beside the name of the order",
        examples=("AEO ref: 8QZ12345", "CMS 1012345678", "Council tax order 800123456", "claim no 8QZ12345"),
        counter_examples=("8QZ12345", "AEO applied", "AEO from 2023"),
        context=words(
            "AEO",
            "CTAEO",
            "DEO",
            "DEA",
            "CSA",
            "CMS",
            "CMG",
            "CCJ",
            "EAS",
            "ARRESTMENT",
            "COURT",
            "COURT ORDER",
            "COUNCIL TAX (?:ORDER|REF|NO|NUMBER)[A-Z]*",
            "LIABILITY ORDER",
            "ATTACHMENT OF EARNINGS",
            "(?:CASE|CLAIM|FINE|WARRANT|JUDGMENT|DIVISION) (?:NO|NUM|NUMBER|REF)[A-Z]*",
        ),
        digits=5,
        score=0.8,
    ),
)
