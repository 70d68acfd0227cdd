"""Which namespace a prefix stands for, at one point of a part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from payscrub.formats.xlsx.escape import unescape
from payscrub.formats.xlsx.namespaces import KNOWN, READ, XML
from payscrub.formats.xlsx.spans import ATTRIBUTE

UNREAD, UNKNOWN = "-", "?"  # published, but cut here; never heard of


class Spaces:
    """The prefixes in scope; names are looked up once and remembered."""

    __slots__ = ("_attributes", "_elements", "declared")

    def __init__(self, declared: Mapping[bytes, str]) -> None:
        """Keep ``declared``: the fixed prefix of ``namespaces.READ``, or ``UNREAD`` or ``UNKNOWN``, for each prefix."""
        self.declared = declared
        self._elements: dict[bytes, str] = {}
        self._attributes: dict[bytes, str] = {}

    def element(self, raw: bytes) -> str:
        """Return the fixed name (``s:sheet``) of an element; it starts with ``-:`` or ``?:`` when it is not read."""
        name = self._elements.get(raw)
        if name is None:
            prefix, _, local = raw.rpartition(b":")
            name = self._elements[raw] = f"{self.declared.get(prefix, UNKNOWN)}:{local.decode()}"
        return name

    def attribute(self, raw: bytes) -> str:
        """Return the fixed name of an attribute: without prefix when it has none."""
        name = self._attributes.get(raw)
        if name is None:
            name = self._attributes[raw] = self.element(raw) if b":" in raw else raw.decode()
        return name

    def within(self, data: bytes, start: int, end: int) -> Spaces:
        """Return the prefixes in scope inside a tag whose attributes are ``data[start:end]``."""
        found = {prefix: uri for prefix, uri, _, _ in declarations(data, start, end)}
        return Spaces({**self.declared, **{prefix: standing(uri) for prefix, uri in found.items()}})


def declarations(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, str, int, int]]:
    """Yield each namespace declaration of a tag: prefix, URI, and the span of the attribute with the blank before it."""
    for match in ATTRIBUTE.finditer(data, start, end):
        if match[2] == b"xmlns" or match[2].startswith(b"xmlns:"):
            yield match[2][6:], unescape(match[3] if match[3] is not None else match[4]), match.start(), match.end()


def standing(uri: str) -> str:
    """Return what a namespace is to payscrub."""
    return READ.get(uri) or (UNREAD if uri in KNOWN else UNKNOWN)


START = Spaces({b"xml": READ[XML]})
