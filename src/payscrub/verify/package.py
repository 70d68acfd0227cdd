"""What the parts of a workbook are and how they hang together, told by their content, never by their path alone."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass

from payscrub.verify.markup import attributes_of, looks_like_markup, root_of
from payscrub.verify.unpack import Archive, Member

_SHEETS = frozenset(["worksheet", "macrosheet", "dialogsheet"])
_STANDARD = re.compile(
    r"(?:\[Content_Types\]\.xml|(?:[a-zA-Z]{2,14}/){0,3}_rels/(?:[a-zA-Z]{2,24}\d{0,6}\.xml)?\.rels|(?:xl|docProps|customXml|docMetadata)/"
    r"(?:(?:worksheets|drawings|charts|tables|media|theme|pivotCache|pivotTables|printerSettings|embeddings|externalLinks|comments|ctrlProps|"
    r"chartsheets|activeX|queryTables|slicers|slicerCaches|threadedComments|persons|richData|model|ink|diagrams|macrosheets|revisions|customProperty|"
    r"webextensions|timelines|timelineCaches)/)?"
    r"(?:workbook|sheet|sharedStrings|styles|theme|comments?|drawing|vmlDrawing|vmlDrawingHF|chart|colors|style|table|tableSingleCells|image|thumbnail|core|"
    r"app|custom|item|itemProps|printerSettings|oleObject|vbaProject|vbaProjectSignature|externalLink|connections|queryTable|slicer|slicerCache|calcChain|"
    r"metadata|person|threadedComment|pivotTable|pivotCacheDefinition|pivotCacheRecords|ctrlProp|activeX|xmlMaps|LabelInfo|rdrichvalue|rdrichvaluestructure|"
    r"rdRichValueTypes|richValueRel|data|layout|quickStyle|userNames|revisionHeaders|revisionLog|volatileDependencies|Microsoft_Excel_Sheet|Microsoft_Excel_Worksheet|"
    r"chartEx|ink|customProperty|webextension|taskpanes|timeline|timelineCache|attachedToolbars|intlsheet)\d{0,6}\.[a-z]{2,5})"
)


@dataclass(frozen=True, slots=True, repr=False)
class Part:
    """One member of the package: where reports say it is, what its first element is, and its bytes."""

    name: str
    place: str
    root: str
    data: bytes
    remarks: bytes = b""


@dataclass(frozen=True, slots=True, repr=False)
class Package:
    """All parts in stored order."""

    parts: tuple[Part, ...]

    def rooted(self, *roots: str) -> list[Part]:
        """Return the parts whose first element has one of the names."""
        return [part for part in self.parts if part.root in roots]

    def sheets(self) -> list[Part]:
        """Return the sheets in the order of the workbook, then those that the workbook does not name."""
        sheets = {part.name: part for part in self.rooted(*_SHEETS)}
        ordered = []
        for workbook in self.rooted("workbook"):
            targets = self.targets(workbook)
            for _, attributes in attributes_of(workbook.data, "sheet"):
                ordered.append(targets.get(attributes.get("id", ""), ("", ""))[1])
        numbered = [sheets.pop(name) for name in ordered if name in sheets]
        return [*numbered, *sheets.values()]

    def targets(self, part: Part) -> dict[str, tuple[str, str]]:
        """Return the relations of a part: id -> (last word of the type, name of the target part)."""
        folder, base = posixpath.split(part.name)
        name = posixpath.join(folder, "_rels", base + ".rels").casefold()
        found = {}
        for rels in self.parts:
            if rels.name.casefold() == name and rels.root == "Relationships":
                for _, attributes in attributes_of(rels.data, "Relationship"):
                    target = posixpath.normpath(posixpath.join("/" + folder, attributes.get("Target", ""))).lstrip("/")
                    found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], target)
        return found

    def related(self, part: Part, kind: str) -> Part | None:
        """Return the part of a kind that ``part`` points to; names are compared without case, as Excel does."""
        wanted = {target.casefold() for word, target in self.targets(part).values() if word == kind}
        return next((other for other in self.parts if other.name.casefold() in wanted), None)


def package_of(archive: Archive) -> Package:
    """Return the parts of an archive; members without bytes (folders) are left out."""
    return Package(tuple(_part(member, number) for number, member in enumerate(archive.members, 1) if member.data))


def is_standard(name: str) -> bool:
    """Return whether a member has a name that programs generate, so that it may be shown in a report."""
    return _STANDARD.fullmatch(name) is not None


def _part(member: Member, number: int) -> Part:
    place = member.name if is_standard(member.name) else f"part {number}"
    root = root_of(member.data) if looks_like_markup(member.data) else ""
    return Part(member.name, place, root, member.data, member.remarks)
