"""Replace spans of a part and copy every other byte as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

import numpy as np

from payscrub.model import Indices
from payscrub.packed import Packed

Patch = tuple[int, int, bytes]  # data[start:end] becomes these bytes

_BATCH = 1 << 14  # patches applied at a time: few calls of the compressor, bounded memory


@dataclass(frozen=True, slots=True, eq=False)
class Patches:
    """Many patches as arrays: ``data[starts[i]:ends[i]]`` becomes ``texts[inverse[i]]``."""

    starts: Indices
    ends: Indices
    texts: Packed = field(repr=False)  # encoded
    inverse: Indices

    def __len__(self) -> int:
        """Return the number of patches."""
        return len(self.starts)


def listed(patches: Sequence[Patch]) -> Patches:
    """Return patches that were made one by one as arrays."""
    places = np.array([patch[:2] for patch in patches], dtype=np.int64).reshape(-1, 2)
    return Patches(places[:, 0], places[:, 1], Packed.of_bytes([patch[2] for patch in patches]), np.arange(len(patches)))


def joined(several: Sequence[Patches]) -> Patches:
    """Return the patches of all ``several``, in any order."""
    firsts = accumulate((len(one.texts) for one in several), initial=0)
    inverses = [one.inverse + first for one, first in zip(several, firsts, strict=False)]
    starts, ends = (np.concatenate([getattr(one, name) for one in several]) for name in ("starts", "ends"))
    return Patches(starts, ends, Packed.joined([one.texts for one in several]), np.concatenate(inverses))


def apply(data: bytes, patches: Sequence[Patch]) -> bytes:
    """Return ``data`` with every patch applied; patches may come in any order but may not overlap."""
    return b"".join(stream(data, listed(patches))) if patches else data


def stream(data: bytes, patches: Patches) -> Iterator[bytes]:
    """Yield ``data`` with every patch applied, in large pieces; of two patches at one place the longer one comes first."""
    order = np.lexsort((-patches.ends, patches.starts))
    starts, ends, inverse = patches.starts[order], patches.ends[order], patches.inverse[order]
    if (starts[1:] < ends[:-1]).any():
        raise AssertionError("two edits of one part overlap")
    cursor = 0
    for at in range(0, len(starts), _BATCH):
        batch = slice(at, at + _BATCH)
        begins, stops = starts[batch].tolist(), ends[batch].tolist()
        pieces = [b""] * (2 * len(begins))
        pieces[0::2] = [data[stop:begin] for stop, begin in zip([cursor, *stops[:-1]], begins, strict=True)]
        pieces[1::2] = patches.texts.take(inverse[batch]).encoded()
        cursor = stops[-1]
        yield b"".join(pieces)
    yield data[cursor:]


def merged(patches: Patches) -> Patches:
    """Return ``patches`` without those that lie inside another one, which wins: a cut element takes its attributes along."""
    order = np.lexsort((-patches.ends, patches.starts))
    ends = patches.ends[order]
    reach = np.maximum.accumulate(ends)
    kept = order[np.r_[True, ends[1:] > reach[:-1]]] if len(order) else order
    return Patches(patches.starts[kept], patches.ends[kept], patches.texts, patches.inverse[kept])
