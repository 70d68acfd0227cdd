"""International bank account numbers and bank identifier codes."""

from __future__ import annotations

import re

from payscrub.detect.checks import mod97
from payscrub.detect.detector import BEGIN, END, Detector, words

DETECTORS = (
    Detector(
        entity="IBAN_CODE",
        pattern=re.compile(rf"{BEGIN}GB\d\d[ \-]?[A-Z]{{4}}(?:[ \-]?\d){{14}}{END}"),
        source="ISO 13616, United Kingdom: 22 characters; a wrong check digit is still somebody's typing",
        examples=("GB29 NWBK 6016 1331 9268 19", "gb29nwbk60161331926819", "GB00NWBK60161331926819"),
        counter_examples=("GB123456789", "GB29 NWBK 6016"),
        digits=16,
        score=0.97,
    ),
    Detector(
        entity="IBAN_CODE",
        pattern=re.compile(rf"{BEGIN}[A-Z]{{2}}\d\d(?: ?[A-Z0-9]{{4}}){{2,7}}(?: ?[A-Z0-9]{{1,4}})?{END}"),
        source="ISO 13616, any country, with check digits",
        examples=("DE89 3704 0044 0532 0130 00", "FR1420041010050500013M02606"),
        counter_examples=("DE88 3704 0044 0532 0130 00", "AB12 CDEF GHIJ KLMN"),
        check=mod97,
        digits=4,
        score=0.95,
    ),
    Detector(
        entity="BIC",
        pattern=re.compile(rf"{BEGIN}[A-Z]{{6}}[A-Z0-9]{{2}}(?:[A-Z0-9]{{3}})?{END}"),
        source="ISO 9362; only beside its name, because words have the same form",
        examples=("SWIFT: NWBKGB2L", "BIC NWBKGB2LXXX"),
        counter_examples=("overtime", "NWBKGB2L"),
        context=words("BIC", "SWIFT", "SWIFT CODE"),
        score=0.8,
    ),
)
