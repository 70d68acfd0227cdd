"""Loose shapes of identifiers inside any text; what lies in a reserved space is excused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from payscrub.verify.address_shapes import ADDRESSES
from payscrub.verify.folding import dates_in
from payscrub.verify.named_shapes import LOGINS, NAMED, NAMES
from payscrub.verify.reserved import SPACES, always_accepted
from payscrub.verify.shape import Shape
from payscrub.verify.shape_table import SHAPES

_COMPILED = tuple((shape, re.compile(shape.pattern)) for shape in (*SHAPES, *ADDRESSES, *NAMED))
_BIRTH = "DATE_OF_BIRTH"
_DAY = re.compile(
    r"(?<![A-Z0-9])(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}|"
    r"\d{1,2}(?:ST|ND|RD|TH)?[ -](?:OF )?[A-Z]{3,9}[ -]\d{2,4})(?![A-Z0-9])"
)
_BY_WORDS = frozenset({"named", "login"})
_DIGITS_ENOUGH = re.compile(r"(?:\d\D{0,12}){5}")
# A number in a text may carry the mark of a neighbouring kind: a payment's reference is often the employee's number.
_ALSO = MappingProxyType(
    {
        "EMPLOYEE_ID": ("BANK_ROLL_NUMBER",),
        "UK_BANK_ACCOUNT": ("BANK_ROLL_NUMBER", "UK_SORT_CODE"),
        "UK_NHS": ("UK_UTR", "PHONE_NUMBER"),
        "NHS_PENSION_NUMBER": ("PENSION_MEMBER",),
    }
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A shape met in a text: what it is and why it is suspect."""

    entity: str
    reason: str


def hits(text: str, *, typed: bool) -> Iterator[Hit]:
    """Yield what ``text`` (folded) holds that no reserved space excuses; ``typed`` says that somebody wrote it freely."""
    upper = text.upper()
    traits = _traits(upper)
    named: dict[tuple[int, int], list[Shape]] = {}
    for shape, pattern in _COMPILED:
        if shape.needs not in traits or (shape.ask and not typed):
            continue
        for match in pattern.finditer(upper):
            group = "value" if "value" in pattern.groupindex else 0
            if shape.needs in _BY_WORDS:
                if shape.holds(match):
                    named.setdefault(match.span(group), []).append(shape)
            elif not _excused(shape.entity, match[group]) and shape.holds(match):
                yield Hit(shape.entity, shape.reason)
                break
    yield from _misnamed(upper, named)
    yield from _twice(upper, [span for span, shapes in named.items() if any(shape.entity == _BIRTH for shape in shapes)])


def _misnamed(upper: str, named: Mapping[tuple[int, int], Sequence[Shape]]) -> Iterator[Hit]:
    """Yield what words name and no reserved space excuses; what several words name may be any of what they say."""
    for (start, end), shapes in named.items():
        if not any(_excused(shape.entity, upper[start:end]) for shape in shapes):
            yield Hit(shapes[0].entity, shapes[0].reason)


def _twice(upper: str, births: Sequence[tuple[int, int]]) -> Iterator[Hit]:
    """Yield a hit when a date of the same month as a day of birth is no invented one: the day in another spelling."""
    months = {(day.year, day.month) for start, end in births for day in dates_in(upper[start:end])}
    for match in _DAY.finditer(upper) if months else ():
        same = any((day.year, day.month) in months for day in dates_in(match[0]))
        if same and match.span() not in births and not SPACES[_BIRTH](match[0]):
            yield Hit(_BIRTH, "Beside a date of birth stands another date of the same month, which may be the same birthday.")


def _excused(entity: str, value: str) -> bool:
    spaces = (entity, *_ALSO.get(entity, ()))
    return any(space in SPACES and SPACES[space](value) for space in spaces) or (entity != "ADDRESS" and always_accepted(value))


def _traits(upper: str) -> frozenset[str]:
    found = {char for char in "@+-=\\:/PA" if char in upper}
    if LOGINS.search(upper):
        found.add("login")
    if not upper.isalpha() and any(char.isdigit() for char in upper):
        found.add("digit")
        if _DIGITS_ENOUGH.search(upper):
            found.add("digits")
        if NAMES.search(upper):
            found.add("named")
    return frozenset(found)
