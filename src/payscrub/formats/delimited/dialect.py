"""Which character separates the fields of a text."""

from __future__ import annotations

import re

import numpy as np

from payscrub.bytewise import find_bytes
from payscrub.errors import Damaged, Unsupported
from payscrub.formats.delimited.fields import CR, LF, QUOTE, split

COMMA = ord(",")

# The order settles ties: a character that words and amounts hold less often comes first.
_CANDIDATES = tuple(b"\t|;~^,")
_SAMPLE = 1 << 18
_RARE = 0.1  # a character that so few records hold is part of their text
_STATED = re.compile(rb'"?sep=([^\r\n])"?(?:\r\n|\r|\n|\Z)', re.IGNORECASE)  # Excel's own first line
_WORDLIKE = re.compile(rb'[\w"\s\x80-\xff=]')
_WIDE = 60  # a record of so many characters without a delimiter is hardly one value
_PADDED = re.compile(rb"\S {3,}\S")


def delimiter(text: bytes) -> tuple[int, bool]:
    """Return the delimiter's byte, and whether the first line states it (and so is no record).

    A character is the better delimiter the more records it splits into the most usual number of fields. A text that
    none splits is taken as one column, as Excel takes it.

    Raises:
        Unsupported: when the stated delimiter is no separator, or the text has columns of fixed width.
    """
    stated = _STATED.match(text)
    if stated:
        if _WORDLIKE.match(stated[1]) and stated[1] != b"\t":
            raise Unsupported("The file's first line names a letter or digit as its separator.", "Save it as CSV again and try that file.")
        return stated[1][0], True
    sample = _sample(text)
    shares = {candidate: _share(sample, candidate) for candidate in _CANDIDATES}
    best = max(_CANDIDATES, key=shares.__getitem__)
    if shares[best] >= _RARE:
        return best, False
    _refuse_fixed_width(sample)
    return COMMA, False


def _sample(text: bytes) -> bytes:
    """Return the first records of ``text``, ending with a line end that stands in no quoted field as far as marks tell."""
    head = np.frombuffer(text[:_SAMPLE], dtype=np.uint8)
    ends = find_bytes(head, bytes([CR, LF]))
    if len(text) <= _SAMPLE or not len(ends):
        return text
    outside = ends[np.searchsorted(find_bytes(head, bytes([QUOTE])), ends) % 2 == 0]
    return text[: int((outside if len(outside) else ends)[-1]) + 1]


def _share(sample: bytes, candidate: int) -> float:
    """Return the share of the records that have the most usual number of fields, at least two of them."""
    if candidate not in sample:
        return 0.0
    try:
        fields = split(sample, candidate)
    except Damaged:
        return 0.0  # the sample may end inside a quoted field, and another candidate may fit
    filled = np.bincount(fields.rows, weights=fields.ends - fields.starts) + np.bincount(fields.rows) - 1 > 0
    counts = np.bincount(np.bincount(fields.rows)[filled])[2:]
    return float(counts.max(initial=0)) / max(int(filled.sum()), 1)


def _refuse_fixed_width(sample: bytes) -> None:
    """Refuse columns that stand at fixed places, padded or of a few record lengths, as in BACS and HMRC files."""
    lines = [line for line in sample.splitlines() if line.strip()]
    lengths = {len(line) for line in lines}
    regular = len(lines) > 1 and min(lengths) >= _WIDE and len(lengths) <= max(1, len(lines) // 4)
    padded = sum(bool(_PADDED.search(line)) for line in lines)
    if regular or (padded > 1 and padded * 2 >= len(lines)):
        raise Unsupported(
            "The file has columns of fixed width, which payscrub cannot examine yet.",
            "Import it into Excel, save it as CSV and try that file.",
        )
