"""Passwords, PINs and keys that stand in a text."""

from __future__ import annotations

import re

from payscrub.detect.detector import BEGIN, Detector

_WORD = (
    rf"{BEGIN}(?:PASSWORD|PASSWD|PASSCODE|PASSPHRASE|PWD|P/?W|PIN(?: CODE| NO| NUMBER)?|MEMORABLE (?:WORD|DATE|NAME)|"
    r"SECURITY (?:CODE|ANSWER|WORD)|DOOR CODE|SAFE CODE|SECRET|API[ _\-]?KEY|ACCESS[ _\-]?(?:KEY|TOKEN)|TOKEN)"
)


def _no_verb(code: str) -> bool:
    return not code.endswith(("SETTOEXPIRE", "SETTOCHANGE", "SETTONEVER", "SETTOBE", "SETTOTHE", "SETTODEFAULT"))


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
    Detector(
        entity="SECRET",
        pattern=re.compile(
            rf"{BEGIN}(?:RE)?SET TO:? (?P<SECRET>(?=[^\s\x1e\d]{{0,40}}\d)(?=[^\s\x1eA-Z]{{0,40}}[A-Z])[^\s\x1e;,/]{{7,80}})"
        ),
        source="as above: help desks reset passwords",
        examples=("locked out, reset to Wren4821!", "set to: a8Kd93kk"),
        counter_examples=("reset to 37.5", "tax code reset to S1257L", "set to 01/04/2025"),
        digits=2,
        score=0.9,
    ),
    Detector(
        entity="SECRET",
        pattern=re.compile(rf"{_WORD}(?: (?:WAS|IS|NOW|HAS BEEN))? (?:RE)?SET TO:? (?P<SECRET>[^\s\x1e;,]{{3,80}})"),
        source="as above, whatever it is, where the word stands before",
        examples=("password reset to hunter2", "PIN now set to 4471"),
        counter_examples=("reset to hunter2", "password set to expire"),
        check=_no_verb,
        score=0.9,
    ),
    Detector(
        entity="SECRET",
        pattern=re.compile(rf"{BEGIN}[A-Z]{{4,16}}\d{{2,6}}[!#$*~](?=[\s\x1e.,;)]|$)"),
        source="the commonest make of passwords: a word, a number, a sign",
        examples=("new one is Wren4821!", "(Summer2024#)"),
        counter_examples=("WK12!", "Week 12!", "AB1234#"),
        marks="!#$*~",
        digits=2,
        score=0.8,
    ),
)
