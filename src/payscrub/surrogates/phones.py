"""Telephone numbers: Ofcom's numbers for drama, in the layout of the original."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import compress
from operator import not_

from payscrub.model import Kind
from payscrub.surrogates.allocate import Family, Plan
from payscrub.surrogates.bulk import in_bulk, marked
from payscrub.surrogates.maker import FromFamily
from payscrub.surrogates.prf import Prf
from payscrub.surrogates.shape import visible, whole_number
from payscrub.surrogates.words import PHONE_LABELS

# What a national number begins with, and the range that stands for it; the first row that fits counts.
# Ofcom, telephone numbers for use in TV and radio drama programmes.
RANGES = (
    ("7", "7700900"),
    ("20", "2079460"),
    *((area, f"{area}4960") for area in ("113", "114", "115", "116", "117", "118", "121", "131", "141", "151", "161")),
    ("191", "1914980"),
    ("29", "2920180"),
    ("28", "2896496"),
    ("80", "8081570"),
    ("", "1632960"),
)
_RESERVED = frozenset(reserved for _, reserved in RANGES)
_STARTS = frozenset(reserved[:3] for reserved in _RESERVED)
_USUAL = re.compile(r"^(?:(?:0|\+44)([1-9][0-9]{9})|.*)$", re.MULTILINE)
_SEPARATORS = re.compile(r"([/,;\n\r]| or )")
_EXTENSION = re.compile(
    r"\s{0,3}(?:ext(?:ension)?|x)\.?\s{0,3}\d{0,5}$", re.IGNORECASE
)  # six digits are the rest of a number with a typing error
_DIALLING = re.compile(r"(?:\+|00)440?|44(?=\d{10}$)|0(?!0)")
_NOT_DIALLED = re.compile(r"[^\d+]")
_WORDS = re.compile(r"[^\W\d_]+")
_NATIONAL, _AREA, _FREE = 10, 3, 3


class Phone(FromFamily):
    """Invents numbers that ring nowhere; a range has 1,000, so that more people than that share some."""

    def __init__(self, prf: Prf) -> None:
        """Draw with ``prf``."""
        super().__init__()
        self._family = Family(prf, Plan(lambda _: 10**_FREE, shared=True))
        self._waiting: dict[str, dict[str, None]] = {}
        self._made: dict[str, str] = {}

    def learn(self, texts: Collection[str]) -> None:
        """Take in every number of the texts."""
        listed = list(texts)
        usual = _usual(listed)
        by_start: dict[str, dict[str, None]] = defaultdict(dict)
        for national in usual:
            by_start[national[:_AREA]][national] = None
        for text in compress(listed, map(not_, usual)):
            for piece in _SEPARATORS.split(visible(whole_number(text)))[::2]:
                national = _national(piece)
                by_start[national][national] = None
        for start, numbers in by_start.items():
            plain = len(start) == _AREA and start[0] != "0" and start not in _STARTS and set(map(len, numbers)) == {_NATIONAL}
            originals = numbers if plain else {national: None for national in numbers if national and not _is_reserved(national)}
            if originals:
                self._waiting.setdefault(_range(next(iter(originals))), {}).update(originals)

    def settle(self) -> None:
        """Allocate everything that was learnt."""
        self._family.place(self._waiting)
        self._waiting = {}
        for begins, table in self._family.placed():
            if begins in _RESERVED:
                self._made.update(zip(table, marked(f"0{begins}", table.values(), _FREE), strict=True))

    def make(self, text: str, kind: int = Kind.TEXT) -> str | None:
        """Return the numbers of the text invented, each by itself; ``None`` for one with words that are no labels (``Mob:``)."""
        if kind == Kind.DATE:
            return None
        shown = visible(whole_number(text))
        if kind == Kind.NUMBER:
            return self._make_number(shown)
        if any(word.lower() not in PHONE_LABELS for word in _WORDS.findall(shown)):
            return None
        pieces = _SEPARATORS.split(shown)
        pieces[::2] = map(self._piece, pieces[::2])
        made = "".join(pieces)
        return made if self.recognises(made) else None

    def make_all(self, texts: Sequence[str], kind: int = Kind.TEXT) -> list[str | None]:
        """Return ``make`` of many texts: British numbers without words, signs and extensions in bulk."""
        if kind != Kind.TEXT:
            return super().make_all(texts, kind)
        made = self._made
        cores = map(made.get, _usual(texts))
        new = [core and (core if text[0] == "0" else f"44{core[1:]}") for text, core in zip(texts, cores, strict=True)]
        return in_bulk(texts, new, self.make)

    def recognises(self, text: str) -> bool:
        """Return whether every number of the text is reserved."""
        numbers = [piece for piece in _SEPARATORS.split(visible(text))[::2] if piece.strip()]
        return bool(numbers) and all(_is_reserved(_national(number)) for number in numbers)

    def _make_number(self, digits: str) -> str | None:
        """Return a number for a number cell: without leading zeros."""
        if not digits.isdigit():
            return None
        new = self._piece(digits)
        return new if new[0] != "0" else new.lstrip("0") or "1"

    def _piece(self, piece: str) -> str:
        national = _national(piece)
        if not national or _is_reserved(national):
            return piece
        extension = _EXTENSION.search(piece)
        end = extension.start() if extension else len(piece)
        _, number = self._family.find(national, _range(national))
        new = f"{_range(national)}{number:0{_FREE}d}"
        return _put(piece[:end], new) + (re.sub(r"\d", "9", extension[0]) if extension else "")


def _usual(texts: Sequence[str]) -> list[str]:
    """Return the ten digits of British numbers that are written with digits, blanks and hyphens only, which most are; else nothing."""
    whole = "\n".join(texts)
    return _USUAL.findall(whole.replace(" ", "").replace("-", "")) if whole.count("\n") == len(texts) - 1 else [""] * len(texts)


def _national(piece: str) -> str:
    """Return the ten digits of a British number without its dialling prefix; of any other all digits, with a plus if it has one."""
    dialled = _NOT_DIALLED.sub("", _EXTENSION.sub("", piece).replace("(0)", ""))
    prefix = _DIALLING.match(dialled)
    national = dialled[prefix.end() if prefix else 0 :]
    if not any(map(str.isdigit, dialled)):
        return ""
    return national if len(national) == _NATIONAL and national.isdigit() else dialled


def _range(national: str) -> str:
    """Return the first digits of the range that stands for a number; zeros for one that is not British, or malformed."""
    if len(national) != _NATIONAL or not national.isdigit() or national[0] == "0":
        return "0" * max(sum(map(str.isdigit, national)) - _FREE, 0)
    if national[0] == "7":
        return RANGES[0][1]
    return next(reserved for begins, reserved in RANGES if national.startswith(begins))


def _is_reserved(national: str) -> bool:
    if len(national) == _NATIONAL and national[0] != "0":
        return national[:-_FREE] in _RESERVED
    digits = national.lstrip("+")
    return digits.isdigit() and not digits[:-_FREE].strip("0")


def _put(piece: str, new: str) -> str:
    """Write ``new`` over the last digits of ``piece``; of a foreign number the country code becomes zeros with the rest."""
    chars = list(piece.replace("(0)", "(\x00)"))
    places = [place for place, char in enumerate(chars) if char.isdigit()]
    if not new[:-_FREE].strip("0"):
        new = new.rjust(len(places), "0")[-len(places) :]
    for place, digit in zip(places[-len(new) :], new, strict=True):
        chars[place] = digit
    return "".join(chars).replace("\x00", "0")
