"""Judges the columns of a sheet: what a title says must be invented is invented, the rest is read for what it holds."""

from __future__ import annotations

import numpy as np

from payscrub.model import Grid, Indices, Kind
from payscrub.verify.accept import offenders
from payscrub.verify.guess import guess
from payscrub.verify.ledger import Ledger
from payscrub.verify.loose import Scanner
from payscrub.verify.names import Where
from payscrub.verify.tables import Column, lay_out
from payscrub.verify.titles import FREE, KEPT, PLACE, RECORD
from payscrub.verify.wording import LABELS, SPECIAL, counted

_WHERE = {FREE: Where.FREE, PLACE: Where.ORGANISATION, KEPT: Where.ORGANISATION, "": Where.LABEL}
_MANY_WORDS = 4
_REPEATED = 0.5  # a column whose values repeat twice on average lists places or codes, not people


def judge_grid(grid: Grid, scanner: Scanner) -> None:
    """Note in the scanner's ledger everything personal that the cells of ``grid`` hold."""
    layout = lay_out(grid)
    judged = np.zeros(len(grid), dtype=np.bool_)
    for column in layout.columns:
        if column.meaning not in _WHERE:
            judge_column(grid, column.cells, column.meaning, scanner.ledger)
            judged[column.cells] = True
    for column in layout.columns:
        if column.meaning in _WHERE:
            rest = column.cells[~judged[column.cells]]
            _judge_other(grid, Column(column.head, column.meaning, rest), scanner)
            judged[rest] = True
    _scan(grid, layout.heads, Where.LABEL, scanner)
    for cells in _by_column(grid, layout.loose):
        _judge_other(grid, Column(-1, "", cells), scanner)


def judge_column(grid: Grid, cells: Indices, entity: str, ledger: Ledger, score: float = 0.9) -> None:
    """Note one finding for the values of a personal column that are not invented: where the first is, and how many."""
    distinct = grid.distinct(cells)
    wrong = offenders(entity, distinct.texts, distinct.kinds)
    if not wrong.any():
        return
    bad = np.flatnonzero(wrong[distinct.inverse])
    place = grid.address(int(cells[bad[0]]))
    label = LABELS.get(entity, "whole records")
    how = counted(len(bad), "value", "values")
    if entity in SPECIAL:
        ledger.find(entity, place, f"In a column of {label}, {how} from here on say more than a neutral code.", score)
        return
    found = "PERSON" if entity == RECORD else entity
    ledger.find(found, place, f"In a column of {label}, {how} from here on are not invented.", score)


def _judge_other(grid: Grid, column: Column, scanner: Scanner) -> None:
    """Read a column that no title makes personal: by the look of its values, then text by text."""
    if not len(column.cells):
        return
    entity = guess(grid, column.cells) if column.meaning in ("", KEPT) else ""
    if entity:
        judge_column(grid, column.cells, entity, scanner.ledger, 0.7)
        return
    _scan(grid, column.cells, _WHERE[column.meaning], scanner)


def _scan(grid: Grid, cells: Indices, where: Where, scanner: Scanner) -> None:
    texts = cells[grid.kinds[cells] == Kind.TEXT]
    if len(texts):
        distinct = grid.distinct(texts)
        repeated = len(texts) > 10 and len(distinct.texts) < _REPEATED * len(texts)  # noqa: PLR2004 - too few to tell
        first: dict[int, int] = {}
        for index, text in enumerate(distinct.texts):
            place = Where.FREE if where == Where.LABEL and text.count(" ") >= _MANY_WORDS else where
            if repeated and place == Where.ORGANISATION:
                place = Where.TECHNICAL
            found = scanner.look(text, place)
            if found:
                first = first or first_of(distinct.inverse)
                scanner.note(found, grid.address(int(texts[first[index]])))
    numbers = cells[grid.kinds[cells] == Kind.NUMBER]
    scanner.numbers(grid, numbers)


def first_of(inverse: Indices) -> dict[int, int]:
    """Return for every distinct value the position of the first cell that has it."""
    first: dict[int, int] = {}
    for position, value in enumerate(inverse.tolist()):
        first.setdefault(value, position)
    return first


def _by_column(grid: Grid, cells: Indices) -> list[Indices]:
    if not len(cells):
        return []
    order = np.argsort(grid.cols[cells], kind="stable")
    cuts = np.flatnonzero(np.diff(grid.cols[cells][order])) + 1
    return np.split(cells[order], cuts)
