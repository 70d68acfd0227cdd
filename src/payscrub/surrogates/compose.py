"""Logins taken apart into names, initials and numbers, and put together again from their surrogates."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from payscrub.surrogates.numbers import Numbered
from payscrub.surrogates.prf import Prf
from payscrub.surrogates.tokens import ENDING, Tokens, folded, is_invented

_PIECES = re.compile(r"([^\W\d_]+|[0-9]+)")
_WORDS = re.compile(r"[^\W\d_]+")
_NUMBERS = re.compile(r"[0-9]+")
_CUT = 8  # letters
_SHORTEST, _MOST_INITIALS = 3, 2  # shorter parts are taken for names only when they stand alone
_GENERIC = re.compile(r"(user)([0-9]{1,9})", re.IGNORECASE)  # the word says nothing about anybody
_TWO_DIGITS = tuple(f"{number:02d}" for number in range(100))


class Composer:
    """Puts the surrogates of names, initials and numbers in the place of the originals inside a login."""

    def __init__(self, prf: Prf, tokens: Tokens, numbers: Numbered) -> None:
        """Share ``tokens`` with the names of people and ``numbers`` with employee numbers."""
        self._tokens, self._numbers = tokens, numbers
        self._made: dict[str, str] = {}
        self._sorted: list[str] = []
        self._years = prf.cycle(_TWO_DIGITS)  # two digits are often a year of birth

    def learn(self, logins: Iterable[str]) -> None:
        """Take in the numbers of logins, before anything is allocated."""
        self._numbers.learn([piece for piece in _NUMBERS.findall("\n".join(logins)) if len(piece) >= _SHORTEST])

    def expect(self, logins: Iterable[str]) -> None:
        """Take in the words of logins that hold no known name, when all names are known."""
        for piece in dict.fromkeys(_WORDS.findall("\n".join(logins))):
            word = folded(piece)
            if len(word) > 1 and word not in self._tokens.learnt and not is_invented(word) and self._cut(word) == [word]:
                self._tokens.expect(folded(self._whole(word)))

    def compose(self, login: str) -> str:
        """Return the login with every part invented; separators and case stay."""
        generic = _GENERIC.fullmatch(login)
        if generic:
            return generic[1] + self._number(generic[2])
        return self._composed(login)

    def compose_all(self, logins: Sequence[str]) -> list[str]:
        """Return ``compose`` of many logins."""
        whole = "\n".join(logins)
        if "user" in whole.lower() or whole.count("\n") != len(logins) - 1:
            return list(map(self.compose, logins))
        return self._composed(whole).split("\n")

    def proves(self, login: str) -> bool:
        """Return whether nothing in ``login`` is anybody's: invented names, single letters, the mark of invented numbers, two digits."""
        return _GENERIC.fullmatch(login) is not None or all(map(self._says_nothing, _PIECES.findall(login)))

    def _says_nothing(self, piece: str) -> bool:
        if piece.isdigit():
            return len(piece) < _SHORTEST or self._numbers.recognises(piece)
        return len(piece) == 1 or ENDING in folded(piece)

    def _composed(self, text: str) -> str:
        pieces, made = _PIECES.split(text), self._made
        new = [piece for piece in dict.fromkeys(pieces[1::2]) if piece not in made]
        numbers = [piece for piece in new if len(piece) >= _SHORTEST and piece.isdigit() and piece.isascii()]
        made.update((piece, number or piece) for piece, number in zip(numbers, self._numbers.make_all(numbers), strict=True))
        made.update({piece: self._part(piece) for piece in new if piece not in made})
        pieces[1::2] = map(made.__getitem__, pieces[1::2])
        return "".join(pieces)

    def _part(self, piece: str) -> str:
        if piece.isdigit():
            return self._number(piece)
        word = folded(piece)
        for start in (0, 1):  # obrien and pobrien for Pat O'Brien: the O stays, as in the name
            if word[start:] in self._tokens.elided and word not in self._tokens.learnt:
                return "".join(map(self._tokens.initial, piece[:start])) + piece[start] + self._tokens.spelt(piece[start + 1 :])
        parts = self._cut(word) if piece.isascii() else [piece]
        if len(parts) == 1:
            return self._tokens.initial(piece) if len(piece) == 1 else self._tokens.spelt(self._whole(piece))
        first, second = piece[: len(parts[0])], piece[len(parts[0]) :]
        return self._name(first) + self._name(second)

    def _name(self, part: str) -> str:
        return "".join(map(self._tokens.initial, part)) if len(part) < _SHORTEST else self._tokens.spelt(self._whole(part))

    def _cut(self, word: str) -> list[str]:
        """Return a word cut into known names and initials: ``jsmith``, ``smithj``, ``johnsmith``; whole if it is none of these."""
        known = self._tokens.learnt
        if word in known:
            return [word]
        for initials in range(1, min(_MOST_INITIALS, len(word) - _SHORTEST) + 1):
            if word[initials:] in known:
                return [word[:initials], word[initials:]]
            if word[:-initials] in known:
                return [word[:-initials], word[-initials:]]
        for place in range(len(word) - _SHORTEST, _SHORTEST - 1, -1):
            if word[:place] in known and word[place:] in known:
                return [word[:place], word[place:]]
        for place in (1, -1, 2, -2) if len(word) == _CUT and self._whole(word) == word else ():
            name = word[place:] if place > 0 else word[:place]
            if self._whole(name) != name:
                return [word[:place], word[place:]]
        return [word]

    def _whole(self, part: str) -> str:
        """Return the only known name that begins with a long ``part`` of a login, in its case: systems cut logins to eight letters."""
        word = folded(part)
        if not _CUT - _MOST_INITIALS <= len(word) <= _CUT or word in self._tokens.learnt or not part.isascii():
            return part
        if len(self._sorted) != len(self._tokens.learnt):
            self._sorted = sorted(self._tokens.learnt)
        first = bisect_left(self._sorted, word)
        names = [name for name in self._sorted[first : first + 2] if name.startswith(word)]
        rest = names[0][len(word) :] if len(names) == 1 else ""
        return part + (rest.upper() if part.isupper() else rest)

    def _number(self, piece: str) -> str:
        return self._years.get(piece, piece) if len(piece) < _SHORTEST else self._numbers.make(piece) or piece
