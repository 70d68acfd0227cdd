"""What is attached to a mail message (RFC 5322, RFC 2045 to 2049), read so that no other reader can see more in it.

Where mail programs could disagree about what a message holds (two types for one part, a broken boundary, an unknown encoding), it is
not guessed what was meant: the part is unexamined. The text of the message itself is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from typing import Final

from payscrub.model import Unexamined
from payscrub.receive.contents import BASE64, Item, within
from payscrub.verify.unpack import looks_zipped

_RESEND: Final = "Send the message again with the spreadsheets attached in the usual way."
_ENCODINGS: Final = frozenset({"", "7bit", "8bit", "binary", "quoted-printable", "base64"})
_PLAIN_ENCODINGS: Final = _ENCODINGS - {"quoted-printable", "base64"}  # RFC 2046, 5.2.1: the only ones of a message in a message
_SINGLE: Final = ("content-type", "content-transfer-encoding", "content-disposition", "mime-version")
_BODIES: Final = frozenset({"text/plain", "text/html", "text/enriched", "text/rfc822-headers"})
_REPORTS: Final = frozenset({"message/delivery-status", "message/disposition-notification", "message/feedback-report"})
_MESSAGES: Final = frozenset({"message/rfc822", "message/global"})
_SEALED: Final = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"})
_AROUND: Final = 1_000  # characters before the first and behind the last part, which no mail program shows
_PACKED: Final = re.compile(
    rb"^begin(?:-base64)? [0-7]{3,4} |^=ybegin |^-----BEGIN PGP MESSAGE|data:(?!image/)[a-z]{1,20}/[\w.+-]{1,80}[;,]",
    re.IGNORECASE | re.MULTILINE,
)
_NAMED: Final = re.compile(r"name\s*\*?\d{0,3}\*?\s*=", re.IGNORECASE)

Found = Item | Unexamined


def parts(data: bytes, place: str) -> Iterator[Found]:
    """Return the attachments of the message in ``data``, and what of it could not be read."""
    try:
        yield from _Reader(place).read(message_from_bytes(data))
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        RecursionError,
    ):  # what the parser raises when headers contradict themselves
        yield _unread(place, "The message cannot be read.")


class _Reader:
    """Numbers the attachments of one message in the order in which they stand."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._number = 0

    def read(self, part: Message) -> Iterator[Found]:
        """Return what a part holds."""
        kind = part.get_content_type()
        for cause in _strange(part, kind):
            yield _unread(self._place, cause)
        if kind.startswith(("multipart/", *_MESSAGES)) and not part.is_multipart():
            yield _unread(self._place, "The parts of the message cannot be told apart.")
        elif kind.startswith("multipart/"):
            for inner in part.get_payload():
                if isinstance(inner, Message):
                    yield from self.read(inner)
        elif kind in _MESSAGES:
            yield from self._forwarded(part)
        elif kind in _REPORTS:
            return
        elif kind.startswith("message/"):
            yield _unread(self._place, "A part of the message lies elsewhere.")
        else:
            yield from self._leaf(part, kind)
        for defect in part.defects:  # only now: some are found when the content is decoded
            yield _unread(self._place, f"The message is not well-formed ({type(defect).__name__}).")

    def _forwarded(self, part: Message) -> Iterator[Found]:
        """Return what a message holds that is attached to this one."""
        self._number += 1
        inner = _Reader(within(self._place, f"attachment {self._number}"))
        for message in part.get_payload():
            if isinstance(message, Message):
                yield from inner.read(message)

    def _leaf(self, part: Message, kind: str) -> Iterator[Found]:
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes):
            yield _unread(self._place, "A part of the message cannot be decoded.")
        elif _is_body(part, kind, data):
            if _PACKED.search(data) or BASE64.search(data):
                yield _unread(self._place, "The text of the message has a file packed into it.")
        else:
            self._number += 1
            yield Item(within(self._place, f"attachment {self._number}"), part.get_filename() or "", data)


def _strange(part: Message, kind: str) -> Iterator[str]:
    """Return what mail programs could read in another way."""
    encoding = str(part.get("content-transfer-encoding", "")).strip().casefold()
    if any(len(part.get_all(name, [])) > 1 for name in _SINGLE):
        yield "A part of the message describes itself twice."
    if encoding not in (_PLAIN_ENCODINGS if kind.startswith(("message/", "multipart/")) else _ENCODINGS):
        yield "A part of the message is in an unknown encoding."
    if max(len(text or "") for text in (part.preamble, part.epilogue)) > _AROUND:
        yield "There is text between the parts of the message."
    if kind in _SEALED:
        yield "The message is encrypted."


def _is_body(part: Message, kind: str, data: bytes) -> bool:
    """Return whether a part is text to be read in the message, and no file."""
    described = f"{part.get('content-type', '')} {part.get('content-disposition', '')}"
    if kind not in _BODIES or part.get_content_disposition() == "attachment" or _NAMED.search(described):
        return False
    return b"\0" not in data and not looks_zipped(data)


def _unread(place: str, cause: str) -> Unexamined:
    return Unexamined(place or "file", cause, _RESEND)
