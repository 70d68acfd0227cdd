"""Numbers and birthdays of people that stand beside their names in one text: ``20345678 Smith, John``, ``Smith, John - 20345678``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from payscrub.detect.checks import is_day
from payscrub.model import Span

_NUMBER = r"[A-Za-z]{0,3}\d{3,10}(?:-\d{1,2})?"
_GAP = r"[ \t:;,|~()\[\]#\-\u2010-\u2015]{1,4}"
_EDGE = re.compile(rf"^[(\[]?{_NUMBER}[)\]]?(?:{_GAP})(?=[^\W\d])|(?<=[^\W\d])\.?(?:{_GAP}){_NUMBER}[)\]]?$")
_ALONE = re.compile(r"(?<![\w.,/\-£$€])\d{5,10}(?:-\d{1,2})?(?![\w%]|[.,/\-]\d)")  # shorter ones are hours, years and amounts
_BETWEEN = re.compile(_GAP)
_BIRTH = re.compile(r"(?<![\w./\-])(?:\d{1,2}[/.\-]\d{1,2}[/.\-](?:19[3-9]|200)\d|(?:19[3-9]|200)\d[/.\-]\d\d[/.\-]\d\d)(?![\w/\-])")
_OF_A_RECORD = frozenset({"PERSON", "UK_NINO", "UK_POSTCODE", "ADDRESS", "EMPLOYEE_ID", "EMAIL_ADDRESS", "UK_BANK_ACCOUNT", "UK_SORT_CODE"})
_DAYS = frozenset({len("ddmmyy"), len("ddmmyyyy")})


def without_number(text: str) -> str:
    """Return a cell without the number before or behind its words, if it has one."""
    return _EDGE.sub("", text)


def numbers_beside(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield each number of five to ten digits with only a separator between it and a name among ``spans``; days are none."""
    names = [span for span in spans if span.entity == "PERSON"]
    for match in _ALONE.finditer(text) if names else ():
        start, end = match.span()
        if _is_beside(text, start, end, names) and not (len(match[0]) in _DAYS and is_day(match[0])):
            yield Span(start, end, "EMPLOYEE_ID", 0.72, "a number beside a name")


def births_beside(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield each day on which a worker can be born that only separators part from one of two identifiers: a record in one cell."""
    pieces = [span for span in spans if span.entity in _OF_A_RECORD]
    for match in _BIRTH.finditer(text) if len({span.entity for span in pieces}) > 1 else ():
        if _is_beside(text, match.start(), match.end(), pieces):
            yield Span(match.start(), match.end(), "DATE_OF_BIRTH", 0.72, "a day in a record of a person")


def _is_beside(text: str, start: int, end: int, spans: Sequence[Span]) -> bool:
    """Return whether only a separator stands between a piece of ``text`` and one of ``spans``."""
    return any(_BETWEEN.fullmatch(text, span.end, start) or _BETWEEN.fullmatch(text, end, span.start) for span in spans)


def numbers_in(texts: Sequence[str]) -> list[str]:
    """Return the numbers of five digits or more in the cells of a column of names, squeezed and without leading zeros."""
    return [code.replace("-", "").lstrip("0") for code in _ALONE.findall("\n".join(texts))]
