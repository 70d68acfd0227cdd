"""The start tags of a small part, for facts that are read and never written: relations, content types, number formats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from xml.parsers import expat

from payscrub.errors import Damaged, Unsupported

_SAVE_AGAIN = "Open it in Excel or LibreOffice, save it under a new name, and try again."


class Tag(NamedTuple):
    """A start tag: namespace, local name, depth (the root has 0), and attributes by ``namespace name`` or plain name."""

    namespace: str
    name: str
    depth: int
    attributes: Mapping[str, str]


def read(data: bytes) -> list[Tag]:
    """Return the start tags of ``data`` in order.

    Raises:
        Damaged: when ``data`` is not well-formed XML.
        Unsupported: when it has a DOCTYPE, which workbooks never need (ECMA-376 part 2, 8.1.4).
    """
    tags: list[Tag] = []
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        namespace, _, local = name.rpartition(" ")
        tags.append(Tag(namespace, local, depth, attributes))
        depth += 1

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_: object) -> None:
        raise Unsupported("A part of the file has a document type declaration, which workbooks never need.", _SAVE_AGAIN)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat takes the flag by position
    except expat.ExpatError:
        raise Damaged("A part of the file is not well-formed XML.", _SAVE_AGAIN) from None
    return tags
