"""When the source is at hand: nothing that was replaced may be left anywhere.

What was replaced is read off the two files themselves: a cell whose text differs. No classification is needed, so a
value that the cleaner found in one place and forgot in another is caught whatever it is. Matches are whole tokens.

The texts of both files are compared as hashes first. Most files have nothing in common there that a name or an identifier
could be, so that hardly a text needs a close look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from payscrub.model import Indices, Kind
from payscrub.verify import slices
from payscrub.verify.book import Reading
from payscrub.verify.folding import bare, dates_in, fold, squeeze
from payscrub.verify.ledger import Ledger
from payscrub.verify.lexicon import NAME, PLAIN, UNKNOWN, is_trade, kind_of
from payscrub.verify.name_patterns import WORD
from payscrub.verify.names import outside_organisations
from payscrub.verify.pool import ReadGrid
from payscrub.verify.reserved import SPACES, always_accepted
from payscrub.verify.slices import Words
from payscrub.verify.tokens import (
    LONGEST_RUN,
    SHORTEST_CORE,
    TOGETHER,
    Tokens,
    common,
    cores,
    cores_in,
    joined,
    own_cores,
    whole_core,
    words,
    words_in,
)

# how every date begins; an e-mail address is none
_DAY = re.compile(r"(?!.{0,200}@)(?:\d{4}[-/.]|\d{1,2}(?:st|nd|rd|th)?[-/. ]|\d{8}(?!\d)|[a-z]{3,9}[-/., ])", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_FEWEST = 4  # characters besides ordinary words; an address is its words
_INVENTED = "quox"
_FEWEST_DIGITS = 5  # of an identifier among ordinary words
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


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _Texts:
    """Distinct texts by number: those outside of cells, then grid by grid those of some cells, decoded when they are needed."""

    outside: list[str]
    grids: list[tuple[int, ReadGrid, Indices]] = field(default_factory=list)  # the number of the first text comes first

    def add(self, grid: ReadGrid, cells: Indices) -> None:
        """Add the different values of some cells of a grid."""
        start = self.grids[-1][0] + len(self.grids[-1][2]) if self.grids else len(self.outside)
        self.grids.append((start, grid, grid.firsts(cells)))

    def parts(self) -> Iterator[tuple[int, list[str]]]:
        """Yield all texts, so many at a time that their memory is bounded, with the number of the first."""
        yield 0, self.outside
        for first, grid, cells in self.grids:
            for at in range(0, len(cells), TOGETHER):
                yield first + at, grid.read(cells[at : at + TOGETHER])

    def cell(self, number: int) -> tuple[ReadGrid, int]:
        """Return where a text beyond those outside of cells stands."""
        first, grid, cells = next(one for one in reversed(self.grids) if one[0] <= number)
        return grid, int(cells[number - first])

    def read(self, numbers: Indices) -> Iterator[tuple[int, str]]:
        """Yield some texts with their numbers, which are given in order."""
        inside = np.searchsorted(numbers, len(self.outside))
        yield from ((number, self.outside[number]) for number in numbers[:inside].tolist())
        for first, grid, cells in self.grids:
            chosen = numbers[np.searchsorted(numbers, first) : np.searchsorted(numbers, first + len(cells))]
            yield from zip(chosen.tolist(), grid.read(cells[chosen - first]), strict=True)

    def tokens(self, longest_run: int) -> tuple[Tokens, Tokens]:
        """Return the words of all texts, and what they may identify somebody with, in so many groups."""
        found = [(first, words_in(texts), cores_in(texts, longest_run)) for first, texts in self.parts()]
        return joined((first, some) for first, some, _ in found), joined((first, some) for first, _, some in found)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _Change:
    """The cells of a grid whose values differ between the two files: their indices before and after."""

    before: ReadGrid
    after: ReadGrid
    old: Indices
    new: Indices

    def pairs(self, keys: Words) -> Iterator[tuple[str, str]]:
        """Yield the different pairs of old and new text whose old ones have some keys."""
        some = np.flatnonzero(slices.among(self.before.keys[self.old], keys))
        old, new = self.old[some], self.new[some]
        first, _ = slices.firsts(self.before.keys[old] * np.uint64(31) + self.after.keys[new])
        yield from zip(self.before.read(old[first]), self.after.read(new[first]), strict=True)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _Replaced:
    """What differs, with the texts before."""

    changes: list[_Change]
    olds: _Texts

    def pairs(self, numbers: Indices) -> Iterator[tuple[str, str]]:
        """Yield old and new texts of the cells whose old texts have some numbers."""
        for change, (first, grid, cells) in zip(self.changes, self.olds.grids, strict=True):
            chosen = cells[numbers[(numbers >= first) & (numbers < first + len(cells))] - first]
            yield from change.pairs(grid.keys[chosen])


def note_survivors(source: Reading, output: Reading, ledger: Ledger) -> None:
    """Note every replaced value of ``source`` that still stands somewhere in ``output``."""
    replaced, said = _replaced(source, output), _said(output)
    before, after = replaced.olds.tokens(1), said.tokens(LONGEST_RUN)
    notes = _Notes(said, [place for place, _ in output.texts], ledger)
    for number in _naming(replaced, said, before[0], after[0]):
        notes.add(number, "PERSON", "A word of a name that was replaced elsewhere still stands here.")
    for number, new in _identifying(replaced, said, before[1], after[1]):
        notes.add(number, _kind(new), "A value that was replaced elsewhere still stands here.")
    notes.object()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _Notes:
    """What is found in the copy: a finding a text, and an objection to all the cells that hold such texts."""

    said: _Texts
    places: list[str]
    ledger: Ledger
    cells: dict[tuple[int, str], list[int]] = field(default_factory=dict)

    def add(self, number: int, entity: str, reason: str) -> None:
        """Note that a text says something that was replaced elsewhere."""
        if number < len(self.places):
            self.ledger.find(entity, self.places[number], reason, 1.0)
            return
        grid, cell = self.said.cell(number)
        self.ledger.find(entity, grid.address(cell), reason, 1.0)
        self.cells.setdefault((id(grid), entity), []).append(cell)

    def object(self) -> None:
        """Object to the cells, grid by grid."""
        for _, grid, _ in self.said.grids:
            for (owner, entity), cells in self.cells.items():
                if owner == id(grid):
                    self.ledger.object_to(grid, np.flatnonzero(slices.among(grid.keys, grid.keys[cells])), entity)


def _replaced(source: Reading, output: Reading) -> _Replaced:
    found = _Replaced([], _Texts([]))
    for before in source.grids:
        after = next((grid for grid in output.grids if (grid.sheet, grid.label) == (before.sheet, before.label)), None)
        if after is not None and len(before) and len(after):
            change = _change(before, after)
            found.changes.append(change)
            found.olds.add(before, change.old)
    return found


def _change(before: ReadGrid, after: ReadGrid) -> _Change:
    """Return which cells differ; dates are left out, because days coincide, and what can neither name nor identify anybody."""
    at, same = _same_places(_places(before), _places(after))
    telling = (before.kinds != Kind.DATE) & ((before.kinds != Kind.NUMBER) | (before.widths >= SHORTEST_CORE))
    differs = np.flatnonzero(same & (after.keys[at] != before.keys) & telling)
    return _Change(before, after, differs, at[differs])


def _places(grid: ReadGrid) -> Indices:
    return (grid.rows.astype(np.int64) << 16) | grid.cols


def _same_places(old: Indices, new: Indices) -> tuple[Indices, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Return for every cell before which one after may stand in its place, and whether it does."""
    if np.array_equal(old, new):
        return np.arange(len(old)), np.ones(len(old), dtype=np.bool_)
    at = np.minimum(np.searchsorted(new, old), len(new) - 1)
    return at, new[at] == old


def _said(output: Reading) -> _Texts:
    said = _Texts([text for _, text in output.texts])
    for grid in output.grids:
        long_numbers = (grid.kinds == Kind.NUMBER) & (grid.widths >= SHORTEST_CORE)
        said.add(grid, np.flatnonzero((grid.kinds == Kind.TEXT) | long_numbers))
    return said


def _naming(replaced: _Replaced, said: _Texts, before: Tokens, after: Tokens) -> Iterator[int]:
    """Yield the numbers of the texts that hold a word of a name that was replaced."""
    shared = _names_among(common(before, after), before, replaced.olds)
    if not shared:
        return
    wanted = words_in(sorted(shared)).hashes
    gone = set[str]()
    for old, new in replaced.pairs(before.holding(wanted)):
        gone |= _gone(old, new)
    gone &= shared
    for number, text in said.read(after.holding(wanted)):
        if not gone.isdisjoint(words(outside_organisations(fold(text)))):
            yield number


def _names_among(hashes: Words, tokens: Tokens, texts: _Texts) -> set[str]:
    """Return the words behind some hashes that can only be names."""
    some = np.flatnonzero(slices.among(tokens.hashes, hashes))
    owners = tokens.owners[some[slices.firsts(tokens.hashes[some])[0]]]
    found = set[str]().union(*(words(text) for _, text in texts.read(np.flatnonzero(np.bincount(owners)))))
    return {word for word in found if kind_of(word) in (NAME, UNKNOWN) and not is_trade(word)}


def _gone(old: str, new: str) -> set[str]:
    """Return the words that an invented name took the place of."""
    return words(old) - words(new) if _INVENTED in bare(new) and not _is_other_day(old, new) else set()


def _is_other_day(old: str, new: str) -> bool:
    """Other days of an employment coincide with birthdays."""
    return bool(_DAY.match(fold(old)) and dates_in(fold(old)) and (dates_in(fold(new)) or not fold(old).isdigit()))


def _identifying(replaced: _Replaced, said: _Texts, before: Tokens, after: Tokens) -> Iterator[tuple[int, str]]:
    """Yield the numbers of the texts that hold an identifier that was replaced, with what took its place."""
    suspects = {number: _cores(text) for number, text in said.read(after.holding(common(before, after)))}
    looked_for = set[str]().union(*suspects.values())
    if not looked_for:
        return
    gone: dict[str, str] = {}
    for old, new in replaced.pairs(before.holding(cores_in(sorted(looked_for), 1).hashes)):
        _collect(old, new, gone)
    for number, held in suspects.items():
        for core in sorted(held & gone.keys()):
            yield number, gone[core]


def _cores(text: str) -> set[str]:
    """Return what ``text`` may identify somebody with.

    A day written with separators is nothing: its digits coincide with account numbers, and replaced days are not collected either.
    """
    folded = fold(text)
    return set() if _DAY.match(folded) and not folded.isdigit() and dates_in(folded) else cores(text)


def _collect(old: str, new: str, gone: dict[str, str]) -> None:
    """Add the identifiers of an old text, each with the new text; a piece that both have was kept, but never the whole."""
    if _is_other_day(old, new) or _is_plain(old):
        return
    whole = set() if _ordinary(old) and not SPACES["ADDRESS"](new) else whole_core(old)
    pieces = {core for core in own_cores(old) - own_cores(new) if not _ordinary(core)}
    for core in whole | pieces:
        if not always_accepted(core):
            gone.setdefault(core, new)


def _ordinary(text: str) -> bool:
    """Return whether hardly more than ordinary words is said: ``3 Months``, ``of Hires (1)``."""
    rest = squeeze(_LETTERS.sub(lambda run: "" if kind_of(run[0]) == PLAIN else run[0], fold(text)))
    return len(rest) < _FEWEST or not any(map(str.isdigit, rest))


def _is_plain(old: str) -> bool:
    """Ordinary words with a digit or two identify nobody: ``3 Months``, ``Line 1 of 2``."""
    return sum(map(str.isdigit, old)) < _FEWEST_DIGITS and all(kind_of(word) == PLAIN for word in WORD.findall(fold(old)))


def _kind(new: str) -> str:
    """Return what a value was, by the space that its replacement lies in."""
    return next((kind for kind in _KINDS if SPACES[kind](new)), "EMPLOYEE_ID")
