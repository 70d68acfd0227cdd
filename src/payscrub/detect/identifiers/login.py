"""User names of computer systems."""

from __future__ import annotations

import re

from payscrub.detect import lexicon
from payscrub.detect.detector import BEGIN, END, Detector, words

_LABEL = "USER(?:[ _]?(?:NAME|ID))?|LOG[IO]N(?: ID| NAME)?|UID|AD ACCOUNT|(?:RUN|KEYED|INPUT|UPDATED|CREATED|MODIFIED|SAVED) BY"


def _no_word(code: str) -> bool:
    return code.lower() not in lexicon.ordinary() and code.lower() not in lexicon.vocabulary()


def _no_file(code: str) -> bool:
    letters = code.rstrip("0123456789").lower()
    return len(letters) > len("wk") and letters not in lexicon.ordinary() and letters not in lexicon.vocabulary()


DETECTORS = (
    Detector(
        entity="USERNAME",
        pattern=re.compile(r"(?<![A-Z0-9\\:\-])[A-Z][A-Z0-9\-]{1,14}\\[A-Z][A-Z0-9._\-]{1,40}(?![\\A-Z0-9])"),
        source="Windows: domain, backslash, account",
        examples=(r"TRUST\jbloggs", r"by CORP\smith.j2"),
        counter_examples=(r"C:\Users\jbloggs", "and\\"),
        marks="\\",
        score=0.92,  # surer than the names that logins are made of
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
    Detector(
        entity="USERNAME",
        pattern=re.compile(rf"{BEGIN}[A-Z][A-Z0-9._\-]{{2,40}}(?![A-Z0-9@\\])"),
        source="an account right after a label without a sign; words are none",
        examples=("username jbloggs2", "login smithj", "user id okaforn"),
        counter_examples=("username policy", "user jbloggs", "login failed"),
        check=_no_word,
        context=words("USER[ _]?(?:NAME|ID)", "LOG[IO]N", "AD ACCOUNT", tail=" {1,2}"),
        score=0.75,
    ),
    Detector(
        entity="USERNAME",
        pattern=re.compile(
            rf"{BEGIN}(?:[A-Z][A-Z._\-]{{2,30}}\d{{1,4}}|[A-Z]{{2,20}}[._][A-Z]{{1,20}}\d{{0,4}})(?![A-Z0-9@\\]|[.\-][A-Z0-9])"
        ),
        source="as above, with a digit or a stop in it, in a sentence about accounts",
        examples=("user jbloggs2 locked out", "logged in as owen.t", "password reset for okaforn3", "keyed by jbloggs2"),
        counter_examples=("jbloggs2", "user guide v2", "user the2", "logged in at 9"),
        check=_no_file,
        context=words(
            "USER",
            "USERS",
            "USER ?ID",
            "LOG(?:GED|GING)? ?[IO]N(?: AS)?",
            "NETWORK(?: ID)?",
            "PASSWORD RESET FOR",
            "ACCOUNT FOR(?: USER)?",
            "(?:KEYED|INPUT|UPDATED|CREATED|MODIFIED|SAVED|RUN|ENTERED|AMENDED|POSTED|APPROVED|LOCKED OUT|RESET) (?:BY|FOR)",
            "LOGIN",
            tail="[ :]{1,2}",
        ),
        score=0.84,  # surer than the names that logins are made of
    ),
    Detector(
        entity="USERNAME",
        pattern=re.compile(rf"{BEGIN}\d\d(?: ?\d\d){{5}}{END}"),
        source="Government Gateway: twelve digits, printed in pairs, beside its name",
        examples=("gateway user 123456789012", "Government Gateway ID: 12 34 56 78 90 12"),
        counter_examples=("123456789012",),
        context=words("GATEWAY"),
        digits=12,
        score=0.85,
    ),
)
