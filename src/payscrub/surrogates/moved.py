"""Dates and amounts that are moved alike: by the same keyed number of weeks, or by the same keyed factor."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Context, Decimal

from payscrub.model import Kind
from payscrub.surrogates.amounts import amount
from payscrub.surrogates.dates import full_year
from payscrub.surrogates.prf import Prf

_LEAST_WEEKS, _MOST_WEEKS = 4, 26  # whole weeks: weekdays stay, and with them pay days
_FACTORS = (*range(80, 95), *range(106, 126))  # in hundredths; none so near to 1 that nothing changes
_EXACT = Context(prec=80)  # more digits than an amount and a factor can have
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_TIME = r"(?P<rest>[T ]\d[\d:.]{0,17})?"
_ISO = re.compile(rf"(?P<y>\d{{4}})(?P<gap>-)(?P<m>\d{{2}})-(?P<d>\d{{2}}){_TIME}")
_NAMES = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS)
_WRITTEN = tuple(  # the day first, as in Britain
    re.compile(rf"(?P<d>\d{{1,2}})(?P<gap>[ /.-])(?P<m>{month})(?P=gap)(?P<y>\d{{4}}|\d\d){_TIME}", re.IGNORECASE)
    for month in (r"\d{1,2}", _NAMES)
)
_SHORT = 3  # letters of a month's short name


class Moved:
    """The shift and the factor of one key and context: intervals between dates, and totals and ratios of amounts, stay right.

    Whoever knows one true date or amount knows the shift or the factor; they hide who somebody is from those who know nothing.
    """

    __slots__ = ("_days", "_factor")

    def __init__(self, key: bytes, context: str) -> None:
        """Draw shift and factor."""
        weeks, sign = divmod(Prf(key, "SHIFT", context).number(""), 2)
        self._days = timedelta(weeks=(_LEAST_WEEKS + weeks % (_MOST_WEEKS - _LEAST_WEEKS + 1)) * (1 if sign else -1))
        self._factor = Decimal(_FACTORS[Prf(key, "SCALE", context).number("") % len(_FACTORS)]) / 100

    def shift(self, text: str, kind: int) -> str | None:
        """Return a date moved in the form it has (ISO 8601, or day, month, year), ``None`` for what is written otherwise."""
        forms = (_ISO, *_WRITTEN) if kind == Kind.TEXT else (_ISO,)
        match = next((match for form in forms if (match := form.fullmatch(text))), None)
        try:
            return None if match is None else self._moved(match)
        except (ValueError, OverflowError):  # no day of the calendar, so no date
            return None

    def scale(self, text: str, kind: int) -> str | None:  # noqa: ARG002 - both kinds are written alike
        """Return an amount times the factor, exact to the last digit, ``None`` for what is no plain number."""
        one = amount(text)
        return None if one is None else one.wears(_EXACT.multiply(one.value, self._factor))

    def _moved(self, match: re.Match[str]) -> str:
        new = date(full_year(match["y"]), _month(match["m"]), int(match["d"])) + self._days
        gap = match["gap"]
        year, month, day = f"{new.year:04d}"[-len(match["y"]) :], _named(new.month, match["m"]), f"{new.day:0{len(match['d'])}d}"
        pieces = (year, month, day) if match.re is _ISO else (day, month, year)
        return f"{gap.join(pieces)}{match['rest'] or ''}"


def _month(text: str) -> int:
    return int(text) if text.isdigit() else [name[:_SHORT].lower() for name in _MONTHS].index(text[:_SHORT].lower()) + 1


def _named(month: int, old: str) -> str:
    """Return a month as the old one was written."""
    if old.isdigit():
        return f"{month:0{len(old)}d}"
    name = _MONTHS[month - 1] if len(old) > _SHORT or old.lower() == "may" else _MONTHS[month - 1][:_SHORT]
    return name.upper() if old.isupper() else name.lower() if old.islower() else name
