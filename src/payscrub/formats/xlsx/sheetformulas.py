"""The formulas of one worksheet: what they quote as places, and the patches that replace or remove them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from payscrub.formats.bytewise import hash_slices
from payscrub.formats.xlsx import escape, formulas
from payscrub.formats.xlsx.formulas import Literal, Renamed
from payscrub.formats.xlsx.patch import Patch
from payscrub.formats.xlsx.sheet import Sheet
from payscrub.model import Indices, Place, Role, column_letters

_QUOTING = re.compile(r'"|(?<![\w.$])\d{5}')
_DIGITS = re.compile(r"\d+")
_SHARED_INDEX = re.compile(rb'\bsi="(\d+)"')


@dataclass(frozen=True, slots=True, eq=False)
class SheetFormulas:
    """The distinct formulas of a sheet; ``texts[inverse[i]]`` is the formula of the cell ``cells[i]``."""

    sheet: Sheet = field(repr=False)
    cells: Indices = field(repr=False)
    texts: list[str] = field(repr=False)
    inverse: Indices = field(repr=False)
    quoted: tuple[tuple[int, Literal], ...] = field(repr=False)  # number of the formula, and what it quotes
    removed: frozenset[int] = field(repr=False)  # formulas that cannot be kept: external, or not understood

    @property
    def places(self) -> list[Place]:
        """Return one place for each text or number that a formula quotes, at the first cell with that formula."""
        first = dict(zip(reversed(self.inverse.tolist()), reversed(self.cells.tolist()), strict=True))
        return [
            Place(f"{self._address(first[formula])} formula", "A09", literal.text, Role.NUMBER if literal.number else Role.LITERAL)
            for formula, literal in self.quoted
        ]

    def patches(self, replaced: Mapping[int, str], renamed: Renamed) -> list[Patch]:
        """Return the patches for replaced literals (by index into ``quoted``) and renamed things; removals included."""
        by_formula: dict[int, dict[int, str]] = {}
        for index, text in replaced.items():
            formula, literal = self.quoted[index]
            by_formula.setdefault(formula, {})[literal.start] = text
        new = {}
        for formula in range(len(self.texts)) if renamed else by_formula:
            if formula not in self.removed:
                rewritten = formulas.rewrite(self.texts[formula], by_formula.get(formula, {}), renamed)
                if rewritten != self.texts[formula]:
                    new[formula] = escape.escape(rewritten)
        changed = np.isin(self.inverse, list(new)) if new else np.zeros(len(self.inverse), dtype=np.bool_)
        at = self.cells[changed]
        starts, lengths = self.sheet.cells.formula_starts[at], self.sheet.cells.formula_lengths[at]
        return [
            (start, start + length, new[formula])
            for start, length, formula in zip(starts.tolist(), lengths.tolist(), self.inverse[changed].tolist(), strict=True)
        ] + self._removals()

    def _removals(self) -> list[Patch]:
        """Return patches that leave a cell its value and take its formula, with the copies of a shared one (18.3.1.40)."""
        if not self.removed:
            return []
        gone = [self._element(cell) for cell in self.cells[np.isin(self.inverse, list(self.removed))].tolist()]
        data = self.sheet.frame.data
        shared = {match[1] for start, end in gone if (match := _SHARED_INDEX.search(data, start, data.index(b">", start)))}
        if shared:
            for cell in np.flatnonzero(self.sheet.cells.formula_lengths == 0).tolist():
                start, end = self._element(cell)
                match = _SHARED_INDEX.search(data, start, end)
                if match and match[1] in shared:
                    gone.append((start, end))
        return [(start, end, b"") for start, end in gone]

    def _element(self, cell: int) -> tuple[int, int]:
        """Return the span of the whole ``f`` element of a cell."""
        data, at = self.sheet.frame.data, int(self.sheet.cells.formula_starts[cell])
        after = at + int(self.sheet.cells.formula_lengths[cell])
        start = data.rindex(b"<", 0, at)
        closed = data.startswith(b"</" + self.sheet.frame.prefix + b"f", after)
        return start, data.index(b">", after) + 1 if closed else after

    def _address(self, cell: int) -> str:
        row, col = int(self.sheet.cells.rows[cell]), int(self.sheet.cells.cols[cell])
        return f"sheet{self.sheet.grid.sheet}!{column_letters(col)}{row + 1}"


@lru_cache(maxsize=4096)
def _is_lost(shape: str) -> bool:
    """Return whether a formula cannot be kept; a column of formulas differs in row numbers only, so few shapes are looked at."""
    return formulas.tokens(shape) is None or formulas.is_external(shape)


def read(sheet: Sheet) -> SheetFormulas:
    """Return the formulas of ``sheet``."""
    found = sheet.cells
    at = np.flatnonzero(found.formula_lengths > 0)
    data = sheet.frame.data
    buffer = np.frombuffer(data, dtype=np.uint8)
    keys = hash_slices(buffer, found.formula_starts[at], found.formula_lengths[at])
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    order = np.argsort(first)  # in the order of the sheet, which does not depend on the salt of the keys
    first, inverse = first[order], np.argsort(order)[inverse]
    spans = zip(found.formula_starts[at[first]].tolist(), found.formula_lengths[at[first]].tolist(), strict=True)
    texts = [escape.unescape(data[start : start + length]) for start, length in spans]
    quoted = tuple((number, literal) for number, text in enumerate(texts) if _QUOTING.search(text) for literal in formulas.literals(text))
    removed = frozenset(number for number, text in enumerate(texts) if _is_lost(text if '"' in text else _DIGITS.sub("0", text)))
    return SheetFormulas(sheet, at, texts, inverse, quoted, removed)
