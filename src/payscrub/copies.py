"""Copies of cells outside the grids: what charts remember and lists allow follows the column it was copied from.

Direct identifiers are found wherever they stand. An amount or a category is no identifier, so its copies are known only by being equal
to a value of a column that changes. One that is equal by chance changes too; Excel draws a chart anew when it opens the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from payscrub.decisions import Decided
from payscrub.entities import BY_NAME
from payscrub.model import Action, Place, Role

_CHARTS, _LISTS = frozenset({"G01", "G02"}), "B01"  # rows of docs/channels.md
_NUMBER = re.compile(r"-?[0-9]{1,17}(?:\.[0-9]{1,17})?(?:[Ee][+-]?[0-9]{1,3})?")
_TAUGHT = frozenset({"direct", "secret"})
Changed = Sequence[tuple[Decided, Sequence[str], Sequence[str]]]  # columns with their distinct values, before and after


def following(places: Sequence[Place], changed: Changed) -> Iterator[tuple[int, str]]:
    """Yield the number and the new text of every place that copies a value of the ``changed`` columns."""
    drawn = _map(
        one for one in changed if one[0].action is not Action.PSEUDONYMISE or BY_NAME[str(one[0].column.entity)].risk not in _TAUGHT
    )
    listed = _map(one for one in changed if one[0].action is not Action.PSEUDONYMISE)
    for number, place in enumerate(places) if drawn else ():
        if place.channel in _CHARTS or place.channel == _LISTS:
            new = _copied(place, drawn if place.channel in _CHARTS else listed)
            if new != place.text:
                yield number, new


def _map(columns: Iterable[tuple[Decided, Sequence[str], Sequence[str]]]) -> dict[str | float, str]:
    """Return what stands for each value, by its text, and by its number where it is one; nothing for what becomes an average."""
    found: dict[str | float, str] = {}
    for one, old, new in columns:
        for before, after in zip(old, new, strict=True):
            found[_key(before)] = "" if one.action is Action.AVERAGE else after
    return found


def _key(text: str) -> str | float:
    return float(text) if _NUMBER.fullmatch(text) else text


def _copied(place: Place, new: dict[str | float, str]) -> str:
    if place.role is Role.NUMBER:
        after = new.get(_key(place.text), place.text)
        return after if _NUMBER.fullmatch(after) else "0"
    if place.role in (Role.TEXT, Role.LITERAL):
        whole = new.get(_key(place.text))
        return whole if whole is not None else ",".join(new.get(_key(piece.strip()), piece) for piece in place.text.split(","))
    return place.text
