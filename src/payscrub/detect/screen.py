"""What can be told of many texts at once by their characters alone: which are no business of any detector."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from payscrub.detect.normalise import join
from payscrub.model import Indices

_MOST_BEFORE, _MOST_AFTER = 7, 2  # digits of an amount before and after its point
_ASCII = 128


@dataclass(frozen=True, slots=True, eq=False)
class Screen:
    """Some texts as the code points of all of them joined, and how many digits each has (wide and foreign ones, too)."""

    codes: NDArray[np.uint32] = field(repr=False)
    starts: Indices = field(repr=False)
    ends: Indices = field(repr=False)
    digits: Indices = field(repr=False)

    def amounts(self) -> NDArray[np.bool_]:
        """Return which texts are plain amounts, as half the cells of a delimited payroll are: no identifier is written so."""
        if not len(self.starts):
            return np.zeros(0, dtype=np.bool_)
        length = self.ends - self.starts
        minus = (self.codes[self.starts] == ord("-")).astype(np.int64)
        before = length - minus - self.digits
        found = np.zeros(len(length), dtype=np.bool_)
        for after in range(1, _MOST_AFTER + 1):
            pointed = self.codes[np.maximum(self.ends - after - 1, 0)] == ord(".")
            found |= pointed & (self.digits > after) & (self.digits <= after + _MOST_BEFORE)
        return np.asarray(found & (before == 1), dtype=np.bool_)  # the point, and nothing else that is no digit


def screen(texts: Sequence[str]) -> Screen:
    """Return what there is to tell of some texts."""
    joined, starts = join(texts)
    codes = np.frombuffer(f"{joined}\n".encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    is_digit = (codes >= ord("0")) & (codes <= ord("9"))
    for code in np.unique(codes[codes >= _ASCII]).tolist():  # fullwidth and other digits fold to ASCII ones
        if chr(code).isdigit():
            is_digit |= codes == code
    totals = np.concatenate(([0], np.cumsum(is_digit, dtype=np.int64)))
    ends = np.concatenate((starts[1:] - 1, [len(joined)])).astype(np.int64) if len(texts) else starts
    return Screen(codes, starts, ends, np.asarray(totals[ends] - totals[starts], dtype=np.int64))
