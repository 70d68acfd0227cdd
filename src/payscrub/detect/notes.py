"""Names of people inside texts: cells, notes, comments, tabs.

A word is a *seed* when it is surely part of a name where it stands; the name grows from it over linked words. What is
neither an ordinary word, nor vocabulary, nor a place is taken for a name: a harmless word hidden costs little, a missed
name costs everything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from payscrub.detect import lexicon
from payscrub.detect.headers import canonical
from payscrub.detect.initials import initials_in
from payscrub.detect.lines import is_title
from payscrub.detect.mentions import cues, may_be_mentioned
from payscrub.detect.normalise import fold
from payscrub.detect.people import Sort
from payscrub.detect.seeds import LIKELY, is_seed, is_seed_in_category, is_syllable
from payscrub.detect.tokens import SHORT_CELL, Case, Setting, Token
from payscrub.detect.wordmodel import Floats, Words, scores, words_of
from payscrub.model import Span

_SURE, _SCORE, _WEAK = 0.9, 0.8, 0.7
_TELLING = 3  # a text whose words weigh less holds no name
_PAIR, _INITIAL = 2, 1
_LONGEST_TITLE = 7  # words, before they are read together
_APART = re.compile(r"[-\u2010-\u2015(){}\[\]:;|\n\d\u2022]")
_REASON = "words of a name"


def names_in(texts: Sequence[str], learnt: frozenset[str], *, category: bool) -> Iterator[tuple[int, Span]]:
    """Return the names in some texts, each with the number of its text.

    ``learnt`` are folded words of names seen in the file's name columns. In a ``category`` (departments, job titles)
    only a titled, a learnt or a full name counts, and what nobody but a person is called.
    """
    words = words_of(texts)
    if not len(words.number):
        return
    if not category:
        yield from _initials(words)
    odds = scores(words)
    known = [(*entry, entry[0] in learnt) for entry in words.known]
    weight = np.fromiter((_weight(*entry) for entry in known), np.int64, len(known))[words.number]
    weight[odds > LIKELY] = _TELLING
    initials = np.bincount(words.owner, weight == _INITIAL, len(texts)) > 0
    pairs = initials & (np.bincount(words.owner, minlength=len(texts)) == _PAIR)
    telling = np.flatnonzero((np.bincount(words.owner, weight, len(texts)) >= _TELLING) | pairs | _with_mentions(words, len(texts)))
    bounds = np.searchsorted(words.owner, np.stack((telling, telling + 1)))
    test = is_seed_in_category if category else is_seed
    for number, low, high in zip(telling.tolist(), *bounds.tolist(), strict=True):
        setting = Setting.of(words.joined, _tokens(words, known, odds, slice(low, high)))
        found = [name for part in _parts(setting, category=category) for name in _names(part, test)]
        if found and high - low <= _LONGEST_TITLE and is_title(texts[number]) and learnt.isdisjoint(canonical(texts[number]).split()):
            continue
        base = int(words.begins[number])
        for start, end, score in found:
            yield number, Span(start - base, end - base, "PERSON", score, _REASON)


def _with_mentions(words: Words, count: int) -> NDArray[np.bool_]:
    """Return which texts hold both a word beside which people are named and one that may be a name there."""
    cued, meant = (
        np.fromiter(marks, np.bool_, len(words.known))[words.number]
        for marks in ((word in cues() for word, *_ in words.known), (may_be_mentioned(*entry) for entry in words.known))
    )
    return np.asarray(
        np.bincount(words.owner, cued, count).astype(bool) & np.bincount(words.owner, meant, count).astype(bool), dtype=np.bool_
    )


def _parts(setting: Setting, *, category: bool) -> Iterator[Setting]:
    """Yield a text, and what is set apart in it by dashes, brackets, colons or numbers, each to be read like a cell of its own."""
    yield setting
    if category or not setting.sentence:
        return
    low = 0
    for i in range(len(setting.tokens)):
        if i == len(setting.tokens) - 1 or (_APART.search(setting.gap(i)) and not {i, i + 1} <= setting.covered):  # not in pro-rata
            words = setting.tokens[low : i + 1]
            if 1 < len(words) <= SHORT_CELL and len(words) < len(setting.tokens) and _may_be_a_name(words):
                yield Setting.of(setting.joined, words)
            low = i + 1


def _may_be_a_name(words: Sequence[Token]) -> bool:
    """Return whether all words are written alike, and one of them is a name and no other a small word or one of the trade."""
    cases = {word.case for word in words if word.sort != Sort.PARTICLE and len(word.word) > 1}
    return len(cases) == 1 and any(_weight(word.word, word.sort, word.case, word.learnt) >= _PAIR for word in words)


def _initials(words: Words) -> Iterator[tuple[int, Span]]:
    for start, end in initials_in(words.joined):
        number = int(np.searchsorted(words.begins, start, side="right")) - 1
        base = int(words.begins[number])
        yield number, Span(start - base, end - base, "PERSON", _WEAK, "initials of a person")


def _tokens(words: Words, known: Sequence[tuple[str, Sort, Case, bool]], odds: Floats, piece: slice) -> list[Token]:
    """Return the words of one text."""
    columns = (values[piece].tolist() for values in (words.starts, words.ends, words.number, odds))
    return [Token(start, end, *known[int(number)], likely) for start, end, number, likely in zip(*columns, strict=True)]


def _weight(word: str, sort: Sort, case: Case, learnt: bool) -> int:  # noqa: FBT001 - a field of the token
    """Return what a word adds to the chance of a name in its text."""
    if learnt or sort >= Sort.UNKNOWN or sort == Sort.TITLE:
        return _TELLING
    if case != Case.LOWER and (sort == Sort.BOTH or word in lexicon.listed("spoken")):
        return _TELLING
    if sort >= Sort.PAYROLL or is_syllable(word):
        return _PAIR
    return int(sort == Sort.INITIAL and case != Case.LOWER)


def _names(setting: Setting, test: Callable[[Setting, int], bool]) -> Iterator[tuple[int, int, float]]:
    done = -1
    for i, token in enumerate(setting.tokens):
        if i > done and _may_begin(token) and test(setting, i):
            first, done = _grow(setting, i, done)
            yield _extent(setting, first, done)


def _may_begin(token: Token) -> bool:
    """Return whether a word needs a closer look: most words of a note are small and everyday."""
    return token.case != Case.LOWER or token.sort >= Sort.PAYROLL or token.learnt or token.odds > LIKELY or is_syllable(token.word)


def _grow(setting: Setting, seed: int, done: int) -> tuple[int, int]:
    """Return the first and last word of the name around a seed, after word ``done``."""
    tokens = setting.tokens
    first = last = seed
    while first - 1 > done and setting.linked(first - 1) and _belongs(setting, tokens[first - 1], first - 1):
        first -= 1
    while last + 1 < len(tokens) and setting.linked(last) and _belongs(setting, tokens[last + 1], last + 1):
        last += 1
    while first < seed and setting.sentence and tokens[first].sort == Sort.PARTICLE and tokens[first].case == Case.LOWER:
        first += 1
    while last > seed and tokens[last].sort == Sort.PARTICLE and not _is_surname(tokens[last], sentence=setting.sentence):
        last -= 1
    return first, last


def _is_surname(particle: Token, *, sentence: bool) -> bool:
    """Return whether a particle at the end of a name is its surname: ``Thanh Truc Le``."""
    return not (particle.case == Case.LOWER and sentence) and (particle.word in lexicon.names() or is_syllable(particle.word))


def _belongs(setting: Setting, token: Token, i: int) -> bool:
    """Return whether a word next to a name is part of it."""
    if i in setting.covered or setting.touches_digit(token):
        return False
    small = token.case == Case.LOWER
    if token.sort in {Sort.UNKNOWN, Sort.BOTH} or is_syllable(token.word):
        return token.learnt or not (small and setting.sentence)
    if token.sort in {Sort.PAYROLL, Sort.WORD}:
        return _completes(setting, token, i)
    if token.sort == Sort.INITIAL:
        return not small
    if token.sort == Sort.PARTICLE:
        return token.case != Case.CAPITALS or any(
            other.case == Case.CAPITALS for other in setting.tokens[i + 1 : i + 2]
        )  # DE SOUZA, not NI
    return token.sort == Sort.NAME


def _completes(setting: Setting, token: Token, i: int) -> bool:
    """Return whether an everyday word is the rest of a name: ``Memory Zvobgo`` alone in a cell, not ``Smith Ward closed``."""
    if token.case == Case.LOWER:
        return False
    if setting.sentence and _is_beside_name(setting, token, i):
        return True
    if setting.sentence or len(setting.tokens) > SHORT_CELL:
        return False
    if token.sort == Sort.PAYROLL:
        return len(setting.tokens) <= _PAIR or any(other.sort in {Sort.TITLE, Sort.INITIAL} for other in setting.tokens)
    if token.word in lexicon.places():
        return len(setting.tokens) == _PAIR and any(other.sort == Sort.NAME for other in setting.tokens)  # Lofthouse, Barnaby
    return token.word not in lexicon.vocabulary() and token.word not in lexicon.listed("organisation")


def _is_beside_name(setting: Setting, token: Token, i: int) -> bool:
    """Return whether an everyday word in a sentence is a surname behind a given name, or a given name before a surname."""
    if token.word in lexicon.listed("organisation") or token.word in lexicon.listed("calendar"):
        return False
    before, after = setting.tokens[max(i - 1, 0)], setting.tokens[min(i + 1, len(setting.tokens) - 1)]
    if before.sort == Sort.NAME and setting.gap(i - 1) == " ":
        return token.sort == Sort.PAYROLL or (token.word in lexicon.places() and before.case != Case.LOWER)
    if after is token or setting.gap(i) != " " or after.sort not in {Sort.NAME, Sort.PARTICLE}:
        return False
    if after.case == Case.LOWER and after.sort == Sort.NAME:
        return False
    return token.sort == Sort.PAYROLL or (setting.is_inside(i) and token.word not in lexicon.vocabulary())


def _extent(setting: Setting, first: int, last: int) -> tuple[int, int, float]:
    """Return where a name begins and ends, without a possessive, and how sure it is."""
    name = setting.tokens[first : last + 1]
    start, end = name[0].start, name[-1].end
    if fold(setting.joined[end - 2 : end]) == "'s":
        end -= 2
    sorts = {token.sort for token in name}
    if Sort.NAME in sorts or any(token.learnt for token in name):
        return start, end, _SURE
    return start, end, _SCORE if Sort.UNKNOWN in sorts else _WEAK
