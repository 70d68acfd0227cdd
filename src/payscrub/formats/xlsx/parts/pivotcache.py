"""A pivot cache: a complete copy of its source table, as distinct items of each field and as records (ECMA-376 part 1, 18.10).

Records hold either the number of an item or a value of their own. They may be tens of megabytes, so their usual form is checked by one
regular expression and read as arrays; any other form is read tag by tag like every part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from payscrub.formats.xlsx.context import VALUE, Block, Item
from payscrub.formats.xlsx.markup import READERS, Markup
from payscrub.formats.xlsx.slots import ALL_STAY, Cut, Links, Slot
from payscrub.formats.xlsx.walker import Walker
from payscrub.model import Indices, Kind, Role

_EXTERNAL = re.compile(rb"""<(?:\w{1,20}:)?cacheSource\s[^<>]{0,400}?\btype=["'](?:external|scenario)["']""")
_HEAD = re.compile(rb"""(?:<\?xml[^<>?]*+\?>)?\s*+<pivotCacheRecords(?=[\s>])(?:[^"'/><]++|"[^"<]*+"|'[^'<]*+')*+>""")
_END = b"</pivotCacheRecords>"
_RECORDS = re.compile(rb'(?:\s*+<r>(?:<(?:x v="[0-9]{1,9}"|%s)/>)*+</r>)*+\s*+' % VALUE)
_NO_VALUE = 255
_QUOTED = np.frombuffer(b"xsndbe", dtype=np.uint8)
_KINDS = np.full(256, _NO_VALUE, dtype=np.uint8)
for _sign, _kind in (("s", Kind.TEXT), ("n", Kind.NUMBER), ("d", Kind.DATE), ("b", Kind.BOOLEAN), ("e", Kind.ERROR)):
    _KINDS[ord(_sign)] = _kind


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """Stored values as parallel arrays: field, position within the field (item or record), kind, and byte span of the value."""

    fields: NDArray[np.int32] = field(repr=False)
    rows: NDArray[np.int32] = field(repr=False)
    kinds: NDArray[np.uint8] = field(repr=False)
    starts: NDArray[np.int64] = field(repr=False)
    ends: NDArray[np.int64] = field(repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class PivotCache:
    """A pivot cache: the slots of its field names, the shared items in the definition, the values in the records.

    ``definition`` and ``records`` list what else may change or is cut in the two parts. ``external`` says that the data come from a
    connection, which is dropped, so that the cache and its pivot tables cannot stay.
    """

    fields: tuple[Slot, ...]
    items: Values
    inline: Values
    definition: Markup
    records: Markup
    external: bool


def read_pivot_cache(definition: bytes, records: bytes | None, links: Links = ALL_STAY) -> PivotCache:
    """Return what the two parts of a pivot cache hold; both have been made plain by ``markup.prepare``.

    ``links`` tell what becomes of the relationships of the definition.

    Raises:
        Unsupported: for the cache of an OLAP cube and for what the format does not have.
        Damaged: when tags do not pair up.
    """
    walker = Walker(definition, links)
    walker.run(READERS["pivot cache"])
    found = _markup(walker)
    names = tuple(slot for slot in found.slots if slot.role is Role.HEADER)
    found = Markup(tuple(slot for slot in found.slots if slot.role is not Role.HEADER), found.cuts)
    inline, rest = _read_records(records) if records is not None else (_arrays(()), Markup((), ()))
    return PivotCache(names, _shared(walker), inline, found, rest, is_external(definition))


def is_external(definition: bytes) -> bool:
    """Return whether the data of a cache come from a connection or a scenario and not from cells."""
    return bool(_EXTERNAL.search(definition))


def _read_records(data: bytes) -> tuple[Values, Markup]:
    head = _HEAD.match(data)
    end = data.rfind(_END)
    if head and end >= head.end() and not data[end + len(_END) :].strip() and _RECORDS.fullmatch(data, head.end(), end):
        walker = Walker(head[0] + _END, ALL_STAY)
        walker.run(READERS["pivot records"])
        return _bulk(data, head.end(), end), _markup(walker)
    walker = Walker(data, ALL_STAY)
    walker.run(READERS["pivot records"])
    return _arrays(walker.values.items), _markup(walker)


def _bulk(data: bytes, start: int, end: int) -> Values:
    """Return the values of records in their usual form, which leaves no doubt what each ``<`` and each quotation mark means."""
    signs = np.frombuffer(data, dtype=np.uint8, count=end - start, offset=start)
    tags = np.flatnonzero(signs == ord("<"))
    letters = signs[tags + 1]
    opens = letters == ord("r")
    rows = np.cumsum(opens) - 1
    columns = np.arange(len(tags)) - np.flatnonzero(opens)[rows] - 1 if len(tags) else rows
    return _valued(signs, start, letters, columns, rows)


def _valued(signs: NDArray[np.uint8], start: int, letters: NDArray[np.uint8], fields: Indices, rows: Indices) -> Values:
    """Return the values among the tags whose first letters are given; an item's number (``x``), a blank and an empty text are none."""
    marks = np.flatnonzero(signs == ord('"')) + start
    valued = _KINDS[letters] != _NO_VALUE
    inside = valued[np.isin(letters, _QUOTED)]
    starts, ends = marks[0::2][inside] + 1, marks[1::2][inside]
    filled = starts < ends
    kinds, columns, positions = _KINDS[letters[valued]], fields[valued].astype(np.int32), rows[valued].astype(np.int32)
    return Values(columns[filled], positions[filled], kinds[filled], starts[filled], ends[filled])


def _block(data: bytes, block: Block) -> Values:
    signs = np.frombuffer(data, dtype=np.uint8, count=block.end - block.start, offset=block.start)
    letters = signs[np.flatnonzero(signs == ord("<")) + 1]
    rows = np.arange(len(letters)) + block.row
    return _valued(signs, block.start, letters, np.full(len(letters), block.field), rows)


def _shared(walker: Walker) -> Values:
    """Return the shared items, those that were read one by one and those that were not, in the order of fields and rows."""
    pieces = [_arrays(walker.values.items), *(_block(walker.data, block) for block in walker.values.blocks)]
    joined = [np.concatenate([getattr(piece, name) for piece in pieces]) for name in Values.__slots__]
    order = np.lexsort((joined[1], joined[0]))
    return Values(*(array[order] for array in joined))


def _arrays(items: Sequence[Item]) -> Values:
    return Values(
        np.array([item.field for item in items], dtype=np.int32),
        np.array([item.row for item in items], dtype=np.int32),
        np.array([item.kind for item in items], dtype=np.uint8),
        np.array([item.start for item in items], dtype=np.int64),
        np.array([item.end for item in items], dtype=np.int64),
    )


def _markup(walker: Walker) -> Markup:
    cuts: list[Cut] = sorted(walker.cuts, key=lambda cut: cut.start)
    return Markup(tuple(walker.values.slots), tuple(cuts))
