"""What the columns of a cleaned grid still say of the people in its rows, as codes that are equal where the values are equal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from payscrub.decisions import Decided
from payscrub.entities import BY_NAME
from payscrub.exposure.groups import Codes, spread
from payscrub.formats.document import CellEdits
from payscrub.model import Action, Grid, Indices, Kind
from payscrub.packed import Packed
from payscrub.surrogates.bulk import bare
from payscrub.surrogates.shape import says_nothing

COARSE = frozenset({Action.GENERALISE, Action.AVERAGE})
STILL_SAYS = COARSE | {Action.KEEP, Action.PSEUDONYMISE, Action.SHIFT, Action.SCALE}  # equal values stay equal under these
_WHO = ("EMPLOYEE_ID", "UK_NINO", "PERSON", "NHS_PENSION_NUMBER", "EMAIL_ADDRESS")  # who a row is about, best first
_SAYS_LITTLE = frozenset({"FREE_TEXT", "BIC", "BANK_NAME"})
_CATEGORIES = 0.5  # a column of categories has fewer different values than this share of its cells
_EDITED = np.uint64(1 << 60)


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Rows of a grid with whom each is about, and the edits that the grid gets."""

    grid: Grid
    numbers: NDArray[np.int32] = field(repr=False)
    persons: Codes = field(repr=False)
    edits: CellEdits | None = field(default=None, repr=False)

    def left(self, one: Decided) -> Codes:
        """Return what a column says of each row after cleaning."""
        return self.codes(one, _after(self.grid, one, self.edits))

    def codes(self, one: Decided, values: Codes) -> Codes:
        """Return the code of each row in a column whose cells have the codes ``values``, 0 where it is blank."""
        own = self.grid.rows[one.column.cells]
        if len(own) == len(self.numbers) and (own == self.numbers).all():
            return spread(values, one.column.col)
        at = np.minimum(np.searchsorted(own, self.numbers), len(own) - 1)
        return spread(np.where(own[at] == self.numbers, values[at], np.uint64(0)), one.column.col)

    def amounts(self, cells: Indices, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the amount of each row in a column, 0 where it has none."""
        own = self.grid.rows[cells]
        if not len(own):
            return np.zeros(len(self.numbers))
        at = np.minimum(np.searchsorted(own, self.numbers), len(own) - 1)
        return np.where((own[at] == self.numbers) & ~np.isnan(values[at]), values[at], 0.0)


def who(own: Sequence[Decided]) -> Decided | None:
    """Return which of a grid's columns tells whom a row is about."""
    named = [one for one in own if one.column.entity in _WHO and len(one.column.cells)]
    return max(named, key=lambda one: (len(one.column.cells), -_WHO.index(str(one.column.entity))), default=None)


def people(grid: Grid, one: Decided) -> Indices:
    """Return the cells of a column that tell whom a row is about, without those of totals and placeholders."""
    values = grid.distinct(one.column.cells)
    real = bare(values.texts.listed())
    unsure = np.flatnonzero(~real)
    real[unsure] = [not says_nothing(text.strip()) for text in values.texts.take(unsure)]
    return one.column.cells[real[values.inverse]]


def says(grid: Grid, one: Decided) -> bool:
    """Return whether what a column says after cleaning can be known from elsewhere and helps to single people out."""
    entity = one.column.entity
    if one.action not in STILL_SAYS or entity in _SAYS_LITTLE or not len(one.column.cells):
        return False
    if entity:
        return BY_NAME[entity].risk == "quasi" or entity == "DATE_OF_BIRTH"
    texts = grid.kinds[one.column.cells] == Kind.TEXT
    return bool(texts.all()) and len(np.unique(grid.keys[one.column.cells])) < _CATEGORIES * len(one.column.cells)


def _after(grid: Grid, one: Decided, edits: CellEdits | None) -> Codes:
    """Return codes of a column's cells as they are after cleaning: equal where the values are equal, whether they changed or not."""
    cells = one.column.cells
    codes = grid.keys[cells].copy()
    if not one.treated or edits is None or not len(edits.cells):
        return codes
    at = np.minimum(np.searchsorted(edits.cells, cells), len(edits.cells) - 1)
    edited = edits.cells[at] == cells
    used, inverse = np.unique(edits.inverse[at[edited]], return_inverse=True)
    known: dict[str, int] = {}
    codes[edited] = (
        np.array([known.setdefault(text, len(known)) for text in Packed.of(edits.texts).take(used)], dtype=np.uint64)[inverse] | _EDITED
    )
    if one.action in COARSE and not edited.all():  # what was coarse before is what others have become
        rest = grid.distinct(cells[~edited])
        met = np.array([known.get(text, -1) for text in rest.texts], dtype=np.int64)[rest.inverse]
        codes[~edited] = np.where(met < 0, codes[~edited], met.astype(np.uint64) | _EDITED)
    return codes
