"""Grids made of texts that are already decoded: delimited files and pivot caches."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np

from payscrub.model import Grid, Indices, Kind
from payscrub.verify.folding import is_number
from payscrub.verify.strings import text_keys


def grid_of(rows: Sequence[Sequence[str]], label: str = "", *, headed: bool = False) -> Grid:
    """Return the filled cells of ``rows``; what is spelt like a number counts as one, unless zeros or blanks must be kept."""
    counts = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
    texts = list(chain.from_iterable(rows))
    filled = np.fromiter(map(bool, texts), dtype=np.bool_, count=len(texts))
    row = np.repeat(np.arange(len(rows)), counts)
    col = np.arange(len(texts)) - np.repeat(np.cumsum(counts) - counts, counts)
    kept = np.flatnonzero(filled)
    texts = [texts[index] for index in kept.tolist()]
    keys = text_keys(texts)
    kinds = _kinds(texts, keys)

    def read(wanted: Indices) -> list[str]:
        return [texts[index] for index in wanted.tolist()]

    return Grid(0, row[kept].astype(np.int32), col[kept].astype(np.int32), kinds, keys, read, label, headed)


def _kinds(texts: list[str], keys: np.ndarray[tuple[int], np.dtype[np.uint64]]) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    kinds = [Kind.NUMBER if _amount(texts[index]) else Kind.TEXT for index in first.tolist()]
    return np.array(kinds, dtype=np.uint8)[inverse]


def _amount(text: str) -> bool:
    return text[0] in "0123456789.+-" and is_number(text)
