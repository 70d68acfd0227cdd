"""Eight bytes as one number: short slices are compared, cut and read as whole numbers many at a time.

The low byte of a word is the first one. Every function works on positions from which eight bytes can be read.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from payscrub.bytewise import Bytes, Words
from payscrub.model import Indices

WIDTH = 8  # bytes in a word
MASKS = np.array([(1 << 8 * n) - 1 for n in range(WIDTH + 1)], dtype=np.uint64)

_EVERY = 0x0101010101010101  # one in every byte
_ONES, _HIGHS = np.uint64(_EVERY), np.uint64(0x80 * _EVERY)
_ZEROS, _ABOVE_NINE = np.uint64(ord("0") * _EVERY), np.uint64(0x76 * _EVERY)
_PLACE = np.uint64(0x0001020304050607)  # times 1 << 8k has k in its top byte
_ONE, _SEVEN, _TOP = np.uint64(1), np.uint64(7), np.uint64(56)
_EIGHT = np.uint64(WIDTH)
_PAIRS = tuple((np.uint64(factor), np.uint64(shift), np.uint64(mask)) for factor, shift, mask in (
    (10, 8, 0x00FF00FF00FF00FF), (100, 16, 0x0000FFFF0000FFFF), (10_000, 32, 0xFFFFFFFF)
))  # fmt: skip


def words(buffer: Bytes) -> Words:
    """Return the buffer as one word at every position from which eight bytes can be read."""
    found: Words = np.ndarray(shape=(max(len(buffer) - WIDTH + 1, 0),), dtype="<u8", buffer=buffer.data, strides=(1,))
    return found


def pairs(buffer: Bytes) -> NDArray[np.uint16]:
    """Return the buffer as one number of two bytes, the first one low, at every position but the last."""
    found: NDArray[np.uint16] = np.ndarray(shape=(max(len(buffer) - 1, 0),), dtype="<u2", buffer=buffer.data, strides=(1,))
    return found


def spelt(text: bytes) -> np.uint64:
    """Return at most eight bytes as the word that they begin."""
    return np.uint64(int.from_bytes(text, "little"))


def first(word: Words, sign: int) -> Indices:
    """Return at which byte of each word ``sign`` stands first, or 8.

    A byte of the difference is zero where the sign stands; the classic test for a zero byte finds the first one.
    """
    word = word ^ np.uint64(sign * _EVERY)
    zero = (word - _ONES) & ~word & _HIGHS
    lowest = zero & (~zero + _ONE)
    place = (((lowest >> _SEVEN) * _PLACE) >> _TOP).astype(np.int64)
    place[lowest == 0] = WIDTH
    return place


def until(buffer: Bytes, starts: Indices, sign: int) -> Indices:
    """Return how many bytes lie before the next ``sign``; up to the last word of the buffer when there is none."""
    view = words(buffer)
    lengths = np.zeros(len(starts), dtype=np.int64)
    active = np.arange(len(starts))
    while len(active):
        at = np.minimum(starts[active] + lengths[active], len(view) - 1)
        before = first(view[at], sign)
        lengths[active] += before
        active = active[(before == WIDTH) & (at < len(view) - 1)]
    return lengths


def whole_numbers(word: Words, digits: Indices) -> Indices:
    """Return the number that the first ``digits`` bytes of each word spell, or -1 where they are no one to eight digits."""
    there = (digits > 0) & (digits <= WIDTH)
    shift = np.where(there, WIDTH - digits, 0).astype(np.uint64) * _EIGHT
    value = (word ^ _ZEROS) << shift  # the last digit is the top byte, and what follows it is gone
    there &= ((value + _ABOVE_NINE) | value) & _HIGHS == 0
    for factor, width, mask in _PAIRS:
        value = (value * factor + (value >> width)) & mask
    return np.where(there, value.astype(np.int64), -1)
