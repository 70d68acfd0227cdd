"""Delimited text read by the verifier's own guess at encoding and separator; whatever is text stays visible.

A wrong guess never hides anything: the cells together are always the whole text.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from payscrub.errors import Unsupported
from payscrub.verify.fields import cut
from payscrub.verify.plaingrid import grid_of, grid_of_fields
from payscrub.verify.pool import ReadGrid

_SEPARATORS = ",;\t|~"
_SAMPLE_LINES = 200
_FORMULA = re.compile(r'="((?:[^"]|"")*)"')
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_LATIN_SHARE = 0.5  # of the letters, at least, in a UTF-16 file that is not marked as one
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_delimited(data: bytes) -> ReadGrid:
    """Return the fields of a text file as a grid.

    Raises:
        Unsupported: the bytes are no text.
    """
    text = decode(data)
    separator = separator_of(text)
    if text[:4].lower() == "sep=" and len(text) > len("sep=,"):
        separator = text[4]
    fields = cut(text, separator)
    return grid_of(_read_singly(text, separator)) if fields is None else grid_of_fields(fields, _shown)


def _read_singly(text: str, separator: str) -> list[list[str]]:
    csv.field_size_limit(1 << 30)
    return [[_plain(field) for field in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)]


def _shown(field: str) -> str:
    return _plain(field.replace('""', '"'))


def _plain(field: str) -> str:
    """Return a field as a spreadsheet shows it: ``="00123"`` and ``'00123`` are spellings of a text."""
    if field and field[0] in "='":
        match = _FORMULA.fullmatch(field)
        return match[1].replace('""', '"') if match else field.removeprefix("'")
    return field.strip()


def decode(data: bytes) -> str:
    """Return the text of ``data``: by byte order mark, as UTF-8, else as Windows-1252.

    Raises:
        Unsupported: it is none of these.
    """
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text
    raise Unsupported("The file is no text in a known encoding.", "Save it as CSV UTF-8 and try again.")


def _encodings(data: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return (encoding,)
    if b"\0" not in data:
        return ("utf-8", "cp1252")
    sides = (("utf-16-le", data[1::2]), ("utf-16-be", data[::2]))  # where a Latin letter has its zero
    return tuple(encoding for encoding, side in sides if side.count(0) > _LATIN_SHARE * len(side))


def separator_of(text: str) -> str:
    """Return the character that cuts most of the first lines into equally many fields, at least two."""
    lines = [line for line in text[:200_000].splitlines()[:_SAMPLE_LINES] if line.strip()]
    best, chosen = 0, ","
    for separator in _SEPARATORS:
        counts = Counter(_fields(line, separator) for line in lines)
        fields, times = max(counts.items(), key=lambda item: (item[0] > 1, item[1]), default=(1, 0))
        if fields > 1 and times * min(fields, 8) > best:
            best, chosen = times * min(fields, 8), separator
    return chosen


def _fields(line: str, separator: str) -> int:
    return re.sub(r'"(?:[^"]|"")*"', "", line).count(separator) + 1
