"""The attributes of many cell tags at once, whatever their order (ECMA-376 part 1, 18.3.1.4)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from payscrub.bytewise import Bytes
from payscrub.errors import Unsupported
from payscrub.model import Indices

NAMES = (b"r", b"s", b"t", b"cm", b"vm", b"ph")
MAX_COLUMN, MAX_ROW = 16_384, 1_048_576

_ZERO, _LETTER_A = (ord(sign) for sign in "0A")
_BLANK = np.zeros(256, dtype=np.bool_)
_BLANK[[ord(sign) for sign in " \t\r\n"]] = True
_MASKS = {width: np.uint64((1 << 8 * width) - 1) for width in range(8)}
_WORD = np.dtype("<u8")
_ONES = np.uint64(0x0101010101010101)
_HIGHS = np.uint64(0x8080808080808080)
_QUOTES = np.uint64(0x2222222222222222)
_ONE = np.uint64(1)
_SAVE_AGAIN = "Open it in Excel or LibreOffice, save it under a new name, and try again."


@dataclass(frozen=True, slots=True, eq=False)
class Attributes:
    """Where each attribute's value starts in each tag, and how long it is; a length of -1 means that it is absent."""

    starts: NDArray[np.int64]  # one row a name of NAMES, one column a tag
    lengths: NDArray[np.int64]

    def of(self, name: bytes) -> tuple[Indices, Indices]:
        """Return starts and lengths of one attribute."""
        number = NAMES.index(name)
        return self.starts[number], self.lengths[number]


def read(buffer: Bytes, at: Indices, ends: Indices) -> Attributes:
    """Return the attributes of the tags whose names end ``at`` and which end with a ``>`` at ``ends``.

    Raises:
        Unsupported: for an attribute that cells do not have, twice the same, or one that is not written ``name="value"``.
    """
    starts = np.zeros((len(NAMES), len(at)), dtype=np.int64)
    lengths = np.full((len(NAMES), len(at)), -1, dtype=np.int64)
    active, position = np.arange(len(at)), at
    while True:
        position = _skip_blanks(buffer, position)
        more = position < ends[active] - (buffer[ends[active] - 1] == ord("/"))
        active, position = active[more], position[more]
        if not len(active):
            return Attributes(starts, lengths)
        names = _names(buffer, position)
        value = position + np.where(names < 3, 3, 4)  # noqa: PLR2004 - the first three names have one letter
        length = _until_quote(buffer, value)
        if (names == len(NAMES)).any() or (lengths[names, active] >= 0).any() or (value + length >= ends[active]).any():
            raise Unsupported("A sheet has a cell with an attribute that cells do not have.", _SAVE_AGAIN)
        starts[names, active], lengths[names, active] = value, length
        position = value + length + 1


def references(buffer: Bytes, starts: Indices, lengths: Indices) -> tuple[Indices, Indices]:
    """Return row and column, counted from 0, of each reference such as ``AB12`` (ECMA-376 part 1, 18.18.62).

    Raises:
        Unsupported: for a reference that is malformed or outside a sheet.
    """
    second = buffer[starts + 1] >= _LETTER_A
    third = second & (buffer[starts + 2] >= _LETTER_A)
    columns = buffer[starts].astype(np.int64) - (_LETTER_A - 1)
    valid = _letter(buffer[starts])
    for offset, there in ((1, second), (2, third)):
        letters = buffer[starts + offset].astype(np.int64)
        columns = np.where(there, columns * 26 + letters - (_LETTER_A - 1), columns)
        valid &= ~there | _letter(letters)
    letters_used = 1 + second.astype(np.int64) + third
    rows = integers(buffer, starts + letters_used, lengths - letters_used, most=7)
    if not (valid & (columns <= MAX_COLUMN) & (rows >= 1) & (rows <= MAX_ROW)).all():
        raise Unsupported("A sheet has a cell whose address is malformed.", _SAVE_AGAIN)
    return rows - 1, columns - 1


def integers(buffer: Bytes, starts: Indices, lengths: Indices, *, most: int) -> Indices:
    """Return the whole number that each slice spells with at most ``most`` digits, or -1 where it does not."""
    values = np.zeros(len(starts), dtype=np.int64)
    valid = (lengths > 0) & (lengths <= most)
    for offset in range(int(lengths[valid].max(initial=0))):
        there = valid & (lengths > offset)
        digits = buffer[np.where(there, starts + offset, 0)].astype(np.int64) - _ZERO
        valid &= ~there | ((digits >= 0) & (digits <= 9))  # noqa: PLR2004 - a decimal digit
        values = np.where(there, values * 10 + digits, values)
    return np.where(valid, values, -1)


def _letter(signs: NDArray[np.uint8] | Indices) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = (signs >= _LETTER_A) & (signs < _LETTER_A + 26)
    return found


def _skip_blanks(buffer: Bytes, position: Indices) -> Indices:
    """Return the positions moved past blanks; nearly always there is exactly one."""
    blank = _BLANK[buffer[position]]
    while blank.any():
        position = position + blank
        blank = _BLANK[buffer[position]]
    return position


def _names(buffer: Bytes, position: Indices) -> Indices:
    """Return for each position the number of the name written there with ``="`` after it, or ``len(NAMES)``."""
    word = _words(buffer)[position]
    found = np.full(len(position), len(NAMES), dtype=np.int64)
    for number, name in enumerate(NAMES):
        written = name + b'="'
        found[word & _MASKS[len(written)] == int.from_bytes(written, "little")] = number
    return found


def _until_quote(buffer: Bytes, starts: Indices) -> Indices:
    """Return how many bytes lie before the next quotation mark, eight bytes at a time.

    A byte of ``word ^ QUOTES`` is zero where the mark stands; the classic test for a zero byte finds the first one.
    """
    words = _words(buffer)
    lengths = np.zeros(len(starts), dtype=np.int64)
    active = np.arange(len(starts))
    while len(active):
        at = np.minimum(starts[active] + lengths[active], len(words) - 1)
        word = words[at] ^ _QUOTES
        zero = (word - _ONES) & ~word & _HIGHS
        before = np.bitwise_count((zero & (~zero + _ONE)) - _ONE).astype(np.int64) >> 3
        lengths[active] += before
        active = active[(before == 8) & (at < len(words) - 1)]  # noqa: PLR2004 - no mark in this word
    return lengths


def _words(buffer: Bytes) -> NDArray[np.uint64]:
    """Return the buffer as one eight-byte number at every position."""
    words: NDArray[np.uint64] = np.ndarray(shape=(len(buffer) - 7,), dtype=_WORD, buffer=buffer.data, strides=(1,))
    return words
