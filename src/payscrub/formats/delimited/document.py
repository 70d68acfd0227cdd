"""A CSV, TSV or other delimited text: one grid, and a writer that copies every byte that is not edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from payscrub.formats.bytewise import gather, hash_slices, splice
from payscrub.formats.delimited import dialect
from payscrub.formats.delimited.encoding import Encoding, decode
from payscrub.formats.delimited.fields import CR, LF, QUOTE, Fields, split
from payscrub.formats.document import CellEdits, Edits
from payscrub.formats.limits import COLUMNS, FIELD_BYTES, within
from payscrub.model import Grid, Indices, Kind, PartReport, Place

TAB = ord("\t")
_BETWEEN = b"\0"  # stands between values that are decoded together; the encoding has refused it in the file


@dataclass(frozen=True, slots=True, eq=False)
class Delimited:
    """An opened delimited text: the bytes as they came, and where its filled fields stand in them."""

    data: bytes = field(repr=False)
    text: bytes = field(repr=False)
    encoding: Encoding
    delimiter: int
    fields: Fields = field(repr=False)
    grids: Sequence[Grid] = field(repr=False)
    places: Sequence[Place] = ()
    parts: Sequence[PartReport] = ()

    @property
    def format(self) -> str:
        """Return ``tsv`` for fields between tabs and ``csv`` for all others."""
        return "tsv" if self.delimiter == TAB else "csv"

    def write(self, edits: Edits) -> bytes:
        """Return the bytes of the file with the edited fields replaced, quoted if the original was or if they must be.

        Raises:
            Unsupported: when the file's encoding cannot spell a replacement.
        """
        cells = edits.cells.get(0)
        if cells is None or not len(cells.cells):
            return self.data
        starts, ends = self.fields.starts[cells.cells], self.fields.ends[cells.cells]
        body = np.frombuffer(self.text, dtype=np.uint8)
        quoted = body[starts] == QUOTE
        texts, inverse = self._spelt(cells, quoted)
        return self.encoding.back(splice(body, starts, ends, texts, inverse))

    def _spelt(self, edits: CellEdits, quoted: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> tuple[list[bytes], Indices]:
        """Return every replacement unquoted where it can be, then every one quoted, and which of them each cell gets."""
        plain = [self.encoding.encode(text) for text in edits.texts]
        marked = [b'"%b"' % text.replace(b'"', b'""') for text in plain]
        special = bytes([self.delimiter, CR, LF])
        bare = [
            mark if text.translate(None, special) != text or text.startswith(b'"') else text
            for text, mark in zip(plain, marked, strict=True)
        ]
        return bare + marked, edits.inverse + len(plain) * quoted


def open_delimited(data: bytes) -> Delimited:
    """Return ``data`` opened as a delimited text.

    Raises:
        Unexaminable: when the encoding, the separator or the quoting is in doubt, or a limit is reached.
    """
    encoding, text = decode(data)
    delimiter, stated = dialect.delimiter(text)
    fields = _filled(split(text, delimiter), first_row=int(stated))
    within(int(fields.cols.max(initial=-1)) + 1, COLUMNS, "columns")
    within(int(fields.value_lengths.max(initial=0)), FIELD_BYTES, "bytes in one field")
    return Delimited(data, text, encoding, delimiter, fields, (_grid(fields, encoding.worked),))


def _filled(fields: Fields, first_row: int) -> Fields:
    """Return the fields that hold a value, without the line that states the separator."""
    keep = fields.value_lengths > 0
    if first_row:
        keep &= fields.rows >= first_row
    if keep.all():
        return fields
    return Fields(
        fields.buffer,
        fields.starts[keep],
        fields.ends[keep],
        fields.rows[keep],
        fields.cols[keep],
        fields.value_starts[keep],
        fields.value_lengths[keep],
    )


def _grid(fields: Fields, codec: str) -> Grid:
    def read(cells: Indices) -> list[str]:
        return _texts(fields, cells, codec)

    keys = hash_slices(fields.buffer, fields.value_starts, fields.value_lengths)
    return Grid(0, fields.rows, fields.cols, np.full(len(fields), Kind.TEXT, dtype=np.uint8), keys, read)


def _texts(fields: Fields, cells: Indices, codec: str) -> list[str]:
    """Return the values of ``cells``, decoded in one go."""
    if not len(cells):
        return []
    starts, lengths = fields.value_starts[cells], fields.value_lengths[cells]
    at, length = np.zeros(2 * len(cells), dtype=np.int64), np.ones(2 * len(cells), dtype=np.int64)
    at[0::2], at[1::2] = starts, len(fields.buffer) - 1  # the padding ends with a zero
    length[0::2] = lengths
    return gather(fields.buffer, at, length).decode(codec).split(_BETWEEN.decode("ascii"))[:-1]
