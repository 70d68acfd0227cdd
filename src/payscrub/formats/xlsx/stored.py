"""The ways in which a cell stores its value."""

from __future__ import annotations

from enum import IntEnum


class Stored(IntEnum):
    """How a cell stores its value: the attribute ``t`` (18.18.11), and rich text inside the cell as a kind of its own."""

    NUMBER = 0
    SHARED = 1
    FORMULA_TEXT = 2
    BOOLEAN = 3
    ERROR = 4
    ISO_DATE = 5
    INLINE = 6
    RICH = 7
