"""Pivot caches: a copy of the source table, read as a table with its field names as titles."""

from __future__ import annotations

from collections import deque
from itertools import zip_longest
from xml.parsers import expat

from payscrub.errors import Damaged
from payscrub.verify.markup import attributes_of
from payscrub.verify.plaingrid import grid_of
from payscrub.verify.pool import ReadGrid

_VALUES = ("s", "n", "d", "b", "e", "m", "x")


def read_cache(definition: bytes, records: bytes, number: int) -> ReadGrid:
    """Return the field names of a cache above all values it holds: the shared ones, then those of the records.

    Raises:
        Damaged: a part is not well-formed.
    """
    columns = _fields(definition)
    for index, value in _records(records, len(columns)) if records else ():
        columns[index].append(value)
    return grid_of([list(row) for row in zip_longest(*columns, fillvalue="")], f"pivot cache {number}", headed=True)


def _fields(definition: bytes) -> list[list[str]]:
    columns: list[list[str]] = []
    for element, attributes in attributes_of(definition, "cacheField", *_VALUES):
        if element == "cacheField":
            columns.append([attributes.get("name", "")])
        elif columns and "v" in attributes:
            columns[-1].append(_shown(element, attributes["v"]))
    return columns


def _shown(element: str, value: str) -> str:
    return value.removesuffix("T00:00:00") if element == "d" else value


def _records(records: bytes, width: int) -> deque[tuple[int, str]]:
    """Return (field, value) for every value that the records hold themselves; ``x`` only points to a shared one."""
    found: deque[tuple[int, str]] = deque()
    position = -1

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal position
        local = name.rpartition(":")[2]
        if local == "r":
            position = -1
        elif local in _VALUES:
            position += 1
            if local != "x" and "v" in attributes and 0 <= position < width:
                found.append((position, _shown(local, attributes["v"])))

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    try:
        parser.Parse(records, True)  # noqa: FBT003 - expat's own signature
    except (expat.ExpatError, ValueError, LookupError):
        raise Damaged("A pivot cache is not well-formed XML.", "Open the file in Excel and save it under a new name.") from None
    return found
