"""A pivot cache as a grid: the field names are its header, items and records its rows, so that it is treated like the table it copies."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from payscrub.bytewise import hash_slices, padded
from payscrub.formats.document import CellEdits
from payscrub.formats.xlsx import escape, markup
from payscrub.formats.xlsx.parts.pivotcache import PivotCache, read_pivot_cache
from payscrub.formats.xlsx.patch import Patch
from payscrub.formats.xlsx.slots import Links
from payscrub.formats.xlsx.spans import attribute_text
from payscrub.model import Grid, Indices, Kind


@dataclass(frozen=True, slots=True, eq=False)
class Pivot:
    """A pivot cache that was read; ``in_records`` tells for each cell in which of the two parts its value stands."""

    definition: bytes = field(repr=False)
    records: bytes = field(repr=False)
    cache: PivotCache = field(repr=False)
    starts: Indices = field(repr=False)
    ends: Indices = field(repr=False)
    in_records: Indices = field(repr=False)
    grid: Grid = field(repr=False)

    def patches(self, edits: CellEdits | None) -> tuple[list[Patch], list[Patch]]:
        """Return the patches of the values in the definition and in the records, and what is cut from the records."""
        both = list[Patch](), list(markup.patches(self.cache.records))
        if edits is None:
            return both
        new = [attribute_text(escape.encode(text)) for text in edits.texts]
        at = edits.cells
        spans = zip(self.in_records[at].tolist(), self.starts[at].tolist(), self.ends[at].tolist(), edits.inverse.tolist(), strict=True)
        for part, start, end, text in spans:
            both[part].append((start, end, new[text]))
        return both


def read(definition: bytes, records: bytes | None, number: int, links: Links) -> Pivot:
    """Return pivot cache ``number`` (from 1) with the values of both its parts as one grid."""
    cache = read_pivot_cache(definition, records, links)
    spans = np.array([slot.spans[0] for slot in cache.fields], dtype=np.int64).reshape(-1, 2)
    items, inline, heads = cache.items, cache.inline, len(spans)
    depth = 1 + int(items.rows.max(initial=-1)) + 1
    rows = np.concatenate([np.zeros(heads, dtype=np.int64), items.rows + 1, inline.rows + depth])
    cols = np.concatenate([np.arange(heads), items.fields, inline.fields])
    order = np.lexsort((cols, rows))
    starts = np.concatenate([spans[:, 0], items.starts, inline.starts])[order]
    ends = np.concatenate([spans[:, 1], items.ends, inline.ends])[order]
    kinds = np.concatenate([np.full(heads, Kind.TEXT, dtype=np.uint8), items.kinds, inline.kinds])[order]
    in_records = np.repeat([0, 1], [heads + len(items.rows), len(inline.rows)])[order]
    parts = (definition, records or b"")

    def texts(asked: Indices) -> list[str]:
        cells = zip(in_records[asked].tolist(), starts[asked].tolist(), ends[asked].tolist(), strict=True)
        return [escape.decode(parts[part][start:end]) for part, start, end in cells]

    keys = np.zeros(len(order), dtype=np.uint64)
    for part, data in enumerate(parts):
        here = in_records == part
        keys[here] = hash_slices(padded(data), starts[here], ends[here] - starts[here])
    keys ^= kinds.astype(np.uint64) << np.uint64(59)
    label = f"pivot cache {number}"
    grid = Grid(0, rows[order].astype(np.int32), cols[order].astype(np.int32), kinds, keys, texts, label, headed=True)
    return Pivot(definition, records or b"", cache, starts, ends, in_records, grid)
