"""Grids made of plain texts: delimited files and pivot caches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain

import numpy as np

from payscrub.model import Grid, Indices, Kind
from payscrub.verify import slices
from payscrub.verify.fields import Fields
from payscrub.verify.folding import are_numbers


def grid_of(rows: Sequence[Sequence[str]], label: str = "", *, headed: bool = False) -> Grid:
    """Return the filled cells of ``rows``; what is spelt like a number counts as one."""
    counts = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
    row = np.repeat(np.arange(len(rows)), counts)
    col = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
    padded, starts, ends = slices.packed(list(chain.from_iterable(rows)))
    return _grid(Fields(padded, row, col, starts, ends, row[:0]), label, headed=headed)


def grid_of_fields(fields: Fields, shown: Callable[[str], str]) -> Grid:
    """Return the fields of a delimited text as a grid; ``shown`` tells how a spreadsheet shows an odd one."""
    if not len(fields.odd):
        return _grid(fields)
    texts = [shown(text) for text in _read(fields.padded, fields.starts[fields.odd], fields.ends[fields.odd])]
    more, first, last = slices.packed(texts)
    starts, ends, end = fields.starts.copy(), fields.ends.copy(), len(fields.padded)
    starts[fields.odd], ends[fields.odd] = first + end, last + end
    return _grid(Fields(fields.padded + more, fields.rows, fields.cols, starts, ends, fields.odd[:0]))


def _grid(fields: Fields, label: str = "", *, headed: bool = False) -> Grid:
    filled = np.flatnonzero(fields.ends > fields.starts)
    padded, starts, ends = fields.padded, fields.starts[filled], fields.ends[filled]
    keys = slices.keys(slices.overlapping(padded), starts, ends)

    def read(wanted: Indices) -> list[str]:
        return _read(padded, starts[wanted], ends[wanted])

    same = slices.alike(keys)
    first = np.flatnonzero(same == np.arange(len(same)))
    kinds = np.full(len(keys), Kind.TEXT, dtype=np.uint8)
    kinds[first[are_numbers(read(first))]] = Kind.NUMBER
    rows, cols = fields.rows[filled].astype(np.int32), fields.cols[filled].astype(np.int32)
    return Grid(0, rows, cols, kinds[same], keys, read, label, headed)


def _read(padded: bytes, starts: Indices, ends: Indices) -> list[str]:
    raw = [padded[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    texts = b"\n".join(raw).decode("utf-8", "surrogatepass").split("\n")
    return texts if len(texts) == len(raw) else [value.decode("utf-8", "surrogatepass") for value in raw]
