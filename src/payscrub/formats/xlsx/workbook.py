"""A workbook as a document: grids for its sheets and pivot caches, places for every other text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from payscrub.formats.document import Edits
from payscrub.formats.xlsx import assembly
from payscrub.formats.xlsx.package import Package
from payscrub.formats.xlsx.pivots import Pivot
from payscrub.formats.xlsx.reading import Origin, Reading
from payscrub.formats.xlsx.sheet import Sheet
from payscrub.formats.xlsx.strings import Strings
from payscrub.model import Grid, PartReport, Place, Role


@dataclass(frozen=True, slots=True, eq=False)
class Workbook:
    """An opened workbook; everything is keyed by the name of its part.

    ``sheets`` are the worksheets in the order of their tabs.
    ``pivots`` are the caches of pivot tables, by the names of their definition and their records (empty: none). ``readings``
    are all other parts that are edited, and of each worksheet what frames its cells. ``rebuilt`` are parts that are replaced by
    the given bytes. ``listed`` tells for each place where it comes from.
    """

    package: Package = field(repr=False)
    main: str = field(repr=False)
    strings: Strings = field(repr=False)
    strings_part: str = field(repr=False)
    sheets: Mapping[str, Sheet] = field(repr=False)
    pivots: Mapping[tuple[str, str], Pivot] = field(repr=False)
    readings: Mapping[str, Reading] = field(repr=False)
    rebuilt: Mapping[str, bytes] = field(repr=False)
    listed: Sequence[tuple[Origin, Place]] = field(repr=False)
    parts: Sequence[PartReport]

    @property
    def format(self) -> str:
        """Return ``xlsx``."""
        return "xlsx"

    @property
    def grids(self) -> Sequence[Grid]:
        """Return the sheets in the order of their tabs, then the pivot caches."""
        return [*(found.grid for found in self.sheets.values()), *(pivot.grid for pivot in self.pivots.values())]

    @property
    def tabs(self) -> Mapping[str, Sheet]:
        """Return the worksheets by the names of their tabs."""
        names = [slot.text for slot in self.readings[self.main].markup.slots if slot.role is Role.TAB]
        return {names[found.grid.sheet - 1]: found for found in self.sheets.values() if found.grid.sheet <= len(names)}

    @property
    def places(self) -> Sequence[Place]:
        """Return every text outside the cells."""
        return [place for _, place in self.listed]

    def write(self, edits: Edits) -> bytes:
        """Return the workbook with ``edits``; see ``Document.write``."""
        return assembly.write(self, edits)
