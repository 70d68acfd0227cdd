"""Judges the columns of a sheet: what a title says must be invented is invented, the rest is read for what it holds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from payscrub.model import Grid, Indices, Kind
from payscrub.verify import slices
from payscrub.verify.accept import offenders
from payscrub.verify.folding import fold
from payscrub.verify.guess import bank_pair, glance, guess, is_past_day, lists_days
from payscrub.verify.ledger import Ledger
from payscrub.verify.loose import SHORTEST_NUMBER, Scanner
from payscrub.verify.names import Where
from payscrub.verify.pool import ReadGrid
from payscrub.verify.reserved import always_accepted
from payscrub.verify.shapes import Hit
from payscrub.verify.tables import Column, lay_out
from payscrub.verify.things import is_thing, is_things_title, lists_things
from payscrub.verify.titles import EMPLOYER, FREE, KEPT, PLACE, RECORD, is_serial, words_of
from payscrub.verify.wording import LABELS, SPECIAL, counted

_WHERE = {FREE: Where.FREE, EMPLOYER: Where.ORGANISATION, PLACE: Where.ORGANISATION, KEPT: Where.ORGANISATION, "": Where.LABEL}
_MANY_WORDS = 4
_REPEATED = 0.5  # a column whose values repeat twice on average lists places or codes, not people
_FEW = 10
_FEWEST = 3  # different values among which one can be unlike the others
_RARE = 0.05
_OF_EMPLOYERS = frozenset(["UK_POSTCODE", "ADDRESS", "UK_UTR", "UK_SORT_CODE", "UK_BANK_ACCOUNT"])  # public, of a company
_OF_ANYTHING = frozenset(["name", "account name", "client", "client name", "customer", "customer name"])
_ACCOUNT = re.compile(r"\d{5}")
_SAMPLE = 500
_RECORD_TYPE = re.compile(r"[A-Z]{1,3}\d{0,2}|\d{1,2}")
_RECORD_TYPES = 8
_REAL_TOLD = ("value is not an invented one and may be real", "values from here on are not invented ones and may be real")
_SPECIAL_TOLD = ("value tells more than a neutral code", "values from here on tell more than a neutral code")
_BY_TITLE, _BY_LOOK = 0.9, 0.7  # how sure a finding is


Hits = tuple[Hit, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Values:
    """The distinct values of some cells in the order they are first met, the cell of each, and how often each occurs."""

    cells: Indices
    texts: list[str]
    kinds: NDArray[np.uint8]
    counts: NDArray[np.int64]


def values_of(grid: Grid, cells: Indices) -> Values:
    """Return the distinct values among ``cells``."""
    cells = np.sort(cells)
    first, counts = slices.firsts(grid.keys[cells])
    chosen = cells[first]
    return Values(chosen, grid.read(chosen), grid.kinds[chosen], counts)


def judge_grid(grid: ReadGrid, scanner: Scanner) -> None:
    """Note in the scanner's ledger everything personal that the cells of ``grid`` hold."""
    if not scanner.judging:
        return
    layout = lay_out(grid)
    judged = np.zeros(len(grid), dtype=np.bool_)
    for column in layout.columns:
        if column.meaning not in _WHERE and not _other_accounts(grid, column) and not _names_of_things(grid, column):
            judge_column(grid, column.cells, column.meaning, scanner.ledger, _BY_TITLE)
            judged[column.cells] = True
    serial = np.zeros(len(grid), dtype=np.bool_)
    for column in layout.columns:
        counts = is_serial(fold(grid.read(np.array([column.head]))[0]))
        serial[column.cells] = counts
        rest = column.cells[~judged[column.cells]]
        judged[rest] = _judge_other(grid, rest, _other_meaning(grid, column), scanner, serial=counts)
    _scan(grid, layout.heads, Where.HEAD, scanner)
    loose = [column for part in _by_record(grid, np.sort(layout.loose)) for column in _by_column(grid, part)]
    for left, right in pairwise(loose):
        if _is_bank_pair(grid, left, right):
            judge_column(grid, left, "UK_SORT_CODE", scanner.ledger, _BY_LOOK)
            judge_column(grid, right, "UK_BANK_ACCOUNT", scanner.ledger, _BY_LOOK)
    for cells in loose:
        judged[cells] = _judge_other(grid, cells, PLACE if is_things_title(grid.read(cells[:1])[0]) else "", scanner)
    numbers = np.flatnonzero((grid.kinds == Kind.NUMBER) & (grid.widths >= SHORTEST_NUMBER) & ~judged)
    _judge_numbers(grid, numbers, serial, scanner)


def _judge_numbers(grid: Grid, numbers: Indices, serial: NDArray[np.bool_], scanner: Scanner) -> None:
    """Look at bare numbers; those of ``serial`` cells can look like the numbers of telephones."""
    found = values_of(grid, numbers)
    met: defaultdict[str, list[int]] = defaultdict(list)
    for cell, hit in scanner.numbers(zip(found.texts, found.cells.tolist(), strict=True)):
        if not serial[cell] or hit.entity != "PHONE_NUMBER":
            scanner.note((hit,), grid.address(cell))
            met[hit.entity].append(cell)
    _object_to_all(grid, numbers, met, scanner.ledger)


def _object_to_all(grid: Grid, cells: Indices, met: Mapping[str, list[int]], ledger: Ledger) -> None:
    """Object to those of some cells that hold the same as the cells ``met``, kind by kind."""
    for entity, firsts in met.items():
        ledger.object_to(grid, cells[slices.among(grid.keys[cells], grid.keys[firsts])], entity)


def _other_meaning(grid: Grid, column: Column) -> str:
    """Return as what a column is read whose title makes it no personal one after all."""
    if column.meaning in {"", KEPT} and is_things_title(grid.read(np.array([column.head]))[0]):
        return PLACE
    return column.meaning if column.meaning in _WHERE else "" if column.meaning == "PERSON" else KEPT


def _other_accounts(grid: Grid, column: Column) -> bool:
    """Return whether a column of accounts holds something else: codes of a ledger or references of an employer."""
    if column.meaning != "UK_BANK_ACCOUNT" or len(column.cells) < _FEW:
        return False
    sample = glance(grid.read(column.cells[:_SAMPLE]))
    return sum(_ACCOUNT.search(text) is not None or always_accepted(text) for text in sample) * 2 < len(sample)


def _names_of_things(grid: Grid, column: Column) -> bool:
    """Return whether ``Name`` or ``Client`` stands over pay elements, wards or firms: most hold an ordinary word, and no name."""
    if column.meaning != "PERSON" or not len(column.cells) or words_of(grid.read(np.array([column.head]))[0]) not in _OF_ANYTHING:
        return False
    sample = set(glance(grid.read(column.cells[:_SAMPLE])))
    return sum(map(is_thing, sample)) * 2 > len(sample)


def judge_column(grid: Grid, cells: Indices, entity: str, ledger: Ledger, score: float) -> None:
    """Note one finding for the values of a personal column that are not invented: where the first is, and how many."""
    values = values_of(grid, cells)
    wrong = offenders(entity, values.texts, values.kinds)
    if not wrong.any():
        return
    known = "PERSON" if entity == RECORD else entity
    ledger.object_to(grid, cells[np.isin(grid.keys[cells], grid.keys[values.cells[wrong]])], known)
    place = grid.address(int(values.cells[wrong][0]))
    one, many = _SPECIAL_TOLD if entity in SPECIAL else _REAL_TOLD
    how = counted(int(values.counts[wrong].sum()), one, many)
    ledger.find(known, place, f"In a column of {LABELS.get(entity, 'whole records')}, {how}.", score)


def _judge_other(grid: Grid, cells: Indices, meaning: str, scanner: Scanner, *, serial: bool = False) -> bool:
    """Read a column that no title makes personal: by the look of its values, else text by text; return whether the look decided.

    ``serial`` says that its title counts orders or invoices, whose numbers can look like those of telephones.
    """
    if not len(cells):
        return False
    entity = guess(grid, cells) if meaning in ("", KEPT) else ""
    if entity in SPECIAL and meaning:  # its title says that it is about something else
        entity = ""
    if entity and not (serial and entity == "PHONE_NUMBER"):
        judge_column(grid, cells, entity, scanner.ledger, _BY_LOOK)
        return True
    _scan(grid, cells, _WHERE[meaning], scanner, _OF_EMPLOYERS if meaning == EMPLOYER else frozenset())
    return False


def _scan(grid: Grid, cells: Indices, where: Where, scanner: Scanner, harmless: frozenset[str] = frozenset()) -> None:
    texts = cells[grid.kinds[cells] == Kind.TEXT]
    if not len(texts):
        return
    values = values_of(grid, texts)
    repeated = where == Where.ORGANISATION and len(texts) > _FEW and len(values.texts) < _REPEATED * len(texts)
    things = where == Where.LABEL and lists_things(values.texts[:_SAMPLE])
    seen = [
        scanner.look(text, Where.TECHNICAL if repeated else _depth(text, where, thing=things and (count > 1 or is_thing(text))))
        for text, count in zip(values.texts, values.counts.tolist(), strict=True)
    ]
    seen = _with_strays(values, seen, where, scanner, once=repeated)
    met: defaultdict[str, list[int]] = defaultdict(list)
    for text, cell, some in zip(values.texts, values.cells.tolist(), seen, strict=True):
        found = [hit for hit in some if hit.entity not in harmless]
        scanner.note(found, grid.address(cell))
        if found or scanner.hidden(text, grid.address(cell), where):
            met[found[0].entity if found else "PERSON"].append(cell)
    _object_to_all(grid, texts, met, scanner.ledger)


def _depth(text: str, where: Where, *, thing: bool) -> Where:
    """A cell outside of tables with many words is a note; a thing among things is none of a person's."""
    if where != Where.LABEL:
        return where
    return Where.FREE if text.count(" ") >= _MANY_WORDS else Where.ORGANISATION if thing else where


def _with_strays(values: Values, seen: list[Hits], where: Where, scanner: Scanner, *, once: bool) -> list[Hits]:
    """Return what was seen in each value, and in the few that are unlike the others what would be suspect anywhere else.

    A surname among wards, a number plate among codes, a day of birth among words: when it is rare it belongs to somebody. ``once`` says
    that values which occur again are categories.
    """
    if where not in (Where.ORGANISATION, Where.LABEL) or (where == Where.ORGANISATION and not once and len(seen) < _FEWEST):
        return seen
    days = lists_days(values.texts[:_SAMPLE])
    odd = [
        () if hits or (once and count > 1) or (days and is_past_day(text)) else _stray(text, where, scanner)
        for text, hits, count in zip(values.texts, seen, values.counts.tolist(), strict=True)
    ]
    few = sum(map(bool, odd)) <= max(_FEWEST if once else 1, _RARE * len(odd))
    return [hits or more for hits, more in zip(seen, odd, strict=True)] if few else seen


def _stray(text: str, where: Where, scanner: Scanner) -> Hits:
    if is_past_day(text):
        return (Hit("DATE_OF_BIRTH", "A date before the year 2000 stands by itself and can be a date of birth."),)
    return scanner.look(text, Where.HEAD) if where == Where.ORGANISATION else ()


def _is_bank_pair(grid: Grid, left: Indices, right: Indices) -> bool:
    if grid.cols[left[0]] + 1 != grid.cols[right[0]]:
        return False
    some, other = left[:_SAMPLE], right[:_SAMPLE]
    return bank_pair(glance(grid.read(some)), glance(grid.read(other)))


def _by_column(grid: Grid, cells: Indices) -> list[Indices]:
    if not len(cells):
        return []
    order = np.argsort(grid.cols[cells], kind="stable")
    cuts = np.flatnonzero(np.diff(grid.cols[cells][order])) + 1
    return np.split(cells[order], cuts)


def _by_record(grid: Grid, cells: Indices) -> list[Indices]:
    """Part the rows by their first field where that says which record they are (H, D, T): each kind has columns of its own."""
    rows, first, widths = np.unique(grid.rows[cells], return_index=True, return_counts=True)
    leads = grid.distinct(cells[first])
    if not 1 < len(leads.texts) <= _RECORD_TYPES or len(set(widths.tolist())) == 1 or not all(map(_RECORD_TYPE.fullmatch, leads.texts)):
        return [cells]
    types = leads.inverse[np.searchsorted(rows, grid.rows[cells])]
    return [cells[types == number] for number in range(len(leads.texts))]
