"""The columns of a file and what each holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from payscrub.detect.candidate import Candidate
from payscrub.detect.decide import first_look
from payscrub.detect.evidence import Evidence
from payscrub.detect.neighbours import second_look
from payscrub.detect.tables import Strip, strips
from payscrub.model import Grid, Indices


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column of a table and what it holds; ``entity`` is None when it is about no person.

    ``cells`` are the indices of the body cells in the grid's arrays; ``col`` is the column (the row when the sheet is
    transposed). ``reason`` is plain English without a value, and ``evidence`` what it rests on. ``category`` says that the values
    are plainly no names (departments, amounts, dates): see ``Finder.find``. ``things`` says so by the values alone, of which some may yet
    be names.
    """

    grid: int
    cells: Indices = field(repr=False)
    col: int
    title: str = field(repr=False)
    entity: str | None
    score: float
    reason: str
    evidence: Evidence = field(repr=False)
    category: bool = False
    things: bool = False


def survey(grids: Sequence[Grid]) -> list[Column]:
    """Return every table column of every grid with what it holds; cells outside tables are in none."""
    return [_column(number, candidate) for number, grid in enumerate(grids) for candidate in _candidates(grid)]


def told(number: int, grid: Grid, cells: Indices, entity: str, reason: str) -> Column:
    """Return some cells of one sheet column as a column of their own, of which somebody else says what it holds and why."""
    found = _column(number, first_look(grid, Strip(0, int(grid.cols[cells[0]]), "", cells)))
    return replace(found, entity=entity, score=1.0, reason=reason, category=False, things=False)


def _candidates(grid: Grid) -> list[Candidate]:
    tables: dict[int, list[Candidate]] = {}
    for strip in strips(grid):
        tables.setdefault(strip.table, []).append(first_look(grid, strip))
    return [candidate for table in tables.values() for candidate in second_look(table)]


def _column(number: int, found: Candidate) -> Column:
    strip = found.strip
    return Column(
        number,
        strip.cells,
        strip.position,
        strip.title,
        found.entity,
        found.score,
        found.reason,
        found.evidence,
        found.category,
        things=found.things and not found.entity,
    )
