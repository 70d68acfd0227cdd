"""Pictures that a person has looked at and named by their hash: accepted when they are that, and hold nothing beside what they show."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container

_PNG = b"\x89PNG\r\n\x1a\n"
_SHOWN = (b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"IDAT", b"IEND")
_JPEG_START, _JPEG_SCAN, _JPEG_END = b"\xff\xd8", 0xDA, b"\xff\xd9"
_FRAMES_AND_TABLES = (*range(0xC0, 0xD0), *range(0xDA, 0xE0))  # ITU-T T.81, table B.1
_APPLICATION = range(0xE0, 0xF0)
_SHORTEST, _PLAIN_JFIF = 2, 16  # bytes of a segment: its size; an application segment without a preview or a profile
_BEHIND_SCAN = re.compile(rb"\xff[^\0\xd0-\xd7]")  # in pixels FF is followed by 00 or by a restart mark


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
    while data[at:] != _JPEG_END:
        kind, size = int.from_bytes(data[at + 1 : at + 2]), int.from_bytes(data[at + 2 : at + 4])
        longest = _PLAIN_JFIF if kind in _APPLICATION else len(data) if kind in _FRAMES_AND_TABLES else 0
        if data[at : at + 1] != b"\xff" or not _SHORTEST <= size <= longest:
            return False
        at += 2 + size
        if kind == _JPEG_SCAN:
            behind = _BEHIND_SCAN.search(data, at)
            at = behind.start() if behind else len(data)
    return True
