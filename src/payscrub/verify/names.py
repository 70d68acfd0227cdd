"""The blunt rule for names in text: what is capitalised or unknown, and neither ordinary nor invented, is suspect.

How blunt depends on where the text stands: in notes an unknown capitalised word is enough, in a column of wards or jobs
a title or a given name with a family name is needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import Final

from payscrub.verify import name_patterns as pattern
from payscrub.verify.lexicon import BOTH, INVENTED, NAME, PLAIN, UNKNOWN, is_trade, kind_of, lexicon
from payscrub.verify.reserved import is_invented_name
from payscrub.verify.standing import TITLES

_REDACTED: Final = "REDACTED"


class Where(IntEnum):
    """How readily a text is suspected, from hardly to at once."""

    TECHNICAL = 0  # an attribute, a place that holds settings
    ORGANISATION = 1  # a column of wards, sites, schemes, jobs
    HEAD = 2  # a title of a column
    LABEL = 3  # a cell outside of tables
    QUOTED = 4  # outside of the cells: a tab, a literal in a formula, an item of a list, an attribute
    FREE = 5  # notes, comments, headers: text that somebody typed


_ACRONYM: Final = 3  # letters; shorter capitals are no evidence
_LONG_ACRONYM: Final = 5
_PAIR: Final = 2
_SHORTEST_LOGIN: Final = 5  # letters before the last
_LONGEST_CODE: Final = 6  # letters
_PHRASE: Final = 4  # words; more are no full name
_REASONS = {
    "title": "A title (Mr, Dr) stands before a word that is not an invented name.",
    "list": "A word is a known surname or forename, and not an ordinary word.",
    "words": "Two words that can both be names stand by themselves.",
    "initials": "Initials stand beside a word that is not an invented name.",
    "comma": "It is written like a surname, a comma and a forename.",
    "mention": "A word that can be a name is capitalised inside a sentence.",
    "unknown": "A word with a capital is in no list of ordinary words and is not an invented name.",
    "stray": "Among departments, jobs or codes stands a word that is a name and not an ordinary word.",
    "foreign": "A word in another alphabet can be a name.",
    "code": "A code of letters and digits holds a known surname or forename, as logins and names of computers do.",
    "login": "A word in small letters looks like a login: an initial and a name in one.",
}


@dataclass(frozen=True, slots=True, repr=False)
class _Seen:
    """A text with its words, what each is, and where it stands."""

    text: str
    words: list[str]
    kinds: list[str]
    where: Where
    left_out: bool  # some of its words belong to a known phrase


def suspicion(text: str, where: Where) -> str:
    """Return in plain English why ``text`` seems to hold a person's name, or nothing."""
    if where != Where.TECHNICAL and any(_titled_name(match, shouted=text.isupper()) for match in pattern.TITLED.finditer(text)):
        return _REASONS["title"]
    text = outside_organisations(text)
    if where == Where.QUOTED:
        text = pattern.PIECE.sub(_apart, text.replace("_", " "))
    words = pattern.WORD.findall(pattern.CODE.sub(" ", text) if any(char.isdigit() for char in text) else text)
    kinds = [kind_of(word) for word in words]
    if where >= Where.HEAD and any(map(_coded_name, pattern.CODED.findall(text))):
        return _REASONS["code"]
    if all(kind in (PLAIN, INVENTED) for kind in kinds):
        return ""
    others, rest = _without_phrases(words, kinds)
    seen = _Seen(text, others, rest, where, len(others) < len(words))
    return next((_REASONS[name] for name, rule in _RULES if rule(seen)), "")


def _apart(piece: re.Match[str]) -> str:
    """Return the words that are run together in an identifier, each by itself."""
    return piece[0] if is_invented_name(piece[0]) else pattern.CAMEL.sub(" ", piece[0])


def outside_organisations(text: str) -> str:
    """Return ``text`` without the names of institutions in it."""
    return pattern.INSTITUTION.sub(" . ", text) if " " in text else text


def _without_phrases(words: list[str], kinds: list[str]) -> tuple[list[str], list[str]]:
    """Leave out the words of known phrases (``King George Hospital``, ``Marks and Spencer``)."""
    phrases = lexicon().phrases
    lowered = [word.lower() for word in words]
    skip: set[int] = set()
    for size in (2, 3, 4, 5):
        for start in range(len(words) - size + 1):
            if tuple(lowered[start : start + size]) in phrases:
                skip.update(range(start, start + size))
    kept = [index for index in range(len(words)) if index not in skip]
    return [words[index] for index in kept], [kinds[index] for index in kept]


def _titled_name(match: re.Match[str], *, shouted: bool) -> bool:
    """Behind ``Mr`` every capitalised word is a name, behind ``Dr`` (a debit) or ``Miss`` (a verb) a word that is no ordinary one."""
    title, word = match[1], match[3]
    if word == _REDACTED or not word.lower().strip("x"):
        return False  # blanked: nothing of the name is left (docs/surrogates.md)
    kind = kind_of(word)
    if kind in (NAME, UNKNOWN):
        return True
    abbreviation = title.isupper() and not shouted  # MS Office
    sure = title.lower() in pattern.SURE_TITLES and not abbreviation
    return kind != INVENTED and sure and len(word) > 1 and word[0].isupper() and word.lower() not in TITLES


def _listed(words: list[str], kinds: list[str], where: Where) -> bool:
    """A known name stands here: one is enough in text, two side by side are needed among organisations."""
    sure = [kind == NAME and _is_name_spelling(word) for word, kind in zip(words, kinds, strict=True)]
    if where >= Where.HEAD:
        return any(sure)
    named = [known and word[0].isupper() for word, known in zip(words, sure, strict=True)]
    return len(words) <= _PHRASE and any(left and right for left, right in pairwise(named))


def _stray(seen: _Seen) -> bool:
    """Somebody typed a person among organisations: a name in a remark, a full name, a name beside an initial."""
    if seen.where != Where.ORGANISATION or "&" in seen.text:
        return False
    sure = [kind == NAME and _is_name_spelling(word) for word, kind in zip(seen.words, seen.kinds, strict=True)]
    if any(sure) and any(
        word.islower() and kind == PLAIN and not is_trade(word) for word, kind in zip(seen.words, seen.kinds, strict=True)
    ):
        return True
    if len(seen.words) > _PHRASE:
        return False
    if len(seen.words) == _PAIR and any(sure) and _may_be_names(seen):
        return sure[0] or "," in seen.text
    strange = [kind == UNKNOWN and word[0].isupper() for word, kind in zip(seen.words, seen.kinds, strict=True)]
    if any(known and unknown for known, unknown in zip(sure, strange[1:], strict=False)):
        return True
    return any(kind_of(name) == NAME for _, name in _initialled_words(seen))


def _may_be_names(seen: _Seen) -> bool:
    """Two words that are no acronyms and can both be names: ``John Brown``, ``Whitcombe, Sarah``."""
    return PLAIN not in seen.kinds and INVENTED not in seen.kinds and all(len(word) > 1 for word in seen.words)


def _foreign(seen: _Seen) -> bool:
    return seen.where >= Where.ORGANISATION and any(map(pattern.FOREIGN.match, seen.words))


def _login(seen: _Seen) -> bool:
    """``swhitcombe`` and ``whitcombes``, in a remark; alone in a cell any long small word that nobody knows."""
    if seen.where == Where.LABEL and seen.text.islower() and seen.text.isalpha() and seen.kinds == [UNKNOWN]:
        return len(seen.text) > _LONGEST_CODE
    return seen.where >= Where.HEAD and any(
        kind == UNKNOWN and word.islower() and len(word) > _SHORTEST_LOGIN and NAME in (kind_of(word[1:]), kind_of(word[:-1]))
        for word, kind in zip(seen.words, seen.kinds, strict=True)
    )


def _coded_name(word: str) -> bool:
    """``wmacdonald7`` and ``LT-MACDONALD01``: a name, or an initial and a name, before digits."""
    kind = kind_of(word)
    return kind == NAME or (kind == UNKNOWN and word.islower() and NAME in (kind_of(word[1:]), kind_of(word[:-1])))


def _is_name_spelling(word: str) -> bool:
    """Short capitals are acronyms, short small words are abbreviations; everything else is spelt like a name."""
    if word.isupper():
        return len(word) > _ACRONYM
    return len(word) > _ACRONYM if word.islower() else len(word) > 1


def _two_words(text: str, kinds: list[str], where: Where) -> bool:
    """``Mark Price`` is nothing but ordinary words, and so is ``Late Rate``; alone in a cell or a literal it is suspect."""
    pieces = text.split()
    return where >= Where.LABEL and kinds == [BOTH, BOTH] and all(map(str.istitle, pieces)) and not is_trade(pieces[0])


def _initialled(seen: _Seen) -> bool:
    return seen.where >= Where.HEAD and any(_initialled_name(match, word) for match, word in _initialled_words(seen))


def _initialled_words(seen: _Seen) -> Iterator[tuple[re.Match[str], str]]:
    """Yield what stands beside initials outside of known phrases, as Hoare does not in ``C Hoare & Co``."""
    for match in pattern.INITIALLED.finditer(seen.text):
        word = match[1] or match[2]
        if not seen.left_out or pattern.WORD.findall(word)[0] in seen.words:
            yield match, word


def _initialled_name(match: re.Match[str], word: str) -> bool:
    if all(kind_of(part) == PLAIN for part in pattern.CAMEL.split(word)):  # FlatBox X: a co-ordinate
        return False
    kind = kind_of(word)
    if kind == INVENTED or is_trade(word):
        return False
    initials = match[0].replace(word, "", 1).strip(" ,")
    joined = pattern.JOINED.search(initials) is not None
    if kind == BOTH and joined and (kind_of(initials) == PLAIN or pattern.NUMBER_BEHIND.match(match.string, match.end())):
        return False  # Ring HR, Price AB 12
    if kind == UNKNOWN:
        return not joined and not (word.isupper() and len(word) <= _ACRONYM)
    return kind == NAME or (len(word) >= _ACRONYM and not match[0].startswith(("A ", "I ")))


def _comma_form(text: str, where: Where) -> bool:
    if where < Where.HEAD:
        return False
    match = pattern.COMMA.fullmatch(text.strip())
    if match is None:
        return False
    sides = [[kind_of(word) for word in pattern.WORD.findall(side)] for side in (match[1], match[2])]
    return all(side and any(kind in (NAME, BOTH, UNKNOWN) for kind in side) and PLAIN not in side for side in sides) and any(
        kind in (NAME, BOTH) for side in sides for kind in side
    )


def _mentioned(text: str, words: list[str], where: Where) -> bool:
    """An ordinary word that is also a name, capitalised inside a sentence (``spoke to Grant about``)."""
    if where < Where.FREE:
        return False
    if any(kind_of(match[1]) in (NAME, BOTH, UNKNOWN) and not is_trade(match[1]) for match in pattern.BY.finditer(text)):
        return True
    small = sum(word.islower() for word in words)
    inside = [word for word in words[1:] if word.istitle() and kind_of(word) == BOTH and not is_trade(word)]
    return bool(inside) and small >= len(words) // 2 and small > 1


def _unknown(words: list[str], kinds: list[str], where: Where) -> bool:
    if where < Where.LABEL:
        return False
    return any(kind == UNKNOWN and _unknown_name(word) for word, kind in zip(words, kinds, strict=True))


def _unknown_name(word: str) -> bool:
    word = pattern.GAELIC.sub("", word)
    if word.isupper():
        return len(word) >= _LONG_ACRONYM
    pieces = pattern.APOSTROPHE.split(word)  # D'Cruz
    return word[0].isupper() and len(word) >= _ACRONYM and not any(char.isupper() for piece in pieces for char in piece[2:])


_RULES: Final[tuple[tuple[str, Callable[[_Seen], bool]], ...]] = (
    ("list", lambda seen: _listed(seen.words, seen.kinds, seen.where)),
    ("words", lambda seen: _two_words(seen.text, seen.kinds, seen.where)),
    ("initials", _initialled),
    ("comma", lambda seen: _comma_form(seen.text, seen.where)),
    ("mention", lambda seen: _mentioned(seen.text, seen.words, seen.where)),
    ("unknown", lambda seen: _unknown(seen.words, seen.kinds, seen.where)),
    ("stray", _stray),
    ("foreign", _foreign),
    ("login", _login),
)
