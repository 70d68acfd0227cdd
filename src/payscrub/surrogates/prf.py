"""The keyed pseudo-random function behind every choice: SipHash-2-4 over many texts at once, its keys derived with BLAKE2b.

SipHash is a pseudo-random function made for short inputs (Aumasson and Bernstein 2012, "SipHash: a fast short-input PRF"; Python
itself hashes with it). It is built of additions, rotations and exclusive ors of 64-bit words, which numpy does for thousands of texts
in one step; docs/decisions says why it and not BLAKE2b alone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

_Words = NDArray[np.uint64]
_KEY_BYTES, _WORD = 16, 8
_CONSTANTS = (0x736F6D6570736575, 0x646F72616E646F6D, 0x6C7967656E657261, 0x7465646279746573)  # "somepseudorandomlygeneratedbytes"
_END = np.uint64(0xFF)
_ROUNDS, _LAST_ROUNDS = 2, 4
_AT_ONCE = 4096  # texts: their state stays in the nearest cache
_PARTIAL = np.array([256**count - 1 for count in range(_WORD)], dtype=np.uint64)  # the bytes of a word that belong to the text
_LENGTH_PLACE = np.uint64(56)
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
        derived = blake2b(label.encode("utf-8", "surrogatepass"), key=case, digest_size=_KEY_BYTES, person=b"payscrub entity").digest()
        self._start = _state(derived)

    def number(self, text: str, attempt: int = 0) -> int:
        """Return the number below 2**64 that belongs to ``text`` at the given attempt."""
        return int(self.numbers((text,), attempt)[0])

    def numbers(self, texts: Collection[str], attempt: int = 0) -> _Words:
        """Return ``number`` of many texts at once."""
        ending = f"{_ATTEMPT}{attempt}" if attempt else ""
        joined = ending.join(texts) + ending
        if joined.isascii():
            lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)) + len(ending)
            return _hashes(self._start, joined.encode("ascii"), lengths)
        encoded = [f"{text}{ending}".encode("utf-8", "surrogatepass") for text in texts]
        return _hashes(self._start, b"".join(encoded), np.fromiter(map(len, encoded), dtype=np.int64, count=len(encoded)))

    def cycle(self, items: Sequence[str]) -> dict[str, str]:
        """Return a keyed permutation of ``items`` that leaves none in its place (Sattolo's algorithm)."""
        shuffled = list(items)
        numbers = self.numbers([f"{_CYCLE}{last}" for last in range(len(shuffled))]).tolist()
        for last in range(len(shuffled) - 1, 0, -1):
            other = numbers[last] % last
            shuffled[last], shuffled[other] = shuffled[other], shuffled[last]
        return dict(zip(items, shuffled, strict=True))


def siphash(key: bytes, message: bytes) -> int:
    """Return SipHash-2-4 of one message under a key of 16 bytes."""
    return int(_hashes(_state(key), message, np.array([len(message)]))[0])


def _state(key: bytes) -> tuple[int, ...]:
    """Return the four words that a key of 16 bytes begins with."""
    first, second = int.from_bytes(key[:_WORD], "little"), int.from_bytes(key[_WORD:], "little")
    return tuple(half ^ constant for half, constant in zip((first, second, first, second), _CONSTANTS, strict=True))


def _hashes(start: tuple[int, ...], joined: bytes, lengths: NDArray[np.int64]) -> _Words:
    """Return the hash of every piece of ``joined``, whose ``lengths`` are given; pieces of as many words go together."""
    words = np.ndarray((len(joined) + 1,), "<u8", joined + bytes(_WORD), strides=(1,))  # the word that begins at each byte
    begins = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(lengths)))[:-1]
    whole = lengths // _WORD
    result = np.empty(len(lengths), dtype=np.uint64)
    for count in np.unique(whole).tolist():
        chosen = np.flatnonzero(whole == count)
        for low in range(0, len(chosen), _AT_ONCE):
            rows = chosen[low : low + _AT_ONCE]
            result[rows] = _hashed(start, words, begins[rows], lengths[rows], count)
    return result


def _hashed(start: tuple[int, ...], words: _Words, begins: NDArray[np.int64], lengths: NDArray[np.int64], whole: int) -> _Words:
    state = [np.full(len(begins), word, dtype=np.uint64) for word in start]
    for place in range(whole):
        _absorb(state, words[begins + place * _WORD])
    last = words[begins + whole * _WORD] & _PARTIAL[lengths % _WORD]
    _absorb(state, last | lengths.astype(np.uint64) << _LENGTH_PLACE)
    state[2] ^= _END
    _mix(state, _LAST_ROUNDS)
    return np.asarray(state[0] ^ state[1] ^ state[2] ^ state[3], dtype=np.uint64)


def _absorb(state: list[_Words], word: _Words) -> None:
    state[3] ^= word
    _mix(state, _ROUNDS)
    state[0] ^= word


def _mix(state: list[_Words], rounds: int) -> None:
    """Do so many rounds in place (figure 2.1 of the paper)."""
    first, second, third, fourth = state
    spare = np.empty_like(first)
    for _ in range(rounds):
        _join(first, second, 13, spare)
        _turn(first, 32, spare)
        _join(third, fourth, 16, spare)
        _join(first, fourth, 21, spare)
        _join(third, second, 17, spare)
        _turn(third, 32, spare)


def _join(left: _Words, right: _Words, bits: int, spare: _Words) -> None:
    np.add(left, right, out=left)
    _turn(right, bits, spare)
    np.bitwise_xor(right, left, out=right)


def _turn(words: _Words, bits: int, spare: _Words) -> None:
    """Rotate ``words`` to the left in place."""
    np.right_shift(words, np.uint64(64 - bits), out=spare)
    np.left_shift(words, np.uint64(bits), out=words)
    np.bitwise_or(words, spare, out=words)
