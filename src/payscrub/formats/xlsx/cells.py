"""The cells of a worksheet as parallel arrays, read from the bytes of its ``sheetData`` (ECMA-376 part 1, 18.3.1.80)."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from payscrub.bytewise import Bytes
from payscrub.errors import Damaged, Unsupported
from payscrub.formats.xlsx import cellchecks, celltags, rows, tags
from payscrub.formats.xlsx.stored import Stored
from payscrub.formats.xlsx.tags import CLOSE, EMPTY, OPEN, Tags
from payscrub.model import Indices

_SAVE_AGAIN = "Open it in Excel or LibreOffice, save it under a new name, and try again."
_GRAMMAR = tags.grammar(
    ("row", "c", "v", "f", "is", "t"),
    {
        "row": "c c/ /row",
        "c": "f f/ v v/ is is/ /c",
        "f": "/f",
        "/f": "v v/ /c",
        "f/": "v v/ /c",
        "v": "/v",
        "/v": "/c",
        "v/": "/c",
        "is": "t t/ * */ /is",
        "t": "/t",
        "/t": "t t/ * */ /* /is",
        "t/": "t t/ * */ /* /is",
        "*": "t t/ * */ /*",
        "*/": "t t/ * */ /* /is",
        "/*": "t t/ * */ /* /is",
        "/is": "/c",
        "is/": "/c",
        "/c": "c c/ /row",
        "c/": "c c/ /row",
        "row/": "row row/",
        "/row": "row row/",
    },
    texts=("v", "f", "t"),
    shapes={"f": cellchecks.FORMULA_TAG, "v": cellchecks.VALUE_TAG, "is": cellchecks.VALUE_TAG, "t": cellchecks.VALUE_TAG},
)
_ROW, _C, _V, _F, _IS, _T = (3 * number for number in range(6))
_VALUE_AT = np.ones(256, dtype=np.int64)  # how many tags after that of the cell the tag of its value stands, by the tag between
_VALUE_AT[_F + OPEN], _VALUE_AT[_F + EMPTY] = 3, 2
_NARROW = {"rows": np.int32, "cols": np.int32, "stored": np.uint8, "styles": np.int32, "starts": np.int32, "lengths": np.int32}

Columns = dict[str, Indices]


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The cells of one sheet that hold a value or a formula, in row-major order, one entry a cell in every array.

    ``rows`` and ``cols`` count from 0. ``starts`` and ``lengths`` give the bytes of the stored value (a length of -1: the
    cell has a formula and no cached value); for ``RICH`` cells the bytes between ``<is>`` and ``</is>``. A part has less than 2 GiB.
    ``formula_cells`` are the indices of the cells that have a formula, with the bytes of it. ``cuts`` are spans of attributes that
    are never kept, ``array_cuts`` of those that stay as long as the metadata of array formulas do.
    """

    rows: NDArray[np.int32] = field(repr=False)
    cols: NDArray[np.int32] = field(repr=False)
    stored: NDArray[np.uint8] = field(repr=False)
    styles: NDArray[np.int32] = field(repr=False)
    starts: NDArray[np.int32] = field(repr=False)
    lengths: NDArray[np.int32] = field(repr=False)
    formula_cells: Indices = field(repr=False)
    formula_starts: Indices = field(repr=False)
    formula_lengths: Indices = field(repr=False)
    cuts: tuple[tuple[int, int], ...] = field(repr=False, default=())
    array_cuts: tuple[tuple[int, int], ...] = field(repr=False, default=())
    hidden_rows: int = 0

    def __len__(self) -> int:
        """Return the number of cells."""
        return len(self.rows)


@dataclass(slots=True)
class _Gathered:
    """What the pieces of a sheet have come to so far."""

    pieces: list[Columns] = field(default_factory=list)
    formulas: list[Indices] = field(default_factory=list)
    cuts: list[tuple[int, int]] = field(default_factory=list)
    array_cuts: list[tuple[int, int]] = field(default_factory=list)
    count: int = 0
    row: int = -1
    hidden_rows: int = 0


def read(data: bytes, start: int, end: int, prefix: bytes) -> Cells:
    """Return the cells in ``data[start:end]``, the content of ``sheetData``, whose tags carry the namespace ``prefix``.

    Raises:
        Damaged: when two cells have the same address or a row contradicts its cells.
        Disguised: when the part has to be made plain first.
        Unsupported: for an element or attribute that has no place in a sheet.
    """
    buffer = np.frombuffer(data, dtype=np.uint8)
    reader, so_far = celltags.Reader(buffer, len(prefix)), _Gathered()
    for begin, stop in tags.pieces(data, start, end, b"<" + prefix + b"row"):
        _read_piece(buffer, _GRAMMAR.read(buffer, begin, stop, prefix), reader, so_far)
    empty = np.zeros(0, dtype=np.int64)
    columns = {name: np.concatenate([empty.astype(kind), *(piece[name] for piece in so_far.pieces)]) for name, kind in _NARROW.items()}
    so_far.pieces.clear()
    return _in_order(columns, np.concatenate([np.zeros((3, 0), dtype=np.int64), *so_far.formulas], axis=1), so_far)


def _read_piece(buffer: Bytes, found: Tags, reader: celltags.Reader, so_far: _Gathered) -> None:
    """Add the cells of whole rows to what was gathered."""
    codes = found.codes
    row_tags = np.flatnonzero((codes == _ROW + OPEN) | (codes == _ROW + EMPTY))
    at = np.flatnonzero((codes == _C + OPEN) | (codes == _C + EMPTY))
    of_rows = rows.read(buffer, found.starts[row_tags], found.ends[row_tags], reader.prefix, so_far.row)
    row = np.repeat(np.arange(len(row_tags)), np.diff(np.append(np.searchsorted(at, row_tags), len(at))))
    cells = reader.read(found.starts[at], found.ends[at], of_rows.numbers[row], of_rows.spelt[row], of_rows.digits[row])
    columns = {"rows": cells.rows, "cols": cells.columns, "stored": cells.of("stored"), "styles": cells.of("style")}
    columns |= _values(found, at, columns["stored"])
    cellchecks.values(buffer, columns["stored"], columns["starts"], columns["lengths"])
    formula = np.flatnonzero((codes[at] == _C + OPEN) & (_VALUE_AT[codes[np.minimum(at + 1, len(codes) - 1)]] > 1))
    keep = columns["lengths"] > 0
    keep[formula] = True
    so_far.formulas.append(_formulas(found, at[formula], so_far.count + np.cumsum(keep)[formula] - 1))
    so_far.pieces.append({name: columns[name][keep].astype(kind) for name, kind in _NARROW.items()})
    so_far.count += int(keep.sum())
    so_far.cuts += of_rows.cuts + cells.cuts("cuts")
    so_far.array_cuts += cells.cuts("array_cuts")
    so_far.hidden_rows += of_rows.hidden
    so_far.row = int(of_rows.numbers[-1]) if len(row_tags) else so_far.row


def _formulas(found: Tags, at: Indices, cells: Indices) -> Indices:
    """Return three rows: the index of the cell that each formula belongs to, where it starts, and how long it is."""
    starts, lengths = found.text_after(at + 1)
    lengths[found.codes[at + 1] == _F + EMPTY] = 0
    return np.stack([cells, starts, lengths])


def _values(found: Tags, at: Indices, stored: Indices) -> Columns:
    """Return where the value of each cell stands, whose tag is number ``at``; refine ``stored`` for rich text."""
    last = len(found.codes) - 1
    tag = at + _VALUE_AT[found.codes[np.minimum(at + 1, last)]]
    tag[found.codes[at] == _C + EMPTY] = last  # which closes the last row, or is that cell
    codes = found.codes[tag]
    starts, lengths = np.zeros(len(at), dtype=np.int64), np.full(len(at), -1, dtype=np.int64)
    opening = np.flatnonzero(codes == _V + OPEN)
    starts[opening], lengths[opening] = found.text_after(tag[opening])
    inline = np.flatnonzero((codes == _IS + OPEN) | (codes == _IS + EMPTY))
    if (stored[inline] != Stored.INLINE).any() or (stored[opening] == Stored.INLINE).any():
        raise Unsupported("A sheet has a cell that holds two values.", _SAVE_AGAIN)
    _inline(found, inline[codes[inline] == _IS + OPEN], tag, stored, starts, lengths)
    return {"starts": starts, "lengths": lengths}


def _inline(found: Tags, cells: Indices, tag: Indices, stored: Indices, starts: Indices, lengths: Indices) -> None:  # noqa: PLR0913, PLR0917 - the three last are filled in
    """Fill in the texts of inline strings: one ``t`` alone is plain, anything else is rich."""
    opening = tag[cells]
    plain = (found.codes[opening + 1] == _T + OPEN) & (found.codes[np.minimum(opening + 3, len(found.codes) - 1)] == _IS + CLOSE)
    starts[cells[plain]], lengths[cells[plain]] = found.text_after(opening[plain] + 1)
    rich, opening = cells[~plain], opening[~plain]
    if not len(rich):
        return
    closing = np.flatnonzero(found.codes == _IS + CLOSE)
    starts[rich] = found.ends[opening] + 1
    lengths[rich] = found.starts[closing[np.searchsorted(closing, opening)]] - starts[rich]
    stored[rich] = Stored.RICH


def _in_order(columns: Columns, formulas: Indices, so_far: _Gathered) -> Cells:
    """Return the cells in row-major order, after checking that no two have the same address."""
    place = columns["rows"].astype(np.int64) * celltags.MAX_COLUMN + columns["cols"]
    if (place[1:] <= place[:-1]).any():
        order = np.argsort(place, kind="stable")
        place = place[order]
        if (place[1:] == place[:-1]).any():
            raise Damaged("A sheet has two cells with the same address.", _SAVE_AGAIN)
        columns = {name: values[order] for name, values in columns.items()}
        formulas[0] = np.argsort(order)[formulas[0]]
        formulas = formulas[:, np.argsort(formulas[0])]
    narrow = {name: columns[name].astype(np.int32, copy=False) for name in ("rows", "cols", "styles", "starts", "lengths")}
    cuts, array_cuts = tuple(so_far.cuts), tuple(so_far.array_cuts)
    return Cells(**narrow, stored=columns["stored"].astype(np.uint8, copy=False), formula_cells=formulas[0], formula_starts=formulas[1],
                 formula_lengths=formulas[2], cuts=cuts, array_cuts=array_cuts, hidden_rows=so_far.hidden_rows)  # fmt: skip
