"""The places where the ICO tells people to look for data hidden in spreadsheets, answered for one cleaned file.

Source: Information Commissioner's Office, "How do we avoid an accidental breach when personal information is hidden in spreadsheets?"
and its checklist (31 July 2025); the questions are in payscrub's words. The answers are counted in the output itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from payscrub.formats.document import Document
from payscrub.formats.xlsx import outline, rulings
from payscrub.formats.xlsx.outline import Tag
from payscrub.formats.xlsx.workbook import Workbook
from payscrub.model import Grid, Report

_ROW_GAP, _COL_GAP = 100, 20  # empty rows or columns after which a cell is called remote
_ON = frozenset({"1", "true", "on"})
# The attributes of a row are numbers and switches, never texts (ECMA-376 part 1, 18.3.1.73)
_READ = "They are in the file and were read, cleaned and checked like everything else."
_NONE = "None."


@dataclass(frozen=True, slots=True)
class Answer:
    """One point: the question, the answer, and how many there are of what is asked about."""

    question: str
    text: str
    count: int = 0


def answers(document: Document, report: Report, output: bytes) -> tuple[Answer, ...]:
    """Return the answers for ``document``, which was opened from the bytes ``output`` that ``clean`` wrote."""
    if not isinstance(document, Workbook):
        return (
            Answer("Hidden rows, columns, sheets, pivot tables, charts, links, filters, properties", "A delimited file has none of them."),
            _remote(document.grids),
            _size(document, output),
        )
    return (
        *_hidden(document),
        _remote(document.grids),
        *_objects(document),
        _metadata(document),
        _dropped(report),
        _size(document, output),
    )


def _hidden(book: Workbook) -> tuple[Answer, ...]:
    frames = [sheet.frame for sheet in book.sheets.values()]
    rows = sum(sheet.hidden_rows for sheet in book.sheets.values())
    columns = sum(
        _width(tag) for frame in frames for tag in outline.read(frame.hollow) if tag.name == "col" and tag.attributes.get("hidden") in _ON
    )
    tabs = outline.read(book.package.parts[book.main].entry.read())
    sheets = sum(tag.name == "sheet" and tag.attributes.get("state") in ("hidden", "veryHidden") for tag in tabs)
    return (_counted("Hidden rows", rows), _counted("Hidden columns", columns), _counted("Hidden sheets", sheets))


def _width(tag: Tag) -> int:
    return int(tag.attributes.get("max", "1")) - int(tag.attributes.get("min", "1")) + 1


def _counted(question: str, count: int, more: str = _READ) -> Answer:
    return Answer(question, f"{count:,}. {more}" if count else _NONE, count)


def _remote(grids: Iterable[Grid]) -> Answer:
    """Return the answer about cells that stand far away from the rest of their sheet."""
    count = sum(_far(grid) for grid in grids if not grid.label)
    return _counted(f"Cells far from the others (after {_ROW_GAP} empty rows or {_COL_GAP} empty columns)", count)


def _far(grid: Grid) -> int:
    far = (grid.rows >= _edge(grid.rows, _ROW_GAP)) | (grid.cols >= _edge(grid.cols, _COL_GAP))
    return int(np.count_nonzero(far))


def _edge(used: NDArray[np.int32], gap: int) -> int:
    """Return the first position after a gap, or one that no cell has."""
    steps = np.unique(used)
    after = steps[1:][np.diff(steps) > gap]
    return int(after[0]) if len(after) else np.iinfo(np.int32).max


def _objects(book: Workbook) -> tuple[Answer, ...]:
    parts = book.package.parts.values()
    kinds = Counter(rulings.rule(part.relation_type, part.content_type).label for part in parts)
    links = [relation for part in parts for relation in part.relations.values() if relation.external]
    tags = [tag for sheet in book.sheets.values() for tag in outline.read(sheet.frame.hollow)]
    tags += [tag for part in parts if part.content_type.endswith("table+xml") for tag in outline.read(part.entry.read())]
    pages = sum(relation.type.endswith("/hyperlink") for relation in links)
    return (
        _counted(
            "Pivot tables and their caches",
            kinds["pivot table"] + kinds["pivot cache"],
            "The rows in the caches were cleaned like a sheet.",
        ),
        _counted("Charts and the values stored in them", kinds["chart"], "The stored labels were cleaned like the cells they come from."),
        _counted("Links to other files", len(links) - pages, "They were read."),
        _counted("Hyperlinks", pages, "Their addresses were read, and personal ones replaced."),
        _counted("Filters", sum(tag.name == "autoFilter" for tag in tags), "What they hide was read like everything else."),
    )


def _metadata(book: Workbook) -> Answer:
    kept = {name for name in book.rebuilt if book.package.parts[name].entry.read() != book.rebuilt[name]}
    text = (
        f"{len(kept)} of the properties are not empty." if kept else "Author, company and history were removed; the properties are empty."
    )
    return Answer("Properties of the document", text, len(kept))


def _dropped(report: Report) -> Answer:
    count = len(report.parts)
    return Answer(
        "Comments, pictures, macros, embedded files, printer settings",
        f"{count} kinds of parts were dropped or emptied: see above." if count else "The source had none.",
    )


def _size(document: Document, output: bytes) -> Answer:
    cells = sum(len(grid) for grid in document.grids)
    return Answer(
        "Size for the amount of data", f"{len(output):,} bytes for {cells:,} filled cells; every part of the file was read.", cells
    )
