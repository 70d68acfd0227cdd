"""Finds values beside their labels: forms with one person a sheet, and sheets with the fields downwards."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from payscrub.detect.lines import DATUM, LONGEST_TITLE, is_label, label_share
from payscrub.detect.rules import Trust
from payscrub.model import Grid, Indices, Kind

_LONGEST_FORM = 20_000  # texts; no form has so many
_MOST_COLUMNS = 40
_FEWEST_LABELS = 3
_FAIR, _DIFFERENT = 0.55, 0.9
_REACH = 8  # columns between a label and its value, where cells are merged


def find_forms(grid: Grid, free: NDArray[np.bool_]) -> list[tuple[int, str, Indices]]:
    """Return row, label and value cells of every label among the ``free`` cells."""
    cells = np.flatnonzero(free)
    texts = cells[grid.kinds[cells] == Kind.TEXT]
    if not len(texts) or len(texts) > _LONGEST_FORM:
        return []
    columns = _label_columns(grid, texts)
    labels = {
        int(cell): text.strip(" :.\u00a0")
        for cell, text in zip(texts, grid.read(texts), strict=True)
        if _is_label_cell(text.strip(), in_label_column=int(grid.cols[cell]) in columns)
    }
    found = ((int(grid.rows[cell]), label, _beside(grid, cells, cell, labels)) for cell, label in labels.items())
    return [(row, label, values) for row, label, values in found if len(values)]


def _label_columns(grid: Grid, texts: Indices) -> set[int]:
    """Return the columns that hold mostly different known titles."""
    found = set()
    for col in np.unique(grid.cols[texts])[:_MOST_COLUMNS].tolist():
        own = texts[grid.cols[texts] == col]
        different = len(np.unique(grid.keys[own])) >= _DIFFERENT * len(own)
        if len(own) >= _FEWEST_LABELS and different and label_share(grid.read(own)) >= _FAIR:
            found.add(col)
    return found


def _is_label_cell(text: str, *, in_label_column: bool) -> bool:
    if not text or len(text) > LONGEST_TITLE:
        return False
    if text.endswith(":"):
        return is_label(text.rstrip(" :."), Trust.OPEN)
    return in_label_column and not DATUM.search(text)


def _beside(grid: Grid, cells: Indices, label: int, labels: dict[int, str]) -> Indices:
    """Return the cells right of a label in its row, up to the next label."""
    row, values = int(grid.rows[label]), list[int]()
    for cell in cells[int(np.searchsorted(cells, label)) + 1 :].tolist():
        if int(grid.rows[cell]) != row or cell in labels:
            break
        values.append(cell)
    near = bool(values) and int(grid.cols[values[0]]) - int(grid.cols[label]) <= _REACH
    return np.asarray(values if near else [], dtype=np.int64)
