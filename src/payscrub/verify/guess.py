"""What a column holds when no title says so: by the look of most of its values."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np

from payscrub.model import Grid, Indices, Kind
from payscrub.verify.folding import dates_in, fold, squeeze
from payscrub.verify.names import Where, suspicion
from payscrub.verify.protected import protected
from payscrub.verify.reserved import SPACES, always_accepted

_SEVERAL = 3
_FEWEST = 5
_GLANCE = 120  # characters
_SAMPLE = 1000
_MOST = 0.6
_NAMES = 0.5
_LONGEST_NAME = 5  # words
_MOBILE = 10  # digits of a mobile number without its zero
_EARLIEST_BIRTH = 1925
_LATEST_BIRTH = 2012  # nobody on a payroll was born later
_LAST_CENTURY = range(_EARLIEST_BIRTH, 2000)
_LONGEST_DAY = 40  # characters
_SPREAD = 12  # years between the oldest and the youngest of a workforce, at least
_SHAPES = (
    ("UK_NINO", re.compile(r"[A-Z]{2}[0-9OIL]{6}[A-DFMP]")),
    ("UK_POSTCODE", re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[ABD-HJLNP-UW-Z]{2}")),
    ("PHONE_NUMBER", re.compile(r"(?:0|44)[127]\d{8,9}")),
)
_SHARE_CODE = re.compile(r"(?=.{0,10}\d)[WRS][A-Z0-9]{2}([ -])[A-Z0-9]{3}\1[A-Z0-9]{3}")
_SIX = re.compile(r"\d{5,6}|\d\d([ -])\d\d\1\d\d|1901-\d\d-\d\d")
_EIGHT = re.compile(r"\d{6,8}")
_CERTAIN = 0.8  # a few accounts lost zeros or can be read as dates
_ADDRESS = re.compile(r"[^\s@]{1,64}@[^\s@]{1,80}\.[a-z]{2,}", re.IGNORECASE)


def guess(grid: Grid, cells: Indices) -> str:
    """Return the entity that most distinct values of a column look like, or nothing."""
    some = np.sort(cells)[np.linspace(0, len(cells) - 1, min(_SAMPLE, len(cells)), dtype=np.int64)]
    distinct = grid.distinct(some)
    if len(distinct.texts) < _FEWEST:
        return ""
    sample = [text for text in glance(distinct.texts.listed()) if not always_accepted(text)] or [""]
    if (distinct.kinds == Kind.TEXT).mean() >= _MOST:
        return _text_entity(sample)
    if (distinct.kinds == Kind.DATE).mean() >= _MOST:
        return "DATE_OF_BIRTH" if _births(sample) else ""
    return _number_entity(sample)


def glance(texts: list[str]) -> list[str]:
    """Return the beginnings of texts, folded: enough to see what kind of values they are, however long they are."""
    return [fold(text[:_GLANCE]) for text in texts]


def _text_entity(sample: list[str]) -> str:
    if _share(sample, lambda text: _ADDRESS.fullmatch(text) is not None) >= _MOST:
        return "EMAIL_ADDRESS"
    for entity, pattern in _SHAPES:
        if sum(pattern.fullmatch(squeeze(text)) is not None for text in sample) >= _MOST * len(sample):
            return entity
    if _share(sample, lambda text: bool(dates_in(text))) >= _MOST:
        return "DATE_OF_BIRTH" if _births(sample) else ""
    if _share(sample, lambda text: _SHARE_CODE.fullmatch(text.upper()) is not None) >= _MOST:
        return "SHARE_CODE"
    if special := protected(sample):
        return special
    named = _share(sample, lambda text: SPACES["PERSON"](text) or bool(suspicion(text, Where.LABEL)))
    return "PERSON" if named >= _NAMES and _share(sample, _short) >= _MOST else ""


def _short(text: str) -> bool:
    return text.count(" ") < _LONGEST_NAME and not any(char.isdigit() for char in text)


def _number_entity(sample: list[str]) -> str:
    digits = [text for text in sample if text.isdigit()]
    mobiles = sum(len(text) == _MOBILE and text[0] == "7" for text in digits)
    return "PHONE_NUMBER" if digits and mobiles >= _MOST * len(sample) else ""


def _births(sample: list[str]) -> bool:
    """A workforce's birth dates spread over decades and end well before today; other dates of a payroll do not."""
    years = [days[0].year for text in sample if (days := dates_in(text))]
    return len(years) >= _FEWEST and max(years) <= _LATEST_BIRTH and min(years) >= _EARLIEST_BIRTH and max(years) - min(years) >= _SPREAD


def lists_days(texts: list[str]) -> bool:
    """Return whether most of several values of a column are days: an early one among them is a long employment."""
    return len(texts) >= _SEVERAL and 2 * sum(len(text) < _LONGEST_DAY and bool(dates_in(fold(text))) for text in texts) > len(texts)


def is_past_day(text: str) -> bool:
    """Return whether the whole of a text is a day of the last century on which somebody at work can have been born."""
    days = dates_in(fold(text)) if len(text) < _LONGEST_DAY and any(map(str.isdigit, text)) else []
    return any(day.year in _LAST_CENTURY for day in days) and not SPACES["DATE_OF_BIRTH"](fold(text))


def _share(sample: list[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, sample)) / len(sample)


def bank_pair(left: list[str], right: list[str]) -> bool:
    """Return whether two neighbouring columns hold sort codes and accounts: six digits beside seven or eight, mostly different."""
    if min(len(left), len(right)) < _FEWEST or len(set(right)) < _NAMES * len(right):
        return False
    sorts = _share(left, lambda text: _SIX.fullmatch(text) is not None)
    accounts = _share(right, lambda text: _EIGHT.fullmatch(text) is not None and not dates_in(text))
    return sorts >= _CERTAIN and accounts >= _CERTAIN
