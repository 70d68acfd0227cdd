"""Invented name tokens: one letter, alternating vowels and consonants, and an ending that no name has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

import numpy as np
from numpy.typing import NDArray

from payscrub.surrogates.allocate import Family, Plan
from payscrub.surrogates.bulk import written
from payscrub.surrogates.prf import Prf

ENDING = "quox"
_VOWELS, _CONSONANTS = "aeiou", "bdfghjklmnprstvwz"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_INVENTED = re.compile(r"[a-z](?:(?:[aeiou][b-df-hj-np-tv-z])*[aeiou]?|(?:[b-df-hj-np-tv-z][aeiou])*[b-df-hj-np-tv-z]?)quox")
_SHORTEST, _BODY = 7, 5
_UNMARKED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i", "ß": "ss"})
_ACCENTS = str.maketrans("aeiouAEIOU", "áéíóúÁÉÍÓÚ")
_FIRST_VOWEL = re.compile("[aeiouAEIOU]")


def folded(word: str) -> str:
    """Return a word in small letters without accents and invisible characters: what its spellings have in common."""
    if word.isascii():
        return word.lower()
    spread = unicodedata.normalize("NFKD", word).casefold().translate(_UNMARKED)
    return "".join(char for char in spread if unicodedata.category(char)[0] not in "MC")


def is_invented(word: str) -> bool:
    """Return whether a word has the form of an invented token, in any case and with any accents."""
    return len(word) >= _SHORTEST and ENDING in (plain := folded(word)) and _INVENTED.fullmatch(plain) is not None


class Tokens:
    """The table of name tokens, shared by names, e-mail addresses, user names, tabs and notes.

    The first letter goes through a keyed permutation, so that initials agree with the names they stand for.
    """

    def __init__(self, prf: Prf) -> None:
        """Draw with ``prf``."""
        self._prf = prf
        self._letters = prf.cycle(_LETTERS)
        self._reserved: dict[str, set[int]] = {}
        plan = Plan(_size, wider=lambda shape: f"{shape}++")
        self._family = Family(prf, plan, lambda shape: self._reserved.get(shape, ()))
        self._waiting: dict[str, set[str]] = {}
        self._made: dict[str, str] = {}
        self.learnt: set[str] = set()
        self.elided: set[str] = set()  # O'Brien as obrien

    @property
    def forced(self) -> int:
        """Return how many tokens did not get their first choice."""
        return self._family.forced

    def learn(self, words: Iterable[str]) -> None:
        """Take in tokens of the names of people."""
        for token in {folded(word) for word in words}:
            if len(token) > 1 and not self._reserve(token):
                self.learnt.add(token)
                self.expect(token)

    def expect(self, token: str) -> None:
        """Take in a folded token that is no known name (a part of a login)."""
        self._waiting.setdefault(self._shape(token), set()).add(token)

    def settle(self) -> None:
        """Allocate every token that was learnt or expected."""
        self._family.place(self._waiting)
        self._waiting = {}
        for shape, table in self._family.placed():
            self._made.update(zip(table, _spell_all(shape, table.values()), strict=True))

    def token(self, original: str) -> str:
        """Return the invented token of a folded one, in small letters; an invented one as it is."""
        made = self._made.get(original)
        if made is None:
            made = original if is_invented(original) else _spell_all(*self._found(original))[0]
            self._made[original] = made
        return made

    def initial(self, letter: str) -> str:
        """Return the initial of the surrogates of the names that begin with ``letter``; a token if it is not Latin."""
        new = self._letters.get(folded(letter))
        if new is None:
            return self.spelt(letter)
        return new if letter.islower() else new.upper()

    def spelt(self, word: str) -> str:
        """Return the invented token of ``word``, in its case and with an accent if it has one."""
        original = folded(word)
        token = self.token(original) if original else original
        return word if token == original else _dress(token, word)

    def _found(self, original: str) -> tuple[str, tuple[int]]:
        shape, number = self._family.find(original, self._shape(original))
        return shape, (number,)

    def _shape(self, token: str) -> str:
        """Return the first letter of the surrogate; the shape of a longer one has a plus for each further letter."""
        return self._letters.get(token[0]) or _LETTERS[self._prf.number(token[0]) % len(_LETTERS)]

    def _reserve(self, token: str) -> bool:
        if not is_invented(token):
            return False
        shape = token[0] + "+" * (len(token) - len(ENDING) - 1 - _BODY)
        number = _locate(shape, token)
        if number is not None:
            self._reserved.setdefault(shape, set()).add(number)
        return True


def _alphabets(shape: str) -> list[str]:
    """Return the letters that each place of the body can have: it begins with a vowel after a consonant."""
    pair = (_CONSONANTS, _VOWELS) if shape[0] in _VOWELS else (_VOWELS, _CONSONANTS)
    return [pair[place % 2] for place in range(_BODY + len(shape) - 1)]


def _size(shape: str) -> int:
    size = 1
    for alphabet in _alphabets(shape):
        size *= len(alphabet)
    return size


def _spell_all(shape: str, numbers: Collection[int]) -> list[str]:
    """Return the tokens of a shape with the given numbers."""
    left, columns = np.fromiter(numbers, dtype=np.int64, count=len(numbers)), [_same(shape[0], len(numbers))]
    for alphabet in _alphabets(shape):
        left, places = np.divmod(left, len(alphabet))
        columns.append(_same(alphabet, 1)[0][places][:, None])
    return written(*columns, _same(ENDING, len(numbers)))


def _same(letters: str, rows: int) -> NDArray[np.uint8]:
    return np.broadcast_to(np.frombuffer(letters.encode("ascii"), dtype=np.uint8), (rows, len(letters)))


def _locate(shape: str, token: str) -> int | None:
    """Return the number of an invented token, ``None`` for one that is never drawn."""
    body, number, alphabets = token[1 : -len(ENDING)], 0, _alphabets(shape)
    if len(body) != len(alphabets) or any(char not in alphabet for char, alphabet in zip(body, alphabets, strict=True)):
        return None
    for char, alphabet in zip(reversed(body), reversed(alphabets), strict=True):
        number = number * len(alphabet) + alphabet.index(char)
    return number


def _dress(token: str, word: str) -> str:
    """Return ``token`` in the case of ``word``, letter by letter where that is mixed, and with an accent if it has one."""
    if word.islower():
        new = token
    elif word.isupper():
        new = token.upper()
    elif word[1:].islower() or not word.isascii():  # a script without capitals, or capitals that are bytes read wrongly
        new = token.capitalize()
    else:
        cases = [char.isupper() for char in word] + [word[-1].isupper()] * len(token)
        new = "".join(char.upper() if upper else char for char, upper in zip(token, cases, strict=False))
    return new if word.isascii() else _accented(new, word)


def _accented(new: str, word: str) -> str:
    if word.lower() == word.upper():  # a script without capitals, hence without Latin accents
        return new
    accented = _FIRST_VOWEL.sub(lambda vowel: vowel[0].translate(_ACCENTS), new, count=1)
    return accented if unicodedata.is_normalized("NFC", word) else unicodedata.normalize("NFD", accented)
