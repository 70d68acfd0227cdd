"""The tags of cells, whatever the order of their attributes (ECMA-376 part 1, 18.3.1.4).

Nearly every cell begins with its address, whose row is that of its row. Without that row the tags of a sheet are as few as its columns
and formats, so each distinct one is read once: 1.2 million cells of a payroll have 30.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from payscrub.bytewise import Bytes, Words, grouped
from payscrub.errors import Damaged, Unsupported
from payscrub.formats import wordwise
from payscrub.formats.wordwise import MASKS
from payscrub.formats.xlsx.rows import MAX_ROW
from payscrub.formats.xlsx.stored import Stored
from payscrub.model import Indices

MAX_COLUMN = 16_384
_SAVE_AGAIN = "Open it in Excel or LibreOffice, save it under a new name, and try again."
_TYPES = {b"n": Stored.NUMBER, b"s": Stored.SHARED, b"str": Stored.FORMULA_TEXT, b"b": Stored.BOOLEAN, b"e": Stored.ERROR}
_TYPES |= {b"d": Stored.ISO_DATE, b"inlineStr": Stored.INLINE}
_ATTRIBUTE = re.compile(rb'[ \t\r\n]+(r|s|t|cm|vm|ph)="([^"<>&]*)"')
_END = re.compile(rb"[ \t\r\n]*/?>")
_REFERENCE = re.compile(rb"([A-Z]{1,3})([0-9]{1,7})")
_STYLE = re.compile(rb"[0-9]{0,6}")
_DROPPED, _ARRAY = (b"vm", b"ph"), b"cm"  # links to rich values, and readings, are dropped (A17, A03)
_ADDRESS_FIRST = b' r="'
_TAIL_WORDS = 3  # words in which what follows the row number usually has room


class Tag(NamedTuple):
    """What a cell's tag says: its address counted from 0 (-1: none); cuts are counted back from the end of the tag."""

    row: int
    column: int
    style: int
    stored: Stored
    cuts: tuple[tuple[int, int], ...]
    array_cuts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class CellTags:
    """The tags of some cells: the distinct ones, which of them each cell has, and the address of each cell."""

    distinct: list[Tag]
    inverse: Indices
    rows: Indices
    columns: Indices
    ends: Indices

    def of(self, name: str) -> Indices:
        """Return one field of each cell's tag."""
        return np.array([getattr(tag, name) for tag in self.distinct], dtype=np.int64)[self.inverse]

    def cuts(self, name: str) -> list[tuple[int, int]]:
        """Return the spans of attributes to cut that the field ``name`` of the tags tells."""
        holding = np.flatnonzero(np.array([bool(getattr(tag, name)) for tag in self.distinct], dtype=np.bool_)[self.inverse])
        pairs = zip(self.ends[holding].tolist(), self.inverse[holding].tolist(), strict=True)
        return [(end - start, end - stop) for end, tag in pairs for start, stop in getattr(self.distinct[tag], name)]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the tags of one sheet; what a tag says is remembered by its bytes without the row."""

    buffer: Bytes = field(repr=False)
    prefix: int
    known: dict[bytes, Tag] = field(repr=False, default_factory=dict)

    def read(self, starts: Indices, ends: Indices, row_of_cell: Indices, spelt: Words, digits: Indices) -> CellTags:
        """Return what the tags from ``starts`` to ``ends`` say.

        ``spelt`` and ``digits`` tell how the row of each cell is written, ``row_of_cell`` is its number.

        Raises:
            Damaged: when a row contradicts its cells, or a cell lies beyond the last column.
            Unsupported: for an attribute that cells do not have, twice the same, or one that is not written ``name="value"``.
        """
        address = starts + self.prefix + len("<c") + len(_ADDRESS_FIRST)
        letters, tails, usual = self._usual(address, ends, spelt, digits)
        first, inverse = np.zeros(0, dtype=np.int64), np.zeros(len(starts), dtype=np.int64)
        if len(usual):
            first, inverse[usual] = grouped([letters, *tails])
        tags = [self._tag(int(starts[i]), int(ends[i]), int(digits[i])) for i in usual[first].tolist()]
        columns = np.array([tag.column for tag in tags], dtype=np.int64)[inverse] if tags else np.full(len(starts), -1, dtype=np.int64)
        rows = row_of_cell.copy()
        if len(usual) < len(starts):
            odd = np.setdiff1d(np.arange(len(starts)), usual, assume_unique=True)
            others = [self._parsed(int(starts[i]), int(ends[i])) for i in odd.tolist()]
            inverse[odd] = len(tags) + np.arange(len(odd))
            tags += others
            columns[odd] = [tag.column for tag in others]
            given = odd[columns[odd] >= 0]
            rows[given] = [tag.row for tag in others if tag.column >= 0]
            columns = _following(columns, row_of_cell)
        if (rows != row_of_cell).any():
            raise Damaged("A sheet has a row that contradicts its cells.", _SAVE_AGAIN)
        return CellTags(tags, inverse, rows, columns, ends)

    def _usual(self, address: Indices, ends: Indices, spelt: Words, digits: Indices) -> tuple[Words, list[Words], Indices]:
        """Return the letters of the usual tags, what follows their row numbers, and which tags those are."""
        words = wordwise.words(self.buffer)
        word = words[address]
        second = (word >> np.uint64(8)).astype(np.uint8) >= ord("A")
        third = second & ((word >> np.uint64(16)).astype(np.uint8) >= ord("A"))
        width = second.astype(np.int64) + third + 1
        row = address + width
        fits = words[row] & MASKS[digits + 1] == spelt
        for offset, sign in enumerate(_ADDRESS_FIRST):
            fits &= self.buffer[address - len(_ADDRESS_FIRST) + offset] == sign
        tail = row + digits
        length = ends + 1 - tail
        fits &= length <= _TAIL_WORDS * wordwise.WIDTH
        usual = np.flatnonzero(fits)
        if len(usual) < len(fits):
            word, width, tail, length = word[usual], width[usual], tail[usual], length[usual]
        tails = [
            words[tail + offset] & MASKS[np.clip(length - offset, 0, wordwise.WIDTH)]
            for offset in range(0, int(length.max(initial=0)), wordwise.WIDTH)
        ]
        return word & MASKS[width], tails, usual

    def _tag(self, start: int, end: int, digits: int) -> Tag:
        """Return what a usual tag says, from memory where its like was seen before."""
        raw = bytes(self.buffer.data[start : end + 1])
        mark = raw.index(b'"', len("<c") + self.prefix + len(_ADDRESS_FIRST))
        key = raw[: mark - digits] + raw[mark:]
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = self._parsed(start, end)
        return found

    def _parsed(self, start: int, end: int) -> Tag:
        raw = bytes(self.buffer.data[start : end + 1])
        position, values, spans = len("<c") + self.prefix, dict[bytes, bytes](), dict[bytes, tuple[int, int]]()
        while match := _ATTRIBUTE.match(raw, position):
            if match[1] in values:
                raise _unsupported("has a cell with an attribute twice")
            values[match[1]], position = match[2], match.end()
            spans[match[1]] = (len(raw) - 1 - match.start(), len(raw) - 1 - match.end())
        if not _END.fullmatch(raw, position):
            raise _unsupported("has a cell with an attribute that cells do not have")
        row, column = _address(values[b"r"]) if values.get(b"r") else (-1, -1)
        style, stored = values.get(b"s", b"0"), _TYPES.get(values.get(b"t", b"n"))
        if not _STYLE.fullmatch(style) or stored is None:
            raise _unsupported("has a cell of an unknown type or format")
        dropped = tuple(spans[name] for name in _DROPPED if name in spans)
        return Tag(row, column, int(style or 0), stored, dropped, (spans[_ARRAY],) if _ARRAY in spans else ())


def _address(reference: bytes) -> tuple[int, int]:
    """Return row and column, counted from 0, of a reference such as ``AB12`` (18.18.62)."""
    match = _REFERENCE.fullmatch(reference)
    row, column = (int(match[2]) - 1, column_number(match[1].decode())) if match else (-1, -1)
    if not (0 <= row < MAX_ROW and 0 <= column < MAX_COLUMN):
        raise _unsupported("has a cell whose address is malformed")
    return row, column


def column_number(letters: str) -> int:
    """Return the number, from 0, of a column that is called ``letters``."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def _following(columns: Indices, row_of_cell: Indices) -> Indices:
    """Return the columns after giving each cell without an address (-1) the one after the cell before it in its row."""
    given, position = columns >= 0, np.arange(len(columns))
    first = np.r_[True, row_of_cell[1:] != row_of_cell[:-1]]
    anchor = np.maximum.accumulate(np.where(given | first, position, 0))
    columns = np.where(given[anchor], columns[anchor], 0) + position - anchor
    if (columns >= MAX_COLUMN).any():
        raise Damaged("A sheet has a cell beyond the last column.", _SAVE_AGAIN)
    return columns


def _unsupported(what: str) -> Unsupported:
    return Unsupported(f"A sheet {what}.", _SAVE_AGAIN)
