"""Names of people: every token of a name gets one invented token, the same wherever it stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

from payscrub.model import Kind
from payscrub.surrogates.maker import Maker
from payscrub.surrogates.numbers import Numbered
from payscrub.surrogates.tokens import Tokens, folded, is_invented
from payscrub.surrogates.words import AROUND, SMALL_PARTICLES, TITLES

_ASCII_PIECES = re.compile(r"([A-Za-z]+|[0-9]+)")
_KEPT_DIGITS = 2  # "Smith 2": fewer digits than identify anybody
_APOSTROPHES = frozenset("'`\u2018\u2019\u02bc\u00b4")
_ELIDED = re.compile(rf"(?<![^\W\d_])([^\W\d_])[{''.join(sorted(_APOSTROPHES))}]([^\W\d_]{{2,40}})")
_LAST_MARK = 0x20000  # no script has marks beyond


class Person(Maker):
    """Invents full names, and parts of names, from the tokens that all copies of a name share."""

    def __init__(self, tokens: Tokens, numbers: Numbered) -> None:
        """Draw names from ``tokens`` and the numbers among them (three digits or more) from ``numbers``."""
        super().__init__()
        self._tokens, self._numbers = tokens, numbers
        self._spelt: dict[str, str] = {}
        self._originals: set[str] = set()  # texts that hold no name, only initials and such
        self._issued: set[str] = set()

    @property
    def forced(self) -> int:
        """Return how many tokens did not get their first choice."""
        return self._tokens.forced

    def learn(self, texts: Collection[str]) -> None:
        """Take in the tokens of names and the numbers among them."""
        words: set[str] = set()
        self._tokens.elided.update(folded(letter + name) for letter, name in _ELIDED.findall("\n".join(texts)))
        for text in texts:
            found = pieces(text)[1::2]
            words.update(found)
            if not found or (_stands_back(found[0]) and all(map(_stands_back, found))):
                self._originals.add(text)
        self._numbers.learn([word for word in words if word.isdigit() and len(word) > _KEPT_DIGITS])
        self._tokens.learn(word for word in words if not word.isdigit())

    def settle(self) -> None:
        """Allocate every token that was learnt."""
        self._tokens.settle()

    def make(self, text: str, kind: int = Kind.TEXT) -> str | None:
        """Return the name with every token invented; titles, particles, honours and what stands between them stay."""
        if kind == Kind.DATE:
            return None
        parts, spelt = pieces(text), self._spelt
        try:
            parts[1::2] = [spelt[word] for word in parts[1::2]]
        except KeyError:
            faceless = all(map(_stands_back, parts[1::2]))
            if faceless and (self.excused or (text in self._issued and text not in self._originals)):
                return text
            parts[1::2] = self._words(parts)
            if faceless:  # nothing in initials shows that they are surrogates, so those of the job are remembered
                self._issued.add("".join(parts))
        return "".join(parts)

    def recognises(self, text: str) -> bool:
        """Return whether every token is invented, an initial, or stands around names."""
        return all(self._passes(word) for word in pieces(text)[1::2])

    def proves(self, text: str) -> bool:
        """Return whether ``text`` holds an invented name and none that is not."""
        return any(map(is_invented, pieces(text)[1::2])) and self.recognises(text)

    def _passes(self, word: str) -> bool:
        if word.isdigit():
            return len(word) <= _KEPT_DIGITS or self._numbers.recognises(word)
        return len(word) == 1 or word.lower() in AROUND or word in SMALL_PARTICLES or is_invented(word)

    def _words(self, parts: list[str]) -> list[str]:
        """Return the new words of a text that holds one not met before, or one whose fate hangs on the others."""
        words = parts[1::2]
        if any(map(is_invented, words)) and all(map(self._passes, words)):
            return words
        named = any(not _around(word) for word in words)
        return [self._word(parts, place, named=named) for place in range(1, len(parts), 2)]

    def _number(self, word: str) -> str:
        return word if len(word) <= _KEPT_DIGITS else self._numbers.make(word) or word

    def _word(self, parts: list[str], place: int, *, named: bool) -> str:
        word = parts[place]
        if word.isdigit():
            return self._number(word)
        if len(word) == 1:
            elided = parts[place + 1] in _APOSTROPHES and place + 2 < len(parts)  # O'Brien, D'Souza
            return word if elided or (named and word in SMALL_PARTICLES) else self._tokens.initial(word)
        if _around(word):
            return word if named or word.lower() in TITLES else self._tokens.spelt(word)
        new = self._spelt[word] = self._tokens.spelt(word)
        return new


def _stands_back(word: str) -> bool:
    """Return whether a word is no name: an initial, a number, or what stands around names."""
    return len(word) == 1 or word.isdigit() or _around(word)


def _around(word: str) -> bool:
    return word.lower() in AROUND or word in SMALL_PARTICLES


def pieces(text: str) -> list[str]:
    """Return the text cut at words and numbers, which stand at the odd places."""
    return _ASCII_PIECES.split(text) if text.isascii() else _unicode_pieces(text)


@lru_cache(maxsize=1)
def _unicode_pattern() -> re.Pattern[str]:
    """Return the pattern of words with the marks and invisible characters that belong to them, which are no word characters."""
    marks = "".join(char for char in map(chr, range(_LAST_MARK)) if unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf"))
    return re.compile(rf"([^\W\d_](?:[^\W\d_]|[{re.escape(marks)}])*|\d+)")


def _unicode_pieces(text: str) -> list[str]:
    return _unicode_pattern().split(text)
