"""Which row a surrogate stands for: found by cleaning again with the same key, since no mapping is ever stored."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from payscrub.errors import UsageError
from payscrub.formats.document import CellEdits, Document
from payscrub.model import Grid
from payscrub.policy import folded
from payscrub.treatment import Treatment

_WORD = re.compile(r"\w+")


def traced(document: Document, made: Treatment, surrogate: str) -> tuple[str, ...]:
    """Return the addresses in ``document`` of what ``surrogate`` stands for.

    These are the places where it is the whole value, else a part of one, else the rows in which its words stand side by side.

    Raises:
        UsageError: when the surrogate says nothing, or stands for nothing in the file under this key.
    """
    wanted = folded(surrogate)
    if not _WORD.search(wanted):
        raise UsageError("There is nothing to trace.", "Give an invented value as it stands in the cleaned file.")
    inside = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")
    for test in (lambda text: text == wanted, lambda text: inside.search(text) is not None):
        found = tuple(_matching(document, made, test))
        if found:
            return found
    found = tuple(_rows(document, made, set(_WORD.findall(wanted))))
    if not found:
        raise UsageError(
            "Nothing in this file has that surrogate under this key.",
            "Use the source file, the key, the policy and the context of the clean file.",
        )
    return found


def _matching(document: Document, made: Treatment, test: Callable[[str], bool]) -> Iterator[str]:
    for number, grid in enumerate(document.grids):
        edit = made.edits.cells.get(number)
        if edit is not None and not grid.label:
            yield from (grid.address(cell) for cell in _cells(edit, test))
    for number, text in made.edits.places.items():
        if test(folded(text)):
            yield document.places[number].address


def _cells(edit: CellEdits, test: Callable[[str], bool]) -> list[int]:
    right = np.array([test(folded(text)) for text in edit.texts], dtype=np.bool_)
    return edit.cells[right[edit.inverse]].tolist() if len(right) else []


def _rows(document: Document, made: Treatment, words: set[str]) -> Iterator[str]:
    """Yield the first cell of each row whose invented values hold all the words between them."""
    for number, grid in enumerate(document.grids):
        edit = made.edits.cells.get(number)
        if edit is not None and not grid.label:
            yield from _rows_of(grid, edit, words)


def _rows_of(grid: Grid, edit: CellEdits, words: set[str]) -> Iterator[str]:
    rows: set[int] | None = None
    for word in words:
        cells = _cells(edit, partial(_has_word, word))
        holding = set(grid.rows[cells].tolist()) if cells else set[int]()
        rows = holding if rows is None else rows & holding
    for row in sorted(rows or ()):
        yield grid.address(int(np.searchsorted(grid.rows, row)))


def _has_word(word: str, text: str) -> bool:
    return word in _WORD.findall(text)
