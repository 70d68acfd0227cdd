"""National Insurance numbers, with the faults people type into them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from payscrub.model import Kind
from payscrub.surrogates.allocate import Family, Plan
from payscrub.surrogates.maker import Maker
from payscrub.surrogates.prf import Prf
from payscrub.surrogates.shape import fill, squeeze

PREFIXES = ("BG", "GB", "KN", "NK", "NT", "ZZ")  # never allocated (HMRC, NIM39110); TN is missing: it was used, with a birth date
_CORE = re.compile(r"[A-Z]{2}[0-9OIL]{6}[A-Z]?")
_RESERVED = re.compile(rf"(?:{'|'.join(PREFIXES)})[0-9OIL]{{6}}[A-DFMP]?")
_DIGITS = str.maketrans("OIL", "011")
_TEN_TO_SIX = 10**6
_STEM = 8
_SUFFIXES = ("ABCD", "FMP")  # ordinary; left from temporary numbers. Of any other letter the latter are as wrong


class Nino(Maker):
    """Invents by the first eight characters, because a number is unique without its suffix (HMRC, NIM39110)."""

    def __init__(self, prf: Prf) -> None:
        """Draw with ``prf``."""
        super().__init__()
        self._waiting: set[str] = set()
        self._faults: dict[str, dict[int, str]] = {}
        self._reserved: set[int] = set()
        self._family = Family(prf, Plan(lambda _: len(PREFIXES) * _TEN_TO_SIX), lambda _: self._reserved)

    @property
    def forced(self) -> int:
        """Return how many originals did not get their first choice."""
        return self._family.forced

    def learn(self, texts: Iterable[str]) -> None:
        """Take in originals, and where they have a letter for a digit."""
        for text in texts:
            core = squeeze(text)
            if _RESERVED.fullmatch(core):
                self._reserved.add(_locate(core))
            elif _CORE.fullmatch(core):
                stem = _stem(core)
                self._waiting.add(stem)
                if stem != core[:_STEM]:
                    faults = {place: stem[place] for place in range(2, _STEM) if not core[place].isdigit()}
                    self._faults.setdefault(stem, {}).update(faults)

    def settle(self) -> None:
        """Allocate everything that was learnt, those with a fault first: their surrogates must have a 0 or 1 in its place."""
        self._family.allocator("").place(self._faults, self._suit)
        self._family.place({"": self._waiting})
        self._waiting = set()

    def make(self, text: str, kind: int = Kind.TEXT) -> str | None:
        """Return the surrogate in the layout of ``text``: suffix, case, separators and letters for digits as there."""
        core = squeeze(text)
        if _RESERVED.fullmatch(core):
            return text
        if kind != Kind.TEXT or not _CORE.fullmatch(core):
            return None
        stem = _stem(core)
        number = self._family.find(stem, "")[1]
        new = _spell(number)
        if stem != core[:_STEM]:
            new = "".join(map(_fault, new, core))
        return fill(text, new + _suffix(core[_STEM:], number))

    def recognises(self, text: str) -> bool:
        """Return whether ``text`` has one of the prefixes that belong to nobody."""
        return _RESERVED.fullmatch(squeeze(text)) is not None

    def _suit(self, stem: str, number: int) -> int:
        new = list(_spell(number))
        for place, digit in self._faults[stem].items():
            new[place] = digit
        return _locate("".join(new))


def _stem(core: str) -> str:
    digits = core[2:_STEM]
    return core[:_STEM] if digits.isdigit() else core[:2] + digits.translate(_DIGITS)


def _spell(number: int) -> str:
    prefix, digits = divmod(number, _TEN_TO_SIX)
    return f"{PREFIXES[prefix]}{digits:06d}"


def _locate(core: str) -> int:
    return PREFIXES.index(core[:2]) * _TEN_TO_SIX + int(core[2:_STEM].translate(_DIGITS))


def _fault(new: str, old: str) -> str:
    """Return the original's letter where it stands for the surrogate's digit."""
    return old if new.isdigit() and old.translate(_DIGITS) == new else new


def _suffix(old: str, number: int) -> str:
    letters = _SUFFIXES[0] if old in _SUFFIXES[0] else _SUFFIXES[1]
    return letters[number // 7 % len(letters)] if old else ""
