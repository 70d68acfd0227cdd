"""A sheet part as a Grid of typed cells, with its formulas and everything else it says."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from payscrub.errors import Damaged
from payscrub.model import Indices, Kind
from payscrub.verify.cells import Cells, read_cells
from payscrub.verify.folding import canonical_number, canonical_numbers, from_serial
from payscrub.verify.markup import Leaf, leaves, unescape
from payscrub.verify.oddcells import OddCell, read_odd
from payscrub.verify.pool import ReadGrid, pool_of, widths_of
from payscrub.verify.strings import Shared
from payscrub.verify.styles import Styles
from payscrub.verify.tags import NotPlainError

_OPENING = re.compile(rb"<sheetData[^<>]{0,200}>")
_CLOSING = b"</sheetData>"


@dataclass(frozen=True, slots=True, repr=False)
class Sheet:
    """What one sheet holds: cells, distinct formulas with the cell of each (-1: unknown), and its other texts."""

    grid: ReadGrid
    formulas: tuple[tuple[int, str], ...]
    leaves: tuple[Leaf, ...]
    used: NDArray[np.int64]  # indices of the shared strings that its cells show


def read_sheet(part: bytes, number: int, shared: Shared, styles: Styles) -> Sheet:
    """Return the sheet of a worksheet part; ``number`` is its place in the workbook, from 1.

    Raises:
        Damaged: it cannot be read.
    """
    opening = _OPENING.search(part)
    start = opening.end() if opening else -1
    end = part.rfind(_CLOSING)
    if opening is None or opening[0].endswith(b"/>") or end < start:
        return _odd_sheet(part, number, shared, styles)
    try:
        cells = read_cells(part, start, end, styles)
    except NotPlainError:
        return _odd_sheet(part, number, shared, styles)
    around = leaves(part[:start] + part[end:])
    return _plain_sheet(_Source(part, shared, styles), number, cells, around)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _Source:
    """What a raw value is read with."""

    part: bytes
    shared: Shared
    styles: Styles


def _plain_sheet(source: _Source, number: int, cells: Cells, around: list[Leaf]) -> Sheet:
    pointing = np.flatnonzero(cells.shared)
    used = cells.starts[pointing]
    if len(used) and int(used.max()) >= len(source.shared.texts):
        raise Damaged("A cell points to a shared string that does not exist.", "Open the file in Excel and save it under a new name.")
    cells.keys[pointing] = source.shared.keys[used]
    entries = np.full(len(cells.starts), -1, dtype=np.int32)
    entries[pointing] = used
    read = _reader(source, cells)
    grid = ReadGrid(number, cells.rows, cells.cols, cells.kinds, cells.keys, read, widths=cells.widths, entries=entries)
    return Sheet(grid, cells.formulas, (*around, *cells.leaves), used)


def _reader(source: _Source, cells: Cells) -> Callable[[Indices], list[str]]:
    starts, ends, kinds, pointing = cells.starts, cells.ends, cells.kinds, cells.shared
    part, texts, styles = source.part, source.shared.texts, source.styles

    def read(wanted: Indices) -> list[str]:
        points, own = pointing[wanted], kinds[wanted]
        found = np.empty(len(wanted), dtype=np.object_)
        found[points] = texts.read(starts[wanted[points]])
        for kind in np.flatnonzero(np.bincount(own[~points])).tolist():
            chosen = ~points & (own == kind)
            spans = zip(starts[wanted[chosen]].tolist(), ends[wanted[chosen]].tolist(), strict=True)
            found[chosen] = shown([part[start:end] for start, end in spans], kind, styles)
        return cast("list[str]", found.tolist())

    return read


def shown(raw: list[bytes], kind: int, styles: Styles) -> list[str]:
    """Return the texts of raw values: numbers in their shortest spelling, dates as ISO 8601, the rest unescaped."""
    texts = b"\n".join(raw).decode("utf-8", "replace").split("\n")
    if len(texts) != len(raw):  # a value has a line break of its own
        texts = [value.decode("utf-8", "replace") for value in raw]
    if kind == Kind.NUMBER:
        return canonical_numbers(texts)
    return [iso_date(text, styles.epoch) for text in texts] if kind == Kind.DATE else [unescape(text) for text in texts]


def iso_date(text: str, epoch: int) -> str:
    """Return a serial number as ISO 8601; what is no serial number (a date already, a time span) stays as it is."""
    try:
        moment = from_serial(float(text), epoch)
    except ValueError:  # an ISO date in a cell of type d
        return text
    if moment is None:
        return text
    return moment.date().isoformat() if not (moment.hour or moment.minute or moment.second) else moment.isoformat(timespec="seconds")


def _odd_sheet(part: bytes, number: int, shared: Shared, styles: Styles) -> Sheet:
    cells = read_odd(part, shared.texts.read(np.arange(len(shared.texts))), styles)
    filled = [_canonical(cell, styles) for cell in cells if cell.text]
    texts = [cell.text for cell in filled]
    kinds = np.array([cell.kind for cell in filled], dtype=np.uint8)
    rows, cols = (np.array([getattr(cell, name) for cell in filled], dtype=np.int32) for name in ("row", "col"))
    order = np.lexsort((cols, rows))
    keys = pool_of(texts).keys() ^ (kinds.astype(np.uint64) << np.uint64(56))

    def read(wanted: Indices) -> list[str]:
        return [texts[index] for index in order[wanted].tolist()]

    widths = widths_of(np.array([len(text) for text in texts], dtype=np.int64))
    grid = ReadGrid(number, rows[order], cols[order], kinds[order], keys[order], read, widths=widths[order])
    formulas = tuple((-1, text) for text in dict.fromkeys(cell.formula for cell in cells if cell.formula))
    around = tuple(leaf for leaf in leaves(part) if leaf.attribute or leaf.element not in ("v", "t", "is", "f"))
    return Sheet(grid, formulas, around, np.arange(len(shared.texts)))


def _canonical(cell: OddCell, styles: Styles) -> OddCell:
    if cell.kind == Kind.NUMBER:
        return OddCell(cell.row, cell.col, cell.kind, canonical_number(cell.text), cell.formula)
    return OddCell(cell.row, cell.col, cell.kind, iso_date(cell.text, styles.epoch), cell.formula) if cell.kind == Kind.DATE else cell
