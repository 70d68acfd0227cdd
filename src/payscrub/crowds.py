"""Rows about people put into crowds of people who are near each other in all their amounts, and averages that keep totals.

This is microaggregation of several columns at once with a one-dimensional order (D. Defays and P. Nanopoulos, "Panels of enterprises and
confidentiality: the small aggregates method", 1993; J. Domingo-Ferrer and J. Mateo-Sanz, "Practical data-oriented microaggregation for
statistical disclosure control", 2002). All columns share the crowds, so that what a row adds up to stays right as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Context, Decimal

import numpy as np
from numpy.typing import NDArray

from payscrub.decisions import Decided, merged
from payscrub.entities import BY_NAME
from payscrub.formats.document import CellEdits, Document
from payscrub.model import Action, Grid, Indices, Kind
from payscrub.surrogates.amounts import Amount, amount, numbers
from payscrub.surrogates.shape import mask, says_nothing

Codes = NDArray[np.uint64]
_WHO = ("EMPLOYEE_ID", "UK_NINO", "PERSON", "NHS_PENSION_NUMBER", "EMAIL_ADDRESS")  # who a row is about, best first
_FIGURES = Context(prec=15)  # what a spreadsheet can hold (IEEE 754, double precision)
_EXACT = Context(prec=60)


def who(own: Sequence[Decided]) -> Decided | None:
    """Return which of a grid's columns tells whom a row is about."""
    named = [one for one in own if one.column.entity in _WHO and len(one.column.cells)]
    return max(named, key=lambda one: (len(one.column.cells), -_WHO.index(str(one.column.entity))), default=None)


def people(grid: Grid, column: Decided) -> Indices:
    """Return the cells of ``column`` that tell whom a row is about, without those of totals and placeholders."""
    values = grid.distinct(column.column.cells)
    real = np.array([not says_nothing(text.strip()) for text in values.texts], dtype=np.bool_)
    return column.column.cells[real[values.inverse]]


def by_row(grid: Grid, cells: Indices, values: NDArray[np.float64], rows: NDArray[np.int32]) -> NDArray[np.float64]:
    """Return the value of each of ``rows`` in a column, 0 where it has none."""
    own = grid.rows[cells]
    at = np.minimum(np.searchsorted(own, rows), len(own) - 1)
    return np.where((own[at] == rows) & ~np.isnan(values[at]), values[at], 0.0)


def crowds(vectors: NDArray[np.float64], persons: Codes, least: int) -> Indices:
    """Return a crowd for each row: at least ``least`` persons who are neighbours in their amounts, unless there are fewer in all.

    ``vectors`` holds the amounts of a row. The rows of one person are in one crowd; people who agree in all amounts are one crowd when
    they are enough, so that averages of averages change nothing.
    """
    _, person, rows = np.unique(persons, return_inverse=True, return_counts=True)
    means = np.stack([np.bincount(person, column) / rows for column in vectors.T], axis=1)
    distinct, inverse, counts = np.unique(means, axis=0, return_inverse=True, return_counts=True)
    spread = distinct.std(axis=0)
    order = np.argsort(((distinct - distinct.mean(axis=0)) / np.where(spread > 0, spread, 1)).sum(axis=1), kind="stable")
    number = np.empty(len(distinct), dtype=np.int64)
    number[order] = _cut(counts[order].tolist(), least)
    return number[inverse.reshape(-1)][person]


def _cut(counts: Sequence[int], least: int) -> list[int]:
    """Return the group of each of several neighbours, given how many persons each stands for; what is left over joins the last group."""
    groups, inside = list[int](), 0
    current = 0
    for count in counts:
        if inside >= least:
            current, inside = current + 1, 0
        groups.append(current)
        inside += count
    return [min(group, current - 1) for group in groups] if current and inside < least else groups


def with_averages(
    document: Document, edits: Mapping[int, CellEdits], decided: Sequence[Decided], stay: Sequence[NDArray[np.bool_]], least: int
) -> dict[int, CellEdits]:
    """Return ``edits`` with the averages of the columns that the policy averages: their totals stay, to the fifteenth figure.

    What is no amount is masked. Rows about nobody, such as totals, and cells that ``stay`` are left alone.
    """
    result = dict(edits)
    for number, grid in enumerate(document.grids):
        own = [one for one in decided if one.column.grid == number]
        cells = [one.column.cells[~stay[number][one.column.cells]] for one in own if one.action is Action.AVERAGE]
        cells = [some for some in cells if len(some)]
        if cells:
            new = _averaged(grid, own, cells, least)
            result[number] = merged(new, edits[number]) if number in edits else new
    return result


def _averaged(grid: Grid, own: Sequence[Decided], columns: Sequence[Indices], least: int) -> CellEdits:
    rows, persons = _rows(grid, own, columns)
    columns = [cells[np.isin(grid.rows[cells], rows)] for cells in columns]
    read = [grid.read(cells) for cells in columns]
    vectors = np.stack([by_row(grid, cells, numbers(texts), rows) for cells, texts in zip(columns, read, strict=True)], axis=1)
    crowd = crowds(vectors, persons, least)
    texts, cells = list[str](), np.concatenate(columns)
    for own_cells, old in zip(columns, read, strict=True):
        texts += _means(old, grid.kinds[own_cells].tolist(), crowd[np.searchsorted(rows, grid.rows[own_cells])].tolist())
    order = np.argsort(cells)
    return CellEdits(cells[order], texts, order)


def _rows(grid: Grid, own: Sequence[Decided], columns: Sequence[Indices]) -> tuple[NDArray[np.int32], Codes]:
    """Return the rows about people, and whom each is about."""
    direct = [people(grid, one) for one in own if one.column.entity and BY_NAME[one.column.entity].risk == "direct"]
    rows = np.unique(grid.rows[np.concatenate(direct or list(columns))])
    column = who(own)
    if column is None:
        return rows, np.arange(len(rows), dtype=np.uint64)
    cells = people(grid, column)
    found = np.searchsorted(rows, grid.rows[cells])
    persons = np.arange(len(rows), dtype=np.uint64)  # a row that names nobody is one person
    persons[found] = grid.keys[cells] | np.uint64(1 << 63)
    return rows, persons


def _means(texts: Sequence[str], kinds: Sequence[int], crowd: Sequence[int]) -> list[str]:
    read = [amount(text) if kind in (Kind.TEXT, Kind.NUMBER) else None for text, kind in zip(texts, kinds, strict=True)]
    members: dict[int, list[Decimal]] = {}
    for one, group in zip(read, crowd, strict=True):
        if one is not None:
            members.setdefault(group, []).append(one.value)
    means = {group: _mean(values) for group, values in members.items()}
    return [_shown(*row, means) for row in zip(texts, kinds, read, crowd, strict=True)]


def _mean(values: Sequence[Decimal]) -> Decimal:
    if all(value == values[0] for value in values):
        return values[0]
    total = Decimal(0)
    for value in values:
        total = _EXACT.add(total, value)
    return _FIGURES.divide(total, len(values))


def _shown(text: str, kind: int, one: Amount | None, group: int, means: Mapping[int, Decimal]) -> str:
    if one is None:
        return text if kind in (Kind.BOOLEAN, Kind.ERROR) or not text.strip() else mask(text, kind)
    shape = replace(one, decimals=0) if kind == Kind.NUMBER else one  # the decimals of a stored number are the computer's
    return text if means[group] == one.value else shape.wears(means[group])
