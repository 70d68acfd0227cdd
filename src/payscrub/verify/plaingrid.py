"""Grids made of plain texts: delimited files and pivot caches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain

import numpy as np

from payscrub.model import Indices, Kind
from payscrub.verify import slices
from payscrub.verify.fields import Fields
from payscrub.verify.folding import are_numbers
from payscrub.verify.pool import Pool, ReadGrid, pool_of, widths_of


def grid_of(rows: Sequence[Sequence[str]], label: str = "", *, headed: bool = False) -> ReadGrid:
    """Return the filled cells of ``rows``; what is spelt like a number counts as one."""
    counts = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
    row = np.repeat(np.arange(len(rows)), counts)
    col = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
    return _grid(row, col, pool_of(list(chain.from_iterable(rows))), label, headed=headed)


def grid_of_fields(fields: Fields, shown: Callable[[str], str]) -> ReadGrid:
    """Return the fields of a delimited text as a grid; ``shown`` tells how a spreadsheet shows an odd one."""
    odd = fields.odd
    return _grid(fields.rows, fields.cols, fields.pool.replaced(odd, [shown(text) for text in fields.pool.read(odd)]))


def _grid(rows: Indices, cols: Indices, pool: Pool, label: str = "", *, headed: bool = False) -> ReadGrid:
    filled = np.flatnonzero(pool.ends > pool.starts)
    if len(filled) < len(pool):
        pool = Pool(pool.padded, pool.starts[filled], pool.ends[filled])
    keys = pool.keys()
    same = slices.alike(keys)
    first = np.flatnonzero(same == np.arange(len(same)))
    kinds = np.full(len(keys), Kind.TEXT, dtype=np.uint8)
    kinds[first[are_numbers(pool.read(first))]] = Kind.NUMBER
    row, col = rows[filled].astype(np.int32), cols[filled].astype(np.int32)
    return ReadGrid(0, row, col, kinds[same], keys, pool.read, label, headed, widths=widths_of(pool.ends - pool.starts))
