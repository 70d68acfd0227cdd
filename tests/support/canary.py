"""Look for original values in every decoding of every byte of a file, with none of payscrub's own code.

A *canary* is an original value that may not survive. A *layer* is the text of the file or of a piece of it under one
decoding. The search knows nothing of spreadsheets beyond how bytes can be wrapped.
"""

from __future__ import annotations

import base64
import io
import re
import struct
import unicodedata
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import unquote

import numpy as np

DEPTH = 5
_PREFIX, _TABLE_BITS, _ODD = 5, 22, np.uint64(0x9E3779B97F4A7C15)
_RUN_TAGS = re.compile(
    r"</?(?:\w{1,8}:)?(?:r|t|rPr|b|i|u|sz|color|rFont|family|scheme|charset|p|pPr|fld|endParaRPr|latin|solidFill|srgbClr)(?:\s[^<>]*)?/?>"
)
_ANY_TAG = re.compile(r"<[^<>]*>")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_HEADER_CODE = re.compile(r'&"[^"]{0,80}"|&K[0-9A-Fa-f]{6}|&\d{1,3}|&[A-Za-z]')
_BASE64 = re.compile(rb"[A-Za-z0-9+/=\r\n]{24,}")
_SCIENTIFIC = re.compile(r"\d\.\d{1,17}[eE]\+?\d{1,2}")


class Canaries:
    """A set of original values, ready to be looked for.

    ``bounded`` asks for a value by itself: no letter before or after a letter, no digit before or after a digit.
    Thousands of short values need it; one value made for the purpose does not.
    """

    def __init__(self, values: Iterable[str], *, bounded: bool = False) -> None:
        """Fold ``values``, of which each must have at least five bytes to be found in bulk."""
        self.bounded = bounded
        self.values = {folded: value for value in values if len(folded := fold(value).encode()) >= _PREFIX}
        self._by_prefix: defaultdict[bytes, list[bytes]] = defaultdict(list)
        for folded in self.values:
            self._by_prefix[folded[:_PREFIX]].append(folded)
        self._table = np.zeros(1 << _TABLE_BITS, bool)
        for prefix in self._by_prefix:
            self._table[_slots(prefix)] = True

    def seen_in(self, data: bytes) -> dict[str, str]:
        """Return the values that some layer of ``data`` holds, each with the name of a layer."""
        seen: dict[str, str] = {}
        for name, text in layers(data):
            for value in self._in_text(fold(text).encode()):
                seen.setdefault(value, name)
        return seen

    def _in_text(self, text: bytes) -> Iterator[str]:
        if len(text) < _PREFIX:
            return
        for at in np.flatnonzero(self._table[_slots(text)]).tolist():
            for folded in self._by_prefix.get(text[at : at + _PREFIX], ()):
                if text.startswith(folded, at) and (not self.bounded or _stands_alone(text, at, at + len(folded))):
                    yield self.values[folded]


def fold(text: str) -> str:
    """Return ``text`` so that equal reading means equal text: compatibility forms, case, kinds of blank and quote."""
    plain = unicodedata.normalize("NFKC", text).translate({0x2019: "'", 0x2018: "'", 0xAD: "", 0x200B: "", 0xFEFF: ""})
    return plain.casefold()


def layers(data: bytes, name: str = "file", depth: int = DEPTH) -> Iterator[tuple[str, str]]:
    """Yield every decoding of ``data`` and of what is packed in it, each with a name."""
    for kind, text in _texts(data):
        yield f"{name}: {kind}", text
    if not depth:
        return
    for inner, content in _contents(data):
        yield from layers(content, f"{name} > {inner}", depth - 1)


def _texts(data: bytes) -> Iterator[tuple[str, str]]:
    text = _plain(data)
    yield "text", text
    if b"\0" in data:
        for codec in ("utf-16-le", "utf-16-be"):
            for start in (0, 1):
                wide = data[start:].decode(codec, "ignore")
                yield codec, wide
                yield f"{codec} unwrapped", _unwrapped(wide)
    if "<" in text:
        yield "markup unwrapped", _unwrapped(text)
        yield "runs joined", _unwrapped(_RUN_TAGS.sub("", text))
        yield "tags as blanks", _unwrapped(_ANY_TAG.sub(" ", text))
    if "&" in text:
        yield "without header codes", _HEADER_CODE.sub("", unescape(text))
    if "%" in text:
        yield "percent-decoded", unquote(text)
    numbers = " ".join(str(int(float(number))) for number in _SCIENTIFIC.findall(text))
    if numbers:
        yield "whole numbers", numbers


def _plain(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _unwrapped(text: str) -> str:
    """Return markup without entities, escapes of control characters, or CDATA brackets."""
    text = text.replace("<![CDATA[", "").replace("]]>", "")
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), unescape(unescape(text)))


def _contents(data: bytes) -> Iterator[tuple[str, bytes]]:
    yield from _listed_members(data)
    yield from _local_members(data)
    yield from _macros(data)
    if b"\0" in data[:200]:
        return
    for found in _BASE64.finditer(data):
        blob = b"".join(found[0].split()).replace(b"=", b"")  # signs of an end may stand between two codes
        for start in range(min(4, len(blob))):
            piece = blob[start:]
            whole = piece[: len(piece) // 4 * 4]
            if len(whole) >= 16:
                yield "base64", base64.b64decode(whole)


def _macros(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield every compressed source of a macro project ([MS-OVBA] 2.4.1): wherever a signature and a chunk header stand."""
    if b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" not in data:
        return
    for found in re.finditer(rb"\x01(?=[\x00-\xff][\x30-\x3f\xb0-\xbf])", data):
        yield "macro source", _chunks(data, found.end())


def _chunks(data: bytes, at: int) -> bytes:
    """Return what a compressed container unpacks to, as far as it is one."""
    out = bytearray()
    while at + 2 <= len(data) and data[at + 1] & 0x70 == 0x30:
        (header,) = struct.unpack_from("<H", data, at)
        end = min(at + (header & 0x0FFF) + 3, len(data))
        at, start = at + 2, len(out)
        while at < end:
            flags, at = data[at], at + 1
            for bit in range(8):
                if at >= end:
                    break
                at = _token(data, at, out, start) if flags >> bit & 1 else _literal(data, at, out)
    return bytes(out)


def _literal(data: bytes, at: int, out: bytearray) -> int:
    out.append(data[at])
    return at + 1


def _token(data: bytes, at: int, out: bytearray, start: int) -> int:
    """Copy what a copy token points back to; one that points before the chunk copies nothing."""
    word = int.from_bytes(data[at : at + 2], "little")
    bits = max((len(out) - start - 1).bit_length(), 4)
    back, length = (word >> (16 - bits)) + 1, (word & (0xFFFF >> bits)) + 3
    if back <= len(out) - start:
        for _ in range(length):
            out.append(out[-back])
    return at + 2


def _listed_members(data: bytes) -> Iterator[tuple[str, bytes]]:
    start = data.find(b"PK\x03\x04")
    if start < 0 or b"PK\x05\x06" not in data:
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            contents = [archive.read(member) for member in members]
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        return  # the walk over local headers below sees what is there
    for member, content in zip(members, contents, strict=True):
        yield "member", content
        yield "member's name and fields", b"\n".join((member.filename.encode("utf-8", "replace"), member.comment, member.extra))


def _local_members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what stands behind every local header, listed in the directory or not."""
    listed = zipfile.is_zipfile(io.BytesIO(data))
    at = data.find(b"PK\x03\x04")
    while at >= 0:
        if at + 30 <= len(data):
            method, name, extra = struct.unpack_from("<H", data, at + 8)[0], *struct.unpack_from("<2H", data, at + 26)
            body = data[at + 30 + name + extra :]
            if method == zipfile.ZIP_DEFLATED and not (listed and _is_listed(data, at)):
                yield "unlisted member", zlib.decompressobj(-15).decompress(body, 1 << 26) if _inflates(body) else b""
        at = data.find(b"PK\x03\x04", at + 4)


def _is_listed(data: bytes, at: int) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(member.header_offset == at for member in archive.infolist())


def _inflates(body: bytes) -> bool:
    try:
        zlib.decompressobj(-15).decompress(body, 1 << 10)
    except zlib.error:
        return False
    return True


def _slots(text: bytes) -> np.ndarray:
    """Return, for every position, the table slot of the five bytes that start there."""
    data = np.frombuffer(text, np.uint8)
    count = len(data) - _PREFIX + 1
    word = np.zeros(count, np.uint64)
    for offset in range(_PREFIX):
        word = word << np.uint64(8) | data[offset : offset + count]
    return (word * _ODD) >> np.uint64(64 - _TABLE_BITS)


def _stands_alone(text: bytes, start: int, end: int) -> bool:
    return not (_joined(text[start - 1 : start], text[start : start + 1]) or _joined(text[end - 1 : end], text[end : end + 1]))


def _joined(before: bytes, after: bytes) -> bool:
    """Return whether two bytes belong to one word or one number; bytes above ASCII count as letters."""
    letters = all(char.isalpha() or char >= b"\x80" for char in (before, after)) and bool(before and after)
    return letters or (before.isdigit() and after.isdigit())
