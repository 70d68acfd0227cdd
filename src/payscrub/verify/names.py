"""The blunt rule for names in text: what is capitalised or unknown, and neither ordinary nor invented, is suspect.

How blunt depends on where the text stands: in notes an unknown capitalised word is enough, in a column of wards or jobs
a title or a given name with a family name is needed.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import Final

from payscrub.verify.lexicon import BOTH, INVENTED, NAME, PLAIN, UNKNOWN, is_trade, kind_of, lexicon


class Where(IntEnum):
    """How readily a text is suspected, from hardly to at once."""

    TECHNICAL = 0  # an attribute, a place that holds settings
    ORGANISATION = 1  # a column of wards, sites, schemes, jobs
    LABEL = 2  # a cell outside of tables, a tab, a caption
    FREE = 3  # notes, comments, headers: text that somebody typed


_WORD = re.compile(r"[^\W\d_]+(?:['\u2019`][^\W\d_]+)*")
_CODE = re.compile(r"\S*\d\S*")  # codes, amounts and dates are no names
_TITLED = re.compile(r"\b(Mr|Mrs|Ms|Miss|Mx|Messrs|Dr|Prof|Professor|Rev|Reverend|Sir|Dame|Cllr)\b\.?\s{1,2}((?:[A-Z](?:\.\s{0,2}|\s{1,2})){0,4})([^\W\d_]+)", re.IGNORECASE)
_SURE_TITLES = frozenset(["mr", "mrs", "ms", "mx", "messrs", "cllr"])
_INITIALLED = re.compile(r"(?<![\w.])(?:(?:[A-Z]\.? ?){1,3}(?<=[. ])([A-Z][^\W\d_'\u2019]*[^\W\d_]['\u2019\w-]*)|([A-Z][\w'\u2019-]+),? (?:[A-Z]\.? ?){1,3})(?![\w.'\u2019])")
_NOT_INITIALLED = frozenset("ward page plan unit table block bay hall lane room house level day part point section grade band group step type week month option route".split())
_COMMA = re.compile(r"([^\W\d_][\w'\u2019 -]{1,40}), ?([^\W\d_][\w'\u2019 .-]{1,40})")
_BY = re.compile(r"\b(?:by|from|to|for|with|per|cc|dear|hi|hello|attn|signed|regards|thanks|contact|ask|ring|tell|told|spoke|see|was|nee|née|aka)\s{1,2}(?:[A-Z]\.? ?){0,2}([A-Z][^\W\d_]+)")
_ACRONYM: Final = 3
_LONG_ACRONYM: Final = 5
# A word of an institution excuses up to three capitalised words before it: institutions are named after people.
_INSTITUTION = re.compile(
    r"(?:[A-Z][\w'\u2019&-]*,? ){1,3}(?:[A-Z][a-z]+ )?(?:(?i:hospitals?|nhs|trust|ltd|limited|plc|llp|council|university|college|school|academy|surgery|clinic|"
    r"centre|infirmary|house|suite|ward|unit|wing|theatres?|foundation|society|bank|group|services|solutions|consulting|insurance|"
    r"pensions?|building|campus|health|medical|care|road|street|lane|avenue))\b"
)
_REASONS = {
    "title": "A title stands before a word that is no invented name.",
    "list": "A word is a known name and no ordinary word.",
    "initials": "Initials stand beside a word that is no invented name.",
    "comma": "It has the form of a surname, a comma and a forename.",
    "mention": "A word that can be a name is capitalised inside a sentence.",
    "unknown": "A capitalised word is neither ordinary nor invented.",
}


def suspicion(text: str, where: Where) -> str:
    """Return in plain English why ``text`` seems to hold a person's name, or nothing."""
    text = outside_organisations(text)
    words = _WORD.findall(_CODE.sub(" ", text) if where < Where.FREE or any(char.isdigit() for char in text) else text)
    kinds = [kind_of(word) for word in words]
    if not words or all(kind == PLAIN or kind == INVENTED for kind in kinds):
        return _REASONS["title"] if _titled(text, where) else ""
    words, kinds = _without_phrases(words, kinds)
    for name, rule in _RULES:
        if rule(text, words, kinds, where):
            return _REASONS[name]
    return ""


def outside_organisations(text: str) -> str:
    """Return ``text`` without the names of institutions in it."""
    return _INSTITUTION.sub(" . ", text) if " " in text else text


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


def _titled(text: str, where: Where) -> bool:
    if where == Where.TECHNICAL:
        return False
    for match in _TITLED.finditer(text):
        kind = kind_of(match[3])
        sure = match[1].lower() in _SURE_TITLES and match[3][0].isupper() and not (kind == PLAIN and match[3].isupper() != text.isupper())
        if kind != INVENTED and (kind in (NAME, UNKNOWN) or (sure and len(match[3]) > 1 and not is_trade(match[3]))):
            return True
    return False


def _listed(words: list[str], kinds: list[str], where: Where) -> bool:
    """A known name stands here: one is enough in text, two side by side are needed among organisations."""
    sure = [kind == NAME and _is_name_spelling(word) for word, kind in zip(words, kinds, strict=True)]
    if where >= Where.LABEL:
        return any(sure)
    pairs = zip(sure, sure[1:], words, words[1:], strict=False)
    return len(words) <= 4 and any(left and right and first[0].isupper() and second[0].isupper() for left, right, first, second in pairs)  # noqa: PLR2004 - longer is a phrase


def _is_name_spelling(word: str) -> bool:
    """Short capitals are acronyms, short small words are abbreviations; everything else is spelt like a name."""
    if word.isupper():
        return len(word) > _ACRONYM
    return len(word) > _ACRONYM if word.islower() else len(word) > 1


def _initialled(text: str, where: Where) -> bool:
    if where < Where.LABEL:
        return False
    for match in _INITIALLED.finditer(text):
        word = match[1] or match[2]
        kind = kind_of(word)
        if kind in (NAME, BOTH, UNKNOWN) and word.lower() not in _NOT_INITIALLED and _name_like(word, kind) and not _article(match[0], kind):
            return True
    return False


def _name_like(word: str, kind: str) -> bool:
    return not is_trade(word) and (len(word) > _ACRONYM if kind == UNKNOWN and word.isupper() else len(word) > 1) and (kind != BOTH or len(word) > 2)  # noqa: PLR2004


def _article(text: str, kind: str) -> bool:
    return kind == BOTH and text.split()[0] in ("A", "I")


def _comma_form(text: str, where: Where) -> bool:
    if where < Where.LABEL:
        return False
    match = _COMMA.fullmatch(text.strip())
    if match is None:
        return False
    sides = [[kind_of(word) for word in _WORD.findall(side)] for side in (match[1], match[2])]
    return all(side and any(kind in (NAME, BOTH, UNKNOWN) for kind in side) and PLAIN not in side for side in sides) and any(
        kind in (NAME, BOTH) for side in sides for kind in side
    )


def _mentioned(text: str, words: list[str], where: Where) -> bool:
    """An ordinary word that is also a name, capitalised inside a sentence (``spoke to Grant about``)."""
    if where < Where.FREE:
        return False
    if any(kind_of(match[1]) in (NAME, BOTH, UNKNOWN) and not is_trade(match[1]) for match in _BY.finditer(text)):
        return True
    small = sum(word.islower() for word in words)
    inside = [word for word in words[1:] if word.istitle() and kind_of(word) == BOTH and not is_trade(word)]
    return bool(inside) and small >= len(words) // 2 and small > 1


def _unknown(words: list[str], kinds: list[str], where: Where) -> bool:
    if where < Where.FREE:
        return False
    return any(kind == UNKNOWN and _unknown_name(word) for word, kind in zip(words, kinds, strict=True))


def _unknown_name(word: str) -> bool:
    if word.isupper():
        return len(word) >= _LONG_ACRONYM
    return word[0].isupper() and len(word) >= _ACRONYM and not any(char.isupper() for char in word[2:])


_RULES = (
    ("title", lambda text, words, kinds, where: _titled(text, where)),  # noqa: ARG005
    ("list", lambda text, words, kinds, where: _listed(words, kinds, where)),  # noqa: ARG005
    ("initials", lambda text, words, kinds, where: _initialled(text, where)),  # noqa: ARG005
    ("comma", lambda text, words, kinds, where: _comma_form(text, where)),  # noqa: ARG005
    ("mention", lambda text, words, kinds, where: _mentioned(text, words, where)),  # noqa: ARG005
    ("unknown", lambda text, words, kinds, where: _unknown(words, kinds, where)),  # noqa: ARG005
)
