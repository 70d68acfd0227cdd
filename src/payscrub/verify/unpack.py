"""Reads a zip container by itself and accounts for every byte of it.

Source: PKWARE APPNOTE 6.3, sections 4.3 and 4.4. Local and central headers must tell the same story, members must follow
each other without a gap, and nothing may stand before, between or behind them. Whatever contradicts itself is refused.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from payscrub.errors import Damaged, Encrypted, LimitExceeded, Unsupported
from payscrub.verify import limits

_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_BIG_END = struct.Struct("<4sQ2H2L4Q")
_BIG_LOCATOR_SIZE = 20
_BIG = 0xFFFFFFFF
_BIG_SHORT = 0xFFFF
_ENCRYPTED, _STREAMED = 0x1 | 0x40 | 0x2000, 0x8
_NUMERIC_FIELDS = frozenset([0x0001, 0x000A, 0x5455, 0x5855, 0x7855, 0x7875, 0xCAFE])
_STORED, _DEFLATED = 0, 8
_REMEDY = "Open the file in Excel and save it under a new name, then try again."


@dataclass(frozen=True, slots=True, repr=False)
class Member:
    """One stored file: its name, its bytes and whatever else the container says about it."""

    name: str
    data: bytes
    remarks: bytes = b""  # extra fields and comment


@dataclass(frozen=True, slots=True, repr=False)
class _Entry:
    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    start: int
    remarks: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Archive:
    """The members of a container in stored order, and its own comment."""

    members: tuple[Member, ...]
    comment: bytes = b""


def looks_zipped(data: bytes) -> bool:
    """Return whether ``data`` starts like a zip file (with or without a member)."""
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def unpack(data: bytes) -> Archive:
    """Return all members of a zip file.

    Raises:
        Damaged: its records contradict each other, or bytes belong to no record.
        Encrypted: a member is encrypted.
        Unsupported: a member uses a compression other than deflate.
        LimitExceeded: it is larger than the limits.
    """
    end = data.rfind(b"PK\x05\x06")
    if end < 0 or end + _END.size > len(data):
        raise Damaged("The zip container has no end record.", _REMEDY)
    _, disk, first_disk, here, total, size, start, note = _END.unpack_from(data, end)
    if end + _END.size + note != len(data):
        raise Damaged("Bytes follow the end of the zip container.", _REMEDY)
    finish = end
    if _BIG in (size, start) or _BIG_SHORT in (here, total):
        finish, total, size, start = _big_end(data, end)
    if disk or first_disk or start + size != finish:
        raise Damaged("The directory of the zip container is not where it should be.", _REMEDY)
    if total > limits.MEMBERS:
        raise LimitExceeded("The zip container has too many members.", "Remove what is not needed from the workbook.")
    entries = sorted(_entries(data, start, finish, total), key=lambda entry: entry.start)
    _check_names(entries)
    return Archive(tuple(_members(data, entries, start)), data[end + _END.size :])


def _big_end(data: bytes, end: int) -> tuple[int, int, int, int]:
    """Return end of directory, members, directory size and start from the zip64 records."""
    locator = end - _BIG_LOCATOR_SIZE
    if locator < 0 or data[locator : locator + 4] != b"PK\x06\x07":
        raise Damaged("The zip container lacks its 64-bit end record.", _REMEDY)
    record = int.from_bytes(data[locator + 8 : locator + 16], "little")
    if record + _BIG_END.size != locator or data[record : record + 4] != b"PK\x06\x06":
        raise Damaged("The 64-bit end record of the zip container is not where it should be.", _REMEDY)
    values = _BIG_END.unpack_from(data, record)
    return record, values[7], values[8], values[9]


def _entries(data: bytes, start: int, finish: int, total: int) -> Iterator[_Entry]:
    at, count = start, 0
    while at < finish:
        if at + _CENTRAL.size > finish or data[at : at + 4] != b"PK\x01\x02":
            raise Damaged("The directory of the zip container is broken.", _REMEDY)
        fields = _CENTRAL.unpack_from(data, at)
        flags, method, crc, packed, size = fields[3], fields[4], fields[7], fields[8], fields[9]
        name_end = at + _CENTRAL.size + fields[10]
        at = name_end + fields[11] + fields[12]
        if at > finish:
            raise Damaged("The directory of the zip container is broken.", _REMEDY)
        name, extra = data[name_end - fields[10] : name_end], data[name_end : name_end + fields[11]]
        sizes = _big_sizes(extra, [size, packed, fields[16]])
        remarks = _foreign(extra) + data[at - fields[12] : at]
        yield _Entry(name, flags, method, crc, sizes[1], sizes[0], sizes[2], remarks)
        count += 1
    if count != total:
        raise Damaged("The directory of the zip container lists another number of members than it says.", _REMEDY)


def _big_sizes(extra: bytes, sizes: list[int]) -> list[int]:
    """Return size, packed size and offset, each taken from the zip64 field where the header says so (APPNOTE 4.5.3)."""
    values: list[int] = []
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == 1:
            usable = length // 8
            values = list(struct.unpack_from(f"<{usable}Q", extra, at + 4)) if at + 4 + usable * 8 <= len(extra) else []
        at += 4 + length
    return [values.pop(0) if size == _BIG and values else size for size in sizes]


def _foreign(extra: bytes) -> bytes:
    """Return the extra fields that are neither sizes, times nor owner ids, which are numbers (APPNOTE 4.5, 4.6)."""
    kept, at = b"", 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        kept += b"" if kind in _NUMERIC_FIELDS else extra[at + 4 : at + 4 + length] + b"\n"
        at += 4 + length
    return kept + extra[at:]


def _check_names(entries: list[_Entry]) -> None:
    folded = [_name(entry.name).casefold().replace("\\", "/") for entry in entries]
    if len(set(folded)) != len(folded):
        raise Damaged("Two members of the zip container have the same name, so programs disagree about its content.", _REMEDY)
    if any(name.startswith("/") or ".." in name.split("/") or ":" in name for name in folded):
        raise Damaged("A member of the zip container has a name that points outside of it.", _REMEDY)


def _name(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp437")


def _members(data: bytes, entries: list[_Entry], directory: int) -> Iterator[Member]:
    at, total = 0, 0
    for entry in entries:
        total += entry.size
        ratio = limits.LARGE_RATIO if entry.size > limits.LARGE else limits.RATIO
        if entry.size > limits.MEMBER_BYTES or total > limits.TOTAL_BYTES or entry.size > entry.packed * ratio + 1024:
            raise LimitExceeded("The zip container expands beyond the limits.", "Split the workbook into smaller ones.")
        if entry.start != at:
            raise Damaged("Bytes of the zip container belong to no member.", _REMEDY)
        content, extra = _local(data, entry)
        at = content + entry.packed
        yield Member(_name(entry.name), _inflate(data, entry, content), entry.remarks + b"\n" + _foreign(extra))
        if entry.flags & _STREAMED:
            at = _descriptor_end(data, entry, at)
    if at != directory:
        raise Damaged("Bytes of the zip container belong to no member.", _REMEDY)


def _local(data: bytes, entry: _Entry) -> tuple[int, bytes]:
    """Return where the content starts and the local extra field, after comparing both headers of the member."""
    if data[entry.start : entry.start + 4] != b"PK\x03\x04" or entry.start + _LOCAL.size > len(data):
        raise Damaged("A member of the zip container has no header.", _REMEDY)
    _, _, flags, method, _, _, crc, packed, size, name_length, extra_length = _LOCAL.unpack_from(data, entry.start)
    if (flags | entry.flags) & _ENCRYPTED:
        raise Encrypted("A member of the zip container is encrypted.", "Remove the password and try again.")
    name_end = entry.start + _LOCAL.size + name_length
    extra = data[name_end : name_end + extra_length]
    size, packed, _ = _big_sizes(extra, [size, packed, 0])
    streamed = flags & _STREAMED and not (crc or size or packed)
    told = (data[name_end - name_length : name_end], method, flags & _STREAMED)
    if told != (entry.name, entry.method, entry.flags & _STREAMED):
        raise Damaged("The two headers of a member of the zip container disagree.", _REMEDY)
    if not streamed and flags & _STREAMED == 0 and (crc, packed, size) != (entry.crc, entry.packed, entry.size):
        raise Damaged("The two headers of a member of the zip container disagree.", _REMEDY)
    return name_end + extra_length, extra


def _inflate(data: bytes, entry: _Entry, content: int) -> bytes:
    packed = data[content : content + entry.packed]
    if entry.method == _STORED:
        plain = packed
    elif entry.method == _DEFLATED:
        plain = _inflated(packed, entry.size)
    else:
        raise Unsupported("A member of the zip container uses an unknown compression.", _REMEDY)
    if len(packed) != entry.packed or len(plain) != entry.size or zlib.crc32(plain) != entry.crc:
        raise Damaged("A member of the zip container is damaged.", _REMEDY)
    return plain


def _inflated(packed: bytes, size: int) -> bytes:
    engine = zlib.decompressobj(-15)
    try:
        plain = engine.decompress(packed, size + 1)
    except zlib.error:
        raise Damaged("A member of the zip container is damaged.", _REMEDY) from None
    if not engine.eof or engine.unused_data:
        raise Damaged("Bytes follow the end of a compressed member.", _REMEDY)
    return plain


def _descriptor_end(data: bytes, entry: _Entry, at: int) -> int:
    """Return where the data descriptor behind the content ends (APPNOTE 4.3.9: with or without signature, 32 or 64 bit)."""
    for signature in (b"PK\x07\x08", b""):
        for form in ("<3L", "<L2Q"):
            if form == "<3L" and max(entry.packed, entry.size) > _BIG:
                continue
            expected = signature + struct.pack(form, entry.crc, entry.packed, entry.size)
            if data[at : at + len(expected)] == expected:
                return at + len(expected)
    raise Damaged("A member of the zip container lacks its data descriptor.", _REMEDY)
