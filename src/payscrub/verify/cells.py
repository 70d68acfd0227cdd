"""The cells of a sheet as parallel arrays, read straight from the bytes.

``tags`` tells the tags apart and proves that the part has the plain form which every program writes. A sheet in any other
form (prefixes, comments, missing references) is read by ``oddcells`` with a real XML parser. Nothing is skipped:
attributes other than the usual ones are handed back as leaves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from payscrub.model import Kind
from payscrub.verify import slices
from payscrub.verify.formulashapes import uncopied
from payscrub.verify.markup import Leaf, unescape
from payscrub.verify.pool import WIDEST, widths_of
from payscrub.verify.slices import Offsets, Words
from payscrub.verify.styles import Styles
from payscrub.verify.tags import Codes, NotPlainError, Tags

Bools = NDArray[np.bool_]

_CHUNK = 1 << 21
_SHARED = 16  # a mark beside the kinds: the value is an index into the shared strings
_STYLE_DIGITS = 9  # more styles than any workbook can have
_ROW_START, _CELL_START = len('<row r="'), len('<c r="')
_PLAIN_ROW = re.compile(
    rb'(?: (?:spans="[\d: ]{0,200}"|(?:s|ht|customFormat|customHeight|hidden|outlineLevel|collapsed|thickTop|thickBot|ph)="[\w.+-]{0,24}"'
    rb'|x14ac:dyDescent="[\d.eE+-]{1,24}")){0,12} ?/?'
)
_CELL_ATTRIBUTE = re.compile(rb' ([\w:]{1,40})="([^"]*)"')
_TYPES = {
    b"s": _SHARED,
    b"n": Kind.NUMBER,
    b"str": Kind.TEXT,
    b"inlineStr": Kind.TEXT,
    b"b": Kind.BOOLEAN,
    b"e": Kind.ERROR,
    b"d": Kind.DATE,
}
_HARMLESS = frozenset([b"cm", b"vm", b"ph", b"s", b"t"])


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Cells:
    """Cells in stored order; ``starts`` and ``ends`` delimit raw values, or hold shared-string indices where ``shared``."""

    rows: NDArray[np.int32]
    cols: NDArray[np.int32]
    kinds: Codes
    shared: Bools
    keys: Words
    starts: Offsets
    ends: Offsets
    widths: Codes
    formulas: tuple[tuple[int, str], ...] = ()  # (index of the cell, text)
    leaves: tuple[Leaf, ...] = ()


def read_cells(data: bytes, start: int, end: int, styles: Styles) -> Cells:
    """Return the cells between two offsets of a sheet part (the inside of its ``sheetData``).

    Raises:
        NotPlainError: it is not in the plain form.
    """
    tails = _Tails(styles)
    chunks = [_Chunk(data, first, last, tails).cells() for first, last in _chunks(data, start, end)]
    return _joined(chunks, tails)


def _chunks(data: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield pieces of whole rows small enough for the processor's cache."""
    while start < end:
        cut = data.find(b"<row ", start + _CHUNK, end)
        stop = cut if cut > 0 else end
        yield start, stop
        start = stop


class _Tails:
    """What the attributes after a cell's reference mean; there are only a few dozen different ones in a sheet."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.known: dict[bytes, int] = {}
        self.leaves: list[Leaf] = []

    def kind(self, tail: bytes) -> int:
        if tail not in self.known:
            self.known[tail] = self._parsed(tail)
        return self.known[tail]

    def _parsed(self, tail: bytes) -> int:
        stripped = tail.rstrip(b" /")
        attributes = dict(_CELL_ATTRIBUTE.findall(stripped))
        if _CELL_ATTRIBUTE.sub(b"", stripped):
            raise NotPlainError
        self.leaves += [
            Leaf("c", name.decode(), unescape(value.decode("utf-8", "replace")))
            for name, value in attributes.items()
            if name not in _HARMLESS
        ]
        kind = _TYPES.get(attributes.get(b"t", b"n"))
        style = attributes.get(b"s", b"0")
        if kind is None or not style.isdigit() or len(style) > _STYLE_DIGITS:
            raise NotPlainError
        return Kind.DATE if kind == Kind.NUMBER and int(style) in self.styles.dates else kind


class _Chunk:
    """A run of whole rows: tags classified, cells cut out."""

    def __init__(self, data: bytes, first: int, last: int, tails: _Tails) -> None:
        self.base, self.known = first, tails
        self.padded = data[first:last] + slices.PADDING
        self.words = slices.overlapping(self.padded)
        self.tags = Tags(self.padded, self.words)
        self.opens, self.closes, self.codes = self.tags.opens, self.tags.closes, self.tags.codes

    def cells(self) -> Cells:
        """Return the filled cells of the chunk; offsets count from the start of the part."""
        at = self.tags.of("CK")
        rows, digits = self._rows(at)
        starts = self.opens[at] + _CELL_START
        cols, letters = self._columns(starts)
        ref_ends = starts + letters + digits
        stored, good = slices.integers(self.words, starts + letters, ref_ends)
        if not good.all() or (stored != rows + 1).any() or (self._byte(ref_ends) != ord('"')).any():
            raise NotPlainError
        kinds = self._kinds(ref_ends + 1, self.closes[at])
        value = self._value_tags(at)
        filled = np.flatnonzero(value)
        value = value[filled]
        first, last = self.closes[value] + 1, self.opens[value + 1]
        some = np.flatnonzero(last > first)
        chosen = filled[some]
        formulas = tuple(self._formulas(at, filled, some))
        return Cells(
            rows[chosen].astype(np.int32), cols[chosen].astype(np.int32), *self._values(kinds[chosen], first[some], last[some]), formulas
        )

    def _byte(self, places: Offsets) -> Words:
        return self.words[places] & np.uint64(0xFF)

    def _values(self, kinds: Codes, first: Offsets, last: Offsets) -> tuple[Codes, Bools, Words, Offsets, Offsets, Codes]:
        """Return kinds, pointers into the shared strings, keys, where every value starts and ends, and how long it counts."""
        shared = kinds == _SHARED
        keys = np.zeros(len(kinds), dtype=np.uint64)
        raw = np.flatnonzero(~shared)
        salt = kinds[raw].astype(np.uint64) << np.uint64(56)
        keys[raw] = slices.keys(self.words, first[raw], last[raw]) ^ salt
        starts, ends = first + self.base, last + self.base
        index, good = slices.integers(self.words, first[shared], last[shared])
        if not good.all():
            raise NotPlainError
        starts[shared], ends[shared] = index, 0
        widths = widths_of(last - first)
        widths[slices.holding(self.words[first], b"E") | slices.holding(self.words[first], b"e")] = WIDEST
        return np.where(shared, np.uint8(Kind.TEXT), kinds), shared, keys, starts, ends, widths

    def _rows(self, at: Offsets) -> tuple[Offsets, Offsets]:
        """Return for every cell its row, counted from 0, and how many digits the row's number has."""
        tags = self.tags.of("RE")
        starts = self.opens[tags] + _ROW_START
        widths = slices.digits(self.words, starts)
        numbers, good = slices.integers(self.words, starts, starts + widths)
        named = slices.first_bytes(self.words[self.opens[tags]], _ROW_START) == slices.literal(b'<row r="')
        if not good.all() or not named.all() or (numbers == 0).any() or (self._byte(starts + widths) != ord('"')).any():
            raise NotPlainError
        for tail in self._distinct(starts + widths + 1, self.closes[tags])[0]:
            if not _PLAIN_ROW.fullmatch(tail):
                self.known.leaves.append(Leaf("row", "", unescape(tail.decode("utf-8", "replace"))))
        counts = np.diff(np.append(np.searchsorted(at, tags), len(at)))
        return np.repeat(numbers - 1, counts), np.repeat(widths, counts)

    def _distinct(self, starts: Offsets, ends: Offsets) -> tuple[list[bytes], Offsets]:
        """Return the distinct slices, and for every slice the number of its text among them."""
        first, inverse = slices.numbered(slices.keys(self.words, starts, ends))
        return [self.padded[a:b] for a, b in zip(starts[first].tolist(), ends[first].tolist(), strict=True)], inverse

    def _columns(self, starts: Offsets) -> tuple[Offsets, Offsets]:
        """Return for every reference its column, counted from 0, and how many letters name it."""
        words = self.words[starts]
        columns = np.zeros(len(starts), dtype=np.int64)
        letters = np.zeros(len(starts), dtype=np.int64)
        going = np.ones(len(starts), dtype=np.bool_)
        for place in range(3):
            letter = ((words >> np.uint64(8 * place)) & np.uint64(0xFF)).astype(np.int64) - 64
            going &= (letter >= 1) & (letter <= 26)  # noqa: PLR2004 - the alphabet
            columns = np.where(going, columns * 26 + letter, columns)
            letters += going
        return columns - 1, letters

    def _kinds(self, starts: Offsets, ends: Offsets) -> Codes:
        tails, inverse = self._distinct(starts, ends)
        return np.array([self.known.kind(tail) for tail in tails], dtype=np.uint8)[inverse]

    def _value_tags(self, at: Offsets) -> Offsets:
        """Return for every cell the number of the tag that opens its value, or 0."""
        codes = np.append(self.codes, np.zeros(4, dtype=np.uint8))
        after = np.where(self.codes[at] == ord("K"), 0, at + 1)
        after = np.where(codes[after] == ord("F"), after + 2, np.where(codes[after] == ord("G"), after + 1, after))
        after = np.where(codes[after] == ord("I"), after + 1, after)
        return np.where((codes[after] == ord("V")) | (codes[after] == ord("T")), after, 0)

    def _formulas(self, at: Offsets, filled: Offsets, some: Offsets) -> list[tuple[int, str]]:
        """Return the formulas that are no mere copies, each with the index of its first cell (-1: one without value)."""
        tags = self.tags.of("FG")
        for attributes in self._distinct(self.opens[tags] + len("<f"), self.closes[tags])[0]:
            self.known.leaves += _formula_attributes(attributes)
        tags = tags[self.codes[tags] == ord("F")]
        first, last = self.closes[tags] + 1, self.opens[tags + 1]
        chosen = uncopied(np.frombuffer(self.padded, dtype=np.uint8), first, last)
        cells, wanted = np.append(at[filled[some]], len(self.codes)), tags[chosen] - 1
        place = np.searchsorted(cells, wanted)
        owners = np.where(cells[place] == wanted, place, -1)
        texts = [self.padded[a:b].decode("utf-8", "replace") for a, b in zip(first[chosen].tolist(), last[chosen].tolist(), strict=True)]
        return [(owner, unescape(text)) for owner, text in zip(owners.tolist(), texts, strict=True)]


def _formula_attributes(tag: bytes) -> list[Leaf]:
    pairs = _CELL_ATTRIBUTE.findall(tag.rstrip(b"/ "))
    return [Leaf("f", name.decode(), unescape(value.decode("utf-8", "replace"))) for name, value in pairs]


def _joined(chunks: list[Cells], tails: _Tails) -> Cells:
    none = np.zeros(0, dtype=np.int64)
    place = none.astype(np.int32)
    some = chunks or [
        Cells(place, place, none.astype(np.uint8), none.astype(np.bool_), none.astype(np.uint64), none, none, none.astype(np.uint8))
    ]
    sizes = np.cumsum([0, *[len(chunk.rows) for chunk in some]])
    formulas: dict[str, int] = {}
    for offset, chunk in zip(sizes.tolist(), some, strict=False):
        for cell, text in chunk.formulas:
            formulas.setdefault(text, cell + offset if cell >= 0 else -1)
    return Cells(
        rows=np.concatenate([chunk.rows for chunk in some]),
        cols=np.concatenate([chunk.cols for chunk in some]),
        kinds=np.concatenate([chunk.kinds for chunk in some]),
        shared=np.concatenate([chunk.shared for chunk in some]),
        keys=np.concatenate([chunk.keys for chunk in some]),
        starts=np.concatenate([chunk.starts for chunk in some]),
        ends=np.concatenate([chunk.ends for chunk in some]),
        widths=np.concatenate([chunk.widths for chunk in some]),
        formulas=tuple((cell, text) for text, cell in formulas.items()),
        leaves=tuple(dict.fromkeys(tails.leaves)),
    )
