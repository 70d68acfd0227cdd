"""Where in a part the reading stands, as far as it gives meaning to a value: chart point, pivot field, record, paragraph."""

from __future__ import annotations

import re
from typing import NamedTuple

from payscrub.formats.xlsx.schema import PATTERNS
from payscrub.model import Kind

ITEM_KINDS = {"s:s": Kind.TEXT, "s:n": Kind.NUMBER, "s:d": Kind.DATE, "s:b": Kind.BOOLEAN, "s:e": Kind.ERROR}
_VALUES = frozenset({*ITEM_KINDS, "s:m", "s:x"})
_SOURCES = frozenset({"c:strRef", "c:numRef", "c:multiLvlStrRef", "c:strLit", "c:numLit", "c15:datalabelsRange", "c15:dlblFTEntry"})
_HOMES = frozenset({"s:sharedItems", "s:groupItems", "s:r"})
# the values of a pivot cache in their usual form: each "<" starts a value, and quotation marks stand around it only
VALUE = rb's v="[^"<]*+"|n v="(?:%s)"|d v="(?:%s)"|b v="[01]"|e v="[^"<]*+"|m' % (PATTERNS["float"].encode(), PATTERNS["date"].encode())
ITEMS = re.compile(rb"(?:<(?:%s)/>)*+" % VALUE)
_INDEX = re.compile(rb"""\sidx=["'](\d{1,9})["']""")


class Item(NamedTuple):
    """One value of a pivot cache: field, position within it, kind, and byte span."""

    field: int
    row: int
    kind: Kind
    start: int
    end: int


class Block(NamedTuple):
    """Values of one field of a pivot cache, one after the other in the form of ``ITEMS``; ``row`` is the position of the first."""

    field: int
    row: int
    start: int
    end: int


class Context:
    """What the elements that are open say about the next value."""

    __slots__ = ("_column", "_field", "_home", "_record", "_row", "index", "source", "title")

    def __init__(self) -> None:
        """Start before the root."""
        self.title = ""  # of the pivot field
        self.source = ""  # reference that a chart cache was taken from
        self.index = -1  # of the chart point
        self._home = ""  # what holds the pivot values: shared items, group items or a record
        self._field = self._row = self._record = self._column = -1

    def enter(self, name: str, data: bytes, attributes: tuple[int, int]) -> None:
        """Note that an element starts, whose attributes are ``data[slice(*attributes)]``."""
        if name in _VALUES:
            self._row += 1
            self._column += 1
        elif name == "c:pt":
            found = _INDEX.search(data, *attributes)
            self.index = int(found[1]) if found else -1
        elif name in _SOURCES:
            self.source = ""
        elif name in _HOMES:
            self._home = name
            self._row = self._column = -1
            self._record += name == "s:r"
        elif name == "s:cacheField":
            self._field += 1

    def leave(self, name: str) -> None:
        """Note that an element ended."""
        if name in _SOURCES:
            self.source = ""
        elif name == "c:pt":
            self.index = -1
        elif name in _HOMES:
            self._home = ""
        elif name == "s:cacheField":
            self.title = ""

    def item(self, name: str, start: int, end: int) -> Item | None:
        """Return the value ``data[start:end]`` of the element ``name`` with its position, or None when it only labels a group."""
        if self._home == "s:sharedItems":
            return Item(self._field, self._row, ITEM_KINDS[name], start, end)
        if self._home == "s:r":
            return Item(self._column, self._record, ITEM_KINDS[name], start, end)
        return None

    def block(self, start: int, end: int, count: int) -> Block:
        """Return the ``count`` values in ``data[start:end]`` with their position, which moves on behind them."""
        first = self._row + 1
        self._row += count
        return Block(self._field, first, start, end)
