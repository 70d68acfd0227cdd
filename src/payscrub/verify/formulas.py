"""What a formula quotes and names: text literals (joined over ``&``), characters by number, tabs and linked files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

QUOTED_ACCOUNT = re.compile(r"(?!0{8}|(?:19|20)\d\d(?:0\d|1[0-2])[0-3]\d|[0-3]\d(?:0\d|1[0-2])(?:19|20)\d\d)\d{8}")  # no layout and no day
_CHARACTER = re.compile(r"\b(?:UNI)?CHAR\(\s{0,9}(\d{1,6})\s{0,9}\)", re.IGNORECASE)
_LITERAL = re.compile(r'"((?:[^"]|"")*)"')
_JOINT = re.compile(r'"\s{0,9}&\s{0,9}"')
_QUOTED_NAME = re.compile(r"'((?:[^']|'')+)'!")
_QUOTING = re.compile(r"[\"'\[{\n]")  # texts, sheet names, other workbooks, table columns
_FUNCTION = re.compile(r"(?<![\w.'!])[A-Z][A-Z0-9.]{0,40}\(")  # capitals only: what a person defines can bear another's name
_REFERENCE = re.compile(r"(?<![\w.$\\?!])\$?[A-Z]{1,3}\$?[1-9]\d{0,6}(?![\w.(\\?!])")  # ECMA-376 part 1, 18.17.2.3


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


def unlike(formulas: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return of (cell, formula) pairs those that say something else than the ones before: a copied-down formula is given once."""
    quoting = [pair for pair in formulas if _QUOTING.search(pair[1])]
    plain = [pair for pair in formulas if not _QUOTING.search(pair[1])]
    bodies = _REFERENCE.sub("A1", "\n".join(formula for _, formula in plain)).split("\n")
    first = dict(zip(reversed(bodies), reversed(plain), strict=True)) if plain else {}
    return [*first.values(), *quoting]


def without_references(formula: str) -> str:
    """Return a formula without the names of functions and with all references to cells alike, unless it quotes something."""
    named = _FUNCTION.sub("(", formula)
    return named if _QUOTING.search(formula) else _REFERENCE.sub("A1", named)


def _quoted(match: re.Match[str]) -> str:
    code = int(match[1])
    return f'"{chr(code)}"' if code >= 32 and code != 34 else '""'  # noqa: PLR2004 - printable, and no quote
