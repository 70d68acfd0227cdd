"""The tags of a run of sheet rows told apart in bulk, and the proof that they stand in the plain form which every program writes.

``<`` and ``>`` are found at once; the two bytes behind ``<`` choose the only tag that it can be, which the following bytes must
confirm; a table of allowed neighbours proves the rest. Any other form (prefixes, comments, text between cells) is refused here.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from payscrub.verify import slices
from payscrub.verify.slices import Offsets, Words

Codes = NDArray[np.uint8]

# One letter for each kind of tag: what it starts with, what it is when it closes itself, and what may follow it.
_TAGS = (
    ("R", b"<row "),
    ("r", b"</row>"),
    ("C", b'<c r="'),
    ("c", b"</c>"),
    ("V", b"<v>"),
    ("V", b"<v xml:s"),
    ("v", b"</v>"),
    ("F", b"<f>"),
    ("F", b"<f "),
    ("f", b"</f>"),
    ("I", b"<is>"),
    ("i", b"</is>"),
    ("T", b"<t>"),
    ("T", b"<t xml:s"),
    ("t", b"</t>"),
)
_SELF_CLOSED = {"C": "K", "R": "E", "F": "G", "T": "Y", "V": "Y"}
_FOLLOWERS = {"R": "CKr", "E": "RE", "r": "RE", "C": "FGVIYc", "K": "CKr", "c": "CKr", "F": "f", "f": "VIc", "G": "VIc", "V": "v", "v": "c"}
_FOLLOWERS |= {"I": "TY", "T": "t", "t": "i", "Y": "ic", "i": "c"}
_EITHER = 0xFD  # the two angles differ in one bit


def _dispatch() -> tuple[Codes, Words, Words, Codes]:
    """Return by the two bytes behind ``<``: which tag; by tag: its mask, its bytes and its letter. Tag 0 is none and matches nothing."""
    which = np.zeros(1 << 16, dtype=np.uint8)
    masks, heads, letters = np.zeros((3, len(_TAGS) + 1), dtype=np.uint64)
    heads[0] = 1
    for number, (letter, tag) in enumerate(_TAGS, 1):
        which[int.from_bytes(tag[1:3], "little")] = number
        masks[number] = (1 << (8 * len(tag))) - 1
        heads[number], letters[number] = slices.literal(tag), ord(letter)
    return which, masks, heads, letters.astype(np.uint8)


def _neighbours() -> NDArray[np.bool_]:
    table = np.zeros((128, 128), dtype=np.bool_)
    for letter, followers in _FOLLOWERS.items():
        for follower in followers:
            table[ord(letter), ord(follower)] = True
    return table.reshape(-1)


def _closed() -> Codes:
    table = np.arange(128, dtype=np.uint8)
    for letter, closed in _SELF_CLOSED.items():
        table[ord(letter)] = ord(closed)
    return table


_WHICH, _MASKS, _HEADS, _LETTERS = _dispatch()
_ALLOWED, _CLOSED = _neighbours(), _closed()
_TEXT_OPENERS = np.isin(np.arange(128), [ord(letter) for letter in "VFT"])


class NotPlainError(Exception):
    """The sheet is not in the plain form; it needs the slower reader."""


class Tags:
    """The tags of ``padded``: where each opens and closes, and its letter."""

    def __init__(self, padded: bytes, words: Words) -> None:
        """Find and check all tags.

        Raises:
            NotPlainError: they are not those of whole rows in the plain form.
        """
        plain = np.frombuffer(padded, dtype=np.uint8)
        angles = np.flatnonzero((plain & _EITHER) == ord("<")).astype(np.int64, copy=False)
        self.opens, self.closes = np.ascontiguousarray(angles[::2]), np.ascontiguousarray(angles[1::2])
        if len(angles) % 2 or not ((plain[self.opens] == ord("<")).all() and (plain[self.closes] == ord(">")).all()):
            raise NotPlainError
        self.codes = self._codes(plain, words[self.opens])
        self._check(len(padded) - len(slices.PADDING))

    def of(self, letters: Iterable[str]) -> Offsets:
        """Return the numbers of the tags of some kinds."""
        wanted = np.zeros(128, dtype=np.bool_)
        wanted[[ord(letter) for letter in letters]] = True
        return np.flatnonzero(wanted[self.codes])

    def _codes(self, plain: Codes, heads: Words) -> Codes:
        which = _WHICH[(heads >> np.uint64(8)).astype(np.uint16)]
        if ((heads & _MASKS[which]) != _HEADS[which]).any():
            raise NotPlainError
        codes = _LETTERS[which]
        self_closed = np.flatnonzero(plain[self.closes - 1] == ord("/"))
        codes[self_closed] = _CLOSED[codes[self_closed]]
        return codes

    def _check(self, end: int) -> None:
        """Refuse what is not the plain form: wrong neighbours, text outside of values, an unfinished row."""
        codes = self.codes
        if not len(codes) or codes[0] not in b"RE" or codes[-1] not in b"rE" or self.opens[0] or self.closes[-1] + 1 != end:
            raise NotPlainError
        pairs = codes[:-1].astype(np.uint16) * np.uint16(128) + codes[1:]
        apart = np.flatnonzero(self.closes[:-1] + 1 != self.opens[1:])
        if not _ALLOWED[pairs].all() or not _TEXT_OPENERS[codes[apart]].all():
            raise NotPlainError
