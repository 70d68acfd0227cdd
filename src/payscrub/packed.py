"""Many texts as bytes in one row: a column has hundreds of thousands of values, and a Python object for each is slow and large."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import overload

import numpy as np
from numpy.typing import NDArray

from payscrub.bytewise import PAD, Bytes, Indices, Offsets, gather, grouped, hash_slices

_SOME = 256  # texts
_SPANS = 1 << 16  # replaced at a time, so that positions and copies take little memory
_CODEC, _ERRORS = "utf-8", "surrogatepass"  # half a surrogate pair can only come from an escape that stood for it


@dataclass(frozen=True, slots=True, eq=False)
class Packed(Sequence[str]):
    """Texts in UTF-8, each followed by a zero byte, which stands at ``ends``; after the last one ``buffer`` has zeros to spare.

    As a sequence of texts it decodes them all when they are first gone through, in one go, and keeps them.
    """

    buffer: Bytes = field(repr=False)
    ends: Indices = field(repr=False)
    _listed: list[list[str]] = field(default_factory=list, repr=False)

    @classmethod
    def of(cls, texts: Sequence[str]) -> Packed:
        """Return ``texts`` packed, themselves if they are."""
        if isinstance(texts, Packed):
            return texts
        whole = "\0".join((*texts, "")).encode(_CODEC, _ERRORS)
        return cls._of(whole, lambda: [len(text.encode(_CODEC, _ERRORS)) for text in texts], len(texts))

    @classmethod
    def of_bytes(cls, texts: Sequence[bytes]) -> Packed:
        """Return texts that are encoded already, in any way."""
        return cls._of(b"\0".join((*texts, b"")), lambda: list(map(len, texts)), len(texts))

    @classmethod
    def _of(cls, whole: bytes, lengths: Callable[[], list[int]], count: int) -> Packed:
        buffer = np.frombuffer(whole + bytes(PAD), dtype=np.uint8)
        ends = np.flatnonzero(buffer[: len(whole)] == 0)
        if len(ends) != count:  # a text holds a zero of its own
            ends = np.cumsum(np.array(lengths(), dtype=np.int64) + 1) - 1
        return cls(buffer, ends)

    @classmethod
    def joined(cls, several: Sequence[Packed]) -> Packed:
        """Return the texts of ``several``, one after the other."""
        if len(several) == 1:
            return several[0]
        sizes = [one.size for one in several]
        buffer = np.concatenate([*(one.buffer[:size] for one, size in zip(several, sizes, strict=True)), np.zeros(PAD, dtype=np.uint8)])
        begins = accumulate(sizes, initial=0)
        ends = [one.ends + begin for one, begin in zip(several, begins, strict=False)]
        return cls(buffer, np.concatenate([*ends, np.zeros(0, dtype=np.int64)]))

    @property
    def size(self) -> int:
        """Return how many bytes the texts have, each with its zero."""
        return int(self.ends[-1]) + 1 if len(self.ends) else 0

    @property
    def flat(self) -> Bytes:
        """Return the texts' bytes, each with its zero."""
        return self.buffer[: self.size]

    @property
    def starts(self) -> Indices:
        """Return where each text begins."""
        starts = np.zeros_like(self.ends)
        np.add(self.ends[:-1], 1, out=starts[1:])
        return starts

    @property
    def lengths(self) -> Indices:
        """Return how many bytes each text has."""
        return self.ends - self.starts

    def take(self, chosen: Indices | NDArray[np.bool_]) -> Packed:
        """Return the texts with the numbers ``chosen``, or those for which it is true."""
        if chosen.dtype == np.bool_ and chosen.all():
            return self
        starts, ends = self.starts[chosen], self.ends[chosen]
        lengths = ends - starts + 1
        taken = gather(self.buffer, starts, lengths, spare=PAD)
        return Packed(taken, np.cumsum(lengths) - 1)

    def among(self, where: NDArray[np.bool_], others: Packed) -> Packed:
        """Return these texts, in order, where ``where`` is true, and ``others``, in order, elsewhere."""
        if not len(others) or not len(self):
            return others if not len(self) else self
        both = Packed.joined([self, others])
        number = np.empty(len(where), dtype=np.int64)
        number[where] = np.arange(len(self))
        number[~where] = len(self) + np.arange(len(others))
        return both.take(number)

    def alike(self, others: Packed) -> NDArray[np.bool_]:
        """Return which texts are the same as those at the same place in ``others``."""
        starts, theirs, lengths = self.starts, others.starts, self.lengths
        same: NDArray[np.bool_] = lengths == others.lengths
        some = np.flatnonzero(same)
        if not len(some):
            return same
        mine = gather(self.buffer, starts[some], lengths[some] + 1)
        differs = mine != gather(others.buffer, theirs[some], lengths[some] + 1)
        begins = np.cumsum(lengths[some] + 1) - lengths[some] - 1
        same[some] = ~np.logical_or.reduceat(differs, begins)
        return same

    def firsts(self) -> Indices:
        """Return for each text the number of the first one that is the same."""
        first, inverse = grouped([hash_slices(self.buffer, self.starts, self.lengths)])
        return first[inverse]

    def holding(self, places: Indices) -> Indices:
        """Return which texts hold one of the ``places`` of ``flat``."""
        return np.unique(np.searchsorted(self.ends, places))

    def encoded(self) -> list[bytes]:
        """Return the bytes of each text."""
        texts = self.flat.tobytes().split(b"\0")[:-1]
        return texts if len(texts) == len(self) else [self._bytes(place) for place in range(len(self))]

    def spliced(self, source: Bytes, starts: Offsets, ends: Offsets, inverse: Indices) -> bytes:
        """Return ``source`` with each span replaced by the text numbered ``inverse[i]``; every other byte is copied as it is.

        Args:
            source: the bytes, without padding.
            starts: where each span begins; spans ascend and do not overlap.
            ends: where each span ends.
            inverse: which text each span gets.
        """
        pieces, cursor, begins, widths = list[bytes](), 0, self.starts, self.lengths
        for first in range(0, len(starts), _SPANS):
            some = slice(first, first + _SPANS)
            window = source[cursor : ends[some][-1]]
            pieces.append(self._woven(window, starts[some] - cursor, ends[some] - cursor, begins[inverse[some]], widths[inverse[some]]))
            cursor = int(ends[some][-1])
        return b"".join([*pieces, source[cursor:].tobytes()])

    def _woven(self, source: Bytes, starts: Offsets, ends: Offsets, begins: Indices, widths: Indices) -> bytes:
        """Return ``source`` up to the last span, with each span replaced by a slice of ``buffer``."""
        at, length = np.zeros(2 * len(starts), dtype=np.int64), np.empty(2 * len(starts), dtype=np.int64)
        at[2::2], at[1::2] = ends[:-1], len(source) + np.cumsum(widths) - widths
        length[0::2], length[1::2] = starts, widths
        length[0::2] -= at[0::2]
        return gather(np.concatenate([source, gather(self.buffer, begins, widths)]), at, length).tobytes()

    def listed(self) -> list[str]:
        """Return the texts, which are kept."""
        if not self._listed:
            self._listed.append(self.decoded())
        return self._listed[0]

    def each(self) -> Iterator[str]:
        """Yield the texts without keeping them, some at a time, for those who seldom get to the end."""
        for first in range(0, len(self), _SOME):
            yield from self.take(np.arange(first, min(first + _SOME, len(self)))).decoded()

    def decoded(self) -> list[str]:
        """Return the texts, which are not kept."""
        texts = self.flat.tobytes().decode(_CODEC, _ERRORS).split("\0")[:-1]
        return texts if len(texts) == len(self) else [self._bytes(place).decode(_CODEC, _ERRORS) for place in range(len(self))]

    def _bytes(self, place: int) -> bytes:
        start = int(self.ends[place - 1]) + 1 if place else 0
        return self.buffer[start : int(self.ends[place])].tobytes()

    def __len__(self) -> int:
        """Return the number of texts."""
        return len(self.ends)

    def __iter__(self) -> Iterator[str]:
        """Return an iterator over the texts."""
        return iter(self.listed())

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        """Return one text, or several."""
        if self._listed or isinstance(place, slice):
            return self.listed()[place]
        return self._bytes(range(len(self))[place]).decode(_CODEC, _ERRORS)
