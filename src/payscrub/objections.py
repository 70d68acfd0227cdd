"""The second look: cells of a copy that its check objects to are treated as what the check takes them for.

The check stays as independent as it is: the copy that comes of it is judged anew, as a whole. What a person keeps is not touched,
so a copy can still be refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from payscrub.decisions import Decided
from payscrub.detect import told
from payscrub.model import Action, Grid, Indices, Objection
from payscrub.policy import Policy

BY_CHECK = "the independent check objected to these cells"
_LONGEST = 4  # blanks; what is longer is a sentence, and invented names would be no help in it

Rounds = Sequence[Sequence[Objection]]


def with_objections(decided: Sequence[Decided], grids: Sequence[Grid], rounds: Rounds, policy: Policy) -> list[Decided]:
    """Return ``decided`` with the cells that were objected to, copy by copy, in columns of their own.

    They are treated as ``policy`` says of what the check takes them for. Sentences are masked, and what a second copy still shows.
    """
    result = list(decided)
    for number, grid in enumerate(grids):
        for cells, entity, action in _objected(grid, rounds, policy):
            result = [_without(one, cells) if one.column.grid == number and not one.spared else one for one in result]
            result += [Decided(told(number, grid, part, entity, BY_CHECK), action) for part in _by_column(grid, cells)]
    return result


def _objected(grid: Grid, rounds: Rounds, policy: Policy) -> Iterator[tuple[Indices, str, Action]]:
    """Yield the cells of each kind, every cell once: as what it was first taken for."""
    times, first = np.zeros(len(grid), dtype=np.int64), np.zeros(len(grid), dtype=np.int64)
    kinds = [""]
    for objections in rounds:
        met = np.zeros(len(grid), dtype=np.bool_)
        for one in objections:
            if (one.sheet, one.label) == (grid.sheet, grid.label) and policy.action(one.entity) is not Action.KEEP:
                cells = _found(grid, one)
                first[cells[first[cells] == 0]] = len(kinds)
                kinds.append(one.entity)
                met[cells] = True
        times += met
    for number in np.unique(first[first > 0]).tolist():
        cells = np.flatnonzero(first == number)
        masked = (times[cells] > 1) | _sentences(grid, cells)
        yield cells[~masked], kinds[number], policy.action(kinds[number])
        yield cells[masked], kinds[number], Action.MASK


def _found(grid: Grid, objection: Objection) -> Indices:
    """Return the cells of ``grid`` that an objection names; empty ones are in no grid."""
    places, wanted = _places(grid.rows, grid.cols), _places(objection.rows, objection.cols)
    return np.flatnonzero(np.isin(places, wanted))


def _places(rows: NDArray[np.int32], cols: NDArray[np.int32]) -> Indices:
    return (rows.astype(np.int64) << 16) | cols


def _sentences(grid: Grid, cells: Indices) -> NDArray[np.bool_]:
    return np.array([text.count(" ") > _LONGEST for text in grid.read(cells)], dtype=np.bool_)


def _without(one: Decided, cells: Indices) -> Decided:
    """Return a column without some of its cells, and itself when it has none of them."""
    rest = one.column.cells[~np.isin(one.column.cells, cells)]
    return one if len(rest) == len(one.column.cells) else replace(one, column=replace(one.column, cells=rest))


def _by_column(grid: Grid, cells: Indices) -> Iterator[Indices]:
    for col in np.unique(grid.cols[cells]).tolist():
        yield cells[grid.cols[cells] == col]
