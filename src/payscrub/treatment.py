"""Decide what becomes of every value: columns first, then texts, with what was learnt in the columns.

Decisions are made on distinct values. A value that stands in a personal column is replaced whole, wherever it stands; in
any other text only the pieces that are personal are replaced.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from payscrub import decisions, detect
from payscrub.copies import Changed, following
from payscrub.decisions import Decided
from payscrub.entities import BY_NAME
from payscrub.exposure.crowds import with_averages
from payscrub.formats.document import CellEdits, Document, Edits
from payscrub.looking import Block, Seen, Texts, look
from payscrub.model import Action, ColumnReport, Finding, Grid, Kind, Role, Span
from payscrub.objections import BY_CHECK, Rounds, with_objections
from payscrub.packed import Packed
from payscrub.policy import Policy
from payscrub.surrogates import Surrogates, fit_tab

INERT = "https://www.example.com/"


@dataclass(frozen=True, slots=True)
class Treatment:
    """The replacements for a document, and what may be told about them."""

    edits: Edits = field(repr=False)
    columns: tuple[ColumnReport, ...]
    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    name: str = field(default="", repr=False)
    decided: tuple[Decided, ...] = field(default=(), repr=False)


def treat(document: Document, policy: Policy, surrogates: Surrogates, name: str = "", objections: Rounds = ()) -> Treatment:
    """Return what becomes of ``document`` under ``policy``, and of the file's own ``name`` (without its suffix).

    ``objections`` are what the check of each earlier copy objected to.

    Raises:
        LimitExceeded: when the people of the file do not fit into a reserved space.
    """
    grids = document.grids
    decided = with_objections(decisions.decide(detect.survey(grids), grids, policy), grids, objections, policy)
    personal = [one for one in decided if one.treated]
    stay = decisions.untouched(document, decided, policy)
    blocks = [_block(one, grids, stay) for one in personal]
    columns = [one.column for one in decided if not one.treated]
    columns += [replace(one.column, cells=block.cells) for one, block in zip(personal, blocks, strict=True)]
    _learn_columns(personal, blocks, surrogates)
    settled = [_settled(number, stay[number], blocks) for number in range(len(grids))]
    teaching = [column for column in columns if column.reason != BY_CHECK]  # which takes ordinary words for names, where in doubt
    seen = look(document, name, settled, columns, detect.learn(teaching, grids), policy)
    for found in seen.all:
        _learn_pieces(found, surrogates)
    surrogates.settle()

    whole = [_replace(surrogates, one, block, grids) for one, block in zip(personal, blocks, strict=True)]
    changed = [(one, block.values.texts, new) for one, block, new in zip(personal, blocks, whole, strict=True)]
    inside = [Packed.of(_rewrite(found, surrogates, policy)) for found in seen.in_cells]
    by_value = _cell_edits(len(grids), [*zip(blocks, whole, strict=True), *zip(seen.loose, inside, strict=True)])
    in_crowds = with_averages(document, by_value, decided, stay, policy.smallest_group)
    edits = Edits(
        decisions.with_blanked_sheets(document, in_crowds, policy),
        _place_edits(document, seen.in_places, _rewrite(seen.in_places, surrogates, policy), policy.kept, changed),
    )
    findings = (*(one.finding(grids) for one in personal), *_findings(document, seen, policy))
    counts = Counter({"forced": surrogates.forced, "shared": surrogates.shared})
    counts.update(_tally(edits))
    new_name = _rewrite(seen.in_name, surrogates, policy)[0]
    return Treatment(edits, tuple(one.report(grids) for one in decided), findings, dict(counts), new_name, tuple(decided))


def _block(one: Decided, grids: Sequence[Grid], stay: Sequence[NDArray[np.bool_]]) -> Block:
    """Return the cells of a column that are treated as what it holds; what is plainly something else is found where it stands."""
    column, grid = one.column, grids[one.column.grid]
    cells = column.cells[~stay[column.grid][column.cells]]
    values = grid.distinct(cells)
    if one.action is Action.PSEUDONYMISE:
        other = detect.strays(values, str(column.entity))
        if other.any():
            cells = cells[~other[values.inverse]]
            values = grid.distinct(cells)
    return Block(column.grid, cells, values)


def _settled(number: int, stay: NDArray[np.bool_], blocks: Sequence[Block]) -> NDArray[np.bool_]:
    """Return which cells of a grid are treated as a whole, or stay because a person says so."""
    settled = stay.copy()
    for block in blocks:
        if block.grid == number:
            settled[block.cells] = True
    return settled


def _learn_columns(personal: Sequence[Decided], blocks: Sequence[Block], surrogates: Surrogates) -> None:
    for one, block in zip(personal, blocks, strict=True):
        spelt = block.values.kinds < Kind.BOOLEAN  # a truth value is nobody's original
        surrogates.learn(str(one.column.entity), block.values.texts.take(spelt))


def _learn_pieces(found: Texts, surrogates: Surrogates) -> None:
    pieces: dict[str, set[str]] = {}
    for text, spans in found.held():
        for span in spans:
            pieces.setdefault(span.entity, set()).add(text[span.start : span.end])
    for entity, texts in pieces.items():
        surrogates.learn(entity, texts)


def _replace(surrogates: Surrogates, one: Decided, block: Block, grids: Sequence[Grid]) -> Packed:
    texts, kinds = block.values.texts, block.values.kinds
    if one.action is Action.AVERAGE:  # a matter of rows, not of values: ``crowds``
        return texts
    if one.action is Action.DROP:
        return Packed.of(decisions.emptied(texts, kinds.tolist(), typed=bool(grids[block.grid].label)))
    new = surrogates.replaced(str(one.column.entity), texts, kinds, one.action)
    told = one.action is Action.PSEUDONYMISE and BY_NAME[str(one.column.entity)].risk != "special"  # a truth value names nobody
    return new if told else Packed.of(decisions.falsified(new, kinds.tolist()))


def _rewrite(found: Texts, surrogates: Surrogates, policy: Policy) -> list[str]:
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


def _cell_edits(grids: int, treated: Sequence[tuple[Block, Packed]]) -> dict[int, CellEdits]:
    """Return the edits of each grid: only cells whose text changes, in order."""
    edits = {}
    for grid in range(grids):
        cells, inverse, texts, count = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)], list[Packed](), 0
        for block, new in treated:
            if block.grid != grid:
                continue
            mask = ~block.values.texts.alike(new)[block.values.inverse]
            cells.append(block.cells[mask])
            inverse.append(block.values.inverse[mask] + count)
            texts.append(new)
            count += len(new)
        at = np.concatenate(cells)
        order = np.argsort(at, kind="stable")
        if len(at):
            edits[grid] = CellEdits(at[order], Packed.joined(texts), np.concatenate(inverse)[order])
    return edits


def _place_edits(document: Document, found: Texts, new: Sequence[str], kept: Container[str], changed: Changed) -> dict[int, str]:
    taken = set[str]()
    edits = {number: text for number, text in following(document.places, changed) if document.places[number].address not in kept}
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


def _findings(document: Document, seen: Seen, policy: Policy) -> Iterator[Finding]:
    """Yield what was found in texts, cells first."""
    for block, found in zip(seen.loose, seen.in_cells, strict=True):
        yield from _cell_findings(document.grids, block, found, policy)
    yield from _place_findings(document, seen.in_places, policy)


def _cell_findings(grids: Sequence[Grid], block: Block, found: Texts, policy: Policy) -> list[Finding]:
    holding = np.array([bool(spans) for spans in found.spans], dtype=np.bool_)
    mask = holding[block.values.inverse] if len(holding) else np.zeros(0, dtype=np.bool_)
    return [
        Finding(span.entity, grids[block.grid].address(cell), span.score, span.reason, policy.action(span.entity).value)
        for cell, value in zip(block.cells[mask].tolist(), block.values.inverse[mask].tolist(), strict=True)
        for span in found.spans[value]
    ]


def _place_findings(document: Document, found: Texts, policy: Policy) -> list[Finding]:
    return [
        Finding(span.entity, place.address, span.score, span.reason, policy.action(span.entity).value)
        for place, spans in zip(document.places, found.spans, strict=True)
        if place.address not in policy.kept
        for span in spans
    ]


def _tally(edits: Edits) -> dict[str, int]:
    return {"cells": sum(len(edit.cells) for edit in edits.cells.values()), "places": len(edits.places)}
