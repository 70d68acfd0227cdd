"""Groups of people who agree in what is kept, counted in bulk.

A column is an array with a code for each row, equal where the values are equal; codes of several columns are added up, since they are
spread over 64 bits first. A person counts once in a group, however many rows there are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint64]
_ODD = np.uint64(0x9E3779B97F4A7C15)  # 2**64 divided by the golden ratio: spreads neighbouring numbers (Knuth, vol. 3, 6.4)
_FAR = 0x8EBC6AF09C88C6E3  # larger than the difference of two numbers or indices can be, so that no column's codes are another's
_HALF = np.uint64(32)


def spread(codes: Codes, column: int) -> Codes:
    """Return codes that can be added up over columns without meeting by accident, even where they are small numbers."""
    mixed = (codes + np.uint64((column + 1) * _FAR % 2**64)) * _ODD
    mixed ^= mixed >> _HALF
    mixed *= _ODD
    return np.asarray(mixed ^ (mixed >> _HALF), dtype=np.uint64)


@dataclass(frozen=True, eq=False)
class People:
    """Whom each row is about, and how many make a crowd."""

    persons: Codes = field(repr=False)
    k: int

    @cached_property
    def count(self) -> int:
        """Return how many people there are."""
        return len(np.unique(self.persons))

    def exposed(self, groups: Codes) -> tuple[int, int]:
        """Return how many people are in a group of fewer than k, and the size of the smallest group."""
        if self.count == len(self.persons):
            sizes = _runs(np.sort(groups))
            return int(sizes[sizes < self.k].sum()), int(sizes.min(initial=self.count))
        _, first = np.unique(spread(groups, 0) + self.persons, return_index=True)
        _, inverse, counts = np.unique(groups[first], return_inverse=True, return_counts=True)
        return len(np.unique(self.persons[first][counts[inverse] < self.k])), int(counts.min(initial=self.count))


def least_different(groups: Codes, sensitive: Codes) -> int:
    """Return how many different sensitive values the least diverse group has."""
    _, first = np.unique(spread(groups, 0) + sensitive, return_index=True)
    return int(_runs(np.sort(groups[first])).min(initial=len(groups)))


def _runs(ordered: Codes) -> NDArray[np.int64]:
    """Return the lengths of the runs of equal values."""
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))) if len(ordered) else np.zeros(0, dtype=np.int64)
    return np.diff(np.append(starts, len(ordered)))
