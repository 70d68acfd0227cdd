"""A workbook taken apart with the standard library and lxml, and with nothing of payscrub."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

TYPES = "[Content_Types].xml"
RELATIONSHIPS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_PARSER = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship, its target resolved to the name of a part unless it is external."""

    id: str
    kind: str  # the last step of its type
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """The entries of a workbook in their order, the roots of those that are XML, content types and relationships."""

    names: tuple[str, ...]
    parts: Mapping[str, bytes] = field(repr=False)
    trees: Mapping[str, etree._Element] = field(repr=False)
    broken: tuple[str, ...]  # parts that are no well-formed XML although their name says so
    overrides: Mapping[str, str] = field(repr=False)
    defaults: Mapping[str, str] = field(repr=False)
    relations: Mapping[str, tuple[Relation, ...]] = field(repr=False)  # by the part they belong to, "" for the root

    def type_of(self, name: str) -> str:
        """Return the content type of a part, or nothing."""
        return self.overrides.get(name.casefold()) or self.defaults.get(name.rpartition(".")[2].casefold(), "")

    def of_kind(self, root: str) -> Iterator[tuple[str, etree._Element]]:
        """Yield the parts whose root element has a local name."""
        return ((name, tree) for name, tree in self.trees.items() if local(tree) == root)

    def related(self, part: str, kind: str) -> list[str]:
        """Return the targets of a part's relationships of one kind."""
        return [relation.target for relation in self.relations.get(part, ()) if relation.kind == kind and not relation.external]


def take_apart(data: bytes) -> Opened:
    """Return a workbook taken apart.

    Raises:
        zipfile.BadZipFile: when it is no zip file.
    """
    archive = zipfile.ZipFile(io.BytesIO(data))
    names = tuple(archive.namelist())
    parts = {name: archive.read(name) for name in names}
    trees, broken = {}, []
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            try:
                trees[name] = etree.fromstring(content, _PARSER)
            except etree.XMLSyntaxError:
                broken.append(name)
    listed = trees[TYPES] if TYPES in trees else etree.Element("Types")
    return Opened(
        names,
        parts,
        trees,
        tuple(broken),
        {row.get("PartName", "").lstrip("/").casefold(): row.get("ContentType", "") for row in listed.iter("{*}Override")},
        {row.get("Extension", "").casefold(): row.get("ContentType", "") for row in listed.iter("{*}Default")},
        {owner(name): tuple(_relations(owner(name), tree)) for name, tree in trees.items() if name.endswith(".rels")},
    )


def owner(relations_name: str) -> str:
    """Return the part that a list of relationships belongs to."""
    folder, _, file = relations_name.rpartition("_rels/")
    return folder + file.removesuffix(".rels")


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace, and nothing for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _relations(part: str, tree: etree._Element) -> Iterator[Relation]:
    for row in tree.iter("{*}Relationship"):
        target, external = row.get("Target", ""), row.get("TargetMode") == "External"
        if not external:
            target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
        yield Relation(row.get("Id", ""), row.get("Type", "").rpartition("/")[2], target, external)
