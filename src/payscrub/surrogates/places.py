"""Postal addresses and postcodes."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from payscrub.model import Kind
from payscrub.surrogates.allocate import Plan
from payscrub.surrogates.bulk import parted
from payscrub.surrogates.coded import Coded, Form
from payscrub.surrogates.labelled import Label, Labelled
from payscrub.surrogates.maker import Maker
from payscrub.surrogates.prf import Prf
from payscrub.surrogates.shape import blank, says_nothing, undress

_UNIT = "ABDEFGHJLNPQRSTUWXYZ"  # letters of the inward part: never C I K M O V
_LETTER = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_AREA = re.compile(r"[A-Z]{1,2}")
_DIGITS, _CAPITALS = str.maketrans("0123456789", "9" * 10), str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "A" * 26)
_BREAKS = re.compile(r"([,;\r\n])")
_POSTCODE = re.compile(r"[A-Za-z]{1,2}[0-9][A-Za-z0-9]?(?: ?[0-9][A-Za-z]{2})?")
_DIGIT = re.compile("[0-9]")
_PIECE = re.compile(r"[0-9]{1,6} example road|exampleton [0-9]{1,6}", re.IGNORECASE)
_ALPHABETS = {"9": "0123456789", "A": _LETTER, "U": _UNIT}


def _pattern(core: str) -> str:
    """Return what follows the area letters: digits as 9, letters as A, the two at the end of a whole postcode as U."""
    rest = _AREA.sub("", core, count=1).translate(_DIGITS).translate(_CAPITALS)
    return f"{rest[:-2]}UU" if rest.endswith("9AA") else rest


def _size(pattern: str) -> int:
    size = 1
    for sign in pattern:
        size *= len(_ALPHABETS[sign])
    return size


def _spell(number: int, core: str) -> str:
    letters = []
    for sign in _pattern(core):
        number, place = divmod(number, len(_ALPHABETS[sign]))
        letters.append(_ALPHABETS[sign][place])
    return f"ZY{''.join(letters)}"


def _locate(core: str) -> int:
    number = 0
    for sign, char in reversed(list(zip(_pattern(core), core[2:], strict=True))):
        number = number * len(_ALPHABETS[sign]) + max(_ALPHABETS[sign].find(char), 0)
    return number


POSTCODE = Form(
    pattern=re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?(?:[0-9][A-Z]{2})?"),
    reserved=re.compile(r"ZY[0-9][A-Z0-9]?(?:[0-9][A-Z]{2})?"),
    plan=Plan(_size, shared=True),
    spell=_spell,
    locate=_locate,
    shape=_pattern,
)


class Postcode(Coded):
    """Invents postcodes of the area ZY, which does not exist; the separator is one blank or none."""

    def __init__(self, prf: Prf) -> None:
        """Draw with ``prf``."""
        super().__init__(prf, POSTCODE)

    def make(self, text: str, kind: int = Kind.TEXT) -> str | None:
        """Return a postcode with as many places after the area, spaced as the original."""
        if not re.fullmatch(r"[^\W_]+(?:\s{1,3}[^\W_]+)?", text):
            return None
        made = super().make(text, kind)
        if made is None or made == text:
            return made
        core = "".join(made.split())
        whole = core[-3:-2].isdigit() and core[-2:].isalpha() and len(core) > len("ZY1A")
        gap = "".join(char for char in text if char.isspace())
        gap = gap if not gap.strip(" ") else " "
        return f"{core[:-3]}{gap}{core[-3:]}" if whole else core


class Address(Maker):
    """Invents ``n Example Road`` and ``Exampleton n``, piece by piece between commas and line breaks."""

    def __init__(self, prf: Prf, postcode: Postcode) -> None:
        """Draw with ``prf``; ``postcode`` invents the postcodes among the pieces."""
        super().__init__()
        self._postcode = postcode
        self._made: dict[str, str] = {}
        self._pieces = Labelled(prf, Label(_template, _PIECE, "example", 5))

    @property
    def forced(self) -> int:
        """Return how many pieces did not get their first choice."""
        return self._pieces.forced

    def learn(self, texts: Collection[str]) -> None:
        """Take in the pieces of addresses."""
        plain, others = parted(list(set(_BREAKS.split("\n".join(texts))[::2])))
        pieces = {*plain, *(piece for piece in (undress(other)[1] for other in others) if not says_nothing(piece))}
        postcodes = set(filter(_POSTCODE.fullmatch, pieces))
        self._postcode.learn(postcodes)
        self._pieces.learn(pieces - postcodes)

    def settle(self) -> None:
        """Allocate every piece that was learnt."""
        self._pieces.settle()

    def make(self, text: str, kind: int = Kind.TEXT) -> str | None:
        """Return the address with every piece invented."""
        if kind != Kind.TEXT:
            return None
        pieces = _BREAKS.split(text)
        pieces[::2] = map(self._piece, pieces[::2])
        return "".join(pieces)

    def make_all(self, texts: Sequence[str], kind: int = Kind.TEXT) -> list[str | None]:
        """Return ``make`` of many texts: every different piece is made once."""
        pieces = _BREAKS.split("\n".join(texts))
        if kind != Kind.TEXT or not texts:
            return [None] * len(texts)
        plain, _ = parted([piece for piece in set(pieces[::2]) if piece not in self._made])
        lines = [piece for piece in plain if not _POSTCODE.fullmatch(piece)]
        self._made.update((piece, new) for piece, new in zip(lines, self._pieces.make_all(lines), strict=True) if new)
        self._made.update((piece, self._new(piece)) for piece in set(pieces[::2]) if piece not in self._made)
        pieces[::2] = map(self._made.__getitem__, pieces[::2])
        return list("".join(pieces).split("\n"))

    def recognises(self, text: str) -> bool:
        """Return whether every piece is invented or says nothing."""
        return all(map(self._passes, _BREAKS.split(text)[::2]))

    def _piece(self, dressed: str) -> str:
        if dressed not in self._made:
            self._made[dressed] = self._new(dressed)
        return self._made[dressed]

    def _new(self, dressed: str) -> str:
        before, piece, after = undress(dressed)
        if self._passes(piece):
            return dressed
        made = self._postcode.make(piece) if _POSTCODE.fullmatch(piece) else self._pieces.make(piece)
        return f"{before}{made or blank(piece)}{after}"

    def _passes(self, dressed: str) -> bool:
        piece = undress(dressed)[1]
        return (
            says_nothing(piece) or self._pieces.recognises(piece) or bool(_POSTCODE.fullmatch(piece) and self._postcode.recognises(piece))
        )


def _template(piece: str) -> str:
    label = "{} Example Road" if _DIGIT.search(piece) else "Exampleton {}"
    return label.upper() if piece.isupper() else label
