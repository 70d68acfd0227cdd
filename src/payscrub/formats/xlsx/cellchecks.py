"""What a cell may hold besides text: nothing can hide in an attribute or in a number, truth, error or date that is none (A15)."""

from __future__ import annotations

import re

import numpy as np

from payscrub.bytewise import Bytes
from payscrub.errors import Unsupported
from payscrub.formats import wordwise
from payscrub.formats.wordwise import MASKS, WIDTH
from payscrub.formats.xlsx.stored import Stored
from payscrub.model import Indices

_SAVE_AGAIN = "Open it in Excel or LibreOffice, save it under a new name, and try again."
_LONGEST = 40  # characters of a number; Excel writes at most 24
_NUMERIC = np.zeros(256, dtype=np.bool_)
_NUMERIC[[0, *b"0123456789.+-eE"]] = True
_BOTH = (_NUMERIC[:, None] & _NUMERIC).ravel()  # for two bytes at once
_OTHERS = {
    Stored.BOOLEAN: re.compile(rb"0|1|true|false"),
    Stored.ERROR: re.compile(
        rb"#(?:N/A|NAME\?|GETTING_DATA|(?:REF|DIV/0|VALUE|NULL|NUM|SPILL|CALC|FIELD|BLOCKED|UNKNOWN|CONNECT|BUSY|PYTHON|EXTERNAL)!)"
    ),
    Stored.ISO_DATE: re.compile(rb"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?Z?)?|T?\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?Z?"),
}
_CELL = r"\$?[A-Z]{1,3}\$?[0-9]{1,7}"
FORMULA_TAG = re.compile(
    (
        rf'<(?:\w+:)?f(?:\s+(?:t="(?:normal|array|dataTable|shared)"|(?:ref|r1|r2)="(?:{_CELL}(?::{_CELL})?)?"|si="\d{{1,10}}"'
        r'|xml:space="preserve"|(?:ca|aca|bx|dt2D|dtr|del1|del2)="(?:0|1|true|false)"))*\s*/?>'
    ).encode()
)
VALUE_TAG = re.compile(rb'<(?:\w+:)?(?:v|is|t)(?:\s+xml:space="(?:preserve|default)")?\s*/?>')


def values(buffer: Bytes, stored: Indices, starts: Indices, lengths: Indices) -> None:
    """Refuse a number that is not spelt with the signs of numbers, and a truth, error or date that is none.

    Raises:
        Unsupported: when there is one.
    """
    filled = lengths > 0
    numbers = np.flatnonzero(filled & (stored == Stored.NUMBER))
    sound = _numeric(buffer, starts[numbers], lengths[numbers])
    for kind, shape in _OTHERS.items():
        cells = np.flatnonzero(filled & (stored == kind))
        spans = zip(starts[cells].tolist(), (starts[cells] + lengths[cells]).tolist(), strict=True)
        sound &= all(shape.fullmatch(text) for text in {bytes(buffer.data[start:end]) for start, end in spans})
    if not sound:
        raise Unsupported("A sheet has a cell whose value is not what its type says.", _SAVE_AGAIN)


def _numeric(buffer: Bytes, starts: Indices, lengths: Indices) -> bool:
    """Return whether all slices are short and hold nothing but the signs of numbers; eight bytes are looked at at a time."""
    words = wordwise.words(buffer)
    if lengths.max(initial=0) > _LONGEST:
        return False
    while len(starts):
        signs = (words[starts] & MASKS[np.minimum(lengths, WIDTH)]).view(np.uint16)
        if not _BOTH[signs].all():
            return False
        more = np.flatnonzero(lengths > WIDTH)
        starts, lengths = starts[more] + WIDTH, lengths[more] - WIDTH
    return True
