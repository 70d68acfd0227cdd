"""Finds people of whom a note tells nothing but the initials: ``checked by JS``, ``signed off A.R.``, ``- JS 12/4``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from payscrub.detect import lexicon
from payscrub.detect.normalise import SEPARATOR, fold

_DOTTED = r"[A-Z]\.[ ]?[A-Z]\.(?:[ ]?[A-Z]\.)?"
_BARE = r"[A-Z]{2,3}"
_DEED = (
    r"(?i:initial(?:s|led)?|signed(?: off)?|checked|chk'?d?|keyed|input|entered|approved|authorised|authorized|auth'?d?|agreed|verified|"
    r"processed|actioned|calculated|calc'?d?|updated|amended|raised|chased|queried|requested|completed|prepared|reviewed)"
)
_PATTERNS = (
    re.compile(rf"\b{_DEED}(?: (?:by|with|per))?[ ]?[:\-\u2013]?[ ]?({_DOTTED}|{_BARE})(?![\w.']?\w)"),
    re.compile(rf"(?<![\w.])({_DOTTED})(?!\w)(?= ?(?:[\d,;:)/\n{SEPARATOR}]|\Z|and\b|&|has\b|will\b|said\b|says\b|to\b|on\b))"),
    re.compile(rf"(?:^|[{SEPARATOR}\-\u2013(] ?)({_BARE})(?= \d{{1,2}}[/.]\d{{1,2}}(?:\D|\Z))"),
)


def initials_in(joined: str) -> Iterator[tuple[int, int]]:
    """Return where initials stand in the joined texts; abbreviations of the trade are none."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(joined):
            if not _is_abbreviation(match[1]):
                yield match.span(1)


def _is_abbreviation(text: str) -> bool:
    folded = fold(text).replace(" ", "")
    return folded in lexicon.vocabulary() or folded.replace(".", "") in lexicon.listed("abbreviated")
