"""When the source is at hand: nothing that was replaced may be left anywhere.

What was replaced is read off the two files themselves: a cell whose text differs. No classification is needed, so a
value that the cleaner found in one place and forgot in another is caught whatever it is. Matches are whole tokens.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field

import numpy as np

from payscrub.model import Grid, Indices, Kind
from payscrub.verify.book import Reading
from payscrub.verify.columns import values_of
from payscrub.verify.folding import bare, dates_in, fold, fold_all, squeeze
from payscrub.verify.ledger import Ledger
from payscrub.verify.lexicon import NAME, UNKNOWN, is_trade, kind_of
from payscrub.verify.names import outside_organisations
from payscrub.verify.reserved import SPACES, always_accepted

_WORD = re.compile(r"[^\W\d_]{3,}(?:['\u2019][^\W\d_]+)?")
_CHUNK = re.compile(r"[^\s,;:()\[\]|\"]+")
_DIGIT = re.compile(r"\d")
# how every date begins; an e-mail address is none
_DAY = re.compile(r"(?!.{0,200}@)(?:\d{4}[-/.]|\d{1,2}(?:st|nd|rd|th)?[-/. ]|\d{8}(?!\d)|[a-z]{3,9}[-/., ])", re.IGNORECASE)
_TOGETHER = 256  # texts that are compared with the replaced names at once
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
    """Words of people's names and squeezed identifiers that were replaced somewhere, each with the text that took its place."""

    names: set[str] = field(default_factory=set, repr=False)
    numbers: dict[str, str] = field(default_factory=dict, repr=False)


def note_survivors(source: Reading, output: Reading, ledger: Ledger) -> None:
    """Note every replaced value of ``source`` that still stands somewhere in ``output``."""
    replaced = _Replaced()
    for before in source.grids:
        after = next((grid for grid in output.grids if (grid.sheet, grid.label) == (before.sheet, before.label)), None)
        if after is not None:
            _collect(list(_changes(before, after)), replaced)
    for grid in output.grids:
        values = values_of(grid, np.flatnonzero((grid.kinds == Kind.TEXT) | (grid.kinds == Kind.NUMBER)))
        for number in _suspects(values.texts, replaced):
            _search(values.texts[number], grid.address(int(values.cells[number])), replaced, ledger)
    texts = [text for _, text in output.texts]
    for number in _suspects(texts, replaced):
        _search(texts[number], output.texts[number][0], replaced, ledger)


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


def _collect(pairs: list[tuple[str, str]], replaced: _Replaced) -> None:
    """Add what of each old text is gone in the new one: words if a name took their place, and identifiers with the new text."""
    words = set[str]()
    olds, news = fold_all([old for old, _ in pairs]), fold_all([new for _, new in pairs])
    for old, new in zip(olds, news, strict=True):
        numbered = _has_digit(old)
        if numbered and _DAY.match(old) and dates_in(old) and (dates_in(new) or not old.isdigit()):
            continue  # other days of an employment coincide with birthdays
        if "quox" in bare(new):
            kept = {bare(word) for word in _WORD.findall(new)}
            words.update(word for word in _WORD.findall(old) if bare(word) not in kept)
        if numbered:
            _collect_numbers(old, new, replaced.numbers)
    replaced.names.update(bare(word) for word in words if kind_of(word) in (NAME, UNKNOWN) and not is_trade(word))


def _collect_numbers(old: str, new: str, numbers: dict[str, str]) -> None:
    whole = _squeezed(old)
    if len(whole) <= _LONGEST and _identifies(whole):
        numbers[whole] = new
    chunks = _CHUNK.findall(old)
    if len(chunks) > 1 or len(whole) > _LONGEST:
        remaining = {_squeezed(chunk) for chunk in _CHUNK.findall(new)}
        for chunk in map(_squeezed, chunks):
            if chunk not in remaining and _identifies(chunk):
                numbers.setdefault(chunk, new)


def _kind(new: str) -> str:
    """Return what a value was, by the space that its replacement lies in."""
    return next((kind for kind in _KINDS if SPACES[kind](new)), "EMPLOYEE_ID")


def _squeezed(text: str) -> str:
    return squeeze(text).lstrip("0")


def _identifies(core: str) -> bool:
    return len(core) >= _SHORTEST and _has_digit(core) and not always_accepted(core)


def _has_digit(text: str) -> bool:
    return _DIGIT.search(text) is not None or (not text.isascii() and any(map(str.isdigit, text)))


def _suspects(texts: list[str], replaced: _Replaced) -> Iterator[int]:
    """Yield the numbers of the texts that need a close look, telling most apart many at a time."""
    for first in range(0, len(texts), _TOGETHER):
        some = texts[first : first + _TOGETHER]
        named = _holds_name("\n".join(fold_all(some)), replaced.names)
        for number, text in enumerate(some, first):
            if _holds_number(text, replaced.numbers) or (named and _holds_name(fold(text), replaced.names)):
                yield number


def _holds_name(folded: str, names: set[str]) -> bool:
    return not names.isdisjoint(map(bare, _WORD.findall(folded))) or not names.isdisjoint(bare(folded).split())


def _holds_number(text: str, numbers: Container[str]) -> bool:
    if (len(text) < _SHORTEST and text.isascii()) or not _has_digit(text):
        return False
    if text.isascii() and text.isalnum():  # one piece: most cells of a payroll, and no need to take it apart
        return text.upper().lstrip("0") in numbers
    return any(core in numbers for core in _candidates(fold(text)))


def _search(text: str, place: str, replaced: _Replaced, ledger: Ledger) -> None:
    folded = fold(text)
    for core in _candidates(folded):
        if core in replaced.numbers:
            ledger.find(_kind(replaced.numbers[core]), place, "A value that was replaced elsewhere still stands here.", 1.0)
    if not replaced.names.isdisjoint(map(bare, _WORD.findall(folded))):
        kept = outside_organisations(folded)
        if not replaced.names.isdisjoint(map(bare, _WORD.findall(kept))):
            ledger.find("PERSON", place, "A word of a name that was replaced elsewhere still stands here.", 1.0)


def _candidates(text: str) -> Iterator[str]:
    """Yield the squeezed pieces of a text and runs of neighbouring pieces, as an identifier may be written in groups.

    A day written with separators is none: its digits coincide with account numbers, and replaced days are not collected either.
    """
    if _DAY.match(text) and not text.isdigit() and dates_in(text):
        return
    pieces = [squeeze(piece) for piece in _CHUNK.findall(text)]
    for start in range(len(pieces)):
        for stop in range(start + 1, min(start + _LONGEST_RUN, len(pieces)) + 1):
            core = "".join(pieces[start:stop]).lstrip("0")
            if len(core) >= _SHORTEST:
                yield core
