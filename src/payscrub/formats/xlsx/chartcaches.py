"""What a chart remembers of the cells that it shows, said anew from what those cells hold after cleaning (ECMA-376 part 1, 21.2.2).

A point is tied to its cell by the reference of its cache and its number in it. Where the cell does not hold what the cache says, because
the cache is older than the cell or leaves out hidden rows, the point is treated like any other text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

import numpy as np

from payscrub.formats.document import CellEdits
from payscrub.formats.xlsx import numberformats
from payscrub.formats.xlsx.celltags import column_number
from payscrub.formats.xlsx.sheet import Sheet
from payscrub.formats.xlsx.slots import Slot
from payscrub.model import Indices, Kind, Role

_AREA = re.compile(r"\s*(?:'((?:[^']|''){1,64})'|([^\s'!,()\[\]]{1,31}))!\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?\s*")
_NUMBER = re.compile(r"-?[0-9]{1,17}(?:\.[0-9]{1,17})?(?:[Ee][+-]?[0-9]{1,3})?")
_WIDTH = 1 << 14  # columns of a sheet


@dataclass(frozen=True)  # without slots, for what is derived from the grid is kept
class Cells:
    """The cells of one sheet before and after cleaning."""

    sheet: Sheet = field(repr=False)
    edits: CellEdits | None = field(repr=False)

    @cached_property
    def _places(self) -> Indices:
        return self.sheet.grid.rows.astype(np.int64) * _WIDTH + self.sheet.grid.cols

    def at(self, row: int, column: int) -> int:
        """Return the index of a filled cell, or -1."""
        wanted = row * _WIDTH + column
        found = int(np.searchsorted(self._places, wanted))
        return found if found < len(self._places) and self._places[found] == wanted else -1

    def old(self, cell: int) -> str:
        """Return what the cell held."""
        return self.sheet.grid.read(np.array([cell]))[0]

    def new(self, cell: int) -> str:
        """Return what the cell will hold."""
        edits = self.edits
        found = int(np.searchsorted(edits.cells, cell)) if edits else 0
        if edits is None or found == len(edits.cells) or edits.cells[found] != cell:
            return self.old(cell)
        return edits.texts[int(edits.inverse[found])]

    def spelt(self, text: str, cell: int, role: Role) -> str:
        """Return the text of a cell as a cache of numbers or of texts spells it."""
        dated = self.sheet.grid.kinds[cell] == Kind.DATE and role is Role.NUMBER
        return numberformats.serial(text, "", since_1904=self.sheet.since_1904) if dated and text else text


@dataclass(frozen=True, slots=True)
class ChartCaches:
    """Answers what a point of a chart will show; ``tabs`` are the sheets by the folded name of their tab."""

    tabs: Mapping[str, Cells] = field(repr=False)

    def renewed(self, slots: Sequence[Slot]) -> Iterator[tuple[int, str]]:
        """Yield the number and the new text of each slot that is the copy of a cell, those that stay the same included."""
        for number, slot in enumerate(slots):
            if slot.index >= 0 and slot.source:
                new = next(self._copies(slot), None)
                if new is not None:
                    yield number, new if slot.role is not Role.NUMBER or _NUMBER.fullmatch(new) else "0"

    def _copies(self, slot: Slot) -> Iterator[str]:
        """Yield the new texts of the cells that the point can be a copy of: of several levels of labels each has a column or a row."""
        for tab, row, column in _candidates(slot.source, slot.index):
            cells = self.tabs.get(tab)
            cell = cells.at(row, column) if cells else -1
            if cells and cell >= 0 and _same(cells.spelt(cells.old(cell), cell, slot.role), slot.text):
                yield cells.spelt(cells.new(cell), cell, slot.role)


def of(tabs: Mapping[str, Sheet], edits: Mapping[int, CellEdits]) -> ChartCaches:
    """Return the caches of charts over the sheets ``tabs``, by the name of their tab and in their order, under ``edits``."""
    return ChartCaches({name.casefold(): Cells(sheet, edits.get(number)) for number, (name, sheet) in enumerate(tabs.items())})


def _candidates(source: str, index: int) -> Iterator[tuple[str, int, int]]:
    """Yield the tab, row and column, from 0, of the cells that point ``index`` of a reference can stand for."""
    for tab, top, left, bottom, right in _areas(source):
        height, width = bottom - top + 1, right - left + 1
        long = max(height, width)
        if index < long:
            steps = range(min(height, width))
            yield from ((tab, top + index, left + step) if height == long else (tab, top + step, left + index) for step in steps)
        index -= long
        if index < 0:
            return


@cache
def _areas(source: str) -> tuple[tuple[str, int, int, int, int], ...]:
    """Return the areas of a reference: tab, first row and column, last row and column, from 0; nothing for any other formula."""
    found = [_AREA.fullmatch(piece) for piece in source.strip().removeprefix("(").removesuffix(")").split(",")]
    areas = []
    for match in found:
        if match is None:
            return ()
        tab = (match[1] or match[2]).replace("''", "'").casefold()
        top, left = int(match[4]) - 1, column_number(match[3])
        bottom, right = (int(match[6]) - 1, column_number(match[5])) if match[6] else (top, left)
        areas.append((tab, min(top, bottom), min(left, right), max(top, bottom), max(left, right)))
    return tuple(areas)


def _same(cell: str, cached: str) -> bool:
    if _NUMBER.fullmatch(cell) and _NUMBER.fullmatch(cached):
        return float(cell) == float(cached)
    return cell == cached
