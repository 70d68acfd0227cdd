"""The tags of a large, simple piece of XML as arrays: cells and shared strings are read this way.

A sheet of 50,000 rows has 4.6 million tags. expat with handlers alone takes 3.6 s for them; the arrays take 0.1 s. What the arrays
assume is checked for every tag: the names are known, one tag may follow the other (a grammar given as a table of pairs), what is not
bare is written as its shape says, and text stands only where text belongs. Anything else is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from payscrub.bytewise import Bytes
from payscrub.errors import Damaged, Unsupported
from payscrub.formats.wordwise import pairs, until
from payscrub.model import Indices

OPEN, EMPTY, CLOSE = 0, 1, 2
_LT, _GT, _SLASH, _BANG, _QUERY = (ord(sign) for sign in "<>/!?")
_BLANKS = b" \t\r\n"
_AFTER_NAME = _BLANKS + b"/>"
_BLANK = np.zeros(256, dtype=np.bool_)
_BLANK[list(_BLANKS)] = True
_PIECE = 1 << 19  # bytes indexed at a time: the temporary arrays stay in the cache
_ANY = -1  # the length of a tag that is looked at elsewhere
_SAVE_AGAIN = "Open it in Excel or LibreOffice, save it under a new name, and try again."


class Disguised(Exception):  # noqa: N818 - no error: it asks for the part to be made plain
    """The piece holds a comment, a processing instruction, CDATA or a DOCTYPE."""


@dataclass(frozen=True, slots=True, eq=False)
class Tags:
    """All tags of a piece of XML in order: ``code`` is three times the name's number plus OPEN, EMPTY or CLOSE.

    ``starts`` are the positions of the ``<``, ``ends`` those of the ``>``.
    """

    starts: Indices
    ends: Indices
    codes: NDArray[np.uint8]

    def text_after(self, tags: Indices) -> tuple[Indices, Indices]:
        """Return where the text after each of ``tags`` (indices) starts, and how long it is."""
        starts = self.ends[tags] + 1
        return starts, self.starts[tags + 1] - starts


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """The names that may occur, which tag may follow which, and how a tag is written.

    Names get their numbers in order; every other name gets the last number. The first name is that of the outermost elements.
    ``texts`` tells which tags may be followed by text. ``shapes`` are those of opening tags that are more than ``<name>``; tags
    without a shape are looked at by who asks for them.
    """

    names: tuple[bytes, ...]
    follows: NDArray[np.bool_]
    texts: NDArray[np.bool_]
    widths: Indices  # of a bare tag without a prefix, or _ANY
    shapes: Mapping[int, re.Pattern[bytes]]
    known: NDArray[np.uint8]  # the code of the name that may begin with a pair of bytes

    def read(self, buffer: Bytes, start: int, end: int, prefix: bytes) -> Tags:
        """Return the tags of ``buffer[start:end]``, whose names carry the namespace ``prefix`` (``b"x:"`` or empty).

        Raises:
            Damaged: when a tag does not end, or text stands where none belongs.
            Disguised: when the piece has to be made plain first.
            Unsupported: when a tag stands where the grammar does not allow it, or is not written as its shape says.
        """
        starts = np.flatnonzero(buffer[start:end] == _LT)
        starts += start
        codes = self._codes(buffer, starts, prefix)
        ends = self._ends(buffer, np.append(starts, end), codes, len(prefix))
        _check_blank(buffer, start, int(starts[0]) if len(starts) else end)
        follows = self.follows.ravel()[codes[:-1].astype(np.uint16) * len(self.follows) + codes[1:]]
        if not follows.all() or (len(codes) and not (codes[0] < CLOSE and EMPTY <= codes[-1] <= CLOSE)):
            raise Unsupported("A sheet has an element where none of its kind belongs.", _SAVE_AGAIN)
        self._check_shapes(buffer, starts, ends, codes, len(prefix))
        return Tags(starts, ends, codes)

    def _codes(self, buffer: Bytes, starts: Indices, prefix: bytes) -> NDArray[np.uint8]:
        """Return the codes of the tags; an empty tag still counts as an opening one."""
        second = buffer[starts + 1]
        if ((second == _BANG) | (second == _QUERY)).any():
            raise Disguised
        closing = second == _SLASH
        at = starts + closing
        at += 1 + len(prefix)
        codes: NDArray[np.uint8] = self.known[pairs(buffer)[np.minimum(at, len(buffer) - 2)]]
        for number, name in enumerate(self.names):
            if len(name) > 1:
                self._check_name(buffer, at, codes, number)
        for offset, sign in enumerate(prefix):
            codes[buffer[at - len(prefix) + offset] != sign] = 3 * len(self.names)
        codes += closing.astype(np.uint8) * np.uint8(CLOSE)
        return codes

    def _check_name(self, buffer: Bytes, at: Indices, codes: NDArray[np.uint8], number: int) -> None:
        """Give up the code of a name that only begins like name ``number``."""
        name = self.names[number]
        tags = np.flatnonzero(codes == 3 * number)
        last = np.minimum(at[tags] + len(name), len(buffer) - 1)
        wrong = ~np.isin(buffer[last], list(_AFTER_NAME))
        for offset in range(2, len(name)):
            wrong |= buffer[last - len(name) + offset] != name[offset]
        codes[tags[wrong]] = 3 * len(self.names)

    def _ends(self, buffer: Bytes, edges: Indices, codes: NDArray[np.uint8], prefix: int) -> Indices:
        """Return where each tag ends, and tell in ``codes`` the empty ones.

        A tag that no text may follow ends right before the next one, blanks aside; one that text may follow at its first ``>``.
        """
        starts, ends = edges[:-1], edges[1:] - 1
        texts = np.flatnonzero(self.texts[codes])
        close = starts[texts] + self.widths[codes[texts]] + prefix
        longer = np.flatnonzero(buffer[np.minimum(close, len(buffer) - 1)] != _GT)
        close[longer] = starts[texts[longer]] + until(buffer, starts[texts[longer]], _GT)
        if (close > ends[texts]).any():
            raise Damaged("A sheet has a tag inside a tag.", _SAVE_AGAIN)
        ends[texts] = close
        apart = np.flatnonzero(_BLANK[buffer[ends]])
        if len(apart):
            ends[apart] = _solid(buffer, int(starts[0]), int(edges[-1]))[ends[apart] - starts[0]] + starts[0]
        last = pairs(buffer)[ends - 1]
        if (last >> np.uint16(8) != _GT).any():
            raise Damaged("A sheet has text between its cells.", _SAVE_AGAIN)
        codes += (((last & np.uint16(0xFF)) == _SLASH) & (codes % 3 == OPEN)).astype(np.uint8)
        for tag in texts[(codes[texts] % 3 == EMPTY) & (ends[texts] + 1 < edges[texts + 1])].tolist():
            _check_blank(buffer, int(ends[tag]) + 1, int(edges[tag + 1]))
        return ends

    def _check_shapes(self, buffer: Bytes, starts: Indices, ends: Indices, codes: NDArray[np.uint8], prefix: int) -> None:
        """Refuse a tag that is not bare and does not have the shape of its kind; equal ones are looked at once."""
        widths = self.widths[codes]
        odd = np.flatnonzero((ends - starts - prefix != widths) & (widths != _ANY))
        data = buffer.data
        spans = zip(starts[odd].tolist(), (ends[odd] + 1).tolist(), codes[odd].tolist(), strict=True)
        for tag, code in {(bytes(data[start:end]), code) for start, end, code in spans}:
            if not self.shapes[code].fullmatch(tag):
                raise Unsupported("A sheet has a cell with an attribute that cells do not have.", _SAVE_AGAIN)


def grammar(names: Iterable[str], follows: Mapping[str, str], texts: Iterable[str], shapes: Mapping[str, re.Pattern[bytes]]) -> Grammar:
    """Return the grammar of ``names``, where ``follows`` maps a tag to the tags that may come next.

    Tags are written ``c`` (opening), ``c/`` (empty), ``/c`` (closing); ``*`` stands for every name not listed. ``shapes`` are those
    of opening and empty tags; a name that has none is looked at elsewhere, but for its closing tag.
    """
    listed = (*names, "*")
    codes: dict[str, int] = {}
    for number, name in enumerate(listed):
        codes |= {name: 3 * number + OPEN, f"{name}/": 3 * number + EMPTY, f"/{name}": 3 * number + CLOSE}
    table = np.zeros((len(codes), len(codes)), dtype=np.bool_)
    for before, after in follows.items():
        table[np.ix_([codes[tag] for tag in before.split()], [codes[tag] for tag in after.split()])] = True
    may_have_text = np.zeros(len(codes), dtype=np.bool_)
    may_have_text[[codes[name] for name in texts]] = True
    widths, written = np.full(len(codes), _ANY, dtype=np.int64), dict[int, re.Pattern[bytes]]()
    for name in listed[:-1]:
        widths[codes[f"/{name}"]] = len(f"</{name}")
        written[codes[f"/{name}"]] = re.compile(rb"</(?:[\w.-]+:)?%b\s*>" % name.encode())
        if name in shapes:
            widths[codes[name]], widths[codes[f"{name}/"]] = len(f"<{name}"), len(f"<{name}/")
            written |= {codes[name]: shapes[name], codes[f"{name}/"]: shapes[name]}
    plain = tuple(name.encode() for name in listed[:-1])
    return Grammar(plain, table, may_have_text, widths, written, _beginnings(plain))


def _beginnings(names: tuple[bytes, ...]) -> NDArray[np.uint8]:
    """Return for each pair of bytes, the first one low, the code of the name that may begin with it."""
    known = np.full(1 << 16, 3 * len(names), dtype=np.uint8)
    for number, name in enumerate(names):
        for second in name[1:2] or _AFTER_NAME:
            known[name[0] | second << 8] = 3 * number
    return known


def pieces(data: bytes, start: int, end: int, opening: bytes) -> Iterator[tuple[int, int]]:
    """Yield the pieces of ``data[start:end]``, each of which but the first begins with ``opening``, of about ``_PIECE`` bytes."""
    while start < end:
        stop = start + _PIECE
        if stop < end:
            cut = data.rfind(opening, start + 1, stop)
            cut = cut if cut > start else data.find(opening, stop)
            stop = cut if start < cut < end else end
        yield start, min(stop, end)
        start = stop


def _solid(buffer: Bytes, start: int, end: int) -> NDArray[np.int32]:
    """Return for each position the last one up to it, both counted from ``start``, at which no blank stands."""
    places = np.arange(end - start, dtype=np.int32)
    places[_BLANK[buffer[start:end]]] = 0
    return np.maximum.accumulate(places)


def _check_blank(buffer: Bytes, start: int, end: int) -> None:
    if not _BLANK[buffer[start:end]].all():
        raise Damaged("A sheet has text between its cells.", _SAVE_AGAIN)
