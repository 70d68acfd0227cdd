"""Which cell styles show a number as a date, and the calendar of spreadsheets (ECMA-376 part 1, 18.8.30 and 18.17.4.1)."""

from __future__ import annotations

import re
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from payscrub.formats.xlsx import outline

_BUILT_IN_DATES = frozenset((*range(14, 18), 22, *range(27, 32), *range(34, 37), *range(50, 59)))
_NOT_A_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DAY_OR_YEAR = re.compile("[dyeb]", re.IGNORECASE)
_MONTH = re.compile("m", re.IGNORECASE)
_CLOCK = re.compile("[hs]", re.IGNORECASE)
_EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_LEAP_BUG = 61  # serials below this one are a day off in the 1900 system, which has a 29 February 1900
_LAST = 2_958_465  # 31 December 9999
_DAY = len("1900-01-01")
_DIGITS = frozenset(range(1, 8))  # of a serial number in the calendar


def date_styles(styles: bytes | None) -> NDArray[np.bool_]:
    """Return for each cell format of a styles part (``cellXfs``) whether it shows a number as a date."""
    if styles is None:
        return np.zeros(1, dtype=np.bool_)
    custom: dict[str, bool] = {}
    flags, inside = [], False
    for tag in outline.read(styles):
        if tag.name == "numFmt":
            custom[tag.attributes.get("numFmtId", "")] = is_date(tag.attributes.get("formatCode", ""))
        elif tag.depth == 1:
            inside = tag.name == "cellXfs"
        elif inside and tag.name == "xf":
            number = tag.attributes.get("numFmtId", "0")
            flags.append(custom.get(number, number.isdigit() and int(number) in _BUILT_IN_DATES))
    return np.array(flags or [False], dtype=np.bool_)


def is_date(code: str) -> bool:
    """Return whether a number format shows a day, month or year, and not only a time of day."""
    bare = _NOT_A_CODE.sub("", code.partition(";")[0])
    if "general" in bare.casefold():
        return False
    return bool(_DAY_OR_YEAR.search(bare) or (_MONTH.search(bare) and not _CLOCK.search(bare)))


def iso(serial: str, *, since_1904: bool) -> str:
    """Return a serial number as ISO 8601, with the time of day when it has one; unchanged when it is no date."""
    try:
        value = float(serial)
    except ValueError:
        return serial
    days = int(value)
    if not 1 <= days <= _LAST - 1462 * since_1904:
        return serial
    day = _EPOCHS[since_1904] + timedelta(days=days + (not since_1904 and days < _LEAP_BUG - 1))
    seconds = round((value - days) * 86_400)
    return day.isoformat() if not seconds else f"{day.isoformat()}T{timedelta(seconds=min(seconds, 86_399))!s:0>8}"


def isos(serials: list[str], *, since_1904: bool) -> list[str]:
    """Return ``iso`` of many serial numbers: at once where all are whole days."""
    whole = "".join(serials)
    if not (whole.isascii() and whole.isdigit() and {*map(len, serials)} <= _DIGITS):
        return [iso(one, since_1904=since_1904) for one in serials]
    numbers = np.fromiter(map(int, serials), dtype=np.int64, count=len(serials))
    if numbers.min() < 1 or numbers.max() > _LAST - 1462 * since_1904:
        return [iso(one, since_1904=since_1904) for one in serials]
    if not since_1904:
        numbers += numbers < _LEAP_BUG - 1
    spelt: list[str] = np.datetime_as_string(np.datetime64(_EPOCHS[since_1904], "D") + numbers).tolist()
    return spelt


def serial(text: str, fraction: str, *, since_1904: bool) -> str:
    """Return the serial number of the day in ``text`` (ISO 8601), with a ``fraction`` of digits for the time of day, if there is one."""
    days = (date.fromisoformat(text[:_DAY]) - _EPOCHS[since_1904]).days
    days -= not since_1904 and days < _LEAP_BUG
    return f"{days}.{fraction}" if fraction else str(days)


def days(texts: list[str], *, since_1904: bool) -> list[bytes]:
    """Return ``serial`` of many texts without a time of day, and nothing for those that are empty."""
    filled = np.array([text[:_DAY] for text in texts if text], dtype="datetime64[D]")
    numbers = (filled - np.datetime64(_EPOCHS[since_1904], "D")).astype(np.int64)
    if not since_1904:
        numbers -= numbers < _LEAP_BUG
    spelt = iter(numbers.tolist())
    return [b"%d" % next(spelt) if text else b"" for text in texts]
