"""The columns of a table are named as its header cells say (ECMA-376 part 1, 18.5.1.3): where a cell changes, the name follows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from payscrub.formats.document import Edits
from payscrub.formats.xlsx.celltags import column_number
from payscrub.formats.xlsx.chartcaches import Cells
from payscrub.formats.xlsx.reading import Reading
from payscrub.model import Role

if TYPE_CHECKING:
    from payscrub.formats.xlsx.workbook import Workbook

_AREA = re.compile(rb"""<(?:[\w.-]+:)?table\b[^<>]*?\sref=["']\$?([A-Z]{1,3})\$?(\d{1,7})""")
_HEADLESS = re.compile(rb"""<(?:[\w.-]+:)?table\b[^<>]*?\sheaderRowCount=["']0["']""")


def followed(book: Workbook, edits: Edits) -> Edits:
    """Return ``edits`` with the names of table columns that change with their header cells."""
    new = {}
    for number, (name, sheet) in enumerate(book.sheets.items()):
        cells = Cells(sheet, edits.cells.get(number))
        for relation in book.package.parts[name].relations.values():
            reading = book.readings.get(relation.target)
            if reading is not None and relation.type.endswith("/table"):
                new.update({(relation.target, slot): text for slot, text in _names(reading, cells)})
    places = {number: new[key] for number, (origin, _) in enumerate(book.listed) if (key := (origin.part, origin.slot)) in new}
    return Edits(edits.cells, {**edits.places, **places}) if places else edits


def _names(reading: Reading, cells: Cells) -> Iterator[tuple[int, str]]:
    """Yield the number of each slot that names a column, and what its header cell will hold where it holds the name now."""
    area = _AREA.search(reading.data)
    if area is None or _HEADLESS.search(reading.data):
        return
    row, first = int(area[2]) - 1, column_number(area[1].decode())
    heads = [number for number, slot in enumerate(reading.markup.slots) if slot.role is Role.HEADER]
    for offset, number in enumerate(heads):
        cell = cells.at(row, first + offset)
        if cell >= 0 and cells.old(cell) == reading.markup.slots[number].text:
            yield number, cells.new(cell)
