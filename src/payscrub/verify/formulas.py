"""What a formula quotes and names: text literals (joined over ``&``), characters by number, tabs and linked files."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CHARACTER = re.compile(r"\b(?:UNI)?CHAR\(\s{0,9}(\d{1,6})\s{0,9}\)", re.IGNORECASE)
_LITERAL = re.compile(r'"((?:[^"]|"")*)"')
_JOINT = re.compile(r'"\s{0,9}&\s{0,9}"')
_QUOTED_NAME = re.compile(r"'((?:[^']|'')+)'!")


def texts_in(formula: str) -> Iterator[str]:
    """Yield the texts inside a formula (ECMA-376 part 1, 18.17.2: quotes are doubled inside quotes)."""
    if '"' in formula or "CHAR(" in formula.upper():
        spelt = _JOINT.sub("", _CHARACTER.sub(_quoted, formula))
        for match in _LITERAL.finditer(spelt):
            if match[1]:
                yield match[1].replace('""', '"')
    if "'" in formula:
        for match in _QUOTED_NAME.finditer(formula):
            yield match[1].replace("''", "'")


def _quoted(match: re.Match[str]) -> str:
    code = int(match[1])
    return f'"{chr(code)}"' if 32 <= code < 0x110000 and code != 34 else '""'  # noqa: PLR2004 - printable, and no quote
