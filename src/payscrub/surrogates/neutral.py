"""Neutral codes for what is nobody's business: health, faith, ethnicity and the like, and job titles when a policy wants them hidden."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from payscrub.model import Kind
from payscrub.surrogates.dates import year_of
from payscrub.surrogates.labelled import Label, Labelled
from payscrub.surrogates.prf import Prf
from payscrub.surrogates.shape import is_blanked

_CODE = re.compile(r"code [0-9]{1,9}", re.IGNORECASE)
QUASI = Label(lambda _: "Code {}", _CODE, "code", 2)
SPECIAL = Label(lambda _: "Code {}", _CODE, "code", 2, frozenset({Kind.DATE}))
_NUMBER = re.compile(r"[0-9]{2,9}")
_QUANTITY = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?")
COUNTED = frozenset({"HEALTH", "UNION_MEMBERSHIP"})  # days of absence, subscriptions: amounts and dates in them are payroll, and stay


class Special(Labelled):
    """Invents ``Code nn``, in a number cell the nn alone, for every value: whoever has a code among blanks is told apart by it.

    So ``None`` and ``N/A`` have codes too. ``counted`` kinds keep amounts and dates.
    """

    def __init__(self, prf: Prf, *, counted: bool) -> None:
        """Draw with ``prf``."""
        super().__init__(prf, SPECIAL)
        self._counted = counted

    def spares(self, value: str) -> bool:
        """Return whether a value is blank, or was blanked to letters."""
        return not any(map(str.isalnum, value)) or (is_blanked(value) and "x" in value.lower())

    def learn(self, texts: Collection[str]) -> None:
        """Take in originals; numbers among them are no one's surrogates."""
        coded = [text for text in texts if not self._stays(text)]
        super().learn(coded)
        for text in filter(_NUMBER.fullmatch, coded):
            self.reserve(text)

    def make(self, text: str, kind: int = Kind.TEXT) -> str | None:
        """Return the code of ``text``; amounts and dates of counted kinds stay."""
        if self._stays(text) or (self.excused and self.recognises(text)):
            return text
        return str(self.number(text)) if kind == Kind.NUMBER else super().make(text, kind)

    def make_all(self, texts: Sequence[str], kind: int = Kind.TEXT) -> list[str | None]:
        """Return ``make`` of many texts; there are few different ones."""
        return [self.make(text, kind) for text in texts]

    def recognises(self, text: str) -> bool:
        """Return whether ``text`` is a code, the number of one, or stays."""
        return self._stays(text) or _NUMBER.fullmatch(text) is not None or self.is_label(text)

    def proves(self, text: str) -> bool:
        """Return whether ``text`` is a code in words: a number alone proves nothing."""
        return self.is_label(text)

    def _stays(self, text: str) -> bool:
        return self._counted and (_QUANTITY.fullmatch(text) is not None or year_of(text) is not None)
