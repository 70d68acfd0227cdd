"""Whether the values of a column say what the law protects most (UK GDPR, Article 9), where no title does.

The words are typed again here, fewer than the cleaner's: enough to notice that a whole column was left.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

from payscrub.verify.wordlists import words

_MOST, _FEWEST = 0.6, 2
_OPEN: Final = frozenset({"prefer not to say", "not stated", "not known", "other", "mixed", "none", "no religion"})
_PLACES: Final = words("ward unit clinic services service department team centre suite hospital")
_WORD = re.compile(r"[a-z][a-z']*")
_SAID: Final = MappingProxyType(
    {
        "UNION_MEMBERSHIP": words("unison gmb rcn rcm bma hcsa neu nasuwt ucu usdaw pcs rmt aslef fbu cwu"),
        "RELIGION": words("christian catholic protestant anglican methodist muslim islam hindu sikh jewish buddhist atheist quaker"),
        "HEALTH": words(
            """
            pain backache headache migraine stress anxiety depression flu influenza cold cough covid infection fracture fractured broken
            sprain strain injury sickness diarrhoea vomiting gastroenteritis asthma diabetes cancer tonsillitis bronchitis pneumonia
            sciatica hernia arthritis shingles vertigo sinusitis operation appendicitis stroke epilepsy miscarriage menopause insomnia
            hypertension
            """
        ),
        "ETHNICITY": words("british irish african caribbean asian indian pakistani bangladeshi chinese arab traveller roma"),
    }
)
_IN_PHRASES: Final = frozenset({"ETHNICITY"})  # a single word is a nationality


def protected(sample: list[str]) -> str:
    """Return the special category that most of some folded values name, or nothing."""
    telling = [text.lower() for text in sample if text.lower() not in _OPEN]
    for entity, said in _SAID.items():
        named = sum(_names(text, said, least=2 if entity in _IN_PHRASES else 1) for text in telling)
        if named >= max(1 if entity == "UNION_MEMBERSHIP" else _FEWEST, _MOST * len(telling)):
            return entity
    return ""


def _names(text: str, said: frozenset[str], least: int) -> bool:
    found = _WORD.findall(text)
    return len(found) >= least and not said.isdisjoint(found) and _PLACES.isdisjoint(found)
