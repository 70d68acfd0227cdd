"""One spelling for every way of writing the same characters, with the way back to the original.

Patterns are written for folded text: compatibility forms resolved (NFKC), capitals, one kind of blank, dash and
apostrophe, nothing invisible. Sources: Unicode Standard Annex 15 (NFKC); the dash, blank and format characters of the
Unicode Character Database.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from payscrub.model import Indices

SEPARATOR = "\x1e"  # stands between joined texts; no pattern matches it
APOSTROPHES = "\u2019\u2018\u02bc`\u00b4\u02b9\uff07"
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_LETTERS = str.maketrans({"\u0131": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss"})
_TIDY = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, eq=False)
class Folded:
    """Joined texts in one spelling. ``offsets`` leads from a folded character to the original one (None: the same)."""

    text: str = field(repr=False)
    starts: Indices = field(repr=False)  # where each original text begins in the joined original
    offsets: Indices | None = field(repr=False, default=None)

    def locate(self, start: int, end: int) -> tuple[int, int, int]:
        """Return the number of the text that holds a folded range, and the range inside its original."""
        if self.offsets is not None:
            start, end = int(self.offsets[start]), int(self.offsets[end - 1]) + 1
        number = int(np.searchsorted(self.starts, start, side="right")) - 1
        base = int(self.starts[number])
        return number, start - base, end - base


def join(texts: Sequence[str]) -> tuple[str, Indices]:
    """Return the texts as one string, separated, and where each begins."""
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    starts = np.concatenate(([0], np.cumsum(lengths + 1)[:-1])).astype(np.int64) if len(texts) else lengths
    joined = SEPARATOR.join(texts)
    if joined.count(SEPARATOR) >= max(len(texts), 1):  # a text holds the separator itself
        joined = SEPARATOR.join(text.replace(SEPARATOR, " ") for text in texts)
    return joined, starts


def fold_texts(texts: Sequence[str]) -> Folded:
    """Return the texts joined and folded for the patterns."""
    joined, starts = join(texts)
    if joined.isascii():
        return Folded(joined.upper().replace("\t", " "), starts)
    table = {ord(char): fold_char(char) for char in set(joined)}
    text = joined.translate(table)
    lengths = {code: len(new) for code, new in table.items() if len(new) != 1}
    return Folded(text, starts, _offsets(joined, lengths) if lengths else None)


def _offsets(joined: str, lengths: dict[int, int]) -> Indices:
    codes = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32)
    repeats = np.ones(len(codes), dtype=np.int64)
    for code, length in lengths.items():
        repeats[codes == code] = length
    return np.repeat(np.arange(len(codes), dtype=np.int64), repeats)


@cache
def fold_char(char: str) -> str:
    """Return the folded form of one character; empty for what is invisible."""
    if char in DASHES:
        return "-"
    if char in APOSTROPHES:
        return "'"
    if char in "\r\n" + SEPARATOR:
        return char
    category = unicodedata.category(char)
    if category in {"Cf", "Mn"} or char == "\u034f":  # zero-width and soft hyphen; marks follow their letter
        return ""
    if char.isspace() or category == "Zs":
        return " "
    plain = unicodedata.normalize("NFKC", char)
    upper = plain.upper()
    return upper if len(upper) == len(plain) else plain


def fold(text: str) -> str:
    """Return a text for look-up: lower case, no accents, straight apostrophes and dashes, single blanks."""
    if not text.isascii():
        text = "".join(fold_char(char).lower() for char in unicodedata.normalize("NFC", text))
        text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
        text = text.translate(_LETTERS)
    return _TIDY.sub(" ", text.lower()).strip()
