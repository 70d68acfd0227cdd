"""User names of computer systems."""

from __future__ import annotations

import re

from payscrub.detect.detector import BEGIN, Detector, words

_LABEL = "USER(?:[ _]?(?:NAME|ID))?|LOG[IO]N(?: ID| NAME)?|UID|AD ACCOUNT|(?:RUN|KEYED|INPUT|UPDATED|CREATED|MODIFIED|SAVED) BY"

DETECTORS = (
    Detector(
        entity="USERNAME",
        pattern=re.compile(r"(?<![A-Z0-9\\:\-])[A-Z][A-Z0-9\-]{1,14}\\[A-Z][A-Z0-9._\-]{1,40}(?![\\A-Z0-9])"),
        source="Windows: domain, backslash, account",
        examples=(r"TRUST\jbloggs", r"by CORP\smith.j2"),
        counter_examples=(r"C:\Users\jbloggs", "and\\"),
        marks="\\",
        score=0.85,
    ),
    Detector(
        entity="USERNAME",
        pattern=re.compile(rf"{BEGIN}[A-Z0-9][A-Z0-9._\-]{{2,40}}(?![A-Z0-9@\\])"),
        source="an account after a label that names it",
        examples=("Username: jbloggs2", "login=smithj", "Run by: JSMITH"),
        counter_examples=("user: ", "username policy"),
        context=words(_LABEL, tail=" ?[:=] ?"),
        score=0.8,
    ),
)
