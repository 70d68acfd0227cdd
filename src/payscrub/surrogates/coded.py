"""Identifiers of a fixed form: letters and digits in known places, whatever stands between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from payscrub.model import Kind
from payscrub.surrogates.allocate import Family, Plan
from payscrub.surrogates.maker import FromFamily
from payscrub.surrogates.prf import Prf
from payscrub.surrogates.shape import fill, squeeze, whole_number


def as_wrong(digit: int, right: int, new: int, base: int = 10) -> int:
    """Return a check digit as far from the right ``new`` one as ``digit`` was from the ``right`` one: what was invalid stays so."""
    return new if digit == right else (new + ((digit - right) % base or 1)) % base


def _same(core: str) -> str:
    return core


@dataclass(frozen=True, slots=True)
class Form:
    """One identifier without separators (its *core*), and the space its surrogates come from.

    ``spell`` turns a number below the plan's size and the original's core into a surrogate, ``locate`` the surrogate
    back into the number. ``shape`` tells apart cores with spaces of their own. ``numeric`` surrogates may stand in a
    number cell.
    """

    pattern: re.Pattern[str]
    reserved: re.Pattern[str]
    plan: Plan
    spell: Callable[[int, str], str]
    locate: Callable[[str], int]
    shape: Callable[[str], str] = lambda _: ""
    canonical: Callable[[str], str] = _same
    blocked: Callable[[], Iterable[int]] = tuple
    numeric: bool = False


class Coded(FromFamily):
    """Invents by a form; everything that does not have the form is malformed."""

    def __init__(self, prf: Prf, form: Form) -> None:
        """Draw from the space of ``form`` with ``prf``."""
        super().__init__()
        self._form = form
        self._waiting: dict[str, set[str]] = {}
        self._reserved: dict[str, set[int]] = {}
        self._cores: dict[str, str] = {}
        self._family = Family(prf, form.plan, lambda shape: {*form.blocked(), *self._reserved.get(shape, ())})

    def learn(self, texts: Collection[str]) -> None:
        """Take in originals; those that are surrogates already keep their numbers from others."""
        form = self._form
        for text in texts:
            core = self._core(text)
            if self._is_reserved(core):
                self._reserved.setdefault(form.shape(core), set()).add(form.locate(core))
            elif self._fits(core):
                self._waiting.setdefault(form.shape(core), set()).add(form.canonical(core))

    def settle(self) -> None:
        """Allocate everything that was learnt."""
        self._family.place(self._waiting)
        self._waiting = {}

    def make(self, text: str, kind: int = Kind.TEXT) -> str | None:
        """Return the surrogate in the layout of ``text``, or ``None`` when ``text`` does not have the form."""
        if kind != Kind.TEXT and not self._form.numeric:
            return None
        core = self._core(text)
        new = self._cores.get(core) or self._new(core)
        if new is None or new == core:
            return new and text
        return new if core == text else fill(whole_number(text), new)

    def recognises(self, text: str) -> bool:
        """Return whether the letters and digits of ``text`` are a surrogate of the form."""
        return self._is_reserved(self._core(text))

    def _new(self, core: str) -> str | None:
        """Return the surrogate of a core, itself if it is one, ``None`` if it is malformed."""
        form = self._form
        if self._is_reserved(core):
            return core
        if not self._fits(core):
            return None
        number = self._family.find(form.canonical(core), form.shape(core))[1]
        new = self._cores[core] = form.spell(number, core)
        return new

    def _core(self, text: str) -> str:
        return squeeze(whole_number(text) if "." in text else text)

    def _is_reserved(self, core: str) -> bool:
        return self._form.reserved.fullmatch(core) is not None

    def _fits(self, core: str) -> bool:
        return self._form.pattern.fullmatch(core) is not None
