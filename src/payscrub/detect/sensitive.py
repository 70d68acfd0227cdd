"""Columns that no title explains and whose values say what the law protects most: unions, illnesses, beliefs, ethnic origins.

Source: UK GDPR, Article 9.
"""

from __future__ import annotations

from collections.abc import Sequence

from payscrub.detect import lexicon
from payscrub.detect.normalise import fold
from payscrub.detect.people import words_of

_MOST, _FEWEST, _LONGEST = 0.6, 2, 8  # share of the different values; so many of them; words
_SECTIONS = {"UNION_MEMBERSHIP": "unions", "RELIGION": "religions", "HEALTH": "ailments", "ETHNICITY": "ethnic"}
_ONE_WORD = frozenset({"UNION_MEMBERSHIP", "HEALTH"})  # of others a single word is also a colour, a nationality or a name
_OPEN = frozenset({"prefer not to say", "not stated", "not known", "other", "mixed", "none", "no religion", "not disclosed"})


def protected(values: Sequence[str]) -> str | None:
    """Return the entity of special category that most of some different values name, if there is one."""
    telling = [value for value in map(fold, values) if value not in _OPEN]
    for entity in _SECTIONS:
        named = sum(_names(value, entity) for value in telling)
        if named >= _MOST * len(telling) and named >= (1 if entity == "UNION_MEMBERSHIP" else _FEWEST):
            return entity
    return None


def _names(value: str, entity: str) -> bool:
    words = words_of(value)
    if not 0 < len(words) <= _LONGEST or (entity != "UNION_MEMBERSHIP" and not lexicon.listed("organisation").isdisjoint(words)):
        return False
    if entity == "RELIGION":
        return value in lexicon.listed("religions")
    return not lexicon.listed(_SECTIONS[entity]).isdisjoint(words) and (entity in _ONE_WORD or len(words) > 1)
