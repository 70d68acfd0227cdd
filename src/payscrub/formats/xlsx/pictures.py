"""Pictures that a policy keeps, by their hash: nothing but what is needed to draw them stays (PNG, 3rd edition, 5; JPEG, ITU-T T.81, B).

Pixels can show anything, so no picture stays unless a person has looked at it and named it. What is named is the picture as it would
be kept: without metadata, and without bytes that no viewer draws. Pictures of other formats are dropped.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Container, Mapping
from dataclasses import dataclass, field

from payscrub.formats.xlsx.escape import unescape
from payscrub.formats.xlsx.package import Part

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
# chunks that change what is drawn, and all that they may hold (PNG, 11); profiles, texts, times and Exif are left out
_CHUNKS = {b"IHDR": 13, b"PLTE": 768, b"IDAT": 1 << 31, b"IEND": 0, b"tRNS": 256, b"gAMA": 4, b"cHRM": 32, b"sRGB": 1, b"pHYs": 9}
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by colour type
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))  # Adam7 (PNG, 8.2)
_LARGEST, _PIECE = 1 << 28, 1 << 20  # bytes of pixels, and of those inflated at a time
_FRAMES = frozenset({*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)})  # SOF
_TABLES = frozenset({0xC4, 0xCC, 0xDB, 0xDD})  # DHT, DAC, DQT, DRI
_SCAN, _END, _APP0, _APP14 = 0xDA, 0xD9, 0xE0, 0xEE
_JFIF, _ADOBE = 18, 16  # bytes of a segment that tells the resolution, the kind of colours
_NEXT_MARKER = re.compile(rb"\xff(?![\x00\xff\xd0-\xd7])", re.DOTALL)
IMAGE = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/image",
)

_SHOWS = re.compile(
    rb"<(?:[\w.-]{1,40}:)?(?:blip|picture)\b[^<>]{0,2000}?\s[\w.-]{1,40}:(?:embed|link|id)\s*=\s*(?:\"([^\"<]{1,200})\"|'([^'<]{1,200})')"
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the workbook without its metadata, the SHA-256 of that in hexadecimal, and whether the policy names it."""

    data: bytes = field(repr=False)
    content_type: str
    sha256: str
    kept: bool


def read(parts: Mapping[str, Part], named: Container[str]) -> dict[str, Picture]:
    """Return the pictures among ``parts`` that could be kept; ``named`` are the hashes of a policy."""
    found = {}
    for name, part in parts.items():
        data, content_type = bare(part.entry.read()) if part.relation_type in IMAGE else (b"", "")
        if data:
            digest = hashlib.sha256(data).hexdigest()
            found[name] = Picture(data, content_type, digest, digest in named)
    return found


def relations_shown(data: bytes, start: int, end: int) -> list[str]:
    """Return the ids of the relationships to the pictures that are shown between ``start`` and ``end`` of a part."""
    return [unescape(found[1] or found[2]) for found in _SHOWS.finditer(data, start, end)]


def bare(data: bytes) -> tuple[bytes, str]:
    """Return a picture with only what is needed to draw it, and its media type; nothing for what is damaged or of another format."""
    if data.startswith(_PNG):
        return _png(data), "image/png"
    return (_jpeg(data), "image/jpeg") if data.startswith(_JPEG) else (b"", "")


def _png(data: bytes) -> bytes:
    at, kept, pixels, kind = len(_PNG), [_PNG], list[bytes](), b""
    while kind != b"IEND":
        if at + 12 > len(data):
            return b""
        length, kind = struct.unpack_from(">I4s", data, at)
        chunk = data[at : at + 12 + length]
        if len(chunk) < 12 + length or zlib.crc32(chunk[4:-4]) != int.from_bytes(chunk[-4:]):
            return b""
        if length <= _CHUNKS.get(kind, -1):
            kept.append(chunk)
        if kind == b"IDAT":
            pixels.append(chunk[8:-4])
        at += len(chunk)
    return b"".join(kept) if _holds(b"".join(pixels), _size(kept[1])) else b""


def _size(head: bytes) -> int:
    """Return how many bytes the pixels of an image header come to, filter bytes included; -1 when it is none (PNG, 7.2 and 9.2)."""
    if head[4:8] != b"IHDR":
        return -1
    width, height, depth, colour, _, _, interlaced = struct.unpack_from(">IIBBBBB", head, 8)
    bits = depth * _CHANNELS.get(colour, 0)
    passes = _PASSES if interlaced else ((0, 0, 1, 1),)
    sizes = [(-(-(width - x) // across), -(-(height - y) // down)) for x, y, across, down in passes if width > x and height > y]
    total = sum(rows * (1 + -(-columns * bits // 8)) for columns, rows in sizes)
    return total if bits and total <= _LARGEST else -1


def _holds(compressed: bytes, size: int) -> bool:
    """Return whether the data inflate to exactly ``size`` bytes, with nothing behind them."""
    inflate, data, total, piece = zlib.decompressobj(), compressed, 0, b"-"
    try:
        while piece and not inflate.eof and total <= size:
            piece = inflate.decompress(data, _PIECE)
            data, total = inflate.unconsumed_tail, total + len(piece)
    except zlib.error:
        return False
    return total == size and inflate.eof and not inflate.unused_data


def _jpeg(data: bytes) -> bytes:
    at, kept = len(_JPEG), [_JPEG]
    while at + 4 <= len(data) and data[at : at + 1] == b"\xff" and data[at + 1] != _END:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        end = at + 2 + max(length, 2)
        kept.append(_segment(marker, data[at:end]))
        if marker == _SCAN:
            following = _NEXT_MARKER.search(data, end)
            if following is None:
                return b""
            kept.append(data[end : following.start()])
            end = following.start()
        at = end
    drawn = any(piece[1:2] == b"\xda" for piece in kept)
    return b"".join((*kept, b"\xff\xd9")) if drawn and data[at : at + 2] == b"\xff\xd9" else b""


def _segment(marker: int, segment: bytes) -> bytes:
    """Return a segment without what is not needed: of the application's own only the resolution and the kind of colours stay."""
    if marker in _FRAMES or marker in _TABLES or marker == _SCAN:
        return segment
    if marker == _APP0 and segment[4:9] == b"JFIF\0" and len(segment) >= _JFIF:
        return b"\xff\xe0\0\x10" + segment[4:16] + b"\0\0"
    if marker == _APP14 and segment[4:9] == b"Adobe" and len(segment) >= _ADOBE:
        return b"\xff\xee\0\x0e" + segment[4:16]
    return b""
