"""The row tags of a worksheet: their numbers, and the attributes that do not stay (ECMA-376 part 1, 18.3.1.73).

What stands behind the number of a row is nearly always the same, so it is looked at once for all rows that have it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from payscrub.bytewise import Bytes, Words
from payscrub.errors import Damaged, Unsupported
from payscrub.formats import wordwise
from payscrub.formats.xlsx.spelling import is_plain
from payscrub.model import Indices

MAX_ROW = 1_048_576
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
_PLAIN_REST = re.compile(
    rb'"(?: (?:spans="[\d: ]*"|s="\d+"|(?:ht|[a-z]{1,2}[0-9]{1,3}[a-z]{0,2}:dyDescent)="[\d.]+"|outlineLevel="\d"'
    rb'|(?:customFormat|hidden|customHeight|collapsed|thickTop|thickBot)="[01]"))* ?/?>'
)
_HIDDEN = re.compile(rb'\shidden="(?:1|true)"')
_NUMBER_FIRST = b' r="'
_MOST_DIGITS = 7


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The row tags of a piece: ``numbers`` counted from 0; as the rows' cells spell them, digits and mark; attributes to cut."""

    numbers: Indices
    spelt: Words
    digits: Indices
    cuts: list[tuple[int, int]]
    hidden: int  # how many rows are hidden


def read(buffer: Bytes, starts: Indices, ends: Indices, prefix: int, row: int) -> Rows:
    """Return the rows whose tags go from ``starts`` to ``ends``; ``prefix`` is the length of their namespace prefix.

    ``row`` is the number before the first. A row without a number follows the one before it.

    Raises:
        Damaged: for a row beyond the last one.
        Unsupported: for a row that is not written as XML writers do.
    """
    data, cuts = buffer.data, list[tuple[int, int]]()
    at = starts + prefix + len("<row") + len(_NUMBER_FIRST)
    word = wordwise.words(buffer)[at]
    digits = wordwise.first(word, ord('"'))
    numbers = wordwise.whole_numbers(word, digits) - 1
    usual = (digits <= _MOST_DIGITS) & (numbers >= 0) & (buffer[at] != ord("0"))
    for offset, sign in enumerate(_NUMBER_FIRST):
        usual &= buffer[at - len(_NUMBER_FIRST) + offset] == sign
    rests = [bytes(data[start:end]) for start, end in zip((at + digits).tolist(), (ends + 1).tolist(), strict=True)]
    plain = {rest: bool(_PLAIN_REST.fullmatch(rest)) for rest in set(rests)}
    usual &= np.fromiter((plain[rest] for rest in rests), dtype=np.bool_, count=len(rests))
    for i in np.flatnonzero(~usual).tolist():
        rests[i] = bytes(data[starts[i] : ends[i] + 1])
        given = _odd(rests[i], int(starts[i]), prefix, cuts)
        numbers[i] = int(given) - 1 if given else (numbers[i - 1] if i else row) + 1
    if len(numbers) and not 0 <= numbers.min() <= numbers.max() < MAX_ROW:
        raise Damaged("A sheet has a row beyond the last one.", _SAVE_AGAIN)
    for i in np.flatnonzero(~usual).tolist():
        canonical = b'%d"' % (numbers[i] + 1)
        word[i], digits[i] = wordwise.spelt(canonical), len(canonical) - 1
    hidden = {rest for rest in set(rests) if _HIDDEN.search(rest)}
    return Rows(numbers, word & wordwise.MASKS[digits + 1], digits, cuts, sum(rest in hidden for rest in rests) if hidden else 0)


def _odd(tag: bytes, start: int, prefix: int, cuts: list[tuple[int, int]]) -> bytes | None:
    """Return the row number of a tag that is not the usual one, after marking unknown attributes to be cut."""
    position, number = 1 + prefix + len(b"row"), None
    while match := _ATTRIBUTE.match(tag, position):
        name, value = match.groups()
        space, colon, local = name.rpartition(b":")
        known = _ROW_ATTRIBUTES.get(local)
        if not known or not known.fullmatch(value) or (colon and not (local == b"dyDescent" and is_plain(space))):
            cuts.append((start + match.start(), start + match.end()))
        elif name == b"r":
            number = value
        position = match.end()
    if tag[position:].strip(b" \t\r\n/>"):
        raise Unsupported("A sheet has a row that is written in an unusual way.", _SAVE_AGAIN)
    return number
