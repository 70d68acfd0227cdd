"""Dates of birth in every written form: year and month stay, the day becomes the one that belongs to them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from payscrub.model import Kind
from payscrub.surrogates.maker import Maker
from payscrub.surrogates.shape import plain, whole_number

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = r"(?:(?P<weekday>(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?),?[ ]{1,2})?"
_TIME = r"(?:[ T,]{1,2}(?:\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?: ?[AaPp][Mm])?Z?|\d{6}))?"
_DAY, _NAME, _GAP = r"(?P<d>\d{1,2})(?P<ordinal>st|nd|rd|th)?", r"(?P<name>[a-z]{3})[a-z]{0,6}", r"[-/., ]{1,2}"
_FORMS = tuple(
    re.compile(f"{_WEEKDAY}{form}{_TIME}", re.IGNORECASE | re.ASCII)
    for form in (
        r"(?P<y>\d{4})[-/. ](?P<m>\d{1,2})[-/. ](?P<d>\d{1,2})",
        r"(?P<a>\d{1,2})[-/. ](?P<b>\d{1,2})[-/. ](?P<y>\d{4}|\d{2})",
        rf"{_DAY}[-/. ]{{0,2}}(?:of )?{_NAME}[-/., ]{{0,2}}(?P<y>\d{{4}}|\d{{2}})",
        rf"{_NAME}{_GAP}{_DAY}{_GAP}(?P<y>\d{{4}}|\d{{2}})",
        r"(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])",
        r"(?P<d>0?[1-9]|[12]\d|3[01])(?P<m>0[1-9]|1[0-2])(?P<y>(?:19|20)\d\d)",  # a number cell has lost the zero of the day
        r"(?P<d>0[1-9]|[12]\d|3[01])(?P<m>0[1-9]|1[0-2])(?P<y>\d\d)",
        r"(?P<y>\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])",
    )
)
_PARTIAL = re.compile(r"(?:[a-z]{3,9}|[0-9]{1,2})[-/ ,]{1,2}(?:[0-9]{4}|[0-9]{2})|[0-9]{4}-[0-9]{2}|[0-9]{1,4}", re.IGNORECASE)
_SERIAL = re.compile(r"(\d{5})(\.\d{1,17})?")
_NUMBERS_ALONE = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](?:\d{4}|\d{2})(?:[ T].{0,20})?", re.ASCII)
_USUAL = re.compile(
    r"^(?:(?:0[1-9]|1[0-9]|2[0-8])((?:/(?:0[1-9]|1[0-2])/|-(?:0[1-9]|1[0-2])-|\.(?:0[1-9]|1[0-2])\.)(?:19|20)[0-9]{2})|.*)$", re.MULTILINE
)  # a day that every month has, and what stands after it
_EPOCH = date(1899, 12, 30)
_PIVOT = 30  # two-digit years are read as 1930 to 2029
_MONTHS_IN_YEAR = 12


def reserved_day(year: int, month: int) -> int:
    """Return the day that every surrogate of a month has; it exists in every month."""
    return 1 + (12 * year + 7 * month) % 28


def year_of(text: str) -> int | None:
    """Return the year of a date in any written form, ``None`` where there is none."""
    shown = plain(whole_number(text))
    matches = (form.fullmatch(shown) for form in _FORMS)
    return next((full_year(match["y"]) for match in matches if match), None)


class BirthDate(Maker):
    """Invents by formula, without key or table: the surrogate of a surrogate is itself.

    ``03/04/1985`` is 3 April unless the dates that were learnt show that months come first.
    """

    weak = True  # one real date in thirty has the reserved day

    def __init__(self) -> None:
        """Start with nothing learnt."""
        super().__init__()
        self._day_first = self._month_first = False

    def learn(self, texts: Collection[str]) -> None:
        """See whether days or months come first."""
        for text in texts:
            match = _NUMBERS_ALONE.match(text)
            if match:
                self._day_first |= int(match[1]) > _MONTHS_IN_YEAR
                self._month_first |= int(match[2]) > _MONTHS_IN_YEAR

    def settle(self) -> None:
        """Do nothing: there is no table."""

    def make(self, text: str, kind: int = Kind.TEXT) -> str | None:
        """Return the date with its reserved day, as it was written; a month, a year or an age alone as it is."""
        if kind == Kind.DATE:
            return f"{text[:8]}{reserved_day(int(text[:4]), int(text[5:7])):02d}{text[10:]}"
        text = whole_number(text)
        for form in _FORMS:
            match = form.fullmatch(plain(text))
            if match:
                return self._rewrite(text, match)
        if _PARTIAL.fullmatch(text):
            return text
        return _serial(text)

    def make_all(self, texts: Sequence[str], kind: int = Kind.TEXT) -> list[str | None]:
        """Return ``make`` of many texts; of days written alike in one month the first tells for all, for only their day differs."""
        if kind != Kind.TEXT or (self._month_first and not self._day_first):
            return super().make_all(texts, kind)
        usual = _USUAL.findall("\n".join(texts)) if texts else []
        if len(usual) != len(texts):  # a text of several lines
            return super().make_all(texts, kind)
        days: dict[str, str] = {}
        for text, rest in zip(texts, usual, strict=True):
            if rest and rest not in days:
                days[rest] = (self.make(text) or text)[:2]
        return [f"{days[rest]}{rest}" if rest else self.make(text) for text, rest in zip(texts, usual, strict=True)]

    def recognises(self, text: str) -> bool:
        """Return whether the surrogate of ``text`` is ``text``."""
        return self.make(text) == text

    def _rewrite(self, text: str, match: re.Match[str]) -> str | None:
        groups = match.groupdict()
        day, month_text = self._day_and_month(groups)
        month = int(month_text) if month_text.isdigit() else _month(month_text)
        year = full_year(groups["y"])
        if not (1 <= month <= _MONTHS_IN_YEAR and year >= 1 and 1 <= int(groups[day]) <= monthrange(year, month)[1]):
            return None
        new = date(year, month, reserved_day(year, month))
        pieces = {day: _as_wide(new.day, groups[day], month_text)}
        if groups.get("ordinal"):
            pieces["ordinal"] = _ordinal(new.day)
        if groups.get("weekday"):
            pieces["weekday"] = _weekday(new, groups["weekday"])
        return _splice(text, match, pieces)

    def _day_and_month(self, groups: dict[str, str]) -> tuple[str, str]:
        """Return which group is the day, and the text of the month."""
        if groups.get("d"):
            return "d", groups.get("name") or groups["m"]
        first, second = int(groups["a"]), int(groups["b"])
        months_first = self._month_first and not self._day_first
        second_is_day = second > _MONTHS_IN_YEAR >= first or (months_first and first <= _MONTHS_IN_YEAR)
        return ("b", groups["a"]) if second_is_day else ("a", groups["b"])


def _month(name: str) -> int:
    return _MONTHS.index(name.lower()) + 1 if name.lower() in _MONTHS else 0


def full_year(year: str) -> int:
    """Return a year of two or four digits as a number."""
    number = int(year)
    return number if len(year) > 2 else number + (1900 if number >= _PIVOT else 2000)  # noqa: PLR2004 - two-digit years


def _as_wide(day: int, old: str, month: str) -> str:
    """Return the day with a leading zero unless the original shows that it goes without."""
    bare = len(old) == 1 or (old[0] != "0" and len(month) == 1)
    return str(day) if bare else f"{day:02d}"


def _ordinal(day: int) -> str:
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th") if day not in (11, 12, 13) else "th"


def _weekday(new: date, old: str) -> str:
    name = _WEEKDAYS[new.weekday()]
    name = name if old.lower().endswith("day") else name[:3]
    return name.upper() if old.isupper() else name.lower() if old.islower() else name


def _splice(text: str, match: re.Match[str], pieces: dict[str, str]) -> str:
    for name in sorted(pieces, key=match.start, reverse=True):
        text = f"{text[: match.start(name)]}{pieces[name]}{text[match.end(name) :]}"
    return text


def _serial(text: str) -> str | None:
    """Return a spreadsheet's number of a day, moved to the reserved day of its month; a time of day stays."""
    match = _SERIAL.fullmatch(text)
    if match is None:
        return None
    old = _EPOCH + timedelta(days=int(match[1]))
    new = old.replace(day=reserved_day(old.year, old.month))
    return f"{(new - _EPOCH).days}{match[2] or ''}"
