"""Passwords, PINs and keys that stand in a text."""

from __future__ import annotations

import re

from payscrub.detect.detector import BEGIN, Detector

_WORD = (
    rf"{BEGIN}(?:PASSWORD|PASSWD|PASSCODE|PASSPHRASE|PWD|P/?W|PIN(?: CODE| NO| NUMBER)?|MEMORABLE (?:WORD|DATE|NAME)|"
    r"SECURITY (?:CODE|ANSWER|WORD)|DOOR CODE|SAFE CODE|SECRET|API[ _\-]?KEY|ACCESS[ _\-]?(?:KEY|TOKEN)|TOKEN)"
)

DETECTORS = (
    Detector(
        entity="SECRET",
        pattern=re.compile(rf"{_WORD}(?: ?[:=] ?| IS:? )[\"']?(?P<SECRET>[^\s\x1e;,\"']{{3,80}})"),
        source="a value after a word that names a secret",
        examples=("password: hunter2!", "Pwd=Tr0ub4dor;", "the PIN is 4821", "api_key=abcdef123"),
        counter_examples=("password reset required", "pin board"),
        score=0.99,
    ),
    Detector(
        entity="SECRET",
        pattern=re.compile(rf"{_WORD} (?P<SECRET>(?=[^\s\x1e\d]{{0,40}}\d)[^\s\x1e;,]{{4,80}})"),
        source="as above without a sign between them; the value has a digit",
        examples=("password Summer2024!", "door code 1234"),
        counter_examples=("password expired", "password policy v2"),
        digits=1,
        score=0.9,
    ),
)
