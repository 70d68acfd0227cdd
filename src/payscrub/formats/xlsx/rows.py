"""The row tags of a worksheet: their numbers, and the attributes that do not stay (ECMA-376 part 1, 18.3.1.73)."""

from __future__ import annotations

import re

import numpy as np

from payscrub.errors import Damaged, Unsupported
from payscrub.formats.xlsx import attributes
from payscrub.formats.xlsx.tags import Tags
from payscrub.model import Indices

_SAVE_AGAIN = "Open it in Excel or LibreOffice, save it under a new name, and try again."
_ATTRIBUTE = re.compile(rb'[ \t\r\n]+([A-Za-z_][\w.:-]*)="([^"<]*)"')
_ROW_ATTRIBUTES = {
    b"r": re.compile(rb"\d{1,7}"),
    b"spans": re.compile(rb"[\d: ]*"),
    b"s": re.compile(rb"\d+"),
    b"ht": re.compile(rb"[\d.eE+-]+"),
    b"dyDescent": re.compile(rb"[\d.eE+-]+"),
    **dict.fromkeys((b"customFormat", b"hidden", b"customHeight", b"collapsed", b"thickTop", b"thickBot"), re.compile(rb"0|1|true|false")),
    b"outlineLevel": re.compile(rb"\d"),
}
_PLAIN_ROW = re.compile(
    rb'<(?:\w+:)?row(?: r="(\d{1,7})")?(?: (?:spans="[\d: ]*"|s="\d+"|(?:ht|\w+:dyDescent)="[\d.]+"|outlineLevel="\d"'
    rb'|(?:customFormat|hidden|customHeight|collapsed|thickTop|thickBot)="[01]"))* ?/?>'
)


def read(data: bytes, found: Tags, at: Indices, prefix: int, row: int) -> tuple[Indices, list[tuple[int, int]], int]:
    """Return the number of each row, counted from 0, the spans of attributes to cut, and the last number.

    ``at`` are the tags that open a row, ``prefix`` is the length of their namespace prefix, ``row`` the number before the first.

    Raises:
        Damaged: for a row beyond the last one.
        Unsupported: for a row that is not written as XML writers do.
    """
    numbers, cuts = list[int](), list[tuple[int, int]]()
    for start, end in zip(found.starts[at].tolist(), (found.ends[at] + 1).tolist(), strict=True):
        tag = data[start:end]
        plain = _PLAIN_ROW.fullmatch(tag)
        given = plain[1] if plain else _odd(tag, start, prefix, cuts)
        row = int(given) - 1 if given else row + 1
        numbers.append(row)
    if numbers and not 0 <= min(numbers) <= max(numbers) < attributes.MAX_ROW:
        raise Damaged("A sheet has a row beyond the last one.", _SAVE_AGAIN)
    return np.array(numbers, dtype=np.int64), cuts, row


def _odd(tag: bytes, start: int, prefix: int, cuts: list[tuple[int, int]]) -> bytes | None:
    """Return the row number of a tag that is not the usual one, after marking unknown attributes to be cut."""
    position, number = 1 + prefix + len(b"row"), None
    while match := _ATTRIBUTE.match(tag, position):
        name, value = match.groups()
        known = _ROW_ATTRIBUTES.get(name.rpartition(b":")[2])
        if not known or not known.fullmatch(value):
            cuts.append((start + match.start(), start + match.end()))
        elif name == b"r":
            number = value
        position = match.end()
    if tag[position:].strip(b" \t\r\n/>"):
        raise Unsupported("A sheet has a row that is written in an unusual way.", _SAVE_AGAIN)
    return number
