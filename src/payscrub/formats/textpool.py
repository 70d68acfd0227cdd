"""Many texts as slices of one UTF-8 buffer, decoded only when somebody asks, all that are asked for at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from payscrub.bytewise import PAD, Bytes, Offsets, Words, gather, hash_slices, padded
from payscrub.formats.limits import within
from payscrub.model import Indices
from payscrub.packed import Packed

_CODEC = "utf-8"

_ASCII = 0x80
_MOST = (1 << 31) - 1  # bytes in a pool, so that positions take four bytes

Places = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class TextPool:
    """Texts as slices of ``buffer``, which ends with ``PAD`` zero bytes.

    ``errors`` is how what is no strict UTF-8 is read: half a surrogate pair can only come from an escape that stood for it.
    """

    buffer: Bytes = field(repr=False)
    starts: Places = field(repr=False)
    lengths: Places = field(repr=False)
    codec: str = _CODEC
    errors: str = "surrogatepass"

    def __len__(self) -> int:
        """Return the number of texts."""
        return len(self.starts)

    def read(self, asked: Offsets) -> list[str]:
        """Return the texts with the numbers ``asked`` decoded."""
        return self.pack(asked).listed()

    def pack(self, asked: Offsets) -> Packed:
        """Return the texts with the numbers ``asked``."""
        starts, lengths = self.starts[asked].astype(np.int64), self.lengths[asked].astype(np.int64)
        ends = np.cumsum(lengths + 1) - 1
        texts = gather(self.buffer, starts, lengths + 1, spare=PAD)
        texts[ends] = 0  # what stands there in the buffer is no part of the text
        if self.codec == _CODEC or not (texts >= _ASCII).any():
            return Packed(texts, ends)
        spans = zip(starts.tolist(), (starts + lengths).tolist(), strict=True)
        return Packed.of([bytes(self.buffer.data[start:end]).decode(self.codec, self.errors) for start, end in spans])

    def keys(self) -> Words:
        """Return a key for each text; two are equal if and only if the texts are (see ``hash_slices``)."""
        return hash_slices(self.buffer, self.starts, self.lengths)


def pooled(data: bytes, starts: Indices, lengths: Indices, odd: Indices, texts: Iterable[str]) -> TextPool:
    """Return the slices of ``data`` as a pool in which the slices ``odd`` stand for ``texts`` and not for what is written there."""
    spelt = [text.encode(_CODEC, "surrogatepass") for text in texts]
    buffer = padded(b"".join([data, *spelt]))
    if len(odd):
        starts, lengths = starts.copy(), lengths.copy()
        widths = np.fromiter(map(len, spelt), dtype=np.int64, count=len(spelt))
        starts[odd], lengths[odd] = len(data) + np.cumsum(widths) - widths, widths
    within(len(buffer), _MOST, "bytes of text")
    return TextPool(buffer, starts.astype(np.int32), lengths.astype(np.int32))


def holding(starts: Indices, lengths: Indices, signs: Indices) -> Indices:
    """Return which slices hold one of the positions ``signs``; slices ascend and do not overlap."""
    owners = np.searchsorted(starts, signs, side="right") - 1
    inside = (owners >= 0) & (signs < starts[owners] + lengths[owners]) if len(starts) else np.zeros(len(signs), dtype=np.bool_)
    return np.unique(owners[inside])
