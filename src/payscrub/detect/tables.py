"""Cuts a grid into strips: runs of cells that hold one kind of value under one title.

Tables stand side by side or below each other, under headers in any row; forms and transposed sheets have their titles
at the left; some grids have no titles at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from payscrub.detect.forms import find_forms
from payscrub.detect.headrows import find_headers
from payscrub.detect.lines import Header, Lines
from payscrub.model import Grid, Indices, Kind

_TAIL = 3  # a tail has less than a third of the columns
_CODE = re.compile(r"\s*[A-Za-z]{0,3}[\d \-/.,]{3,20}[A-Za-z]?\s*")  # a value of the table, no remark
_RECORD_TYPE = re.compile(r"[A-Z]{1,3}\d{0,2}|\d{1,2}")
_FEWEST_RECORDS, _MOST_RECORD_TYPES = 3, 8
_BARE = 2  # columns: in fewer, captions and remarks cannot be told from data


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """The cells under one title; ``table`` numbers the table, ``position`` is the column (row when transposed)."""

    table: int
    position: int
    title: str = field(repr=False)
    cells: Indices = field(repr=False)


def strips(grid: Grid) -> list[Strip]:
    """Return the strips of every table of a grid; no cell is in two."""
    if not len(grid):
        return []
    lines = Lines.of(grid)
    headers = find_headers(grid, lines)
    taken = np.zeros(len(grid), dtype=np.bool_)
    for header in headers:
        taken[lines.first[header.top] : lines.first[header.line] + lines.count[header.line]] = True
    found: list[Strip] = []
    for number, header in enumerate(headers):
        for cells in _under(grid, lines, header, headers[number + 1 :], taken):
            taken[cells] = True
            found += _split(grid, cells, header.titles, len(found))
    table = len(found)
    found += [Strip(table, row, label, values) for row, label, values in find_forms(grid, ~taken)]
    return found if headers or found else _headerless(grid, lines)


def _under(grid: Grid, lines: Lines, header: Header, later: Sequence[Header], taken: NDArray[np.bool_]) -> Iterator[Indices]:
    """Return the body cells of each table under one header row, to the next header over the same columns."""
    low = int(lines.first[header.line] + lines.count[header.line])
    end = np.full(int(grid.cols.max()) + 1, np.iinfo(np.int64).max, dtype=np.int64)
    for other in reversed(later):
        end[min(other.titles) : max(other.titles) + 1] = lines.numbers[other.top]
    body = np.arange(low, len(grid), dtype=np.int64)
    body = body[~taken[low:] & (grid.rows[low:] < end[grid.cols[low:]])]
    for first, last in _sides(grid, header, body):
        cells = body[(grid.cols[body] >= first) & (grid.cols[body] < last)]
        yield _without_tail(grid, cells, last - first)


def _sides(grid: Grid, header: Header, body: Indices) -> Iterator[tuple[int, int]]:
    """Return the columns of the tables side by side under one header row: an empty column parts them."""
    used = np.zeros(int(grid.cols.max()) + 2, dtype=np.bool_)
    used[list(header.titles)] = True
    used[grid.cols[body]] = True
    edges = np.flatnonzero(np.diff(used.astype(np.int8), prepend=0, append=0))
    for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if any(first <= col < last for col in header.titles):
            yield first, last


def _without_tail(grid: Grid, cells: Indices, width: int) -> Indices:
    """Drop the words after an empty row that is much narrower than the table: remarks, signatures, keys; numbers stay."""
    first = _firsts(grid.rows[cells])
    rows, counts = grid.rows[cells[first]], np.diff(first, append=len(cells))
    gaps = np.flatnonzero(np.diff(rows) > 1) + 1
    if not len(gaps) or width < _BARE:
        return cells
    narrow = np.zeros(len(rows), dtype=np.bool_)
    for low, high in zip(gaps.tolist(), [*gaps[1:].tolist(), len(rows)], strict=True):
        most = counts[low:high].max()
        narrow[low:high] = most * _TAIL <= width or most == 1
    keep = ~np.repeat(narrow, counts)
    tail = np.flatnonzero(~keep)
    is_text = grid.kinds[cells[tail]] == Kind.TEXT
    keep[tail[~is_text]] = True
    words = tail[is_text]
    keep[words] = [bool(_CODE.fullmatch(text)) for text in grid.read(cells[words])]
    return cells[keep]


def _split(grid: Grid, cells: Indices, titles: Mapping[int, str], table: int) -> list[Strip]:
    """Return the strips of one table, column by column."""
    if not len(cells):
        return []
    narrow = int(grid.cols.max()) <= np.iinfo(np.uint16).max  # 16-bit integers are sorted by radix, in linear time
    cells = cells[np.argsort(grid.cols[cells].astype(np.uint16 if narrow else np.int64), kind="stable")]
    first = _firsts(grid.cols[cells])
    cols = grid.cols[cells[first]].tolist()
    return [Strip(table, col, titles.get(col, ""), part) for col, part in zip(cols, np.split(cells, first[1:]), strict=True)]


def _firsts(ascending: NDArray[np.int32]) -> Indices:
    """Return where each number begins to stand."""
    return np.flatnonzero(np.diff(ascending, prepend=-1))


def _headerless(grid: Grid, lines: Lines) -> list[Strip]:
    """Return the columns of a grid without any header; leading lines of one cell are captions."""
    body = 0
    if int(lines.count.max()) > _BARE:
        while body < len(lines.first) - 1 and lines.count[body] == 1:
            body += 1
    cells = np.arange(lines.first[body], len(grid), dtype=np.int64)
    found: list[Strip] = []
    for part in _record_types(grid, lines, body) or [cells]:
        found += _split(grid, part, {}, len(found))
    return found


def _record_types(grid: Grid, lines: Lines, body: int) -> list[Indices]:
    """Return the cells of each record type apart, where the first field says which it is (``H``, ``D``, ``T``); else nothing."""
    first, count = lines.first[body:], lines.count[body:]
    if len(first) < _FEWEST_RECORDS or bool((grid.cols[first] != 0).any()):
        return []
    kinds = grid.distinct(first)
    if not 1 < len(kinds.texts) <= _MOST_RECORD_TYPES or not all(map(_RECORD_TYPE.fullmatch, kinds.texts)):
        return []
    widths = [set(count[kinds.inverse == kind].tolist()) for kind in range(len(kinds.texts))]
    if len(set.union(*widths)) == 1:
        return []  # all rows are alike: the first field is a mere attribute
    owner = np.repeat(kinds.inverse, count)
    return [first[0] + np.flatnonzero(owner == kind) for kind in range(len(kinds.texts))]
