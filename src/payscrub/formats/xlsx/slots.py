"""The nouns of an XML part: what may change in it, and what is cut from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from payscrub.model import Role


class Spelling(StrEnum):
    """How the text of a slot is written in its part, beyond the entities of XML."""

    PLAIN = "plain"
    ESCAPED = "escaped"  # with _xHHHH_ (ECMA-376 part 1, 22.9.2.19)
    PAGE = "page"  # in a page header: an ampersand is doubled
    FORMAT = "format"  # in a literal of a number format: without quotation marks
    BARE = "bare"  # in a number format outside quotation marks: written within them


@dataclass(frozen=True, slots=True)
class Slot:
    """One text of a part that may change.

    ``spans`` are the byte spans that together hold it: an edit puts the new text in the first and empties the others.
    ``address`` is printable. ``title`` is the field of a pivot cache that the text belongs to. ``formula`` says that the text
    is a formula or reference. A cached chart value has in ``source`` the reference it was taken from and in ``index`` its
    place there.
    """

    spans: tuple[tuple[int, int], ...]
    text: str = field(repr=False)
    role: Role
    address: str
    channel: str
    title: str = field(default="", repr=False)
    formula: bool = False
    source: str = field(default="", repr=False)
    index: int = -1
    spelling: Spelling = Spelling.PLAIN


@dataclass(frozen=True, slots=True)
class Cut:
    """Bytes that go whatever the edits: an element, an attribute with the blank before it, or a value."""

    start: int
    end: int
    replacement: bytes = field(repr=False)
    channel: str


@dataclass(frozen=True, slots=True)
class Links:
    """What becomes of the relationships of a part, by their ids: those whose target does not stay, those to pictures that do, new ids."""

    dropped: frozenset[str] = frozenset()
    pictures: frozenset[str] = frozenset()
    renamed: Mapping[str, str] = field(default_factory=dict, repr=False)


ALL_STAY = Links()


@dataclass(frozen=True, slots=True)
class Markup:
    """What was read in one part; cuts do not overlap, and no slot lies in a cut."""

    slots: tuple[Slot, ...]
    cuts: tuple[Cut, ...]
