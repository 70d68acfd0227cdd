"""Look at every text outside the personal columns, until nothing more is learnt from what was found.

A name that is found in one text is looked for in all others, because what is replaced in one place may not stay in another. Where half
of a column's texts hold names, the others are names that no list knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress
from urllib.parse import unquote

import numpy as np
from numpy.typing import NDArray

from payscrub.detect import ACCOUNT_DIGITS, Column, Finder, Learnt, is_quoted_account, is_title, name_words, things_among, words_of
from payscrub.formats.document import Document
from payscrub.model import Action, Distinct, Grid, Indices, Kind, Role, Span
from payscrub.policy import Policy

_WHOLE = "equal to a value of a personal column"
_AMONG_NAMES = "half of the texts of its column are names"
_FEWEST, _HALF, _MOST = 4, 0.45, 0.55  # distinct texts; shares of them, a little below those that the verifier asks for
_LONGEST_NAME = 5  # words
_QUOTED_ALONE = "eight digits that a formula quotes and no cell holds"
_LINK = re.compile("(?:mailto|https?|file):", re.IGNORECASE)  # also what a link shows


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Some cells of one grid with their distinct values; ``category`` says that they stand in columns plainly about no person."""

    grid: int
    cells: Indices = field(repr=False)
    values: Distinct = field(repr=False)
    category: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """Distinct texts with the personal pieces that were found in each."""

    texts: Sequence[str] = field(repr=False)
    kinds: Sequence[int] = field(repr=False)
    spans: Sequence[tuple[Span, ...]] = field(repr=False)
    category: bool = False

    def held(self) -> Iterator[tuple[str, tuple[Span, ...]]]:
        """Yield the texts in which something was found, with what was."""
        return compress(zip(self.texts, self.spans, strict=True), self.spans)

    def names(self) -> Iterator[str]:
        """Yield the pieces that name people."""
        for text, spans in self.held():
            yield from (text[span.start : span.end] for span in spans if span.entity == "PERSON")


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What was found: in the loose cells, block by block, in the places, and in the file's name."""

    loose: Sequence[Block] = field(repr=False)
    in_cells: Sequence[Texts] = field(repr=False)
    in_places: Texts = field(repr=False)
    in_name: Texts = field(repr=False)

    @property
    def all(self) -> tuple[Texts, ...]:
        """Return everything that was looked at."""
        return (*self.in_cells, self.in_places, self.in_name)


def look(  # noqa: PLR0913, PLR0917 - everything that decides what is loose and what is personal
    document: Document, name: str, settled: Sequence[NDArray[np.bool_]], columns: Sequence[Column], learnt: Learnt, policy: Policy
) -> Seen:
    """Return what is personal in the texts of ``document`` and in its ``name``, but for the ``settled`` cells of each grid."""
    loose = [block for number, grid in enumerate(document.grids) for block in _loose(number, grid, settled[number], columns)]
    first = _Look(learnt, policy)
    in_cells = [_crowded(document.grids[block.grid], block, first.at_block(block), columns) for block in loose]
    in_places = _with_accounts(document, first.at(*_place_texts(document)), policy)
    found = _until_nothing_new([*in_cells, in_places, first.at([name], [Kind.TEXT])], learnt, policy)
    return Seen(loose, found[:-2], found[-2], found[-1])


def _with_accounts(document: Document, found: Texts, policy: Policy) -> Texts:
    """Return ``found`` with the numbers as long as an account's that a formula quotes, unless a cell holds them: its column decides."""
    quoted = [
        number
        for number, (place, spans) in enumerate(zip(document.places, found.spans, strict=True))
        if place.role is Role.LITERAL and not spans and is_quoted_account(place.text)
    ]
    if not quoted or policy.action("UK_BANK_ACCOUNT") is Action.KEEP:
        return found
    held = {text.zfill(ACCOUNT_DIGITS) for grid in document.grids for text in grid.distinct(np.arange(len(grid))).texts}
    spans = list(found.spans)
    for number in quoted:
        if found.texts[number] not in held:
            spans[number] = (Span(0, len(found.texts[number]), "UK_BANK_ACCOUNT", 0.6, _QUOTED_ALONE),)
    return replace(found, spans=spans)


def _until_nothing_new(found: list[Texts], learnt: Learnt, policy: Policy) -> list[Texts]:
    """Return ``found`` with every name that one text taught looked for in all others."""
    words, mentions = learnt.words, [words_of(texts.texts) for texts in found] if any(map(_names_anybody, found)) else []
    while more := name_words(piece for texts in found for piece in texts.names()) - words:
        words |= more
        again = _Look(replace(learnt, words=words), policy)
        found = [again.at_those(texts, held.holding(more).tolist()) for texts, held in zip(found, mentions, strict=True)]
    return found


def _names_anybody(found: Texts) -> bool:
    return next(found.names(), None) is not None


class _Look:
    """One look at texts, with what is known by then."""

    def __init__(self, learnt: Learnt, policy: Policy) -> None:
        kept = {entity for entity, action in policy.actions.items() if action is Action.KEEP}
        self._learnt, self._policy, self._finder = learnt, policy, Finder(learnt, policy.searchers, kept)

    def at_block(self, block: Block) -> Texts:
        """Return what is personal in the texts of a block."""
        return self.at(block.values.texts.listed(), block.values.kinds.tolist(), category=block.category)

    def at(self, texts: Sequence[str], kinds: Sequence[int], *, category: bool = False) -> Texts:
        """Return what is personal in each text; a bare number is personal only when a column has shown that it is."""
        spans: list[tuple[Span, ...]] = [()] * len(texts)
        sorts = np.asarray(kinds, dtype=np.uint8)
        written = np.flatnonzero(sorts == Kind.TEXT).tolist()
        for number, found in zip(written, self._found([texts[number] for number in written], category=category), strict=True):
            spans[number] = found
        for number in np.flatnonzero(sorts == Kind.NUMBER).tolist():
            entity = self._learnt.entity_of(texts[number])
            if entity and self._policy.action(entity) is not Action.KEEP:
                spans[number] = (Span(0, len(texts[number]), entity, 1.0, _WHOLE),)
        return Texts(texts, kinds, spans, category)

    def at_those(self, before: Texts, numbers: Iterable[int]) -> Texts:
        """Return ``before`` with some of the texts looked at again; what is replaced whole stays so."""
        numbers = [
            number
            for number in numbers
            if before.kinds[number] == Kind.TEXT and not any(span.reason == _AMONG_NAMES for span in before.spans[number])
        ]
        spans = list(before.spans)
        for number, found in zip(numbers, self._found([before.texts[number] for number in numbers], category=before.category), strict=True):
            spans[number] = found
        return replace(before, spans=spans)

    def _found(self, texts: Sequence[str], *, category: bool) -> list[tuple[Span, ...]]:
        return [
            found and tuple(span for span in found if self._policy.action(span.entity) is not Action.KEEP)
            for found in self._finder.find(texts, category=category)
        ]


def _loose(number: int, grid: Grid, settled: NDArray[np.bool_], columns: Sequence[Column]) -> Iterator[Block]:
    """Yield the texts and numbers of a grid that are not settled, those in columns of categories apart."""
    free = ((grid.kinds == Kind.TEXT) | (grid.kinds == Kind.NUMBER)) & ~settled
    category = np.zeros(len(grid), dtype=np.bool_)
    for column in columns:
        if column.grid == number and column.category:
            category[column.cells] = True
        elif column.grid == number and column.things:
            category[_things(grid, column.cells)] = True
    for plain, mask in ((True, free & ~category), (False, free & category & (grid.kinds == Kind.TEXT))):
        cells = np.flatnonzero(mask)
        yield Block(number, cells, grid.distinct(cells), category=not plain)


def _things(grid: Grid, cells: Indices) -> Indices:
    """Return the cells of a column of things that hold one: what is plainly one, and what repeats, as names seldom do among things."""
    values = grid.distinct(cells)
    kept = np.array(things_among(values.texts), dtype=np.bool_) | (values.counts > 1)
    return cells[kept[values.inverse]]


def _place_texts(document: Document) -> tuple[list[str], list[int]]:
    """Return the texts of the places as a person reads them, and their kinds."""
    texts = [unquote(place.text) if place.role is Role.LINK or _LINK.match(place.text) else place.text for place in document.places]
    return texts, [Kind.NUMBER if place.role is Role.NUMBER else Kind.TEXT for place in document.places]


def _crowded(grid: Grid, block: Block, found: Texts, columns: Sequence[Column]) -> Texts:
    """Return ``found`` with the texts taken whole that stand in a column among names."""
    if block.category or not any(found.spans):
        return found
    value_of = np.full(len(grid), -1, dtype=np.int64)
    value_of[block.cells] = block.values.inverse
    written = np.array([kind == Kind.TEXT for kind in found.kinds], dtype=np.bool_)
    named = np.array([any(span.entity == "PERSON" for span in spans) for spans in found.spans], dtype=np.bool_)
    short = np.array([text.count(" ") < _LONGEST_NAME and not any(map(str.isdigit, text)) for text in found.texts], dtype=np.bool_)
    crowds = set[int]()
    for cells in _units(grid, block, columns):
        values = np.unique(value_of[cells])
        texts = values[written[values]]
        is_crowd = len(texts) >= max(_FEWEST, _MOST * len(values)) and named[texts].mean() >= _HALF and short[texts].mean() >= _MOST
        crowds.update(texts.tolist() if is_crowd else ())
    spans = [
        (Span(0, len(found.texts[number]), "PERSON", _HALF, _AMONG_NAMES),)
        if number in crowds and not _is_something_else(found.texts[number], spans)
        else spans
        for number, spans in enumerate(found.spans)
    ]
    return replace(found, spans=spans)


def _is_something_else(text: str, spans: Sequence[Span]) -> bool:
    """Return whether a text is a title, or one identifier from end to end, as a login in a domain or an e-mail address is."""
    if not spans and is_title(text):
        return True
    return len(spans) == 1 and spans[0].entity != "PERSON" and (spans[0].start, spans[0].end) == (0, len(text))


def _units(grid: Grid, block: Block, columns: Sequence[Column]) -> Iterator[Indices]:
    """Yield the loose cells of each column that nothing is known of, and those that stand below each other in the sheet."""
    free = np.zeros(len(grid), dtype=np.bool_)
    free[block.cells] = True
    for column in columns:
        if column.grid == block.grid and (column.entity or column.things):
            free[column.cells] = False
    yield from (column.cells[free[column.cells]] for column in columns if column.grid == block.grid and not column.entity)
    rest = np.flatnonzero(free)
    order = rest[np.argsort(grid.cols[rest], kind="stable")]
    yield from np.split(order, np.flatnonzero(np.diff(grid.cols[order])) + 1)
