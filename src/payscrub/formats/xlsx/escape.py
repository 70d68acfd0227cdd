"""Text to XML and back: the five entities, character references, and Excel's own ``_xHHHH_`` escapes (ECMA-376 part 1, 22.9.2.19)."""

from __future__ import annotations

import re

import numpy as np

from payscrub.bytewise import Bytes, find_bytes
from payscrub.errors import Damaged
from payscrub.model import Indices
from payscrub.packed import Packed

_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_REFERENCE = re.compile(r"&([^;&\s]{0,12});?")
_HIDDEN = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LOOKS_HIDDEN = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SPECIAL = np.zeros(256, dtype=np.bool_)
_SPECIAL[[*range(9), *range(11, 32), *b"&<>_", 0xEF]] = True  # 0xEF begins what XML cannot have beside the controls
_SAVE_AGAIN = "Open it in Excel or LibreOffice, save it under a new name, and try again."


def unescape(raw: bytes) -> str:
    """Return the text that ``raw``, UTF-8 between two tags or two quotation marks, stands for; ``_xHHHH_`` is left alone.

    Raises:
        Damaged: for bytes that are not UTF-8 and for references that XML does not define.
    """
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        raise Damaged("A part of the file holds text that is not UTF-8.", _SAVE_AGAIN) from None
    return _REFERENCE.sub(_referenced, text) if "&" in text else text


def decode(raw: bytes) -> str:
    """Return the text of a cell or string item: ``unescape``, then each ``_xHHHH_`` as the character it hides."""
    text = unescape(raw)
    return _HIDDEN.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def escaped(buffer: Bytes, end: int) -> Indices:
    """Return where in ``buffer[:end]`` a character or entity reference, or one of Excel's escapes, begins."""
    hidden = find_bytes(buffer[: max(end - 1, 0)], b"_")
    return np.sort(np.concatenate([find_bytes(buffer[:end], b"&"), hidden[buffer[hidden + 1] == ord("x")]]))


def escape(text: str) -> bytes:
    """Return ``text`` as XML, fit for between tags and for between double quotation marks."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text.replace("\r", "&#13;").replace("\t", "&#9;").encode(errors="surrogatepass").decode("utf-8", "replace").encode()


def encode(text: str) -> bytes:
    """Return the text of a cell as XML: what ``decode`` would misread is hidden first, and so are control characters."""
    if "_x" in text:
        text = _LOOKS_HIDDEN.sub("_x005F_", text)
    text = _CONTROL.sub(lambda match: f"_x{ord(match[0]):04X}_", text).replace("\r", "_x000D_")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode()


def encode_all(texts: Packed) -> Packed:
    """Return ``encode`` of many texts; a look at all their bytes tells which few of them have anything to escape."""
    flat = texts.flat
    marks = _SPECIAL[flat]
    marks[texts.ends] = False
    special = np.flatnonzero(marks)
    odd = texts.holding(special[(flat[special] != ord("_")) | (flat[np.minimum(special + 1, len(flat) - 1)] == ord("x"))])
    if not len(odd):
        return texts
    plain = np.ones(len(texts), dtype=np.bool_)
    plain[odd] = False
    return texts.take(plain).among(plain, Packed.of_bytes([encode(text) for text in texts.take(odd)]))


def _referenced(match: re.Match[str]) -> str:
    name = match[1] if match[0].endswith(";") else ""
    try:
        return _ENTITIES[name] if not name.startswith("#") else chr(_number(name[1:]))
    except (KeyError, ValueError, OverflowError):
        raise Damaged("A part of the file holds a character reference that XML does not define.", _SAVE_AGAIN) from None


def _number(digits: str) -> int:
    """Return the number of a character, decimal or after an ``x`` hexadecimal."""
    return int(f"0{digits}", 16) if digits[:1] in "xX" and digits else int(digits)
