"""Decides for each edited shared string whether it is changed where it stands or copied (see ``strings``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from payscrub.formats.document import CellEdits
from payscrub.formats.xlsx.patch import Patch
from payscrub.formats.xlsx.sheet import Sheet
from payscrub.formats.xlsx.strings import Strings
from payscrub.model import Indices


@dataclass(frozen=True, slots=True)
class Sharing:
    """What becomes of the string items, and by sheet the patches that point cells to copies."""

    changed: Mapping[int, str] = field(repr=False)
    unused: NDArray[np.bool_] = field(repr=False)
    added: Sequence[str] = field(repr=False)
    patches: Mapping[int, list[Patch]] = field(repr=False)


def decide(strings: Strings, sheets: Sequence[Sheet], edits: Mapping[int, CellEdits]) -> Sharing:
    """Return what the edits of cells come to in the shared strings; ``edits`` are by index of the sheet."""
    uses = _uses(sheets, len(strings))
    texts: dict[str, int] = {}
    wanted = {number: _wanted(sheets[number], edit, texts) for number, edit in edits.items()}
    spelt = list(texts)
    items = np.concatenate([cells_items[1] for cells_items in wanted.values()] or [np.zeros(0, dtype=np.int64)])
    text_of = np.concatenate([cells_items[2] for cells_items in wanted.values()] or [np.zeros(0, dtype=np.int64)])
    pairs, counts = np.unique(items * max(len(spelt), 1) + text_of, return_counts=True)
    pair_items, pair_texts = np.divmod(pairs, max(len(spelt), 1))
    in_place = counts == uses[pair_items]
    changed = {item: spelt[text] for item, text in zip(pair_items[in_place].tolist(), pair_texts[in_place].tolist(), strict=True)}
    moved_texts = np.unique(pair_texts[~in_place])
    new_item = np.full(max(len(spelt), 1), -1, dtype=np.int64)
    new_item[moved_texts] = len(strings) + np.arange(len(moved_texts))
    left = uses.copy()
    np.subtract.at(left, pair_items[~in_place], counts[~in_place])
    stays = np.zeros(len(strings), dtype=np.bool_)
    stays[pair_items[in_place]] = True
    patches = {}
    for number, (cells, cell_items, cell_texts) in wanted.items():
        moved = ~stays[cell_items] if len(strings) else np.zeros(0, dtype=np.bool_)
        patches[number] = sheets[number].repointed(cells[moved], new_item[cell_texts[moved]])
    return Sharing(changed, left == 0, [spelt[text] for text in moved_texts.tolist()], patches)


def _uses(sheets: Sequence[Sheet], items: int) -> Indices:
    """Return how many cells use each item."""
    uses = np.zeros(items, dtype=np.int64)
    for sheet in sheets:
        uses += np.bincount(sheet.shared[sheet.shared >= 0], minlength=items)
    return uses


def _wanted(sheet: Sheet, edit: CellEdits, texts: dict[str, int]) -> tuple[Indices, Indices, Indices]:
    """Return the edited cells that use shared strings, their items, and the number of the text that each is to show."""
    numbers = np.array([texts.setdefault(text, len(texts)) for text in edit.texts], dtype=np.int64)
    items = sheet.shared[edit.cells]
    pointing = items >= 0
    return edit.cells[pointing], items[pointing], numbers[edit.inverse[pointing]] if len(numbers) else items[pointing]
