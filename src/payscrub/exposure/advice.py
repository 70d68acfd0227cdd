"""Which steps would hide everybody in a crowd again, found by trying them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from payscrub.exposure.groups import Codes, People
from payscrub.model import Action

_EXTREMES = frozenset({Action.KEEP, Action.DROP})


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """Columns about which one decision is taken, and what they say of each row under each action, from keeping them to telling less."""

    columns: tuple[int, ...]
    under: Mapping[Action, Codes] = field(repr=False)


def advise(people: People, units: Sequence[Unit]) -> list[tuple[Unit, Action, int]]:
    """Return what to do with which units so that as few people are exposed as can be, and how many are left after each step.

    ``units`` come with the worst first. All are made coarser where they can be; if that is not enough, they are dropped one by one; then
    every unit gets the mildest action back with which nobody more is exposed, so that each step that stays is needed.
    """
    chosen = [next((action for action in unit.under if action not in _EXTREMES), Action.KEEP) for unit in units]
    for number, unit in enumerate(units):
        if not _left(people, units, chosen):
            break
        chosen[number] = [*unit.under][-1]
    target = _left(people, units, chosen)
    for number in reversed(range(len(units))):
        chosen[number] = next(
            action for action in units[number].under if _left(people, units, [*chosen[:number], action, *chosen[number + 1 :]]) <= target
        )
    return _steps(people, units, chosen)


def _left(people: People, units: Sequence[Unit], chosen: Sequence[Action]) -> int:
    groups = np.zeros(len(people.persons), dtype=np.uint64)
    for unit, action in zip(units, chosen, strict=True):
        groups += unit.under[action]
    return people.exposed(groups)[0]


def _steps(people: People, units: Sequence[Unit], chosen: Sequence[Action]) -> list[tuple[Unit, Action, int]]:
    done, steps = [Action.KEEP] * len(units), list[tuple[Unit, Action, int]]()
    for number, (unit, action) in enumerate(zip(units, chosen, strict=True)):
        if action is not Action.KEEP:
            done[number] = action
            steps.append((unit, action, _left(people, units, done)))
    return steps
