"""The formulas of one worksheet: what they quote as places, and the patches that replace or remove them.

Formulas that differ in the rows of their references only are looked at once (see ``formulashapes``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from payscrub.formats.xlsx import escape, formulas, formulashapes
from payscrub.formats.xlsx.cells import Cells
from payscrub.formats.xlsx.formulas import Literal, Renamed
from payscrub.formats.xlsx.patch import Patch
from payscrub.model import Indices, Place, Role, column_letters

_SHARED_INDEX = re.compile(rb'\bsi="(\d+)"')


class _Quoted(NamedTuple):
    """One text or number that all formulas of a shape quote: the shape, which of its literals it is, and where it stands first."""

    shape: int
    ordinal: int
    literal: Literal


@dataclass(frozen=True, slots=True, eq=False)
class SheetFormulas:
    """The formulas of a sheet that are written out, and the cells without a text of their own that share one.

    ``shapes[i]`` tells which of the ``texts`` the formula ``i`` is like; ``first`` are the first formulas of the shapes.
    """

    sheet: int
    prefix: bytes
    rows: NDArray[np.int32] = field(repr=False)
    cols: NDArray[np.int32] = field(repr=False)
    starts: Indices = field(repr=False)
    lengths: Indices = field(repr=False)
    shapes: Indices = field(repr=False)
    first: Indices = field(repr=False)
    texts: tuple[str, ...] = field(repr=False)
    quoted: tuple[_Quoted, ...] = field(repr=False)
    removed: frozenset[int] = field(repr=False)  # shapes that cannot be kept: external, or not understood
    sharing: Indices = field(repr=False)  # where the ``f`` elements without a text begin to have none

    def __len__(self) -> int:
        """Return the number of formulas that are written out."""
        return len(self.starts)

    @property
    def places(self) -> list[Place]:
        """Return one place for each text or number that formulas of a shape quote, at the first cell with such a formula."""
        return [
            Place(f"{self._address(one.shape)} formula", "A09", one.literal.text, Role.NUMBER if one.literal.number else Role.LITERAL)
            for one in self.quoted
        ]

    def patches(self, data: bytes, replaced: Mapping[int, str], renamed: Renamed) -> list[Patch]:
        """Return the patches for replaced literals (by index into ``quoted``) and renamed things; removals included.

        ``data`` is the part as it was read (see ``spans.plain``).
        """
        by_shape: dict[int, dict[int, str]] = {}
        for index, text in replaced.items():
            by_shape.setdefault(self.quoted[index].shape, {})[self.quoted[index].ordinal] = text
        found = list[Patch]()
        for shape in range(len(self.texts)) if renamed else by_shape:
            new = by_shape.get(shape, {})
            if shape not in self.removed and _rewritten(self.texts[shape], new, renamed) != self.texts[shape]:
                found += self._rewrites(data, shape, new, renamed)
        return found + self._removals(data)

    def _rewrites(self, data: bytes, shape: int, replaced: Mapping[int, str], renamed: Renamed) -> list[Patch]:
        """Return the patches of all formulas of a shape."""
        members = np.flatnonzero(self.shapes == shape)
        spans = zip(self.starts[members].tolist(), (self.starts + self.lengths)[members].tolist(), strict=True)
        return [(start, end, escape.escape(_rewritten(escape.unescape(data[start:end]), replaced, renamed))) for start, end in spans]

    def _removals(self, data: bytes) -> list[Patch]:
        """Return patches that leave a cell its value and take its formula, with the copies of a shared one (18.3.1.40)."""
        if not self.removed:
            return []
        members = np.flatnonzero(np.isin(self.shapes, list(self.removed)))
        ends = (self.starts + self.lengths)[members].tolist()
        gone = [self._element(data, start, end) for start, end in zip(self.starts[members].tolist(), ends, strict=True)]
        shared = {match[1] for start, end in gone if (match := _SHARED_INDEX.search(data, start, data.index(b">", start)))}
        if shared:
            for at in self.sharing.tolist():
                start, end = self._element(data, at, at)
                match = _SHARED_INDEX.search(data, start, end)
                if match and match[1] in shared:
                    gone.append((start, end))
        return [(start, end, b"") for start, end in gone]

    def _element(self, data: bytes, at: int, after: int) -> tuple[int, int]:
        """Return the span of the whole ``f`` element whose text goes from ``at`` to ``after``."""
        start = data.rindex(b"<", 0, at)
        closed = data.startswith(b"</" + self.prefix + b"f", after)
        return start, data.index(b">", after) + 1 if closed else after

    def _address(self, shape: int) -> str:
        row, col = int(self.rows[self.first[shape]]), int(self.cols[self.first[shape]])
        return f"sheet{self.sheet}!{column_letters(col)}{row + 1}"


def read(data: bytes, found: Cells, prefix: bytes, sheet: int) -> SheetFormulas:
    """Return the formulas among the cells that were ``found`` in ``data``, the part of sheet number ``sheet``."""
    written = found.formula_lengths > 0
    cells, starts, lengths = found.formula_cells[written], found.formula_starts[written], found.formula_lengths[written]
    first, shapes = formulashapes.group(np.frombuffer(data, dtype=np.uint8), starts, lengths)
    spans = zip(starts[first].tolist(), (starts + lengths)[first].tolist(), strict=True)
    texts = tuple(escape.unescape(data[start:end]) for start, end in spans)
    quoted = tuple(
        _Quoted(shape, ordinal, literal) for shape, text in enumerate(texts) for ordinal, literal in enumerate(formulas.literals(text))
    )
    removed = frozenset(shape for shape, text in enumerate(texts) if formulas.tokens(text) is None or formulas.is_external(text))
    rows, cols = found.rows[cells], found.cols[cells]
    sharing = found.formula_starts[found.formula_lengths == 0]
    return SheetFormulas(sheet, prefix, rows, cols, starts, lengths, shapes, first, texts, quoted, removed, sharing)


def _rewritten(formula: str, replaced: Mapping[int, str], renamed: Renamed) -> str:
    """Return ``formula`` with its literals of the numbers ``replaced`` changed, and with renamed things renamed."""
    by_start = {literal.start: replaced[number] for number, literal in enumerate(formulas.literals(formula)) if number in replaced}
    return formulas.rewrite(formula, by_start, renamed)
