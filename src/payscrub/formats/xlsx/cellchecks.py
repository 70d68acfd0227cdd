"""What a cell may hold besides text: nothing can hide in an attribute or in a number, truth, error or date that is none (A15)."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from payscrub.errors import Unsupported
from payscrub.formats.bytewise import Bytes
from payscrub.formats.xlsx.stored import Stored
from payscrub.formats.xlsx.tags import EMPTY, OPEN, Tags
from payscrub.model import Indices

_SAVE_AGAIN = "Open it in Excel or LibreOffice, save it under a new name, and try again."
_LONGEST = 40  # characters of a number; Excel writes at most 24
_NUMERIC = np.zeros(256, dtype=np.bool_)
_NUMERIC[[0, *b"0123456789.+-eE"]] = True
_OTHERS = {
    Stored.BOOLEAN: re.compile(rb"0|1|true|false"),
    Stored.ERROR: re.compile(
        rb"#(?:N/A|NAME\?|GETTING_DATA|(?:REF|DIV/0|VALUE|NULL|NUM|SPILL|CALC|FIELD|BLOCKED|UNKNOWN|CONNECT|BUSY|PYTHON|EXTERNAL)!)"
    ),
    Stored.ISO_DATE: re.compile(rb"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?Z?)?|T?\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?Z?"),
}
_FORMULA_TAG = re.compile(
    rb'<(?:\w+:)?f(?:\s+(?:t="(?:normal|array|dataTable|shared)"|(?:ref|r1|r2)="[A-Z$:0-9]{0,32}"|si="\d{1,10}"|xml:space="preserve"'
    rb'|(?:ca|aca|bx|dt2D|dtr|del1|del2)="(?:0|1|true|false)"))*\s*/?>'
)
_VALUE_TAG = re.compile(rb'<(?:\w+:)?(?:v|is|t)(?:\s+xml:space="(?:preserve|default)")?\s*/?>')


def attributes(data: bytes, found: Tags, formulas: Sequence[int], values: Sequence[int]) -> None:
    """Refuse an attribute on ``f`` (its code is in ``formulas``), ``v``, ``is`` or ``t`` (``values``) that the schema does not give them.

    Raises:
        Unsupported: when there is one.
    """
    for codes, shape, bare in ((formulas, _FORMULA_TAG, 2), (values, _VALUE_TAG, 3)):
        opening = np.isin(found.codes, [code + form for code in codes for form in (OPEN, EMPTY)])
        longer = np.flatnonzero(opening & (found.ends - found.starts > bare))
        spans = zip(found.starts[longer].tolist(), (found.ends[longer] + 1).tolist(), strict=True)
        if not all(shape.fullmatch(data, start, end) for start, end in spans):
            raise Unsupported("A sheet has a cell with an attribute that cells do not have.", _SAVE_AGAIN)


def values(data: bytes, buffer: Bytes, stored: Indices, starts: Indices, lengths: Indices) -> None:
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
        sound &= all(shape.fullmatch(data, start, end) for start, end in spans)
    if not sound:
        raise Unsupported("A sheet has a cell whose value is not what its type says.", _SAVE_AGAIN)


def _numeric(buffer: Bytes, starts: Indices, lengths: Indices) -> bool:
    """Return whether all slices are short and hold nothing but the signs of numbers; eight bytes are looked at at a time."""
    words = np.ndarray(shape=(len(buffer) - 7,), dtype="<u8", buffer=buffer.data, strides=(1,))
    while len(starts):
        width = np.minimum(lengths, 8)
        masks = ~np.uint64(0) >> ((8 - width) * 8).astype(np.uint64)
        signs = (words[starts] & masks).view(np.uint8)
        if not _NUMERIC[signs].all() or lengths.max() > _LONGEST:
            return False
        more = lengths > 8  # noqa: PLR2004 - the bytes of a word
        starts, lengths = starts[more] + 8, lengths[more] - 8
    return True
