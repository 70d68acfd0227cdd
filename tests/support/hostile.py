"""Files that are broken, locked or made to mislead; each holds one person, whom no message may name."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from fixtures.macros import compound
from fixtures.package import CONTENT_TYPES
from tests.support.plant import BOOK, NAME, SHEET, STRINGS, base

_END, _LOCAL, _CENTRAL = b"PK\x05\x06", b"PK\x03\x04", b"PK\x01\x02"
_CENTRAL_SIZE, _LOCAL_SIZE, _CENTRAL_METHOD, _CENTRAL_FLAGS = 24, 22, 10, 8


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file that cannot be examined: what it is, its suffix, and how to make it."""

    label: str
    make: Callable[[], bytes]
    suffix: str = ".xlsx"

    def __str__(self) -> str:
        return self.label


def good() -> bytes:
    """Return a workbook with which nothing is wrong."""
    return base(known=True).to_bytes()


def _cut(share: float) -> bytes:
    data = good()
    return data[: int(len(data) * share)]


def _without(part: str) -> bytes:
    package = base(known=True)
    del package.parts[part]
    return package.to_bytes()


def _changed(part: str, old: str, new: str) -> bytes:
    package = base(known=True)
    package.replace(part, old, new)
    return package.to_bytes()


def _doctype() -> bytes:
    return _changed(STRINGS, "<sst", f'<!DOCTYPE sst [<!ENTITY a "{NAME}"><!ENTITY b "&a;&a;&a;&a;">]><sst')


def _record(signature: bytes, offset: int, value: int, form: str = "<L", which: int = 2) -> bytes:
    """Return the workbook with one field of one record overwritten."""
    data = bytearray(good())
    at = -1
    for _ in range(which):
        at = data.index(signature, at + 1)
    struct.pack_into(form, data, at + offset, value)
    return bytes(data)


def _bomb() -> bytes:
    """Return a workbook whose sheet inflates to 640 MB of blanks, made without ever holding them."""
    press = zlib.compressobj(9, wbits=-15)
    block = b" " * (1 << 20)
    count = 640
    body = b"".join(press.compress(block) for _ in range(count)) + press.flush()
    crc = 0
    for _ in range(count):
        crc = zlib.crc32(block, crc)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in base(known=True).parts.items():
            if name != SHEET:
                archive.writestr(zipfile.ZipInfo(name), content)
    return _with_member(out.getvalue(), SHEET.encode(), body, crc, count << 20)


def _with_member(data: bytes, name: bytes, body: bytes, crc: int, size: int) -> bytes:
    """Return the archive ``data`` with one more deflated member."""
    fields = (20, 0, 8, 0, 0x21, crc, len(body), size, len(name), 0)
    end = data.rindex(_END)
    count, length, start = struct.unpack_from("<H", data, end + 10)[0], *struct.unpack_from("<2L", data, end + 12)
    local = struct.pack("<4s5H3L2H", _LOCAL, *fields) + name + body
    central = struct.pack("<4s6H3L5H2L", _CENTRAL, 20, *fields, 0, 0, 0, 0, start) + name
    directory = data[start : start + length] + central
    tail = struct.pack("<4s4H2LH", _END, 0, 0, count + 1, count + 1, len(directory), start + len(local), 0)
    return data[:start] + local + directory + tail


def _text(text: str) -> bytes:
    return text.encode()


def _nested() -> bytes:
    return _changed(SHEET, "<sheetData>", "<extLst>" * 20_000 + "</extLst>" * 20_000 + "<sheetData>")


FILES = (
    Hostile("an empty workbook file", bytes),
    Hostile("text called a workbook", lambda: f"{NAME} sent this".encode() + b"\0"),
    Hostile("half a workbook", partial(_cut, 0.5)),
    Hostile("a workbook without its last byte", lambda: good()[:-1]),
    Hostile("only the directory of a workbook", lambda: good()[good().index(_CENTRAL) :]),
    Hostile("an encrypted workbook", lambda: compound((("EncryptionInfo", bytes(64)), ("EncryptedPackage", NAME.encode())))),
    Hostile("an old workbook", lambda: compound((("Workbook", NAME.encode()), ("Notes", b"")))),
    Hostile("an encrypted member", partial(_record, _CENTRAL, _CENTRAL_FLAGS, 1, "<H")),
    Hostile("an unknown compression", partial(_record, _CENTRAL, _CENTRAL_METHOD, 99, "<H")),
    Hostile("a directory that understates a size", partial(_record, _CENTRAL, _CENTRAL_SIZE, 5)),
    Hostile("a directory that overstates a size", partial(_record, _CENTRAL, _CENTRAL_SIZE, 1 << 30)),
    Hostile("a header that contradicts the directory", partial(_record, _LOCAL, _LOCAL_SIZE, 77)),
    Hostile("a name that differs between header and directory", lambda: good().replace(b"xl/styles.xml", b"xl/stylez.xml", 1)),
    Hostile("a damaged member", lambda: good().replace(good()[300:310], bytes(10), 1)),
    Hostile("a path that leaves the package", lambda: good().replace(b"xl/styles.xml", b"../styles.xml")),
    Hostile("a member that inflates to 640 MB", _bomb),
    Hostile("entities that expand", _doctype),
    Hostile("elements nested 20,000 deep", _nested),
    Hostile("a sheet that is not well-formed", partial(_changed, SHEET, "</sheetData>", "")),
    Hostile("a part in no known encoding", partial(_changed, SHEET, 'encoding="UTF-8"', 'encoding="x-mac-klingon"')),
    Hostile("a workbook without content types", partial(_without, CONTENT_TYPES)),
    Hostile("a workbook without its main part", partial(_without, BOOK)),
    Hostile(
        "a cell that points behind the shared strings", partial(_changed, SHEET, '<c r="A1" t="s"><v>0</v>', '<c r="A1" t="s"><v>99999</v>')
    ),
    Hostile("a cell of an unknown type", partial(_changed, SHEET, '<c r="A1" t="s">', '<c r="A1" t="zz">')),
    Hostile("an unknown element among the cells", partial(_changed, SHEET, "</sheetData>", f"<payload>{NAME}</payload></sheetData>")),
    Hostile("text that is no text", lambda: b"Surname,Forename\r\n\x00\x01\x02,\x81\x8d\x90\r\n", ".csv"),
    Hostile("an open quote", partial(_text, f'Surname,Forename\r\n"{NAME},x\r\n'), ".csv"),
    Hostile("half a wide character", lambda: b"\xff\xfe" + NAME.encode("utf-16-le") + b"x", ".csv"),
    Hostile("a picture called text", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), ".csv"),
    Hostile("a web page called a workbook", partial(_text, f"<html><body><table><tr><td>{NAME}</td></tr></table></body></html>")),
)
