"""One worksheet: its cells as a grid to look at, and the patches that replacements in it come to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from payscrub import bytewise
from payscrub.bytewise import Bytes
from payscrub.errors import Damaged, Unsupported
from payscrub.formats import textpool, wordwise
from payscrub.formats.document import CellEdits
from payscrub.formats.textpool import TextPool
from payscrub.formats.xlsx import cells, escape, frame, numberformats, sheetformulas, spans, tags
from payscrub.formats.xlsx.cells import Cells
from payscrub.formats.xlsx.frame import Frame
from payscrub.formats.xlsx.patch import Patch, Patches
from payscrub.formats.xlsx.rich import Rich
from payscrub.formats.xlsx.sheetformulas import SheetFormulas
from payscrub.formats.xlsx.stored import Stored
from payscrub.formats.xlsx.strings import Strings
from payscrub.model import Grid, Indices, Kind
from payscrub.packed import Packed

_SAVE_AGAIN = "Open it in Excel or LibreOffice, save it under a new name, and try again."
_KINDS = np.zeros(len(Stored), dtype=np.uint8)
_KINDS[Stored.NUMBER] = Kind.NUMBER
_KINDS[Stored.BOOLEAN] = Kind.BOOLEAN
_KINDS[Stored.ERROR] = Kind.ERROR
_KINDS[Stored.ISO_DATE] = Kind.DATE
_SHARED_KEY = np.uint64(0x40 << 56)  # hash_slices leaves this bit free for slices of up to seven bytes; see _keys
_LT, _POINT = ord("<"), ord(".")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A worksheet that was read; the arrays have one entry for each cell that the grid lists.

    ``starts`` tells where the stored value of a cell begins in the part, ``items`` is its string item, or -1. ``cuts`` and
    ``array_cuts`` are those of ``Cells``, ``untidy`` what rich text holds beside its text (see ``Rich.tidied``).
    """

    frame: Frame = field(repr=False)
    stored: NDArray[np.uint8] = field(repr=False)
    starts: NDArray[np.int32] = field(repr=False)
    items: NDArray[np.int32] = field(repr=False)
    grid: Grid = field(repr=False)
    formulas: SheetFormulas = field(repr=False)
    cuts: tuple[Span, ...] = field(repr=False)
    array_cuts: tuple[Span, ...] = field(repr=False)
    untidy: tuple[Patch, ...] = field(repr=False)
    hidden_rows: int
    since_1904: bool

    def patches(self, data: bytes, edits: CellEdits) -> Patches:
        """Return the patches for the edited cells that hold their own values; shared strings are ``repointed``.

        ``data`` is the part as it was read (see ``spans.plain``).
        """
        own = np.flatnonzero(self.items[edits.cells] < 0)
        at, inverse = edits.cells[own], edits.inverse[own]
        starts, stored = self.starts[at].astype(np.int64), self.stored[at]
        ends = _ends(data, self.frame.prefix, starts, stored)
        plain = Packed.of(edits.texts)
        more = _More(inverse, len(plain))
        dated = np.flatnonzero((self.grid.kinds[at] == Kind.DATE) & (stored == Stored.NUMBER))
        timed = dated[_has_point(data, starts[dated], ends[dated])]
        more.days(np.setdiff1d(dated, timed, assume_unique=True), plain, since_1904=self.since_1904)
        fractions = [old.partition(b".")[2] for old in _slices(data, starts[timed], ends[timed])]
        more.renew(timed, fractions, lambda text, old: self._serial(plain[text], old))
        rich, reader = np.flatnonzero(stored == Stored.RICH), Rich(self.frame.prefix)
        contents = _slices(data, starts[rich], ends[rich])
        more.renew(rich, contents, lambda text, old: reader.rewrite(old, plain[text]))
        return Patches(starts, ends, Packed.joined([escape.encode_all(plain), Packed.of_bytes(more.texts)]), inverse)

    def _serial(self, text: str, fraction: bytes) -> bytes:
        """Return the serial number of the day in ``text`` with the time of day that its cell had."""
        return numberformats.serial(text, fraction.decode(), since_1904=self.since_1904).encode() if text else b""

    def repointed(self, data: bytes, edited: Indices, items: Indices) -> Patches:
        """Return the patches that point the cells ``edited`` (indices into the grid) to the string ``items``."""
        starts = self.starts[edited].astype(np.int64)
        ends = _ends(data, self.frame.prefix, starts, self.stored[edited])
        used, inverse = np.unique(items, return_inverse=True)
        return Patches(starts, ends, Packed.of_bytes([b"%d" % item for item in used.tolist()]), inverse)


def read(raw: bytes, number: int, strings: Strings, is_date: NDArray[np.bool_], *, since_1904: bool) -> Sheet:
    """Return sheet ``number`` (from 1) from the bytes of its part.

    Raises:
        Damaged: when a cell points to a string or a style that does not exist, and as ``frame.read`` and ``cells.read``.
        Unsupported: likewise.
    """
    try:
        return _read(raw, number, strings, is_date, since_1904=since_1904, disguised=False)
    except (tags.Disguised, Damaged, Unsupported):  # another spelling of the same XML is read the long way, or refused there
        return _read(raw, number, strings, is_date, since_1904=since_1904, disguised=True)


def _read(raw: bytes, number: int, strings: Strings, is_date: NDArray[np.bool_], *, since_1904: bool, disguised: bool) -> Sheet:  # noqa: PLR0913 - see read
    data = spans.plain(raw, disguised=disguised)
    around = frame.read(data, disguised=disguised)
    found = cells.read(data, around.start, around.end, around.prefix)
    spans.check_text(data, around.start, around.end)
    buffer = np.frombuffer(data, dtype=np.uint8)
    items = _items(buffer, found, strings)
    texts = _own_texts(data, around.prefix, found, items)
    lengths = texts.lengths.copy()
    pointing = np.flatnonzero(items >= 0)
    lengths[pointing] = strings.texts.lengths[items[pointing]]
    filled = np.flatnonzero(lengths > 0)
    stored, kinds = found.stored[filled], _kinds(buffer, found, is_date)[filled]
    own = TextPool(texts.buffer, texts.starts[filled], texts.lengths[filled])
    shared = items[filled]
    reader = _Reader(own, shared, kinds, stored == Stored.NUMBER, strings.texts, since_1904)
    grid = Grid(number, found.rows[filled], found.cols[filled], kinds, _keys(own, shared, kinds, strings), reader.listed, pack=reader)
    formulas = sheetformulas.read(data, found, around.prefix, number)
    untidy = tuple(_untidy(data, around.prefix, found))
    cuts = (found.cuts, found.array_cuts, untidy)
    return Sheet(around, stored, found.starts[filled], shared, grid, formulas, *cuts, found.hidden_rows, since_1904)


def _untidy(data: bytes, prefix: bytes, found: Cells) -> Iterator[Patch]:
    """Yield what makes the rich texts of cells tidy, those that are not edited and those without a letter included."""
    rich, reader = np.flatnonzero(found.stored == Stored.RICH), Rich(prefix)
    starts = found.starts[rich].astype(np.int64)
    for start, end in zip(starts.tolist(), (starts + found.lengths[rich]).tolist(), strict=True):
        content = data[start:end]
        new = reader.tidied(content)
        if new != content:
            yield start, end, new


def _items(buffer: Bytes, found: Cells, strings: Strings) -> NDArray[np.int32]:
    """Return the string item that each cell points to, or -1."""
    items = np.full(len(found), -1, dtype=np.int32)
    pointing = np.flatnonzero((found.stored == Stored.SHARED) & (found.lengths > 0))
    items[pointing] = wordwise.whole_numbers(wordwise.words(buffer)[found.starts[pointing]], found.lengths[pointing].astype(np.int64))
    if ((items[pointing] < 0) | (items[pointing] >= len(strings))).any():
        raise Damaged("A sheet has a cell that points to a text that does not exist.", _SAVE_AGAIN)
    return items


def _own_texts(data: bytes, prefix: bytes, found: Cells, items: NDArray[np.int32]) -> TextPool:
    """Return the texts of the cells that hold them, in a buffer of their own; what is escaped or rich is decoded now."""
    own = np.flatnonzero((items < 0) & (found.lengths > 0))
    raw = bytewise.gather(np.frombuffer(data, dtype=np.uint8), found.starts[own], found.lengths[own]).tobytes()
    buffer = np.frombuffer(raw, dtype=np.uint8)
    lengths = found.lengths[own].astype(np.int64)
    starts = np.cumsum(lengths) - lengths
    marked = found.stored[own] == Stored.RICH
    rich, reader = marked.copy(), Rich(prefix)
    marked[textpool.holding(starts, lengths, escape.escaped(buffer, len(buffer)))] = True
    odd = np.flatnonzero(marked)
    edges = zip(starts[odd].tolist(), (starts + lengths)[odd].tolist(), rich[odd].tolist(), strict=True)
    texts = [(reader.text if is_rich else escape.decode)(raw[start:end]) for start, end, is_rich in edges]
    pool = textpool.pooled(raw, starts, lengths, odd, texts)
    if len(own) == len(found):
        return pool
    spread = np.zeros((2, len(found)), dtype=pool.starts.dtype)
    spread[:, own] = pool.starts, pool.lengths
    return TextPool(pool.buffer, spread[0], spread[1])


def _kinds(buffer: Bytes, found: Cells, is_date: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Return the kind of each cell; a number below 1 is a time of day even where the format shows a date."""
    if len(found) and found.styles.max() >= max(len(is_date), 1) and found.styles.max() > 0:
        raise Damaged("A sheet has a cell that points to a format that does not exist.", _SAVE_AGAIN)
    kinds = _KINDS[found.stored]
    dated = np.flatnonzero((found.stored == Stored.NUMBER) & (found.lengths > 0) & is_date[np.minimum(found.styles, len(is_date) - 1)])
    first = buffer[found.starts[dated]]
    kinds[dated[(first > ord("0")) & (first <= ord("9"))]] = Kind.DATE
    return kinds


def _keys(own: TextPool, items: NDArray[np.int32], kinds: NDArray[np.uint8], strings: Strings) -> NDArray[np.uint64]:
    """Return a key for each cell, with the kind in bits that a short slice leaves free."""
    keys = own.keys()
    keys ^= kinds.astype(np.uint64) << np.uint64(59)
    pointing = np.flatnonzero(items >= 0)
    keys[pointing] = strings.canonical[items[pointing]].astype(np.uint64) | _SHARED_KEY
    return keys


def _ends(data: bytes, prefix: bytes, starts: Indices, stored: NDArray[np.uint8]) -> Indices:
    """Return where the values that begin at ``starts`` end: at the next tag, a rich one at the end of its element."""
    ends = starts + wordwise.until(np.frombuffer(data, dtype=np.uint8), starts, _LT)
    for place in np.flatnonzero(stored == Stored.RICH).tolist():
        ends[place] = data.index(b"</" + prefix + b"is", int(starts[place]))
    return ends


def _slices(data: bytes, starts: Indices, ends: Indices) -> list[bytes]:
    return [data[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]


def _has_point(data: bytes, starts: Indices, ends: Indices) -> NDArray[np.bool_]:
    """Return which numbers may have a decimal point: those that show one among their first eight bytes, or are longer."""
    before = wordwise.first(wordwise.words(np.frombuffer(data, dtype=np.uint8))[starts], _POINT)
    return (before < ends - starts) | (ends - starts > wordwise.WIDTH)


class _More:
    """Texts that some patches get instead of those that their edits have; ``inverse`` follows."""

    def __init__(self, inverse: Indices, first: int) -> None:
        self.texts: list[bytes] = []
        self._inverse, self._first = inverse, first

    def days(self, places: Indices, plain: Packed, *, since_1904: bool) -> None:
        """Give the patches ``places`` the serial numbers of the days in their texts."""
        used, number = np.unique(self._inverse[places], return_inverse=True)
        self._inverse[places] = self._first + len(self.texts) + number
        self.texts += numberformats.days(plain.take(used).listed(), since_1904=since_1904)

    def renew(self, places: Indices, olds: list[bytes], make: Callable[[int, bytes], bytes]) -> None:
        """Give the patches ``places`` texts of their own, made of the new text and of what stood there, once for equal ones."""
        made: dict[tuple[int, bytes], int] = {}
        first = self._first + len(self.texts)
        keys = zip(self._inverse[places].tolist(), olds, strict=True)
        self._inverse[places] = [made.setdefault(key, first + len(made)) for key in keys]
        self.texts += [make(text, old) for text, old in made]


@dataclass(frozen=True, slots=True, eq=False)
class _Reader:
    """Decodes the texts of a grid's cells."""

    own: TextPool
    items: NDArray[np.int32]
    kinds: NDArray[np.uint8]
    numeric: NDArray[np.bool_]
    shared: TextPool
    since_1904: bool

    def listed(self, asked: Indices) -> list[str]:
        return self(asked).listed()

    def __call__(self, asked: Indices) -> Packed:
        items = self.items[asked]
        here = items < 0
        own = asked[here]
        texts, plain = self.own.pack(own), ~((self.kinds[own] == Kind.DATE) & self.numeric[own])
        if not plain.all():
            days = numberformats.isos(texts.take(~plain).listed(), since_1904=self.since_1904)
            texts = texts.take(plain).among(plain, Packed.of(days))
        return texts.among(here, self.shared.pack(items[~here]))
