"""Tell what a file is by its bytes, never by its name."""

from __future__ import annotations

import re

from payscrub.errors import Damaged, Encrypted, Unexaminable, Unsupported
from payscrub.formats.limits import FILE_BYTES, within

XLSX = "xlsx"
DELIMITED = "delimited"

_AS_XLSX = "Open it in Excel, save it as an Excel workbook (.xlsx) and try that file."
_AS_EITHER = "Save the table as an Excel workbook (.xlsx) or as CSV and try that file."
_UNLOCK = "Save a copy without the password in Excel and try that copy, or give scan and clean the password with --password-file."
_COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1")  # [MS-CFB] 2.2
_TITLE = re.compile(rb"<[A-Za-z0-9_]{1,40}>[,;\t|]")  # some systems write their titles in angle brackets: <EMPID>,<NAME>
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HEAD = 4096

# what the file begins with, what it is called in the sentence, what to do
_BEGINNINGS = (
    (b"%PDF-", "a PDF document", _AS_EITHER),
    (b"{\\rtf", "a rich text document", _AS_EITHER),
    (b"\x1f\x8b", "a compressed file", "Unpack it and try the file inside."),
    (b"7z\xbc\xaf", "a compressed archive", "Unpack it and try the files inside."),
    (b"Rar!", "a compressed archive", "Unpack it and try the files inside."),
    (b"\x09\x08", "an Excel workbook of an old kind (.xls)", _AS_XLSX),
    (b"\x09\x04", "an Excel worksheet of an old kind (.xls)", _AS_XLSX),
    (b"\x09\x02", "an Excel worksheet of an old kind (.xls)", _AS_XLSX),
    (b"\x09\x00\x04\x00", "an Excel worksheet of an old kind (.xls)", _AS_XLSX),
    (b"ID;P", "a symbolic link (SYLK) table", _AS_XLSX),
    (b"TABLE\r\n0,1", "a data interchange (DIF) table", _AS_XLSX),
    (b"PAR1", "a Parquet table", _AS_EITHER),
    (b"\x89PNG", "a picture", _AS_EITHER),
    (b"\xff\xd8\xff", "a picture", _AS_EITHER),
)

# a member of a zip file that shows what the whole is
_MEMBERS = (
    (b"xl/workbook.bin", "an Excel binary workbook (.xlsb)", _AS_XLSX),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file (.ods)", "Save it as an Excel workbook (.xlsx) and try that file."),
    (b"word/document.xml", "a Word document", _AS_EITHER),
    (b"ppt/presentation.xml", "a PowerPoint presentation", _AS_EITHER),
)


def sniff(data: bytes) -> str:
    """Return ``XLSX`` for a zip-packed Office workbook and ``DELIMITED`` for text.

    Whether the file really is one is for the format to find out.

    Raises:
        Encrypted: for a workbook that is protected by a password to open it.
        Unsupported: for every other kind of file that is recognised.
        Damaged: for a file without content.
        LimitExceeded: for a file above ``limits.FILE_BYTES``.
    """
    within(len(data), FILE_BYTES, "bytes")
    if data.startswith(b"PK\x03\x04"):
        return _zip(data)
    if data.startswith(_COMPOUND):
        raise _compound(data)
    for beginning, called, remedy in _BEGINNINGS:
        if data.startswith(beginning):
            raise _unsupported(called, remedy)
    return _text(data)


def _zip(data: bytes) -> str:
    for member, called, remedy in _MEMBERS:
        if member in data:
            raise _unsupported(called, remedy)
    if b"[Content_Types].xml" not in data:
        raise _unsupported("a zip archive without a workbook's parts", "Unpack it and try the files inside.")
    return XLSX


def is_encrypted(data: bytes) -> bool:
    """Return whether ``data`` is a compound file that holds an encrypted package ([MS-OFFCRYPTO] 2.3.4.4)."""
    return data.startswith(_COMPOUND) and "EncryptedPackage".encode("utf-16-le") in data


def _compound(data: bytes) -> Unexaminable:
    if is_encrypted(data):
        return Encrypted("The workbook is protected by a password to open it.", _UNLOCK)
    return _unsupported("an Excel 97-2003 workbook (.xls) or another compound file", _AS_XLSX)


def _text(data: bytes) -> str:
    mark = next((mark for mark in _MARKS if data.startswith(mark)), b"")
    head = data[len(mark) : _HEAD].translate(None, b"\0").lstrip()  # without the zeros, UTF-16 shows its ASCII
    if not head and not data[len(mark) :].translate(None, b"\0").strip():
        raise Damaged("The file is empty.", "Export the table again and try that file.")
    if head.startswith(b"<") and not _TITLE.match(head):
        raise _unsupported("an HTML or XML page, whatever its name says", _AS_XLSX)
    if head.startswith((b"{", b"[{")):
        raise _unsupported("a JSON document", _AS_EITHER)
    return DELIMITED


def _unsupported(called: str, remedy: str) -> Unsupported:
    return Unsupported(f"The file is {called}, which payscrub cannot examine.", remedy)
