"""Many invented values recognised at once, in their usual spellings, before the others are looked at one by one.

What is accepted here lies in the space of ``reserved`` too, which the tests hold it to; what is not accepted is only not decided yet.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from payscrub.verify import reserved

_NAME = rf"(?=[a-z]{{7}}){reserved.INVENTED_NAME.pattern}"
_LOGIN_PIECE = r"(?:[a-z]{0,40}quox[a-z]{0,2}|[a-z])"
_LINES: Final = MappingProxyType(
    {
        entity: re.compile(rf"^(?:{pattern})$", re.IGNORECASE | re.MULTILINE)
        for entity, pattern in (
            ("UK_NINO", reserved.NINO.pattern),
            ("UK_SORT_CODE", r"97(?:-\d\d-\d\d|\d{4})"),
            ("UK_POSTCODE", reserved.POSTCODE.pattern),
            ("ADDRESS", reserved.ADDRESS_PIECE.pattern),
            ("EMAIL_ADDRESS", rf"{_LOGIN_PIECE}(?:[.'_-]{_LOGIN_PIECE}){{0,5}}(\d{{0,18}})@{reserved.RESERVED_DOMAIN}"),
            ("PHONE_NUMBER", rf"0?(?:{reserved.PHONE.pattern})"),
            ("PERSON", rf"{_NAME}(?:[ -]{_NAME}|, {_NAME})?"),
        )
    }
)
_MARKS: Final = MappingProxyType({"EMPLOYEE_ID": 1, "UK_BANK_ACCOUNT": 2, "NHS_PENSION_NUMBER": 3})
_FEWEST_DIGITS = 10_000  # the smallest number of five digits
_LONGEST = 18  # digits


def surely(entity: str, texts: list[str]) -> NDArray[np.bool_]:
    """Return which of the folded ``texts`` lie in the space of ``entity`` beyond doubt."""
    if entity in _MARKS:
        return _marked(texts, _MARKS[entity])
    together = "\n".join(texts)
    pattern = _LINES.get(entity) if together.isascii() else None
    rest = pattern.sub(r"\1" if pattern.groups else "", together).split("\n") if pattern else []
    if pattern is None or len(rest) != len(texts):  # a value has a line break of its own
        return np.zeros(len(texts), dtype=np.bool_)
    matched = np.array([other != text for other, text in zip(rest, texts, strict=True)], dtype=np.bool_)
    return matched & _endings(rest) if pattern.groups else matched


def _marked(texts: list[str], residue: int) -> NDArray[np.bool_]:
    """Return which texts are numbers of five digits or more with a mark, and none of so many that they would need more than a word."""
    sound = [text if len(text) <= _LONGEST and text.isdecimal() else "0" for text in texts]
    numbers = np.fromiter(map(int, sound), dtype=np.int64, count=len(sound))
    return np.asarray((numbers >= _FEWEST_DIGITS) & (numbers % 97 == residue), dtype=np.bool_)


def _endings(texts: list[str]) -> NDArray[np.bool_]:
    """Return which texts are the digits that keep two logins apart, if any."""
    few = [not text or (text.isdecimal() and len(text) <= reserved.LONGEST_ENDING) for text in texts]
    return _marked(texts, _MARKS["EMPLOYEE_ID"]) | np.array(few, dtype=np.bool_)
