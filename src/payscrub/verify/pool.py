"""Many texts kept as slices of one buffer, which become Python texts when somebody asks for them, and the grids made of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from payscrub.model import Grid, Indices
from payscrub.verify import slices
from payscrub.verify.slices import Offsets, Words

WIDEST: Final = 255


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Pool:
    """Where each text starts and ends in ``padded``, in UTF-8; at least eight more bytes follow the last of them."""

    padded: bytes
    starts: Offsets
    ends: Offsets

    def __len__(self) -> int:
        """Return the number of texts."""
        return len(self.starts)

    def read(self, wanted: Indices) -> list[str]:
        """Return the texts of some numbers."""
        raw = [self.padded[start:end] for start, end in zip(self.starts[wanted].tolist(), self.ends[wanted].tolist(), strict=True)]
        texts = b"\n".join(raw).decode("utf-8", "surrogatepass").split("\n")
        return texts if len(texts) == len(raw) else [value.decode("utf-8", "surrogatepass") for value in raw]

    def keys(self) -> Words:
        """Return a 64-bit hash of every text, the same for equal texts of all pools."""
        return slices.keys(slices.overlapping(self.padded), self.starts, self.ends)

    def replaced(self, which: Indices, texts: list[str]) -> Pool:
        """Return a pool with other texts in some places."""
        if not texts:
            return self
        more, first, last = slices.packed(texts)
        starts, ends, end = self.starts.copy(), self.ends.copy(), len(self.padded)
        starts[which], ends[which] = first + end, last + end
        return Pool(self.padded + more, starts, ends)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ReadGrid(Grid):
    """A grid that also knows how long its values are, and which of them are entries of a table of texts.

    ``widths`` counts the bytes in which a value is stored, up to 255; a number with an exponent, which is shown longer, counts as long.
    ``entries`` holds -1 for a value that is no entry; there is none in a file without such a table.
    """

    widths: NDArray[np.uint8] = field(kw_only=True)
    entries: NDArray[np.int32] | None = field(kw_only=True, default=None)

    def of_width(self, most: int) -> list[str]:
        """Return the different values that are stored in at most so many bytes, but in more than half of them."""
        return self.distinct(np.flatnonzero((self.widths <= most) & (self.widths > most // 2))).texts.listed()

    def firsts(self, cells: Indices) -> Indices:
        """Return, of some cells in order, the first of those that hold the same value."""
        if self.entries is not None:  # an entry is told without a hash, which settles most cells of a workbook
            entries = self.entries[cells]
            pointing = np.flatnonzero(entries >= 0)[::-1]
            first = np.full(int(entries.max(initial=-1)) + 1, -1, dtype=np.int64)
            first[entries[pointing]] = cells[pointing]  # of equal indices numpy keeps the last
            cells = np.sort(np.concatenate([first[first >= 0], cells[entries < 0]]))
        return cells[slices.firsts(self.keys[cells])[0]]


def widths_of(lengths: Offsets) -> NDArray[np.uint8]:
    """Return lengths as a grid keeps them."""
    return np.minimum(lengths, WIDEST).astype(np.uint8)


def pool_of(texts: list[str]) -> Pool:
    """Return texts as a pool."""
    return Pool(*slices.packed(texts))
