"""Which words of a text are surely part of a person's name where they stand."""

from __future__ import annotations

import re

from payscrub.detect import lexicon
from payscrub.detect.people import Sort
from payscrub.detect.tokens import COMMAS, Case, Setting, Token

SHORT_CELL = 4  # words; longer texts are no bare name
_STOP = re.compile(r"[.!?:;\n\r\x1e\-(\"\u201c/|>]\s*$|^\s*$")
_VOWEL = re.compile("[aeiouy]")
_TITLES_OF_ANYBODY = frozenset({"mr", "mrs", "miss", "ms", "mx"})
_TITLES_NO_WORDS = _TITLES_OF_ANYBODY - {"miss"}  # a verb too
_LEAST_LOWER, _LEAST_MIXED, _LEAST_CAPITALS, _LEAST_ACRONYM, _LEAST_CONSONANTS = 4, 2, 4, 6, 3


def is_seed(setting: Setting, i: int) -> bool:
    """Return whether word ``i`` of a free text is surely part of a name."""
    token = setting.tokens[i]
    if _after_title(setting, i) or _before_title(setting, i):
        return True
    if i in setting.covered or _is_saint(setting, i):
        return False
    if token.learnt and _is_learnt_name(setting, i):
        return True
    if token.sort in {Sort.NAME, Sort.UNKNOWN}:
        return _is_named(setting, token) if token.sort == Sort.NAME else _is_strange(setting, token)
    if token.case == Case.LOWER and (setting.sentence or len(setting.tokens) > SHORT_CELL):
        return False
    return _is_weak_pair(setting, i) or (token.sort == Sort.BOTH and _stands_out(setting, i))


def is_seed_in_category(setting: Setting, i: int) -> bool:
    """Return whether word ``i`` is a name even in a column of departments: titled, or one of two learnt words."""
    token = setting.tokens[i]
    if _after_title(setting, i) and token.sort >= Sort.BOTH:
        return True
    if not token.learnt or token.sort < Sort.BOTH or token.case == Case.LOWER or i in setting.covered:
        return False
    return any(other.learnt or (other.sort == Sort.INITIAL and token.sort == Sort.NAME) for _, other in setting.beside(i))


def _after_title(setting: Setting, i: int) -> bool:
    if not setting.linked(i - 1):
        return False
    title, token = setting.tokens[i - 1], setting.tokens[i]
    if title.sort != Sort.TITLE or token.sort == Sort.TITLE:
        return False
    if token.case == Case.LOWER and token.sort < Sort.UNKNOWN:
        return token.sort >= Sort.PAYROLL and title.word in _TITLES_NO_WORDS
    return token.sort >= Sort.PAYROLL or (title.word in _TITLES_OF_ANYBODY and len(token.word) > 1 and not setting.capitals)


def _before_title(setting: Setting, i: int) -> bool:
    """Return whether a word is the surname in ``Baker, Mrs. Anna Rose``."""
    token, after = setting.tokens[i], setting.tokens[i + 1 : i + 2]
    if not after or token.case == Case.LOWER or token.sort < Sort.PAYROLL:
        return False
    return after[0].sort == Sort.TITLE and setting.gap(i) in COMMAS


def _is_saint(setting: Setting, i: int) -> bool:
    """Return whether a word names a hospital, school or church: ``St James's``, ``St Thomas' Hospital``."""
    token, after = setting.tokens[i], setting.tokens[i + 1 : i + 2]
    if i == 0 or setting.tokens[i - 1].word not in {"st", "saint"} or token.learnt:
        return False
    ending = setting.joined[token.end - 2 : token.end + 1].lower().replace("\u2019", "'").rstrip()
    return ending.endswith(("'s", "s'")) or any(other.word in lexicon.listed("organisation") for other in after)


def _is_learnt_name(setting: Setting, i: int) -> bool:
    """Return whether a learnt word is meant as a name: an everyday word only with a capital, in a sentence or beside another one."""
    token = setting.tokens[i]
    if token.sort >= Sort.UNKNOWN:
        return True
    if token.case == Case.LOWER:
        return False
    return token.sort == Sort.BOTH or _stands_out(setting, i) or any(other.learnt for _, other in setting.beside(i))


def _is_named(setting: Setting, token: Token) -> bool:
    return token.case != Case.LOWER or len(token.word) >= _LEAST_LOWER or not setting.sentence


def _is_strange(setting: Setting, token: Token) -> bool:
    """Return whether an unknown word reads as a name and not as a code or an acronym."""
    if setting.touches_digit(token):
        return False
    if "_" in setting.around(token) or not _VOWEL.search(token.word):
        return token.case == Case.CAPITAL and len(token.word) >= _LEAST_CONSONANTS
    if token.case == Case.CAPITALS:
        return len(token.word) >= (_LEAST_CAPITALS if setting.capitals else _LEAST_ACRONYM)
    return token.case != Case.MIXED and len(token.word) >= (_LEAST_LOWER if token.case == Case.LOWER else _LEAST_MIXED)


def _stands_out(setting: Setting, i: int) -> bool:
    """Return whether a word has a capital that its place in a sentence does not explain."""
    token = setting.tokens[i]
    before = setting.joined[max(0, token.start - 4) : token.start]
    return setting.sentence and token.case == Case.CAPITAL and i > 0 and not _STOP.search(before)


def _is_weak_pair(setting: Setting, i: int) -> bool:
    """Return whether a word that is also a name stands beside an initial, or a given name beside another name."""
    if setting.tokens[i].sort < Sort.PAYROLL:
        return False
    return any(_pairs(setting, i, j) for j, _ in setting.beside(i) if j not in setting.covered)


def _pairs(setting: Setting, i: int, j: int) -> bool:
    token, other = setting.tokens[i], setting.tokens[j]
    if other.case == Case.LOWER and setting.sentence:
        return False
    if other.sort == Sort.INITIAL:
        titled = j > 0 and setting.tokens[j - 1].sort == Sort.TITLE
        return other.case != Case.LOWER and (other.word != "a" or titled) and (token.sort == Sort.BOTH or j < i)
    if other.sort < Sort.PAYROLL:
        return False
    first, second = (token, other) if i < j else (other, token)
    comma = setting.gap(min(i, j)) in COMMAS
    if (comma or setting.sentence) and {first.word, second.word} <= lexicon.listed("calendar"):
        return False
    given = second if comma else first
    return given.word in lexicon.given() or given.sort >= Sort.UNKNOWN
