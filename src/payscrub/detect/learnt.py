"""What the personal columns of a file teach about the rest of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property

from payscrub.detect import lexicon
from payscrub.detect.beside import numbers_in
from payscrub.detect.birthdays import born
from payscrub.detect.columns import Column
from payscrub.detect.normalise import SEPARATOR, fold, fold_texts
from payscrub.detect.people import WORD, is_listed
from payscrub.entities import BY_NAME
from payscrub.model import Distinct, Grid

_LEAST_DIGITS = 5  # shorter numbers stand everywhere: years, hours, grades
_DIGITS = re.compile(rf"(?:[A-Z]{{0,20}}\d){{{_LEAST_DIGITS}}}", re.ASCII)
_NO_CODE = bytes(set(range(128)) - set(f"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789{SEPARATOR}".encode()))
_LEAST_LETTERS = 2
_NO_PARTS = ("titles", "suffixes", "particles", "no names")


@dataclass(frozen=True, slots=True)
class Learnt:
    """Folded words of names, numbers and whole values with their entities, and days of birth; nothing is shown."""

    words: frozenset[str] = field(default=frozenset(), repr=False)
    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    births: Callable[[], frozenset[date]] = field(default=frozenset, repr=False)  # read off their columns when they are asked for

    def entity_of(self, code: str) -> str | None:
        """Return the entity of a squeezed number or value, leading zeros ignored, or None."""
        return self.values.get(code.lstrip("0")) if len(code) >= _LEAST_DIGITS else None


class _Gathered(Mapping[str, str]):
    """The values of columns with their entities, gathered when one is asked for: a sheet that is one plain table never asks."""

    def __init__(self, columns: Sequence[Column], grids: Sequence[Grid]) -> None:
        self._columns, self._grids = columns, grids

    @cached_property
    def _values(self) -> dict[str, str]:
        values: dict[str, str] = {}
        for column in self._columns:
            distinct = self._grids[column.grid].distinct(column.cells)
            if column.entity == "PERSON":
                values.update(dict.fromkeys(numbers_in(distinct.texts), "EMPLOYEE_ID"))
            else:
                values.update(dict.fromkeys(_numbers(distinct), str(column.entity)))
        return values

    def __getitem__(self, code: str) -> str:
        return self._values[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def learn(columns: Sequence[Column], grids: Sequence[Grid]) -> Learnt:
    """Return what the direct identifiers among ``columns`` teach."""
    direct = [column for column in columns if column.entity and BY_NAME[column.entity].risk == "direct"]
    words = [_name_words(grids[column.grid].distinct(column.cells)) for column in direct if column.entity == "PERSON"]
    births = [column for column in columns if column.entity == "DATE_OF_BIRTH"]
    return Learnt(frozenset().union(*words), _Gathered(direct, grids), cache(lambda: _births(births, grids)))


def _births(columns: Sequence[Column], grids: Sequence[Grid]) -> frozenset[date]:
    return frozenset(born(text for column in columns for text in grids[column.grid].distinct(column.cells).texts))


def name_words(pieces: Iterable[str]) -> frozenset[str]:
    """Return the folded words of some names that are names wherever they stand: in no list of ordinary words, of payroll or of places."""
    words = {fold(word).removesuffix("'s") for word in set(WORD.findall("\n".join(pieces)))}
    return frozenset(word for word in words if len(word) > _LEAST_LETTERS and not is_listed(word)).difference(
        *map(lexicon.listed, _NO_PARTS)
    )


def _name_words(distinct: Distinct) -> set[str]:
    words = {fold(word).removesuffix("'s") for word in set(WORD.findall("\n".join(distinct.texts)))}
    return {word for word in words if len(word) >= _LEAST_LETTERS}.difference(*map(lexicon.listed, _NO_PARTS))


def _numbers(distinct: Distinct) -> list[str]:
    folded = fold_texts(distinct.texts).text.encode("ascii", "ignore").translate(None, _NO_CODE)
    return [code.lstrip("0") for code in folded.decode("ascii").split(SEPARATOR) if _DIGITS.match(code)]
