"""Bytes that are no XML: what they are, what can be read in them, and that the rest was not examined."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from payscrub.verify.loose import Scanner
from payscrub.verify.names import Where

_DROP = "Clean the file with payscrub, which leaves this part out."


@dataclass(frozen=True, slots=True)
class Sort:
    """A kind of opaque bytes: how it starts, and what is said about it."""

    starts: bytes
    at: int
    cause: str
    remedy: str = _DROP


_PICTURE = "A picture can show anything; its pixels cannot be examined."
_SORTS = (
    Sort(b"\x89PNG\r\n\x1a\n", 0, _PICTURE),
    Sort(b"\xff\xd8\xff", 0, _PICTURE),
    Sort(b"GIF8", 0, _PICTURE),
    Sort(b"BM", 0, _PICTURE),
    Sort(b"II*\0", 0, _PICTURE),
    Sort(b"MM\0*", 0, _PICTURE),
    Sort(b" EMF", 40, _PICTURE),
    Sort(b"\xd7\xcd\xc6\x9a", 0, _PICTURE),
    Sort(b"\x01\0\t\0\0\x03", 0, _PICTURE),
    Sort(b"RIFF", 0, _PICTURE),
    Sort(b"%PDF", 0, "An embedded document cannot be examined."),
    Sort(b"{\\rtf", 0, "An embedded document cannot be examined."),
    Sort(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, "A compound file (macros, an embedded object) cannot be examined in full."),
)
_UNKNOWN = Sort(b"", 0, "A part is neither XML nor of a known kind.")
_PLAIN_RUN = re.compile(rb"[\x20-\x7e\t\xa0-\xff]{5,4000}")
_WIDE_RUN = re.compile(rb"(?:[\x20-\x7e\t\xa0-\xff]\0){4,2000}")
_WIDE_BIG_RUN = re.compile(rb"(?:\0[\x20-\x7e\t\xa0-\xff]){4,2000}")
_CFB_HEADER = 512
_CFB_MARKS, _CFB_FREE = 0xFFFFFFFA, 0xFFFFFFFF  # [MS-CFB] 2.1
_CFB_ENTRY = 128
_NAME_BYTES = 64


def sort_of(data: bytes) -> Sort:
    """Return what kind of opaque bytes these are."""
    return next((sort for sort in _SORTS if data[sort.at : sort.at + len(sort.starts)] == sort.starts), _UNKNOWN)


def is_compound(data: bytes) -> bool:
    """Return whether ``data`` is a compound file ([MS-CFB])."""
    return data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def examine(data: bytes, place: str, scanner: Scanner) -> None:
    """Note that a part is opaque, and whatever its readable text gives away (metadata, paths, names of streams)."""
    sort = sort_of(data)
    scanner.ledger.miss(place, sort.cause, sort.remedy)
    for text in runs(data):
        scanner.note(scanner.look(text, Where.TECHNICAL), place)


def runs(data: bytes) -> Iterator[str]:
    """Yield the readable texts inside ``data``: in one byte a letter and in UTF-16 of both orders, in compound files joined."""
    whole = _streams(data) if is_compound(data) else data
    for match in _PLAIN_RUN.finditer(whole):
        yield match[0].decode("cp1252", "replace")
    for match in _WIDE_RUN.finditer(whole):
        yield match[0].decode("utf-16-le", "replace")
    for match in _WIDE_BIG_RUN.finditer(whole):
        yield match[0].decode("utf-16-be", "replace")


def stream_names(data: bytes) -> list[str]:
    """Return the names in the directory of a compound file, deleted entries included; an unreadable directory gives none."""
    if len(data) < _CFB_HEADER:
        return []
    shift, first = struct.unpack_from("<H", data, 30)[0], struct.unpack_from("<L", data, 48)[0]
    names = []
    for sector in _chain(data, shift, first):
        start = (sector + 1) << shift
        for entry in range(start, min(start + (1 << shift), len(data) - _CFB_ENTRY + 1), _CFB_ENTRY):
            length = int.from_bytes(data[entry + _NAME_BYTES : entry + _NAME_BYTES + 2], "little")
            if 0 < length <= _NAME_BYTES:
                names.append(data[entry : entry + length - 2].decode("utf-16-le", "replace"))
    return names


def _streams(data: bytes) -> bytes:
    """Return the sectors of a compound file chained in the order of their streams, then the file as it lies (free sectors)."""
    if len(data) < _CFB_HEADER:
        return data
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        return data
    table = _allocation(data, shift)
    followed = set(table.values())
    size = 1 << shift
    pieces = []
    for start in (sector for sector in table if sector not in followed):
        pieces += [data[(sector + 1) * size : (sector + 2) * size] for sector in _follow(table, start)]
    return b"".join(pieces) + b"\n" + data


def _allocation(data: bytes, shift: int) -> dict[int, int]:
    """Return the sector after each sector, from the first 109 allocation sectors ([MS-CFB] 2.3 and 2.5)."""
    size = 1 << shift
    table: dict[int, int] = {}
    for index, sector in enumerate(struct.unpack_from("<109L", data, 76)):
        block = data[(sector + 1) * size : (sector + 2) * size]
        if sector >= _CFB_MARKS or len(block) < size:
            break
        base = index * (size // 4)
        table |= {base + at: value for at, value in enumerate(struct.unpack(f"<{size // 4}L", block)) if value != _CFB_FREE}
    return table


def _chain(data: bytes, shift: int, first: int) -> list[int]:
    return _follow(_allocation(data, shift), first) if shift in (9, 12) else []


def _follow(table: dict[int, int], start: int) -> list[int]:
    seen: dict[int, None] = {}
    while start < _CFB_MARKS and start not in seen and start in table:
        seen[start] = None
        start = table[start]
    return list(seen)
