"""XML as bytes with positions: made plain first, then read tag by tag, so that an edit can leave every other byte alone.

``prepare`` turns what is rare (other encodings, comments, processing instructions, CDATA) into plain UTF-8 elements and text;
everything that works on positions may then rely on ``TAG`` and ``ATTRIBUTE``.
"""

from __future__ import annotations

import codecs
import re
from xml.parsers import expat

import numpy as np

from payscrub.errors import Damaged, Unsupported
from payscrub.formats.xlsx import spelling
from payscrub.formats.xlsx.escape import escape, unescape
from payscrub.formats.xlsx.patch import apply as splice
from payscrub.formats.xlsx.spelling import ATTRIBUTE, TAG

__all__ = ["ATTRIBUTE", "TAG", "attribute_text", "offsets", "prepare", "splice"]

SAVE_AGAIN = "Open it in Excel or LibreOffice, save it under a new name, and try again."
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARATION = re.compile(rb"""\s*<\?xml\s[^?]{0,200}\?>""")
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_PLAIN_DECLARATION = re.compile(
    rb"""<\?xml version=["']1\.0["'](?: encoding=["'](?:UTF-?8|US-ASCII)["'])?(?: standalone=["'](?:yes|no)["'])?\s*\?>""", re.IGNORECASE
)
_RARE = re.compile(rb"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_REFERENCE = re.compile(rb"&#(?:x[0-9A-Fa-f]{1,6}|[0-9]{1,7});")
_READABLE = frozenset({"utf-8", "ascii", "iso8859-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be"})
_UTF8_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_PIECE = 1 << 18
_CONTROLS = [sign for sign in range(32) if sign not in b"\t\n\r"]
_UNIT = re.compile(r"&[^;]*;|.", re.DOTALL)


def prepare(data: bytes) -> bytes:
    """Return the part as plain UTF-8 without comments, processing instructions, CDATA, letters written as numbers and telling prefixes.

    Most parts come back as they are.

    Raises:
        Damaged: when the part is not well-formed XML with bound namespace prefixes.
        Unsupported: for a document type declaration or an encoding that Excel does not write.
    """
    data = utf8(data)
    check(data)
    if is_rare(data):
        head = _DECLARATION.match(data)
        body = head.end() if head else 0
        data = data[:body] + _RARE.sub(lambda match: escape((match[1] or b"").decode()), data[body:])
    return spelling.renamed(_REFERENCE.sub(_as_itself, data) if b"&#" in data else data)


def _as_itself(reference: re.Match[bytes]) -> bytes:
    """Return a letter or digit that was written as its number as itself; all other signs stay, for they may mean something else then."""
    sign = unescape(reference[0])
    return sign.encode() if sign.isascii() and sign.isalnum() else reference[0]


def is_rare(data: bytes) -> bool:
    """Return whether a part in UTF-8 holds a comment, a processing instruction, CDATA, a DOCTYPE or a telling prefix."""
    head = _DECLARATION.match(data)
    return bool(spelling.odd(data)) or b"<!" in data or data.find(b"<?", head.end() if head else 0) >= 0


def plain(raw: bytes, *, disguised: bool) -> bytes:
    """Return a sheet or the shared strings in UTF-8, and prepared and tidied when they are ``disguised``.

    These parts have stricter grammars of their own, and expat would take longer for them (0.5 s for 50 MB) than all else that is done.
    """
    return spelling.tidied(prepare(raw)) if disguised else utf8(raw)


def check_text(data: bytes, start: int, end: int) -> None:
    """Refuse what XML cannot have there (XML 1.0, 2.2 and 2.4): bytes that are no UTF-8, control characters, ``]]>``."""
    decoder, buffer = codecs.getincrementaldecoder("utf-8")(), np.frombuffer(data, dtype=np.uint8)
    controls = np.zeros(ord(" "), dtype=np.int64)
    try:
        for at in range(start, end, _PIECE):
            piece = buffer[at : min(at + _PIECE, end)]
            decoder.decode(piece.data)
            controls += np.bincount(piece[piece < ord(" ")], minlength=len(controls))
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise Damaged("A part of the file holds text that is not UTF-8.", SAVE_AGAIN) from None
    if controls[_CONTROLS].any() or data.find(b"]]>", start, end) >= 0:
        raise Damaged("A part of the file is not well-formed XML.", SAVE_AGAIN)


def attribute_text(text: bytes) -> bytes:
    """Return escaped text so that it may also stand between any quotation marks, its line breaks kept."""
    return text.replace(b'"', b"&quot;").replace(b"'", b"&#39;").replace(b"\n", b"&#10;").replace(b"\t", b"&#9;")


def offsets(data: bytes, start: int, end: int) -> tuple[str, list[int]]:
    """Return the text of ``data[start:end]`` and, for each character and the end, the position where it is written."""
    raw = data[start:end].decode()
    if raw.isascii() and "&" not in raw:
        return raw, list(range(start, end + 1))
    characters, positions, cursor = list[str](), list[int](), start
    for match in _UNIT.finditer(raw):
        unit = match[0].encode()
        characters.append(unescape(unit))
        positions.append(cursor)
        cursor += len(unit)
    return "".join(characters), [*positions, cursor]


def utf8(data: bytes) -> bytes:
    """Return the part in UTF-8 without a byte order mark; see ``prepare``."""
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "")
    if encoding:
        data = data[len(next(bom for bom, _ in _BOMS if data.startswith(bom))) :]
    elif data[:2] in (b"<\0", b"\0<"):
        encoding = "utf-16-le" if data[:1] == b"<" else "utf-16-be"
    head = _DECLARATION.match(data[:400])
    if not encoding and head and (stated := _ENCODING.search(head[0])):
        encoding = _known(stated[1].decode("ascii"))
    if encoding not in ("", "utf-8", "ascii"):
        data = _transcoded(data, encoding)
        head = _DECLARATION.match(data[:400])
    if head and not _PLAIN_DECLARATION.fullmatch(head[0]):
        data = _UTF8_DECLARATION + data[head.end() :]
    return data


def _known(name: str) -> str:
    try:
        encoding = codecs.lookup(name).name
    except LookupError:
        encoding = ""
    if encoding not in _READABLE:
        raise Unsupported("A part of the file is in an encoding that payscrub does not read.", SAVE_AGAIN)
    return encoding


def _transcoded(data: bytes, encoding: str) -> bytes:
    try:
        return data.decode(encoding).encode()
    except UnicodeError:
        raise Damaged("A part of the file does not follow its own encoding.", SAVE_AGAIN) from None


def check(data: bytes) -> None:
    """Refuse what is not well-formed; expat without handlers for elements is quick."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat takes the flag by position only
    except expat.ExpatError:
        raise Damaged("A part of the file is not well-formed XML.", SAVE_AGAIN) from None


def _refuse_doctype(*_details: object) -> None:
    raise Unsupported("A part of the file declares a document type, which no spreadsheet needs.", SAVE_AGAIN)
