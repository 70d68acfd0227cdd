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

from payscrub.model import Grid, Indices, Kind
from payscrub.verify import slices
from payscrub.verify.book import Reading
from payscrub.verify.columns import values_of
from payscrub.verify.folding import bare, dates_in, fold, squeeze
from payscrub.verify.ledger import Ledger
from payscrub.verify.lexicon import NAME, PLAIN, UNKNOWN, is_trade, kind_of
from payscrub.verify.name_patterns import WORD
from payscrub.verify.names import outside_organisations
from payscrub.verify.reserved import SPACES, always_accepted
from payscrub.verify.tokens import Tokens, common, cores, cores_in, own_cores, whole_core, words, words_in

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


@dataclass(frozen=True, slots=True, eq=False)
class _Replaced:
    """The distinct texts of cells that differ between the two files: before and after."""

    olds: list[str] = field(default_factory=list, repr=False)
    news: list[str] = field(default_factory=list, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    """The distinct texts of the copy: those outside of the cells with the place of each, then grid by grid with a cell of each."""

    texts: list[str] = field(repr=False)
    places: list[str]
    grids: list[tuple[int, Grid, Indices]] = field(repr=False)  # the number of the first text of a grid comes first

    def object_to(self, number: int, entity: str, reason: str, ledger: Ledger) -> None:
        """Note that a text says something that was replaced elsewhere."""
        if number < len(self.places):
            ledger.find(entity, self.places[number], reason, 1.0)
            return
        first, grid, cells = next(one for one in reversed(self.grids) if one[0] <= number)
        cell = int(cells[number - first])
        ledger.find(entity, grid.address(cell), reason, 1.0)
        ledger.object_to(grid, np.flatnonzero(grid.keys == grid.keys[cell]), entity)


def note_survivors(source: Reading, output: Reading, ledger: Ledger) -> None:
    """Note every replaced value of ``source`` that still stands somewhere in ``output``."""
    replaced, said = _replaced(source, output), _said(output)
    for number in _naming(replaced, said):
        said.object_to(number, "PERSON", "A word of a name that was replaced elsewhere still stands here.", ledger)
    for number, new in _identifying(replaced, said):
        said.object_to(number, _kind(new), "A value that was replaced elsewhere still stands here.", ledger)


def _replaced(source: Reading, output: Reading) -> _Replaced:
    found = _Replaced()
    for before in source.grids:
        after = next((grid for grid in output.grids if (grid.sheet, grid.label) == (before.sheet, before.label)), None)
        if after is not None and len(before) and len(after):
            olds, news = _changes(before, after)
            found.olds.extend(olds)
            found.news.extend(news)
    return found


def _changes(before: Grid, after: Grid) -> tuple[list[str], list[str]]:
    """Return the distinct pairs of old and new text of cells that differ; dates are left out, because days coincide."""
    at, same = _same_places(_places(before), _places(after))
    differs = np.flatnonzero(same & (after.keys[at] != before.keys) & (before.kinds != Kind.DATE))
    first, _ = slices.firsts(before.keys[differs] * np.uint64(31) + after.keys[at[differs]])
    return before.read(differs[first]), after.read(at[differs[first]])


def _places(grid: Grid) -> Indices:
    return (grid.rows.astype(np.int64) << 16) | grid.cols


def _same_places(old: Indices, new: Indices) -> tuple[Indices, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Return for every cell before which one after may stand in its place, and whether it does."""
    if np.array_equal(old, new):
        return np.arange(len(old)), np.ones(len(old), dtype=np.bool_)
    at = np.minimum(np.searchsorted(new, old), len(new) - 1)
    return at, new[at] == old


def _said(output: Reading) -> _Said:
    texts, places = [text for _, text in output.texts], [place for place, _ in output.texts]
    grids: list[tuple[int, Grid, Indices]] = []
    for grid in output.grids:
        values = values_of(grid, np.flatnonzero((grid.kinds == Kind.TEXT) | (grid.kinds == Kind.NUMBER)))
        grids.append((len(texts), grid, values.cells))
        texts += values.texts
    return _Said(texts, places, grids)


def _naming(replaced: _Replaced, said: _Said) -> Iterator[int]:
    """Yield the numbers of the texts that hold a word of a name that was replaced."""
    named = [number for number, new in enumerate(replaced.news) if _INVENTED in new.lower() or not new.isascii()]
    before, after = words_in([replaced.olds[number] for number in named]), words_in(said.texts)
    shared = _names_among(common(before, after), before, [replaced.olds[number] for number in named])
    if not shared:
        return
    wanted = words_in(sorted(shared)).hashes
    gone = set[str]()
    for number in before.holding(wanted).tolist():
        gone |= _gone(replaced.olds[named[number]], replaced.news[named[number]])
    gone &= shared
    for number in after.holding(wanted).tolist():
        if not gone.isdisjoint(words(outside_organisations(fold(said.texts[number])))):
            yield number


def _names_among(hashes: np.ndarray[tuple[int], np.dtype[np.uint64]], tokens: Tokens, texts: list[str]) -> set[str]:
    """Return the words behind some hashes that can only be names."""
    _, first = np.unique(tokens.hashes[np.isin(tokens.hashes, hashes)], return_index=True)
    owners = tokens.owners[np.isin(tokens.hashes, hashes)][first]
    found = set[str]().union(*(words(texts[owner]) for owner in np.unique(owners).tolist()))
    return {word for word in found if kind_of(word) in (NAME, UNKNOWN) and not is_trade(word)}


def _gone(old: str, new: str) -> set[str]:
    """Return the words that an invented name took the place of."""
    return words(old) - words(new) if _INVENTED in bare(new) and not _is_other_day(old, new) else set()


def _is_other_day(old: str, new: str) -> bool:
    """Other days of an employment coincide with birthdays."""
    return bool(_DAY.match(fold(old)) and dates_in(fold(old)) and (dates_in(fold(new)) or not fold(old).isdigit()))


def _identifying(replaced: _Replaced, said: _Said) -> Iterator[tuple[int, str]]:
    """Yield the numbers of the texts that hold an identifier that was replaced, with what took its place."""
    before, after = cores_in(replaced.olds, 1), cores_in(said.texts)
    suspects = {number: _cores(said.texts[number]) for number in after.holding(common(before, after)).tolist()}
    looked_for = set[str]().union(*suspects.values())
    if not looked_for:
        return
    gone: dict[str, str] = {}
    for number in before.holding(cores_in(sorted(looked_for), 1).hashes).tolist():
        _collect(replaced.olds[number], replaced.news[number], gone)
    for number, held in suspects.items():
        for core in held & gone.keys():
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
