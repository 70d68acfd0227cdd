"""The fields of delimited text cut out in bulk, as slices of its bytes.

Quotes are counted: a separator with an even number of them before it ends a field (RFC 4180). Where a quote stands inside an unquoted
field, or a carriage return alone, programs disagree; such a text is left to the reader that goes character by character.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from payscrub.verify import slices
from payscrub.verify.pool import Pool
from payscrub.verify.slices import Offsets

Bytes = NDArray[np.uint8]

_QUOTE, _RETURN, _LINE, _BLANK = b'"\r\n '
_MARKS = list(b"='")  # spellings of a text that a spreadsheet shows otherwise
_ASCII = 128


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Fields:
    """Filled fields in stored order: where they stand, and what is written; ``odd`` ones may not be shown so."""

    rows: Offsets
    cols: Offsets
    pool: Pool
    odd: Offsets


def cut(text: str, separator: str) -> Fields | None:
    """Return the fields of ``text``, or nothing where it is not written as programs write it."""
    data = text.encode("utf-8", "surrogatepass")
    padded = data + b"\n" * (not data.endswith(b"\n")) + slices.PADDING
    plain = np.frombuffer(padded, dtype=np.uint8)
    returns = np.flatnonzero(plain == _RETURN) if b"\r" in data else np.zeros(0, dtype=np.int64)
    quotes = np.flatnonzero(plain == _QUOTE) if b'"' in data else returns[:0]
    sound = separator.isascii() and separator not in '"\r\n' and (plain[returns + 1] == _LINE).all()
    if not sound or not _well_quoted(plain, quotes, separator):
        return None
    ends = np.flatnonzero((plain == ord(separator)) | (plain == _LINE))
    ends = ends[np.searchsorted(quotes, ends) % 2 == 0]
    line = plain[ends] == _LINE
    firsts = np.append(0, np.flatnonzero(line)[:-1] + 1)  # the number of the first field of each row
    counts = np.diff(np.append(firsts, len(ends)))
    rows = np.repeat(np.arange(len(firsts)), counts)
    cols = np.arange(len(ends)) - np.repeat(firsts, counts)
    starts = np.append(0, ends[:-1] + 1)
    ends = ends - (line & (plain[ends - 1] == _RETURN) & (ends > starts))
    quoted = (plain[starts] == _QUOTE) & (ends > starts)
    starts, ends = starts + quoted, ends - quoted
    some = np.flatnonzero(ends > starts)
    starts, ends = starts[some], ends[some]
    return Fields(rows[some], cols[some], Pool(padded, starts, ends), _odd(plain, quotes, starts, ends))


def _well_quoted(plain: Bytes, quotes: Offsets, separator: str) -> bool:
    """Return whether every opening quote begins a field and every closing one ends it, but for doubled ones inside."""
    breaks = np.zeros(256, dtype=np.bool_)
    breaks[[_QUOTE, _RETURN, _LINE, ord(separator)]] = True
    opening, closing = quotes[::2], quotes[1::2]
    begun = breaks[plain[np.maximum(opening, 1) - 1]] | (opening == 0)
    return len(quotes) % 2 == 0 and bool(begun.all() and breaks[plain[closing + 1]].all())


def _odd(plain: Bytes, quotes: Offsets, starts: Offsets, ends: Offsets) -> Offsets:
    """Return the numbers of the fields with blanks around them, a mark before them, or quotes in them."""
    first, last = plain[starts], plain[ends - 1]
    odd = (first <= _BLANK) | (last <= _BLANK) | np.isin(first, _MARKS) | (first >= _ASCII) | (last >= _ASCII)
    if len(quotes):
        odd |= np.searchsorted(quotes, ends) > np.searchsorted(quotes, starts)
    return np.flatnonzero(odd)
