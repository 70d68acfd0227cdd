"""What a single word says about people, and whether a whole cell reads as somebody's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import lru_cache

from payscrub.detect import lexicon
from payscrub.detect.headers import segment
from payscrub.detect.normalise import APOSTROPHES, fold

MARKS = "\u0300-\u036f\u00ad\u200b-\u200d\ufeff"  # accents of decomposed letters, soft hyphen, zero width
WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}]|['{APOSTROPHES}](?=[^\W\d_]))*")
_ENDINGS = re.compile(r"(?:'s|s|es|ed|d|ing|ly|ness|able|less|ful|isation|ise|ised)$")  # but -er: Crocker, Harker, Tasker
_SCIENCE = re.compile(
    r"(?:olog(?:y|ist|ical|ic)|ograph(?:y|er|ic)|therap(?:y|ist|eutic)|iatr(?:y|ist|ic)|genetic|genetics|geneticist|surgeon|surgery|physic(?:s|ist)|"
    r"chem(?:ist|istry)|scientist|metrics|matics|opath|opathy|ectomy|oscopy|itis|aemia|vascular|onomist|onomy|maker|worker|logger|site)s?$"
)
_BEGINNINGS = re.compile(r"^(?:un|re|non|over|under|pre|mis|co|sub|inter|multi)")
_LEAST_STEM = 4
_LONGEST_NAME = 7  # words
_LONGEST_CODE = 3  # letters
_VOWELS = re.compile("[aeiouy]")


class Sort(IntEnum):
    """What a word is, by the lists."""

    WORD = 0  # an ordinary word, payroll vocabulary, a place: no name
    PARTICLE = 1
    SUFFIX = 2
    INITIAL = 3
    TITLE = 4
    PAYROLL = 5  # a name that is payroll vocabulary or a place (May, Ward, Lincoln)
    BOTH = 6  # a name that is an ordinary word (Grant, Price)
    UNKNOWN = 7
    NAME = 8


_ROLES = (("titles", Sort.TITLE), ("particles", Sort.PARTICLE), ("suffixes", Sort.SUFFIX))


@lru_cache(maxsize=200_000)
def sort_of(word: str) -> Sort:
    """Return what a folded word is."""
    for section, sort in _ROLES:
        if word in lexicon.listed(section):
            return sort
    if len(word) == 1:
        return Sort.INITIAL
    bare = word.removesuffix("'s")
    known = _known_as(bare)
    if bare in lexicon.names():
        return known or Sort.NAME
    return Sort.WORD if known or _derived(bare) else Sort.UNKNOWN


def is_listed(word: str) -> bool:
    """Return whether a folded word is an ordinary word, payroll vocabulary or a place as it stands, and not only derived from one."""
    return _known_as(word) is not None


def _known_as(word: str) -> Sort | None:
    if word in lexicon.vocabulary() or word in lexicon.places():
        return Sort.PAYROLL
    return Sort.BOTH if word in lexicon.ordinary() else None


def _derived(word: str) -> bool:
    stem = _ENDINGS.sub("", word)
    stems = {_BEGINNINGS.sub("", word), _BEGINNINGS.sub("", stem), stem, *([stem + "e"] if stem != word else [])} - {word}
    return (
        any(len(form) >= _LEAST_STEM and form in lexicon.ordinary() for form in stems)
        or bool(_SCIENCE.search(word))
        or segment(word) is not None
    )


def words_of(text: str) -> list[str]:
    """Return the folded words of a text, hyphenated ones apart."""
    return [fold(match) for match in WORD.findall(text)]


def name_likeness(text: str) -> float:
    """Return how much a whole cell reads as a name: 1 surely, 0.5 perhaps (a word that is both), 0 not."""
    words = words_of(text)
    if not words or len(words) > _LONGEST_NAME or any(map(str.isdigit, text)) or lexicon.listed("organisation").intersection(words[1:]):
        return 0.0
    sorts = [sort_of(word) for word in words]
    rest = [sort for sort in sorts if sort >= Sort.PAYROLL]
    plain = sorts.count(Sort.WORD)
    if plain > (len(rest) > 1) or not rest or _is_phrase(words):
        return 0.0
    if Sort.NAME in rest or Sort.TITLE in sorts or (Sort.UNKNOWN in rest and len(rest) > 1) or (Sort.INITIAL in sorts and words[0] != "a"):
        return 1.0 - 0.5 * plain
    if all(len(word) <= _LONGEST_CODE or not _VOWELS.search(word) for word in words):
        return 0.0
    return 1.0 if len(rest) > 1 and any(word in lexicon.given() for word in words) else 0.5


def _is_phrase(words: Sequence[str]) -> bool:
    text = " ".join(words)
    return len(words) > 1 and (text in lexicon.vocabulary() or text in lexicon.places())


def name_share(texts: Iterable[str]) -> float:
    """Return the mean likeness of some cells, 0 when there are none."""
    scores = [name_likeness(text) for text in texts]
    return sum(scores) / len(scores) if scores else 0.0
