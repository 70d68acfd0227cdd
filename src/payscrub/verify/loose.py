"""Reads texts that stand anywhere: shapes of identifiers, the blunt rule for names, and what hides in encodings."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final
from urllib.parse import unquote

from payscrub.verify import limits
from payscrub.verify.checkdigits import luhn_valid
from payscrub.verify.folding import fold
from payscrub.verify.ledger import Ledger
from payscrub.verify.names import Where, suspicion
from payscrub.verify.reserved import SPACES
from payscrub.verify.shapes import Hit, hits

_LINE = r"[A-Za-z0-9+/]{20,}"  # as it is wrapped in mails and XML
_CODED = re.compile(rf"\s{{0,9}}(?:{_LINE}\s{{1,9}})*{_LINE}(?:\s{{1,9}}[A-Za-z0-9+/]{{1,19}})?={{0,2}}\s{{0,9}}")
_MIXED = re.compile(r"(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])(?=[^0-9]*[0-9])[\s\S]{64,}")  # words run together and paths have no digits
_PHONE = re.compile(r"(?:44)?7[1-57-9]\d{8}|07[1-57-9]\d{8}|0[12]\d{9}")  # Ofcom; a zero in front shows that it is no quantity
_CARD = re.compile(r"[3-6]\d{15}|3[47]\d{13}")  # ISO/IEC 7812
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_SHORTEST_CODING = 64  # shorter ones are hashes and keys of the format
SHORTEST_NUMBER: Final = 10  # digits of a mobile number without its zero
_PERSON = "PERSON"


@dataclass(frozen=True, slots=True, repr=False)
class Scanner:
    """Scans texts and notes what it finds; ``descend`` is given bytes that were hidden in a text.

    A source that is only read to be compared with its copy is not judged.
    """

    ledger: Ledger
    descend: Callable[[bytes, str], None]
    counts: dict[str, int] = field(default_factory=dict)
    judging: bool = True
    pictures: Container[str] = ()  # hashes of those that are accepted

    def look(self, text: str, where: Where) -> tuple[Hit, ...]:
        """Return what one text holds."""
        return _look(text, where) if self.judging else ()

    def note(self, found: Iterable[Hit], place: str) -> None:
        """Note hits at a place; a part with very many is cut short, because it is rejected anyway."""
        part = re.split(r"[!#]|row \d", place)[0]
        for hit in found:
            self.counts[part] = self.counts.get(part, 0) + 1
            if self.counts[part] <= limits.FINDINGS_A_PART:
                self.ledger.find(hit.entity, place, hit.reason)

    def text(self, text: str, place: str, where: Where) -> None:
        """Look at one text, at what its percent signs hide, and at what it encodes."""
        if not self.hidden(text, place, where) or not _CODED.fullmatch(text):
            self.note(self.look(text, where), place)

    def hidden(self, text: str, place: str, where: Where) -> bool:
        """Look at what the percent signs and the codings of a text hide; return whether anything was noted."""
        before = len(self.ledger.found) + len(self.ledger.unread)
        for match in _CODED.finditer(text) if self.judging and len(text) >= _SHORTEST_CODING else ():
            if _MIXED.match(match[0]):
                self._decode("".join(match[0].split()).rstrip("="), place)
        if "%" in text and _PERCENT.search(text):
            self.note(self.look(unquote(text), where), place)
        return len(self.ledger.found) + len(self.ledger.unread) > before

    def _decode(self, text: str, place: str) -> None:
        """Hand on what a text encodes in base64."""
        try:
            hidden = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
        except binascii.Error:  # not base64 after all: a text like any other
            return
        self.descend(hidden, place)

    def numbers(self, numbers: Iterable[tuple[str, int]]) -> Iterator[tuple[int, Hit]]:
        """Yield of (number, cell) pairs outside of personal columns the cells of what can only be an identifier."""
        for text, cell in numbers:
            found = _number(text)
            if found:
                yield cell, found


def _number(text: str) -> Hit | None:
    if len(text) < SHORTEST_NUMBER or not text.isdigit():
        return None
    if _PHONE.fullmatch(text) and not SPACES["PHONE_NUMBER"](text):
        return Hit("PHONE_NUMBER", "A number has the form of a telephone number.")
    if _CARD.fullmatch(text) and luhn_valid(text):
        return Hit("CREDIT_CARD", "A number is a valid payment card number.")
    return None


@lru_cache(maxsize=1 << 16)
def _look(text: str, where: Where) -> tuple[Hit, ...]:
    folded = fold(text)
    found = list(dict.fromkeys(hits(folded.replace("\n", " "), typed=where >= Where.HEAD)))
    why = suspicion(folded, where)
    if why:
        found.append(Hit(_PERSON, why))
    return tuple(found)
