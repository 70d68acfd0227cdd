"""What the personal columns of a file teach about the rest of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from payscrub.detect import lexicon
from payscrub.detect.columns import Column
from payscrub.detect.normalise import SEPARATOR, fold, fold_texts
from payscrub.detect.people import WORD
from payscrub.entities import BY_NAME
from payscrub.model import Distinct, Grid

_DIGITS = re.compile(r"(?:[A-Z]{0,20}\d){5}")  # shorter numbers stand everywhere: years, hours, grades
_SEPARATORS = re.compile(rf"[^A-Z0-9{SEPARATOR}]+")
_LEAST_LETTERS = 2
_NO_PARTS = ("titles", "suffixes", "particles", "no names")


@dataclass(frozen=True, slots=True)
class Learnt:
    """Folded words of names, and numbers and whole values with their entities; nothing is shown."""

    words: frozenset[str] = field(default=frozenset(), repr=False)
    values: Mapping[str, str] = field(default_factory=dict, repr=False)

    def entity_of(self, code: str) -> str | None:
        """Return the entity of a squeezed number or value, leading zeros ignored, or None."""
        return self.values.get(code.lstrip("0"))


def learn(columns: Iterable[Column], grids: Sequence[Grid]) -> Learnt:
    """Return what the direct identifiers among ``columns`` teach."""
    words: set[str] = set()
    values: dict[str, str] = {}
    for column in columns:
        if column.entity is None or BY_NAME[column.entity].risk != "direct":
            continue
        distinct = grids[column.grid].distinct(column.cells)
        if column.entity == "PERSON":
            words.update(_name_words(distinct))
        else:
            values.update(dict.fromkeys(_numbers(distinct), column.entity))
    return Learnt(frozenset(words), values)


def _name_words(distinct: Distinct) -> set[str]:
    words = {fold(word).removesuffix("'s") for word in set(WORD.findall("\n".join(distinct.texts)))}
    return {word for word in words if len(word) >= _LEAST_LETTERS}.difference(*map(lexicon.listed, _NO_PARTS))


def _numbers(distinct: Distinct) -> list[str]:
    codes = _SEPARATORS.sub("", fold_texts(distinct.texts).text).split(SEPARATOR)
    return [code.lstrip("0") for code in codes if _DIGITS.match(code)]
