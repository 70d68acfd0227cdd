"""Words that only their place in a sentence makes names: who is told, what only people do, who is named in one breath with somebody.

Every rule asks for a capital that a word of the trade, a day or an institution would not explain; the rest is where the word stands:
``rang Swift twice``, ``Cross on unpaid leave``, ``Lamb's husband``, ``Wonder, Mpho and Trust``. Behind a verb of telling a given name
needs no capital (``rang jock again``).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from payscrub.detect import lexicon
from payscrub.detect.people import Sort
from payscrub.detect.tokens import COMMAS, Case, Setting, Token

_SECTIONS = ("told", "told to", "former", "kin", "deeds", "absences")
_TOWARDS = frozenset({"to", "with", "from", "for", "of"})
_PREPOSITIONS = _TOWARDS | {"by", "re"}
_AWAY = frozenset({"on", "off", "back", "returned", "returns", "returning", "started", "starts", "began", "begins", "went"})
_AUXILIARY = frozenset({"is", "was", "has", "had", "have", "now", "still", "currently", "just", "also"})
_NO_PLACE_OF_A_NAME = ("organisation", "calendar", "small", "nobody")
_AND = frozenset({"and", "or"})
_SIGNS = frozenset({"&", " & ", "/", " / ", "+", " + "})
_NEAR = frozenset({" ", ": ", ", ", ":", "  ", " (", ". ", ""})
_SHORTEST, _REACH = 2, 3  # letters; words


@cache
def cues() -> frozenset[str]:
    """Return the words beside which another one is looked at, whatever it is."""
    return frozenset().union(*map(lexicon.listed, _SECTIONS))


def may_be_mentioned(word: str, sort: Sort, case: Case) -> bool:
    """Return whether a word, written so, can be a name at all beside one of the cues."""
    token = Token(0, 0, word, sort, case, learnt=False, odds=0.0)
    return len(word) >= _SHORTEST and (_is_given(token) if case == Case.LOWER else case != Case.MIXED and _is_plausible(token))


def is_mentioned(setting: Setting, i: int) -> bool:
    """Return whether a word is a name because of the words around it."""
    token = setting.tokens[i]
    if len(token.word) < _SHORTEST or setting.touches_digit(token) or token.case == Case.MIXED:
        return False
    if token.case == Case.LOWER:
        return _is_told(setting, i) and _is_given(token)
    return any(rule(setting, i) for rule in _SURE) or (_may_stand_out(setting, i) and any(rule(setting, i) for rule in _LIKELY))


def _may_stand_out(setting: Setting, i: int) -> bool:
    """Return whether a word with a capital is no acronym, none of the trade and not the beginning of a phrase."""
    token = setting.tokens[i]
    acronym = token.case == Case.CAPITALS and not (_is_rather_a_name(token) and (not i or setting.gap(i - 1) in _NEAR))
    return not acronym and _is_plausible(token) and not _begins_phrase(setting, i)


def _is_given(token: Token) -> bool:
    """Return whether a word in small letters is a given name more than anything else."""
    known = token.sort in {Sort.UNKNOWN, Sort.BOTH} or token.word in lexicon.listed("syllables") or token.word in lexicon.listed("spoken")
    return known and token.word not in lexicon.listed("nobody") and (token.sort == Sort.UNKNOWN or token.word in lexicon.given())


def _is_rather_a_name(token: Token) -> bool:
    short = token.case == Case.CAPITAL and token.word in lexicon.listed("syllables")
    return token.sort >= Sort.BOTH or short or token.word in lexicon.listed("spoken")


def _is_plausible(token: Token) -> bool:
    """Return whether a word can be somebody's name: none of the trade, unless it is rather a surname (``Cross``), and no place."""
    word = token.word
    if any(word in lexicon.listed(section) for section in _NO_PLACE_OF_A_NAME):
        return False
    if word in lexicon.listed("syllables") and token.case == Case.CAPITAL:
        return True
    if token.sort == Sort.PAYROLL:
        return word in lexicon.listed("spoken") or word not in lexicon.vocabulary()
    return token.sort >= Sort.BOTH or not (word in lexicon.vocabulary() or word in lexicon.places())


def _begins_phrase(setting: Setting, i: int) -> bool:
    """Return whether another word with a capital follows that is no name, as in ``Black Friday``."""
    if not (setting.linked(i) and setting.gap(i) == " "):
        return False
    after = setting.tokens[i + 1]
    return after.case != Case.LOWER and after.sort <= Sort.PAYROLL and after.sort != Sort.INITIAL and not setting.capitals


def _was_called(setting: Setting, i: int) -> bool:
    """Return whether a former or another name is given: ``Price née To``, ``Wing Zhu (was Sit)``."""
    before = setting.tokens[i - 1] if i and setting.gap(i - 1) in _NEAR else None
    if before is None:
        return False
    bracket = setting.joined[max(0, before.start - 1) : before.start] == "("
    return before.word in lexicon.listed("former") or (bracket and before.word in {"was", "now"})


def _is_told(setting: Setting, i: int) -> bool:
    """Return whether a word stands behind a verb of telling, or behind one of paying and a preposition."""
    if not i or setting.gap(i - 1) not in _NEAR:
        return False
    before = setting.tokens[i - 1]
    if before.word in lexicon.listed("told") and (before.case == Case.LOWER or setting.capitals or not setting.is_inside(i - 1)):
        return True
    further = setting.tokens[i - 2] if i > 1 and setting.gap(i - 2) in _NEAR else None
    return before.word in _TOWARDS and further is not None and further.word in lexicon.listed("told to")


def _is_meant(setting: Setting, i: int) -> bool:
    """Return whether a word that is rather a name stands behind a preposition: ``AEO for BLACK``, ``Refer to Waters``."""
    if not i or setting.gap(i - 1) not in {" ", ": "}:
        return False
    return setting.tokens[i - 1].word in _PREPOSITIONS and _is_rather_a_name(setting.tokens[i])


def _does_what_people_do(setting: Setting, i: int) -> bool:
    """Return whether only a person does what follows: ``Swift on unpaid leave``, ``Cross has rung``."""
    after = setting.tokens[i + 1 : i + 2 + _REACH]
    if not after or setting.gap(i) not in _NEAR:
        return False
    after = after[1:] if after[0].word in _AUXILIARY and len(after) > 1 else after
    if after[0].word in lexicon.listed("deeds"):
        return after[0].case == Case.LOWER
    return after[0].word in _AWAY and any(word.word in lexicon.listed("absences") for word in after)


def _is_related(setting: Setting, i: int) -> bool:
    """Return whether somebody is a word's husband, mother or solicitor: ``Wing's husband``."""
    token, after = setting.tokens[i], setting.tokens[i + 1 : i + 2]
    own = setting.joined[token.start : token.end].endswith(("'s", "\u2019s", "s'", "s\u2019"))
    nobody = token.word in lexicon.listed("calendar") or token.word in {"it", "that", "what", "who", "here", "there", "let"}
    return own and not nobody and bool(after) and after[0].word in lexicon.listed("kin")


def _is_parallel(setting: Setting, i: int) -> bool:
    """Return whether a name stands elsewhere in the text before the same small word: ``Euros to nights, Dylan to days``."""
    after = setting.tokens[i + 1 : i + 2]
    if not after or after[0].case != Case.LOWER or after[0].word not in _PREPOSITIONS or setting.gap(i) != " ":
        return False
    pairs = zip(setting.tokens, setting.tokens[1:], strict=False)
    return any(first is not setting.tokens[i] and _is_name(first) and second.word == after[0].word for first, second in pairs)


def _is_named_with(setting: Setting, i: int) -> bool:
    """Return whether a name stands before or behind a word in an enumeration that an ``and`` ends."""
    return any(_is_name(setting.tokens[j]) for step in (1, -1) for j in _next(setting, i, step))


def _next(setting: Setting, i: int, step: int) -> Iterator[int]:
    """Yield the number of the nearest word of the next item of an enumeration, if there is one."""
    j, beyond = i + step, i + 2 * step
    if not 0 <= j < len(setting.tokens):
        return
    gap = setting.gap(min(i, j))
    listed = gap in COMMAS and any(token.word in _AND for token in setting.tokens[max(0, i - _REACH) : i + _REACH + 1])
    if gap in _SIGNS or listed:
        yield j
    elif setting.tokens[j].word in _AND and gap == " " and 0 <= beyond < len(setting.tokens):
        yield beyond


def _is_name(token: Token) -> bool:
    return token.case == Case.CAPITAL and (token.sort >= Sort.UNKNOWN or token.learnt) and len(token.word) > _SHORTEST


_SURE = (_was_called, _is_related)
_LIKELY = (_is_told, _is_meant, _does_what_people_do, _is_parallel, _is_named_with)
