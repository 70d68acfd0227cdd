"""One worksheet: its cells as a grid to look at, and the patches that replacements in it come to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from payscrub.errors import Damaged
from payscrub.formats.bytewise import hash_slices
from payscrub.formats.document import CellEdits
from payscrub.formats.xlsx import attributes, cells, escape, numberformats, spans
from payscrub.formats.xlsx.cells import Cells
from payscrub.formats.xlsx.patch import Patch
from payscrub.formats.xlsx.rich import Rich
from payscrub.formats.xlsx.stored import Stored
from payscrub.formats.xlsx.strings import Strings
from payscrub.model import Grid, Indices, Kind

_ROOT = re.compile(rb"<((?:[\w.-]+:)?)worksheet[\s>]")
_SAVE_AGAIN = "Open it in Excel or LibreOffice, save it under a new name, and try again."
_KINDS = np.zeros(len(Stored), dtype=np.uint8)
_KINDS[Stored.NUMBER] = Kind.NUMBER
_KINDS[Stored.BOOLEAN] = Kind.BOOLEAN
_KINDS[Stored.ERROR] = Kind.ERROR
_KINDS[Stored.ISO_DATE] = Kind.DATE
_SHARED_KEY = np.uint64(0x40 << 56)  # hash_slices leaves this bit free for slices of up to seven bytes; see _keys


@dataclass(frozen=True, slots=True)
class Frame:
    """A worksheet part cut in two: ``data[start:end]`` is the content of ``sheetData``, the rest its frame."""

    data: bytes = field(repr=False)
    start: int
    end: int
    prefix: bytes

    @property
    def hollow(self) -> bytes:
        """Return the part without its cells, to be read like any other part."""
        return self.data[: self.start] + self.data[self.end :]

    def place(self, position: int) -> int:
        """Return where a position in ``hollow`` lies in ``data``."""
        return position if position <= self.start else position + self.end - self.start


def frame(raw: bytes) -> Frame:
    """Return the frame of a worksheet part, made plain (see ``spans.prepare``).

    Well-formedness is checked by expat for the frame alone: the cells have a stricter grammar of their own, and expat would take
    longer for them (0.5 s for 50 MB) than all that is done with them.

    Raises:
        Damaged: when the part is not well-formed, has no ``sheetData``, or it does not end.
        Unsupported: as ``spans.prepare``.
    """
    data = spans.utf8(raw)
    if spans.is_rare(data):
        data = spans.prepare(raw)
    found = _framed(data)
    spans.check(found.hollow)
    return found


def _framed(data: bytes) -> Frame:
    root = _ROOT.search(data)
    if not root:
        raise Damaged("A sheet is damaged.", _SAVE_AGAIN)
    prefix = root[1]
    opening = re.search(rb"<" + re.escape(prefix) + rb"sheetData\s*(/?)>", data[root.end() :])
    if not opening:
        raise Damaged("A sheet is damaged.", _SAVE_AGAIN)
    start = root.end() + opening.end()
    if opening[1]:
        return Frame(data, start, start, prefix)
    end = data.rfind(b"</" + prefix + b"sheetData")
    if end < start:
        raise Damaged("A sheet is cut short.", _SAVE_AGAIN)
    return Frame(data, start, end, prefix)


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A worksheet that was read: ``filled`` are the indices of the cells that the grid lists."""

    frame: Frame = field(repr=False)
    cells: Cells = field(repr=False)
    filled: Indices = field(repr=False)
    shared: Indices = field(repr=False)  # the string item of each filled cell, or -1
    grid: Grid = field(repr=False)
    since_1904: bool

    def patches(self, edits: CellEdits) -> list[Patch]:
        """Return the patches for the edited cells that hold their own values; shared strings are ``repointed``."""
        own = np.flatnonzero(self.shared[edits.cells] < 0)
        at, inverse = self.filled[edits.cells[own]], edits.inverse[own]
        starts, stored = self.cells.starts[at], self.cells.stored[at]
        ends = starts + self.cells.lengths[at]
        encoded = dict(zip(used := np.unique(inverse).tolist(), escape.encode_all([edits.texts[text] for text in used]), strict=True))
        new = [encoded[text] for text in inverse.tolist()]
        data, rich = self.frame.data, Rich(self.frame.prefix)
        for place in np.flatnonzero((self.grid.kinds[edits.cells[own]] == Kind.DATE) & (stored == Stored.NUMBER)).tolist():
            old = data[starts[place] : ends[place]].decode()
            if new[place]:
                new[place] = numberformats.serial(edits.texts[inverse[place]], old, since_1904=self.since_1904).encode()
        for place in np.flatnonzero(stored == Stored.RICH).tolist():
            new[place] = rich.rewrite(data[starts[place] : ends[place]], edits.texts[inverse[place]])
        return list(zip(starts.tolist(), ends.tolist(), new, strict=True))

    def repointed(self, edited: Indices, items: Indices) -> list[Patch]:
        """Return the patches that point the cells ``edited`` (indices into the grid) to the string ``items``."""
        at = self.filled[edited]
        starts, ends = self.cells.starts[at], self.cells.starts[at] + self.cells.lengths[at]
        return [(start, end, b"%d" % item) for start, end, item in zip(starts.tolist(), ends.tolist(), items.tolist(), strict=True)]


def read(part: Frame, number: int, strings: Strings, is_date: NDArray[np.bool_], *, since_1904: bool) -> Sheet:
    """Return sheet ``number`` (from 1).

    Raises:
        Damaged: when a cell points to a string or a style that does not exist.
    """
    found = cells.read(part.data, part.start, part.end, part.prefix)
    buffer = np.frombuffer(part.data, dtype=np.uint8)
    shared = np.full(len(found), -1, dtype=np.int64)
    pointing = np.flatnonzero((found.stored == Stored.SHARED) & (found.lengths > 0))
    shared[pointing] = attributes.integers(buffer, found.starts[pointing], found.lengths[pointing], most=9)
    if ((shared[pointing] < 0) | (shared[pointing] >= len(strings))).any():
        raise Damaged("A sheet has a cell that points to a text that does not exist.", _SAVE_AGAIN)
    if len(found) and found.styles.max() >= max(len(is_date), 1) and found.styles.max() > 0:
        raise Damaged("A sheet has a cell that points to a format that does not exist.", _SAVE_AGAIN)
    blank = (found.lengths <= 0) | ((shared >= 0) & (strings.lengths[shared] == 0) if len(strings) else False)
    filled = np.flatnonzero(~blank)
    kinds = _kinds(buffer, found, is_date)[filled]
    keys = _keys(buffer, found, filled, kinds)
    pointing = np.flatnonzero(shared[filled] >= 0)
    keys[pointing] = strings.canonical[shared[filled[pointing]]].astype(np.uint64) | _SHARED_KEY
    grid = Grid(
        number,
        found.rows[filled],
        found.cols[filled],
        kinds,
        keys,
        _Reader(part, found, filled, shared[filled], kinds, strings, since_1904),
    )
    return Sheet(part, found, filled, shared[filled], grid, since_1904)


def _kinds(buffer: NDArray[np.uint8], found: Cells, is_date: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Return the kind of each cell; a number below 1 is a time of day even where the format shows a date."""
    kinds = _KINDS[found.stored]
    dated = np.flatnonzero((found.stored == Stored.NUMBER) & (found.lengths > 0) & is_date[np.minimum(found.styles, len(is_date) - 1)])
    first = buffer[found.starts[dated]]
    kinds[dated[(first > ord("0")) & (first <= ord("9"))]] = Kind.DATE
    return kinds


def _keys(buffer: NDArray[np.uint8], found: Cells, filled: Indices, kinds: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """Return a key for each filled cell that holds its own value, with the kind in bits that a short slice leaves free."""
    return hash_slices(buffer, found.starts[filled], found.lengths[filled]) ^ (kinds.astype(np.uint64) << np.uint64(59))


@dataclass(frozen=True, slots=True, eq=False)
class _Reader:
    """Decodes the texts of a grid's cells."""

    part: Frame
    found: Cells
    filled: Indices
    shared: Indices
    kinds: NDArray[np.uint8]
    strings: Strings
    since_1904: bool

    def __call__(self, asked: Indices) -> list[str]:
        at = self.filled[asked]
        starts, ends = self.found.starts[at], self.found.starts[at] + self.found.lengths[at]
        data, items, texts = self.part.data, self.shared[asked], self.strings.texts
        decode = escape.decode
        result = [
            texts[item] if item >= 0 else decode(data[start:end])
            for item, start, end in zip(items.tolist(), starts.tolist(), ends.tolist(), strict=True)
        ]
        self._convert(result, asked, at)
        return result

    def _convert(self, result: list[str], asked: Indices, at: Indices) -> None:
        """Turn serial numbers into dates, and rich text into its joined runs."""
        stored = self.found.stored[at]
        for i in np.flatnonzero((self.kinds[asked] == Kind.DATE) & (stored == Stored.NUMBER)).tolist():
            result[i] = numberformats.iso(result[i], since_1904=self.since_1904)
        rich, data = Rich(self.part.prefix), self.part.data
        for i in np.flatnonzero(stored == Stored.RICH).tolist():
            start = int(self.found.starts[at[i]])
            result[i] = rich.text(data[start : start + int(self.found.lengths[at[i]])])
