"""Whether a column that no title explains lists things: wards, pay elements, places, firms. Names seldom repeat among them."""

from __future__ import annotations

import re
from typing import Final

from payscrub.verify.lexicon import INVENTED, NAME, PLAIN, UNKNOWN, is_trade, kind_of, lexicon
from payscrub.verify.name_patterns import WORD
from payscrub.verify.names import outside_organisations
from payscrub.verify.titles import words_of

_FEWEST, _MOST = 4, 0.5  # things; share of the values that are words
_LONGEST_CODE = 3  # letters
_TITLE: Final = re.compile(
    r"(?:.* )?(?:supplier|vendor|product|project|programme|course|training|equipment|system|software|application|module|provider|merchant|"
    r"retailer|manufacturer|brand|make|model|vehicle|car|store|shop|outlet|depot|warehouse|office|building|floor|room|campus|faculty|college|"
    r"academy|school|university|institute|library|home|care home|hospital|clinic|surgery|practice|pharmacy|station|airport|airline|hotel|"
    r"restaurant|route|area|district|zone|base|workplace|work place|(?:work|base|office|site|branch) (?:town|city|county)|asset|item|stock|"
    r"qualification|degree|skill|subject|specialty|speciality|specialism|discipline|rota|roster|pattern|contract|fund|funder|grant|activity|"
    r"event|task|function|workstream|stream|phase|stage|term|session|cohort|scheme|expense|purchase|destination|language|colour|uniform|rank|"
    r"trade|craft|awarding body|local authority|lender|insurer|funding source|machine|line|study|trial|crew|fleet|garage|kitchen|meal|menu|"
    r"drink|tool|part)(?: (?:title|description|make|model|size|provider|supplier|centre|level|style|range|family))?"
)


def is_things_title(title: str) -> bool:
    """Return whether a title stands over things; as a value among others such a word is no title (``Home``)."""
    return _TITLE.fullmatch(words_of(title)) is not None


def lists_things(texts: list[str]) -> bool:
    """Return whether most of some different values are things; codes, abbreviations and invented names are left out."""
    spelt = [text for text in texts if _tells(text)]
    things = sum(map(is_thing, spelt))
    return things >= max(_FEWEST, _MOST * len(spelt))


def _tells(text: str) -> bool:
    words = WORD.findall(text)
    return any(len(word) > _LONGEST_CODE for word in words) and all(kind_of(word) != INVENTED for word in words)


def is_thing(text: str) -> bool:
    """Return whether a value is a ward, a pay element or a place: an ordinary word in it, and no name but an institution's."""
    if tuple(word.lower() for word in WORD.findall(text)) in lexicon().phrases:
        return True
    rest = outside_organisations(text)
    kinds = [kind_of(word) for word in WORD.findall(rest) if len(word) > 1]
    if NAME in kinds or UNKNOWN in kinds or INVENTED in kinds:
        return False
    return rest != text or PLAIN in kinds or (any(map(is_trade, WORD.findall(rest))) and any(map(str.isdigit, text)))
