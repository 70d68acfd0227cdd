"""The ZIP container, read so that every byte is accounted for, and written without a trace of its making.

A byte that belongs to no record can carry anything, and two records that disagree make two readers see two files, so both
are refused. Rules: PKWARE APPNOTE 6.3.9; ECMA-376 part 2, annex B (what OPC allows of ZIP).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from payscrub.errors import Damaged, Encrypted, LimitExceeded, Unsupported
from payscrub.formats import deflate

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64 = struct.Struct("<4sLQL")
_FULL16, _FULL32 = 0xFFFF, 0xFFFFFFFF
_ENCRYPTED, _DESCRIPTOR, _UTF8 = 0x0001, 0x0008, 0x0800
_COMPARED = 0xFFFF & ~(_DESCRIPTOR | _UTF8)  # names are compared as bytes, so the flag that explains them may differ
_STORED, _DEFLATED = 0, 8
_EPOCH = (0, 0x21)  # 1 January 1980, 00:00: the only time that says nothing

MAX_ENTRIES = 20_000
MAX_PART = 1 << 31
MAX_TOTAL = 3 << 30
MAX_RATIO = 400  # the densest real workbook of 6,725 stays below 200; deflate itself allows 1,032
RATIO_FREE = 1 << 24  # small parts may be as dense as they like

_SAVE_AGAIN = "Open it in Excel or LibreOffice, save it under a new name, and try again."


class _Record(NamedTuple):
    """One record of the central directory."""

    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    name: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the container, still compressed."""

    name: str = field(repr=False)
    method: int
    crc: int
    size: int
    packed: memoryview = field(repr=False)

    def read(self) -> bytes:
        """Return the content, checked against its size and CRC-32."""
        if self.method == _STORED:
            content = bytes(self.packed)
            if len(content) != self.size or deflate.checksum(content) != self.crc:
                raise Damaged("A part of the file is damaged.", _SAVE_AGAIN)
            return content
        return deflate.inflate(self.packed, self.size, self.crc)

    def holds(self, content: bytes) -> bool:
        """Return whether ``content`` is the content."""
        return self.size == len(content) and self.crc == deflate.checksum(content) and self.read() == content


def read(data: bytes) -> dict[str, Entry]:
    """Return the entries of a ZIP file by name, folders left out.

    Raises:
        Damaged: when records contradict each other, names repeat (whatever their case), or a byte belongs to nothing.
        Encrypted: when an entry is encrypted.
        Unsupported: for a compression method other than stored and deflated, or a name that climbs out of the package.
        LimitExceeded: for absurd numbers and sizes.
    """
    directory, count, end = _find_directory(data)
    records = list(_directory(data, directory, count, end))
    _check_sizes(records, len(data))
    view = memoryview(data)
    entries: dict[str, Entry] = {}
    seen: set[str] = set()
    cursor = 0
    for record in sorted(records, key=lambda item: item.offset):
        if record.offset != cursor:
            raise Damaged("The file has bytes between its parts that belong to nothing.", _SAVE_AGAIN)
        start = _content_start(data, record)
        cursor = _content_end(data, record, start)
        name = _name(record)
        if name.casefold() in seen:
            raise Damaged("The file holds two parts of the same name.", _SAVE_AGAIN)
        seen.add(name.casefold())
        if not name.endswith("/"):
            entries[name] = Entry(name, record.method, record.crc, record.size, view[start : start + record.packed])
        elif record.size:
            raise Damaged("The file holds a folder with content of its own.", _SAVE_AGAIN)
    if cursor != directory:
        raise Damaged("The file has bytes between its parts that belong to nothing.", _SAVE_AGAIN)
    return entries


def write(parts: Iterable[tuple[str, Iterable[bytes] | Entry]]) -> bytes:
    """Return a ZIP file of ``parts``: names in the given order, 1980 times, no extra fields, no comments.

    A part is an iterable of byte pieces, or an ``Entry`` that is copied still compressed.
    """
    body, central, offset, count = [], [], 0, 0
    for name, content in parts:
        raw = name.encode()
        flags = 0 if name.isascii() else _UTF8
        if isinstance(content, Entry):
            method, crc, size, packed = content.method, content.crc, content.size, bytes(content.packed)
        else:
            method = _DEFLATED
            packed, crc, size = deflate.deflate(content)
        if max(len(packed), size, offset) >= _FULL32:
            raise LimitExceeded("The cleaned file would be larger than 4 GB.", "Split the workbook and clean the pieces.")
        header = _LOCAL.pack(b"PK\x03\x04", 20, flags, method, *_EPOCH, crc, len(packed), size, len(raw), 0)
        body += [header, raw, packed]
        central += [
            _CENTRAL.pack(b"PK\x01\x02", 20, 20, flags, method, *_EPOCH, crc, len(packed), size, len(raw), 0, 0, 0, 0, 0, offset),
            raw,
        ]
        offset += len(header) + len(raw) + len(packed)
        count += 1
    length = sum(map(len, central))
    return b"".join([*body, *central, _END.pack(b"PK\x05\x06", 0, 0, count, count, length, offset, 0)])


def _find_directory(data: bytes) -> tuple[int, int, int]:
    """Return where the central directory starts, how many records it has and where it must end."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - _END.size - _FULL16))
    if at < 0 or at + _END.size > len(data):
        raise Damaged("The file is cut short: the end of its container is missing.", "Ask the sender for a whole copy.")
    _, disk, start_disk, here, count, length, offset, comment = _END.unpack_from(data, at)
    if at + _END.size + comment != len(data):
        raise Damaged("The file has bytes after its end.", _SAVE_AGAIN)
    end = at
    if _FULL16 in (here, count) or _FULL32 in (length, offset):
        end, here, count, length, offset = _find_directory64(data, at)
    if disk or start_disk or here != count:
        raise Unsupported("The file is one volume of several.", _SAVE_AGAIN)
    if offset + length != end:
        raise Damaged("The file has bytes before its end that belong to nothing.", _SAVE_AGAIN)
    if count > MAX_ENTRIES:
        raise LimitExceeded(f"The file has more than {MAX_ENTRIES} parts.", "It is no ordinary workbook; ask the sender how it was made.")
    return offset, count, end


def _find_directory64(data: bytes, end: int) -> tuple[int, int, int, int, int]:
    at = end - _LOCATOR64.size
    if at < 0 or data[at : at + 4] != b"PK\x06\x07":
        raise Damaged("The file contradicts itself about its size.", _SAVE_AGAIN)
    record = _LOCATOR64.unpack_from(data, at)[2]
    if record + _END64.size != at or data[record : record + 4] != b"PK\x06\x06":
        raise Damaged("The file contradicts itself about its size.", _SAVE_AGAIN)
    *_, here, count, length, offset = _END64.unpack_from(data, record)
    return record, here, count, length, offset


def _directory(data: bytes, cursor: int, count: int, end: int) -> Iterator[_Record]:
    for _ in range(count):
        if cursor + _CENTRAL.size > end or data[cursor : cursor + 4] != b"PK\x01\x02":
            raise Damaged("The list of the file's parts is broken.", _SAVE_AGAIN)
        fields = _CENTRAL.unpack_from(data, cursor)
        flags, method, crc, packed, size, name_length, extra_length, comment_length = fields[3], fields[4], *fields[7:13]
        offset = fields[-1]
        at = cursor + _CENTRAL.size
        extra = data[at + name_length : at + name_length + extra_length]
        size, packed, offset = _widen(extra, (size, packed, offset))
        yield _Record(flags, method, crc, packed, size, offset, data[at : at + name_length])
        cursor = at + name_length + extra_length + comment_length
    if cursor != end:
        raise Damaged("The list of the file's parts is broken.", _SAVE_AGAIN)


def _widen(extra: bytes, values: tuple[int, ...]) -> list[int]:
    """Replace each value that is all ones by its 64-bit copy in the ZIP64 extra field (APPNOTE 4.5.3)."""
    if _FULL32 not in values:
        return list(values)
    cursor = 0
    while cursor + 4 <= len(extra):
        tag, length = struct.unpack_from("<2H", extra, cursor)
        if tag == 1:
            wide = iter(struct.unpack_from(f"<{min(length, 24) // 8}Q", extra, cursor + 4))
            return [next(wide, value) if value == _FULL32 else value for value in values]
        cursor += 4 + length
    return list(values)


def _check_sizes(records: list[_Record], length: int) -> None:
    for record in records:
        if record.flags & _ENCRYPTED:
            raise Encrypted("The file is encrypted.", "Save a copy without a password and clean that.")
        if record.method not in (_STORED, _DEFLATED):
            raise Unsupported("The file uses a compression that workbooks do not use.", _SAVE_AGAIN)
        dense = record.size > RATIO_FREE and record.size > MAX_RATIO * max(record.packed, 1)
        if record.size > MAX_PART or dense:
            raise LimitExceeded(
                "A part of the file would unpack to an absurd size.", "It may be an attack; ask the sender how it was made."
            )
    total = sum(record.size for record in records)
    if total > MAX_TOTAL or sum(record.packed for record in records) > length:
        raise LimitExceeded("The file would unpack to an absurd size.", "It may be an attack; ask the sender how it was made.")


def _content_start(data: bytes, record: _Record) -> int:
    """Return where an entry's content starts, after checking that its local header says what the directory says."""
    at = record.offset
    if at + _LOCAL.size > len(data) or data[at : at + 4] != b"PK\x03\x04":
        raise Damaged("A part of the file is not where the file says.", _SAVE_AGAIN)
    _, _, flags, method, _, _, crc, packed, size, name_length, extra_length = _LOCAL.unpack_from(data, at)
    start: int = at + _LOCAL.size + name_length + extra_length
    extra = data[start - extra_length : start]
    size, packed = _widen(extra, (size, packed))
    name = data[at + _LOCAL.size : at + _LOCAL.size + name_length]
    same = name == record.name and method == record.method and not (flags ^ record.flags) & _COMPARED
    told = zip((crc, packed, size), (record.crc, record.packed, record.size), strict=True)
    deferred = bool(flags & _DESCRIPTOR)  # then a header may leave any of the three at 0, and the descriptor tells
    if not same or not all(here == there or (deferred and not here) for here, there in told):
        raise Damaged("The file says two different things about one of its parts.", _SAVE_AGAIN)
    return start


def _content_end(data: bytes, record: _Record, start: int) -> int:
    """Return where the entry ends, its data descriptor (APPNOTE 4.3.9) included."""
    end = start + record.packed
    if end > len(data):
        raise Damaged("The file is cut short.", "Ask the sender for a whole copy.")
    if not record.flags & _DESCRIPTOR:
        return end
    values = (record.crc, record.packed, record.size)
    for layout in ("<4s3L", "<4sL2Q", "<3L", "<L2Q"):
        shape = struct.Struct(layout)
        expected = (b"PK\x07\x08", *values) if "s" in layout else values
        if end + shape.size <= len(data) and max(values) <= (_FULL32 if "Q" not in layout else 1 << 63):
            found = shape.unpack_from(data, end)
            if found == expected:
                return end + shape.size
    if _LOCAL.unpack_from(data, record.offset)[6:9] == values:  # some writers set the flag, know the sizes already and add no descriptor
        return end
    raise Damaged("The file says two different things about one of its parts.", _SAVE_AGAIN)


def _name(record: _Record) -> str:
    try:
        name = record.name.decode("utf-8" if record.flags & _UTF8 else "cp437")
    except UnicodeDecodeError:
        raise Damaged("A part of the file has a name that cannot be read.", _SAVE_AGAIN) from None
    steps = name.split("/")
    if not name or name.startswith("/") or "\\" in name or "\0" in name or ".." in steps:
        raise Unsupported("A part of the file has a name that no workbook program writes.", _SAVE_AGAIN)
    return name
