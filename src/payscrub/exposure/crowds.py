"""Rows about people put into crowds of people who are near each other in all their amounts, and averages that keep totals.

This is microaggregation of several columns at once with a one-dimensional order (D. Defays and P. Nanopoulos, "Panels of enterprises and
confidentiality: the small aggregates method", 1993; J. Domingo-Ferrer and J. Mateo-Sanz, "Practical data-oriented microaggregation for
statistical disclosure control", 2002). All columns share the crowds, so that what a row adds up to stays right as well; and a crowd agrees
in everything else that is kept where enough people do, so that the totals of wards and grades stay right too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Context, Decimal

import numpy as np
from numpy.typing import NDArray

from payscrub.decisions import Decided, merged
from payscrub.entities import BY_NAME
from payscrub.exposure.groups import Codes, spread
from payscrub.exposure.quasi import Rows, people, says, who
from payscrub.formats.document import CellEdits, Document
from payscrub.model import Action, Grid, Indices, Kind
from payscrub.surrogates.amounts import amount, numbers
from payscrub.surrogates.shape import mask

_FIGURES = Context(prec=15)  # what a spreadsheet can hold (IEEE 754, double precision)
_EXACT = Context(prec=60)
_NAMED = np.uint64(1 << 63)


def crowds(amounts: NDArray[np.float64], persons: Codes, others: Codes, least: int) -> Indices:
    """Return a crowd for each row: at least ``least`` persons who are neighbours in their amounts, unless there are fewer in all.

    ``amounts`` has a line for each row. Rows that agree in ``others`` go together where they are about enough persons; those of the
    smaller sets go together with each other. Persons who agree in all amounts are one crowd when they are enough, so that averages of
    averages change nothing.
    """
    _, first, member, rows = np.unique(spread(persons, 0) + spread(others, 1), return_index=True, return_inverse=True, return_counts=True)
    means = np.stack([np.bincount(member, column) / rows for column in amounts.T], axis=1)
    _, kind, size = np.unique(others[first], return_inverse=True, return_counts=True)
    kind = np.where(size[kind] < least, -1, kind)
    wide = means.std(axis=0)
    near = ((means - means.mean(axis=0)) / np.where(wide > 0, wide, 1)).sum(axis=1)
    order = np.lexsort((*means.T, near, kind))
    fresh = np.ones(len(order), dtype=np.bool_)
    fresh[1:] = (kind[order][1:] != kind[order][:-1]) | (means[order][1:] != means[order][:-1]).any(axis=1)
    crowd = np.empty(len(order), dtype=np.int64)
    crowd[order] = _cut(fresh.tolist(), kind[order].tolist(), least)
    return crowd[member]


def _cut(fresh: Sequence[bool], kinds: Sequence[int], least: int) -> list[int]:
    """Return the crowd of each of several neighbours: cut where enough are inside and the next is another, and where the kind changes.

    What is left over at the end of a kind joins the crowd before it.
    """
    crowd, inside, first = list[int](), 0, 0  # the first crowd of the kind
    for at, (new, kind) in enumerate(zip(fresh, kinds, strict=True)):
        changes = at > 0 and kinds[at - 1] != kind
        if changes or (new and inside >= least):
            _join(crowd, inside, first, least)
            crowd.append(crowd[-1] + 1)
            first, inside = (crowd[-1] if changes else first), 0
        else:
            crowd.append(crowd[-1] if crowd else 0)
        inside += 1
    _join(crowd, inside, first, least)
    return crowd


def _join(crowd: list[int], inside: int, first: int, least: int) -> None:
    """Let the last ``inside`` join the crowd before them if they are too few and there is one of their kind."""
    if 0 < inside < least and crowd[-1] > first:
        crowd[-inside:] = [crowd[-1] - 1] * inside


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
            new = _averaged(_rows(grid, own, cells, edits.get(number)), own, cells, least)
            result[number] = merged(new, edits[number]) if number in edits else new
    return result


def _rows(grid: Grid, own: Sequence[Decided], columns: Sequence[Indices], edits: CellEdits | None) -> Rows:
    """Return the rows about people; one that names nobody in the column that names people is one person."""
    direct = [people(grid, one) for one in own if one.column.entity and BY_NAME[one.column.entity].risk == "direct"]
    rows = np.unique(grid.rows[np.concatenate(direct or list(columns))])
    persons = np.arange(len(rows), dtype=np.uint64)
    named = who(own)
    if named is not None:
        cells = people(grid, named)
        persons[np.searchsorted(rows, grid.rows[cells])] = grid.keys[cells] | _NAMED
    return Rows(grid, rows, persons, edits)


def _averaged(rows: Rows, own: Sequence[Decided], columns: Iterable[Indices], least: int) -> CellEdits:
    grid = rows.grid
    columns = [cells[np.isin(grid.rows[cells], rows.numbers)] for cells in columns]
    read = [grid.read(cells) for cells in columns]
    amounts = np.stack([rows.amounts(cells, numbers(texts)) for cells, texts in zip(columns, read, strict=True)], axis=1)
    others = np.zeros(len(rows.numbers), dtype=np.uint64)
    for one in own:
        if one.action is not Action.AVERAGE and says(grid, one):
            others += rows.left(one)
    crowd = crowds(amounts, rows.persons, others, least)
    texts, cells = list[str](), np.concatenate(columns)
    for some, old in zip(columns, read, strict=True):
        texts += _means(old, grid.kinds[some].tolist(), crowd[np.searchsorted(rows.numbers, grid.rows[some])].tolist())
    order = np.argsort(cells)
    return CellEdits(cells[order], texts, order)


def _means(texts: Sequence[str], kinds: Sequence[int], crowd: Sequence[int]) -> list[str]:
    """Return the texts of a column with the average of its crowd in each, all with the same decimals, so that a crowd looks alike."""
    read = [amount(text) if kind in (Kind.TEXT, Kind.NUMBER) else None for text, kind in zip(texts, kinds, strict=True)]
    members: dict[int, list[Decimal]] = {}
    for one, group in zip(read, crowd, strict=True):
        if one is not None:
            members.setdefault(group, []).append(one.value)
    means = {group: _FIGURES.divide(_total(values), len(values)) for group, values in members.items() if len(set(values)) > 1}
    # the decimals of a stored number are the computer's, those of a written one the clerk's
    decimals = max((one.decimals for one, kind in zip(read, kinds, strict=True) if one is not None and kind == Kind.TEXT), default=0)
    return [
        _masked(text, kind) if one is None else replace(one, decimals=decimals).wears(means[group]) if group in means else text
        for text, kind, one, group in zip(texts, kinds, read, crowd, strict=True)
    ]


def _total(values: Iterable[Decimal]) -> Decimal:
    total = Decimal(0)
    for value in values:
        total = _EXACT.add(total, value)
    return total


def _masked(text: str, kind: int) -> str:
    return text if kind in (Kind.BOOLEAN, Kind.ERROR) or not text.strip() else mask(text, kind)
