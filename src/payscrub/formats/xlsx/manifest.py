"""The lists that hold a package together: content types and relationships (ECMA-376 part 2, 9 and 10).

A list that needs no change and holds nothing unusual is copied as it is; any other is written anew from what was read.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping
from itertools import count

from payscrub.formats.xlsx import outline, rulings
from payscrub.formats.xlsx.escape import escape
from payscrub.formats.xlsx.package import Relation
from payscrub.formats.xlsx.schema import PATTERNS

_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_DECLARATION = rb"(?:\xef\xbb\xbf)?(?:<\?xml[^?<>]{0,120}\?>)?\s*+"
_PLAIN_RELATIONS = re.compile(
    _DECLARATION + rb'<Relationships xmlns="[^"<]*+"\s*+>(?:\s*+<Relationship(?: (?:Id|Type|Target|TargetMode)="[^"<>]*+"){3,4}+\s*+/>)*+'
    rb"\s*+</Relationships>\s*+"
)
_PLAIN_TYPES = re.compile(
    _DECLARATION
    + rb'<Types xmlns="[^"<]*+"\s*+>(?:\s*+<(?:Default|Override)(?: (?:Extension|PartName|ContentType)="[^"<>]*+"){2}+\s*+/>)*+'
    + rb"\s*+</Types>\s*+"
)
_TECHNICAL_ID = re.compile(PATTERNS["r:ST_RelationshipId"])
EXTENSIONS = frozenset({"xml", "rels", "vml", "bin", "png", "jpeg", "jpg", "gif", "emf", "wmf", "tiff", "bmp", "xlsx"})
WORDS = frozenset(
    {
        "xl",
        "worksheets",
        "media",
        "image",
        "sheet",
        "worksheet",
        "chartsheets",
        "charts",
        "chart",
        "style",
        "colors",
        "drawings",
        "drawing",
        "tables",
        "table",
    }
    | {
        "pivottables",
        "pivottable",
        "pivotcache",
        "pivotcachedefinition",
        "pivotcacherecords",
        "theme",
        "themeoverride",
        "styles",
        "strings",
    }
    | {"sharedstrings", "workbook", "metadata", "docprops", "core", "app"}
)
_STEM = re.compile(r"([A-Za-z_]*?)[-_]?\d{0,6}(?:\.([A-Za-z]{1,8}))?")


def is_plain(part: str) -> bool:
    """Return whether the name of a part says nothing but what kind of part it is."""
    steps = [_STEM.fullmatch(step) for step in part.split("/")]
    return all(step and step[1].casefold() in WORDS and (step[2] or "xml").casefold() in EXTENSIONS for step in steps)


def neutral(part: str, number: int) -> str:
    """Return a name for the ``number``-th part whose own name says too much."""
    extension = posixpath.splitext(part)[1].casefold()
    return f"xl/part{number}{extension if extension[1:] in EXTENSIONS else '.xml'}"


def new_ids(found: Collection[str]) -> dict[str, str]:
    """Return new ids for those of a part's relationships that are more than a letter or two and a number."""
    odd = [identity for identity in found if not _TECHNICAL_ID.fullmatch(identity)]
    free = (new for number in count(1) if (new := f"rId{number}") not in found)
    return dict(zip(odd, free, strict=False))


def relations(original: bytes, part: str, found: Mapping[str, Relation], kept: Mapping[str, str]) -> bytes:
    """Return the list of relationships of ``part`` with only the ids of ``kept``, which maps them to the targets to be written.

    A target that is a part's name starts with a slash; the original spelling stays where nothing changes.
    """
    written = {key: _written(part, found[key], target) for key, target in kept.items()}
    new = new_ids(found)
    same = not new and written == {key: relation.written for key, relation in found.items()}
    if same and _PLAIN_RELATIONS.fullmatch(original):
        return original
    rows = []
    for key, target in written.items():
        mode = b' TargetMode="External"' if found[key].external else b""
        given = (escape(new.get(key, key)), escape(found[key].type), escape(target), mode)
        rows.append(b'<Relationship Id="%b" Type="%b" Target="%b"%b/>' % given)
    return _HEAD + b'<Relationships xmlns="%b">%b</Relationships>' % (_RELATIONS.encode(), b"".join(rows))


def _written(part: str, relation: Relation, target: str) -> str:
    """Return a target as the source spells it, if it is the same and says no more than it has to."""
    relative = posixpath.relpath(target, "/" + posixpath.dirname(part)) if target.startswith("/") and not relation.external else target
    return relation.written if relation.written in {relative, f"./{relative}", target} else target


def content_types(original: bytes, kept: Mapping[str, str]) -> bytes:
    """Return the list of content types of the parts in ``kept`` (name to type); the original where it says just that."""
    if _PLAIN_TYPES.fullmatch(original) and _says(original, kept):
        return original
    rows = [
        b'<Default Extension="rels" ContentType="%b"/>' % RELATIONS_TYPE.encode(),
        b'<Default Extension="xml" ContentType="application/xml"/>',
    ]
    rows += [b'<Override PartName="/%b" ContentType="%b"/>' % (escape(name), escape(kind)) for name, kind in kept.items()]
    return _HEAD + b'<Types xmlns="%b">%b</Types>' % (_TYPES.encode(), b"".join(rows))


def _says(original: bytes, kept: Mapping[str, str]) -> bool:
    """Return whether a list gives the parts their types and holds nothing beside them but usual defaults."""
    tags = outline.read(original)
    defaults = {tag.attributes.get("Extension", ""): tag.attributes.get("ContentType", "") for tag in tags if tag.name == "Default"}
    overrides = {tag.attributes.get("PartName", "")[1:]: tag.attributes.get("ContentType", "") for tag in tags if tag.name == "Override"}
    usual = all(name in EXTENSIONS and rulings.is_listed(kind) for name, kind in defaults.items())
    given = {name: overrides.get(name) or defaults.get(posixpath.splitext(name)[1][1:]) for name in kept}
    return usual and overrides.keys() <= kept.keys() and given == kept
