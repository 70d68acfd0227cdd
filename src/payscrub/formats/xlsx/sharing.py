"""Decides for each edited shared string whether it is changed where it stands or copied (see ``strings``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from payscrub.formats.document import CellEdits
from payscrub.formats.xlsx.sheet import Sheet
from payscrub.formats.xlsx.strings import Changed, Strings
from payscrub.model import Indices
from payscrub.packed import Packed


@dataclass(frozen=True, slots=True)
class Sharing:
    """What becomes of the string items, and by sheet the cells that are pointed to copies, with the item that each is to show."""

    changed: Changed
    unused: NDArray[np.bool_] = field(repr=False)
    added: Packed = field(repr=False)
    moved: Mapping[int, tuple[Indices, Indices]] = field(repr=False)


def decide(strings: Strings, sheets: Sequence[Sheet], edits: Mapping[int, CellEdits]) -> Sharing:
    """Return what the edits of cells come to in the shared strings; ``edits`` are by index of the sheet."""
    uses = _uses(sheets, len(strings))
    texts, wanted = _wanted(sheets, edits)
    nothing = np.zeros(0, dtype=np.int64)
    items, text_of = (np.concatenate([nothing, *(want[place] for want in wanted.values())]) for place in (1, 2))
    pairs, counts = np.unique(items * max(len(texts), 1) + text_of, return_counts=True)
    pair_items, pair_texts = np.divmod(pairs, max(len(texts), 1))
    in_place = counts == uses[pair_items]
    moved_texts = np.unique(pair_texts[~in_place])
    new_item = np.full(max(len(texts), 1), -1, dtype=np.int64)
    new_item[moved_texts] = len(strings) + np.arange(len(moved_texts))
    left = uses.copy()
    np.subtract.at(left, pair_items[~in_place], counts[~in_place])
    stays = np.zeros(len(strings), dtype=np.bool_)
    stays[pair_items[in_place]] = True
    moved = {}
    for number, (cells, cell_items, cell_texts) in wanted.items():
        goes = ~stays[cell_items] if len(strings) else np.zeros(0, dtype=np.bool_)
        moved[number] = (cells[goes], new_item[cell_texts[goes]])
    changed = Changed(pair_items[in_place], texts.take(pair_texts[in_place]))
    return Sharing(changed, left == 0, texts.take(moved_texts), moved)


def _uses(sheets: Sequence[Sheet], items: int) -> Indices:
    """Return how many cells use each item."""
    uses = np.zeros(items, dtype=np.int64)
    for sheet in sheets:
        uses += np.bincount(sheet.items[sheet.items >= 0], minlength=items)
    return uses


def _wanted(sheets: Sequence[Sheet], edits: Mapping[int, CellEdits]) -> tuple[Packed, dict[int, tuple[Indices, Indices, Indices]]]:
    """Return texts, and by sheet the edited cells that use shared strings, their items, and the number of the text that each is to show.

    Of equal texts only the first has a number.
    """
    used, wanted, count = list[Packed](), dict[int, tuple[Indices, Indices, Indices]](), 0
    for number, edit in edits.items():
        items = sheets[number].items[edit.cells].astype(np.int64)
        pointing = items >= 0
        shown = np.zeros(len(edit.texts), dtype=np.bool_)
        shown[edit.inverse[pointing]] = True
        used.append(Packed.of(edit.texts).take(shown))
        wanted[number] = (edit.cells[pointing], items[pointing], (np.cumsum(shown) - 1 + count)[edit.inverse[pointing]])
        count += len(used[-1])
    texts = Packed.joined(used)
    first = texts.firsts()
    return texts, {number: (cells, items, first[text_of]) for number, (cells, items, text_of) in wanted.items()}
