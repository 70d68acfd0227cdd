"""One spelling for values that are written in many ways, before they are compared or recognised."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

_FOLDS = {
    **dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD, 0x200E, 0x200F], None),  # zero width, soft hyphen, directions
    **dict.fromkeys([0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xFE63, 0xFF0D], "-"),
    **dict.fromkeys([0x2018, 0x2019, 0x02BC, 0x0060, 0x00B4], "'"),
    **dict.fromkeys([0x201C, 0x201D], '"'),
}
_SPACES = re.compile(r"[^\S \n]|  +")
_NEEDS_FOLDING = ("  ", " \n", "\n ", *"\t\v\f\r\x1c\x1d\x1e\x1f")  # in ASCII
_NOT_WORD = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"[+-]?(?:\d{1,400}\.?\d{0,400}|\.\d{1,400})(?:[eE][+-]?\d{1,3})?", re.ASCII)
_NUMBER_LINE = re.compile(rf"^{_NUMBER.pattern}$", re.ASCII | re.MULTILINE)
_SHORTEST = re.compile(r"^(?:0|-?[1-9]\d{0,14}|-?(?:0|[1-9]\d{0,10})\.\d{0,3}[1-9])$", re.ASCII | re.MULTILINE)  # 15 digits are exact
_WHOLE = 1e22  # beyond it a double is written with an exponent
_EXACT = 15  # digits that a spreadsheet number can hold (IEEE 754 double)
_MONTHS = {
    name: number for number, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)
}
_YMD = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DMY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})")
_DAY_NAME = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? {1,2})?"
_NAMED = re.compile(_DAY_NAME + r"(\d{1,2})(?:st|nd|rd|th)?[-/. ]{1,2}(?:of )?([a-z]{3})[a-z]{0,6}[-/., ]{1,2}(\d{4}|\d{2})", re.IGNORECASE)
_AMERICAN = re.compile(r"([a-z]{3})[a-z]{0,6}[-/. ]{1,2}(\d{1,2})(?:st|nd|rd|th)?[-/., ]{1,2}(\d{4})", re.IGNORECASE)
_COMPACT = re.compile(r"(\d{8})")
_TIME = re.compile(r"[ T,]{1,2}(?:\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?: ?[AaPp][Mm])?Z?|\d{6})$")
_EPOCHS = (datetime(1899, 12, 30), datetime(1904, 1, 1))  # noqa: DTZ001 - spreadsheet dates have no time zone
_PIVOT_YEAR = 30  # two-digit years are read as 1930 to 2029
_LEAP_1900 = 60  # the serial of 29 February 1900, a day that never was
_WORKING_LIFE = range(1900, 2101)
_SHORT_YEAR = 2
_LAST_SERIAL = 2_958_466  # the day after 31 December 9999


def fold(text: str) -> str:
    """Return ``text`` with compatibility forms, dashes, quotes and blanks made plain, line breaks kept, the ends trimmed."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_FOLDS)
    return _SPACES.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def fold_all(texts: list[str]) -> list[str]:
    """Return ``texts`` folded; when none of them needs it, which one look at all of them tells, as they are."""
    together = "\n".join(["", *texts, ""])
    one_line_each = together.count("\n") == len(texts) + 1
    plain = one_line_each and together.isascii() and not any(odd in together for odd in _NEEDS_FOLDING)
    return texts if plain else [fold(text) for text in texts]


def squeeze(text: str) -> str:
    """Return only the letters and digits of ``text``, in capitals."""
    return text.upper() if text.isalnum() else _NOT_WORD.sub("", text).upper()


def bare(text: str) -> str:
    """Return ``text`` in small letters without accents."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text)
    return "".join(char for char in spread if not unicodedata.combining(char)).lower()


def is_number(text: str) -> bool:
    """Return whether the whole of ``text`` is one decimal number."""
    return _NUMBER.fullmatch(text) is not None


def are_numbers(texts: list[str]) -> NDArray[np.bool_]:
    """Return which of the filled ``texts`` are one decimal number."""
    rest = _NUMBER_LINE.sub("", "\n".join(texts)).split("\n")
    if len(rest) != len(texts):  # a text has a line break of its own
        rest = ["" if is_number(text) else text for text in texts]
    return np.array([not other for other in rest], dtype=np.bool_)


def canonical_number(text: str) -> str:
    """Return the shortest spelling of a number: ``1.2345678E7`` is ``12345678``, ``80999.0`` is ``80999``."""
    if text.isdigit() and text.isascii():
        return text if len(text) <= _EXACT or text[0] != "0" else text.lstrip("0")
    if not is_number(text):
        return text
    value = float(text)
    return str(int(value)) if abs(value) < _WHOLE and value == int(value) else repr(value)


def canonical_numbers(texts: list[str]) -> list[str]:
    """Return the shortest spelling of every number; one look at all of them tells which are written in it already."""
    rest = _SHORTEST.sub("", "\n".join(texts)).split("\n")
    if len(rest) != len(texts):
        return [canonical_number(text) for text in texts]
    return [canonical_number(text) if other else text for text, other in zip(texts, rest, strict=True)]


def from_serial(value: float, epoch: int = 0) -> datetime | None:
    """Return the moment a spreadsheet serial number stands for; ``epoch`` 1 is the calendar of 1904."""
    if not 0 <= value < _LAST_SERIAL:
        return None
    days = value + 1 if epoch == 0 and value < _LEAP_1900 else value
    moment = _EPOCHS[epoch] + timedelta(days=days)
    return moment + timedelta(microseconds=500) if moment.microsecond else moment


def dates_in(text: str) -> list[date]:
    """Return the dates that the whole of ``text`` can mean; several when day and month are both possible."""
    text = _TIME.sub("", text.strip())
    if match := _YMD.fullmatch(text):
        return _real([(match[1], match[2], match[3])])
    if match := _DMY.fullmatch(text):
        return _real([(match[3], match[2], match[1]), (match[3], match[1], match[2])])
    if match := _NAMED.fullmatch(text):
        return _real([(match[3], _month(match[2]), match[1])])
    if match := _AMERICAN.fullmatch(text):
        return _real([(match[3], _month(match[1]), match[2])])
    if _COMPACT.fullmatch(text):
        year_first, day_first = (text[:4], text[4:6], text[6:]), (text[4:], text[2:4], text[:2])
        return [day for day in _real([year_first, day_first]) if day.year in _WORKING_LIFE]
    return []


def _month(name: str) -> str:
    return str(_MONTHS.get(name.lower(), 0))


def _real(candidates: list[tuple[str, str, str]]) -> list[date]:
    found = []
    for year, month, day in candidates:
        number = int(year)
        full = number if len(year) > _SHORT_YEAR else number + (1900 if number >= _PIVOT_YEAR else 2000)
        try:
            found.append(date(full, int(month), int(day)))
        except ValueError:  # no such day: not a date in this reading
            continue
    return found
