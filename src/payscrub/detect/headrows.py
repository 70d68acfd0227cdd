"""Finds the header rows of a grid: in the first row or the ninth, in one, two or three rows, once or on every page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from payscrub.detect.lines import DATUM, Header, Lines, is_label, label_score, label_share
from payscrub.detect.rules import Trust, read_header
from payscrub.model import Grid, Kind

_NEAR = 60  # a header in so many first rows needs no other sign
_FAR = 400  # candidates further down that are read at most
_GOOD, _FAIR, _SOME = 0.8, 0.55, 0.3  # shares of known titles
_SAME = 0.6  # share of equal cells in a repeated header
_TELLING = frozenset({"PERSON", "UK_NINO", "EMPLOYEE_ID", "DATE_OF_BIRTH", "UK_SORT_CODE", "UK_BANK_ACCOUNT", "UK_POSTCODE"})
_ONE_AND_ITS_VALUE = 2  # cells
_NUMBERED = re.compile(r"\d")  # Ward 7: a value
_PROBE = 3  # cells that are looked at before a whole row is read
_LEAF = re.compile(
    r"^(?:no|number|num|name|code|date|sort(?: code)?|a/?c(?:c)?(?: no)?|account|ee|er|id|ref|amount|rate|hours|title|type|ytd|total|"
    r"centre|first|last)\.?$",
    re.IGNORECASE,
)


def find_headers(grid: Grid, lines: Lines) -> list[Header]:
    """Return the headers of a grid from top to bottom."""
    if grid.headed:
        return [_header(grid, lines, 0, 0)]
    found: list[Header] = []
    accepted = {line: share for line, share in _candidates(grid, lines) if _is_header(grid, lines, line, share)}
    for line, share in sorted(accepted.items()):
        if found and line <= found[-1].line:
            continue
        leaf = _leaf_line(grid, lines, line, accepted)
        if not found or _may_follow(grid, lines, found[-1], leaf, share):
            found.append(_header(grid, lines, leaf, line if leaf != line else _group_line(grid, lines, line)))
    return found


def _candidates(grid: Grid, lines: Lines) -> Iterator[tuple[int, float]]:
    """Return the lines of texts that may be headers, with their share of known titles."""
    texts = np.add.reduceat((grid.kinds == Kind.TEXT).astype(np.int64), lines.first)
    likely = (texts * 10 >= lines.count * 8) & (lines.count >= min(2, int(lines.count.max())))
    change = np.diff(_signature(grid, lines), prepend=np.uint64(0)) != 0
    gap = np.diff(lines.numbers, prepend=-2) > 1
    near = np.arange(len(lines.first)) < _NEAR
    far = np.flatnonzero(likely & ~near & (change | gap))
    after_gaps_first = np.argsort(~gap[far], kind="stable")[:_FAR]
    for line in [*np.flatnonzero(likely & near).tolist(), *np.sort(far[after_gaps_first]).tolist()]:
        yield line, _share(grid, lines, line)


def _share(grid: Grid, lines: Lines, line: int) -> float:
    cells = lines.cells(line)
    if len(cells) > _PROBE and line and not any(label_score(text) > 0 for text in grid.read(cells[:: len(cells) // _PROBE])):
        return 0.0
    return label_share(grid.read(cells))


def _is_header(grid: Grid, lines: Lines, line: int, share: float) -> bool:
    """Return whether a row with a share of known titles is a header; in a form the titles stand below each other."""
    if (share >= _GOOD and not _may_be_answered(grid, lines, line)) or _has_sure_pair(grid, lines, line):
        return True
    if share < _FAIR and not _heads_numbers(grid, lines, line, share):
        return False
    labels = {int(grid.cols[cell]) for cell, text in _cells(grid, lines, line) if label_score(text) > 0}
    below = [label_score(text) > 0 for cell, text in _cells(grid, lines, line + 1) if int(grid.cols[cell]) in labels]
    return 2 * sum(below) < len(labels)


def _may_be_answered(grid: Grid, lines: Lines, line: int) -> bool:
    """Return whether a row can be a line of a form, although its value reads as a title, too (``Week 1/Month 1: | No``)."""
    texts = _texts(grid, lines, line)
    ends = [text.endswith(":") for text in texts.values()]
    below = [text.strip() for cell, text in _cells(grid, lines, line + 1) if int(grid.cols[cell]) == min(texts)]
    pair = len(ends) == _ONE_AND_ITS_VALUE and any(is_label(text, Trust.LIKELY) for text in below if not _NUMBERED.search(text))
    return pair or 0 < sum(ends) < len(ends)


def _has_sure_pair(grid: Grid, lines: Lines, line: int) -> bool:
    """Return whether two neighbours in a row of words are titles that nobody would enter as values: in a form a value parts them."""
    texts = _texts(grid, lines, line)
    sure = {col for col, text in texts.items() if is_label(text, Trust.SURE) and read_header(text).entity in _TELLING}
    return any(col + 1 in sure for col in sure) and min(map(label_score, texts.values())) >= 0


def _cells(grid: Grid, lines: Lines, line: int) -> list[tuple[int, str]]:
    cells = lines.cells(line) if line < len(lines.first) else np.zeros(0, dtype=np.int64)
    return list(zip(cells.tolist(), grid.read(cells), strict=True))


def _heads_numbers(grid: Grid, lines: Lines, line: int, share: float) -> bool:
    """Return whether a row with some known titles stands over a row with numbers in at least a third of its columns."""
    if share < _SOME or line + 1 >= len(lines.first):
        return False
    cells, below = lines.cells(line), lines.cells(line + 1)
    numbers = below[grid.kinds[below] != Kind.TEXT]
    return bool((grid.kinds[cells] == Kind.TEXT).all() and 3 * len(np.intersect1d(grid.cols[cells], grid.cols[numbers])) >= len(cells))


def _signature(grid: Grid, lines: Lines) -> NDArray[np.uint64]:
    """Return a number for each line that tells which columns hold which kinds."""
    mixed = (grid.cols.astype(np.uint64) * np.uint64(8) + grid.kinds.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    return np.asarray(np.add.reduceat(mixed ^ (mixed >> np.uint64(29)), lines.first), dtype=np.uint64)


def _leaf_line(grid: Grid, lines: Lines, line: int, accepted: Mapping[int, float]) -> int:
    """Return the line of the leaves when ``line`` holds the groups over them, else ``line`` itself."""
    below = line + 1
    if below >= len(lines.first) or lines.numbers[below] != lines.numbers[line] + 1:
        return line
    texts = grid.read(lines.cells(below))
    if (grid.kinds[lines.cells(below)] != Kind.TEXT).any() or any(map(DATUM.search, texts)):
        return line
    leaves = 2 * sum(bool(_LEAF.match(text.strip())) for text in texts) >= len(texts)
    if lines.count[below] > lines.count[line]:
        return below if below in accepted or leaves else line
    return below if leaves and lines.count[below] * 2 >= lines.count[line] else line


def _group_line(grid: Grid, lines: Lines, line: int) -> int:
    """Return the line of group titles right above a header, or ``line`` itself when there is none."""
    above = line - 1
    if above < 0 or lines.numbers[above] != lines.numbers[line] - 1 or lines.count[above] >= lines.count[line]:
        return line
    cells = lines.cells(above)
    caption = len(cells) == 1 and grid.cols[cells[0]] <= grid.cols[lines.first[line]]
    if caption or (grid.kinds[cells] != Kind.TEXT).any() or any(label_score(text) < 0 for text in grid.read(cells)):
        return line
    return above


def _may_follow(grid: Grid, lines: Lines, last: Header, line: int, share: float) -> bool:
    """Return whether a further header-like line is a header: repeated, after a gap, or texts over numbers."""
    if _repeats(grid, lines, last, line):
        return True
    if line == last.line + 1:
        return False
    before = line - 1
    gap = bool(lines.numbers[line] - lines.numbers[before] > 1)
    caption = bool(lines.count[before] == 1 and before > 0 and lines.numbers[before] - lines.numbers[before - 1] > 1)
    return share >= (_FAIR if gap or caption else _GOOD) and (gap or caption or _contrasts(grid, lines, line))


def _repeats(grid: Grid, lines: Lines, last: Header, line: int) -> bool:
    cells, old = lines.cells(line), lines.cells(last.line)
    keys = dict(zip(grid.cols[old].tolist(), grid.keys[old].tolist(), strict=True))
    same = sum(keys.get(col) == key for col, key in zip(grid.cols[cells].tolist(), grid.keys[cells].tolist(), strict=True))
    return bool(same >= _SAME * len(cells))


def _contrasts(grid: Grid, lines: Lines, line: int) -> bool:
    """Return whether there are numbers right above and right below a line of texts."""
    around = [lines.cells(other) for other in (line - 1, line + 1) if other < len(lines.first)]
    return all(bool((grid.kinds[cells] != Kind.TEXT).any()) for cells in around)


def _header(grid: Grid, lines: Lines, leaf: int, group: int) -> Header:
    titles = _texts(grid, lines, leaf)
    if group == leaf:
        return Header(leaf, leaf, titles)
    groups = _texts(grid, lines, group)
    current, joined = "", dict[int, str]()
    for col in range(min([*titles, *groups]), max([*titles, *groups]) + 1):
        current = groups.get(col, current)
        if col in titles or col in groups:
            joined[col] = " / ".join(filter(None, (current, titles.get(col, ""))))
    return Header(leaf, min(leaf, group), joined)


def _texts(grid: Grid, lines: Lines, line: int) -> dict[int, str]:
    cells = lines.cells(line)
    return dict(zip(grid.cols[cells].tolist(), map(str.strip, grid.read(cells)), strict=True))
