"""The shared strings of a workbook (ECMA-376 part 1, 18.4): read as arrays, copied on write.

An entry that all its cells want changed alike is changed where it stands. An entry whose cells disagree keeps its text for those
that keep it, and the others are pointed to a new entry at the end. An entry that no cell uses is emptied: it is what was
deleted from the sheet (A04).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from payscrub.bytewise import grouped
from payscrub.errors import Damaged, Unsupported
from payscrub.formats import textpool
from payscrub.formats.textpool import Places, TextPool
from payscrub.formats.xlsx import escape, spans, tags
from payscrub.formats.xlsx.rich import Rich
from payscrub.formats.xlsx.spaces import UNKNOWN, standing
from payscrub.formats.xlsx.tags import CLOSE, EMPTY, OPEN, Tags
from payscrub.model import Indices
from payscrub.packed import Packed

_ITEM_TAG = re.compile(rb'<(?:\w+:)?(?:si|t)(?:\s+xml:space=["\'](?:preserve|default)["\'])?\s*/?>')
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
    shapes=dict.fromkeys(("si", "t"), _ITEM_TAG),
)
_SI, _T = 0, 3
_NOTHING = (*(np.zeros(0, dtype=np.int64) for _ in range(2)), *(np.zeros(0, dtype=np.bool_) for _ in range(2)))
_ROOT = re.compile(rb"<((?:\w+:)?)sst\b[^>]*?(/?)>")
_NAMESPACE = rb'xmlns(?::\w{1,12})?="[^"<]*"'
_NAMESPACES = re.compile(rb'xmlns(?::\w{1,12})?="([^"<]*)"')
_ROOT_TAG = re.compile(
    rb'<(?:\w+:)?sst(?:\s+(?:%b|(?:count|uniqueCount)="\d*"|mc:Ignorable="[\w ]*"|xml:space="(?:preserve|default)"))*\s*/?>' % _NAMESPACE
)
_END = re.compile(rb"</(?:\w+:)?sst\s*>\s*")
_COUNT = re.compile(rb'\b(uniqueCount|count)="(\d+)"')
_SAVE_AGAIN = "Open it in Excel or LibreOffice, save it under a new name, and try again."


@dataclass(frozen=True, slots=True, eq=False)
class Changed:
    """Items that are changed where they stand: their numbers, ascending, and the new text of each."""

    items: Indices = field(repr=False)
    texts: Packed = field(repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Strings:
    """The string items in order; ``starts`` and ``lengths`` give the bytes of a plain item's text, of a rich one's content.

    ``texts`` are the texts of the items, and ``canonical`` is for each item one with the same text, so that doubled entries count as
    one value. The bytes of the part are not held: who writes it inflates it again, which takes a tenth of the time of reading it.
    """

    prefix: bytes
    disguised: bool
    starts: Places = field(repr=False)
    lengths: Places = field(repr=False)
    rich: NDArray[np.bool_] = field(repr=False)
    empty: NDArray[np.bool_] = field(repr=False)  # items without a place for a text: <si/> or <t/>
    end: int
    texts: TextPool = field(repr=False)
    canonical: Places = field(repr=False)

    def __len__(self) -> int:
        """Return the number of items."""
        return len(self.starts)

    def rewrite(self, data: bytes, changed: Changed, unused: NDArray[np.bool_], added: Packed) -> bytes:
        """Return the part with the texts of ``changed`` items replaced, ``unused`` items emptied and ``added`` ones at the end.

        ``data`` is the part as it was read (see ``spans.plain``).
        """
        blanked = np.flatnonzero(unused & (self.lengths > 0) & ~self.rich)
        more = [b""]
        new = np.full(len(self), -1, dtype=np.int64)  # the text that each item gets
        new[changed.items] = np.arange(len(changed.items))
        new[blanked] = len(changed.items)
        for item in np.flatnonzero(self.rich).tolist():
            more.append(self._rewritten(self._content(data, item), changed.texts[new[item]] if new[item] >= 0 else None, unused[item]))
            new[item] = len(changed.texts) + len(more) - 1
        items = np.flatnonzero(new >= 0)
        starts = self.starts[items].astype(np.int64)
        ends = starts + self.lengths[items]
        tail = b"".join(self._items(added))
        texts = Packed.joined([escape.encode_all(changed.texts), Packed.of_bytes(more)])
        spliced = texts.spliced(np.frombuffer(data, dtype=np.uint8)[: self.end], starts, ends, new[items]) + tail + data[self.end :]
        return self._recount(spliced, len(added)) if added else spliced

    def _rewritten(self, content: bytes, text: str | None, unused: bool) -> bytes:  # noqa: FBT001 - one more fact about the item
        """Return what becomes of the content of a rich item."""
        reader = Rich(self.prefix)
        if text is not None:
            return reader.rewrite(content, text)
        return b"<" + self.prefix + b"t/>" if unused else reader.tidied(content)

    def _content(self, data: bytes, item: int) -> bytes:
        """Return the stored bytes of one item."""
        start = int(self.starts[item])
        return data[start : start + int(self.lengths[item])]

    def _items(self, texts: Packed) -> list[bytes]:
        opening, closing = b"<" + self.prefix, b"</" + self.prefix
        plain, spaced = (opening + b"si>" + opening + b"t" + keep + b">" for keep in (b"", b' xml:space="preserve"'))
        end = closing + b"t>" + closing + b"si>"
        encoded = escape.encode_all(texts).encoded()
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
    """Return the shared strings of a part.

    Raises:
        Damaged: when the part is cut short.
        Unsupported: for an element that shared strings do not have.
    """
    try:
        return _read(raw, disguised=False)
    except (tags.Disguised, Damaged, Unsupported):  # another spelling of the same XML is read the long way, or refused there
        return _read(raw, disguised=True)


def _read(raw: bytes, *, disguised: bool) -> Strings:
    data = spans.plain(raw, disguised=disguised)
    root = _ROOT.search(data)
    if not root:
        raise Damaged("The workbook's shared strings are damaged.", _SAVE_AGAIN)
    start, prefix = root.end(), root[1]
    end = start if root[2] else data.rfind(b"</" + prefix + b"sst")
    if spans.is_rare(data[:start] + data[max(start, end) :]):
        raise tags.Disguised
    if any(standing(uri.decode()) == UNKNOWN for uri in _NAMESPACES.findall(root[0])):
        raise Unsupported("The workbook's shared strings declare a namespace that nobody published.", _SAVE_AGAIN)
    if not _ROOT_TAG.fullmatch(root[0]) or data[: root.start()].partition(b"?>")[2].strip():
        raise Damaged("The workbook's shared strings are damaged.", _SAVE_AGAIN)
    if not root[2] and (end < start or not _END.fullmatch(data, end)):
        raise Damaged("The workbook's shared strings are cut short.", _SAVE_AGAIN)
    buffer = np.frombuffer(data, dtype=np.uint8)
    found = [_items(_GRAMMAR.read(buffer, *piece, prefix)) for piece in tags.pieces(data, start, end, b"<" + prefix + b"si")]
    spans.check_text(data, start, end)
    starts, lengths, rich, empty = (np.concatenate(column) for column in zip(_NOTHING, *found, strict=True))
    texts = _texts(data, prefix, starts, lengths, rich)
    first, inverse = grouped([texts.keys()])
    starts32, lengths32, canonical = (array.astype(np.int32) for array in (starts, lengths, first[inverse]))
    return Strings(prefix, disguised, starts32, lengths32, rich, empty, end, texts, canonical)


def _items(found: Tags) -> tuple[Indices, Indices, NDArray[np.bool_], NDArray[np.bool_]]:
    """Return starts, lengths, which items are rich, and which are empty."""
    codes = found.codes
    at = np.flatnonzero((codes == _SI + OPEN) | (codes == _SI + EMPTY))
    after = np.r_[codes, np.full(4, 255, dtype=codes.dtype)]
    plain = (after[at + 1] == _T + OPEN) & (after[at + 3] == _SI + CLOSE)
    empty = (codes[at] == _SI + EMPTY) | ((after[at + 1] == _T + EMPTY) & (after[at + 2] == _SI + CLOSE))
    empty |= after[at + 1] == _SI + CLOSE
    rich = ~plain & ~empty
    starts, lengths = found.ends[at] + 1, np.zeros(len(at), dtype=np.int64)
    starts[plain], lengths[plain] = found.text_after(at[plain] + 1)
    closing = np.flatnonzero(codes == _SI + CLOSE)
    lengths[rich] = found.starts[closing[np.searchsorted(closing, at[rich])]] - starts[rich]
    return starts, lengths, rich, empty


def _texts(data: bytes, prefix: bytes, starts: Indices, lengths: Indices, rich: NDArray[np.bool_]) -> TextPool:
    """Return the texts of the items; what is escaped or rich is decoded now, for only then can it be compared."""
    marked = rich.copy()
    marked[textpool.holding(starts, lengths, escape.escaped(np.frombuffer(data, dtype=np.uint8), len(data)))] = True
    odd, reader = np.flatnonzero(marked), Rich(prefix)
    spans_of = zip(starts[odd].tolist(), (starts + lengths)[odd].tolist(), rich[odd].tolist(), strict=True)
    texts = [(reader.text if is_rich else escape.decode)(data[start:end]) for start, end, is_rich in spans_of]
    return textpool.pooled(data, starts, lengths, odd, texts)
