"""Disclosure and Barring Service certificates."""

from __future__ import annotations

import re

from payscrub.detect.detector import BEGIN, END, Detector, words

DETECTORS = (
    Detector(
        entity="DBS_CERTIFICATE",
        pattern=re.compile(rf"{BEGIN}00\d{{10}}{END}|{BEGIN}[EF]\d{{10,11}}{END}"),
        source="DBS: certificate of twelve digits, form reference F and ten digits",
        examples=("001234567890", "F0123456789"),
        counter_examples=("00123456789", "121234567890"),
        digits=10,
        score=0.8,
    ),
    Detector(
        entity="DBS_CERTIFICATE",
        pattern=re.compile(rf"{BEGIN}\d{{9,12}}{END}"),
        source="as above, zeros lost, beside its name",
        examples=("DBS no 1234567890",),
        counter_examples=("1234567890",),
        context=words("DBS", "CRB", "DISCLOSURE", "CERTIFICATE"),
        digits=9,
        score=0.9,
    ),
)
