"""What the review page shows of a cleaned file: some invented values, and answers about where data can hide.

Values come from the output alone, and only where they differ from the source at the same cell: what was kept is the reader's own.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from payscrub.formats import open_document
from payscrub.formats.document import Document
from payscrub.model import ColumnReport, Grid, Indices, Report
from payscrub.review.checklist import Answer, answers

SAMPLES = 3
_FIRST = 50  # cells of a column that samples are taken from
_LONGEST = 60  # characters of a sample
_SHOWN = frozenset({"pseudonymise", "generalise"})  # of the other actions nothing is left to show

# The address of a column; ``treatment.py`` writes it
_WORKBOOK = re.compile(r"sheet(?P<sheet>\d+)!(?P<left>[A-Z]+)(?P<top>\d+)(?: to (?P<right>[A-Z]+)(?P<bottom>\d+))?")
_DELIMITED = re.compile(r"row (?P<top>\d+), column (?P<left>\d+)(?: to row (?P<bottom>\d+), column (?P<right>\d+))?")


@dataclass(frozen=True, slots=True)
class Look:
    """The file to send, the samples of each column by its address in the report, and the answers of the checklist."""

    sha256: str
    size: int
    samples: dict[str, tuple[str, ...]] = field(repr=False)
    answers: tuple[Answer, ...]


def look(report: Report, source: bytes, output: bytes) -> Look:
    """Return what can be shown of ``output``, which ``report`` says was made from ``source``.

    There are no samples when either is not the file that was examined, since it was changed in the meantime.
    """
    document = open_document(output)
    unchanged = (_digest(source), _digest(output)) == (report.sha256, report.output_sha256)
    samples = dict(_samples(report.columns, open_document(source), document)) if unchanged else {}
    return Look(_digest(output), len(output), samples, answers(document, report, output))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _samples(columns: Sequence[ColumnReport], old: Document, new: Document) -> Iterator[tuple[str, tuple[str, ...]]]:
    before, after = _sheets(old), _sheets(new)
    for column in columns:
        match = _WORKBOOK.fullmatch(column.place) or _DELIMITED.fullmatch(column.place)
        if column.action not in _SHOWN or match is None:
            continue
        sheet, box = int(match.groupdict().get("sheet") or 0), _box(match.groupdict())
        if sheet in before and sheet in after:
            yield column.place, _different(before[sheet], after[sheet], box)


def _sheets(document: Document) -> dict[int, Grid]:
    """Return the grids that are sheets, by number; a delimited file is sheet 0."""
    return {grid.sheet: grid for grid in document.grids if not grid.label}


def _box(found: dict[str, str | None]) -> tuple[int, int, int, int]:
    """Return the first and last row and column of an address, from 0."""
    top, left = str(found["top"]), str(found["left"])
    bottom, right = found["bottom"] or top, found["right"] or left
    return int(top) - 1, int(bottom) - 1, _number(left), _number(right)


def _number(column: str) -> int:
    """Return the number, from 0, of a column in letters or digits."""
    if column.isdigit():
        return int(column) - 1
    total = 0
    for letter in column:
        total = 26 * total + ord(letter) - 64
    return total - 1


def _different(old: Grid, new: Grid, box: tuple[int, int, int, int]) -> tuple[str, ...]:
    """Return some texts of ``new`` in ``box``, none of which stands in the same cells of ``old``."""
    old_texts, new_texts = (grid.read(_inside(grid, box)[:_FIRST]) for grid in (old, new))
    known = {text.strip().casefold() for text in old_texts}
    fresh = dict.fromkeys(text for text in new_texts if text.strip() and text.strip().casefold() not in known)
    return tuple(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…" for text in list(fresh)[:SAMPLES])


def _inside(grid: Grid, box: tuple[int, int, int, int]) -> Indices:
    top, bottom, left, right = box
    return np.flatnonzero((grid.rows >= top) & (grid.rows <= bottom) & (grid.cols >= left) & (grid.cols <= right))
