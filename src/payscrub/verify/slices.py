"""Many short byte slices of one buffer handled at once: hashed, compared and read as integers without an object each.

A buffer is seen as overlapping little-endian 8-byte words, one starting at every byte, so that one gather fetches the
first eight bytes of every slice.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Offsets = NDArray[np.int64]

PADDING = b"\0" * 8
_WORD = 8
_FIRST = np.array([(1 << (8 * count)) - 1 for count in range(8)] + [(1 << 64) - 1], dtype=np.uint64)  # masks: the first n bytes
_ZEROS = np.uint64(0x3030303030303030)
_LOWEST, _HIGHEST = np.uint64(0x0101010101010101), np.uint64(0x8080808080808080)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2**64 divided by the golden ratio, odd
_SHIFT = np.uint64(29)


def overlapping(padded: bytes) -> Words:
    """Return the word that starts at every byte of ``padded``, whose last eight bytes are padding."""
    words: Words = np.ndarray(shape=(len(padded) - _WORD + 1,), dtype="<u8", buffer=padded, strides=(1,))
    return words


def first_bytes(words: Words, count: int) -> Words:
    """Return the words with all but their first ``count`` bytes set to zero."""
    first: Words = words & _FIRST[count]
    return first


def holding(words: Words, letter: bytes) -> NDArray[np.bool_]:
    """Return which words have one of their eight bytes equal to ``letter`` (the test for a zero byte of Mycroft 1987)."""
    rest = words ^ np.uint64(int.from_bytes(letter * _WORD, "little"))
    return np.asarray((rest - _LOWEST) & ~rest & _HIGHEST != 0, dtype=np.bool_)


def literal(text: bytes) -> np.uint64:
    """Return up to eight bytes as the word that starts with them."""
    return np.uint64(int.from_bytes(text, "little"))


def keys(words: Words, starts: Offsets, ends: Offsets) -> Words:
    """Return a 64-bit hash of every slice; equal slices have equal hashes, whatever buffer they are in."""
    lengths = ends - starts
    hashes = (lengths.astype(np.uint64) + np.uint64(1)) * _SPREAD
    if not len(lengths):
        return hashes
    hashes = _mixed(hashes, words[starts] & _FIRST[np.minimum(lengths, _WORD)])
    chosen = np.flatnonzero(lengths > _WORD)
    for offset in range(_WORD, int(lengths.max()), _WORD):
        rest = np.minimum(lengths[chosen] - offset, _WORD)
        hashes[chosen] = _mixed(hashes[chosen], words[starts[chosen] + offset] & _FIRST[rest])
        chosen = chosen[lengths[chosen] > offset + _WORD]
    return hashes


def packed(texts: list[str]) -> tuple[bytes, Offsets, Offsets]:
    """Return all texts in one padded buffer, and where each starts and ends."""
    raw = [text.encode("utf-8", "surrogatepass") for text in texts]
    ends = np.cumsum(np.fromiter(map(len, raw), dtype=np.int64, count=len(raw)))
    return b"".join(raw) + PADDING, np.append(0, ends)[:-1], ends


def firsts(hashes: Words) -> tuple[Offsets, Offsets]:
    """Return where every distinct hash stands first, in order, and how often it occurs."""
    same = alike(hashes)
    found = np.flatnonzero(same == np.arange(len(hashes)))
    return found, np.bincount(same, minlength=len(hashes))[found]


def numbered(hashes: Words) -> tuple[Offsets, Offsets]:
    """Return where every distinct hash stands first, in order, and for every hash its number among them."""
    same = alike(hashes)
    first = same == np.arange(len(hashes))
    return np.flatnonzero(first), (np.cumsum(first) - 1)[same]


def lined(plain: NDArray[np.uint8], starts: Offsets, ends: Offsets) -> tuple[NDArray[np.uint8], Offsets]:
    """Return all slices one behind the other, each with a line break after it, and where those are."""
    lengths = ends - starts + 1
    stops = np.cumsum(lengths)
    found = plain[np.repeat(starts - stops + lengths, lengths) + np.arange(lengths.sum())]
    found[stops - 1] = ord("\n")
    return found, stops - 1


def alike(hashes: Words) -> Offsets:
    """Return for every hash where an equal one stands first.

    Hashes are put into the slots of a table, the first of each slot winning; those that lost to another hash try again with
    another product. No hash can lose often: every round settles about twenty of its bits.
    """
    shift = np.uint64(64 - max(len(hashes), 128).bit_length() - 1)
    table = np.empty(1 << (64 - int(shift)), dtype=np.int64)
    same, left, spread = np.empty(len(hashes), dtype=np.int64), np.arange(len(hashes)), hashes * _SPREAD
    while len(left):
        slots = spread >> shift
        table[slots[::-1]] = left[::-1]  # of equal indices numpy keeps the last
        winners = table[slots]
        won = hashes[winners] == hashes[left]
        same[left[won]] = winners[won]
        left, spread = left[~won], spread[~won] * _SPREAD
    return same


def among(hashes: Words, wanted: Words) -> NDArray[np.bool_]:
    """Return which hashes are also in ``wanted``."""
    same = alike(np.concatenate([wanted, hashes]))
    return np.asarray(same[len(wanted) :] < len(wanted), dtype=np.bool_)


def _mixed(hashes: Words, word: Words) -> Words:
    hashes = (hashes ^ word) * _SPREAD
    return hashes ^ (hashes >> _SHIFT)


def digits(words: Words, starts: Offsets) -> Offsets:
    """Return how many of the first seven bytes at each start are decimal digits in a row."""
    word = words[starts]
    counts = np.zeros(len(starts), dtype=np.int64)
    going = np.ones(len(starts), dtype=np.bool_)
    for place in range(_WORD - 1):
        going &= ((word >> np.uint64(8 * place)) & np.uint64(0xFF)) - np.uint64(ord("0")) <= 9  # noqa: PLR2004 - below 0 wraps around
        counts += going
    return counts


def integers(words: Words, starts: Offsets, ends: Offsets) -> tuple[Offsets, NDArray[np.bool_]]:
    """Return every slice read as a decimal number of at most eight digits, and which slices are such numbers."""
    lengths = ends - starts
    good = (lengths > 0) & (lengths <= _WORD)
    short = np.where(good, lengths, 1)
    shift = (_WORD - short).astype(np.uint64) * np.uint64(8)
    digits = ((words[starts] << shift) | (_ZEROS & _FIRST[_WORD - short])) ^ _ZEROS
    high = digits & np.uint64(0xF0F0F0F0F0F0F0F0)
    over = (digits + np.uint64(0x0606060606060606)) & np.uint64(0xF0F0F0F0F0F0F0F0)
    good &= (high == 0) & (over == 0)
    value = (digits * np.uint64(10) + (digits >> np.uint64(8))) & np.uint64(0x00FF00FF00FF00FF)
    value = (value * np.uint64(100) + (value >> np.uint64(16))) & np.uint64(0x0000FFFF0000FFFF)
    value = (value * np.uint64(10000) + (value >> np.uint64(32))) & np.uint64(0xFFFFFFFF)
    return value.astype(np.int64), good
