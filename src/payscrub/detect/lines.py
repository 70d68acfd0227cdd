"""The rows of a grid and how much a text reads as a title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from payscrub.detect.headers import canonical
from payscrub.detect.people import Sort, sort_of
from payscrub.detect.rules import Trust, read_header
from payscrub.model import Grid, Indices

LONGEST_TITLE = 70
_LONGEST_SURE = 4  # words; more can be a sentence
DATUM = re.compile(r"^[\d£$€%.,/\- :+()]+$|@|\d{5}")
_KEYWORD = re.compile(r"<[A-Z][A-Z0-9_]{1,30}>")  # products that mark their titles
_UNITS = "£$€% "  # a row of units under a header is no data


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """The filled rows of a grid: their numbers, first cells and how many cells they have."""

    numbers: NDArray[np.int32]
    first: Indices
    count: Indices

    @classmethod
    def of(cls, grid: Grid) -> Lines:
        """Return the filled rows of a grid."""
        first = np.flatnonzero(np.diff(grid.rows, prepend=-1)).astype(np.int64)
        return cls(grid.rows[first], first, np.diff(first, append=len(grid)).astype(np.int64))

    def cells(self, line: int) -> Indices:
        """Return the indices of the cells of one filled row."""
        return np.arange(self.first[line], self.first[line] + self.count[line], dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Header:
    """A header: the line of its leaf titles, the line where it begins, and the titles by column."""

    line: int
    top: int
    titles: dict[int, str] = field(repr=False)


def is_label(text: str, least: Trust) -> bool:
    """Return whether a text is a title that a rule knows with at least that trust."""
    return 0 < len(text) <= LONGEST_TITLE and not DATUM.search(text) and read_header(text).trust >= least


def is_title(text: str) -> bool:
    """Return whether a text is a title, however it is shortened, and none of its words can be a name: ``Empl. Ref.``, ``Forename(s)``."""
    words = canonical(text).split() if len(text) <= LONGEST_TITLE else []
    plain = 0 < len(words) <= _LONGEST_SURE and all(sort_of(word) in {Sort.WORD, Sort.PARTICLE} or word == "s" for word in words)
    return plain and is_label(text, Trust.LIKELY)  # which takes a hundred times as long


def label_score(text: str) -> int:
    """Return 1 for a known title, -1 for data, 0 for anything else."""
    if len(text) > LONGEST_TITLE or (DATUM.search(text) and text.strip(_UNITS)):
        return -1
    return int(is_label(text, Trust.OPEN) or bool(_KEYWORD.fullmatch(text)))


def label_share(texts: Sequence[str]) -> float:
    """Return how much some texts read as titles, from -1 to 1."""
    return sum(map(label_score, texts)) / len(texts) if texts else 0.0
