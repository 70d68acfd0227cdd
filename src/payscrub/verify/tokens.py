"""Pieces of many texts at once, as hashes: words that can be names, and identifiers in whatever groups they are written.

Equal pieces have equal hashes, so hashes that do not meet prove that no piece is shared. Where they do meet, the texts themselves decide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from payscrub.model import Indices
from payscrub.verify import slices
from payscrub.verify.folding import bare, fold, squeeze
from payscrub.verify.slices import Words

SHORTEST_WORD: Final = 3  # letters; shorter ones are initials and particles
SHORTEST_CORE: Final = 7  # characters of an identifier; shorter ones are amounts and codes as often
LONGEST_CORE: Final = 80  # longer ones are sentences
LONGEST_RUN: Final = 8  # an identifier may be written in so many groups
TOGETHER: Final = 1 << 15  # texts that are cut up at once, which bounds the memory
_WORD = re.compile(rf"[^\W\d_]{{{SHORTEST_WORD},}}")
_CHUNK = re.compile(r"[^\s,;:()\[\]|\"]+")
_FOREIGN_GAP = re.compile(r"(?![\x00-\x7f])[\W\d]")
_FOREIGN_BLANK = re.compile(r"(?![\x00-\x7f])\s")
_FOREIGN_SIGN = re.compile(r"(?![\x00-\x7f])\W")
_OTHER, _PART, _GAP = 0, 1, 2
_ZERO = ord("0")
_SIEVE = np.uint64((1 << 22) - 1)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Tokens:
    """The hash of every piece and the number of the text that it is from."""

    owners: Indices
    hashes: Words

    def holding(self, wanted: Words) -> Indices:
        """Return the numbers of the texts with a piece among ``wanted``, each once."""
        return np.flatnonzero(np.bincount(self.owners[_sieved(self.hashes, wanted)]))


def words(text: str) -> set[str]:
    """Return the words of a text that can be names, in small letters without accents."""
    return set(_WORD.findall(bare(fold(text))))


def cores(text: str) -> set[str]:
    """Return the whole of a text, its pieces and runs of neighbouring pieces, squeezed and without leading zeros."""
    pieces = _pieces(text)
    return _identifying(
        "".join(pieces[start:stop]) for start in range(len(pieces)) for stop in range(start + 1, start + LONGEST_RUN + 1)
    ) | whole_core(text)


def own_cores(text: str) -> set[str]:
    """Return the single pieces of a text, squeezed and without leading zeros."""
    return _identifying(_pieces(text))


def whole_core(text: str) -> set[str]:
    """Return the whole of a text, squeezed and without leading zeros, if it can be an identifier."""
    return _identifying(["".join(_pieces(text))])


def _pieces(text: str) -> list[str]:
    return [piece for piece in map(squeeze, _CHUNK.findall(fold(text))) if piece]


def _identifying(runs: Iterable[str]) -> set[str]:
    return {core for run in runs if identifies(core := run.lstrip("0"))}


def identifies(core: str) -> bool:
    """Return whether a squeezed piece is long enough for an identifier, not too long for one, and has a digit."""
    return SHORTEST_CORE <= len(core) <= LONGEST_CORE and any(map(str.isdigit, core))


def joined(parts: Iterable[tuple[int, Tokens]]) -> Tokens:
    """Return the pieces of several lists of texts as those of one; each comes with the number of its first text."""
    owners, hashes = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.uint64)]
    for start, part in parts:
        owners.append(part.owners + start)
        hashes.append(part.hashes)
    return Tokens(np.concatenate(owners), np.concatenate(hashes))


def common(left: Tokens, right: Tokens) -> Words:
    """Return the distinct hashes that both have."""
    some = left.hashes[_sieved(left.hashes, right.hashes)]
    other = right.hashes[_sieved(right.hashes, some)]
    found = other[slices.among(other, some)]
    return found[slices.firsts(found)[0]]


def _sieved(hashes: Words, wanted: Words) -> Indices:
    """Return where ``hashes`` may be among ``wanted``, with few mistakes (the filter of Bloom 1970, with one function)."""
    table = np.zeros(int(_SIEVE) + 1, dtype=np.bool_)
    table[wanted & _SIEVE] = True
    return np.flatnonzero(table[hashes & _SIEVE])


def words_in(texts: list[str]) -> Tokens:
    """Return ``words`` of every text."""
    return _gathered(texts, _words_of)


def cores_in(texts: list[str], longest_run: int = LONGEST_RUN) -> Tokens:
    """Return ``cores`` of every text, or with a ``longest_run`` of 1 ``own_cores`` and ``whole_core``."""
    return _gathered(texts, lambda some: _cores_of(some, longest_run))


def _gathered(texts: list[str], cut: Callable[[list[str]], Tokens]) -> Tokens:
    starts = range(0, len(texts), TOGETHER)
    return joined((start, cut(texts[start : start + TOGETHER])) for start in starts)


def _together(texts: list[str], spell: Callable[[str], str]) -> str:
    """Return all texts, one a line; only those beyond ASCII need to be spelt anew."""
    together = "\n".join(texts)
    if together.isascii() and together.count("\n") == len(texts) - 1:
        return together
    return "\n".join([(text if text.isascii() else spell(text)).replace("\n", " ") for text in texts])


def _table(part: str, gap: str) -> NDArray[np.uint8]:
    """Return what each byte is; those of letters beyond ASCII belong to pieces."""
    kinds = np.full(256, _OTHER, dtype=np.uint8)
    kinds[[ord(char) for char in part]] = _PART
    kinds[128:] = _PART
    kinds[[ord(char) for char in gap]] = _GAP
    return kinds


_LETTERS = _table("abcdefghijklmnopqrstuvwxyz", "\n")
_PIECES = _table("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", '\t\n\v\f\r\x1c\x1d\x1e\x1f ,;:()[]|"')


def _words_of(texts: list[str]) -> Tokens:
    padded = (
        _together(texts, lambda text: _FOREIGN_GAP.sub(" ", bare(fold(text)))).lower().encode("utf-8", "surrogatepass") + slices.PADDING
    )
    plain = np.frombuffer(padded, dtype=np.uint8)
    starts, ends = _edges(_LETTERS[plain] == _PART)
    long = ends - starts >= SHORTEST_WORD
    starts, ends = starts[long], ends[long]
    owners = np.searchsorted(np.flatnonzero(plain == ord("\n")), starts)
    return Tokens(owners, slices.keys(slices.overlapping(padded), starts, ends))


def _edges(inside: NDArray[np.bool_]) -> tuple[Indices, Indices]:
    """Return where runs of true values start and end."""
    edges = np.flatnonzero(np.diff(inside, prepend=False, append=False))
    return edges[::2], edges[1::2]


def _cores_of(texts: list[str], longest_run: int) -> Tokens:
    text = _together(texts, lambda text: _FOREIGN_SIGN.sub("-", _FOREIGN_BLANK.sub(" ", fold(text)))).upper()
    plain = np.frombuffer(text.encode("utf-8", "surrogatepass"), dtype=np.uint8)
    kinds = _PIECES[plain]
    first, last = _edges(kinds != _GAP)
    place = np.concatenate([[0], np.cumsum(kinds == _PART)])  # of a byte among those that belong to pieces
    starts, ends = place[first], place[last]
    owners = np.searchsorted(np.flatnonzero(plain == ord("\n")), first)
    filled = ends > starts
    return _hashed(plain[kinds == _PART], *_runs(starts[filled], ends[filled], owners[filled], longest_run))


def _runs(starts: Indices, ends: Indices, owners: Indices, longest: int) -> tuple[Indices, Indices, Indices]:
    """Return the pieces, runs of up to ``longest`` pieces of one text, and whole texts, as starts, ends and owners."""
    edges = np.flatnonzero(np.diff(owners, prepend=-1))
    found = [(starts[edges], ends[np.append(edges[1:], len(ends)) - 1] if len(ends) else ends, owners[edges])]
    for size in range(1, longest + 1):
        left = np.arange(len(starts) - size + 1)
        left = left[owners[left] == owners[left + size - 1]]
        if not len(left):
            break
        found.append((starts[left], ends[left + size - 1], owners[left]))
    begin, finish, owner = (np.concatenate(some) for some in zip(*found, strict=True))
    return begin, finish, owner


def _hashed(squeezed: NDArray[np.uint8], starts: Indices, ends: Indices, owners: Indices) -> Tokens:
    """Return the tokens of ranges of squeezed bytes that can be identifiers, leading zeros left out."""
    digit = (squeezed <= ord("9")) | (squeezed > 127)  # noqa: PLR2004 - beyond ASCII there are digits too
    digits = np.concatenate([[0], np.cumsum(digit)])
    starts = _behind_zeros(squeezed, starts, ends)
    lengths = ends - starts
    good = (lengths >= SHORTEST_CORE) & (lengths <= 4 * LONGEST_CORE) & (digits[ends] > digits[starts])  # UTF-8: up to four bytes
    words = slices.overlapping(squeezed.tobytes() + slices.PADDING)
    return Tokens(owners[good], slices.keys(words, starts[good], ends[good]))


def _behind_zeros(squeezed: NDArray[np.uint8], starts: Indices, ends: Indices) -> Indices:
    padded = np.append(squeezed, np.uint8(0))
    zeros = np.flatnonzero(padded[starts] == _ZERO)
    if len(zeros):
        others = np.flatnonzero(padded != _ZERO)
        starts = starts.copy()
        starts[zeros] = np.minimum(others[np.searchsorted(others, starts[zeros])], ends[zeros])
    return starts
