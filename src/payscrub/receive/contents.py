"""What lies in a delivery: the files to judge, what is no spreadsheet, and what could not be opened; archives and messages nest.

A thing is told by its bytes. Only what certainly holds no table is set aside; whatever is doubtful is judged, and the verifier refuses
what it does not know.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from typing import Final

from payscrub.errors import Unexaminable
from payscrub.model import Unexamined
from payscrub.receive.limits import FILES, NESTING, UNPACKED
from payscrub.verify.unpack import Archive, looks_zipped, unpack

_SHEETS: Final = re.compile(r"\.(?:xl[a-z]{1,2}|ods|fods|ots|csv|tsv|tab|psv|dat|txt|prn|dif|slk|zip)\s*$", re.IGNORECASE)
_PACKAGE: Final = frozenset({"[content_types].xml", "mimetype"})  # OPC part 2, 10.1; OpenDocument part 2, 3.3
_MARKED_MESSAGE: Final = re.compile(rb"^content-transfer-encoding[ \t]*:", re.IGNORECASE | re.MULTILINE)
_ENCRYPTED: Final = b"-----BEGIN PGP MESSAGE-----"  # RFC 9580, 6.2.1
_ZIP_END: Final = b"PK\x05\x06"
_ZIP_TAIL: Final = 1 << 17  # bytes in which the end of a zip file stands that is hidden behind something else

# how files begin that show something and hold no table
_BEGINNINGS: Final = (
    *(b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM", b"II*\0", b"MM\0*", b"%PDF-", b"ID3", b"OggS", b"fLaC"),
    *(
        b"\0\0\0\x18ftyp",
        b"\0\0\0\x1cftyp",
        b"\0\0\0\x20ftyp",
        b"\0\0\0\x24ftyp",
        b"\x1aE\xdf\xa3",
        b"\0\x05\x16\x07\0\x02",
        b"\0\0\0\1Bud1",
    ),
)

# a signature that stands apart from what is signed: PGP's in text, or CMS signed data without content (RFC 5652, 5.1 and 5.2)
_SIGNATURE: Final = re.compile(
    rb"-----BEGIN PGP SIGNATURE-----"
    rb"|0[\x80-\x84].{0,120}?0(?:\x0b|\x80)\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01(?:(?<=0\x0b.{11})|\0\0)",
    re.DOTALL,
)
BASE64: Final = re.compile(
    rb"(?:^[A-Za-z0-9+/]{60,100}\r?\n){2}(?:[A-Za-z0-9+/]{1,100}\r?\n){0,1000000}[A-Za-z0-9+/]{0,100}={0,2}", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Item:
    """One file to judge: where it lies (``attachment 2, member 1``; empty for the delivery itself), its name and its bytes."""

    place: str
    name: str = field(repr=False)
    data: bytes = field(repr=False)


@dataclass(slots=True)
class Contents:
    """Everything that a delivery holds; ``names`` are those of containers and of what is no spreadsheet, which are judged too."""

    files: list[Item] = field(default_factory=list, repr=False)
    others: list[str] = field(default_factory=list)
    names: list[tuple[str, str]] = field(default_factory=list, repr=False)
    unread: list[Unexamined] = field(default_factory=list)
    size: int = 0

    def add(self, item: Item, depth: int = 0) -> None:
        """Take one thing in, and all that is inside it."""
        self.size += len(item.data)
        if depth > NESTING:
            self.miss(item.place, "Files are packed inside files inside files.", "Send the spreadsheets themselves.")
        elif len(self.files) + len(self.others) >= FILES or self.size > UNPACKED:
            self.miss("file", "There are too many or too large files in it.", "Send fewer of them at a time.")
        elif looks_zipped(item.data):
            self._zip(item, depth)
        elif item.name.casefold().endswith(".eml"):
            self.message(item, depth)
        elif _MARKED_MESSAGE.search(item.data):  # a web archive, say, in which programs hide tables as texts to be read
            self.miss(item.place, "It is built like a mail message, and its name does not say so.", "Send the spreadsheets themselves.")
        elif _ENCRYPTED in item.data:
            self.miss(item.place, "It is encrypted.", "Send it without encryption of its own.")
        elif shows_only(item):
            self.others.append(item.place)
            self._name(item)
        else:
            self.files.append(item)
            for number, block in enumerate(BASE64.findall(item.data), 1):
                self.add(Item(within(item.place, f"block {number}"), "", _decoded(block)), depth + 1)

    def miss(self, place: str, cause: str, remedy: str) -> None:
        """Note what could not be opened."""
        self.unread.append(Unexamined(place or "file", cause, remedy))

    def _zip(self, item: Item, depth: int) -> None:
        try:
            archive = unpack(item.data)
        except Unexaminable as error:
            self.miss(item.place, error.message, error.remedy)
            return
        if not _PACKAGE.isdisjoint(member.name.casefold() for member in archive.members):
            self.files.append(item)
        else:
            self._members(archive, item, depth)

    def _members(self, archive: Archive, item: Item, depth: int) -> None:
        self._name(item)
        if archive.comment or any(member.remarks.strip() for member in archive.members):
            self.miss(item.place, "The zip archive carries remarks.", "Pack the files again without them.")
        for number, member in enumerate((one for one in archive.members if not one.name.endswith("/") or one.data), 1):
            self.add(Item(within(item.place, f"member {number}"), member.name, member.data), depth + 1)

    def message(self, item: Item, depth: int = 0) -> None:
        """Take in what is attached to a mail message."""
        from payscrub.receive.message import parts  # noqa: PLC0415 - imports the parser, which few files need

        self._name(item)
        for part in parts(item.data, item.place):
            if isinstance(part, Item):
                self.add(part, depth + 1)
            else:
                self.unread.append(part)

    def _name(self, item: Item) -> None:
        if item.name:
            self.names.append((item.place or "file", item.name))


def of(data: bytes, name: str, *, message: bool) -> Contents:
    """Return what lies in ``data``, which is a mail message, or a file called ``name``."""
    contents = Contents()
    (contents.message if message else contents.add)(Item("", name, data))
    return contents


def _decoded(block: bytes) -> bytes:
    """Return what a block of base64 stands for, without a last character that stands for nothing."""
    letters = block.translate(None, b"\r\n=")
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    return base64.b64decode(letters + b"=" * (-len(letters) % 4))


def within(place: str, inner: str) -> str:
    """Return the address of something inside something else."""
    return f"{place}, {inner}" if place else inner


def shows_only(item: Item) -> bool:
    """Return whether a file is a picture, a document in pages, a sound, a film or a signature; none that is called or hides a table."""
    shown = item.data.startswith(_BEGINNINGS) or _SIGNATURE.match(item.data) is not None
    return shown and not _SHEETS.search(item.name) and _ZIP_END not in item.data[-_ZIP_TAIL:]
