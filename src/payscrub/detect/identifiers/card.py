"""Payment card numbers."""

from __future__ import annotations

import re

from payscrub.detect.checks import luhn
from payscrub.detect.detector import Detector

DETECTORS = (
    Detector(
        entity="CREDIT_CARD",
        pattern=re.compile(r"(?<![0-9.])(?:\d[ \-]?){12,18}\d(?![0-9]|[.,]\d)"),
        source="ISO/IEC 7812-1: 13 to 19 digits with a Luhn digit",
        examples=("4111 1111 1111 1111", "5500-0000-0000-0004", "4111111111111111"),
        counter_examples=("4111 1111 1111 111", "4111111111111112", "4111.1111"),
        check=luhn,
        digits=13,
        score=0.75,  # one long number in ten passes by chance; nothing else that a payroll holds is so long
    ),
    Detector(
        entity="CREDIT_CARD",
        pattern=re.compile(r"(?<![0-9.])[3-6]\d{3}([ \-])\d{4}\1\d{4}\1\d{4}(?![0-9]|[.,]\d)"),
        source="ISO/IEC 7812-1: sixteen digits in fours, as they are embossed; one of them may be mistyped",
        examples=("4111 1111 1111 1112", "5500-0000-0000-0005"),
        counter_examples=("1111 1111 1111 1112", "4111 1111 1111", "4111 1111-1111 1112"),
        digits=16,
        score=0.75,
    ),
)
