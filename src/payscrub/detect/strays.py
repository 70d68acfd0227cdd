"""Values of a personal column that are plainly another identifier: an e-mail address among surnames, bank details among staff numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from payscrub.detect.finder import Finder
from payscrub.detect.learnt import Learnt
from payscrub.model import Distinct, Kind
from payscrub.packed import Packed

_RARE = 0.01  # of the different values of a column; what is more frequent is what the column holds
_MOST = 50  # values looked at in a column
_SURE = 0.75
# What its surrogate proves by itself in any column (docs/surrogates.md); anything else is treated as what the column holds.
_PROVING = frozenset({"UK_NINO", "EMAIL_ADDRESS", "IBAN_CODE", "UK_POSTCODE", "PHONE_NUMBER", "UK_SORT_CODE", "UK_BANK_ACCOUNT"})

_MARKS = np.zeros(256, dtype=np.int64)  # by byte: a digit, an ASCII letter, an @, each counted in bits of its own
_MARKS[list(b"0123456789")] = 1
_MARKS[list(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")] = 1 << 20
_MARKS[ord("@")] = 1 << 40


def strays(values: Distinct, entity: str) -> NDArray[np.bool_]:
    """Return which of a column's distinct values are wholly something else than ``entity``, by their form alone.

    Only texts are looked at whose counts of digits, letters and ``@`` few others share: a column that holds
    another kind of identifier throughout is not this rule's business.
    """
    found = np.zeros(len(values.texts), dtype=np.bool_)
    some = _unusual(values)
    texts = values.texts.take(some).listed()
    for number, text, spans in zip(some.tolist(), texts, Finder(Learnt()).find(texts), strict=True):
        covered = sum(sum(map(str.isalnum, text[span.start : span.end])) for span in spans)
        sure = all(span.score >= _SURE and span.entity in _PROVING - {entity} for span in spans)
        found[number] = bool(spans) and sure and covered == sum(map(str.isalnum, text))
    return found


def _unusual(values: Distinct) -> NDArray[np.int64]:
    """Return the numbers of the texts whose make-up is rare in the column, when there are not too many."""
    written = np.flatnonzero(values.kinds == Kind.TEXT)
    if len(written) < 1 / _RARE:
        return written[:_MOST]
    signatures = _signatures(values.texts)[written]
    _, inverse, counts = np.unique(signatures, return_inverse=True, return_counts=True)
    return written[np.flatnonzero(counts[inverse] <= max(1, int(_RARE * len(written))))][:_MOST]


def _signatures(texts: Packed) -> NDArray[np.int64]:
    """Return for each text one number for its digits (up to 31), whether it has letters at all, and whether it has an ``@``."""
    totals = np.add.reduceat(_MARKS[texts.flat], texts.starts)
    digits, letters, at = totals & 0xFFFFF, (totals >> 20) & 0xFFFFF, totals >> 40
    return np.asarray(np.minimum(digits, 31) * 4 + (letters > 0) * 2 + (at > 0), dtype=np.int64)
