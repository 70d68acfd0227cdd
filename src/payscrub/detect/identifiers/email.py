"""E-mail addresses."""

from __future__ import annotations

import re

from payscrub.detect.detector import Detector

DETECTORS = (
    Detector(
        entity="EMAIL_ADDRESS",
        pattern=re.compile(r"(?<![A-Z0-9._%+'\-])[^\W_][\w.%+'\-]{0,63}@(?:[A-Z0-9\-]{1,63}\.){1,8}[A-Z]{2,24}(?![A-Z0-9\-]|\.[A-Z0-9])"),
        source="RFC 5321 and 5322, with the bounds of section 4.5.3.1",
        examples=("j.smith@trust.example.org", "Mail: O'BRIEN_J@HOSPITAL.NHS.UK.", "anna+pay@example.co.uk"),
        counter_examples=("50 @ 12.50", "@mention", "a@b"),
        marks="@",
        score=0.97,
    ),
    Detector(
        entity="EMAIL_ADDRESS",
        pattern=re.compile(
            r"(?<![A-Z0-9._%+'\-])[^\W_][\w.%+'\-]{1,63} ?(?:@|\(AT\)|\[AT\]) ?"
            r"[A-Z0-9][A-Z0-9\-]{1,62}(?:\.[A-Z0-9\-]{2,20}){0,4}(?![A-Z0-9])"
        ),
        source="as above, damaged or disguised",
        examples=("jsmith@localhost", "j.smith @ trust.nhs.uk", "j.smith (at) example.com"),
        counter_examples=("@mention", "50 @ £12"),
        check=lambda code: not code[:1].isdigit(),
        marks="@([",
        score=0.7,
    ),
)
