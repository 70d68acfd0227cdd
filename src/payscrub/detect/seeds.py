"""Which words of a text are surely part of a person's name where they stand."""

from __future__ import annotations

import re

from payscrub.detect import lexicon
from payscrub.detect.mentions import is_mentioned
from payscrub.detect.people import Sort, is_listed
from payscrub.detect.tokens import COMMAS, SHORT_CELL, Case, Setting, Token

_LATIN = re.compile("[a-z\u00df-\u024f\u1e00-\u1eff]")
_IN_A_RUN = frozenset({" ", "'", "\u2019", "-", "' ", "\u2019 "})
_VOWEL = re.compile("[aeiouy]")
_DAY_BEFORE = re.compile(r"\d(?:st|nd|rd|th)?[ \-/](?:of )?$", re.IGNORECASE)
_YEAR_BEHIND = re.compile(r"[ \-/]'?\d\d")
_DAY_AND_MORE = len("1st of ")
_PAIR, _SYLLABLES, _LONGEST_INSTITUTION = 2, 3, 8  # words
_SURNAME_PARTICLES = frozenset({"le", "la"})
_ARTICLES = frozenset({"a", "i", "x"})
_BLANKS = frozenset({" ", ". ", "."})
LIKELY = 0.5  # log-odds: the cut that kept precision on notes that were not trained on (docs/detection.md)
_TITLES_OF_ANYBODY = frozenset({"mr", "mrs", "miss", "ms", "mx"})
_TITLES_NO_WORDS = _TITLES_OF_ANYBODY - {"miss"}  # a verb too
_LEADS = frozenset({"by", "cc", "dear", "attn", "signed", "regards", "contact", "ask", "ring", "tell", "told", "spoke", "nee", "aka"})
_LEAST_LOWER, _LEAST_MIXED, _LEAST_CAPITALS, _LEAST_ACRONYM, _LEAST_CONSONANTS = 4, 2, 4, 5, 3


def is_seed(setting: Setting, i: int) -> bool:
    """Return whether word ``i`` of a free text is surely part of a name."""
    token = setting.tokens[i]
    if _after_title(setting, i) or _before_title(setting, i):
        return True
    if i in setting.covered or _is_saint(setting, i) or (token.sort >= Sort.PAYROLL and _is_institution(setting, i)):
        return False
    if (token.learnt and _is_learnt_name(setting, i)) or _is_led_to(setting, i) or is_mentioned(setting, i):
        return True
    if token.sort in {Sort.NAME, Sort.UNKNOWN}:
        sure = (_is_named(setting, token) and not _is_coded(setting, i)) if token.sort == Sort.NAME else _is_strange(setting, i)
        return sure or (token.sort == Sort.UNKNOWN and _is_weak_pair(setting, i)) or _is_likely(setting, i)
    if token.case == Case.LOWER and (setting.sentence or len(setting.tokens) > SHORT_CELL):
        return False
    return _is_weak_pair(setting, i) or (token.sort == Sort.BOTH and _stands_out(setting, i)) or _is_likely(setting, i)


def is_seed_in_category(setting: Setting, i: int) -> bool:
    """Return whether word ``i`` is a name even in a column of departments: titled, learnt, or typed there by mistake."""
    token = setting.tokens[i]
    if token.sort >= Sort.BOTH and _after_title(setting, i):
        return True
    if i in setting.covered or token.sort < Sort.PAYROLL or setting.touches_digit(token):
        return False
    return _is_learnt_in_category(setting, i) or _is_foreign(token.word) or _is_stray(setting, i)


def _is_stray(setting: Setting, i: int) -> bool:
    """Return whether a word is part of a full name, or of a remark about somebody, that was typed among categories."""
    if _names_an_institution(setting, i):
        return False
    if _is_remark(setting):
        return is_seed(setting, i)
    return len(setting.tokens) <= SHORT_CELL and any(_is_full_name(setting, i, j) for j, _ in setting.beside(i) if j not in setting.covered)


def _is_foreign(word: str) -> bool:
    """Return whether a word is written in another alphabet, as no department of a British employer is."""
    return not _LATIN.match(word)


def _is_institution(setting: Setting, i: int) -> bool:
    """Return whether a cell is the name of a school or firm: it ends in a word that nobody is called (``Westgate Shopping Centre``).

    A known name (word ``i``) must stand first and alone before such words: ``Harris Building``.
    """
    last = setting.tokens[-1]
    if setting.sentence or not _PAIR <= len(setting.tokens) <= _LONGEST_INSTITUTION or last.case == Case.LOWER:
        return False
    people = any(token.sort in {Sort.INITIAL, Sort.TITLE} or token.learnt for token in setting.tokens)
    if setting.tokens[i].sort != Sort.UNKNOWN and (i or any(token.sort > Sort.PAYROLL for token in setting.tokens[1:])):
        return False
    return last.word in lexicon.listed("organisation") and last.word not in lexicon.names() and last.sort < Sort.UNKNOWN and not people


def _names_an_institution(setting: Setting, i: int) -> bool:
    """Return whether a word stands in a run of words that one of an institution belongs to: ``Mary Seacole Ward``."""
    low = high = i
    while low > 0 and setting.gap(low - 1) in _IN_A_RUN:
        low -= 1
    while high + 1 < len(setting.tokens) and setting.gap(high) in _IN_A_RUN:
        high += 1
    return any(token.word in lexicon.listed("organisation") for token in setting.tokens[low : high + 1])


def _is_learnt_in_category(setting: Setting, i: int) -> bool:
    token = setting.tokens[i]
    known = token.learnt and token.sort >= Sort.BOTH and token.case != Case.LOWER
    if known and token.sort >= Sort.UNKNOWN and not _names_an_institution(setting, i):
        return True
    return known and any(other.learnt or (other.sort == Sort.INITIAL and token.sort == Sort.NAME) for _, other in setting.beside(i))


def _is_remark(setting: Setting) -> bool:
    """Return whether somebody wrote a sentence where a category belongs: a small word that no department or job has."""
    known = (lexicon.vocabulary(), lexicon.places(), lexicon.listed("small"))
    return any(
        token.case == Case.LOWER and token.sort == Sort.WORD and not any(token.word in words for words in known) for token in setting.tokens
    )


def _is_full_name(setting: Setting, i: int, j: int) -> bool:
    """Return whether a word and its neighbour are a surname and a forename or initial, though neither was seen elsewhere."""
    token, other = setting.tokens[i], setting.tokens[j]
    if "&" in setting.gap(min(i, j)):
        return False  # a firm
    if Sort.NAME not in {token.sort, other.sort} or (Case.LOWER in {token.case, other.case} and len(setting.tokens) > _PAIR):
        return False
    if Sort.INITIAL in {token.sort, other.sort}:
        return Case.LOWER not in {token.case, other.case}
    if token.sort == other.sort:
        return True
    first = setting.tokens[min(i, j)]
    given = first.sort == Sort.NAME or first.word in lexicon.given() or setting.gap(min(i, j)) in COMMAS
    weak = min(token.sort, other.sort)
    return given and (weak == Sort.UNKNOWN or (weak in {Sort.BOTH, Sort.PAYROLL} and len(setting.tokens) == _PAIR))


def _after_title(setting: Setting, i: int) -> bool:
    first, token = i - 1, setting.tokens[i]
    while setting.linked(first) and setting.tokens[first].sort == Sort.INITIAL:
        first -= 1  # Mrs A B Price
    if not (setting.linked(first) and setting.linked(i - 1)):
        return False
    title = setting.tokens[first]
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
    if token.word in lexicon.listed("nobody"):
        alone = not setting.sentence and token.case != Case.LOWER and setting.joined[token.end : token.end + 1] != ":"
        return alone and any(other.learnt for _, other in setting.beside(i))  # To
    if token.sort >= Sort.UNKNOWN or not is_listed(token.word):
        return True
    if token.case == Case.LOWER or (token.word in lexicon.listed("calendar") and _is_dated(setting, token)):
        return False
    return token.sort == Sort.BOTH or _stands_out(setting, i) or any(other.learnt for _, other in setting.beside(i))


def _is_dated(setting: Setting, token: Token) -> bool:
    """Return whether a day or a year stands beside a word: ``1 April``, ``3rd of May``, ``June 2025``."""
    before, after = setting.joined[max(0, token.start - _DAY_AND_MORE) : token.start], setting.joined[token.end : token.end + len(" 2025")]
    return bool(_DAY_BEFORE.search(before) or _YEAR_BEHIND.match(after))


def _is_named(setting: Setting, token: Token) -> bool:
    return token.case != Case.LOWER or len(token.word) >= _LEAST_LOWER or not setting.sentence


def _is_coded(setting: Setting, i: int) -> bool:
    """Return whether a few capitals are joined to a piece with a digit: ``NUR-B5``."""
    token = setting.tokens[i]
    short = token.case == Case.CAPITALS and len(token.word) < _LEAST_CAPITALS
    return short and any(setting.touches_digit(other) for _, other in setting.beside(i))


def _is_strange(setting: Setting, i: int) -> bool:
    """Return whether an unknown word reads as a name and not as a code or an acronym."""
    token = setting.tokens[i]
    if setting.touches_digit(token):
        return False
    if "_" in setting.around(token) or not _VOWEL.search(token.word):
        least = {Case.CAPITAL: _LEAST_CONSONANTS, Case.CAPITALS: _LEAST_ACRONYM}.get(token.case)
        return least is not None and len(token.word) >= least
    if token.case == Case.CAPITALS:
        least = _LEAST_CAPITALS if setting.capitals else _LEAST_ACRONYM
        before = setting.tokens[i - 1] if setting.linked(i - 1) else None
        behind_particle = before is not None and before.sort == Sort.PARTICLE and before.case == Case.CAPITALS  # VAN WYK
        return len(token.word) >= least - behind_particle
    return token.case != Case.MIXED and len(token.word) >= (_LEAST_LOWER if token.case == Case.LOWER else _LEAST_MIXED)


def _is_likely(setting: Setting, i: int) -> bool:
    """Return whether the word model takes a word for a name where no rule does: ``Loan to Tram of 300``."""
    token = setting.tokens[i]
    if token.odds <= LIKELY or setting.touches_digit(token) or "_" in setting.around(token):
        return False
    if token.case == Case.MIXED or (token.case == Case.CAPITALS and len(token.word) < _LEAST_CAPITALS):
        return False  # a code or an acronym
    if token.sort > Sort.PAYROLL:
        return True
    known = (lexicon.listed("organisation"), lexicon.listed("calendar"), *([lexicon.vocabulary()] if token.sort == Sort.WORD else []))
    capital = _stands_out(setting, i) and token.sort in {Sort.PAYROLL, Sort.WORD}  # NINO is no Italian
    return capital and not any(token.word in words for words in known)


def _is_led_to(setting: Setting, i: int) -> bool:
    """Return whether a word that can be a name stands behind one that people are named after: ``checked by Grant``."""
    token, leads = setting.tokens[i], setting.tokens[max(0, i - 1) : i]
    if token.sort < Sort.BOTH or token.case not in {Case.CAPITAL, Case.CAPITALS} or len(setting.tokens) <= SHORT_CELL:
        return False
    return any(lead.case == Case.LOWER and lead.word in _LEADS and setting.gap(i - 1).isspace() for lead in leads)


def _stands_out(setting: Setting, i: int) -> bool:
    """Return whether a word has a capital that its place in a sentence does not explain."""
    return setting.sentence and setting.tokens[i].case == Case.CAPITAL and setting.is_inside(i)


def _is_weak_pair(setting: Setting, i: int) -> bool:
    """Return whether a word that is also a name stands beside an initial, or a given name beside another name."""
    if _is_initialled(setting, i) or _is_syllabic(setting):
        return True
    if setting.tokens[i].sort < Sort.PAYROLL:
        return False
    return any(_pairs(setting, i, j) for j, _ in setting.beside(i) if j not in setting.covered)


def _pairs(setting: Setting, i: int, j: int) -> bool:
    token, other = setting.tokens[i], setting.tokens[j]
    if setting.sentence and (other.case == Case.LOWER or setting.gap(min(i, j)) == " - "):
        return False
    if other.sort == Sort.INITIAL and setting.touches_digit(other):
        return False  # NUR-B5
    if other.sort == Sort.INITIAL:
        titled = j > 0 and setting.tokens[j - 1].sort == Sort.TITLE
        return other.case != Case.LOWER and (other.word != "a" or titled) and (token.sort in {Sort.BOTH, Sort.UNKNOWN} or j < i)
    if other.sort < Sort.PAYROLL:
        return False
    first, second = (token, other) if i < j else (other, token)
    comma = setting.gap(min(i, j)) in COMMAS
    if (comma or setting.sentence) and {first.word, second.word} <= lexicon.listed("calendar"):
        return False
    given = second if comma else first
    turned = not setting.sentence and first.sort == Sort.BOTH and second.word in lexicon.given()  # Farthing Jordan
    return given.word in lexicon.given() or given.sort >= Sort.UNKNOWN or turned


def _is_syllabic(setting: Setting) -> bool:
    """Return whether a cell is two or three syllables of East Asian names, one of them a known name: ``Lo Kit``, ``LE HOA``."""
    words = [token.word for token in setting.tokens]
    if not _PAIR <= len(words) <= _SYLLABLES or setting.sentence or not all(setting.linked(i) for i in range(len(words) - 1)):
        return False
    return all(map(is_syllable, words)) and any(word in lexicon.names() for word in words)


def is_syllable(word: str) -> bool:
    """Return whether a word is a syllable of East Asian names that is also an everyday word or a particle."""
    return word in lexicon.listed("syllables") or word in _SURNAME_PARTICLES


def _is_initialled(setting: Setting, i: int) -> bool:
    """Return whether a cell is nothing but an initial and a word, in any order, which a name of everyday words is too (``T Hove``)."""
    if len(setting.tokens) != _PAIR or setting.sentence or not setting.linked(0):
        return False
    token, other = setting.tokens[i], setting.tokens[1 - i]
    if setting.touches_digit(token) or setting.touches_digit(other):
        return False  # NUR-B5
    if other.sort != Sort.INITIAL or other.case == Case.LOWER or other.word in _ARTICLES or setting.gap(0) not in _BLANKS:
        return False
    spoken = token.sort == Sort.WORD and (i == 0 or token.word in lexicon.vocabulary()) and not is_syllable(token.word)
    return token.case != Case.LOWER and token.sort != Sort.INITIAL and not spoken
