"""Pictures that a person has looked at and named by their hash: accepted when they are that, and hold nothing beside what they show."""

from __future__ import annotations

import hashlib
from collections.abc import Container

_PNG = b"\x89PNG\r\n\x1a\n"
_SHOWN = (b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"IDAT", b"IEND")
_NO_MARKER = (b"\0", *(bytes([sign]) for sign in range(0xD0, 0xD8)))
_JPEG_START, _JPEG_SCAN, _JPEG_END = b"\xff\xd8", 0xDA, b"\xff\xd9"
_PLAIN_JFIF = 16  # bytes of an application segment without a preview or a profile
_APPLICATION, _COMMENT = range(0xE0, 0xF0), 0xFE


def is_named(data: bytes, named: Container[str]) -> bool:
    """Return whether ``data`` is a picture whose SHA-256 (hexadecimal) is ``named``."""
    return hashlib.sha256(data).hexdigest() in named


def is_bare(data: bytes) -> bool:
    """Return whether a PNG or JPEG picture holds no text, profile, preview or other metadata, and nothing behind its end."""
    return _bare_png(data) if data.startswith(_PNG) else data.startswith(_JPEG_START) and _bare_jpeg(data)


def _bare_png(data: bytes) -> bool:
    names, at = [b""], len(_PNG)
    while at < len(data) and names[-1] != b"IEND":
        names.append(data[at + 4 : at + 8])
        at += 12 + int.from_bytes(data[at : at + 4])
    return at == len(data) and names[-1] == b"IEND" and all(name in _SHOWN for name in names[1:])


def _bare_jpeg(data: bytes) -> bool:
    at = len(_JPEG_START)
    while data[at : at + 1] == b"\xff" and data[at : at + 2] != _JPEG_END:
        kind, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if kind == _COMMENT or (kind in _APPLICATION and size > _PLAIN_JFIF):
            return False
        at = _after_scan(data, at + 2 + size) if kind == _JPEG_SCAN else at + 2 + max(size, 2)
    return data[at:] == _JPEG_END


def _after_scan(data: bytes, at: int) -> int:
    """Return where the next segment begins after compressed pixels, in which FF is followed by 00 or by a restart mark D0 to D7."""
    while (at := data.find(b"\xff", at)) >= 0 and data[at + 1 : at + 2] in _NO_MARKER:
        at += 2
    return at if at >= 0 else len(data)
