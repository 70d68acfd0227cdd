"""Formulas, cut into tokens so that what they quote and what they name can be replaced (ECMA-376 part 1, 18.17).

A formula quotes texts and numbers, and names sheets, tables, columns and ranges. The quoted things are treated like cells; the
names follow the renaming of what they name. A formula that cannot be cut into tokens to its last character is not guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

_SIMPLE_COLUMN = r"(?:[^\[\]']|'.)*"
_TOKEN = re.compile(
    r"""
      (?P<string>"(?:[^"]|"")*")
    | (?P<quoted>'(?:[^']|'')*'!)
    | (?P<external>\[[^\[\]'"!]{0,255}\](?:[^\W\d][\w.\\?]*(?::[\w.\\?]+)?)?!)
    | (?P<sheet>[^\W\d][\w.\\?]*(?::[\w.\\?]+)?!)
    | (?P<error>\#(?:N/A|NAME\?|GETTING_DATA|(?:REF|DIV/0|VALUE|NULL|NUM|SPILL|CALC|FIELD|BLOCKED|UNKNOWN|CONNECT|BUSY|PYTHON|EXTERNAL)!))
    | (?P<columns>\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\])
    | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\w.]))
    | (?P<word>[$]?[^\W\d][\w.$?\\]*|\$?\d+(?=\s*:|[\s,)]|$)|\\[\w.\\]*|[\u0100-\uffff]+|\d[\w.$]*)
    | (?P<other>[-+*/^&=<>(),;:%{}@\#!|~\s])
    """,
    re.VERBOSE,
)
_PLAIN_TAB = re.compile(r"[^\W\d]\w*(?:\.\w+)*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*|[Rr]|[Cc]")
_COLUMN = re.compile(rf"(\[@?)({_SIMPLE_COLUMN})\]")
_MEANING, _ESCAPED = re.compile(r"([\[\]#'@])"), re.compile("'(.)")
_LONG_NUMBER = re.compile(r"\d{5,}")


class Token(NamedTuple):
    """One token: what it is, and where it stands in the formula."""

    kind: str
    start: int
    end: int


class Literal(NamedTuple):
    """A text or number that a formula quotes, unescaped, and where it stands."""

    start: int
    end: int
    text: str
    number: bool


@dataclass(frozen=True, slots=True)
class Renamed:
    """What got a new name: tabs, tables and defined names, table columns; keys are case-folded."""

    tabs: Mapping[str, str] = field(default_factory=dict, repr=False)
    names: Mapping[str, str] = field(default_factory=dict, repr=False)
    columns: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __bool__(self) -> bool:
        """Return whether anything was renamed."""
        return bool(self.tabs or self.names or self.columns)


@lru_cache(maxsize=4096)
def tokens(formula: str) -> tuple[Token, ...] | None:
    """Return the tokens of ``formula``, or ``None`` when it cannot be cut up to its last character."""
    found, position = [], 0
    for match in _TOKEN.finditer(formula):
        if match.start() != position:
            return None
        position = match.end()
        found.append(Token(match.lastgroup or "", match.start(), position))
    return tuple(found) if position == len(formula) else None


def literals(formula: str) -> list[Literal]:
    """Return the texts that ``formula`` quotes, and its whole numbers of five digits and more."""
    found = []
    for kind, start, end in tokens(formula) or ():
        if kind == "string":
            found.append(Literal(start, end, formula[start + 1 : end - 1].replace('""', '"'), number=False))
        elif kind == "number" and _LONG_NUMBER.fullmatch(formula, start, end):
            found.append(Literal(start, end, formula[start:end], number=True))
    return found


def is_external(formula: str) -> bool:
    """Return whether ``formula`` refers to another file or to a server (DDE)."""
    if "[" not in formula and "|" not in formula:
        return False
    found = tokens(formula) or ()
    return any(
        kind == "external" or (kind == "quoted" and ("[" in formula[start:end])) or (kind == "other" and formula[start:end] == "|")
        for kind, start, end in found
    )


def rewrite(formula: str, replaced: Mapping[int, str], renamed: Renamed) -> str:
    """Return ``formula`` with the literals that start at the keys of ``replaced`` changed, and with renamed things renamed."""
    pieces = []
    for kind, start, end in tokens(formula) or ():
        piece = formula[start:end]
        if start in replaced:
            piece = replaced[start] if kind == "number" else '"' + replaced[start].replace('"', '""') + '"'
        elif kind in _RENAMES:
            piece = _RENAMES[kind](piece, renamed)
        pieces.append(piece)
    return "".join(pieces)


def quoted_tab(tab: str) -> str:
    """Return a sheet's name as it stands before the ``!`` of a reference, in quotation marks where it needs them."""
    if _PLAIN_TAB.fullmatch(tab) and not _LIKE_A_CELL.fullmatch(tab):
        return tab
    return "'" + tab.replace("'", "''") + "'"


def _rename_sheet(piece: str, renamed: Renamed) -> str:
    """Rename the sheet, or the first and last sheet of a range of sheets, in a token that ends with ``!``."""
    inner = piece[:-1]
    tabs = inner[1:-1].replace("''", "'") if inner.startswith("'") else inner
    whole = renamed.tabs.get(tabs.casefold())
    if whole is not None:
        return quoted_tab(whole) + "!"
    ends = tabs.split(":")
    new = [renamed.tabs.get(tab.casefold(), tab) for tab in ends]
    if len(ends) != 2 or new == ends:  # noqa: PLR2004 - a range has two ends
        return piece
    return quoted_tab(":".join(new)) + "!"


def _rename_word(piece: str, renamed: Renamed) -> str:
    return renamed.names.get(piece.casefold(), piece)


def _rename_columns(piece: str, renamed: Renamed) -> str:
    """Rename the columns in a structured reference such as ``[[#This Row],[Pay]]`` or ``[@Pay]`` (18.17.6.8)."""
    if not renamed.columns:
        return piece

    def one(match: re.Match[str]) -> str:
        name = _ESCAPED.sub(r"\1", match[2])
        new = renamed.columns.get(name.casefold())
        return match[0] if new is None else match[1] + _MEANING.sub(r"'\1", new) + "]"

    return _COLUMN.sub(one, piece)


_RENAMES = {"quoted": _rename_sheet, "sheet": _rename_sheet, "word": _rename_word, "columns": _rename_columns}
