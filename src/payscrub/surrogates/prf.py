"""The keyed pseudo-random function behind every choice (BLAKE2b with a key, RFC 7693)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

_BYTES = 8
_CYCLE = "\x00cycle"
_ATTEMPT = "\x00"  # stands between an original and the number of the attempt; texts of a file cannot hold it (XML 1.0, 2.2)


class Prf:
    """A function from a text to 64 bits that nobody can compute or invert without the key.

    Functions of different ``label`` (one an entity) and of different ``context`` (one a case) know nothing of each other.
    """

    __slots__ = ("_start",)

    def __init__(self, key: bytes, label: str, context: str = "") -> None:
        """Derive the function of ``label`` in ``context`` from ``key``."""
        case = blake2b(context.encode("utf-8", "surrogatepass"), key=key, digest_size=32, person=b"payscrub case").digest()
        derived = blake2b(label.encode("utf-8", "surrogatepass"), key=case, digest_size=32, person=b"payscrub entity").digest()
        self._start = blake2b(key=derived, digest_size=_BYTES)

    def number(self, text: str, attempt: int = 0) -> int:
        """Return the number below 2**64 that belongs to ``text`` at the given attempt."""
        state = self._start.copy()
        state.update((f"{text}{_ATTEMPT}{attempt}" if attempt else text).encode("utf-8", "surrogatepass"))
        return int.from_bytes(state.digest(), "little")

    def numbers(self, texts: Iterable[str], attempt: int = 0) -> NDArray[np.uint64]:
        """Return ``number`` of many texts at once."""
        ending, copy, digests = f"{_ATTEMPT}{attempt}" if attempt else "", self._start.copy, []
        for text in texts:
            state = copy()
            state.update((text + ending).encode("utf-8", "surrogatepass"))
            digests.append(state.digest())
        return np.frombuffer(b"".join(digests), dtype="<u8")

    def cycle(self, items: Sequence[str]) -> dict[str, str]:
        """Return a keyed permutation of ``items`` that leaves none in its place (Sattolo's algorithm)."""
        shuffled = list(items)
        for last in range(len(shuffled) - 1, 0, -1):
            other = self.number(_CYCLE, attempt=last) % last
            shuffled[last], shuffled[other] = shuffled[other], shuffled[last]
        return dict(zip(items, shuffled, strict=True))
