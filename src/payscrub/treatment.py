"""Decide what becomes of every value: columns first, then texts, with what was learnt in the columns.

Decisions are made on distinct values. A value that stands in a personal column is replaced whole, wherever it stands; in
any other text only the pieces that are personal are replaced.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from urllib.parse import unquote

import numpy as np
from numpy.typing import NDArray

from payscrub import decisions, detect
from payscrub.crowds import with_averages
from payscrub.decisions import Decided
from payscrub.detect import Column, Finder, Learnt
from payscrub.entities import BY_NAME
from payscrub.formats.document import CellEdits, Document, Edits
from payscrub.model import Action, ColumnReport, Distinct, Finding, Grid, Indices, Kind, Role, Span
from payscrub.policy import Policy
from payscrub.surrogates import Surrogates, fit_tab

INERT = "https://www.example.com/"
_WHOLE = "equal to a value of a personal column"


@dataclass(frozen=True, slots=True)
class Treatment:
    """The replacements for a document, and what may be told about them."""

    edits: Edits = field(repr=False)
    columns: tuple[ColumnReport, ...]
    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    name: str = field(default="", repr=False)
    decided: tuple[Decided, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    """Some cells of one grid with their distinct values; ``category`` says that they stand in columns plainly about no person."""

    grid: int
    cells: Indices = field(repr=False)
    values: Distinct = field(repr=False)
    category: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Texts:
    """Distinct texts with the personal pieces that were found in each."""

    texts: Sequence[str] = field(repr=False)
    kinds: Sequence[int] = field(repr=False)
    spans: Sequence[tuple[Span, ...]] = field(repr=False)


def treat(document: Document, policy: Policy, surrogates: Surrogates, name: str = "") -> Treatment:
    """Return what becomes of ``document`` under ``policy``, and of the file's own ``name`` (without its suffix).

    Raises:
        LimitExceeded: when the people of the file do not fit into a reserved space.
    """
    grids = document.grids
    decided = decisions.decide(detect.survey(grids), grids, policy)
    personal = [one for one in decided if one.treated]
    stay = decisions.untouched(document, decided, policy)
    blocks = [_block(one, grids, stay) for one in personal]
    columns = [one.column for one in decided if not one.treated]
    columns += [replace(one.column, cells=block.cells) for one, block in zip(personal, blocks, strict=True)]
    for one, block in zip(personal, blocks, strict=True):
        surrogates.learn(str(one.column.entity), block.values.texts)
    learnt = detect.learn(columns, grids)
    finder = Finder(learnt, policy.searchers, {entity for entity, action in policy.actions.items() if action is Action.KEEP})
    settled = [_settled(number, stay[number], blocks) for number in range(len(grids))]
    loose = [block for number, grid in enumerate(grids) for block in _loose(number, grid, settled[number], columns)]
    look = partial(_look, finder, learnt, policy)
    in_cells = [look(block.values.texts, block.values.kinds.tolist(), category=block.category) for block in loose]
    in_places = look(*_place_texts(document))
    in_name = look([name], [Kind.TEXT])
    for found in (*in_cells, in_places, in_name):
        _learn_pieces(found, surrogates)
    surrogates.settle()

    whole = [_replace(surrogates, one, block, grids) for one, block in zip(personal, blocks, strict=True)]
    inside = [_rewrite(found, surrogates, policy) for found in in_cells]
    by_value = _cell_edits(len(grids), [*zip(blocks, whole, strict=True), *zip(loose, inside, strict=True)])
    in_crowds = with_averages(document, by_value, decided, stay, policy.smallest_group)
    edits = Edits(
        decisions.with_blanked_sheets(document, in_crowds, policy),
        _place_edits(document, in_places, _rewrite(in_places, surrogates, policy), policy.kept),
    )
    findings = (
        *(one.finding(grids) for one in personal),
        *(finding for block, found in zip(loose, in_cells, strict=True) for finding in _cell_findings(grids, block, found, policy)),
        *_place_findings(document, in_places, policy),
    )
    counts = Counter({"forced": surrogates.forced})
    counts.update(_tally(edits))
    new_name = _rewrite(in_name, surrogates, policy)[0]
    return Treatment(edits, tuple(one.report(grids) for one in decided), findings, dict(counts), new_name, tuple(decided))


def _block(one: Decided, grids: Sequence[Grid], stay: Sequence[NDArray[np.bool_]]) -> _Block:
    """Return the cells of a column that are treated as what it holds; what is plainly something else is found where it stands."""
    column, grid = one.column, grids[one.column.grid]
    cells = column.cells[~stay[column.grid][column.cells]]
    values = grid.distinct(cells)
    if one.action is Action.PSEUDONYMISE:
        other = detect.strays(values, str(column.entity))
        if other.any():
            cells = cells[~other[values.inverse]]
            values = grid.distinct(cells)
    return _Block(column.grid, cells, values)


def _settled(number: int, stay: NDArray[np.bool_], blocks: Sequence[_Block]) -> NDArray[np.bool_]:
    """Return which cells of a grid are treated as a whole, or stay because a person says so."""
    settled = stay.copy()
    for block in blocks:
        if block.grid == number:
            settled[block.cells] = True
    return settled


def _loose(number: int, grid: Grid, settled: NDArray[np.bool_], columns: Sequence[Column]) -> Iterator[_Block]:
    """Yield the texts and numbers of a grid that are not settled, those in columns of categories apart."""
    free = np.isin(grid.kinds, (Kind.TEXT, Kind.NUMBER)) & ~settled
    category = np.zeros(len(grid), dtype=np.bool_)
    for column in columns:
        if column.grid == number and column.category:
            category[column.cells] = True
    for plain, mask in ((True, free & ~category), (False, free & category & (grid.kinds == Kind.TEXT))):
        cells = np.flatnonzero(mask)
        yield _Block(number, cells, grid.distinct(cells), category=not plain)


def _place_texts(document: Document) -> tuple[list[str], list[int]]:
    """Return the texts of the places as a person reads them, and their kinds."""
    texts = [unquote(place.text) if place.role is Role.LINK else place.text for place in document.places]
    return texts, [Kind.NUMBER if place.role is Role.NUMBER else Kind.TEXT for place in document.places]


def _look(  # noqa: PLR0913 - the first three are bound once for a document
    finder: Finder, learnt: Learnt, policy: Policy, texts: Sequence[str], kinds: Sequence[int], *, category: bool = False
) -> _Texts:
    """Return what is personal in each text; a bare number is personal only when a column has shown that it is."""
    written = [number for number, kind in enumerate(kinds) if kind == Kind.TEXT]
    spans: list[tuple[Span, ...]] = [()] * len(texts)
    for number, found in zip(written, finder.find([texts[number] for number in written], category=category), strict=True):
        spans[number] = tuple(span for span in found if policy.action(span.entity) is not Action.KEEP)
    for number, kind in enumerate(kinds):
        entity = learnt.entity_of(texts[number]) if kind == Kind.NUMBER else None
        if entity and policy.action(entity) is not Action.KEEP:
            spans[number] = (Span(0, len(texts[number]), entity, 1.0, _WHOLE),)
    return _Texts(texts, kinds, spans)


def _learn_pieces(found: _Texts, surrogates: Surrogates) -> None:
    pieces: dict[str, set[str]] = {}
    for text, spans in zip(found.texts, found.spans, strict=True):
        for span in spans:
            pieces.setdefault(span.entity, set()).add(text[span.start : span.end])
    for entity, texts in pieces.items():
        surrogates.learn(entity, texts)


def _replace(surrogates: Surrogates, one: Decided, block: _Block, grids: Sequence[Grid]) -> list[str]:
    texts, kinds = block.values.texts, block.values.kinds
    if one.action is Action.AVERAGE:  # a matter of rows, not of values: ``crowds``
        return texts
    if one.action is Action.DROP:
        return decisions.emptied(texts, kinds.tolist(), typed=bool(grids[block.grid].label))
    new = surrogates.replace(str(one.column.entity), texts, kinds, one.action)
    told = one.action is Action.PSEUDONYMISE and BY_NAME[str(one.column.entity)].risk != "special"  # a truth value names nobody
    return new if told else decisions.falsified(new, kinds.tolist())


def _rewrite(found: _Texts, surrogates: Surrogates, policy: Policy) -> list[str]:
    """Return each text with its personal pieces replaced."""
    by_entity: dict[str, dict[tuple[str, int], str]] = {}
    for text, kind, spans in zip(found.texts, found.kinds, found.spans, strict=True):
        for span in spans:
            by_entity.setdefault(span.entity, {})[text[span.start : span.end], kind] = ""
    for entity, pieces in by_entity.items():
        texts, kinds = [text for text, _ in pieces], [kind for _, kind in pieces]
        pieces.update(zip(pieces, surrogates.replace(entity, texts, kinds, policy.action(entity)), strict=True))
    return [
        _spliced(text, spans, [by_entity[span.entity][text[span.start : span.end], kind] for span in spans]) if spans else text
        for text, kind, spans in zip(found.texts, found.kinds, found.spans, strict=True)
    ]


def _spliced(text: str, spans: Sequence[Span], new: Sequence[str]) -> str:
    pieces, cursor = list[str](), 0
    for span, piece in zip(spans, new, strict=True):
        pieces += (text[cursor : span.start], piece)
        cursor = span.end
    return "".join((*pieces, text[cursor:]))


def _cell_edits(grids: int, treated: Sequence[tuple[_Block, Sequence[str]]]) -> dict[int, CellEdits]:
    """Return the edits of each grid: only cells whose text changes, in order."""
    edits = {}
    for grid in range(grids):
        cells, inverse, texts = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)], list[str]()
        for block, new in treated:
            if block.grid != grid:
                continue
            changed = np.array([old != text for old, text in zip(block.values.texts, new, strict=True)], dtype=np.bool_)
            mask = changed[block.values.inverse] if len(changed) else np.zeros(0, dtype=np.bool_)
            cells.append(block.cells[mask])
            inverse.append(block.values.inverse[mask] + len(texts))
            texts += new
        at = np.concatenate(cells)
        order = np.argsort(at, kind="stable")
        if len(at):
            edits[grid] = CellEdits(at[order], texts, np.concatenate(inverse)[order])
    return edits


def _place_edits(document: Document, found: _Texts, new: Sequence[str], kept: Container[str]) -> dict[int, str]:
    edits, taken = dict[int, str](), set[str]()
    for number, (place, text) in enumerate(zip(document.places, new, strict=True)):
        if place.role is Role.TAB:
            taken.add(place.text)
        if found.spans[number] and place.address not in kept:
            edits[number] = _FITTED.get(place.role, _as_is)(text, place.text)
    return _unique_tabs(document, edits)


def _as_is(new: str, _old: str) -> str:
    return new


def _as_name(new: str, _old: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "_.\\?" else "_" for sign in new)


def _as_link(new: str, old: str) -> str:
    """Return an inert target; only an e-mail address keeps what it is."""
    return new if old.lower().startswith("mailto:") else INERT


_FITTED = {Role.NAME: _as_name, Role.LINK: _as_link}


def _unique_tabs(document: Document, edits: dict[int, str]) -> dict[int, str]:
    tabs = [number for number, place in enumerate(document.places) if place.role is Role.TAB]
    taken = {document.places[number].text for number in tabs if number not in edits}
    for number in tabs:
        if number in edits:
            edits[number] = fit_tab(edits[number], taken)
            taken.add(edits[number])
    return edits


def _cell_findings(grids: Sequence[Grid], block: _Block, found: _Texts, policy: Policy) -> list[Finding]:
    holding = np.array([bool(spans) for spans in found.spans], dtype=np.bool_)
    mask = holding[block.values.inverse] if len(holding) else np.zeros(0, dtype=np.bool_)
    return [
        Finding(span.entity, grids[block.grid].address(cell), span.score, span.reason, policy.action(span.entity).value)
        for cell, value in zip(block.cells[mask].tolist(), block.values.inverse[mask].tolist(), strict=True)
        for span in found.spans[value]
    ]


def _place_findings(document: Document, found: _Texts, policy: Policy) -> list[Finding]:
    return [
        Finding(span.entity, place.address, span.score, span.reason, policy.action(span.entity).value)
        for place, spans in zip(document.places, found.spans, strict=True)
        if place.address not in policy.kept
        for span in spans
    ]


def _tally(edits: Edits) -> dict[str, int]:
    return {"cells": sum(len(edit.cells) for edit in edits.cells.values()), "places": len(edits.places)}
