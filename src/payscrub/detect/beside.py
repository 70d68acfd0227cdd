"""Numbers of people that stand beside their names in one text: ``20345678 Smith, John``, ``Smith, John - 20345678``."""

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
_DAYS = frozenset({len("ddmmyy"), len("ddmmyyyy")})


def without_number(text: str) -> str:
    """Return a cell without the number before or behind its words, if it has one."""
    return _EDGE.sub("", text)


def numbers_beside(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield each number of five to ten digits with only a separator between it and a name among ``spans``; days are none."""
    names = [span for span in spans if span.entity == "PERSON"]
    for match in _ALONE.finditer(text) if names else ():
        start, end = match.span()
        if any(_BETWEEN.fullmatch(text, span.end, start) or _BETWEEN.fullmatch(text, end, span.start) for span in names) and not (
            len(match[0]) in _DAYS and is_day(match[0])
        ):
            yield Span(start, end, "EMPLOYEE_ID", 0.72, "a number beside a name")


def numbers_in(texts: Sequence[str]) -> list[str]:
    """Return the numbers of five digits or more in the cells of a column of names, squeezed and without leading zeros."""
    return [code.replace("-", "").lstrip("0") for code in _ALONE.findall("\n".join(texts))]
