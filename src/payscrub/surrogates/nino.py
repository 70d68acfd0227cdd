"""National Insurance numbers, with the faults people type into them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from payscrub.model import Kind
from payscrub.surrogates.allocate import Family, Plan
from payscrub.surrogates.bulk import digits, in_bulk, squeezed, written
from payscrub.surrogates.maker import Maker
from payscrub.surrogates.prf import Prf
from payscrub.surrogates.shape import fill, squeeze

PREFIXES = ("BG", "GB", "KN", "NK", "NT", "ZZ")  # never allocated (HMRC, NIM39110); TN is missing: it was used, with a birth date
_PLAIN_STEMS = re.compile(r"^([A-Z]{2}[0-9]{6})[A-Z]?$", re.MULTILINE)
_CORE = re.compile(r"[A-Z]{2}[0-9OIL]{6}[A-Z]?")
_WRONG = re.compile(r"([A-Z]{2}([0-9]{4,8}))([A-Z]?)")  # a digit or two too few or too many: as wrong afterwards, and nobody else's
_RESERVED = re.compile(rf"(?:{'|'.join(PREFIXES)})(?:[0-9OIL]{{6}}|[0-9]{{4,8}})[A-Z]?")
_DIGITS = str.maketrans("OIL", "011")
_SIX, _TEN_TO_SIX = "6", 10**6
_STEM = 8
_SUFFIXES = ("ABCD", "FMP", "EGHIJKLNOQRSTUVWXYZ")  # ordinary; left from temporary numbers; impossible
_NO_SUFFIX, _UNUSUAL = -1, -2
_PLACES = {"": _NO_SUFFIX, **{letter: place for place, letter in enumerate(_SUFFIXES[0])}}


class Nino(Maker):
    """Invents by the first eight characters, because a number is unique without its suffix (HMRC, NIM39110)."""

    def __init__(self, prf: Prf) -> None:
        """Draw with ``prf``."""
        super().__init__()
        self._waiting: dict[str, None] = {}
        self._faults: dict[str, dict[int, str]] = {}
        self._wrong: dict[str, set[str]] = {}
        self._reserved: dict[str, set[int]] = {}
        plan = Plan(lambda digits: len(PREFIXES) * 10 ** int(digits))
        self._family = Family(prf, plan, lambda digits: self._reserved.get(digits, ()))
        self._table: dict[str, int] = {}

    @property
    def forced(self) -> int:
        """Return how many originals did not get their first choice."""
        return self._family.forced

    def learn(self, texts: Collection[str]) -> None:
        """Take in originals, and where they have a letter for a digit."""
        cores = squeezed(list(texts))
        stems = dict.fromkeys(_PLAIN_STEMS.findall("\n".join(cores)))
        reserved = {stem for stem in stems if stem[:2] in PREFIXES}
        self._waiting |= {stem: None for stem in stems if stem not in reserved} if reserved else stems
        self._reserved.setdefault(_SIX, set()).update(map(_locate, reserved))
        for core in cores if len(stems) < len(cores) else ():
            if core[:_STEM] not in stems:
                self._learn(core)

    def _learn(self, core: str) -> None:
        six, wrong = _CORE.fullmatch(core), _WRONG.fullmatch(core)
        if _is_reserved(core):
            digits = _SIX if six or not wrong else str(len(wrong[2]))
            self._reserved.setdefault(digits, set()).add(_locate(core[: 2 + int(digits)]))
            return
        if not six:
            if wrong:
                self._wrong.setdefault(str(len(wrong[2])), set()).add(wrong[1])
            return
        stem = _stem(core)
        self._waiting[stem] = None
        if stem != core[:_STEM]:
            faults = {place: stem[place] for place in range(2, _STEM) if not core[place].isdigit()}
            self._faults.setdefault(stem, {}).update(faults)

    def settle(self) -> None:
        """Allocate everything that was learnt, those with a fault first: their surrogates must have a 0 or 1 in its place."""
        self._table = self._family.allocator(_SIX).table
        self._family.allocator(_SIX).place(self._faults, self._suit)
        self._family.place({_SIX: self._waiting, **self._wrong})
        self._waiting = {}

    def make(self, text: str, kind: int = Kind.TEXT) -> str | None:
        """Return the surrogate in the layout of ``text``: suffix, case, separators and letters for digits as there."""
        if kind != Kind.TEXT:
            return None
        core = squeeze(text)
        new = self._new(core)
        if new is None or new == core:
            return new and text
        return new if core == text else fill(text, new)

    def make_all(self, texts: Sequence[str], kind: int = Kind.TEXT) -> list[str | None]:
        """Return ``make`` of many texts: those of eight characters and an ordinary suffix, or none, in bulk."""
        if kind != Kind.TEXT:
            return [None] * len(texts)
        cores = squeezed(texts)
        stems, suffixes = [core[:_STEM] for core in cores], [core[_STEM:] for core in cores]
        numbers = np.fromiter(map(self._table.get, stems, repeat(-1)), dtype=np.int64, count=len(cores))
        places = np.fromiter(map(_PLACES.get, suffixes, repeat(_UNUSUAL)), dtype=np.int64, count=len(cores))
        new: list[str | None] = list(_spell_all(numbers, places))
        for odd in np.flatnonzero((numbers < 0) | (places < 0)).tolist():
            bare = numbers[odd] >= 0 and places[odd] == _NO_SUFFIX
            new[odd] = str(new[odd])[:_STEM] if bare else None
        return in_bulk(texts, new, self.make)

    def recognises(self, text: str) -> bool:
        """Return whether ``text`` has one of the prefixes that belong to nobody."""
        return _is_reserved(squeeze(text))

    def _new(self, core: str) -> str | None:
        """Return the surrogate of a number without separators, itself if it is one, ``None`` if it is malformed."""
        if _is_reserved(core):
            return core
        if not _CORE.fullmatch(core):
            return self._as_wrong(core)
        stem = _stem(core)
        number = self._family.find(stem, _SIX)[1]
        new = _spell(number)
        shown = new if stem == core[:_STEM] else "".join(map(_fault, new, core))
        return shown + _suffix(core[_STEM:], number)

    def _as_wrong(self, core: str) -> str | None:
        """Return the surrogate of a number with too few or too many digits, ``None`` for anything else."""
        match = _WRONG.fullmatch(core)
        if match is None:
            return None
        width = len(match[2])
        number = self._family.find(match[1], str(width))[1]
        return _spell(number, width) + _suffix(match[3], number)

    def _suit(self, stem: str, number: int) -> int:
        new = list(_spell(number))
        for place, digit in self._faults[stem].items():
            new[place] = digit
        return _locate("".join(new))


def _is_reserved(core: str) -> bool:
    return core[:2] in PREFIXES and _RESERVED.fullmatch(core) is not None


def _stem(core: str) -> str:
    digits = core[2:_STEM]
    return core[:_STEM] if digits.isdigit() else core[:2] + digits.translate(_DIGITS)


def _spell(number: int, width: int = int(_SIX)) -> str:
    prefix, digits = divmod(number, 10**width)
    return f"{PREFIXES[prefix]}{digits:0{width}d}"


def _spell_all(numbers: NDArray[np.int64], places: NDArray[np.int64]) -> list[str]:
    """Return the surrogates with an ordinary suffix, turned as ``_suffix`` does."""
    prefixes, letters = (np.frombuffer("".join(signs).encode("ascii"), dtype=np.uint8) for signs in (PREFIXES, _SUFFIXES[0]))
    suffixes = letters[(places + numbers) % len(letters)]
    return written(prefixes.reshape(-1, 2)[numbers // _TEN_TO_SIX], digits(numbers % _TEN_TO_SIX, _STEM - 2), suffixes[:, None])


def _locate(core: str) -> int:
    """Return the number of a prefix and its digits."""
    digits = core[2:].translate(_DIGITS)
    return PREFIXES.index(core[:2]) * int(f"1{'0' * len(digits)}") + int(digits)


def _fault(new: str, old: str) -> str:
    """Return the original's letter where it stands for the surrogate's digit."""
    return old if new.isdigit() and old.translate(_DIGITS) == new else new


def _suffix(old: str, number: int) -> str:
    """Return another letter of the same sort: the alphabet turned by the surrogate, so that no two suffixes become one."""
    if not old:
        return ""
    letters = next(letters for letters in _SUFFIXES if old in letters)
    return letters[(letters.find(old) + number) % len(letters)]
