"""Shows a header in a report without any word that could be somebody's."""

from __future__ import annotations

import re

from payscrub.detect import lexicon
from payscrub.detect.normalise import fold
from payscrub.detect.people import WORD, Sort, sort_of
from payscrub.detect.rules import Trust, read_header

HIDDEN = "•••"
_NUMBER = re.compile(r"\d{4,}")


def shown_title(title: str) -> str:
    """Return a header with every word outside the public vocabulary, and every long number, replaced by dots."""
    known = read_header(title).trust > Trust.NONE
    return _NUMBER.sub(HIDDEN, WORD.sub(lambda match: match[0] if _is_public(match[0], known=known) else HIDDEN, title))


def _is_public(word: str, *, known: bool) -> bool:
    folded = fold(word)
    sort = sort_of(folded)
    if sort in {Sort.NAME, Sort.UNKNOWN, Sort.BOTH}:
        return known and sort != Sort.NAME and folded in lexicon.ordinary()
    return True
