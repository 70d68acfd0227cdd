"""What is left of an element after cuts inside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from payscrub.formats.xlsx.spaces import Spaces, declarations
from payscrub.formats.xlsx.spans import TAG

Span = tuple[int, int]
_BRANCHES = ("mc:AlternateContent", "mc:Choice", "mc:Fallback")


def left(data: bytes, start: int, end: int, spaces: Spaces, gone: set[int]) -> tuple[list[str], list[str]]:
    """Return the names of the children in ``data[start:end]`` before and after the cuts, each followed by a blank.

    The branches of alternate content count as what they hold: the first choice, or the fallback when every choice is gone.
    """
    before, after = list[str](), list[str]()
    chosen = False
    for name, tag, close in _children(data, start, end, spaces):
        if name not in _BRANCHES:
            before.append(f"{name} ")
            if tag.start() not in gone:
                after.append(f"{name} ")
            continue
        if name == "mc:Fallback" and chosen:
            continue
        inner_before, inner_after = left(data, tag.end(), close, spaces, gone)
        before += inner_before
        if tag.start() not in gone:
            after += inner_after
            chosen = name == "mc:Choice"
    return before, after


def unwrapped(data: bytes, start: int, end: int, gone: set[int]) -> tuple[Span, ...] | None:
    """Return what to cut so that only the fallback of alternate content stays, nothing when a choice stays, else None.

    A fallback that uses prefixes declared around it cannot stand alone, so it goes with the rest.
    """
    outer = TAG.match(data, start)
    branches = list(_tags(data, outer.end() if outer else end, end))
    if any(tag[2].endswith(b":Choice") and tag.start() not in gone for tag, _, _ in branches):
        return ()
    for tag, close, after in branches:
        if tag[2].endswith(b":Fallback") and tag.start() not in gone and outer and not tag[4]:
            inside = data[tag.end() : close]
            names = [prefix for around in (outer, tag) for prefix, _, _, _ in declarations(data, *around.span(3))]
            used = any(re.search(rb"[\s<]%s:" % re.escape(prefix) if prefix else rb"<[^/:>]+[\s/>]", inside) for prefix in names)
            return None if used or not inside.strip() else ((start, tag.end()), (close, end))
        del after
    return None


def _children(data: bytes, start: int, end: int, spaces: Spaces) -> Iterator[tuple[str, re.Match[bytes], int]]:
    for tag, close, _ in _tags(data, start, end):
        inner = spaces.within(data, *tag.span(3)) if b"xmlns" in tag[3] else spaces
        yield inner.element(tag[2]), tag, close


def _tags(data: bytes, start: int, end: int) -> Iterator[tuple[re.Match[bytes], int, int]]:
    """Yield the opening tag of each child in ``data[start:end]``, where its closing tag starts, and where it ends."""
    depth = 0
    opened: re.Match[bytes] | None = None
    for tag in TAG.finditer(data, start, end):
        if tag[1]:
            depth -= 1
            if depth == 0 and opened:
                yield opened, tag.start(), tag.end()
        elif tag[4]:
            if depth == 0:
                yield tag, tag.end(), tag.end()
        else:
            if depth == 0:
                opened = tag
            depth += 1
        if depth < 0:
            return
