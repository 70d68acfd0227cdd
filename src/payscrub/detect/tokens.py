"""The words of a text and the circumstances that decide about them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from payscrub.detect import lexicon
from payscrub.detect.headers import CAMEL
from payscrub.detect.normalise import APOSTROPHES, DASHES, fold, fold_char
from payscrub.detect.people import Sort, sort_of

_LINKS = frozenset({" ", "  ", "\u00a0", "\t", "'", "-", "/", ".", ". ", "&", " & ", " - ", " (", *APOSTROPHES, *DASHES})
_STOP = re.compile(r"[.!?:;\n\r\x1e\-(\"\u201c/|>]\s*$|^\s*$")
COMMAS = frozenset({",", ", ", " ,", " , ", ",  "})
_QUOTES = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
SHORT_CELL = 4  # words; longer texts are no bare name
_LONGEST_ABBREVIATION = 2  # Ma. Theresa


class Case(IntEnum):
    """How a word is written."""

    LOWER = 0
    CAPITAL = 1  # Smith, McDonald
    CAPITALS = 2
    MIXED = 3  # iPhone


class Token(NamedTuple):
    """One word of a text."""

    start: int
    end: int
    word: str
    sort: Sort
    case: Case
    learnt: bool
    odds: float  # log-odds by the word model that it is part of a name where it stands


@dataclass(frozen=True, slots=True)
class Setting:
    """One text among the joined ones: its words, which of them belong to a known phrase, and how it is written."""

    joined: str = field(repr=False)
    tokens: Sequence[Token] = field(repr=False)
    covered: frozenset[int]
    sentence: bool  # it has ordinary words in small letters: a capital tells something
    capitals: bool  # it has capitals only: a capital tells nothing

    @classmethod
    def of(cls, joined: str, tokens: Sequence[Token]) -> Setting:
        """Return the setting of the text that has these words."""
        small = lexicon.listed("small")
        if len(tokens) <= SHORT_CELL:
            small |= lexicon.listed("syllables")  # man kit liu
        sentence = any(token.case == Case.LOWER and token.sort == Sort.WORD and token.word not in small for token in tokens)
        capitals = all(token.case == Case.CAPITALS or len(token.word) == 1 for token in tokens)
        return cls(joined, tokens, _covered(joined, tokens), sentence, capitals)

    def gap(self, i: int) -> str:
        """Return what stands between word ``i`` and the next."""
        return self.joined[self.tokens[i].end : self.tokens[i + 1].start]

    def around(self, token: Token) -> str:
        """Return the characters right before and right after a word."""
        return self.joined[max(0, token.start - 1) : token.start] + self.joined[token.end : token.end + 1]

    def touches_digit(self, token: Token) -> bool:
        """Return whether a word is part of a code: ``Q3``, ``AB123456C``."""
        return any(map(str.isdigit, self.around(token)))

    def is_inside(self, i: int) -> bool:
        """Return whether word ``i`` begins no sentence, bracket or item, so that its capital is its own."""
        start = self.tokens[i].start
        return i > 0 and not _STOP.search(self.joined[max(0, start - 4) : start])

    def linked(self, i: int) -> bool:
        """Return whether word ``i`` and the next may belong to one name."""
        if not 0 <= i < len(self.tokens) - 1:
            return False
        gap, token = self.gap(i), self.tokens[i]
        if gap in {". ", "."}:
            return token.sort in {Sort.INITIAL, Sort.TITLE, Sort.PARTICLE} or len(token.word) <= _LONGEST_ABBREVIATION
        return gap in _LINKS or (gap in COMMAS and (not self.sentence or _may_be_names(token, self.tokens[i + 1])))

    def beside(self, i: int) -> Iterator[tuple[int, Token]]:
        """Return the neighbours that word ``i`` is linked with, the next one first."""
        if self.linked(i):
            yield i + 1, self.tokens[i + 1]
        if self.linked(i - 1):
            yield i - 1, self.tokens[i - 1]


def _may_be_names(surname: Token, given: Token) -> bool:
    """Return whether two words in a sentence read as ``Price, Miles``."""
    return all(token.case in {Case.CAPITAL, Case.CAPITALS} and token.sort >= Sort.PAYROLL for token in (surname, given))


@lru_cache(maxsize=200_000)
def look_up(raw: str) -> tuple[str, Sort, Case]:
    """Return a word as it is written: folded without a possessive, what it is by the lists, and its case."""
    folded = fold(raw)
    word = folded.removesuffix("'s")
    sort = Sort.WORD if word != folded and folded in lexicon.vocabulary() else sort_of(word)  # Barnardo's
    if sort == Sort.UNKNOWN and _is_compound(raw):
        sort = Sort.WORD
    elif sort == Sort.PARTICLE and len(raw) == 1 and raw.isascii() and raw.isupper():
        sort = Sort.INITIAL  # Penhale Y
    elif sort not in {Sort.TITLE, Sort.INITIAL, Sort.NAME} and _is_foreign(raw):
        sort = Sort.PARTICLE if _composed(raw) in lexicon.listed("particles") else Sort.NAME
    return word, sort, _case(raw)


def _is_foreign(raw: str) -> bool:
    """Return whether a word has letters that English does not write, and is none of the few words that keep theirs (``café``)."""
    if raw.isascii():
        return False
    word = _composed(raw)
    return word not in lexicon.listed("accented") and any(char.isalpha() and not char.isascii() for char in word)


def _composed(raw: str) -> str:
    """Return a word in small letters with its accents, other spellings of plain letters resolved."""
    return "".join(map(fold_char, unicodedata.normalize("NFKC", raw))).translate(_QUOTES).lower()


def _is_compound(raw: str) -> bool:
    """Return whether a word is made of known words: ``HoursPerWeek``."""
    parts = CAMEL.split(raw)
    return len(parts) > 1 and all(sort_of(fold(part)) < Sort.UNKNOWN for part in parts)


def _case(raw: str) -> Case:
    if raw.islower():
        return Case.LOWER
    if raw.isupper():
        return Case.CAPITALS if len(raw) > 1 else Case.CAPITAL
    return Case.CAPITAL if raw[0].isupper() else Case.MIXED


def _covered(joined: str, tokens: Sequence[Token]) -> frozenset[int]:
    """Return which words belong to a phrase of the vocabulary or a place of several words, which no comma parts; learnt names do not."""
    words = [token.word for token in tokens]
    found: set[int] = set()
    for i, word in enumerate(words):
        for phrase in lexicon.phrases().get(word, ()):
            reach = range(i, i + len(phrase))
            if tuple(words[i : reach.stop]) != phrase or all(tokens[j].learnt for j in reach):
                continue
            if "," not in joined[tokens[i].end : tokens[reach.stop - 1].start]:
                found.update(reach)
                break
    return frozenset(found)
