"""Unique Property Reference Numbers."""

from __future__ import annotations

import re

from payscrub.detect.detector import BEGIN, END, Detector, words

DETECTORS = (
    Detector(
        entity="UPRN",
        pattern=re.compile(rf"{BEGIN}\d{{5,12}}{END}"),
        source="GeoPlace: up to twelve digits, only beside its name",
        examples=("UPRN 100023336956",),
        counter_examples=("100023336956",),
        context=words("UPRN"),
        digits=5,
    ),
)
