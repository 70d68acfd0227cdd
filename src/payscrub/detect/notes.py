"""Names of people inside texts: cells, notes, comments, tabs.

A word is a *seed* when it is surely part of a name where it stands; the name grows from it over linked words. What is
neither an ordinary word, nor vocabulary, nor a place is taken for a name: a harmless word hidden costs little, a missed
name costs everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from payscrub.detect import lexicon
from payscrub.detect.headers import CAMEL
from payscrub.detect.normalise import fold, join
from payscrub.detect.people import ORGANISATION, WORD, Sort, sort_of
from payscrub.model import Span

_LINKS = frozenset({" ", "  ", "\u00a0", "-", "‐", "‑", "–", ".", ". ", " & ", "&", "'", "’", "/", " - ", " (", "\t"})
_COMMAS = frozenset({",", ", ", " ,", " , ", ",  "})
_STOP = re.compile(r"[.!?:;\n\r\x1e\-(\"“/|>]\s*$|^\s*$")
_VOWEL = re.compile("[aeiouyáéíóúàèìòùâêîôûäëïöüãõåæøœ]", re.IGNORECASE)
_PERSONAL_TITLES = frozenset({"mr", "mrs", "miss", "ms", "mx"})
_SURE_TITLES = _PERSONAL_TITLES - {"miss"}  # a verb too
_SMALL = frozenset("of and the for to in at on by with from or as per a an & de la".split())
_SCORE, _SURE, _WEAK = 0.8, 0.9, 0.7
_TELLING, _SHORT_CELL = 3, 4
_LEAST_LOWER, _LEAST_ACRONYM, _LEAST_CAPITALS = 4, 6, 4


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


@dataclass(frozen=True, slots=True)
class Setting:
    """The circumstances of a text that decide about its words."""

    joined: str
    tokens: Sequence[Token]
    covered: frozenset[int]
    sentence: bool
    capitals: bool

    def gap(self, i: int) -> str:
        """Return what stands between word ``i`` and the next."""
        return self.joined[self.tokens[i].end : self.tokens[i + 1].start]

    def linked(self, i: int) -> bool:
        """Return whether word ``i`` and the next may belong to one name."""
        if not 0 <= i < len(self.tokens) - 1:
            return False
        gap, token = self.gap(i), self.tokens[i]
        if gap in {". ", "."}:
            return token.sort in {Sort.INITIAL, Sort.TITLE, Sort.PARTICLE} or len(token.word) <= 2  # noqa: PLR2004 - abbreviated: Ma. Theresa
        return gap in _LINKS or (gap in _COMMAS and not self.sentence)


@lru_cache(maxsize=200_000)
def _look_up(raw: str) -> tuple[str, Sort, Case]:
    word = fold(raw).removesuffix("'s")
    sort = sort_of(word)
    if sort == Sort.UNKNOWN and _is_compound(raw):
        sort = Sort.WORD
    return word, sort, _case(raw)


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


def names_in(texts: Sequence[str], learnt: frozenset[str], *, category: bool) -> Iterator[tuple[int, Span]]:
    """Return the names in some texts, each with the number of its text.

    ``learnt`` are folded words of names seen in the file's name columns. In a ``category`` (departments, job titles)
    only a titled or a learnt full name counts.
    """
    joined, starts = join(texts)
    places = [(match.start(), match[0]) for match in WORD.finditer(joined)]
    if not places:
        return
    begins = np.fromiter((start for start, _ in places), np.int64, len(places))
    owner = np.searchsorted(starts, begins, side="right") - 1
    known = {raw: (*_look_up(raw), _look_up(raw)[0] in learnt) for raw in {raw for _, raw in places}}
    weights = {raw: _weight(*entry[1:]) for raw, entry in known.items()}
    telling = np.fromiter((weights[raw] for _, raw in places), np.int64, len(places))
    numbers = np.flatnonzero(np.bincount(owner, telling, len(texts)) >= _TELLING)
    bounds = np.searchsorted(owner, np.stack((numbers, numbers + 1)))
    for number, low, high in zip(numbers.tolist(), *bounds.tolist(), strict=True):
        base = int(starts[number])
        tokens = [Token(start, start + len(raw), *known[raw]) for start, raw in places[low:high]]
        for start, end, score in _judge(joined, tokens, category=category):
            yield number, Span(start - base, end - base, "PERSON", score, "words of a name")


def _weight(sort: Sort, case: Case, learnt: bool) -> int:  # noqa: FBT001 - a field of the token
    """Return what a word adds to the chance of a name in its text; below ``_TELLING`` in sum there is none."""
    if learnt or sort >= Sort.UNKNOWN or sort == Sort.TITLE:
        return _TELLING
    if case == Case.LOWER:
        return 2 if sort >= Sort.PAYROLL else 0
    return {Sort.BOTH: _TELLING, Sort.PAYROLL: 2, Sort.INITIAL: 1}.get(sort, 0)


def _judge(joined: str, tokens: Sequence[Token], *, category: bool) -> Iterator[tuple[int, int, float]]:
    sentence = any(t.case == Case.LOWER and t.sort == Sort.WORD and t.word not in _SMALL for t in tokens)
    capitals = all(t.case == Case.CAPITALS or len(t.word) == 1 for t in tokens)
    setting = Setting(joined, tokens, _covered(tokens), sentence, capitals)
    test = _is_seed_in_category if category else _is_seed
    done = -1
    for i in range(len(tokens)):
        if i > done and test(setting, i):
            first, done = _grow(setting, i, done)
            yield _extent(setting, first, done)


def _covered(tokens: Sequence[Token]) -> frozenset[int]:
    words = [token.word for token in tokens]
    found: set[int] = set()
    for i, word in enumerate(words):
        for phrase in lexicon.phrases().get(word, ()):
            if tuple(words[i : i + len(phrase)]) == phrase and not all(token.learnt for token in tokens[i : i + len(phrase)]):
                found.update(range(i, i + len(phrase)))
                break
    return frozenset(found)


def _after_title(setting: Setting, i: int) -> bool:
    token = setting.tokens[i]
    if i == 0 or not setting.linked(i - 1) or setting.tokens[i - 1].sort != Sort.TITLE or token.sort == Sort.TITLE:
        return False
    if token.case == Case.LOWER and token.sort < Sort.UNKNOWN and (token.sort < Sort.PAYROLL or setting.tokens[i - 1].word not in _SURE_TITLES):
        return False
    return token.sort >= Sort.PAYROLL or (setting.tokens[i - 1].word in _PERSONAL_TITLES and len(token.word) > 1 and not setting.capitals)


def _before_title(setting: Setting, i: int) -> bool:
    """Return whether a word is the surname in ``Baker, Mrs. Anna Rose``."""
    if i + 1 >= len(setting.tokens) or setting.tokens[i].case == Case.LOWER or setting.tokens[i].sort < Sort.PAYROLL:
        return False
    return setting.tokens[i + 1].sort == Sort.TITLE and setting.gap(i) in _COMMAS


def _is_saint(setting: Setting, i: int) -> bool:
    """Return whether a word names a hospital, school or church: ``St James's``, ``St Thomas' Hospital``."""
    token, after = setting.tokens[i], setting.tokens[i + 1 : i + 2]
    if i == 0 or setting.tokens[i - 1].word not in {"st", "saint"} or token.learnt:
        return False
    possessive = setting.joined[token.end - 2 : token.end + 1].lower().rstrip().endswith(("'s", "s'", "’s", "s’"))
    return possessive or any(other.word in ORGANISATION for other in after)


def _is_seed_in_category(setting: Setting, i: int) -> bool:
    token = setting.tokens[i]
    if _after_title(setting, i) and token.sort >= Sort.BOTH:
        return True
    if not token.learnt or token.sort < Sort.BOTH or token.case == Case.LOWER or i in setting.covered:
        return False
    return any(other.learnt or (other.sort == Sort.INITIAL and token.sort == Sort.NAME) for other in _beside(setting, i))


def _is_seed(setting: Setting, i: int) -> bool:
    token = setting.tokens[i]
    if _after_title(setting, i) or _before_title(setting, i):
        return True
    if i in setting.covered or _is_saint(setting, i):
        return False
    if token.learnt and _is_learnt_name(setting, i):
        return True
    if token.sort == Sort.NAME:
        return token.case != Case.LOWER or len(token.word) >= _LEAST_LOWER or not setting.sentence
    if token.sort == Sort.UNKNOWN:
        return _is_strange(setting, token)
    if token.case == Case.LOWER and (setting.sentence or len(setting.tokens) > _SHORT_CELL):
        return False
    return _is_weak_pair(setting, i) or (token.sort == Sort.BOTH and _stands_out(setting, i))


def _is_learnt_name(setting: Setting, i: int) -> bool:
    """Return whether a learnt word is meant as a name: an everyday word only with a capital, inside a sentence or beside another one."""
    token = setting.tokens[i]
    if token.sort >= Sort.UNKNOWN:
        return True
    if token.case == Case.LOWER:
        return False
    return token.sort == Sort.BOTH or _stands_out(setting, i) or any(other.learnt for other in _beside(setting, i))


def _beside(setting: Setting, i: int) -> list[Token]:
    """Return the neighbours that a word is linked with."""
    return [setting.tokens[j] for j, k in ((i - 1, i - 1), (i + 1, i)) if 0 <= j < len(setting.tokens) and setting.linked(k)]


def _is_strange(setting: Setting, token: Token) -> bool:
    before, after = setting.joined[token.start - 1 : token.start], setting.joined[token.end : token.end + 1]
    if before.isdigit() or after.isdigit() or "_" in (before, after) or not _VOWEL.search(token.word):
        return token.case == Case.CAPITAL and not (before.isdigit() or after.isdigit()) and len(token.word) > 2  # noqa: PLR2004
    if token.case == Case.CAPITALS:
        return len(token.word) >= (_LEAST_CAPITALS if setting.capitals else _LEAST_ACRONYM)
    return token.case != Case.MIXED and len(token.word) >= (_LEAST_LOWER if token.case == Case.LOWER else 2)


def _stands_out(setting: Setting, i: int) -> bool:
    token = setting.tokens[i]
    return (
        setting.sentence
        and token.case == Case.CAPITAL
        and not _STOP.search(setting.joined[max(0, token.start - 4) : token.start])
        and i > 0
    )


def _is_weak_pair(setting: Setting, i: int) -> bool:
    """Return whether a word that is also a name stands beside an initial, or a given name beside another name."""
    token = setting.tokens[i]
    for j, k in ((i + 1, i), (i - 1, i - 1)):
        if not setting.linked(k) or not 0 <= j < len(setting.tokens) or j in setting.covered:
            continue
        other = setting.tokens[j]
        if other.sort == Sort.INITIAL and token.sort >= Sort.PAYROLL and other.case != Case.LOWER:
            titled = j > 0 and setting.tokens[j - 1].sort == Sort.TITLE
            if (other.word != "a" or titled) and (token.sort == Sort.BOTH or j < i):
                return True
        elif other.sort >= Sort.PAYROLL and (other.case != Case.LOWER or not setting.sentence) and token.sort >= Sort.PAYROLL:
            first, second = (token, other) if i < j else (other, token)
            given = second if setting.gap(k) in _COMMAS else first
            if given.word in lexicon.given() or given.sort >= Sort.UNKNOWN:
                return True
    return False


def _belongs(setting: Setting, i: int) -> bool:
    token = setting.tokens[i]
    if i in setting.covered or token.sort == Sort.TITLE:
        return False
    if token.sort in {Sort.INITIAL, Sort.PARTICLE}:
        if setting.joined[token.end : token.end + 1].isdigit():
            return False  # Q3, W1
        return token.case != Case.LOWER or token.sort == Sort.PARTICLE
    if token.sort == Sort.UNKNOWN:
        return token.case != Case.LOWER or not setting.sentence
    if token.sort in {Sort.PAYROLL, Sort.WORD}:
        return _completes(setting, token)
    return token.sort == Sort.NAME or (token.sort >= Sort.BOTH and (token.case != Case.LOWER or not setting.sentence))


def _completes(setting: Setting, token: Token) -> bool:
    """Return whether an everyday word is the rest of a name: ``Memory Zvobgo`` alone in a cell, not ``Smith Ward closed``."""
    if token.case == Case.LOWER or setting.sentence or len(setting.tokens) > _SHORT_CELL:
        return False
    if token.sort == Sort.PAYROLL:
        marked = any(other.sort in {Sort.TITLE, Sort.INITIAL} for other in setting.tokens)
        return marked or len(setting.tokens) <= 2  # noqa: PLR2004 - a given name and a surname
    return token.word not in lexicon.vocabulary() | lexicon.places() | ORGANISATION


def _grow(setting: Setting, seed: int, done: int) -> tuple[int, int]:
    first = last = seed
    while first - 1 > done and setting.linked(first - 1) and _belongs(setting, first - 1):
        first -= 1
    while last + 1 < len(setting.tokens) and setting.linked(last) and _belongs(setting, last + 1):
        last += 1
    while first < seed and setting.tokens[first].sort == Sort.PARTICLE and setting.tokens[first].case == Case.LOWER and setting.sentence:
        first += 1
    while last > seed and setting.tokens[last].sort == Sort.PARTICLE:
        last -= 1
    return first, last


def _extent(setting: Setting, first: int, last: int) -> tuple[int, int, float]:
    start, end = setting.tokens[first].start, setting.tokens[last].end
    if fold(setting.joined[end - 2 : end]) == "'s":
        end -= 2
    sorts = [token.sort for token in setting.tokens[first : last + 1]]
    learnt = any(token.learnt for token in setting.tokens[first : last + 1])
    return start, end, _SURE if learnt or Sort.NAME in sorts else _SCORE if Sort.UNKNOWN in sorts else _WEAK
