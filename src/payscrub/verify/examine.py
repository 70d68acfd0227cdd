"""Tells by its bytes what a file is and has it read; what is hidden inside is read the same way."""

from __future__ import annotations

import re
from collections.abc import Container

from payscrub.errors import Damaged, Encrypted, LimitExceeded, Unexaminable, Unsupported
from payscrub.verify import limits
from payscrub.verify.book import Reading, read_book
from payscrub.verify.columns import judge_grid
from payscrub.verify.delimited import read_delimited
from payscrub.verify.ledger import Ledger
from payscrub.verify.loose import Scanner
from payscrub.verify.markup import leaves, looks_like_markup
from payscrub.verify.names import Where
from payscrub.verify.opaque import examine, is_compound, runs, sort_of, stream_names
from payscrub.verify.package import package_of
from payscrub.verify.unpack import looks_zipped, unpack

_SAVE_AS = "Save it as .xlsx or .csv and try again."
_LONGEST_HASH = 64  # bytes
_NAME_PARTS = re.compile(r"[_.\-\s]+")


def read_source(data: bytes, pictures: Container[str] = ()) -> Reading:
    """Return everything that can be decoded from a source, or from a copy, without judging it; ``pictures`` are as for ``examine_bytes``.

    Raises:
        Unexaminable: the file as a whole cannot be read.
    """
    return _examined(data, Scanner(Ledger(), lambda *_: None, judging=False, pictures=pictures))


def examine_bytes(data: bytes, ledger: Ledger, name: str, depth: int = 0, pictures: Container[str] = ()) -> Reading:
    """Return everything that was decoded from ``data`` and note in ``ledger`` what is personal or unread.

    ``pictures`` are the hashes of pictures that are accepted.

    Raises:
        Unexaminable: the file as a whole cannot be read.
    """
    if depth > limits.NESTING:
        raise LimitExceeded("Files are hidden inside files inside files.", "Remove the embedded files.")
    scanner = Scanner(ledger, lambda hidden, place: _descend(hidden, place, ledger, depth), pictures=pictures)
    if name:
        scanner.note(scanner.look(_NAME_PARTS.sub(" ", name.rpartition(".")[0] or name), Where.LABEL), "file name")
    return _examined(data, scanner)


def _examined(data: bytes, scanner: Scanner) -> Reading:
    if looks_zipped(data):
        return _zipped(data, scanner)
    _refuse_others(data)
    grid = read_delimited(data)
    judge_grid(grid, scanner)
    return Reading([grid])


def _zipped(data: bytes, scanner: Scanner) -> Reading:
    archive = unpack(data)
    if archive.comment:
        scanner.ledger.miss("file", "The zip container carries a comment.", "Clean the file with payscrub, which leaves it out.")
        for text in runs(archive.comment):
            scanner.text(text, "file", Where.FREE)
    return read_book(package_of(archive), scanner)


def _refuse_others(data: bytes) -> None:
    """Refuse what is neither a zip file nor delimited text, with the reason."""
    if not data:
        raise Damaged("The file is empty.", "Check that it was saved.")
    if is_compound(data):
        if any(name.startswith("Encrypt") for name in stream_names(data)):
            raise Encrypted("The file is encrypted.", "Remove the password and try again.")
        raise Unsupported("The file is in the old binary Excel format.", _SAVE_AS)
    if looks_like_markup(data):
        raise Unsupported("The file is a web page or XML under another name.", _SAVE_AS)
    if sort_of(data).starts:
        raise Unsupported("The file is no spreadsheet.", _SAVE_AS)


def _descend(hidden: bytes, place: str, ledger: Ledger, depth: int) -> None:
    """Read bytes that were found inside a part: a nested package, markup, or a blob."""
    start = hidden.find(b"PK\x03\x04")
    inner = Ledger()
    try:
        if start >= 0:
            examine_bytes(_trimmed(hidden, start), inner, "", depth + 1)
        elif looks_like_markup(hidden):
            scanner = Scanner(inner, lambda blob, where: _descend(blob, where, ledger, depth + 1))
            for number, leaf in enumerate(leaves(hidden), 1):
                scanner.text(leaf.text, f"#{number}", Where.TECHNICAL)
        else:
            _blob(hidden, inner)
    except Unexaminable as error:
        inner.miss("inside", error.message, error.remedy)
    for finding in inner.found.values():
        ledger.find(finding.entity, f"{place}, inside: {finding.place}", finding.reason, finding.score)
    for item in inner.unread.values():
        ledger.miss(f"{place}, inside: {item.place}", item.cause, item.remedy)


def _trimmed(hidden: bytes, start: int) -> bytes:
    """Return the zip file inside a blob (Power Query stores one between lengths and XML)."""
    end = hidden.rfind(b"PK\x05\x06")
    return hidden[start : end + 22] if end > start else hidden[start:]


def _blob(hidden: bytes, inner: Ledger) -> None:
    """Texts inside decoded bytes: short ones are hashes or keys of the format; longer ones must be readable."""
    if sort_of(hidden).starts:
        examine(hidden, "inside", Scanner(inner, lambda *_: None))
        return
    scanner = Scanner(inner, lambda *_: None)
    for text in runs(hidden):
        scanner.note(scanner.look(text, Where.TECHNICAL), "inside")
    if len(hidden) > _LONGEST_HASH:
        inner.miss("inside", "Encoded bytes cannot be read.", "Clean the file with payscrub, which leaves them out.")
