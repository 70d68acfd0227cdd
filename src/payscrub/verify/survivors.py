"""When the source is at hand: nothing that was replaced may be left anywhere.

What was replaced is read off the two files themselves: a cell whose text differs. No classification is needed, so a
value that the cleaner found in one place and forgot in another is caught whatever it is. Matches are whole tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from payscrub.model import Grid, Indices, Kind
from payscrub.verify.book import Reading
from payscrub.verify.columns import values_of
from payscrub.verify.folding import bare, dates_in, fold, squeeze
from payscrub.verify.ledger import Ledger
from payscrub.verify.lexicon import NAME, UNKNOWN, is_trade, kind_of
from payscrub.verify.names import outside_organisations
from payscrub.verify.reserved import SPACES, always_accepted

_WORD = re.compile(r"[^\W\d_]{3,}(?:['\u2019][^\W\d_]+)?")
_CHUNK = re.compile(r"[^\s,;:()\[\]|\"]+")
_SHORTEST = 7  # characters of an identifier; shorter ones are amounts and codes as often
_LONGEST = 40  # longer ones are sentences
_LONGEST_RUN = 5  # an identifier may be written in so many groups
_KINDS = (
    "UK_NINO",
    "EMAIL_ADDRESS",
    "PERSON",
    "UK_POSTCODE",
    "ADDRESS",
    "PHONE_NUMBER",
    "UK_BANK_ACCOUNT",
    "IBAN_CODE",
    "UK_NHS",
    "EMPLOYEE_ID",
)


@dataclass(frozen=True, slots=True)
class _Replaced:
    """Words of people's names and squeezed identifiers that were replaced somewhere, each with its kind."""

    names: set[str] = field(default_factory=set, repr=False)
    numbers: dict[str, str] = field(default_factory=dict, repr=False)


def note_survivors(source: Reading, output: Reading, ledger: Ledger) -> None:
    """Note every replaced value of ``source`` that still stands somewhere in ``output``."""
    replaced = _Replaced()
    for before in source.grids:
        after = next((grid for grid in output.grids if (grid.sheet, grid.label) == (before.sheet, before.label)), None)
        if after is not None:
            for old, new in _changes(before, after):
                _collect(old, new, replaced)
    for grid in output.grids:
        texts = np.flatnonzero((grid.kinds == Kind.TEXT) | (grid.kinds == Kind.NUMBER))
        values = values_of(grid, texts)
        _search(((text, grid.address(cell)) for text, cell in zip(values.texts, values.cells.tolist(), strict=True)), replaced, ledger)
    _search(((text, place) for place, text in output.texts), replaced, ledger)


def _changes(before: Grid, after: Grid) -> Iterator[tuple[str, str]]:
    """Yield the distinct pairs of old and new text of cells that differ; dates are left out, because days coincide."""
    if not len(before) or not len(after):
        return
    old_place, new_place = _places(before), _places(after)
    at = np.minimum(np.searchsorted(new_place, old_place), len(new_place) - 1)
    same = new_place[at] == old_place
    differs = np.flatnonzero(same & (after.keys[at] != before.keys) & (before.kinds != Kind.DATE))
    pairs = before.keys[differs] * np.uint64(31) + after.keys[at[differs]]
    _, first = np.unique(pairs, return_index=True)
    olds, news = before.read(differs[first]), after.read(at[differs[first]])
    yield from ((old, new) for old, new in zip(olds, news, strict=True) if old != new)


def _places(grid: Grid) -> Indices:
    return (grid.rows.astype(np.int64) << 16) | grid.cols


def _collect(old: str, new: str, replaced: _Replaced) -> None:
    """Add what of ``old`` is gone in ``new``: words if a name took their place, identifiers with their kind."""
    old, new = fold(old), fold(new)
    if dates_in(old) and (dates_in(new) or not old.isdigit()):
        return  # other days of an employment coincide with birthdays
    kept = {bare(word) for word in _WORD.findall(new)}
    if "quox" in bare(new):
        words = (word for word in _WORD.findall(old) if kind_of(word) in (NAME, UNKNOWN) and not is_trade(word))
        replaced.names.update(bare(word) for word in words if bare(word) not in kept)
    kind = next((kind for kind in _KINDS if SPACES[kind](new)), "")
    whole = _squeezed(old)
    if len(whole) <= _LONGEST and _identifies(whole):
        replaced.numbers[whole] = kind or "EMPLOYEE_ID"
    remaining = {_squeezed(chunk) for chunk in _CHUNK.findall(new)}
    for chunk in map(_squeezed, _CHUNK.findall(old)):
        if chunk not in remaining and _identifies(chunk):
            replaced.numbers.setdefault(chunk, kind or "EMPLOYEE_ID")


def _squeezed(text: str) -> str:
    return squeeze(text).lstrip("0")


def _identifies(core: str) -> bool:
    return len(core) >= _SHORTEST and any(char.isdigit() for char in core) and not always_accepted(core)


def _search(texts: Iterable[tuple[str, str]], replaced: _Replaced, ledger: Ledger) -> None:
    for text, place in texts:
        folded = text if text.isascii() else fold(text)
        if any(char.isdigit() for char in folded):
            for core in _candidates(folded):
                if core in replaced.numbers:
                    ledger.find(replaced.numbers[core], place, "A value that was replaced elsewhere still stands here.", 1.0)
        if not replaced.names.isdisjoint(bare(folded).split()) or not replaced.names.isdisjoint(map(bare, _WORD.findall(folded))):
            kept = outside_organisations(folded)
            if not replaced.names.isdisjoint(map(bare, _WORD.findall(kept))):
                ledger.find("PERSON", place, "A word of a name that was replaced elsewhere still stands here.", 1.0)


def _candidates(text: str) -> Iterator[str]:
    """Yield the squeezed pieces of a text and runs of neighbouring pieces, as an identifier may be written in groups."""
    pieces = [squeeze(piece) for piece in _CHUNK.findall(text)]
    for start in range(len(pieces)):
        for stop in range(start + 1, min(start + _LONGEST_RUN, len(pieces)) + 1):
            core = "".join(pieces[start:stop]).lstrip("0")
            if len(core) >= _SHORTEST:
                yield core
