"""Days of birth that stand again in another spelling, where no word says what they are: ``born 1961-07-19 i.e. 19/07/1961``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from payscrub.detect.normalise import Folded, fold_texts
from payscrub.model import Span

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_NAME = rf"(?P<name>{'|'.join(_MONTHS)})[A-Z]{{0,6}}"
_EDGE, _GAP = r"(?<![0-9A-Z])", r"[./ \-]{1,2}"
_FORMS = tuple(
    re.compile(f"{_EDGE}{form}(?![0-9A-Z])")
    for form in (
        rf"(?P<y>\d{{4}}){_GAP}(?P<m>\d{{1,2}}){_GAP}(?P<d>\d{{1,2}})",
        rf"(?P<d>\d{{1,2}}){_GAP}(?P<m>\d{{1,2}}){_GAP}(?P<y>\d{{4}}|\d\d)",
        rf"(?P<d>\d{{1,2}})(?:ST|ND|RD|TH)?[./ \-]{{0,2}}(?:OF )?{_NAME}[./ ,\-]{{0,2}}(?P<y>\d{{4}}|\d\d)",
        rf"{_NAME}{_GAP}(?P<d>\d{{1,2}})(?:ST|ND|RD|TH)?,? (?P<y>\d{{4}})",
        r"(?P<d>\d\d)(?P<m>\d\d)(?P<y>(?:19|20)\d\d)",
        r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)",
    )
)
_PIVOT, _CENTURY = 30, 100  # two-digit years are read as 1930 to 2029
_YOUNGEST = 2012  # nobody on a payroll was born later
_REASON = "a day of birth that stands elsewhere too"


def born(texts: Iterable[str]) -> set[date]:
    """Return every day that some dates of birth can mean."""
    return {day for _, _, days in _dates(fold_texts(list(texts))) for day in days}


def births_again(texts: Sequence[str], named: AbstractSet[date], learnt: Callable[[], AbstractSet[date]]) -> Iterator[tuple[int, Span]]:
    """Yield, with the number of its text, each date in some texts that is a day of birth.

    ``named`` are those that were found in texts, ``learnt`` returns those of the file's columns and is asked when a date needs it.
    A text that is a date and nothing else is another day of somebody's employment, which coincides with a birthday.
    """
    folded = fold_texts(texts)
    for low, high, days in _dates(folded):
        if not (named.isdisjoint(days) and learnt().isdisjoint(days)):
            number, start, end = folded.locate(low, high)
            if end - start < len(texts[number].strip()):
                yield number, Span(start, end, "DATE_OF_BIRTH", 0.7, _REASON)


def _dates(folded: Folded) -> Iterator[tuple[int, int, set[date]]]:
    """Yield the place and the possible days of each date in some texts."""
    for form in _FORMS:
        for match in form.finditer(folded.text):
            days = _days(match)
            if days:
                yield *match.span(), days


def _days(match: re.Match[str]) -> set[date]:
    found = match.groupdict()
    month = _MONTHS.index(found["name"]) + 1 if "name" in found else int(found["m"])
    year, day = int(found["y"]), int(found["d"])
    if year < _CENTURY:
        year += 1900 if year >= _PIVOT else 2000
    days = {_day(year, month, day), _day(year, day, month)} if "name" not in found else {_day(year, month, day)}
    return {one for one in days if one is not None and one.year <= _YOUNGEST}


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # no such day
        return None
