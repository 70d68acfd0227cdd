"""The cells of a sheet as parallel arrays, read straight from the bytes.

``<`` and ``>`` are found in bulk; tags are told apart by their first bytes; a table of allowed neighbours proves that
the part has the plain form which every program writes. A sheet in any other form (prefixes, comments, missing
references) is read by ``oddcells`` with a real XML parser. Nothing is skipped: attributes other than the usual ones are
handed back as leaves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from payscrub.model import Kind
from payscrub.verify import slices
from payscrub.verify.markup import Leaf, unescape
from payscrub.verify.slices import Offsets, Words
from payscrub.verify.styles import Styles

Bools = NDArray[np.bool_]
Codes = NDArray[np.uint8]

_CHUNK = 1 << 21
_SHARED = 16  # a mark beside the kinds: the value is an index into the shared strings
_ROW = re.compile(rb' r="([1-9]\d{0,6})"([^<>]*)')
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

# One letter for each kind of tag; the neighbours that the plain form allows.
_TAGS = {"R": b"<row ", "r": b"</row>", "C": b'<c r="', "c": b"</c>", "V": b"<v>", "v": b"</v>", "f": b"</f>", "I": b"<is>", "i": b"</is>"}
_TAGS |= {"t": b"</t>"}
_OPENERS = {"F": (b"<f>", b"<f "), "T": (b"<t>", b"<t xml:s"), "V": (b"<v>", b"<v xml:s")}
_FOLLOWERS = {"R": "CKr", "E": "RE", "r": "RE", "C": "FGVIYc", "K": "CKr", "c": "CKr", "F": "f", "f": "VIc", "G": "VIc", "V": "v", "v": "c"}
_FOLLOWERS |= {"I": "TY", "T": "t", "t": "i", "Y": "ic", "i": "c"}
_SELF_CLOSED = {"C": "K", "R": "E", "F": "G", "T": "Y", "V": "Y"}


def _neighbours() -> Bools:
    table = np.zeros((128, 128), dtype=np.bool_)
    for letter, followers in _FOLLOWERS.items():
        for follower in followers:
            table[ord(letter), ord(follower)] = True
    return table.reshape(-1)


_ALLOWED = _neighbours()
_TEXT_OPENERS = np.isin(np.arange(128), [ord(letter) for letter in "VFT"])


class NotPlainError(Exception):
    """The sheet is not in the plain form; it needs the slower reader."""


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Cells in stored order; ``starts`` and ``ends`` delimit raw values, or hold shared-string indices where ``shared``."""

    rows: Offsets = field(repr=False)
    cols: Offsets = field(repr=False)
    kinds: Codes = field(repr=False)
    shared: Bools = field(repr=False)
    keys: Words = field(repr=False)
    starts: Offsets = field(repr=False)
    ends: Offsets = field(repr=False)
    formulas: tuple[tuple[int, str], ...] = field(repr=False, default=())  # (index of the cell, text), distinct texts only
    leaves: tuple[Leaf, ...] = field(repr=False, default=())


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
        self.leaves += [Leaf("c", name.decode(), unescape(value.decode())) for name, value in attributes.items() if name not in _HARMLESS]
        kind = _TYPES.get(attributes.get(b"t", b"n"))
        style = attributes.get(b"s", b"0")
        if kind is None or not style.isdigit():
            raise NotPlainError
        return Kind.DATE if kind == Kind.NUMBER and int(style) in self.styles.dates else kind


class _Chunk:
    """A run of whole rows: tags classified, cells cut out."""

    def __init__(self, data: bytes, first: int, last: int, tails: _Tails) -> None:
        self.base, self.tails = first, tails
        self.padded = data[first:last] + slices.PADDING
        self.words = slices.overlapping(self.padded)
        plain = np.frombuffer(self.padded, dtype=np.uint8)
        self.opens = np.flatnonzero(plain == ord("<"))
        self.closes = np.flatnonzero(plain == ord(">"))
        if len(self.opens) != len(self.closes) or not self._alternate():
            raise NotPlainError
        self.codes = self._codes(plain)

    def _alternate(self) -> bool:
        opens, closes = self.opens, self.closes
        return bool((opens < closes).all() and (closes[:-1] < opens[1:]).all())

    def _codes(self, plain: Codes) -> Codes:
        heads = self.words[self.opens]
        codes = np.zeros(len(heads), dtype=np.uint8)
        for letter, tag in _TAGS.items():
            codes[slices.first_bytes(heads, len(tag)) == slices.literal(tag)] = ord(letter)
        for letter, forms in _OPENERS.items():
            for form in forms:
                codes[slices.first_bytes(heads, len(form)) == slices.literal(form)] = ord(letter)
        self_closed = plain[self.closes - 1] == ord("/")
        for letter, closed in _SELF_CLOSED.items():
            codes[(codes == ord(letter)) & self_closed] = ord(closed)
        self._check(codes)
        return codes

    def _check(self, codes: Codes) -> None:
        """Refuse what is not the plain form: unknown tags, wrong neighbours, text outside of values, an unfinished row."""
        if not len(codes) or codes[0] not in b"RE" or codes[-1] not in b"rE" or not codes.all():
            raise NotPlainError
        pairs = codes[:-1].astype(np.int64) * 128 + codes[1:]
        touching = self.closes[:-1] + 1 == self.opens[1:]
        if not _ALLOWED[pairs].all() or not (touching | _TEXT_OPENERS[codes[:-1]]).all():
            raise NotPlainError
        if self.opens[0] or self.closes[-1] + 1 != len(self.padded) - len(slices.PADDING):
            raise NotPlainError

    def cells(self) -> Cells:
        """Return the filled cells of the chunk; offsets count from the start of the part."""
        at = np.flatnonzero((self.codes == ord("C")) | (self.codes == ord("K")))
        rows, digits = self._rows(at)
        starts = self.opens[at] + 6
        cols, letters = self._columns(starts)
        ref_ends = starts + letters + digits
        stored = self._row_words(starts + letters, digits)
        if not ((self.words[ref_ends] & np.uint64(0xFF)) == ord('"')).all() or (stored != rows + 1).any():
            raise NotPlainError
        kinds = self._kinds(ref_ends + 1, self.closes[at])
        value = self._value_tags(at)
        filled = np.flatnonzero((value > 0) & (np.diff(np.append(self.closes, 0))[value] != 0))
        value = value[filled]
        first, last = self.closes[value] + 1, self.opens[value + 1]
        some = np.flatnonzero(last > first)
        chosen = filled[some]
        formulas = tuple(self._formulas(at, filled, some))
        return Cells(rows[chosen], cols[chosen], *self._values(kinds[chosen], first[some], last[some]), formulas)

    def _values(self, kinds: Codes, first: Offsets, last: Offsets) -> tuple[Codes, Bools, Words, Offsets, Offsets]:
        """Return kinds, pointers into the shared strings, keys, and where every value starts and ends."""
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
        return np.where(shared, np.uint8(Kind.TEXT), kinds), shared, keys, starts, ends

    def _rows(self, at: Offsets) -> tuple[Offsets, Offsets]:
        """Return for every cell its row, counted from 0, and how many digits the row's number has."""
        row_tags = np.flatnonzero((self.codes == ord("R")) | (self.codes == ord("E")))
        numbers, widths = [], []
        for first, last in zip((self.opens[row_tags] + 4).tolist(), self.closes[row_tags].tolist(), strict=True):
            match = _ROW.fullmatch(self.padded, first, last)
            if match is None:
                raise NotPlainError
            if not _PLAIN_ROW.fullmatch(match[2]):
                self.tails.leaves.append(Leaf("row", "", unescape(match[2].decode("utf-8", "replace"))))
            numbers.append(int(match[1]) - 1)
            widths.append(len(match[1]))
        counts = np.diff(np.append(np.searchsorted(at, row_tags), len(at)))
        return np.repeat(np.array(numbers, dtype=np.int64), counts), np.repeat(np.array(widths, dtype=np.int64), counts)

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

    def _row_words(self, starts: Offsets, digits: Offsets) -> Offsets:
        numbers, good = slices.integers(self.words, starts, starts + digits)
        if not good.all():
            raise NotPlainError
        return numbers

    def _kinds(self, starts: Offsets, ends: Offsets) -> Codes:
        hashes = slices.keys(self.words, starts, ends)
        _, first, inverse = np.unique(hashes, return_index=True, return_inverse=True)
        kinds = [self.tails.kind(self.padded[a:b]) for a, b in zip(starts[first].tolist(), ends[first].tolist(), strict=True)]
        return np.array(kinds, dtype=np.uint8)[inverse]

    def _value_tags(self, at: Offsets) -> Offsets:
        """Return for every cell the number of the tag that opens its value, or 0."""
        codes = np.append(self.codes, np.zeros(4, dtype=np.uint8))
        after = np.where(self.codes[at] == ord("K"), 0, at + 1)
        after = np.where(codes[after] == ord("F"), after + 2, np.where(codes[after] == ord("G"), after + 1, after))
        after = np.where(codes[after] == ord("I"), after + 1, after)
        return np.where((codes[after] == ord("V")) | (codes[after] == ord("T")), after, 0)

    def _formulas(self, at: Offsets, filled: Offsets, some: Offsets) -> list[tuple[int, str]]:
        """Return the distinct formula texts with the index of the first cell that has each (-1: a cell without value)."""
        tags = np.flatnonzero((self.codes == ord("F")) | (self.codes == ord("G")))
        if not len(tags):
            return []
        for first, last in zip((self.opens[tags] + 2).tolist(), self.closes[tags].tolist(), strict=True):
            if last - first > 1:
                self.tails.leaves += _formula_attributes(self.padded[first:last])
        tags = tags[self.codes[tags] == ord("F")]
        first, last = self.closes[tags] + 1, self.opens[tags + 1]
        _, chosen = np.unique(slices.keys(self.words, first, last), return_index=True)
        cells, wanted = at[filled[some]], tags[chosen] - 1
        place = np.minimum(np.searchsorted(cells, wanted), max(len(cells) - 1, 0))
        owners = np.where(cells[place] == wanted, place, -1) if len(cells) else np.full(len(wanted), -1)
        texts = [self.padded[a:b].decode() for a, b in zip(first[chosen].tolist(), last[chosen].tolist(), strict=True)]
        return [(owner, unescape(text)) for owner, text in zip(owners.tolist(), texts, strict=True)]


def _formula_attributes(tag: bytes) -> list[Leaf]:
    pairs = _CELL_ATTRIBUTE.findall(tag.rstrip(b"/ "))
    return [Leaf("f", name.decode(), unescape(value.decode("utf-8", "replace"))) for name, value in pairs]


def _joined(chunks: list[Cells], tails: _Tails) -> Cells:
    if not chunks:
        none = np.zeros(0, dtype=np.int64)
        return Cells(none, none, none.astype(np.uint8), none.astype(np.bool_), none.astype(np.uint64), none, none)
    sizes = np.cumsum([0, *[len(chunk.rows) for chunk in chunks]])
    formulas: dict[str, int] = {}
    for offset, chunk in zip(sizes.tolist(), chunks, strict=False):
        for cell, text in chunk.formulas:
            formulas.setdefault(text, cell + offset if cell >= 0 else -1)
    return Cells(
        rows=np.concatenate([chunk.rows for chunk in chunks]),
        cols=np.concatenate([chunk.cols for chunk in chunks]),
        kinds=np.concatenate([chunk.kinds for chunk in chunks]),
        shared=np.concatenate([chunk.shared for chunk in chunks]),
        keys=np.concatenate([chunk.keys for chunk in chunks]),
        starts=np.concatenate([chunk.starts for chunk in chunks]),
        ends=np.concatenate([chunk.ends for chunk in chunks]),
        formulas=tuple((cell, text) for text, cell in formulas.items()),
        leaves=tuple(dict.fromkeys(tails.leaves)),
    )
