"""Where each field of a delimited text stands, found over all bytes at once.

The rules are those of RFC 4180 as Excel reads them: a quotation mark opens a quoted field only as its first byte, two of
them inside stand for one, text after the closing mark belongs to the field, and a carriage return, a line feed or both
end a record. Field and record numbers count from 0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from payscrub.bytewise import PAD, Bytes, find_bytes, padded
from payscrub.errors import Damaged
from payscrub.formats.limits import FIELDS, within
from payscrub.formats.textpool import Places
from payscrub.model import Indices

QUOTE, CR, LF = b'"\r\n'

_OUTER = re.compile(rb'\A"([^"]*+(?:""[^"]*+)*+)"')


@dataclass(frozen=True, slots=True, eq=False)
class Fields:
    """The fields of a text as parallel arrays, and where the value inside each field stands.

    ``starts`` and ``ends`` bound a field in the text, marks included. ``buffer`` is the padded text, followed by the
    values that had to be unquoted byte by byte; ``value_starts`` and ``value_lengths`` bound the value in it.
    """

    buffer: Bytes = field(repr=False)
    starts: Places = field(repr=False)
    ends: Places = field(repr=False)
    rows: NDArray[np.int32] = field(repr=False)
    cols: NDArray[np.int32] = field(repr=False)
    value_starts: Places = field(repr=False)
    value_lengths: Places = field(repr=False)

    def __len__(self) -> int:
        """Return the number of fields."""
        return len(self.starts)


def split(text: bytes, delimiter: int) -> Fields:
    """Return every field of ``text``, empty ones included.

    Raises:
        Damaged: when a quoted field is not closed.
        LimitExceeded: when there are more fields than ``limits.FIELDS``.
    """
    buffer = padded(text)
    separators, marks = _separators(text, buffer[: len(text)], delimiter)
    within(len(separators), FIELDS, "fields")
    starts, ends, rows, cols = _lay(buffer, separators, delimiter)
    whole = Fields(buffer, starts, ends, rows, cols, starts, ends - starts)
    return _unquoted(whole, text, marks) if len(marks) else whole


def _separators(text: bytes, body: Bytes, delimiter: int) -> tuple[Places, Places]:
    """Return where fields end, CR LF counted as its CR, and the quotation marks that are no literal ones."""
    at = find_bytes(body, bytes([delimiter, CR, LF, QUOTE])).astype(np.int32)
    is_mark = body[at] == QUOTE
    structural = is_mark.copy()
    if is_mark.any():
        marks = at[is_mark]
        if not _tidy(body, marks, delimiter):
            structural[is_mark] = _structural(text, marks, delimiter)
        outside = np.cumsum(structural, dtype=np.uint8) & 1 == 0  # a count modulo 256 is as even or odd as the count
        marks, at = at[structural], at[outside & ~is_mark]
    else:
        marks = at[:0]
    second = (body[at] == LF) & (body[np.maximum(at - 1, 0)] == CR)
    return at[~second] if second.any() else at, marks


def _tidy(body: Bytes, marks: Places, delimiter: int) -> bool:
    """Return whether every mark stands at the edge of a field or beside another mark.

    Then odd marks open and even ones close, a doubled mark doing both. Otherwise some mark is literal.
    """
    edge = np.zeros(256, dtype=np.bool_)
    edge[[delimiter, CR, LF, QUOTE]] = True
    before, after = marks[0::2] - 1, marks[1::2] + 1
    before, after = before[before >= 0], after[after < len(body)]
    return len(marks) % 2 == 0 and bool(edge[body[before]].all() and edge[body[after]].all())


def _structural(text: bytes, marks: Places, delimiter: int) -> NDArray[np.bool_]:
    """Return which of ``marks`` open, close or stand inside a quoted field, found from left to right."""
    pattern = re.compile(rb'(?<![^\r\n%b])"[^"]*+(?:""[^"]*+)*+("?)' % re.escape(bytes([delimiter])))
    spans = [match.span() if match[1] else () for match in pattern.finditer(text)]
    if () in spans:
        raise Damaged(
            "A quotation mark opens a field and none closes it.", "Export the file again, or open it in Excel and save it as CSV."
        )
    bounds = np.array(spans, dtype=np.int64).reshape(-1)  # starts and ends in turn, so an odd number lies before a mark inside
    inside: NDArray[np.bool_] = np.searchsorted(bounds, marks, side="right") % 2 == 1
    return inside


def _lay(buffer: Bytes, separators: Places, delimiter: int) -> tuple[Places, Places, NDArray[np.int32], NDArray[np.int32]]:
    """Return starts, ends, record numbers and field numbers of all fields, the last of which may be empty."""
    ends = np.append(separators, np.int32(len(buffer) - PAD))
    starts = np.zeros_like(ends)
    np.add(separators, 1, out=starts[1:])
    breaks = buffer[separators]
    returns = np.flatnonzero(breaks == CR)
    starts[returns + 1] += buffer[separators[returns] + 1] == LF
    records = np.flatnonzero(breaks != delimiter) + 1  # the first field of each record but the first
    firsts = np.concatenate([[0], records])
    widths = np.append(records, len(ends)) - firsts
    rows = np.repeat(np.arange(len(firsts), dtype=np.int32), widths)
    cols = np.arange(len(ends), dtype=np.int32)
    cols -= np.repeat(firsts.astype(np.int32), widths)
    return starts, ends, rows, cols


def _unquoted(fields: Fields, text: bytes, marks: Places) -> Fields:
    """Return ``fields`` with the bounds of their values drawn inside the quotation marks."""
    quoted = (fields.buffer[fields.starts] == QUOTE) & (fields.value_lengths > 0)
    value_starts, value_lengths = fields.starts + quoted, fields.value_lengths - np.int32(2) * quoted
    odd = _odd(fields.starts, fields.ends, marks)
    values = [_unquote(text[start:end]) for start, end in zip(fields.starts[odd].tolist(), fields.ends[odd].tolist(), strict=True)]
    value_lengths[odd] = [len(value) for value in values]
    value_starts[odd] = len(text) + np.cumsum(value_lengths[odd]) - value_lengths[odd]
    buffer = padded(b"".join([text, *values])) if values else fields.buffer
    return replace(fields, buffer=buffer, value_starts=value_starts, value_lengths=value_lengths)


def _odd(starts: Places, ends: Places, marks: Places) -> Indices:
    """Return the quoted fields whose value is not simply what stands between their first and last byte."""
    openers, closers = marks[0::2], marks[1::2]
    owners = np.searchsorted(starts, openers, side="right") - 1
    return np.unique(owners[(openers != starts[owners]) | (closers != ends[owners] - 1)])


def _unquote(raw: bytes) -> bytes:
    """Return the value of a field that begins with a quotation mark; what follows the closing mark is literal."""
    return _OUTER.sub(lambda match: match[1].replace(b'""', b'"'), raw, count=1)
