"""The nouns of the rulings: what becomes of a part, and how a row of the table is spelt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum


class Do(IntEnum):
    """What becomes of a part, the strictest last."""

    EDIT = 0  # kept, with its texts replaced and its allow-list enforced
    REBUILD = 1  # written anew with nothing of the old content
    DROP = 2  # left out, with the relationship and the element that names it
    REFUSE = 3  # the whole file is refused


@dataclass(frozen=True, slots=True)
class Ruling:
    """The fate of a part: who reads it, what it is called in a report, its channels, and why and what now if refused."""

    do: Do
    label: str
    channels: tuple[str, ...]
    reader: str = ""
    message: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A ruling with the relationship types and content types it holds for, in the short spelling of ``BASES``."""

    ruling: Ruling
    relations: str
    contents: str = ""


BASES = {
    "T": "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
    "S": "http://purl.oclc.org/ooxml/officeDocument/relationships/",
    "P": "http://schemas.openxmlformats.org/package/2006/relationships/",
    "M": "http://schemas.microsoft.com/office/",
    "H": "http://",
    "x": "application/vnd.openxmlformats-officedocument.",
    "e": "application/vnd.ms-excel.",
    "o": "application/vnd.ms-office.",
    "a": "application/",
    "i": "image/",
}
_AS_XLSX = "Open it in Excel, save it as an Excel workbook (.xlsx), and try again."
UNKNOWN = Ruling(
    Do.REFUSE,
    "part of an unknown kind",
    ("J10",),
    message="The workbook has a part of a kind that payscrub does not know.",
    remedy=_AS_XLSX,
)


def edit(reader: str, label: str, channels: str) -> Ruling:
    """Return a ruling that keeps a part and has it read by ``reader``."""
    return Ruling(Do.EDIT, label, tuple(channels.split()), reader)


def drop(label: str, channels: str) -> Ruling:
    """Return a ruling that leaves a part out."""
    return Ruling(Do.DROP, label, tuple(channels.split()))


def rebuild(label: str, channels: str) -> Ruling:
    """Return a ruling that writes a part anew."""
    return Ruling(Do.REBUILD, label, tuple(channels.split()))


def refuse(label: str, channels: str, message: str) -> Ruling:
    """Return a ruling that refuses the file."""
    return Ruling(Do.REFUSE, label, tuple(channels.split()), message=message, remedy=_AS_XLSX)


def spelt_out(short: str) -> Iterator[str]:
    """Yield the full types that a short list stands for."""
    for name in short.split():
        base, slash, rest = name.partition("/")
        yield BASES[base] + rest if base in BASES else base + slash + rest
