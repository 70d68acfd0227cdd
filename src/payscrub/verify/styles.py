"""Which cell styles show a number as a date, from the style part of a workbook."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PREFIX = rb"(?:[\w.-]{1,40}:)?"
_FORMAT = re.compile(rb"<" + _PREFIX + rb"numFmt\s([^<]{0,70000})")
_CELL_STYLES = re.compile(rb"<" + _PREFIX + rb"cellXfs[\s>].*?</" + _PREFIX + rb"cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<" + _PREFIX + rb"xf[\s/>]([^<>]{0,4000})")
_ID = re.compile(rb"""numFmtId\s{0,4}=\s{0,4}["'](\d{1,6})["']""")
_CODE = re.compile(rb"""formatCode\s{0,4}=\s{0,4}(?:"([^"]*)"|'([^']*)')""")
_QUIET = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hmsHMS]{1,4}\])[^\]]{0,60}\]')  # what a format shows literally, colours, conditions
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|[_*](.)|\[\$([^\]]*?)(?:-[0-9A-Fa-f]{1,8})?\]|.', re.DOTALL)
_DATE_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)
# ECMA-376 part 1, 18.8.30: built-in formats that are dates or times, some of them in East Asian locales only.
_BUILT_IN = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles that are dates, and the calendar of the workbook (1 counts from 1904)."""

    dates: frozenset[int] = frozenset()
    epoch: int = 0


def date_styles(part: bytes) -> frozenset[int]:
    """Return the indices of the cell styles whose number format is a date or a time."""
    formats = {number for number, code in _formats(part) if is_date_format(code)}
    block = _CELL_STYLES.search(part)
    if block is None:
        return frozenset()
    found = set()
    for index, match in enumerate(_STYLE.finditer(block[0])):
        chosen = _ID.search(match[1])
        number = int(chosen[1]) if chosen else 0
        if number in formats or number in _BUILT_IN:
            found.add(index)
    return frozenset(found)


def _formats(part: bytes) -> list[tuple[int, str]]:
    found = []
    for match in _FORMAT.finditer(part):
        number, code = _ID.search(match[1]), _CODE.search(match[1])
        if number and code:
            found.append((int(number[1]), (code[1] or code[2] or b"").decode("utf-8", "replace").replace("&quot;", '"')))
    return found


def literals_of(code: str) -> str:
    """Return what a number format shows or leaves room for literally: quoted, behind a backslash, as a currency; all else as blanks."""
    return "".join(next(filter(None, match.groups()), " ") for match in _LITERAL.finditer(code))


def is_date_format(code: str) -> bool:
    """Return whether a number format code shows dates or times (ECMA-376 part 1, 18.8.31)."""
    return code.lower() != "general" and _DATE_LETTERS.search(_QUIET.sub("", code)) is not None
