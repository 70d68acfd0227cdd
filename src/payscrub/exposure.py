"""Who could still be singled out in a cleaned file: people whose job, pay, dates and the like only few share.

People who agree in all of these form a group. k-anonymity asks for at least k people in every group (Samarati and Sweeney 1998; Sweeney
2002, "k-anonymity: a model for protecting privacy"); l-diversity asks for at least l different sensitive values in every group
(Machanavajjhala and others 2007). The danger is called singling out (UK GDPR recital 26; ICO guidance on anonymisation).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from payscrub.decisions import Decided
from payscrub.detect import shown_title
from payscrub.entities import BY_NAME
from payscrub.formats.document import CellEdits, Document
from payscrub.model import Action, ColumnRisk, Exposure, Grid, Indices, Kind, column_letters
from payscrub.surrogates.generalise import RULES, generalise
from payscrub.surrogates.shape import says_nothing
from payscrub.treatment import Treatment

_Codes = NDArray[np.uint64]
_WHO = ("EMPLOYEE_ID", "UK_NINO", "PERSON", "NHS_PENSION_NUMBER", "EMAIL_ADDRESS")  # who a row is about, best first
_SAYS_LITTLE = frozenset({"FREE_TEXT", "BIC", "BANK_NAME"})
_STILL_SAYS = frozenset(
    {Action.KEEP, Action.GENERALISE, Action.PSEUDONYMISE, Action.SHIFT, Action.SCALE, Action.AVERAGE}
)  # equal values stay equal under these
_GROUPS = 0.5  # a column of categories has fewer different values than this share of its cells
_ODD = np.uint64(0x9E3779B97F4A7C15)  # 2**64 divided by the golden ratio: spreads neighbouring numbers (Knuth, vol. 3, 6.4)
_HALF = np.uint64(32)
_EDITED = np.uint64(1 << 60)


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """The people of one grid: a code for each row's person, and for each column a code of what it says of each row."""

    persons: _Codes = field(repr=False)
    columns: Sequence[Decided]
    codes: Sequence[_Codes] = field(repr=False)
    coarse: Sequence[_Codes | None] = field(repr=False)
    sensitive: Sequence[_Codes] = field(repr=False)


def assess(document: Document, made: Treatment, smallest_group: int) -> tuple[Exposure, ...]:
    """Return for every sheet with people who is left in groups smaller than ``smallest_group``, the columns that matter most first."""
    found = []
    for number, grid in enumerate(document.grids):
        own = [one for one in made.decided if one.column.grid == number and len(one.column.cells)]
        who = _who(own) if not grid.label else None
        if who is not None:
            table = _table(grid, who, own, made.edits.cells.get(number))
            found.append(_exposure(grid, table, smallest_group))
    return tuple(found)


def _who(own: Sequence[Decided]) -> Decided | None:
    """Return the column that tells whom a row is about."""
    named = [one for one in own if one.column.entity in _WHO]
    return max(named, key=lambda one: (len(one.column.cells), -_WHO.index(str(one.column.entity))), default=None)


def _table(grid: Grid, who: Decided, own: Sequence[Decided], edits: CellEdits | None) -> _Table:
    keys = _keys_after(grid, own, edits)
    people = _people(grid, who)
    rows = grid.rows[people]
    quasi = [one for one in own if _says(grid, one)]
    special = [one for one in own if one.action in _STILL_SAYS and one.column.entity and BY_NAME[one.column.entity].risk == "special"]
    return _Table(
        keys[people],
        quasi,
        [_by_row(grid, one, keys[one.column.cells], rows) for one in quasi],
        [_by_row(grid, one, _coarser(grid, one), rows) if _can_be_coarser(one) else None for one in quasi],
        [_by_row(grid, one, keys[one.column.cells], rows) for one in special],
    )


def _people(grid: Grid, who: Decided) -> Indices:
    """Return the cells that tell whom a row is about, without those of totals and placeholders."""
    values = grid.distinct(who.column.cells)
    real = np.array([not says_nothing(text.strip()) for text in values.texts], dtype=np.bool_)
    return who.column.cells[real[values.inverse]]


def _says(grid: Grid, one: Decided) -> bool:
    """Return whether what a column says after cleaning can be known from elsewhere and helps to single people out."""
    entity = one.column.entity
    if one.action not in _STILL_SAYS or entity in _SAYS_LITTLE:
        return False
    if entity:
        return BY_NAME[entity].risk == "quasi" or entity == "DATE_OF_BIRTH"
    texts = grid.kinds[one.column.cells] == Kind.TEXT
    return bool(texts.all()) and len(np.unique(grid.keys[one.column.cells])) < _GROUPS * len(one.column.cells)


def _keys_after(grid: Grid, own: Sequence[Decided], edits: CellEdits | None) -> _Codes:
    """Return the keys of the cells as they are after cleaning: equal where the values are equal, whether they changed or not."""
    keys = grid.keys.copy()
    if edits is None or not len(edits.cells):
        return keys
    numbers = {text: number for number, text in enumerate(dict.fromkeys(edits.texts))}
    same = np.array([numbers[text] for text in edits.texts], dtype=np.uint64)
    keys[edits.cells] = same[edits.inverse] | _EDITED
    treated = [one.column.cells for one in own if one.treated]
    rest = np.setdiff1d(np.concatenate(treated), edits.cells) if treated else edits.cells[:0]
    values = grid.distinct(rest)
    met = np.array([numbers.get(text, -1) for text in values.texts], dtype=np.int64)[values.inverse]
    keys[rest[met >= 0]] = met[met >= 0].astype(np.uint64) | _EDITED
    return keys


def _by_row(grid: Grid, one: Decided, codes: _Codes, rows: NDArray[np.int32]) -> _Codes:
    """Return the code of each of ``rows``, 0 where the column is blank."""
    own = grid.rows[one.column.cells]
    at = np.minimum(np.searchsorted(own, rows), len(own) - 1)
    found = np.where(own[at] == rows, codes[at], np.uint64(0))
    return _mixed(found, one.column.col)


def _mixed(codes: _Codes, column: int) -> _Codes:
    """Return codes that can be added up over columns without meeting by accident."""
    spread = (codes + np.uint64(column + 1)) * _ODD
    spread ^= spread >> _HALF
    return np.asarray(spread * _ODD ^ (spread >> _HALF), dtype=np.uint64)


def _can_be_coarser(one: Decided) -> bool:
    return one.action is not Action.GENERALISE and one.column.entity in RULES


def _coarser(grid: Grid, one: Decided) -> _Codes:
    values = grid.distinct(one.column.cells)
    texts = [generalise(str(one.column.entity), text, kind) for text, kind in zip(values.texts, values.kinds.tolist(), strict=True)]
    numbers = {text: number for number, text in enumerate(dict.fromkeys(texts))}
    return np.array([numbers[text] for text in texts], dtype=np.uint64)[values.inverse] | _EDITED


def _exposure(grid: Grid, table: _Table, smallest_group: int) -> Exposure:
    nothing = np.zeros(len(table.persons), dtype=np.uint64)
    together = sum(table.codes, nothing)
    exposed, smallest = _small_groups(together, table.persons, smallest_group)
    alone = [_small_groups(codes, table.persons, smallest_group)[0] for codes in table.codes]
    columns, without, rougher = list[ColumnRisk](), together, together
    for place in sorted(range(len(alone)), key=lambda place: (-alone[place], place)):
        one, coarse = table.columns[place], table.coarse[place]
        without = without - table.codes[place]
        rougher = rougher if coarse is None else rougher - table.codes[place] + coarse
        dropped, coarser = (_small_groups(groups, table.persons, smallest_group)[0] for groups in (without, rougher))
        title, entity = shown_title(one.column.title), one.column.entity or ""
        columns.append(ColumnRisk(_place(grid, one), title, entity, alone[place], dropped, coarser))
    people = len(np.unique(table.persons))
    diversity = min((_least_different(together, codes) for codes in table.sensitive), default=None)
    return Exposure(f"sheet{grid.sheet}" if grid.sheet else "table", people, smallest_group, exposed, smallest, diversity, tuple(columns))


def _place(grid: Grid, one: Decided) -> str:
    return column_letters(one.column.col) if grid.sheet else f"column {one.column.col + 1}"


def _small_groups(groups: _Codes, persons: _Codes, smallest_group: int) -> tuple[int, int]:
    """Return how many people are in a group of fewer than ``smallest_group`` people, and the size of the smallest group."""
    _, first = np.unique(groups * _ODD + persons, return_index=True)  # a person counts once in a group, however many rows there are
    _, inverse, counts = np.unique(groups[first], return_inverse=True, return_counts=True)
    few = counts[inverse] < smallest_group
    return len(np.unique(persons[first][few])), int(counts.min(initial=len(persons)))


def _least_different(groups: _Codes, sensitive: _Codes) -> int:
    """Return how many different sensitive values the least diverse group has."""
    _, first = np.unique(groups * _ODD + sensitive, return_index=True)
    _, counts = np.unique(groups[first], return_counts=True)
    return int(counts.min(initial=len(groups)))
