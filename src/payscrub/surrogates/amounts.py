"""Amounts as people and programs write them: ``1234.5``, ``£1,234.50``, ``(99.00)``, ``1.2E3``, ``100.00-``."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

FIGURES = 2  # figures of an amount that stay when it is generalised
_AMOUNT = re.compile(
    r"(?P<before>\(?[-+]?[\u00a3$\u20ac]?[ ]?[-+]?)"
    r"(?P<number>(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,17})(?:\.(?P<decimals>\d{1,17}))?(?:[Ee][+-]?\d{1,2})?)"
    r"(?P<after>-?\)?)",
    re.ASCII,
)
_SIGNS = str.maketrans("", "", "-+()")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and its dress: currency, brackets, thousands, decimals."""

    value: Decimal
    decimals: int
    before: str
    after: str
    grouped: bool

    def wears(self, value: Decimal) -> str:
        """Return ``value`` in this dress, with as many decimals as it needs and at least as many as there were."""
        digits, _, decimals = f"{abs(value):f}".partition(".")
        decimals = decimals[: self.decimals].ljust(self.decimals, "0") + decimals[self.decimals :].rstrip("0")
        shown = f"{int(digits):,}" if self.grouped else digits
        number = f"{shown}.{decimals}" if decimals else shown
        if (value < 0) == (self.value < 0):
            return f"{self.before}{number}{self.after}"
        sign = "-" if value < 0 else ""
        return f"{sign}{self.before.translate(_SIGNS)}{number}{self.after.translate(_SIGNS)}"


def amount(text: str) -> Amount | None:
    """Return a text as an amount, ``None`` when it is written otherwise."""
    match = _AMOUNT.fullmatch(text)
    if match is None or (match["before"][:1] == "(") != (match["after"][-1:] == ")"):
        return None
    value = Decimal(match["number"].replace(",", ""))
    negative = any(sign in match["before"] + match["after"] for sign in "-(")
    return Amount(-value if negative else value, len(match["decimals"] or ""), match["before"], match["after"], "," in match["number"])


def numbers(texts: Sequence[str]) -> NDArray[np.float64]:
    """Return texts as numbers, ``NaN`` for what is no amount."""
    try:
        read = list(map(float, texts))
    except ValueError:
        read = [math.nan if one is None else float(one.value) for one in map(amount, texts)]
    values = np.array(read, dtype=np.float64)
    return np.where(np.isfinite(values), values, math.nan)


def rounded(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return amounts rounded to the figures that ``generalise`` leaves."""
    size = np.where((values == 0) | np.isnan(values), 1.0, np.abs(values))
    step = 10.0 ** (np.floor(np.log10(size)) - FIGURES + 1)
    return np.round(values / step) * step + 0.0
