"""Coarser values instead of invented ones: a year for a date, a round number for an amount."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from payscrub.model import Kind
from payscrub.surrogates.amounts import FIGURES, amount
from payscrub.surrogates.dates import full_year, reserved_day, year_of
from payscrub.surrogates.shape import mask, whole_number

_PLAIN = re.compile(r"\d\d[/.-]\d\d[/.-](\d{4})|(\d{4})-\d\d-\d\d")
_YEAR_ALONE = re.compile(r"(?:[A-Za-z]{3,9}[ /-])?((?:19|20)\d\d)|(?:[A-Za-z]{3}-)(\d\d)")  # ``2019``, ``April 2019``, ``Apr-19``
_DECADE = 10


def _to_year(text: str, kind: int) -> str:
    """Return the year of a date; in a date cell the reserved day of its January."""
    if kind == Kind.DATE:
        return f"{text[:4]}-01-{reserved_day(int(text[:4]), 1):02d}"
    plain = _PLAIN.fullmatch(text)  # most dates of a file, without a look at the rarer forms
    year = int(plain[1] or plain[2]) if plain else year_of(text) or _year_alone(text)
    return mask(text, kind) if year is None else str(year)


def _year_alone(text: str) -> int | None:
    match = _YEAR_ALONE.fullmatch(text)
    return None if match is None else full_year(match[1] or match[2])


def _to_decade(text: str, kind: int) -> str:
    whole = whole_number(text)
    return str(int(whole) // _DECADE * _DECADE) if whole.isdigit() and whole.isascii() else mask(text, kind)


def _to_round(text: str, kind: int) -> str:
    one = amount(text)
    if one is None:
        return mask(text, kind)
    return replace(one, decimals=0).wears(Decimal(f"{one.value:.{FIGURES - 1}e}"))


RULES: MappingProxyType[str, Callable[[str, int], str]] = MappingProxyType(
    {
        "DATE_OF_BIRTH": _to_year,
        "EMPLOYMENT_DATE": _to_year,
        "AGE": _to_decade,
        "PAY_AMOUNT": _to_round,
        "WORK_PATTERN": _to_round,
    }
)


def generalise(entity: str, text: str, kind: int) -> str:
    """Return a coarser ``text``; an entity without a coarser form is masked."""
    return RULES.get(entity, mask)(text, kind)
