"""The cleaner's hands: each format lists what it holds and writes replacements back."""

from __future__ import annotations

from collections.abc import Container

from payscrub.formats.document import Document
from payscrub.formats.sniff import XLSX, sniff


def open_document(data: bytes, pictures: Container[str] = ()) -> Document:
    """Return the document in ``data``, told by its bytes; ``pictures`` are the hashes of those that stay.

    Raises:
        Unexaminable: when the format is unknown, damaged, encrypted or over a limit.
    """
    if sniff(data) == XLSX:
        from payscrub.formats.xlsx.opening import open_workbook  # noqa: PLC0415 - a CSV file needs none of it

        return open_workbook(data, pictures)
    from payscrub.formats.delimited import open_delimited  # noqa: PLC0415 - a workbook needs none of it

    return open_delimited(data)
