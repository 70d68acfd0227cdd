"""Giving every original its own number: the same for a key, and never one number for two originals."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from payscrub.errors import LimitExceeded
from payscrub.surrogates.prf import Prf

_LEFT = 10  # a space is closed when one number in ten is left: looking for a free one would take ever longer
_ATTEMPTS = 400  # at nine tenths full, 400 misses in a row have a chance of 10**-18


class Allocator:
    """An injective table from originals to the numbers below ``size``.

    The first choice of an original depends on key and original alone. Where two originals meet, the one with the
    smaller pseudo-random number stays and the other chooses again, so that the outcome does not depend on the order
    in which originals were met, and nobody's first choice gives way to another's second.
    """

    __slots__ = ("_prf", "_room", "_size", "_taken", "forced", "table")

    def __init__(self, prf: Prf, size: int, blocked: Iterable[int] = ()) -> None:
        """Take the numbers below ``size``, without those of ``blocked`` (originals of the job that lie in the space)."""
        self._prf, self._size = prf, size
        self._taken = set(blocked)
        self._room = size - size // _LEFT
        self.table: dict[str, int] = {}
        self.forced = 0

    @property
    def full(self) -> bool:
        """Return whether the space is closed."""
        return len(self._taken) >= self._room

    def block(self, numbers: Iterable[int]) -> None:
        """Keep ``numbers`` free of surrogates from now on."""
        self._taken.update(numbers)

    def holds(self, number: int) -> bool:
        """Return whether ``number`` was given to an original or is blocked."""
        return number in self._taken

    def place(self, originals: Collection[str], adjust: Callable[[str, int], int] | None = None) -> list[str]:
        """Allocate many different originals at once; return those for which there was no room.

        ``adjust`` makes of an original's choice a number that suits it.
        """
        waiting = [original for original in originals if original not in self.table] if self.table else list(originals)
        for attempt in range(_ATTEMPTS):
            if not waiting or self.full:
                break
            waiting = self._round(waiting, attempt, adjust)
        return waiting

    def _round(self, waiting: list[str], attempt: int, adjust: Callable[[str, int], int] | None) -> list[str]:
        """Let every waiting original choose once; of those that meet, the smallest number stays. Return the others."""
        numbers = self._prf.numbers(waiting, attempt)
        choices = (numbers % np.uint64(self._size)).astype(np.int64)
        if adjust:
            choices = np.array(list(map(adjust, waiting, choices.tolist())), dtype=np.int64)
        won = _smallest(choices, numbers)
        taken, room = self._taken, self._room - len(self._taken)
        held = taken.intersection(choices.tolist()) if taken else ()
        if held:
            numbered = np.sort(np.fromiter(held, dtype=np.int64, count=len(held)))
            won &= numbered[np.minimum(np.searchsorted(numbered, choices), len(held) - 1)] != choices
        if np.count_nonzero(won) > room:
            winners = np.flatnonzero(won)
            won[winners[np.argsort(numbers[winners], kind="stable")][room:]] = False
        given = choices[won].tolist()
        self.table.update(zip(compress(waiting, won.tolist()), given, strict=True))  # in order, as they lie in memory
        taken.update(given)
        self.forced += len(given) if attempt else 0
        return list(compress(waiting, (~won).tolist()))


def _smallest(choices: NDArray[np.int64], numbers: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Return which are the ones with the smallest number of those that made the same choice; few meet, so that one sort tells most."""
    order = np.argsort(choices)
    ordered = choices[order]
    meets = np.zeros(len(order) + 1, dtype=np.bool_)
    meets[1:-1] = ordered[1:] == ordered[:-1]
    met = order[meets[1:] | meets[:-1]]
    met = met[np.lexsort((numbers[met], choices[met]))]
    won = np.ones(len(choices), dtype=np.bool_)
    won[met[1:][choices[met][1:] == choices[met][:-1]]] = False
    return won


@dataclass(frozen=True, slots=True)
class Plan:
    """How large the space of each shape is (a shape: so many digits, such a range) and what happens when it is full.

    ``wider`` names the next larger shape. Without it a ``shared`` space gives one number to several originals, which
    is said in the report; any other full space is an error.
    """

    size: Callable[[str], int]
    wider: Callable[[str], str] | None = None
    shared: bool = False


class Family:
    """Allocators of one entity, one a shape, and the rule for a full one."""

    __slots__ = ("_allocators", "_blocked", "_crowded", "_moved", "_plan", "_prf")

    def __init__(self, prf: Prf, plan: Plan, blocked: Callable[[str], Iterable[int]] = lambda _: ()) -> None:
        """Allocate by ``plan``; ``blocked`` lists the numbers of a shape that originals of the job hold."""
        self._prf, self._plan, self._blocked = prf, plan, blocked
        self._allocators: dict[str, Allocator] = {}
        self._crowded: dict[str, dict[str, int]] = {}  # by shape, the originals that share a number with another
        self._moved = 0

    @property
    def forced(self) -> int:
        """Return how many originals did not get their first choice, because another or an original of the job held it."""
        return sum(each.forced for each in self._allocators.values()) + self._moved

    @property
    def shared(self) -> int:
        """Return how many originals share their number with another."""
        return sum(map(len, self._crowded.values()))

    def allocator(self, shape: str) -> Allocator:
        """Return the allocator of ``shape``."""
        if shape not in self._allocators:
            self._allocators[shape] = Allocator(self._prf, self._plan.size(shape), self._blocked(shape))
        return self._allocators[shape]

    def refresh(self) -> None:
        """Keep clear of the originals that were learnt since an allocator was made."""
        for shape, allocator in self._allocators.items():
            allocator.block(self._blocked(shape))

    def place(self, originals: Mapping[str, Collection[str]]) -> None:
        """Allocate many different originals at once, given by shape; natives of a shape go before those that found no room elsewhere.

        Raises ``LimitExceeded`` when a space is full and its plan knows no way out.
        """
        homeless = {shape: self.allocator(shape).place(originals[shape]) for shape in sorted(originals)}
        for shape in sorted(homeless):
            self._rehouse(shape, homeless[shape])

    def placed(self) -> Iterator[tuple[str, Mapping[str, int]]]:
        """Yield every shape with the numbers of its originals."""
        for shape, allocator in self._allocators.items():
            yield shape, allocator.table
        yield from self._crowded.items()

    def find(self, original: str, shape: str) -> tuple[str, int]:
        """Return the shape and number of ``original``, allocated now if it is new; raises as ``place`` does."""
        found = self._found(original, shape)
        if found is None:
            self.place({shape: (original,)})
            found = self._found(original, shape)
        return found or (shape, 0)

    def _found(self, original: str, shape: str) -> tuple[str, int] | None:
        while shape in self._allocators:
            number = self._allocators[shape].table.get(original, self._crowded.get(shape, {}).get(original))
            if number is not None or self._plan.wider is None:
                return None if number is None else (shape, number)
            shape = self._plan.wider(shape)
        return None

    def _rehouse(self, shape: str, homeless: list[str]) -> None:
        """Find room for originals in wider shapes, or let them share."""
        while homeless and self._plan.wider:
            shape = self._plan.wider(shape)
            wide = self.allocator(shape)
            before = len(wide.table)
            homeless = wide.place(homeless)
            self._moved += len(wide.table) - before
        if homeless and not self._plan.shared:
            raise LimitExceeded(
                "There are more different values of one kind than its reserved space can stand for.", "Clean the file in several parts."
            )
        if homeless:
            numbers = self._prf.numbers(homeless) % np.uint64(self._plan.size(shape))
            self._crowded.setdefault(shape, {}).update(zip(homeless, numbers.tolist(), strict=True))
