"""Formulas that are copied down told from one another in bulk: they differ in the rows of their references and in nothing else.

A column of them is one formula to whoever reads them; to make a text of each took as long as to read a quarter of the sheet.
What is alike here is alike to ``formulas.unlike`` too, which the tests hold it to; what is not may still be.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from payscrub.model import Indices
from payscrub.verify import slices
from payscrub.verify.slices import Offsets, Words

Bytes = NDArray[np.uint8]

_LONGEST_ROW, _LONGEST_COLUMN = 7, 3  # digits and letters of a reference: ECMA-376 part 1, 18.17.2.3
_ENTITIES: Final = (b"&amp;", b"&lt;", b"&gt;")  # any other may hide a quote
_ROW: Final = 1  # stands for the digits of a row; no XML holds this byte


def _table(members: bytes, *, beyond: bool = False) -> NDArray[np.bool_]:
    table = np.zeros(256, dtype=np.bool_)
    table[list(members)] = True
    table[128:] = beyond
    return table


_DIGITS, _CAPITALS = b"0123456789", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGIT, _CAPITAL = _table(_DIGITS), _table(_CAPITALS)
_NOT_BEFORE: Final = _table(_DIGITS + _CAPITALS + _CAPITALS.lower() + rb"_.\?!$", beyond=True)
_NOT_BEHIND: Final = _table(_DIGITS + _CAPITALS + _CAPITALS.lower() + rb"_.\?!(", beyond=True)
_QUOTING: Final = _table(b"\"'[{\n")


def uncopied(plain: Bytes, starts: Offsets, ends: Offsets) -> Indices:
    """Return the numbers of the formulas, slices of a sheet's bytes, that are no copies of one before, in order."""
    text, breaks = slices.lined(plain, starts, ends)
    padded = np.concatenate([np.full(8, ord("\n"), dtype=np.uint8), text, np.zeros(8, dtype=np.uint8)])
    words = slices.overlapping(padded.tobytes())
    breaks = breaks + 8
    first, last = _rows(padded)
    said = ~_says_more(padded, words, breaks)[np.searchsorted(breaks, first)]
    return slices.firsts(_shapes(padded, breaks, first[said], last[said]))[0]


def _rows(text: Bytes) -> tuple[Offsets, Offsets]:
    """Return where the digits of rows start and end: those behind one to three capitals, which begin a reference to a cell."""
    edges = np.flatnonzero(np.diff(_DIGIT[text], prepend=False))
    first, last = edges[::2], edges[1::2]
    column = first - 1 - (text[first - 1] == ord("$"))
    letters, going = np.zeros(len(first), dtype=np.int64), np.ones(len(first), dtype=np.bool_)
    for place in range(_LONGEST_COLUMN):
        going &= _CAPITAL[text[column - place]]
        letters += going
    before = column - letters
    before -= text[before] == ord("$")
    rows = (text[first] != ord("0")) & (last - first <= _LONGEST_ROW) & (letters > 0)
    rows &= ~_NOT_BEFORE[text[before]] & ~_NOT_BEHIND[text[last]]
    return first[rows], last[rows]


def _says_more(text: Bytes, words: Words, breaks: Offsets) -> NDArray[np.bool_]:
    """Return which formulas quote something, or may, behind an escape: in them digits are no rows."""
    marks = np.flatnonzero(text == ord("&"))
    for entity in _ENTITIES:
        marks = marks[slices.first_bytes(words[marks], len(entity)) != slices.literal(entity)]
    escapes = np.flatnonzero((text[:-1] == ord("_")) & (text[1:] == ord("x")))
    quoting = _QUOTING[text]
    quoting[:8], quoting[breaks] = False, False
    more = np.zeros(len(breaks), dtype=np.bool_)
    more[np.searchsorted(breaks, np.concatenate([marks, escapes, np.flatnonzero(quoting)]))] = True
    return more


def _shapes(text: Bytes, breaks: Offsets, first: Offsets, last: Offsets) -> Words:
    """Return a hash of each formula in which all rows are alike."""
    inside = np.zeros(len(text), dtype=np.int8)
    inside[first + 1] += 1
    inside[last] -= 1
    kept = np.cumsum(inside, dtype=np.int8) == 0
    text = text.copy()
    text[first] = _ROW
    ends = (np.cumsum(kept) - 1)[breaks]
    return slices.keys(slices.overlapping(text[kept].tobytes()), np.append(8, ends[:-1] + 1), ends)
