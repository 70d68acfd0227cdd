"""Numbers that follow no form (employee, account, pension ...): as wide as the original, with a mark that anyone can check."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from payscrub.model import Kind
from payscrub.surrogates import bulk
from payscrub.surrogates.allocate import Family, Plan
from payscrub.surrogates.maker import Maker
from payscrub.surrogates.prf import Prf
from payscrub.surrogates.shape import blank, plain, whole_number

MODULUS = 97  # the largest prime below 100, as in ISO 7064 MOD 97-10
SHORTEST = 5  # fewer digits give too few marked numbers
_EXACT = 18  # digits that fit an int64
_LARGEST = 2**63
_DIGITS = re.compile(r"[0-9]+")
_LETTERS = re.compile(
    r"[^\W\d_](?:[\u200b-\u200f\u2060\ufeff\u00ad]{0,9}[^\W\d_])*"
)  # what stands between letters unseen does not part them
_PREFIXED = re.compile(r"([A-Za-z]{1,2}-?)([1-9][0-9]{0,17})")  # a site's or a system's letters
_ASSIGNMENT = re.compile(r"(.{1,180})[-\u2010-\u2015\u2212\ufe63\uff0d][0-9]{1,2}", re.DOTALL)  # ESR: the second post of a person is -2
_FEWEST = 3  # digits before an assignment


class Known:
    """The digits of every number of the job, whichever entity: no surrogate may equal one."""

    __slots__ = ("_long", "_new", "_numbers")

    def __init__(self) -> None:
        """Start empty."""
        self._numbers: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._new: list[NDArray[np.int64]] = []
        self._long: set[str] = set()

    def add(self, cores: Collection[str]) -> None:
        """Take in numbers without leading zeros."""
        exact = cores if max(map(len, cores), default=0) <= _EXACT else [core for core in cores if len(core) <= _EXACT]
        if exact:
            self._new.append(np.fromiter(map(int, exact), dtype=np.int64, count=len(exact)))
        self._long.update([core for core in cores if len(core) > _EXACT] if len(exact) < len(cores) else ())

    def __contains__(self, core: str) -> bool:
        """Return whether a number without leading zeros was taken in."""
        if len(core) > _EXACT:
            return core in self._long
        numbers, number = self.numbers(), int(core)
        place = int(np.searchsorted(numbers, number))
        return place < len(numbers) and int(numbers[place]) == number

    def numbers(self) -> NDArray[np.int64]:
        """Return the numbers of at most 18 digits, in order."""
        if self._new:
            self._numbers, self._new = np.sort(np.concatenate((self._numbers, *self._new))), []
        return self._numbers


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text taken apart: the part before an assignment suffix, its digits, and its runs of letters that are not kept."""

    body: str = field(repr=False)
    tail: str = field(repr=False)
    digits: str = field(repr=False)
    masked: tuple[str, ...] = field(repr=False)

    @property
    def canonical(self) -> str:
        """Return what two spellings of one number have in common."""
        core = self.digits.lstrip("0") or "0"
        return "|".join((*self.masked, core)) if self.masked else core


class Numbered(Maker):
    """Invents numbers whose remainder by 97 is ``residue``, one residue an entity.

    Runs of at most ``kept`` letters stay, longer ones become X; with ``kept`` below 0 a letter makes a value malformed.
    """

    weak = marked = True

    def __init__(self, prf: Prf, residue: int, known: Known, kept: int = -1) -> None:
        """Draw with ``prf``; keep clear of ``known``."""
        super().__init__()
        self._residue, self._known, self._kept = residue, known, kept
        self._waiting: dict[str, None] = {}
        self._made: dict[str, str] = {}
        self._family = Family(prf, Plan(self._size, wider=lambda width: str(int(width) + 1)), self._blocked)

    @property
    def forced(self) -> int:
        """Return how many originals did not get their first choice, those that had to be a digit longer included."""
        return self._family.forced

    def learn(self, texts: Collection[str]) -> None:
        """Take in originals."""
        digits = bulk.numbers_among(list(texts))
        self._waiting.update(dict.fromkeys(digits))
        self._known.add(digits)
        if len(digits) < len(texts):
            others = {self.canonical(text) for text in texts if not (text.isascii() and text.isdigit())}
            read = {original for original in others if original is not None}
            self._waiting |= dict.fromkeys(read)
            self._known.add([original.rpartition("|")[2] for original in read])

    def expect(self, original: str) -> None:
        """Take in one canonical original that another identifier holds."""
        self._waiting[original] = None

    def settle(self) -> None:
        """Allocate everything that was learnt."""
        self._family.refresh()
        originals, self._waiting = list(self._waiting), {}
        masked = "|" in "".join(originals)
        cores = [original.rpartition("|")[2] for original in originals] if masked else originals
        widths = np.maximum(np.fromiter(map(len, cores), dtype=np.int64, count=len(cores)), SHORTEST)
        self._family.place({str(width): list(compress(originals, (widths == width).tolist())) for width in np.unique(widths).tolist()})
        for width, table in self._family.placed():
            self._made.update(zip(table, self._spelt(int(width), table.values()), strict=True))

    def _spelt(self, width: int, numbers: Collection[int]) -> list[str]:
        first = self._first(width)
        if width > _EXACT:
            return [str(first + MODULUS * number) for number in numbers]
        return bulk.written(bulk.digits(first + MODULUS * np.fromiter(numbers, dtype=np.int64, count=len(numbers)), width))

    def canonical(self, text: str) -> str | None:
        """Return what the spellings of one number have in common, ``None`` for a malformed value."""
        if text.isdigit() and text.isascii():
            return text.lstrip("0") or "0"
        prefixed = _PREFIXED.fullmatch(text) if self._kept >= 1 else None
        if prefixed:
            return prefixed[2]
        reading = self._read(text)
        return reading.canonical if reading else None

    def number(self, original: str) -> str:
        """Return the digits allocated to a canonical original."""
        made = self._made.get(original)
        if made is not None:
            return made
        width, index = self._family.find(original, _width(original))
        return str(self._first(int(width)) + MODULUS * index)

    def make(self, text: str, kind: int = Kind.TEXT) -> str | None:
        """Return the surrogate in the layout of ``text``; leading zeros never go, for a look-up could hang on them."""
        if kind == Kind.DATE:
            return None
        if text.isdigit() and text.isascii():
            core = text.lstrip("0") or "0"
            new = self._new(core)
            return _as_wide(new, text)
        prefixed = _PREFIXED.fullmatch(text) if self._kept >= 1 else None
        if prefixed:
            new = self._new(prefixed[2])
            return prefixed[1] + new
        reading = self._read(text)
        if reading is None or self._ours(reading.canonical):
            return text if reading else None
        made = _write(reading, self.number(reading.canonical))
        return made if whole_number(made) == made else None  # an E that was kept makes of digits another number

    def make_all(self, texts: Sequence[str], kind: int = Kind.TEXT) -> list[str | None]:
        """Return ``make`` of many texts."""
        if kind == Kind.DATE or self.excused:
            return super().make_all(texts, kind)
        made = self._made
        found = [made.get(text) if text.isdigit() else None for text in texts]  # those with leading zeros are not in the table
        return (
            [self.make(text, kind) if new is None else new for text, new in zip(texts, found, strict=True)]
            if None in found
            else list(found)
        )

    def _new(self, core: str) -> str:
        """Return the surrogate of digits without leading zeros, themselves if they are one."""
        made = None if self.excused else self._made.get(core)
        return made or (core if self._ours(core) else self.number(core))

    def recognises(self, text: str) -> bool:
        """Return whether ``text`` carries the mark."""
        canonical = self.canonical(text)
        return canonical is not None and self._marked(canonical)

    def _marked(self, canonical: str) -> bool:
        *runs, core = canonical.split("|")
        return len(core) >= SHORTEST and int(core) % MODULUS == self._residue and not "".join(runs).strip("X")

    def _ours(self, canonical: str) -> bool:
        """Return whether a number is a surrogate of this job, or one of a file that was clean already."""
        if not self._marked(canonical):
            return False
        core = canonical.rpartition("|")[2]
        width = str(len(core))
        return self.excused or (core not in self._known and self._family.allocator(width).holds(self._index(core)))

    def _read(self, text: str) -> _Reading | None:
        text = whole_number(text) if "." in text else text
        shown = plain(text)
        end = _end(shown) if self._kept >= 0 else len(text)
        digits = "".join(_DIGITS.findall(shown[:end]))
        runs = tuple(run.upper() for run in _LETTERS.findall(shown[:end]))
        if self._kept < 0 and (runs or not digits):
            return None
        masked = tuple(run for run in runs if len(run) > self._kept or not run.isascii() or not digits)
        return _Reading(text[:end], text[end:], digits, masked) if digits or runs else None

    def _size(self, width: str) -> int:
        digits = int(width)
        last: int = 10**digits - 1
        return min((last - self._first(digits)) // MODULUS + 1, _LARGEST)

    def _first(self, digits: int) -> int:
        least: int = 10 ** (digits - 1)
        return least + (self._residue - least) % MODULUS

    def _index(self, core: str) -> int:
        return (int(core) - self._first(len(core))) // MODULUS

    def _blocked(self, width: str) -> list[int]:
        digits, numbers = int(width), self._known.numbers()
        if digits > _EXACT:
            return []
        first = self._first(digits)
        held = numbers[(numbers >= first) & (numbers < 10**digits) & (numbers % MODULUS == self._residue)]
        blocked: list[int] = ((held - first) // MODULUS).tolist()
        return blocked


def _end(text: str) -> int:
    """Return where a number ends and its assignment suffix begins."""
    match = _ASSIGNMENT.fullmatch(text)
    if match is None:
        return len(text)
    digits = sum(map(len, _DIGITS.findall(match[1])))
    return match.end(1) if digits >= (SHORTEST if "-" in match[1] else _FEWEST) else len(text)


def _width(original: str) -> str:
    return str(max(SHORTEST, len(original.rpartition("|")[2])))


def _as_wide(new: str, old: str) -> str:
    """Return a number with leading zeros where the original has them: as wide, or with as many where it has to be wider."""
    if old[:1] != "0":
        return new
    return new.rjust(len(old), "0") if len(old) > len(new) else f"{old[: len(old) - len(old.lstrip('0'))]}{new}"


def _write(reading: _Reading, number: str) -> str:
    """Put ``number`` and X in the places of digits and masked letters."""
    number = _as_wide(number, reading.digits)
    body, left, spare = [], list(number), len(number) - len(reading.digits)
    shown = plain(reading.body)
    last = max((place for place, char in enumerate(shown) if char.isdigit() and char.isascii()), default=len(shown) - 1)
    masked = {place for run in _LETTERS.finditer(shown) if run[0].upper() in reading.masked for place in range(*run.span())}
    for place, char in enumerate(shown):
        if char.isdigit() and char.isascii():
            body.append(left.pop(0))
        else:
            body.append(blank(char) if place in masked or not char.isascii() else char)
        if place == last and spare > 0:
            body.append("".join(left))
    return "".join(body) + reading.tail
