"""The shapes of formulas: a formula that is copied down differs in the rows of its references only.

Without those rows the formulas of a sheet are few, and each shape is looked at once: 50,000 rows of a payroll have one for each column
of formulas. What stands in quotation marks, the names of sheets, and every number stay part of the shape.
"""

from __future__ import annotations

from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from payscrub.bytewise import Bytes, gather, grouped, hash_slices
from payscrub.formats.xlsx import escape
from payscrub.model import Indices

_BETWEEN = 0  # stands before, between and after formulas; XML cannot have it
_MARGIN = 8  # signs that are looked at around digits, and room for the words of ``hash_slices``
_LONGEST = 7  # digits of a row
_ENTITIES = MappingProxyType({b"&quot;": b'"', b"&apos;": b"'", b"&lt;": b"<", b"&gt;": b">", b"&amp;": b"&"})  # the last one last
_QUOTE, _TICK, _DOLLAR, _BRACKET, _ZERO, _NINE = b"\"'$[09"


def _among(signs: bytes, *, beyond_ascii: bool = False) -> NDArray[np.bool_]:
    table = np.zeros(256, dtype=np.bool_)
    table[list(signs)] = True
    table[0x80:] = beyond_ascii
    return table


_CAPITALS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LETTER = _among(_CAPITALS)
_WORD = _CAPITALS + _CAPITALS.lower() + b"0123456789_.\\?$"
_NO_REFERENCE_AFTER, _NO_REFERENCE_BEFORE = _among(_WORD, beyond_ascii=True), _among(_WORD + b"!(", beyond_ascii=True)


def group(buffer: Bytes, starts: Indices, lengths: Indices) -> tuple[Indices, Indices]:
    """Return the first formula of each shape, and the shape of each formula, numbered as they come first.

    The formulas are slices of ``buffer`` as XML spells them.
    """
    text, edges = _plain(buffer, starts, lengths)
    digits, ends = _rows(text, edges)
    keep = np.zeros(len(text) + 1, dtype=np.int8)
    keep[digits + 1] += 1
    keep[ends] -= 1
    kept = np.cumsum(keep[:-1]) == 0
    text[digits] = _BETWEEN  # a row, whichever it is
    places = np.cumsum(kept)
    begins, stops = places[edges[:-1]], places[edges[1:] - 1]
    keys = hash_slices(text[kept], begins, stops - begins)
    representatives, number = grouped([keys])
    first = np.full(len(representatives), len(starts), dtype=np.int64)
    np.minimum.at(first, number, np.arange(len(number)))
    order = np.argsort(first)
    return first[order], np.argsort(order)[number]


def _plain(buffer: Bytes, starts: Indices, lengths: Indices) -> tuple[Bytes, Indices]:
    """Return the formulas unescaped, with ``_BETWEEN`` around each and a margin at both ends, and where those signs stand."""
    at, length = np.zeros(2 * len(starts), dtype=np.int64), np.ones(2 * len(starts), dtype=np.int64)
    at[0::2], length[0::2] = starts, lengths
    at[1::2] = starts + lengths  # the < after a formula, which it cannot hold itself
    joined = gather(buffer, at, length).tobytes()
    formulas = joined.replace(b"<", bytes([_BETWEEN]))
    if b"&#" in formulas:
        formulas = bytes([_BETWEEN]).join(escape.unescape(raw).encode() for raw in joined.split(b"<"))
    else:
        for entity, sign in _ENTITIES.items():
            formulas = formulas.replace(entity, sign)
    text = np.frombuffer(bytes(_MARGIN) + formulas + bytes(_MARGIN), dtype=np.uint8).copy()
    return text, np.r_[_MARGIN - 1, np.flatnonzero(text[_MARGIN : len(text) - _MARGIN] == _BETWEEN) + _MARGIN]


def _rows(text: Bytes, edges: Indices) -> tuple[Indices, Indices]:
    """Return where the rows of references such as ``$AB$12`` begin and end."""
    digit = (text >= _ZERO) & (text <= _NINE)
    first = np.flatnonzero(digit[1:] & ~digit[:-1]) + 1
    ends = np.flatnonzero(digit[:-1] & ~digit[1:]) + 1
    at = first - 1
    at = at - (text[at] == _DOLLAR)
    one = _LETTER[text[at]]
    two = one & _LETTER[text[at - 1]]
    three = two & _LETTER[text[at - 2]]
    at = at - one - two - three
    at = at - (text[at] == _DOLLAR)
    reference = one & ~_NO_REFERENCE_AFTER[text[at]] & ~_NO_REFERENCE_BEFORE[text[ends]] & (ends - first <= _LONGEST)
    first, ends = first[reference], ends[reference]
    outside = ~_quoted(text, edges)[first]
    return first[outside], ends[outside]


def _quoted(text: Bytes, edges: Indices) -> NDArray[np.bool_]:
    """Return which signs stand in quotation marks or apostrophes; where that is in doubt, all of the formula does."""
    marks = text == _QUOTE
    quoted = _between(marks, edges)
    named = _between((text == _TICK) & ~quoted, edges)
    doubtful = np.flatnonzero((marks & named) | (text == _BRACKET))
    both: NDArray[np.bool_] = quoted | named
    for formula in np.unique(np.searchsorted(edges, doubtful) - 1).tolist():
        both[edges[formula] : edges[formula + 1]] = True
    return both


def _between(marks: NDArray[np.bool_], edges: Indices) -> NDArray[np.bool_]:
    """Return which signs have an odd number of ``marks`` before them in their formula."""
    odd = np.bitwise_xor.accumulate(marks)
    carried = np.repeat(odd[edges[:-1]], np.diff(edges))
    odd[edges[0] : edges[-1]] ^= carried
    return odd
