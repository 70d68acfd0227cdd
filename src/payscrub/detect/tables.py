"""Finds the tables of a grid: header rows anywhere, several tables, forms, transposed and headerless sheets.

The result is a list of strips: runs of cells that hold one kind of value under one title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from payscrub.detect.rules import Trust, read_header
from payscrub.model import Grid, Indices, Kind

_HEAD_ROWS = 60  # a header this near the top needs no other sign
_FAR_ROWS = 400  # candidates further down that are read at most
_GOOD, _FAIR = 0.8, 0.55
_LONGEST_TITLE = 70
_DATUM = re.compile(r"^[\d£$€%.,/\- :+()]+$|@|\d{5}")
_LEAF = re.compile(
    r"^(?:no|number|num|name|code|date|sort(?: code)?|a/?c(?:c)?(?: no)?|account|ee|er|id|ref|amount|rate|hours|title|type|ytd|total|centre|first|last)\.?$",
    re.I,
)


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """The cells under one title; ``table`` numbers the table, ``position`` is the column (row when transposed)."""

    table: int
    position: int
    title: str = field(repr=False)
    cells: Indices = field(repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """The filled rows of a grid: their numbers, first cells and how many cells they have."""

    numbers: NDArray[np.int32]
    first: Indices
    count: Indices

    @classmethod
    def of(cls, grid: Grid) -> Lines:
        """Return the filled rows of a grid."""
        first = np.flatnonzero(np.diff(grid.rows, prepend=-1)).astype(np.int64)
        return cls(grid.rows[first], first, np.diff(first, append=len(grid)).astype(np.int64))

    def cells(self, line: int) -> Indices:
        """Return the indices of the cells of one filled row."""
        return np.arange(self.first[line], self.first[line] + self.count[line], dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Header:
    """A header: the line of its leaf titles, the line where it begins, and the titles by column."""

    line: int
    top: int
    titles: dict[int, str] = field(repr=False)


def strips(grid: Grid) -> list[Strip]:
    """Return the strips of every table of a grid; no cell is in two."""
    if not len(grid):
        return []
    lines = Lines.of(grid)
    headers = _find_headers(grid, lines)
    found, taken = _under_headers(grid, lines, headers)
    found += _forms(grid, lines, taken, len(found))
    if not headers and not found:
        found = _headerless(grid, lines)
    return found


def label_share(texts: Sequence[str]) -> float:
    """Return how much some texts read as titles: known ones count for, data against."""
    if not texts:
        return 0.0
    return sum(map(_label_score, texts)) / len(texts)


def _label_score(text: str) -> int:
    if len(text) > _LONGEST_TITLE or (_DATUM.search(text) and not text.strip("£% ") == ""):
        return -1
    return int(is_label(text, Trust.OPEN))


def is_label(text: str, least: Trust) -> bool:
    """Return whether a text is a title that a rule knows with at least that trust."""
    return 0 < len(text) <= _LONGEST_TITLE and not _DATUM.search(text) and read_header(text).trust >= least


def _find_headers(grid: Grid, lines: Lines) -> list[Header]:
    if grid.headed:
        return [_header(grid, lines, 0, None)]
    found: list[Header] = []
    accepted = {line: share for line, share in _candidates(grid, lines) if share >= _FAIR}
    for line in sorted(accepted):
        if found and line <= found[-1].line:
            continue
        leaf = _leaf_line(grid, lines, line, accepted)
        if found and not _may_follow(grid, lines, found[-1], leaf, accepted[line]):
            continue
        group = line if leaf != line else _group_line(grid, lines, line)
        found.append(_header(grid, lines, leaf, group))
    return found


def _candidates(grid: Grid, lines: Lines) -> Iterator[tuple[int, float]]:
    is_text = grid.kinds == Kind.TEXT
    texts = np.add.reduceat(is_text.astype(np.int64), lines.first)
    wide = int(lines.count.max())
    likely = (texts * 10 >= lines.count * 8) & (lines.count >= min(2, wide))
    change = np.diff(_signature(grid, lines), prepend=np.uint64(0)) != 0
    gap = np.diff(lines.numbers, prepend=-2) > 1
    near = np.arange(len(lines.first)) < _HEAD_ROWS
    far = np.flatnonzero(likely & ~near & (change | gap))
    order = np.argsort(~gap[far], kind="stable")[:_FAR_ROWS]
    for line in [*np.flatnonzero(likely & near).tolist(), *np.sort(far[order]).tolist()]:
        yield line, _share(grid, lines, line)


def _share(grid: Grid, lines: Lines, line: int) -> float:
    cells = lines.cells(line)
    texts = grid.read(cells[:3])
    if len(cells) > 3 and not any(_label_score(text) > 0 for text in texts) and line >= 3:  # noqa: PLR2004 - most rows are data: look at three cells first
        return 0.0
    return label_share(texts if len(cells) <= len(texts) else grid.read(cells))


def _signature(grid: Grid, lines: Lines) -> NDArray[np.uint64]:
    mixed = (grid.cols.astype(np.uint64) * np.uint64(8) + grid.kinds.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    return np.asarray(np.add.reduceat(mixed ^ (mixed >> np.uint64(29)), lines.first), dtype=np.uint64)


def _leaf_line(grid: Grid, lines: Lines, line: int, accepted: dict[int, float]) -> int:
    """Return the line of the leaves when ``line`` holds the groups over them, else ``line`` itself."""
    below = line + 1
    if below >= len(lines.first) or lines.numbers[below] != lines.numbers[line] + 1:
        return line
    texts = grid.read(lines.cells(below))
    if (grid.kinds[lines.cells(below)] != Kind.TEXT).any() or any(_DATUM.search(text) for text in texts):
        return line
    leaves = sum(bool(_LEAF.match(text.strip())) for text in texts)
    if lines.count[below] > lines.count[line]:
        return below if below in accepted or leaves * 2 >= len(texts) else line
    return below if leaves * 2 >= len(texts) and lines.count[below] * 2 >= lines.count[line] else line


def _group_line(grid: Grid, lines: Lines, line: int) -> int | None:
    """Return the line of group titles right above a header, or None."""
    above = line - 1
    if above < 0 or lines.numbers[above] != lines.numbers[line] - 1 or lines.count[above] >= lines.count[line]:
        return None
    cells, own = lines.cells(above), grid.cols[lines.cells(line)]
    single_at_left = len(cells) == 1 and grid.cols[cells[0]] <= own[0]
    if single_at_left or (grid.kinds[cells] != Kind.TEXT).any() or any(_label_score(text) < 0 for text in grid.read(cells)):
        return None
    return above


def _may_follow(grid: Grid, lines: Lines, last: Header, line: int, share: float) -> bool:
    """Return whether a further header-like line is a header: repeated, after a gap, or texts over numbers."""
    cells = lines.cells(line)
    keys = dict(zip(grid.cols[lines.cells(last.line)].tolist(), grid.keys[lines.cells(last.line)].tolist(), strict=True))
    same = sum(keys.get(col) == key for col, key in zip(grid.cols[cells].tolist(), grid.keys[cells].tolist(), strict=True))
    if same * 10 >= len(cells) * 6:
        return True
    if line == last.line + 1:
        return False
    before = line - 1
    gap = lines.numbers[line] - lines.numbers[before] > 1
    caption = lines.count[before] == 1 and before > 0 and lines.numbers[before] - lines.numbers[before - 1] > 1
    return share >= _FAIR if gap or caption else share >= _GOOD and _contrasts(grid, lines, line)


def _contrasts(grid: Grid, lines: Lines, line: int) -> bool:
    above, below = lines.cells(line - 1), lines.cells(line + 1) if line + 1 < len(lines.first) else lines.cells(line - 1)
    return bool((grid.kinds[above] != Kind.TEXT).any() and (grid.kinds[below] != Kind.TEXT).any())


def _header(grid: Grid, lines: Lines, leaf: int, group: int | None) -> Header:
    cells = lines.cells(leaf)
    titles = dict(zip(grid.cols[cells].tolist(), map(str.strip, grid.read(cells)), strict=True))
    if group is None or group == leaf:
        return Header(leaf, leaf, titles)
    above = lines.cells(group)
    groups = dict(zip(grid.cols[above].tolist(), map(str.strip, grid.read(above)), strict=True))
    current, joined = "", {}
    for col in range(min([*titles, *groups]), max([*titles, *groups]) + 1):
        current = groups.get(col, current)
        leaf_title = titles.get(col)
        if leaf_title is not None or col in groups:
            joined[col] = f"{current} / {leaf_title}" if current and leaf_title else leaf_title or current
    return Header(leaf, min(leaf, group), joined)


def _under_headers(grid: Grid, lines: Lines, headers: Sequence[Header]) -> tuple[list[Strip], NDArray[np.bool_]]:
    found: list[Strip] = []
    taken = np.zeros(len(grid), dtype=np.bool_)
    for header in headers:
        taken[lines.first[header.top] : lines.first[header.line] + lines.count[header.line]] = True
    for number, header in enumerate(headers):
        low = int(lines.first[header.line] + lines.count[header.line])
        body = np.arange(low, len(grid), dtype=np.int64)
        body = body[~taken[body] & _open_columns(grid, lines, headers[number + 1 :], body)]
        for width, cells in _sides(grid, header, body):
            cells = _without_tail(grid, cells, width)
            taken[cells] = True
            found += _split(grid, cells, header.titles, len(found))
    return found, taken


def _open_columns(grid: Grid, lines: Lines, later: Sequence[Header], body: Indices) -> NDArray[np.bool_]:
    """Return which cells come before the next header over their column."""
    end = np.full(int(grid.cols.max()) + 2, np.iinfo(np.int32).max, dtype=np.int64)
    for header in reversed(later):
        top = int(lines.numbers[header.top])
        end[min(header.titles) : max(header.titles) + 1] = top
    return np.asarray(grid.rows[body] < end[grid.cols[body]], dtype=np.bool_)


def _sides(grid: Grid, header: Header, body: Indices) -> Iterator[tuple[int, Indices]]:
    """Split a band into tables side by side: an empty column parts them."""
    used = np.zeros(int(grid.cols.max()) + 2, dtype=np.bool_)
    used[list(header.titles)] = True
    used[grid.cols[body]] = True
    edges = np.flatnonzero(np.diff(used.astype(np.int8), prepend=0, append=0))
    for low, high in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if any(low <= col < high for col in header.titles):
            yield high - low, body[(grid.cols[body] >= low) & (grid.cols[body] < high)]


def _without_tail(grid: Grid, cells: Indices, width: int) -> Indices:
    """Drop what stands after an empty row and is much narrower than the table: remarks, signatures, keys."""
    if not len(cells):
        return cells
    rows, first, counts = np.unique(grid.rows[cells], return_index=True, return_counts=True)
    gaps = np.flatnonzero(np.diff(rows) > 1) + 1
    if not len(gaps) or width < 4:  # noqa: PLR2004 - a narrow table has no narrower tail
        return cells
    keep = np.ones(len(rows), dtype=np.bool_)
    for low, high in zip(gaps.tolist(), [*gaps[1:].tolist(), len(rows)], strict=True):
        keep[low:high] = counts[low:high].max() * 3 > width
    return cells[np.repeat(keep, counts)] if first[0] == 0 else cells


def _split(grid: Grid, cells: Indices, titles: dict[int, str], table: int) -> list[Strip]:
    if not len(cells):
        return []
    order = np.argsort(grid.cols[cells].astype(np.uint16), kind="stable")
    cells = cells[order]
    cols, first = np.unique(grid.cols[cells], return_index=True)
    return [Strip(table, int(col), titles.get(int(col), ""), part) for col, part in zip(cols, np.split(cells, first[1:]), strict=True)]


def _forms(grid: Grid, lines: Lines, taken: NDArray[np.bool_], table: int) -> list[Strip]:
    """Return the values beside their labels outside the tables: forms, and sheets with the fields downwards."""
    free = np.flatnonzero(~taken)
    texts = free[grid.kinds[free] == Kind.TEXT]
    if not len(texts) or len(lines.first) > 5000:  # noqa: PLR2004 - no form is so long
        return []
    columns = _label_columns(grid, texts)
    labels = {
        int(cell): text.rstrip(" :.")
        for cell, text in zip(texts, grid.read(texts), strict=True)
        if _is_form_label(grid, int(cell), text, columns)
    }
    found: list[Strip] = []
    for cell, text in labels.items():
        values = _beside(grid, free, cell, labels)
        if len(values):
            found.append(Strip(table, int(grid.rows[cell]), text, values))
    return found


def _label_columns(grid: Grid, texts: Indices) -> set[int]:
    found = set()
    for col in np.unique(grid.cols[texts])[:40].tolist():
        own = texts[grid.cols[texts] == col]
        if len(own) > 2 and label_share(grid.read(own)) >= _FAIR:  # noqa: PLR2004 - three labels make a form
            found.add(col)
            if len(np.unique(grid.keys[own])) * 10 < len(own) * 9:
                found.discard(col)
    return found


def _is_form_label(grid: Grid, cell: int, text: str, columns: set[int]) -> bool:
    text = text.strip()
    if not text or len(text) > _LONGEST_TITLE:
        return False
    if text.endswith(":"):
        return is_label(text.rstrip(" :."), Trust.OPEN)
    return int(grid.cols[cell]) in columns and (is_label(text, Trust.OPEN) or not _DATUM.search(text))


def _beside(grid: Grid, free: Indices, cell: int, labels: dict[int, str]) -> Indices:
    row, col = int(grid.rows[cell]), int(grid.cols[cell])
    at = int(np.searchsorted(free, cell)) + 1
    values: list[int] = []
    while at < len(free) and int(grid.rows[free[at]]) == row and int(free[at]) not in labels:
        values.append(int(free[at]))
        at += 1
    near = bool(values) and int(grid.cols[values[0]]) - col <= 8  # noqa: PLR2004 - merged label cells
    return np.asarray(values if near else [], dtype=np.int64)


def _headerless(grid: Grid, lines: Lines) -> list[Strip]:
    """Return the columns of a grid without any header; leading lines of one cell are captions."""
    body = 0
    if int(lines.count.max()) > 2:  # noqa: PLR2004 - one or two columns have no captions to tell apart
        while body < len(lines.first) - 1 and lines.count[body] == 1:
            body += 1
    return _split(grid, np.arange(lines.first[body], len(grid), dtype=np.int64), {}, 0)
