"""A CSV, TSV or other delimited text: one grid, and a writer that copies every byte that is not edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from payscrub.bytewise import find_bytes
from payscrub.formats.delimited import dialect
from payscrub.formats.delimited.encoding import Encoding, decode
from payscrub.formats.delimited.fields import CR, LF, QUOTE, Fields, split
from payscrub.formats.document import CellEdits, Edits
from payscrub.formats.limits import COLUMNS, FIELD_BYTES, within
from payscrub.formats.textpool import TextPool
from payscrub.model import Grid, Indices, Kind, PartReport, Place
from payscrub.packed import Packed

TAB = ord("\t")
_ASCII = 0x80


@dataclass(frozen=True, slots=True, eq=False)
class Delimited:
    """An opened delimited text: where its filled fields stand in its bytes, of which the first ``size`` are the text itself."""

    size: int
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
        body = self.fields.buffer[: self.size]
        cells = edits.cells.get(0)
        if cells is None or not len(cells.cells):
            return self.encoding.back(body.tobytes())
        starts, ends = self.fields.starts[cells.cells], self.fields.ends[cells.cells]
        texts, inverse = self._spelt(cells, body[starts] == QUOTE)
        return self.encoding.back(texts.spliced(body, starts, ends, inverse))

    def _spelt(self, edits: CellEdits, quoted: NDArray[np.bool_]) -> tuple[Packed, Indices]:
        """Return the replacements, unquoted where they can be and quoted where the original was, and which of them each cell gets."""
        bare = _encoded(Packed.of(edits.texts), self.encoding)
        odd = bare.holding(find_bytes(bare.flat, bytes([self.delimiter, CR, LF, QUOTE])))
        special = bytes([self.delimiter, CR, LF])
        texts = bare.take(odd).encoded()
        plain = [_marked(text) if text.startswith(b'"') or text.translate(None, special) != text else text for text in texts]
        wanted = np.unique(edits.inverse[quoted])
        number = np.arange(2 * len(bare), dtype=np.int64)
        number[odd] = len(bare) + np.arange(len(odd))
        number[len(bare) + wanted] = len(bare) + len(odd) + np.arange(len(wanted))
        marked = list(map(_marked, bare.take(wanted).encoded()))
        return Packed.joined([bare, Packed.of_bytes([*plain, *marked])]), number[edits.inverse + len(bare) * quoted]


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
    return Delimited(len(text), encoding, delimiter, fields, (_grid(fields, encoding.worked),))


def _filled(fields: Fields, first_row: int) -> Fields:
    """Return the fields that hold a value, without the line that states the separator."""
    keep = fields.value_lengths > 0
    if first_row:
        keep &= fields.rows >= first_row
    if keep.all():
        return fields
    arrays = (fields.starts, fields.ends, fields.rows, fields.cols, fields.value_starts, fields.value_lengths)
    return Fields(fields.buffer, *(array[keep] for array in arrays))


def _grid(fields: Fields, codec: str) -> Grid:
    values = TextPool(fields.buffer, fields.value_starts, fields.value_lengths, codec, "strict")
    kinds = np.full(len(fields), Kind.TEXT, dtype=np.uint8)
    return Grid(0, fields.rows, fields.cols, kinds, values.keys(), values.read, pack=values.pack)


def _encoded(texts: Packed, encoding: Encoding) -> Packed:
    """Return the texts in the codec that is worked on."""
    if not (texts.buffer >= _ASCII).any():
        return texts
    return Packed.of_bytes([encoding.encode(text) for text in texts])


def _marked(text: bytes) -> bytes:
    return b'"%b"' % text.replace(b'"', b'""')
