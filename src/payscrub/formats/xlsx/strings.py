"""The shared strings of a workbook (ECMA-376 part 1, 18.4): read as arrays, copied on write.

An entry that all its cells want changed alike is changed where it stands. An entry whose cells disagree keeps its text for those
that keep it, and the others are pointed to a new entry at the end. An entry that no cell uses is emptied: it is what was
deleted from the sheet (A04).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from payscrub.errors import Damaged, Unsupported
from payscrub.formats.xlsx import escape, patch, spans, tags
from payscrub.formats.xlsx.rich import Rich
from payscrub.formats.xlsx.tags import EMPTY, OPEN
from payscrub.model import Indices

_GRAMMAR = tags.grammar(
    ("si", "t"),
    {
        "si": "t t/ * */ /si",
        "t": "/t",
        "/t": "t t/ * */ /* /si",
        "t/": "t t/ * */ /* /si",
        "*": "t t/ * */ /*",
        "*/": "t t/ * */ /* /si",
        "/*": "t t/ * */ /* /si",
        "/si": "si si/",
        "si/": "si si/",
    },
    texts=("t",),
)
_SI, _T, _OTHER = 0, 3, 6
_ROOT = re.compile(rb"<((?:\w+:)?)sst\b[^>]*?(/?)>")
_NAMESPACE = rb'xmlns(?::\w{1,12})?="(?:http://(?:schemas\.(?:openxmlformats|microsoft)\.|purl\.oclc\.)[^"<]*|uuid:[\w-]*)"'
_ROOT_TAG = re.compile(
    rb'<(?:\w+:)?sst(?:\s+(?:%b|(?:count|uniqueCount)="\d*"|mc:Ignorable="[\w ]*"|xml:space="(?:preserve|default)"))*\s*/?>' % _NAMESPACE
)
_ITEM_TAG = re.compile(rb'<(?:\w+:)?(?:si|t)(?:\s+xml:space=["\'](?:preserve|default)["\'])?\s*/?>')
_END = re.compile(rb"</(?:\w+:)?sst\s*>\s*")
_COUNT = re.compile(rb'\b(uniqueCount|count)="(\d+)"')
_SAVE_AGAIN = "Open it in Excel or LibreOffice, save it under a new name, and try again."


@dataclass(frozen=True, eq=False)
class Strings:
    """The string items in order; ``starts`` and ``lengths`` give the text of a plain item, the content of a rich one."""

    data: bytes = field(repr=False)
    prefix: bytes
    starts: Indices = field(repr=False)
    lengths: Indices = field(repr=False)
    rich: NDArray[np.bool_] = field(repr=False)
    empty: NDArray[np.bool_] = field(repr=False)  # items without a place for a text: <si/> or <t/>
    end: int

    def __len__(self) -> int:
        """Return the number of items."""
        return len(self.starts)

    @cached_property
    def texts(self) -> list[str]:
        """The text of every item."""
        data, reader = self.data, Rich(self.prefix)
        places = zip(self.starts.tolist(), (self.starts + self.lengths).tolist(), strict=True)
        texts = [escape.decode(data[start:end]) for start, end in places]
        for item in np.flatnonzero(self.rich).tolist():
            texts[item] = reader.text(self.content(item))
        return texts

    def content(self, item: int) -> bytes:
        """Return the stored bytes of one item."""
        start = int(self.starts[item])
        return self.data[start : start + int(self.lengths[item])]

    @cached_property
    def canonical(self) -> Indices:
        """For each item the first item with the same text, so that doubled entries count as one value."""
        first: dict[str, int] = {}
        return np.array([first.setdefault(text, item) for item, text in enumerate(self.texts)], dtype=np.int64)

    def rewrite(self, changed: Mapping[int, str], unused: NDArray[np.bool_], added: Sequence[str]) -> bytes:
        """Return the part with the texts of ``changed`` items replaced, ``unused`` items emptied and ``added`` ones at the end."""
        reader = Rich(self.prefix)
        blank = unused & (self.lengths > 0)
        read_aloud = self.rich & ~unused
        written: dict[int, bytes] = dict.fromkeys(np.flatnonzero(blank).tolist(), b"")
        for item in np.flatnonzero(blank & self.rich).tolist():
            written[item] = b"<" + self.prefix + b"t/>"
        for item in np.flatnonzero(read_aloud).tolist():
            written[item] = reader.tidied(self.content(item))
        for item, text in changed.items():
            written[item] = reader.rewrite(self.content(item), text) if self.rich[item] else escape.encode(text)
        items = np.array(list(written), dtype=np.int64)
        starts, ends = self.starts[items], self.starts[items] + self.lengths[items]
        patches = list(zip(starts.tolist(), ends.tolist(), written.values(), strict=True))
        patches.append((self.end, self.end, b"".join(self._items(added))))
        data = patch.apply(self.data, patches)
        return self._recount(data, len(added)) if added else data

    def _items(self, texts: Sequence[str]) -> list[bytes]:
        opening, closing = b"<" + self.prefix, b"</" + self.prefix
        plain, spaced = (opening + b"si>" + opening + b"t" + keep + b">" for keep in (b"", b' xml:space="preserve"'))
        end = closing + b"t>" + closing + b"si>"
        encoded = escape.encode_all(list(texts))
        return [(plain if text == text.strip() else spaced) + raw + end for text, raw in zip(texts, encoded, strict=True)]

    def _recount(self, data: bytes, added: int) -> bytes:
        root = _ROOT.search(data)
        if not root:
            raise Damaged("The workbook's shared strings are damaged.", _SAVE_AGAIN)
        count = b"%d" % (len(self) + added)
        tag = _COUNT.sub(lambda match: match[0] if match[1] == b"count" else b'uniqueCount="' + count + b'"', root[0])
        return data[: root.start()] + tag + data[root.end() :]


def none() -> Strings:
    """Return the shared strings of a workbook that has none."""
    return read(b"<sst/>")


def read(raw: bytes) -> Strings:
    """Return the shared strings of a part, made plain (see ``spans.prepare``); they have a stricter grammar than expat's.

    Raises:
        Damaged: when the part is cut short.
        Unsupported: for an element that shared strings do not have.
    """
    data = spans.utf8(raw)
    if spans.is_rare(data):
        data = spans.prepare(raw)
    root = _ROOT.search(data)
    if not root or not _ROOT_TAG.fullmatch(root[0]) or data[: root.start()].partition(b"?>")[2].strip():
        raise Damaged("The workbook's shared strings are damaged.", _SAVE_AGAIN)
    prefix, nothing = root[1], np.zeros(0, dtype=np.int64)
    if root[2]:
        return Strings(data, prefix, nothing, nothing, nothing.astype(np.bool_), nothing.astype(np.bool_), root.end())
    end = data.rfind(b"</" + prefix + b"sst")
    if end < root.end() or not _END.fullmatch(data, end):
        raise Damaged("The workbook's shared strings are cut short.", _SAVE_AGAIN)
    found = _GRAMMAR.read(np.frombuffer(data, dtype=np.uint8), root.end(), end, prefix)
    _check_attributes(data, found)
    codes = found.codes
    at = np.flatnonzero((codes == _SI + OPEN) | (codes == _SI + EMPTY))
    after = np.r_[codes, np.full(4, 255, dtype=codes.dtype)]
    plain = (after[at + 1] == _T + OPEN) & (after[at + 3] == _SI + tags.CLOSE)
    empty = (codes[at] == _SI + EMPTY) | ((after[at + 1] == _T + EMPTY) & (after[at + 2] == _SI + tags.CLOSE))
    empty |= after[at + 1] == _SI + tags.CLOSE
    rich = ~plain & ~empty
    starts, lengths = found.ends[at] + 1, np.zeros(len(at), dtype=np.int64)
    starts[plain], lengths[plain] = found.text_after(at[plain] + 1)
    closing = np.flatnonzero(codes == _SI + tags.CLOSE)
    lengths[rich] = found.starts[closing[np.searchsorted(closing, at[rich])]] - starts[rich]
    return Strings(data, prefix, starts, lengths, rich, empty, end)


def _check_attributes(data: bytes, found: tags.Tags) -> None:
    """Refuse an attribute of ``si`` or a plain ``t`` that the schema does not give them; rich text has a check of its own."""
    opening = np.isin(found.codes, (_SI + OPEN, _SI + EMPTY, _T + OPEN, _T + EMPTY))
    longer = np.flatnonzero(opening & (found.ends - found.starts > len("<si")))
    places = zip(found.starts[longer].tolist(), (found.ends[longer] + 1).tolist(), strict=True)
    if not all(_ITEM_TAG.fullmatch(data, start, end) for start, end in places):
        raise Unsupported("The workbook's shared strings have an attribute that they cannot have.", _SAVE_AGAIN)
