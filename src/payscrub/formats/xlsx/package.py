"""The parts of a workbook and the relationships between them, walked from the root (ECMA-376 part 2, 8 and 9).

Nothing goes by path: a part is what its relationship and its content type say. What no relationship reaches is not taken along, what
a ruling drops is not walked into, and what no ruling knows is refused.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote

from payscrub.errors import Damaged, Unsupported
from payscrub.formats.xlsx import container, outline
from payscrub.formats.xlsx.container import Entry

TYPES = "[Content_Types].xml"
_MODES = {"Internal": False, "External": True}
_SAVE_AGAIN = "Open it in Excel or LibreOffice, save it under a new name, and try again."


class Relation(NamedTuple):
    """One relationship; ``target`` is the name of a part, or for an external one the address, and ``written`` how it is written."""

    id: str
    type: str
    target: str
    external: bool
    written: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its content type, the relationship type that reached it first, and where it leads."""

    name: str = field(repr=False)
    entry: Entry = field(repr=False)
    content_type: str
    relation_type: str
    relations: Mapping[str, Relation] = field(repr=False)

    @property
    def relations_name(self) -> str:
        """Return the name of the part that holds this part's relationships."""
        return relations_name(self.name)


@dataclass(frozen=True, slots=True)
class Package:
    """The reachable parts by name; ``roots`` are the relationships of the package itself."""

    entries: Mapping[str, Entry] = field(repr=False)
    roots: Mapping[str, Relation] = field(repr=False)
    parts: dict[str, Part] = field(repr=False)

    @property
    def unreached(self) -> int:
        """Return how many entries no relationship reaches: leftovers that are not taken along (K04, K05)."""
        known = {TYPES, relations_name(""), *self.parts, *(part.relations_name for part in self.parts.values())}
        return len(self.entries.keys() - known)

    def target(self, part: Part, relation_id: str) -> Part | None:
        """Return the part that a relationship of ``part`` leads to, if there is one."""
        relation = part.relations.get(relation_id)
        return None if relation is None or relation.external else self.parts.get(relation.target)


def read(data: bytes, follow: Callable[[str, str], bool]) -> Package:
    """Return the package in ``data``.

    ``follow(relationship type, content type)`` tells whether the walk goes on into a part; it raises for one that is refused.

    Raises:
        Damaged: when the container, the list of content types or a list of relationships is broken.
    """
    entries = container.read(data)
    by_fold = {name.casefold(): name for name in entries}
    types = _content_types(entries)
    roots = _relations(entries, by_fold, "")
    parts: dict[str, Part] = {}
    todo = list(roots.values())
    while todo:
        relation = todo.pop(0)
        if relation.external or relation.target in parts or relation.target not in entries:
            continue
        content_type = types(relation.target)
        walk = follow(relation.type, content_type)
        relations = _relations(entries, by_fold, relation.target)
        parts[relation.target] = Part(relation.target, entries[relation.target], content_type, relation.type, relations)
        todo += relations.values() if walk else ()
    return Package(entries, roots, parts)


def relations_name(part: str) -> str:
    """Return the name of the part with the relationships of ``part``; the package itself is the empty name."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _content_types(entries: Mapping[str, Entry]) -> Callable[[str], str]:
    """Return a function from a part's name to its content type (ECMA-376 part 2, 10.1.2)."""
    if TYPES not in entries:
        raise Unsupported("The file is a ZIP archive and not a workbook.", "Unpack it and clean the spreadsheets inside.")
    defaults, overrides = {}, {}
    for tag in outline.read(entries[TYPES].read()):
        if tag.name == "Default":
            defaults[tag.attributes.get("Extension", "").casefold()] = tag.attributes.get("ContentType", "")
        elif tag.name == "Override":
            overrides[tag.attributes.get("PartName", "").lstrip("/").casefold()] = tag.attributes.get("ContentType", "")

    def content_type(name: str) -> str:
        fold = name.casefold()
        return overrides.get(fold) or defaults.get(fold.rpartition(".")[2], "")

    return content_type


def _relations(entries: Mapping[str, Entry], by_fold: Mapping[str, str], part: str) -> dict[str, Relation]:
    """Return the relationships of ``part`` by id, with targets resolved to names of parts."""
    name = by_fold.get(relations_name(part).casefold())
    if name is None:
        return {}
    found: dict[str, Relation] = {}
    for tag in outline.read(entries[name].read()):
        if tag.name != "Relationship":
            continue
        given = tag.attributes
        external = _MODES.get(given.get("TargetMode", "Internal"))
        if external is None:
            raise Unsupported("The file has a relationship of a mode that does not exist.", _SAVE_AGAIN)
        target = given.get("Target", "")
        resolved = target if external else _resolve(part, target, by_fold)
        identity = given.get("Id", "")
        if not identity or identity in found:
            raise Damaged("The file has two relationships of the same name.", _SAVE_AGAIN)
        found[identity] = Relation(identity, given.get("Type", ""), resolved, external, target)
    return found


def _resolve(part: str, target: str, by_fold: Mapping[str, str]) -> str:
    """Return the name of the part that ``target`` means, seen from ``part``; names are compared without case (10.1.3)."""
    path = target.partition("#")[0]
    joined = path.lstrip("/") if path.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(part), path))
    return by_fold.get(joined.casefold()) or by_fold.get(unquote(joined).casefold()) or joined
