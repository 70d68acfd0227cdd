"""What a policy makes of the columns, cells and sheets that were found: a person's word counts before the detectors'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from payscrub.detect import Column, shown_title
from payscrub.entities import BY_NAME
from payscrub.errors import PolicyError
from payscrub.formats.document import CellEdits, Document
from payscrub.model import Action, ColumnReport, Finding, Grid, Indices, Kind, Role, column_letters
from payscrub.packed import Packed
from payscrub.policy import FITS, UNNAMED, Choice, Policy, folded
from payscrub.surrogates import amount, says_nothing, strength_of, year_of

BY_POLICY = "the policy says so"
_BECAUSE = {Action.KEEP: "; days and money stay, because totals need them", Action.MASK: "; its numbers could be reasons"}
_COUNTED = frozenset({"HEALTH", "UNION_MEMBERSHIP"})
_CODED = re.compile(r"reason|code|type|categor|status|cause|diagnos|condition|class|group|name|member", re.IGNORECASE)
_TEACHING = frozenset({"direct", "secret"})  # such a column is searched for in the rest of the file, unless its values stay
_CELL = re.compile(r"sheet(?P<sheet>\d{1,5})!(?P<letters>[A-Z]{1,3})(?P<row>\d{1,7})|row (?P<line>\d{1,9}), column (?P<number>\d{1,5})")
_EMPTY = {Kind.TEXT: "", Kind.NUMBER: "", Kind.DATE: ""}
_TYPED = {Kind.TEXT: "", Kind.NUMBER: "0", Kind.DATE: "1901-01-28"}  # the reserved date: docs/surrogates.md
_FALSE = {"1": "0", "TRUE": "FALSE", "True": "False", "true": "false"}


@dataclass(frozen=True, slots=True, eq=False)
class Decided:
    """A column and what is done with it; ``spared`` says that it stays whole, because a person says that the detectors are wrong.

    Of any other column that stays, the personal pieces inside its texts still go.
    """

    column: Column = field(repr=False)
    action: Action
    spared: bool = False

    @property
    def treated(self) -> bool:
        """Return whether the values of the column change."""
        return self.action is not Action.KEEP

    def finding(self, grids: Sequence[Grid]) -> Finding:
        """Return the column as a finding."""
        column = self.column
        return Finding(str(column.entity), _where(grids[column.grid], column.cells), column.score, column.reason, self.action.value)

    def report(self, grids: Sequence[Grid]) -> ColumnReport:
        """Return the column's line in the report."""
        column, entity = self.column, self.column.entity or ""
        place = _where(grids[column.grid], column.cells) if len(column.cells) else ""
        title, strength = shown_title(column.title), strength_of(entity) if self.action is Action.PSEUDONYMISE else ""
        return ColumnReport(place, title, entity, len(column.cells), column.score, column.reason, self.action.value, strength)


def decide(columns: Sequence[Column], grids: Sequence[Grid], policy: Policy) -> list[Decided]:
    """Return what is done with each column.

    Raises:
        PolicyError: when the policy is strict and does not name a column, or has an action that a column cannot have.
    """
    choices = [_choice(column, grids[column.grid], policy) for column in columns]
    by_title = {folded(column.title): choice for column, choice in zip(columns, choices, strict=True) if choice and column.title}
    copies = [
        choice or (by_title.get(folded(c.title)) if grids[c.grid].label else None) for c, choice in zip(columns, choices, strict=True)
    ]
    if policy.strict:
        _refuse_unnamed(columns, choices, grids)
    decided = [_decided(column, choice, grids[column.grid], policy) for column, choice in zip(columns, copies, strict=True)]
    _refuse_unfit(decided, grids)
    return decided


def untouched(document: Document, decided: Iterable[Decided], policy: Policy) -> list[NDArray[np.bool_]]:
    """Return for each grid which cells stay as they are because a person says so."""
    stay = [np.zeros(len(grid), dtype=np.bool_) for grid in document.grids]
    for one in decided:
        if one.spared:
            stay[one.column.grid][one.column.cells] = True
    for address in policy.kept:
        match = _CELL.fullmatch(address)
        for number, grid in enumerate(document.grids if match else ()):
            if match and grid.sheet == int(match["sheet"] or 0) and not grid.label:
                stay[number][_cells_at(grid, match)] = True
    return stay


def with_blanked_sheets(document: Document, edits: dict[int, CellEdits], policy: Policy) -> dict[int, CellEdits]:
    """Return ``edits`` with the sheets empty that the policy drops; titles of tables stay, for Excel wants them there."""
    heads = {place.text for place in document.places if place.role is Role.HEADER}
    result = dict(edits)
    for number, grid in enumerate(document.grids):
        if grid.label or grid.sheet not in policy.sheets or not len(grid):
            continue
        values = grid.distinct(np.arange(len(grid)))
        goes = np.array([text not in heads for text in values.texts], dtype=np.bool_)[values.inverse]
        blank = CellEdits(np.flatnonzero(goes), emptied(values.texts, values.kinds.tolist()), values.inverse[goes])
        result[number] = merged(blank, edits[number]) if number in edits else blank
    return result


def emptied(texts: Sequence[str], kinds: Sequence[int], *, typed: bool = False) -> list[str]:
    """Return what is left of values that are dropped: nothing, false for a truth value, and errors, which say nothing, as they are.

    ``typed`` values cannot be empty (those of a pivot cache): numbers become 0 and dates the reserved one.
    """
    empty = _TYPED if typed else _EMPTY
    return [
        text if kind == Kind.ERROR else _FALSE.get(text, text) if kind == Kind.BOOLEAN else empty[Kind(kind)]
        for text, kind in zip(texts, kinds, strict=True)
    ]


def falsified(texts: Sequence[str], kinds: Sequence[int]) -> list[str]:
    """Return ``texts`` with truth values as false, which nothing but a change of the column's type could hide better."""
    return [_FALSE.get(text, text) if kind == Kind.BOOLEAN else text for text, kind in zip(texts, kinds, strict=True)]


def merged(first: CellEdits, second: CellEdits) -> CellEdits:
    """Return both edits; where they speak of the same cell the first wins."""
    rest = ~np.isin(second.cells, first.cells)
    cells = np.concatenate((first.cells, second.cells[rest]))
    inverse = np.concatenate((first.inverse, second.inverse[rest] + len(first.texts)))
    order = np.argsort(cells, kind="stable")
    return CellEdits(cells[order], Packed.joined([Packed.of(first.texts), Packed.of(second.texts)]), inverse[order])


def _choice(column: Column, grid: Grid, policy: Policy) -> Choice | None:
    return policy.choice(column.title, grid.sheet, 0 if grid.label else column.col + 1)


def _decided(column: Column, choice: Choice | None, grid: Grid, policy: Policy) -> Decided:
    if choice is None:
        action = policy.action(column.entity) if column.entity else Action.KEEP
        if action is not Action.PSEUDONYMISE or column.entity not in _COUNTED:
            return Decided(column, action)
        chosen = _special(column, grid)
        return Decided(replace(column, reason=f"{column.reason}{_BECAUSE.get(chosen, '')}"), chosen)
    entity = choice.entity or column.entity
    action = choice.action or (policy.action(entity) if entity else Action.KEEP)
    spared = action is Action.KEEP and bool(entity) and BY_NAME[str(entity)].risk in _TEACHING
    told = None if spared else entity or (UNNAMED if action is not Action.KEEP else None)
    return Decided(replace(column, entity=told, score=1.0, reason=BY_POLICY), action, spared)


def _special(column: Column, grid: Grid) -> Action:
    """Return what is done by default with a kind of special data that is also counted.

    Days and money stay, for totals need them. Where a title says that they are reasons or kinds, numbers are masked: makers keep them.
    """
    values = grid.distinct(column.cells)
    counted = [
        kind in (Kind.NUMBER, Kind.DATE) or amount(text.strip()) is not None or year_of(text.strip()) is not None
        for text, kind in zip(values.texts, values.kinds.tolist(), strict=True)
    ]
    if _CODED.search(column.title):
        return Action.MASK if any(counted) else Action.PSEUDONYMISE
    stays = all(one or says_nothing(text.strip()) for one, text in zip(counted, values.texts, strict=True))
    return Action.KEEP if stays else Action.PSEUDONYMISE


def _refuse_unfit(decided: Iterable[Decided], grids: Sequence[Grid]) -> None:
    for one in decided:
        kinds = FITS.get(one.action)
        if kinds is not None and one.column.entity not in kinds:
            raise PolicyError(
                f"The policy says {one.action} of the column at {_where(grids[one.column.grid], one.column.cells)}, "
                f"which does not hold {' or '.join(BY_NAME[kind].label for kind in sorted(kinds))} as far as payscrub can tell.",
                f'If it does, say so: {{ entity = "{min(kinds)}", action = "{one.action}" }}; else choose another action.',
            )


def _refuse_unnamed(columns: Sequence[Column], choices: Sequence[Choice | None], grids: Sequence[Grid]) -> None:
    unnamed = [column for column, choice in zip(columns, choices, strict=True) if choice is None and not grids[column.grid].label]
    if unnamed:
        first = unnamed[0]
        raise PolicyError(
            f"The policy does not name {len(unnamed):,} of the file's columns, the first at {_where(grids[first.grid], first.cells)}.",
            "Name every column in it, or leave --strict out.",
        )


def _cells_at(grid: Grid, match: re.Match[str]) -> Indices:
    rows = np.flatnonzero(grid.rows == int(match["row"] or match["line"]) - 1)
    return np.asarray(
        [i for i in rows.tolist() if match["letters"] == column_letters(int(grid.cols[i])) or match["number"] == str(grid.cols[i] + 1)],
        dtype=np.int64,
    )


def _where(grid: Grid, cells: Indices) -> str:
    if not len(cells):
        return "an empty column"
    first, last = grid.address(int(cells[0])), grid.address(int(cells[-1]))
    return first if len(cells) == 1 else f"{first} to {last.rpartition('!')[2]}"
