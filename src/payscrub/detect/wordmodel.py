"""Scores every word of many texts at once: how likely it is part of a person's name where it stands.

A linear model over hashed features, trained by ``tools/train_words.py``: the letters of the word in runs of two to four, what the lists
say about it and its neighbours, how it is written, and what stands between. All terms are sums of table entries, so whole columns are
scored by a few look-ups in arrays. The numbers are log-odds: 0 is even.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from payscrub.detect.normalise import join
from payscrub.detect.people import WORD, Sort
from payscrub.detect.tokens import Case, look_up

BITS = 16
SIZE = 1 << BITS
_GRAMS = (2, 3, 4)  # letters
_MIX = np.uint64(0x9E3779B97F4A7C15)  # 2**64 divided by the golden ratio: spreads neighbouring numbers
_SHIFT = np.uint64(64 - BITS)
_CASES = len(Case)
_KNOWN = Sort.UNKNOWN * _CASES  # classes below are those of listed words
_EDGE = 63  # the class of what stands beyond the first and the last word
_BLANK, _COMMA, _STOP, _SIGN, _DIGIT, _OTHER, _NONE = range(7)
_SIGNS = {**dict.fromkeys(",", _COMMA), **dict.fromkeys(".!?", _STOP), **dict.fromkeys(':;-/(&\u2013\u2014|\n"', _SIGN)}
_MOST_WORDS = 5  # a text of more words is simply long

Numbers = NDArray[np.int64]
Hashes = NDArray[np.uint64]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of many texts in order: which distinct word each is, in which text, and where it begins and ends in the joined texts.

    ``known`` says of each distinct word how it is folded, what it is by the lists, and how it is written.
    """

    known: Sequence[tuple[str, Sort, Case]] = field(repr=False)
    number: Numbers = field(repr=False)
    owner: Numbers = field(repr=False)
    starts: Numbers = field(repr=False)
    ends: Numbers = field(repr=False)
    joined: str = field(repr=False)
    begins: Numbers = field(repr=False)  # of the texts

    @property
    def classes(self) -> Numbers:
        """Return one number for what each word is and how it is written."""
        own = np.fromiter((sort * _CASES + case for _, sort, case in self.known), np.int64, len(self.known))
        return np.asarray(own[self.number])

    def holding(self, wanted: frozenset[str]) -> Numbers:
        """Return which texts hold one of some folded words."""
        held = np.fromiter((word in wanted for word, *_ in self.known), np.bool_, len(self.known))
        return np.unique(self.owner[held[self.number]])


def words_of(texts: Sequence[str]) -> Words:
    """Return the words of some texts."""
    joined, begins = join(texts)
    found = [(match.start(), match[0]) for match in WORD.finditer(joined)]
    numbers = {raw: i for i, raw in enumerate(dict.fromkeys(raw for _, raw in found))}
    starts = np.fromiter((start for start, _ in found), np.int64, len(found))
    number = np.fromiter((numbers[raw] for _, raw in found), np.int64, len(found))
    lengths = np.fromiter(map(len, numbers), np.int64, len(numbers))
    owner = np.searchsorted(begins, starts, side="right") - 1
    return Words([look_up(raw) for raw in numbers], number, owner, starts, starts + lengths[number], joined, begins)


def scores(words: Words) -> Floats:
    """Return for each word the log-odds that it is part of a name."""
    if not len(words.number):
        return np.zeros(0, dtype=np.float32)
    weights = _weights()
    letters = _sums(weights, *grams([word for word, _, _ in words.known]))
    total = letters[words.number]
    for index in places(words):
        total = total + weights[index]
    return np.asarray(total, dtype=np.float32)


@cache
def _weights() -> Floats:
    data = gzip.decompress(files("payscrub.data").joinpath("words.model.gz").read_bytes())
    scale = np.frombuffer(data[:4], dtype="<f4")
    return np.asarray(np.frombuffer(data[4:], dtype=np.int8) * scale, dtype=np.float32)


def _sums(weights: Floats, index: Numbers, owner: Numbers, count: int) -> Floats:
    return np.asarray(np.bincount(owner, weights[index], count), dtype=np.float32)


def grams(distinct: Sequence[str]) -> tuple[Numbers, Numbers, int]:
    """Return the table entries of the runs of letters of each distinct word, the word of each entry, and how many words there are."""
    framed = "".join(f"^{word}$" for word in distinct)
    codes = np.frombuffer(framed.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    lengths = np.fromiter((len(word) + 2 for word in distinct), np.int64, len(distinct))
    owner = np.repeat(np.arange(len(distinct)), lengths)
    found, owners = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for size in _GRAMS:
        reach = len(codes) - size + 1
        if reach < 1:
            break
        run = np.full(reach, size, dtype=np.uint64)
        for step in range(size):
            run = run * np.uint64(1_000_003) + codes[step : step + reach]
        inside = owner[:reach] == owner[size - 1 :]
        found.append(((run[inside] * _MIX) >> _SHIFT).astype(np.int64))
        owners.append(owner[:reach][inside])
    return np.concatenate(found), np.concatenate(owners), len(distinct)


def places(words: Words) -> Iterator[Numbers]:
    """Yield the table entries of each word where it stands, one array a kind of evidence."""
    hashes = np.fromiter((crc32(word.encode()) for word, _, _ in words.known), np.uint64, len(words.known))[words.number]
    own = words.classes.astype(np.uint64)
    case = own % np.uint64(_CASES)
    before, after = (_moved(own, words.owner, step, _EDGE) for step in (-1, 1))
    gap_after = _gaps(words)
    gap_before = _moved(gap_after, words.owner, -1, _NONE)
    yield _entry(1, own)
    yield _entry(2, own, _text_shape(words))
    yield _entry(3, own, gap_before, gap_after)
    yield _entry(4, case, _moved(hashes, words.owner, -1, 0))
    yield _entry(5, case, _moved(hashes, words.owner, 1, 0))
    yield _entry(6, own, before)
    yield _entry(7, own, after)
    yield _entry(8, own, before, after)
    yield _entry(9, case, _moved(hashes, words.owner, -2, 0))
    yield _entry(10, case, _moved(hashes, words.owner, 2, 0))
    yield _entry(11, np.where(own < _KNOWN, hashes, np.uint64(0)))  # by heart only what the lists know as no name


def _entry(salt: int, *parts: Hashes) -> Numbers:
    mixed = np.full(len(parts[0]), salt, dtype=np.uint64)
    for part in parts:
        mixed = (mixed ^ part) * _MIX
        mixed ^= mixed >> np.uint64(29)
    return ((mixed * _MIX) >> _SHIFT).astype(np.int64)


def _moved(values: Hashes, owner: Numbers, step: int, edge: int) -> Hashes:
    """Return the value of the word ``step`` words further in the same text, ``edge`` where there is none."""
    found = np.full(len(values), edge, dtype=np.uint64)
    if len(values) <= abs(step):
        return found
    here, there = (slice(-step, None), slice(None, step)) if step < 0 else (slice(None, -step), slice(step, None))
    found[here] = np.where(owner[here] == owner[there], values[there], np.uint64(edge))
    return found


def _gaps(words: Words) -> Hashes:
    """Return what stands behind each word: a blank, a comma, a stop, another sign, a digit, or the end of the text."""
    codes = np.frombuffer((words.joined + "  ").encode("utf-32-le"), dtype=np.uint32)
    table = np.full(0x110000 if not words.joined.isascii() else 128, _OTHER, dtype=np.uint8)
    for sign, kind in _SIGNS.items():
        if ord(sign) < len(table):
            table[ord(sign)] = kind
    table[ord("0") : ord("9") + 1] = _DIGIT
    first, second = codes[words.ends], codes[words.ends + 1]
    blank = first == ord(" ")
    signs = np.where(blank, table[second], table[first])
    nearest = np.concatenate((words.starts[1:], [-1]))
    signs = np.where((nearest - words.ends == 1) & blank, _BLANK, signs)
    same = np.concatenate((words.owner[1:] == words.owner[:-1], [False]))
    return np.asarray(np.where(same, signs, np.where(signs == _DIGIT, _DIGIT, _NONE)), dtype=np.uint64)


def _text_shape(words: Words) -> Hashes:
    """Return for each word how long its text is, and whether small and capital letters tell anything in it."""
    texts = int(words.owner[-1]) + 1
    count = np.bincount(words.owner, minlength=texts)
    case = words.classes % _CASES
    small = np.bincount(words.owner, case == Case.LOWER, texts)
    capitals = np.bincount(words.owner, case == Case.CAPITALS, texts)
    shape = np.minimum(count, _MOST_WORDS) * 9 + np.sign(small) * 3 + (capitals == count) + 2 * (small == count)
    return np.asarray(shape[words.owner], dtype=np.uint64)
