"""Registration numbers of the health professions and teachers."""

from __future__ import annotations

import re

from payscrub.detect.detector import BEGIN, END, Detector, words

_HCPC = "AS|BS|CH|CS|DT|HAD|HIS|OT|ODP|OR|PA|PH|PO|PYL|RA|SL|SW"

DETECTORS = (
    Detector(
        entity="PROFESSIONAL_REGISTRATION",
        pattern=re.compile(rf"{BEGIN}\d\d[A-L]\d{{4}}[A-Z]{END}"),
        source="Nursing and Midwifery Council PIN: two digits of the year, a letter, four digits, a letter",
        examples=("NMC 98I1234E", "98I1234E"),
        counter_examples=("98I123E", "1998I1234E"),
        digits=6,
        score=0.85,
    ),
    Detector(
        entity="PROFESSIONAL_REGISTRATION",
        pattern=re.compile(rf"{BEGIN}(?:{_HCPC})0?\d{{5}}{END}"),
        source="Health and Care Professions Council: profession letters and up to six digits",
        examples=("PH095159", "HCPC RA54321"),
        counter_examples=("PH09", "XX095159"),
        digits=5,
        score=0.65,
    ),
    Detector(
        entity="PROFESSIONAL_REGISTRATION",
        pattern=re.compile(rf"{BEGIN}(?=[A-Z/]{{0,3}}\d)[A-Z0-9/]{{5,10}}{END}"),
        source="GMC and GPhC seven digits, teachers seven (nn/nnnnn): beside the name of the register",
        examples=("GMC 1234567", "GPhC no. 2012345", "teacher ref 12/34567"),
        counter_examples=("1234567", "NMC since 2010"),
        context=words(
            "GMC", "NMC", "HCPC", "GPHC", "GDC", "SWE", "TRN", "TEACHER REF[A-Z]*", "REGISTRATION (?:NO|NUMBER)[A-Z]*", "DFE NUMBER"
        ),
        digits=5,
        score=0.86,
    ),
)
