"""Who could still be singled out in a cleaned file: people whose job, pay, dates and the like only few share.

People who agree in all of these form a group. k-anonymity asks for at least k people in every group (Samarati and Sweeney 1998; Sweeney
2002, "k-anonymity: a model for protecting privacy"); l-diversity asks for at least l different sensitive values in every group
(Machanavajjhala and others 2007). The danger is called singling out (UK GDPR recital 26; ICO guidance on anonymisation).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from payscrub.decisions import Decided
from payscrub.detect import shown_title
from payscrub.entities import BY_NAME
from payscrub.exposure.advice import Unit, advise
from payscrub.exposure.groups import Codes, People, least_different
from payscrub.exposure.nouns import ColumnRisk, Exposure, Step
from payscrub.exposure.quasi import COARSE, STILL_SAYS, Rows, people, says, who
from payscrub.formats.document import Document
from payscrub.model import Action, Distinct, Grid, column_letters
from payscrub.policy import FITS
from payscrub.surrogates.amounts import numbers, rounded
from payscrub.surrogates.generalise import RULES, generalise
from payscrub.treatment import Treatment

_AMOUNTS = FITS[Action.AVERAGE]


@dataclass(frozen=True, slots=True, eq=False)
class _Column:
    """A column that says something of people: a code for each row as it is left, and as it would be if it were made coarser."""

    one: Decided
    codes: Codes = field(repr=False)
    coarse: Codes = field(repr=False)
    alone: int  # people whose value fewer than k share

    @property
    def can_be_coarser(self) -> bool:
        """Return whether a coarser form is another one."""
        return self.coarse is not self.codes


@dataclass(frozen=True, slots=True, eq=False)
class _Sheet:
    """The rows about people of one grid."""

    rows: Rows
    people: People


def assess(document: Document, made: Treatment, smallest_group: int) -> tuple[Exposure, ...]:
    """Return for every sheet with people who is left in groups smaller than ``smallest_group``, the columns that matter most first."""
    found = []
    for number, grid in enumerate(document.grids):
        own = [one for one in made.decided if one.column.grid == number and len(one.column.cells)]
        named = who(own) if not grid.label else None
        cells = people(grid, named) if named is not None else ()
        if len(cells):
            rows = Rows(grid, grid.rows[cells], grid.keys[cells], made.edits.cells.get(number))
            found.append(_exposure(_Sheet(rows, People(rows.persons, smallest_group)), own))
    return tuple(found)


def _exposure(sheet: _Sheet, own: Sequence[Decided]) -> Exposure:
    grid, everybody = sheet.rows.grid, sheet.people
    columns = sorted((_column(sheet, one) for one in own if says(grid, one)), key=lambda column: -column.alone)
    together = _nothing(sheet)
    for column in columns:
        together += column.codes
    exposed, smallest = everybody.exposed(together)
    special = [one for one in own if one.action in STILL_SAYS and one.column.entity and BY_NAME[one.column.entity].risk == "special"]
    return Exposure(
        place=f"sheet{grid.sheet}" if grid.sheet else "table",
        people=everybody.count,
        k=everybody.k,
        exposed=exposed,
        smallest=smallest,
        diversity=min((least_different(together, sheet.rows.left(one)) for one in special), default=None),
        columns=tuple(_risks(sheet, columns, together, exposed)),
        advice=tuple(_advice(sheet, columns)) if exposed and everybody.count >= everybody.k else (),
    )


def _nothing(sheet: _Sheet) -> Codes:
    return np.zeros(len(sheet.rows.numbers), dtype=np.uint64)


def _column(sheet: _Sheet, one: Decided) -> _Column:
    codes = sheet.rows.left(one)
    alone = sheet.people.exposed(codes)[0]
    if one.action in COARSE or one.column.entity not in RULES:
        return _Column(one, codes, codes, alone)
    coarse = _coarser(str(one.column.entity), sheet.rows.grid.distinct(one.column.cells))
    return _Column(one, codes, sheet.rows.codes(one, coarse), alone)


def _coarser(entity: str, values: Distinct) -> Codes:
    """Return codes of the values as ``generalise`` would leave them; none is 0."""
    if entity in _AMOUNTS:
        return np.asarray(rounded(numbers(values.texts)).view(np.uint64)[values.inverse] | np.uint64(1), dtype=np.uint64)
    texts = [generalise(entity, text, kind) for text, kind in zip(values.texts, values.kinds.tolist(), strict=True)]
    known = {text: number for number, text in enumerate(dict.fromkeys(texts), start=1)}
    return np.array([known[text] for text in texts], dtype=np.uint64)[values.inverse]


def _risks(sheet: _Sheet, columns: Sequence[_Column], together: Codes, exposed: int) -> list[ColumnRisk]:
    """Return what each column adds to the risk, and what is left when it and those before it are dropped or made coarser."""
    risks, without, rougher = list[ColumnRisk](), together, together
    for column in columns:
        without, rougher = without - column.codes, rougher - column.codes + column.coarse
        dropped, coarser = sheet.people.exposed(without)[0], sheet.people.exposed(rougher)[0]
        gain = exposed - sheet.people.exposed(together - column.codes + column.coarse)[0] if column.can_be_coarser else 0
        risks.append(ColumnRisk(*_named(sheet.rows.grid, column.one), column.alone, dropped, coarser, gain))
    return risks


def _named(grid: Grid, one: Decided) -> tuple[str, str, str]:
    """Return place, title and entity of a column as they may be told."""
    place = column_letters(one.column.col) if grid.sheet else f"column {one.column.col + 1}"
    return place, shown_title(one.column.title), one.column.entity or ""


def _advice(sheet: _Sheet, columns: Sequence[_Column]) -> list[Step]:
    return [
        Step(*_named(sheet.rows.grid, columns[number].one), action.value, left)
        for unit, action, left in advise(sheet.people, _units(sheet, columns))
        for number in unit.columns
    ]


def _units(sheet: _Sheet, columns: Sequence[_Column]) -> list[Unit]:
    """Return the columns as units of decision, the worst first.

    Amounts are averaged together or not at all. Crowds agree in everything else (``crowds``), so averaged amounts tell nobody apart.
    """
    nothing = _nothing(sheet)
    amounts = [number for number, column in enumerate(columns) if column.can_be_coarser and column.one.column.entity in _AMOUNTS]
    units = list[Unit]()
    for number, column in enumerate(columns):
        if number in amounts:
            if number == amounts[0]:
                kept: Codes = np.add.reduce([columns[each].codes for each in amounts])
                units.append(Unit(tuple(amounts), {Action.KEEP: kept, Action.AVERAGE: nothing}))
            continue
        coarser = {Action.GENERALISE: column.coarse} if column.can_be_coarser else {}
        units.append(Unit((number,), {Action.KEEP: column.codes, **coarser, Action.DROP: nothing}))
    return units
