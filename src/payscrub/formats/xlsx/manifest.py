"""The lists that hold a package together: content types and relationships (ECMA-376 part 2, 9 and 10).

A list that needs no change and holds nothing unusual is copied as it is; any other is written anew from what was read.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping

from payscrub.formats.xlsx.escape import escape
from payscrub.formats.xlsx.package import Relation

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
_TECHNICAL_ID = re.compile(r"(?:rId|Id|id|rel|R|rId[A-Za-z])?[0-9a-fA-F]{1,32}")
_WORDS = frozenset(
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
_STEM = re.compile(r"([A-Za-z_]*?)[-_]?\d{0,6}(\.[A-Za-z]{1,8})?")


def is_plain(part: str) -> bool:
    """Return whether the name of a part says nothing but what kind of part it is."""
    return all((match := _STEM.fullmatch(step)) and match[1].casefold() in _WORDS for step in part.split("/"))


def neutral(part: str, number: int) -> str:
    """Return a name for the ``number``-th part whose own name says too much."""
    return f"xl/part{number}{posixpath.splitext(part)[1] if is_plain('xl' + posixpath.splitext(part)[1]) else '.xml'}"


def technical_ids(relations: Iterable[Relation]) -> bool:
    """Return whether no id of a relationship is more than a letter or two and a number."""
    return all(_TECHNICAL_ID.fullmatch(relation.id) for relation in relations)


def relations(original: bytes, found: Mapping[str, Relation], kept: Mapping[str, str]) -> bytes:
    """Return the list of relationships with only the ids of ``kept``, which maps them to the targets to be written.

    A target that is a part's name starts with a slash; the original spelling stays where nothing changes.
    """
    same = len(kept) == len(found) and all(kept[key] in (relation.target, f"/{relation.target}") for key, relation in found.items())
    if same and technical_ids(found.values()) and _PLAIN_RELATIONS.fullmatch(original):
        return original
    rows = []
    for key, target in kept.items():
        mode = b' TargetMode="External"' if found[key].external else b""
        rows.append(b'<Relationship Id="%b" Type="%b" Target="%b"%b/>' % (escape(key), escape(found[key].type), escape(target), mode))
    return _HEAD + b'<Relationships xmlns="%b">%b</Relationships>' % (_RELATIONS.encode(), b"".join(rows))


def content_types(original: bytes, listed: int, kept: Mapping[str, str], *, renamed: bool) -> bytes:
    """Return the list of content types of the parts in ``kept`` (name to type).

    ``listed`` is the number of parts that the original list is for; ``renamed`` says that a name or type is not the original one.
    """
    if listed == len(kept) and not renamed and _PLAIN_TYPES.fullmatch(original):
        return original
    rows = [
        b'<Default Extension="rels" ContentType="%b"/>' % RELATIONS_TYPE.encode(),
        b'<Default Extension="xml" ContentType="application/xml"/>',
    ]
    rows += [b'<Override PartName="/%b" ContentType="%b"/>' % (escape(name), escape(kind)) for name, kind in kept.items()]
    return _HEAD + b'<Types xmlns="%b">%b</Types>' % (_TYPES.encode(), b"".join(rows))
