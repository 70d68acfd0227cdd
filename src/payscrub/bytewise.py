"""Work on many byte slices of one buffer at once, without a Python object for each slice.

A slice is given by where it starts and how long it is. Buffers are padded with ``PAD`` zero bytes at the end, so that a
word of eight bytes may be read at every position of a slice.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.int64]

PAD = 8

Bytes = NDArray[np.uint8]
Words = NDArray[np.uint64]
Offsets = NDArray[np.int32] | NDArray[np.int64]  # positions in a buffer below 2 GiB may be held in half the memory

_WORD = np.dtype("<u8")  # the low byte comes first, so a mask of low bits keeps the first bytes
_MASKS = np.array([(1 << 8 * n) - 1 for n in range(9)], dtype=np.uint64)
_BLOCK = 1 << 13  # slices worked on at a time, so that the temporary arrays stay in the processor's cache
_SCAN = 1 << 16  # bytes looked at in one go, for the same reason
_PIECE = 256  # copied at a time by ``gather``, so that one long slice does not make one huge index
_SHORT = 7  # so many bytes and their number fit in one word
_LONG = 256  # slices from this length on are few in any file, and are digested one by one
_TOP = np.uint64(1 << 63)
_HALF = np.uint64(32)
_FEWEST_SLOTS = 8  # bits of the smallest table in which equal tuples of words find each other
_ODD = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93))  # odd, so multiplication loses nothing


def padded(data: bytes) -> Bytes:
    """Return ``data`` as an array with ``PAD`` zero bytes after it."""
    return np.frombuffer(data + bytes(PAD), dtype=np.uint8)


def hash_slices(buffer: Bytes, starts: Offsets, lengths: Offsets) -> Words:
    """Return one key for each slice; two keys are equal if and only if the bytes of the two slices are equal.

    A slice of up to seven bytes is its own key, with the length in the top byte. A longer one gets a hash with the top
    bit set, salted afresh in every call; that no two different slices share one is checked, not hoped.

    Args:
        buffer: the bytes, padded with at least ``PAD`` more.
        starts: where each slice begins.
        lengths: how many bytes each slice has.
    """
    while True:
        keys = _keys(buffer, starts, lengths, salt=secrets.randbits(64))
        if _injective(buffer, starts, lengths, keys):
            return keys


def equal_slices(buffer: Bytes, one: Indices, other: Indices, lengths: Indices) -> NDArray[np.bool_]:
    """Return for each pair of slices of the same length whether their bytes are equal."""
    equal = np.ones(len(one), dtype=np.bool_)
    for active, offset, width in _steps(lengths):
        equal[active] &= _word(buffer, one[active] + offset, width) == _word(buffer, other[active] + offset, width)
    for i in np.flatnonzero(lengths >= _LONG).tolist():
        a, b, length = one[i], other[i], lengths[i]
        equal[i] = np.array_equal(buffer[a : a + length], buffer[b : b + length])
    return equal


def gather(buffer: Bytes, starts: Offsets, lengths: Offsets, *, spare: int = 0) -> Bytes:
    """Return the slices of ``buffer`` joined, in the order given, with ``spare`` zeros after them."""
    out = np.empty(int(lengths.sum()) + spare, dtype=np.uint8)
    out[len(out) - spare :] = 0
    done = 0
    for at, length in _pieces(starts, lengths):
        ends = np.cumsum(length)
        index = np.repeat(at - ends + length, length)
        index += np.arange(len(index))
        np.take(buffer, index, out=out[done : done + len(index)])
        done += len(index)
    return out


def find_bytes(body: Bytes, wanted: bytes) -> Indices:
    """Return in ascending order where a byte of ``wanted`` stands in ``body``."""
    found = []
    for at in range(0, len(body), _SCAN):
        block = body[at : at + _SCAN]
        hit = block == wanted[0]
        for byte in wanted[1:]:
            hit |= block == byte
        found.append(np.flatnonzero(hit) + at)
    return np.concatenate(found) if found else np.empty(0, dtype=np.int64)


def grouped(columns: Sequence[Words]) -> tuple[Indices, Indices]:
    """Return the first index of each distinct tuple of words across ``columns``, in order, and for each position the number of its tuple.

    Each tuple finds the one that has its slot of a table and is compared with it; those that differ try other slots.
    """
    count = len(columns[0])
    salt = np.uint64(secrets.randbits(64) | 1)
    spread = np.zeros(count, dtype=np.uint64)
    for column in columns:
        spread = (spread ^ column) * salt
        spread ^= spread >> _HALF
    representative = np.zeros(count, dtype=np.int64)
    left = np.arange(count)
    bits = max(_FEWEST_SLOTS, count.bit_length() + 1)
    table = np.zeros(1 << bits, dtype=np.int64)
    while len(left):
        spread = spread * _ODD[0]
        slots = (spread >> np.uint64(64 - bits)).astype(np.int64)
        table[slots[::-1]] = left[::-1]  # the first of equal ones stays, whatever the salt
        found = table[slots]
        representative[left] = found
        differs = np.zeros(len(left), dtype=np.bool_)
        for column in columns:
            differs |= column[left] != column[found]
        left, spread = left[differs], spread[differs]
    chosen = np.zeros(count, dtype=np.bool_)
    chosen[representative] = True
    return np.flatnonzero(chosen), (np.cumsum(chosen) - 1)[representative]


def _pieces(starts: Offsets, lengths: Offsets) -> Iterator[tuple[Indices, Indices]]:
    """Yield the slices cut into pieces of at most ``_PIECE`` bytes, a block of pieces at a time."""
    for block in _blocks(len(starts)):
        at, length = starts[block].astype(np.int64), lengths[block].astype(np.int64)
        if length.max() > _PIECE:
            count = -(-length // _PIECE)
            within = _PIECE * (np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count))
            at, length = np.repeat(at, count) + within, np.minimum(np.repeat(length, count) - within, _PIECE)
        for part in _blocks(len(at)):
            yield at[part], length[part]


def _word(buffer: Bytes, at: Indices, width: Indices) -> Words:
    """Return the first ``width`` bytes (at most eight) at each position as one number."""
    words: Words = np.ndarray(shape=(len(buffer) - PAD + 1,), dtype=_WORD, buffer=buffer.data, strides=(1,))
    return words[at] & _MASKS[width]


def _steps(lengths: Indices) -> Iterator[tuple[Indices, int, Indices]]:
    """Yield for every eighth byte which slices reach it, the offset, and how many bytes of the word are theirs."""
    active = np.flatnonzero(lengths < _LONG)
    for offset in range(0, _LONG, 8):
        active = active[lengths[active] > offset]
        if not len(active):
            return
        yield active, offset, np.minimum(lengths[active] - offset, 8)


def _blocks(count: int) -> Iterator[slice]:
    return (slice(at, at + _BLOCK) for at in range(0, count, _BLOCK))


def _keys(buffer: Bytes, starts: Offsets, lengths: Offsets, *, salt: int) -> Words:
    keys = np.empty(len(starts), dtype=np.uint64)
    for block in _blocks(len(starts)):
        at, length = starts[block].astype(np.int64), lengths[block].astype(np.int64)
        keys[block] = _word(buffer, at, np.minimum(length, 8)) | length.astype(np.uint64) << np.uint64(56)
        longer = np.flatnonzero(length > _SHORT)
        keys[block][longer] = _mix(buffer, at[longer], length[longer], salt) | _TOP
    return keys


def _mix(buffer: Bytes, starts: Indices, lengths: Indices, salt: int) -> Words:
    keys = lengths.astype(np.uint64) ^ np.uint64(salt)
    for active, offset, width in _steps(lengths):
        mixed = (keys[active] ^ _word(buffer, starts[active] + offset, width)) * _ODD[0]
        keys[active] = (mixed ^ (mixed >> _HALF)) * _ODD[1]
    for i in np.flatnonzero(lengths >= _LONG).tolist():
        piece = buffer[starts[i] : starts[i] + lengths[i]].data
        digest = hashlib.blake2b(piece, digest_size=8, key=salt.to_bytes(8, "little")).digest()
        keys[i] = int.from_bytes(digest, "little")
    return keys ^ (keys >> _HALF)


def _injective(buffer: Bytes, starts: Offsets, lengths: Offsets, keys: Words) -> bool:
    """Return whether slices that share a key share all their bytes.

    Each key finds, in a table of slots, the first slice that had it, and is compared with that one.
    """
    bits = max(8, len(keys).bit_length() + 1)
    table = np.full(1 << bits, -1, dtype=np.int32)
    for block in _blocks(len(keys)):
        mine = block.start + np.flatnonzero(lengths[block] > _SHORT)
        other = _representatives(table, np.uint64(64 - bits), keys, mine)
        length, one, another = (array.astype(np.int64) for array in (lengths[mine], starts[mine], starts[other]))
        if not np.array_equal(length, lengths[other]) or not equal_slices(buffer, one, another, length).all():
            return False
    return True


def _representatives(table: NDArray[np.int32], shift: np.uint64, keys: Words, mine: Indices) -> Indices:
    """Return for each of ``mine`` the index of the slice that holds its key in ``table``, which is filled on the way.

    A key whose slot belongs to another key tries other bits in the next round, until all have a slot.
    """
    found = np.empty(len(mine), dtype=np.int64)
    left = np.arange(len(mine))
    spread = keys[mine]
    while len(left):
        slots = (spread >> shift).astype(np.int64)
        empty = table[slots] < 0
        table[slots[empty]] = mine[left[empty]]
        found[left] = table[slots]
        clash = keys[found[left]] != keys[mine[left]]
        left, spread = left[clash], spread[clash] * _ODD[0]
    return found
