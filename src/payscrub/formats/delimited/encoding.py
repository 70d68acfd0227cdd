"""The bytes of a text file as a superset of ASCII, and back to what the file uses.

UTF-8 and Windows-1252 are worked on as they are. UTF-16 is turned into UTF-8 and back, which is exact for every text
that decodes strictly. Nothing is replaced or ignored: what does not decode is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from payscrub.errors import Damaged, Unsupported

_MARKS = (  # the Unicode Standard, table 2-4; the four-byte mark begins like a two-byte one
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\xef\xbb\xbf", "utf-8"),
)
_END = b"\x1a"  # Ctrl-Z, which ends a file for old programs
_PLAIN_CONTROLS = b"\t\n\v\f\r"
_TWO_BYTES = re.compile(rb"\xc3[\x80-\xbf]")  # an accented Latin letter of UTF-8; in Windows-1252 no word holds it
_SAVE_AGAIN = 'Open it in Excel, save it as "CSV UTF-8 (comma delimited)" and try that file.'


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a file spells its text: its codec, the codec it is worked on in, and the marks around the text."""

    stored: str
    worked: str
    before: bytes = b""
    after: bytes = b""

    def back(self, text: bytes) -> bytes:
        """Return worked-on ``text`` as the bytes of the whole file."""
        if self.stored != self.worked:
            text = text.decode(self.worked).encode(self.stored)
        return self.before + text + self.after

    def encode(self, text: str) -> bytes:
        """Return a replacement as bytes to work on.

        Raises:
            Unsupported: when the file's encoding has no such character.
        """
        try:
            return text.encode(self.worked)
        except UnicodeEncodeError:
            raise Unsupported("The file's encoding cannot spell an invented value.", _SAVE_AGAIN) from None


def decode(data: bytes) -> tuple[Encoding, bytes]:
    """Return the encoding of ``data`` and its text as bytes that are ASCII or more.

    Raises:
        Unsupported: for UTF-32, UTF-16 without a byte order mark, and a mixture of encodings.
        Damaged: for bytes that no supported encoding explains, and control characters.
    """
    before, stored = next(((mark, codec) for mark, codec in _MARKS if data.startswith(mark)), (b"", ""))
    body = data[len(before) :]
    if stored.startswith("utf-32"):
        raise Unsupported("The file is in UTF-32, which payscrub cannot examine.", _SAVE_AGAIN)
    stored = stored or _guess(body)
    text = _strict(body, stored)
    after = _END if text.endswith(_END) else b""
    text = text.removesuffix(_END)
    _refuse_controls(text)
    worked = "cp1252" if stored == "cp1252" else "utf-8"
    return Encoding(stored, worked, before, after.decode("ascii").encode(stored)), text


def _guess(body: bytes) -> str:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        if _TWO_BYTES.search(body):
            raise Unsupported("The file mixes two encodings, so its text cannot be read with certainty.", _SAVE_AGAIN) from None
        return "cp1252"
    return "utf-8"


def _strict(body: bytes, codec: str) -> bytes:
    """Return ``body`` in the codec it is worked on in, having decoded all of it."""
    try:
        text = body.decode(codec)
    except UnicodeDecodeError:
        raise Damaged("The file holds bytes that are no text.", _SAVE_AGAIN) from None
    return text.encode("utf-8") if codec.startswith("utf-16") else body


def _refuse_controls(text: bytes) -> None:
    """Refuse control characters: one program ends the text at them, another hides or shows them."""
    array = np.frombuffer(text, dtype=np.uint8)
    found = np.flatnonzero(np.bincount(array[array < ord(" ")], minlength=1)).tolist()
    if not set(found) <= set(_PLAIN_CONTROLS):
        raise Damaged("The file holds control characters, which programs read differently.", _SAVE_AGAIN)
