"""What a value looks like, apart from what it says: dress, layout, case and width."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from payscrub.model import Kind
from payscrub.surrogates.words import KEPT

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"
_EDGES = (
    "".join(map(chr, range(9, 14)))
    + " \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_EDGES += _INVISIBLE
_PUNCTUATION = re.compile(r"[\W_]+")
_NOTHING = re.compile(r"(?:[Xx9]|[\W_])*")
_WRITTEN_NUMBER = re.compile(r"([0-9]{1,18})\.0{1,18}|([0-9])\.([0-9]{1,17})[Ee]\+?([0-9]{1,2})")
_LONGEST_POWER = 21
BLANK_DATE = "1901-01-28"  # lies in the reserved space of sort codes and is the reserved day of its month


def undress(text: str) -> tuple[str, str, str]:
    """Return what stands before the value, the value, and what stands after it.

    Blanks at either end, an apostrophe that makes a cell a text, and ``="..."``, which keeps zeros in a delimited file,
    are dress.
    """
    if text.isascii() and text[:1] > "'" and text[-1:] > " ":
        return ("", text, "") if text[0] != "=" else _undress(text)
    return _undress(text)


def _undress(text: str) -> tuple[str, str, str]:
    value = text.strip(_EDGES)
    if len(value) != len(text) or value[:1] in ("=", "'", '"'):
        quoted = value.startswith('="') and value.endswith('"') and len(value) > len('=""')
        value = value[2:-1].strip(_EDGES) if quoted else value.removeprefix("'")
    before = text.find(value)
    return text[:before], value if value.isascii() else "".join(map(_spelt_out, value)), text[before + len(value) :]


@lru_cache(maxsize=4096)
def _spelt_out(char: str) -> str:
    folded = unicodedata.normalize("NFKC", char)
    return folded if any(map(str.isdecimal, folded)) and not char.isdecimal() else char


def visible(text: str) -> str:
    """Return ``text`` in plain characters, without those that nobody sees and without marks."""
    if text.isascii():
        return text
    seen = (char for char in unicodedata.normalize("NFC", text) if char not in _INVISIBLE)
    return "".join(_plain(char) for char in seen if unicodedata.category(char)[0] != "M")


def says_nothing(value: str) -> bool:
    """Return whether an undressed value is blank, a placeholder, a total word, blanked (also as a date), or without letter and digit."""
    if value[:1].isalnum() and value[0] not in "Xx9":
        return value.lower() in KEPT or value[:10] == BLANK_DATE or (value[-1] == ":" and value.lower().rstrip(":") in KEPT)
    return value.lower() in KEPT or _NOTHING.fullmatch(value) is not None


def is_blanked(value: str) -> bool:
    """Return whether a value is what ``mask`` leaves of one: nothing but X, 9 and what stands between them."""
    return any(map(str.isalnum, value)) and _NOTHING.fullmatch(value) is not None


def plain(text: str) -> str:
    """Return ``text``, character by character, with wide and styled letters and digits as ASCII (NFKC)."""
    return text if text.isascii() else "".join(map(_plain, text))


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 and folded.isascii() and folded.isalnum() else char


def squeeze(text: str) -> str:
    """Return the letters and digits of ``text`` in capitals."""
    if not text.isascii():
        text = plain(text)
    if not text.isalnum():
        text = text.replace(" ", "").replace("-", "")
    return text.upper() if text.isalnum() else _PUNCTUATION.sub("", text).upper()


def fill(layout: str, new: str) -> str:
    """Return ``layout`` with its letters and digits replaced by those of ``new``, small where they were small.

    What ``new`` has more goes where the last one stood; what it has fewer is left out at the end.
    """
    if not layout.isascii():  # marks belong to the letters that go
        layout = "".join(char for char in layout if unicodedata.category(char)[0] != "M")
    if layout.upper() == layout:
        gaps = [char for char in layout if not char.isalnum()]
        if len(layout) == len(new) + len(gaps):
            rest = iter(new)
            return "".join([next(rest) if char.isalnum() else char for char in layout]) if gaps else new
    if layout.islower():
        new = new.lower()
    places = [place for place, char in enumerate(layout) if char.isalnum()]
    chars = list(layout)
    for number, place in enumerate(places):
        piece = new[number:] if place == places[-1] else new[number : number + 1]
        chars[place] = piece.lower() if layout[place].islower() else piece
    return "".join(chars)


def blank(text: str) -> str:
    """Return ``text`` with every letter as X or x and every digit as 9: nothing is left but its layout."""
    return "".join(map(_blank, text))


@lru_cache(maxsize=4096)
def _blank(char: str) -> str:
    if char.isascii():
        return "9" if char.isdigit() else ("x" if char.islower() else "X") if char.isalpha() else char
    category = unicodedata.category(char)
    if category[0] == "N":
        return "9"
    if category[0] == "L":
        return "x" if category == "Ll" else "X"
    return "" if category[0] in "MC" else char  # marks and invisible characters belong to the letters that went


def whole_number(text: str) -> str:
    """Return the digits of ``12345678.0`` or ``1.2345678E7``, as spreadsheets write whole numbers; other texts as they are."""
    match = _WRITTEN_NUMBER.fullmatch(text)
    if match is None:
        return text
    if match[1]:
        return match[1]
    shift = int(match[4]) - len(match[3])
    fits = shift >= 0 and int(match[4]) < _LONGEST_POWER
    return match[2] + match[3] + "0" * shift if fits else text


def mask(text: str, kind: int) -> str:
    """Return ``text`` blanked in the kind it has: a number stays a number, and a date becomes one that is nobody's."""
    if kind == Kind.DATE:
        return BLANK_DATE
    if kind == Kind.NUMBER:
        digits = blank(whole_number(text))
        return digits if digits.isascii() and not digits.upper().isupper() else "9"
    return blank(text)
