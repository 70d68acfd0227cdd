"""Takes a source and its copy apart and tells every difference between them, by part and by place in it.

A *place* is the path of an element by local names (cells and rows by their reference, other repeated elements by position), followed by
``@attribute`` or ``text`` when only that differs, and by ``+`` or ``-`` for an element that was added or is gone.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree
from tests.support.opened import TYPES, Opened, local, take_apart

_KEYS = ("r", "Id", "PartName", "Extension", "ref", "sheetId")  # attributes by which an element is known among its like


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """One thing that is not the same: where, and what it was and is."""

    part: str
    place: str
    before: str = field(repr=False)
    after: str = field(repr=False)

    @property
    def shape(self) -> str:
        """Return the place without the numbers in it, so that alike differences are equal."""
        return re.sub(r"\[[^\]]*\]", "", self.place)


def compare(before: bytes, after: bytes) -> list[Difference]:
    """Return every difference between two workbooks."""
    return list(differences(take_apart(before), take_apart(after)))


def differences(before: Opened, after: Opened) -> Iterator[Difference]:
    """Yield every difference, part by part; a part that is renamed is one that is gone and one that is new."""
    for name in sorted({*before.names, *after.names}):
        if name not in after.parts:
            yield Difference(name, "-", before.type_of(name), "")
        elif name not in before.parts:
            yield Difference(name, "+", "", after.type_of(name))
        elif before.parts[name] != after.parts[name]:
            yield from _in_part(name, before, after)
        if name in before.parts and name in after.parts and before.type_of(name) != after.type_of(name):
            yield Difference(TYPES, name, before.type_of(name), after.type_of(name))
    stayed = [name for name in before.names if name in after.parts]
    if [name for name in after.names if name in before.parts] != stayed:
        yield Difference(TYPES, "order of the parts", "", "")


def _in_part(name: str, before: Opened, after: Opened) -> Iterator[Difference]:
    if name not in before.trees or name not in after.trees:
        yield Difference(name, "bytes", str(len(before.parts[name])), str(len(after.parts[name])))
        return
    one, other = before.trees[name], after.trees[name]
    for place, old, new in _in_element(local(one), one, other):
        yield Difference(name, place, old, new)


def _in_element(place: str, one: etree._Element, other: etree._Element) -> Iterator[tuple[str, str, str]]:
    if one.tag != other.tag:
        yield place, str(one.tag), str(other.tag)
        return
    for key in sorted({*one.attrib, *other.attrib}):
        if one.get(key) != other.get(key):
            yield f"{place}@{etree.QName(key).localname}", one.get(key, ""), other.get(key, "")
    if (one.text or "").strip() != (other.text or "").strip() or (not len(one) and not len(other) and one.text != other.text):
        yield f"{place}/text", one.text or "", other.text or ""
    yield from _in_children(place, _elements(one), _elements(other))


def _elements(element: etree._Element) -> list[etree._Element]:
    return [child for child in element if isinstance(child.tag, str)]


def _in_children(place: str, ones: Sequence[etree._Element], others: Sequence[etree._Element]) -> Iterator[tuple[str, str, str]]:
    """Pair children that are equal, then those of one name and key; those without a like on the other side are gone or new."""
    for old, new in _unequal(ones, others):
        for label, one, other in _paired(old, new):
            if one is None or other is None:
                yield (f"{place}/{label}-", _told(one), "") if one is not None else (f"{place}/{label}+", "", _told(other))
            else:
                yield from _in_element(f"{place}/{label}", one, other)


Elements = Sequence[etree._Element]


def _unequal(ones: Elements, others: Elements) -> Iterator[tuple[Elements, Elements]]:
    """Yield the stretches of two lists of children that differ."""
    if all(_key(element) for element in (*ones, *others)):  # the rows and cells of a sheet
        yield ones, others
        return
    old, new = [_told(one) for one in ones], [_told(other) for other in others]
    for step, low, high, start, stop in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step != "equal":
            yield ones[low:high], others[start:stop]


def _paired(ones: Elements, others: Elements) -> Iterator[tuple[str, etree._Element | None, etree._Element | None]]:
    old, new = dict(zip(_labels(ones), ones, strict=True)), dict(zip(_labels(others), others, strict=True))
    yield from ((label, old.get(label), new.get(label)) for label in dict.fromkeys((*old, *new)))


def _labels(elements: Elements) -> Iterator[str]:
    """Yield the name of each child with the key that it is known by, or its position among its like."""
    seen = Counter[str]()
    for element in elements:
        name, key = local(element), _key(element)
        seen[f"{name} {key}"] += 1
        again = seen[f"{name} {key}"]
        yield f"{name}[{key}]" if key and again == 1 else f"{name}[{key or ''}#{again}]"


def _key(element: etree._Element) -> str:
    return next((value for key in _KEYS if (value := element.get(key))), "")


def _told(element: etree._Element) -> str:
    return etree.tostring(element, encoding="unicode", with_tail=False)
