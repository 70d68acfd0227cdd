"""Finds the tables of a sheet: which cells stand under which title, wherever the titles are.

Titles may stand in any row, in two rows, again on every page, side by side and stacked; beside their value (forms) or
down the first column with the people across. A cell that no title governs is loose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from payscrub.model import Grid, Indices, Kind
from payscrub.verify.titles import EMPLOYER, KEPT, PLACE, employer_list, journey_list, may_be_title, meaning, people_list

_TOP_ROWS = 60
_WIDE = 3  # cells of a header that is known by what stands below it
_CONTRAST = 3  # so many titles stand over one number at most
_LONGEST_HEAD = 3  # blanks in a title that stands alone; longer texts are sentences
_SMALL = 3000  # cells: a form or a short list, where every row may hold titles
_TEXT_SHARE = 0.8
_NOT_OF_EMPLOYERS = ("", KEPT, PLACE, "PHONE_NUMBER", "EMAIL_ADDRESS")  # the last two reach a person
_NO_AMOUNTS = frozenset(["PERSON", "ADDRESS", "PHONE_NUMBER"])
_AMOUNT = re.compile(r"-?\d{1,7}\.\d{1,2}")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Column:
    """The cells under (or beside) one title; ``head`` is the title's own cell and ``meaning`` what it says."""

    head: int
    meaning: str
    cells: Indices


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Layout:
    """The titled columns of a sheet, the cells that are titles, and the cells that no title governs."""

    columns: tuple[Column, ...]
    heads: Indices
    loose: Indices


@dataclass(frozen=True, slots=True)
class _Title:
    cell: int
    row: int
    col: int
    meaning: str
    strong: bool  # stands in a row that is certainly a header


def lay_out(grid: Grid) -> Layout:
    """Return the tables of ``grid``."""
    rows = _Rows(grid)
    titles, pairs = [], []
    for cells in rows.candidates():
        found = rows.titles(cells)
        if found:
            titles += found
        elif len(cells) > 1:
            pairs += rows.pairs(cells)
    return _assembled(grid, titles, pairs)


class _Rows:
    """Walks over the rows that may hold titles and decides what each is."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.starts = np.flatnonzero(np.diff(grid.rows, prepend=-1)) if len(grid) else np.zeros(0, dtype=np.int64)
        self.ends = np.append(self.starts[1:], len(grid))
        self.covered: dict[int, int] = {}  # column -> row of the header that governs it
        self.texts: dict[int, str] = {}
        self.previous: list[int] = []

    def candidates(self) -> Iterator[list[int]]:
        """Yield the cells of every row that may hold titles, and keep the row above for headers of two rows."""
        if not len(self.starts):
            return
        texts = np.add.reduceat((self.grid.kinds == Kind.TEXT).astype(np.int64), self.starts)
        likely = texts >= _TEXT_SHARE * (self.ends - self.starts)
        likely[:_TOP_ROWS] = True
        if len(self.grid) < _SMALL:
            likely[:] = True
        likely &= texts > 0
        chosen = np.flatnonzero(likely)
        self._decode(chosen)
        for row in chosen.tolist():
            above = range(int(self.starts[row - 1]), int(self.ends[row - 1])) if row else range(0)
            touching = len(above) and self.grid.rows[above[0]] == self.grid.rows[self.starts[row]] - 1
            self.previous = list(above) if touching else []
            yield list(range(int(self.starts[row]), int(self.ends[row])))

    def _decode(self, chosen: Indices) -> None:
        """Decode the distinct texts of the chosen rows once; only what may be a title is kept."""
        counts = self.ends[chosen] - self.starts[chosen]
        cells = np.repeat(self.starts[chosen] - np.append(0, np.cumsum(counts)[:-1]), counts) + np.arange(int(counts.sum()))
        cells = cells[self.grid.kinds[cells] == Kind.TEXT]
        distinct = self.grid.distinct(cells)
        good = np.array([may_be_title(text) for text in distinct.texts], dtype=np.bool_)
        if len(good):
            keep = good[distinct.inverse]
            self.texts = dict(zip(cells[keep].tolist(), [distinct.texts[index] for index in distinct.inverse[keep].tolist()], strict=True))

    def _text(self, cell: int) -> str:
        return self.texts.get(cell, "")

    def titles(self, cells: list[int]) -> list[_Title]:
        """Return the titles of a row when it is a header, else nothing."""
        said = {cell: word for cell in cells if (word := meaning(self._text(cell)))}
        if not said or self._is_answered(cells):
            return []
        strong = len(said) > 1 and 2 * len(said) > len(cells)
        weak = self._runs(cells, said) and not any(int(self.grid.cols[cell]) in self.covered for cell in said)
        sure = strong or weak or self._heads_numbers(cells, said)
        if not sure and not (len(cells) == 1 and self._heads_a_list(cells[0], said[cells[0]])):
            return []
        return self._resolved(cells, said, strong=sure)

    def _is_answered(self, cells: list[int]) -> bool:
        """Return whether a row is a line of a form by its punctuation, or by an answer that could be a title (``No``)."""
        last = self._text(cells[-1]).strip().lower()
        colons = [self._text(cell).rstrip().endswith(":") for cell in cells]
        return (colons[0] and not all(colons)) or (len(cells) == 2 and last == "no")  # noqa: PLR2004 - a label and its answer

    def _runs(self, cells: list[int], said: dict[int, str]) -> bool:
        return any(left in said and right in said for left, right in pairwise(cells))

    def _heads_numbers(self, cells: list[int], said: dict[int, str]) -> bool:
        """A row of nothing but texts over a row with numbers is a header, whatever it says; in a form a title stands below a title."""
        cols = self.grid.cols[cells]
        if len(cells) < _WIDE or not self.covered.keys().isdisjoint(cols.tolist()) or (self.grid.kinds[cells] != Kind.TEXT).any():
            return False
        below = self._below(cells[-1] + 1, int(self.grid.rows[cells[0]]))
        numbers = below[np.isin(self.grid.kinds[below], (Kind.NUMBER, Kind.DATE))]
        under = below[np.isin(self.grid.cols[below], self.grid.cols[list(said)])]
        enough = _CONTRAST * np.isin(self.grid.cols[numbers], cols).sum() >= len(cells)
        return bool(enough) and not any(meaning(self._text(cell)) for cell in under.tolist())

    def _below(self, start: int, row: int) -> Indices:
        """Return the cells of the row right below a row, which would start at a cell."""
        number = int(np.searchsorted(self.starts, start))
        if number == len(self.starts) or self.grid.rows[self.starts[number]] != row + 1:
            return np.zeros(0, dtype=np.int64)
        return np.arange(self.starts[number], self.ends[number])

    def _heads_a_list(self, cell: int, word: str) -> bool:
        """A title that stands alone heads the cells below it, unless a table governs its column, or it is a label without a value."""
        if word in (KEPT, PLACE) or self._text(cell).count(" ") > _LONGEST_HEAD or int(self.grid.cols[cell]) in self.covered:
            return False
        return not (
            len(self.previous) > 1 and self.grid.cols[self.previous[0]] == self.grid.cols[cell] and self._is_label(self.previous[0])
        )

    def _is_label(self, cell: int) -> bool:
        return self._text(cell).endswith(":") or bool(meaning(self._text(cell)))

    def _resolved(self, cells: list[int], said: dict[int, str], *, strong: bool) -> list[_Title]:
        groups = self._groups(cells)
        words = {cell: meaning(self._text(cell), groups.get(cell, "")) for cell in cells}
        texts = [self._text(cell) for cell in cells]
        if employer_list(texts):
            words = {
                cell: EMPLOYER if word not in _NOT_OF_EMPLOYERS and not _of_contact(self._text(cell)) else word
                for cell, word in words.items()
            }
        elif journey_list(texts):
            words = {cell: "ADDRESS" if self._text(cell).strip().lower() in ("from", "to") else word for cell, word in words.items()}
        elif people_list(list(words.values())):
            words[cells[0]] = words[cells[0]] if words[cells[0]] not in ("", KEPT) else _first_column(self._text(cells[0]), words[cells[0]])
        heads = [cell for cell in cells if strong or cell in said]
        row = int(self.grid.rows[cells[0]])
        self.covered.update({int(self.grid.cols[cell]): row for cell in heads})
        return [_Title(cell, row, int(self.grid.cols[cell]), words[cell], strong) for cell in heads]

    def _groups(self, cells: list[int]) -> dict[int, str]:
        """Return for every title the group text above it: the last text at or before its column in the row above."""
        if not self.previous or len(self.previous) > len(cells):
            return {}
        columns = self.grid.cols[self.previous]
        at = np.searchsorted(columns, self.grid.cols[cells], side="right") - 1
        return {cell: self._text(self.previous[index]) for cell, index in zip(cells, at.tolist(), strict=True) if index >= 0}

    def pairs(self, cells: list[int]) -> list[tuple[_Title, list[int]]]:
        """Return titles with the values beside them, for a row that is no header (a form, or fields down the side)."""
        found: list[tuple[_Title, list[int]]] = []
        for cell in cells:
            col = int(self.grid.cols[cell])
            word = meaning(self._text(cell)) if self._may_label(col) else ""
            if word or self._text(cell).rstrip().endswith(":"):  # a label is nobody's value
                found.append((_Title(cell, int(self.grid.rows[cell]), col, word, strong=False), []))
            elif found:
                found[-1][1].append(cell)
        return [pair for pair in found if pair[0].meaning and pair[1] and not self._is_caption(*pair)]

    def _is_caption(self, title: _Title, cells: list[int]) -> bool:
        """Return whether figures stand beside a word that heads none: a value among others (``Deputy | 1200.50``), a row's caption."""
        several = title.meaning == "PERSON" and len(cells) > 1 and bool((self.grid.kinds[cells] == Kind.NUMBER).all())
        return several or (title.meaning in _NO_AMOUNTS and all(map(_AMOUNT.fullmatch, self.grid.read(np.array(cells)))))

    def _may_label(self, col: int) -> bool:
        """A value inside a table is no label, though its own column has no title; behind a blank row it may be one again."""
        if not self.previous:
            return True
        return not any(other <= col for other in self.covered) or not any(other >= col for other in self.covered)


def _of_contact(title: str) -> bool:
    return "contact" in title.lower() or "responsible" in title.lower()


def _first_column(title: str, word: str) -> str:
    """In a list of people a first column called ``Code`` or ``Reference`` holds their numbers."""
    plain = title.strip(" .:").lower()
    return "EMPLOYEE_ID" if plain in ("code", "ref", "refn", "reference", "number", "no", "id", "#", "key") else word


def _assembled(grid: Grid, titles: list[_Title], pairs: list[tuple[_Title, list[int]]]) -> Layout:
    order = np.lexsort((grid.rows, grid.cols))
    order = order[~_afterwords(grid, titles)[order]]
    place = (grid.cols[order].astype(np.int64) << 32) | grid.rows[order]
    columns = [_below(order, place, title, titles) for title in titles]
    columns += [Column(title.cell, title.meaning, np.array(cells, dtype=np.int64)) for title, cells in pairs]
    heads = np.array(sorted({title.cell for title in titles} | {title.cell for title, _ in pairs}), dtype=np.int64)
    governed = np.zeros(len(grid), dtype=np.bool_)
    for column in columns:
        governed[column.cells] = True
    governed[heads] = True
    is_head = np.zeros(len(grid), dtype=np.bool_)
    is_head[heads] = True
    columns = [Column(column.head, column.meaning, column.cells[~is_head[column.cells]]) for column in columns]
    return Layout(tuple(column for column in columns if len(column.cells)), heads, np.flatnonzero(~governed))


def _afterwords(grid: Grid, titles: list[_Title]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return which cells are text that stands alone in its row, behind a blank row, under a table: a note and no value."""
    starts = np.flatnonzero(np.diff(grid.rows, prepend=-1)) if len(grid) else np.zeros(0, dtype=np.int64)
    alone = np.diff(np.append(starts, len(grid))) == 1
    apart = np.diff(grid.rows[starts], prepend=-1) > 1
    rows, widths = np.unique([title.row for title in titles], return_counts=True)
    first = min(rows[widths > 1].tolist(), default=1 << 31)  # a list of one column is no table
    notes = np.zeros(len(grid), dtype=np.bool_)
    notes[starts[alone & apart & (grid.rows[starts] > first)]] = True
    return np.asarray(notes & (grid.kinds == Kind.TEXT), dtype=np.bool_)


def _below(order: Indices, place: Indices, title: _Title, titles: list[_Title]) -> Column:
    """Return the cells under a title, down to the next title of the same column."""
    nexts = [other.row for other in titles if other.col == title.col and other.row > title.row]
    last = min(nexts) if nexts else (1 << 31)
    start = np.searchsorted(place, (title.col << 32) | (title.row + 1))
    end = np.searchsorted(place, (title.col << 32) | last)
    return Column(title.cell, title.meaning, order[start:end])
