"""Dates and amounts that are moved alike: by the same keyed number of weeks, or by the same keyed factor."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Context, Decimal

from payscrub.model import Kind
from payscrub.surrogates.prf import Prf

_LEAST_WEEKS, _MOST_WEEKS = 4, 26  # whole weeks: weekdays stay, and with them pay days
_FACTORS = (*range(80, 95), *range(106, 126))  # in hundredths; none so near to 1 that nothing changes
_EXACT = Context(prec=80)  # more digits than an amount and a factor can have
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?P<rest>[T ][\d:.]{1,18})?")
_BRITISH = re.compile(r"(?P<d>\d{2})(?P<gap>[/.-])(?P<m>\d{2})(?P=gap)(?P<y>\d{4})")
_AMOUNT = re.compile(r"-?\d{1,17}(?:\.(\d{1,17}))?(?:[Ee][+-]?\d{1,2})?")


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
        match = _ISO.fullmatch(text)
        british = _BRITISH.fullmatch(text) if kind == Kind.TEXT else None
        try:
            if match:
                return f"{self._moved(match[1], match[2], match[3]).isoformat()}{match['rest'] or ''}"
            if british:
                new = self._moved(british["y"], british["m"], british["d"])
                return f"{new.day:02d}{british['gap']}{new.month:02d}{british['gap']}{new.year:04d}"
        except (ValueError, OverflowError):  # no day of the calendar, so no date
            return None
        return None

    def scale(self, text: str, kind: int) -> str | None:  # noqa: ARG002 - both kinds are written alike
        """Return an amount times the factor, exact to the last digit, ``None`` for what is no plain number."""
        match = _AMOUNT.fullmatch(text)
        if match is None:
            return None
        whole, _, decimals = f"{_EXACT.multiply(Decimal(text), self._factor):f}".partition(".")
        least = len(match[1] or "")
        decimals = decimals[:least] + decimals[least:].rstrip("0")
        return f"{whole}.{decimals}" if decimals else whole

    def _moved(self, year: str, month: str, day: str) -> date:
        return date(int(year), int(month), int(day)) + self._days
