"""Other spellings of the same package: what XML and Open Packaging leave free, and other programs make use of."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from functools import partial
from html import unescape

from fixtures.package import CONTENT_TYPES, Package

_MARKUP = re.compile(r"(<\?.*?\?>|<[^<>]*>)", re.DOTALL)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>\s*")
_ATTRIBUTE = re.compile(r'\s+([\w:.-]+)="([^"]*)"')
_OPEN, _STRICT = "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"
_STRICTLY = {
    "spreadsheetml/2006/main": "spreadsheetml/main",
    "officeDocument/2006/relationships": "officeDocument/relationships",
    **{f"drawingml/2006/{name}": f"drawingml/{name}" for name in ("main", "chart", "spreadsheetDrawing", "chartDrawing")},
}


def _contents(package: Package) -> Iterator[str]:
    """Yield the names of the parts that are neither lists of types nor of relationships."""
    return (name for name in package.parts if name != CONTENT_TYPES and not name.endswith(".rels"))


def _each(change: Callable[[str], str], package: Package) -> Package:
    """Return the package with the text of each part that has contents changed."""
    return Package({**package.parts, **{name: change(package.text(name)).encode() for name in _contents(package)}})


def _tags(change: Callable[[str], str], texts: Callable[[str], str], xml: str) -> str:
    """Return XML with its tags and its texts changed."""
    pieces = _MARKUP.split(xml)
    return "".join(
        (piece if piece.startswith("<?") else change(piece)) if at % 2 else (texts(piece) if piece.strip() else piece)
        for at, piece in enumerate(pieces)
    )


def _as_it_is(text: str) -> str:
    return text


def _single(tag: str) -> str:
    return re.sub(r"(?<=['\w])(/?)>$", r" \1>", _ATTRIBUTE.sub(lambda found: f"\n\t{found[1]} = '{found[2]}'", tag))


def _prefixed(xml: str) -> str:
    """Return XML whose default namespace got the prefix ``x``."""
    named = re.sub(r'\sxmlns="', ' xmlns:x="', xml, count=1)
    return xml if named == xml else _tags(lambda tag: re.sub(r"^<(/?)(?=[A-Za-z]\w*[\s/>])", r"<\1x:", tag), _as_it_is, named)


def _numbers(text: str) -> str:
    return re.sub(r"&#?\w+;|[A-Za-z0-9]", lambda found: found[0] if found[0][0] == "&" else f"&#x{ord(found[0]):X};", text)


def _numbered(tag: str) -> str:
    return _ATTRIBUTE.sub(lambda found: found[0] if found[1].startswith("xmlns") else f' {found[1]}="{_numbers(found[2])}"', tag)


def _encoded(encoding: str, name: str, package: Package) -> Package:
    """Return the package with all its XML in another encoding."""
    parts = {}
    for part in package.parts:
        text = _DECLARATION.sub("", package.text(part), count=1)
        parts[part] = f'<?xml version="1.0" encoding="{name}"?>\r\n{text}'.encode(encoding, "xmlcharrefreplace")
    return Package(parts)


def _marked(package: Package) -> Package:
    return Package({name: b"\xef\xbb\xbf" + data for name, data in package.parts.items()})


def _strict(package: Package) -> Package:
    parts = dict(package.parts)
    for name, data in parts.items():
        for transitional, strict in _STRICTLY.items() if name != CONTENT_TYPES else ():
            data = data.replace((_OPEN + transitional).encode(), (_STRICT + strict).encode())  # noqa: PLW2901 - one after the other
        parts[name] = data
    return Package(parts)


def _moved(package: Package) -> Package:
    """Return the package with its parts in other folders, and named in another case where they are referred to."""
    new = {name: f"Office/Part{at}/data{at}{posixpath.splitext(name)[1]}" for at, name in enumerate(_contents(package))}
    parts = {}
    for name, data in package.parts.items():
        text = re.sub(r'(?<==")/([^"]+)(?=")', lambda found: "/" + new.get(found[1], found[1]).upper(), data.decode())
        folder, base = posixpath.split(name)
        owner = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels")) if name.endswith(".rels") else ""
        home = posixpath.split(new[owner]) if owner in new else None
        parts[f"{home[0]}/_rels/{home[1]}.rels" if home else new.get(name, name)] = text.encode() if name not in new else data
    return Package(parts)


DRESSES: dict[str, Callable[[Package], Package]] = {
    "prefixed elements": partial(_each, _prefixed),
    "single quotation marks": partial(_each, partial(_tags, _single, _as_it_is)),
    "letters as numbers": partial(_each, partial(_tags, _numbered, _numbers)),
    "texts in CDATA": partial(_each, partial(_tags, _as_it_is, lambda text: f"<![CDATA[{unescape(text)}]]>")),
    "comments inside texts": partial(
        _each, partial(_tags, _as_it_is, lambda text: text if "&" in text else f"{text[:2]}<!-- -->{text[2:]}")
    ),
    "tags on lines of their own": partial(_each, lambda xml: xml.replace("><", ">\r\n  <")),
    "UTF-16": partial(_encoded, "utf-16", "UTF-16"),
    "Windows-1252": partial(_encoded, "cp1252", "windows-1252"),
    "byte order marks": _marked,
    "strict namespaces": _strict,
    "other names of parts": _moved,
}
