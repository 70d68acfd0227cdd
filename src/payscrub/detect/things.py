"""Whether a column that no title explains lists things: departments, wards, pay elements, places, firms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from payscrub.detect import lexicon
from payscrub.detect.people import Sort, sort_of, words_of

_FEWEST, _MOST = 4, 0.6  # different values that are plainly things; share of those that are words
_LONGEST_CODE = 3  # letters
_ALIKE = 3  # so many values that end in one word of an institution are institutions
_NO_THING = frozenset({Sort.NAME, Sort.UNKNOWN, Sort.TITLE})


def lists_things(texts: Sequence[str]) -> bool:
    """Return whether most of some different values are plainly things, codes and abbreviations left out."""
    telling = [text for text in texts if any(len(word) > _LONGEST_CODE for word in words_of(text))]
    things = sum(things_among(telling))
    return things >= max(_FEWEST, _MOST * len(telling))


def things_among(texts: Sequence[str]) -> list[bool]:
    """Return which of the different values of one column are plainly things; a name alone is none."""
    spelt = [words_of(text) for text in texts]
    ends = Counter(words[-1] for words in spelt if words)
    institutions = {word for word in lexicon.listed("organisation") if word not in lexicon.names() or ends[word] >= _ALIKE}
    return [is_thing(words) or _is_institution(words, institutions) or _is_phrase(words) for words in spelt]


def is_thing(words: Sequence[str]) -> bool:
    """Return whether folded words are those of a ward or pay element: one is ordinary or an institution's, none a name."""
    sorts = {sort_of(word) for word in words}
    return _NO_THING.isdisjoint(sorts) and (Sort.WORD in sorts or not lexicon.listed("organisation").isdisjoint(words))


def _is_institution(words: Sequence[str], institutions: Collection[str]) -> bool:
    """Return whether a value is one name with words of an institution: ``Anderson Ward``, ``Lambert Leisure Centre``."""
    if len(words) < 2 or words[-1] not in institutions:  # noqa: PLR2004 - a name and its institution
        return False
    return all(sort_of(word) <= Sort.PAYROLL and sort_of(word) != Sort.TITLE for word in words[1:])


def _is_phrase(words: Sequence[str]) -> bool:
    """Return whether a value is known as a whole: ``Hay-on-Wye``, ``Renault Zoe``."""
    return any(tuple(words) == phrase for word in words[:1] for phrase in lexicon.phrases().get(word, ()))
