"""The wall: an independent second hand that judges the bytes which would be sent.

It knows no key, policy or decision of the cleaner and shares no parser, pattern or table with it.
"""

from __future__ import annotations

from collections.abc import Container

from payscrub.errors import Unexaminable
from payscrub.model import Verdict
from payscrub.verify.book import Reading
from payscrub.verify.examine import examine_bytes, read_source
from payscrub.verify.ledger import Ledger, both
from payscrub.verify.survivors import note_survivors

__all__ = ["Reading", "both", "compare", "inspect", "read_source"]


def inspect(
    data: bytes, *, original: bytes | Reading | Unexaminable | None = None, sniff_name: str = "", pictures: Container[str] = ()
) -> Verdict:
    """Return the verdict on a file: what is personal, where and why, and what could not be read.

    ``original`` is the source it was made from, if it is at hand: then no value that was replaced may be left anywhere. It may have
    been read before (see ``read_source``), with or without success.
    ``sniff_name`` is the file's name, which can name a person; it is never trusted to say what the file is.
    ``pictures`` are the hashes (SHA-256, hexadecimal) of pictures that a person has looked at: no other is accepted.
    """
    ledger = Ledger()
    try:
        reading = examine_bytes(data, ledger, sniff_name, pictures=pictures)
        if original is not None:
            note_survivors(_known(original), reading, ledger)
    except Unexaminable as error:
        ledger.miss("file", error.message, error.remedy)
    return ledger.verdict()


def compare(data: bytes, original: Reading | Unexaminable, pictures: Container[str] = ()) -> Verdict:
    """Return only what ``inspect`` says of the comparison with the ``original``; ``both`` joins it with what is said of the file itself."""
    ledger = Ledger()
    try:
        note_survivors(_known(original), read_source(data, pictures), ledger)
    except Unexaminable as error:
        ledger.miss("file", error.message, error.remedy)
    return ledger.verdict()


def _known(original: bytes | Reading | Unexaminable) -> Reading:
    if isinstance(original, Unexaminable):
        raise original
    return read_source(original) if isinstance(original, bytes) else original
