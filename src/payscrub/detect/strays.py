"""Values of a personal column that are plainly another identifier: an e-mail address among surnames, bank details among staff numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from payscrub.detect.finder import Finder
from payscrub.detect.learnt import Learnt
from payscrub.detect.normalise import join
from payscrub.model import Distinct, Kind

_RARE = 0.01  # of the different values of a column; what is more frequent is what the column holds
_MOST = 50  # values looked at in a column
_SURE = 0.75
# What its surrogate proves by itself in any column (docs/surrogates.md); anything else is treated as what the column holds.
_PROVING = frozenset({"UK_NINO", "EMAIL_ADDRESS", "IBAN_CODE", "UK_POSTCODE", "PHONE_NUMBER", "UK_SORT_CODE", "UK_BANK_ACCOUNT"})


def strays(values: Distinct, entity: str) -> NDArray[np.bool_]:
    """Return which of a column's distinct values are wholly something else than ``entity``, by their form alone.

    Only texts are looked at whose counts of digits, letters and ``@`` few others share: a column that holds
    another kind of identifier throughout is not this rule's business.
    """
    found = np.zeros(len(values.texts), dtype=np.bool_)
    some = _unusual(values)
    texts = [values.texts[number] for number in some.tolist()]
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


def _signatures(texts: list[str]) -> NDArray[np.int64]:
    """Return for each text one number for its digits (up to 31), whether it has letters at all, and whether it has an ``@``."""
    joined, starts = join(texts)
    codes = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32)
    marks = np.zeros(len(codes) + 1, dtype=np.int64)
    digit = (codes >= ord("0")) & (codes <= ord("9"))
    letter = ((codes | 32) >= ord("a")) & ((codes | 32) <= ord("z"))
    np.cumsum(digit.astype(np.int64) + (letter.astype(np.int64) << 20) + ((codes == ord("@")).astype(np.int64) << 40), out=marks[1:])
    ends = np.concatenate((starts[1:] - 1, [len(joined)]))
    totals = marks[ends] - marks[starts]
    digits, letters, at = totals & 0xFFFFF, (totals >> 20) & 0xFFFFF, totals >> 40
    return np.asarray(np.minimum(digits, 31) * 4 + (letters > 0) * 2 + (at > 0), dtype=np.int64)
