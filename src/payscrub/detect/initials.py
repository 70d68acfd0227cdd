"""Finds people of whom a note tells nothing but the initials: ``checked by JS``, ``signed off A.R.``, ``- JS 12/4``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from payscrub.detect import lexicon
from payscrub.detect.normalise import SEPARATOR, fold

_CAPITAL = "[A-Z\u00c0-\u00de\u0100-\u017f]"  # of the Latin alphabets
_DOTTED = rf"{_CAPITAL}\.[ ]?{_CAPITAL}\.(?:[ ]?{_CAPITAL}\.)?"
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
            if not _is_abbreviation(match):
                yield match.span(1)


def _is_abbreviation(match: re.Match[str]) -> bool:
    folded = fold(match[1]).replace(" ", "")
    if match[0] != match[1] and match[0][:2].isalpha() and any(map(str.islower, match[0])):
        return folded in lexicon.vocabulary() and "." not in folded  # AS behind a deed is no word: nothing else is in capitals
    return folded in lexicon.vocabulary() or folded.replace(".", "") in lexicon.listed("abbreviated")
