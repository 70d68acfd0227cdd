"""Student support numbers of the Student Loans Company."""

from __future__ import annotations

import re

from payscrub.detect.detector import BEGIN, END, Detector

DETECTORS = (
    Detector(
        entity="STUDENT_SUPPORT_NUMBER",
        pattern=re.compile(rf"{BEGIN}[A-Z]{{4}} ?\d{{8}} ?[A-Z]{END}"),
        source="ILR specification, field SSN: four letters, eight digits, a check letter",
        examples=("JONE 12345678 B", "JONE12345678B"),
        counter_examples=("JONE 1234567 B", "JONE12345678"),
        digits=8,
    ),
)
