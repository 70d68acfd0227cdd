"""What a header says about its column, by the ordered table in ``headers.txt``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from payscrub.detect import lexicon
from payscrub.detect.headers import canonical


class Trust(IntEnum):
    """How much a header decides by itself."""

    NONE = 0  # no rule knows it: the values decide
    OPEN = 1  # the same words mean different things: the values must confirm
    LIKELY = 2  # taken unless the values contradict
    SURE = 3  # taken whatever the values are: malformed ones are personal too


@dataclass(frozen=True, slots=True)
class Reading:
    """What a header says: an entity, or None for a column about no person."""

    entity: str | None
    trust: Trust


UNREAD = Reading(None, Trust.NONE)
_NOTHING = "nothing"


@lru_cache(maxsize=20_000)
def read_header(title: str) -> Reading:
    """Return what a title says; a group before the slash (``Bank / Name``) is read with its leaf, then the leaf alone."""
    if not title:
        return UNREAD
    whole = canonical(title)
    for pattern, reading in rules():
        if pattern.search(whole):
            return reading
    leaf = title.rpartition(" / ")[2]
    return read_header(leaf) if leaf != title else UNREAD


@cache
def rules() -> tuple[tuple[re.Pattern[str], Reading], ...]:
    """Return the table: patterns over plain words and what each says, in the order in which they are tried."""
    table = lexicon.sections("headers.txt")
    lists = {name: "|".join(lines) for name, lines in table.items() if name.startswith("<")}
    found = []
    for name, lines in table.items():
        if name in lists:
            continue
        entity, trust = name.split("#")[0].split()
        pattern = "|".join(lines)
        for placeholder, words in lists.items():
            pattern = pattern.replace(placeholder, words)
        found.append((re.compile(pattern), Reading(None if entity == _NOTHING else entity, Trust[trust.upper()])))
    return tuple(found)
