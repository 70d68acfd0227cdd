"""Decides for each edited shared string whether it is changed where it stands or copied (see ``strings``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

import numpy as np
from numpy.typing import NDArray

from payscrub.formats.document import CellEdits
from payscrub.formats.xlsx.sheet import Sheet
from payscrub.formats.xlsx.strings import Changed, Strings
from payscrub.model import Indices


@dataclass(frozen=True, slots=True)
class Sharing:
    """What becomes of the string items, and by sheet the cells that are pointed to copies, with the item that each is to show."""

    changed: Changed
    unused: NDArray[np.bool_] = field(repr=False)
    added: Sequence[str] = field(repr=False)
    moved: Mapping[int, tuple[Indices, Indices]] = field(repr=False)


def decide(strings: Strings, sheets: Sequence[Sheet], edits: Mapping[int, CellEdits]) -> Sharing:
    """Return what the edits of cells come to in the shared strings; ``edits`` are by index of the sheet."""
    uses = _uses(sheets, len(strings))
    texts: dict[str, int] = {}
    wanted = {number: _wanted(sheets[number], edit, texts) for number, edit in edits.items()}
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
    spelt = list(texts)
    changed = Changed(pair_items[in_place], [spelt[text] for text in pair_texts[in_place].tolist()])
    return Sharing(changed, left == 0, [spelt[text] for text in moved_texts.tolist()], moved)


def _uses(sheets: Sequence[Sheet], items: int) -> Indices:
    """Return how many cells use each item."""
    uses = np.zeros(items, dtype=np.int64)
    for sheet in sheets:
        uses += np.bincount(sheet.items[sheet.items >= 0], minlength=items)
    return uses


def _wanted(sheet: Sheet, edit: CellEdits, texts: dict[str, int]) -> tuple[Indices, Indices, Indices]:
    """Return the edited cells that use shared strings, their items, and the number of the text that each is to show."""
    items = sheet.items[edit.cells].astype(np.int64)
    pointing = items >= 0
    used, inverse = np.unique(edit.inverse[pointing], return_inverse=True)
    shown = [edit.texts[text] for text in used.tolist()]
    texts.update(zip([text for text in dict.fromkeys(shown) if text not in texts], count(len(texts))))
    numbers = np.fromiter(map(texts.__getitem__, shown), dtype=np.int64, count=len(shown))
    return edit.cells[pointing], items[pointing], numbers[inverse]
