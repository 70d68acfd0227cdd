"""References of any layout: letters as X, digits marked over letters and digits together."""

from __future__ import annotations

import re
from collections.abc import Collection

from payscrub.model import Kind
from payscrub.surrogates.allocate import Family, Plan
from payscrub.surrogates.maker import Maker
from payscrub.surrogates.numbers import MODULUS, SHORTEST, Known, Numbered
from payscrub.surrogates.prf import Prf
from payscrub.surrogates.shape import fill, squeeze

_LAYOUT = re.compile(r"[A-Z0-9]{1,60}")
_TO_LAYOUT = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", "X" * 26 + "9" * 10)
_FREE = 2  # the last two digits that stand side by side carry the mark
_LARGEST = 18
_PLACE = {"9": 10, "X": 100}  # a letter is two digits wide: A to Z are 10 to 35


class Masked(Maker):
    """Invents in a layout of X and digits; a value of digits alone is a marked number."""

    weak = marked = True

    def __init__(self, prf: Prf, residue: int, known: Known) -> None:
        """Draw with ``prf`` values whose remainder by 97 is ``residue``."""
        super().__init__()
        self._residue = residue
        self._numbers = Numbered(prf, residue, known)
        self._waiting: dict[str, set[str]] = {}
        self._reserved: dict[str, set[int]] = {}
        plan = Plan(lambda layout: 10 ** min(layout.count("9") - _FREE, _LARGEST), wider=lambda layout: f"{layout}9")
        self._family = Family(prf, plan, lambda layout: self._reserved.get(layout, ()))

    @property
    def forced(self) -> int:
        """Return how many originals did not get their first choice, those that had to be a digit longer included."""
        return self._numbers.forced + self._family.forced

    def learn(self, texts: Collection[str]) -> None:
        """Take in originals."""
        numbers = []
        for text in texts:
            core = squeeze(text)
            if not core.isalpha() and self._numbers.canonical(text) is not None:
                numbers.append(text)
            elif self._marked(core):
                layout = core.translate(_TO_LAYOUT)
                self._reserved.setdefault(layout, set()).add(_free_digits(core, layout))
            if _LAYOUT.fullmatch(core) and not core.isdigit():
                self._waiting.setdefault(_layout(core), set()).add(core)
        self._numbers.learn(numbers)

    def settle(self) -> None:
        """Allocate everything that was learnt."""
        self._numbers.excused = self.excused
        self._numbers.settle()
        self._family.place(self._waiting)

    def make(self, text: str, kind: int = Kind.TEXT) -> str | None:
        """Return the surrogate in the layout of ``text``, with digits added where it has fewer than five."""
        made = self._numbers.make(text, kind)
        if made is not None or kind != Kind.TEXT:
            return made
        core = squeeze(text)
        if not _LAYOUT.fullmatch(core):
            return None
        if self._ours(core):
            return text
        layout, number = self._family.find(core, _layout(core))
        return fill(text, self._spell(number, layout))

    def recognises(self, text: str) -> bool:
        """Return whether ``text`` has no letter but X and carries the mark."""
        return self._numbers.recognises(text) or self._marked(squeeze(text))

    def _ours(self, core: str) -> bool:
        if not self._marked(core):
            return False
        layout = core.translate(_TO_LAYOUT)
        known = core in self._waiting.get(_layout(core), ())
        return self.excused or (not known and self._family.allocator(layout).holds(_free_digits(core, layout)))

    def _marked(self, core: str) -> bool:
        letters = core.strip("0123456789X")
        return not letters and core.count("X") < len(core) and _pair(core.translate(_TO_LAYOUT)) >= 0 and _value(core) == self._residue

    def _spell(self, number: int, layout: str) -> str:
        """Return the layout with ``number`` in its free digits and the mark in the pair that is not free."""
        pair, digits = _pair(layout), list(str(number).rjust(layout.count("9") - _FREE, "0"))
        places = range(pair, pair + _FREE)
        core = "".join("X" if sign == "X" else "0" if place in places else digits.pop(0) for place, sign in enumerate(layout))
        weight = 1
        for sign in layout[pair + _FREE :]:
            weight = weight * _PLACE[sign] % MODULUS
        mark = (self._residue - _value(core)) * pow(weight, -1, MODULUS) % MODULUS
        return f"{core[:pair]}{mark:02d}{core[pair + _FREE :]}"


def _layout(core: str) -> str:
    """Return the layout of a core, with digits added until there are five, two of them side by side."""
    layout = core.translate(_TO_LAYOUT)
    layout += "9" * (SHORTEST - layout.count("9"))
    return layout if _pair(layout) >= 0 else f"{layout}99"


def _pair(layout: str) -> int:
    return layout.rfind("99")


def _value(core: str) -> int:
    return int(core.replace("X", "33")) % MODULUS


def _free_digits(core: str, layout: str) -> int:
    pair = _pair(layout)
    return int("".join(filter(str.isdigit, core[:pair] + core[pair + _FREE :])) or "0")
