"""Why each column was taken for what it was: the survey's evidence in plain English, without a value of the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from payscrub.decisions import BY_POLICY, Decided
from payscrub.formats.document import Document
from payscrub.model import Action, Grid, Indices
from payscrub.report import became, column_name, label, sheet_of
from payscrub.treatment import Treatment

if TYPE_CHECKING:
    from rich.console import Console

_ALONE = "These cells stand in no table: each is judged by itself."
_OUTSIDE = "Notes, tabs, names and properties: each text is judged by itself."


@dataclass(frozen=True, slots=True)
class Explanation:
    """One column, or the texts that stand in none: what it was taken for, why, what else was considered, and what happens.

    ``entity`` is empty for nothing personal. ``score`` goes from 0 to 1. ``evidence`` are sentences, ``considered`` maps each entity
    that was not taken to the cause, and ``pieces`` counts what is personal inside the texts of a column that is kept.
    """

    place: str
    title: str
    entity: str
    values: int
    score: float
    action: str
    evidence: tuple[str, ...]
    considered: Mapping[str, str] = field(default_factory=dict)
    pieces: Mapping[str, int] = field(default_factory=dict)


def explained(document: Document, made: Treatment) -> tuple[Explanation, ...]:
    """Return an explanation of every column, sheet by sheet, then of the cells outside tables, then of all other texts."""
    found = [_column(document.grids, one, made) for one in made.decided if len(one.column.cells)]
    found += [_alone(number, grid, made) for number, grid in enumerate(document.grids)]
    return tuple(one for one in (*found, _outside(document, made)) if one.values)


def _column(grids: Sequence[Grid], one: Decided, made: Treatment) -> Explanation:
    told, column = one.report(grids), one.column
    pieces = {} if one.treated or one.spared else _pieces(column.grid, grids[column.grid], column.cells, made)
    evidence = column.evidence.facts()
    if column.reason == BY_POLICY:
        evidence = (*evidence, "The policy decides.")
    return Explanation(
        told.place, told.title, told.entity, told.values, told.score, told.action, evidence, column.evidence.considered(), pieces
    )


def _alone(number: int, grid: Grid, made: Treatment) -> Explanation:
    """Return what is told of the cells of a grid that no column has: titles, captions, remarks."""
    free = np.ones(len(grid), dtype=np.bool_)
    for one in made.decided:
        if one.column.grid == number:
            free[one.column.cells] = False
    cells = np.flatnonzero(free)
    place = f"{grid.label or (f'sheet{grid.sheet}' if grid.sheet else 'file')}, cells outside tables"
    return Explanation(place, "", "", len(cells), 0.0, Action.KEEP, (_ALONE,), pieces=_pieces(number, grid, cells, made))


def _outside(document: Document, made: Treatment) -> Explanation:
    places = {place.address for place in document.places}
    return Explanation("other texts", "", "", len(document.places), 0.0, Action.KEEP, (_OUTSIDE,), pieces=_counted(made, places))


def _pieces(number: int, grid: Grid, cells: Indices, made: Treatment) -> dict[str, int]:
    """Return how often each kind of personal data stands inside the texts of some cells."""
    edits = made.edits.cells.get(number)
    changed = [] if edits is None else np.intersect1d(edits.cells, cells).tolist()
    return _counted(made, {grid.address(cell) for cell in changed})


def _counted(made: Treatment, places: Container[str]) -> dict[str, int]:
    return dict(Counter(finding.entity for finding in made.findings if finding.place in places))


def as_dicts(found: Iterable[Explanation]) -> list[dict[str, Any]]:
    """Return the explanations for programs."""
    return [asdict(one) for one in found]


def show(found: Iterable[Explanation], console: Console) -> None:
    """Print a few lines for each column."""
    for one in found:
        console.print(_head(one), soft_wrap=True)
        for line in _lines(one):
            console.print(f"    {line}", soft_wrap=True)


def _head(one: Explanation) -> str:
    sheet, place = sheet_of(one.place)
    where = (" " if sheet.startswith("sheet") else ", column ").join(filter(None, (sheet, column_name(place))))
    title = f' "{one.title}"' if one.title else ""
    sure = f" (score {one.score:.2f})" if one.score else ""
    nothing = "judged text by text" if one.pieces else "nothing personal"
    return f"{where}{title}: {label(one.entity) if one.entity else nothing}{sure}, {became(one.entity, one.action)}"


def _lines(one: Explanation) -> Iterator[str]:
    yield from one.evidence
    causes: dict[str, list[str]] = {}
    for entity, cause in one.considered.items():
        causes.setdefault(cause, []).append(label(entity))
    for cause, labels in causes.items():
        yield f"Not {', not '.join(labels)}: {cause}."
    if one.pieces:
        yield f"Replaced inside the texts: {', '.join(f'{label(entity)} ({count:,})' for entity, count in one.pieces.items())}."
