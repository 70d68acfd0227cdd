"""What ``shape.py`` says of one text, said of many at once: over the bytes of a whole column, joined.

A column has hundreds of thousands of values and few layouts. A loop in numpy over its bytes takes a twentieth of the time of a call
for each value; texts that are not ASCII are few, and are given to the functions for one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from payscrub.surrogates.shape import BLANK_DATE, fill, says_nothing, squeeze
from payscrub.surrogates.words import KEPT

_Bytes = NDArray[np.uint8]
_END = ord("\n")


def _table(chosen: str) -> NDArray[np.bool_]:
    table = np.zeros(256, dtype=np.bool_)
    table[list(chosen.encode("ascii"))] = True
    return table


_DIGITS, _SMALL = "0123456789", "abcdefghijklmnopqrstuvwxyz"
_ALNUM = _table(_DIGITS + _SMALL + _SMALL.upper())
_IS_SMALL, _IS_LETTER = _table(_SMALL), _table(_SMALL + _SMALL.upper())
_SAYS = _ALNUM & ~_table("Xx9")  # of what else there is nothing is left (``mask``)
_LOWER = np.arange(256, dtype=np.uint8)
_LOWER[ord("A") : ord("Z") + 1] += 32  # ASCII: small letters are 32 places after capitals
_LONGEST_KEPT = max(map(len, KEPT)) + 1
_BEGINS_KEPT, _ENDS_KEPT = (np.zeros((256, _LONGEST_KEPT + 1), dtype=np.bool_) for _ in range(2))  # by a byte and the length of a text
for _word in KEPT:
    _BEGINS_KEPT[ord(_word[0]), len(_word)] = _ENDS_KEPT[ord(_word[-1]), len(_word)] = True
_NUMBERS = re.compile("^0*([0-9]+)$", re.MULTILINE)
_PLACES = 10 ** np.arange(18, dtype=np.int64)


def joined(texts: Sequence[str]) -> _Bytes | None:
    """Return the bytes of ASCII texts with a line end after each; ``None`` when one has a line end, or is not ASCII."""
    whole = "\n".join(texts)
    if not texts or not whole.isascii() or whole.count("\n") != len(texts) - 1:
        return None
    return np.frombuffer(f"{whole}\n".encode("ascii"), dtype=np.uint8)


def texts_of(flat: _Bytes) -> list[str]:
    """Return the texts that ``joined`` made one of."""
    return flat.tobytes().decode("ascii").split("\n")[:-1]


def bare(texts: Sequence[str]) -> NDArray[np.bool_]:
    """Return which texts are ASCII on one line, have no dress and say something; ``False`` is no answer: ``shape.py`` gives it."""
    flat = joined(texts)
    if flat is None:
        plain = np.fromiter((text.isascii() and "\n" not in text for text in texts), np.bool_, len(texts))
        if plain.any():
            plain[plain] = bare([text for text, is_plain in zip(texts, plain.tolist(), strict=True) if is_plain])
        return plain
    ends = np.flatnonzero(flat == _END)
    starts = np.concatenate(([0], ends[:-1] + 1))
    first, last = flat[starts], flat[ends - 1]  # an empty text begins with its line end, which counts as dress
    dressed = (first <= ord("'")) | (first == ord("=")) | (last <= ord(" ")) | (last == ord(":"))
    silent = ~np.logical_or.reduceat(_SAYS[flat], starts)
    length = np.minimum(ends - starts, _LONGEST_KEPT)
    unsure = _BEGINS_KEPT[_LOWER[first], length] & _ENDS_KEPT[_LOWER[last], length]
    if BLANK_DATE.encode() in flat.tobytes():
        unsure |= first == ord(BLANK_DATE[0])
    for place in np.flatnonzero(unsure).tolist():
        silent[place] = says_nothing(texts[place])
    return np.asarray(~dressed & ~silent, dtype=np.bool_)


def parted(texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the texts that are ``bare``, and the others."""
    chosen = bare(texts).tolist()
    return list(compress(texts, chosen)), [text for text, is_bare in zip(texts, chosen, strict=True) if not is_bare]


def squeezed(texts: Sequence[str]) -> list[str]:
    """Return the letters and digits of each text, in capitals."""
    flat = joined(texts)
    if flat is None:
        return list(map(squeeze, texts))
    kept: _Bytes = flat[_ALNUM[flat] | (flat == _END)]
    return kept.tobytes().upper().decode("ascii").split("\n")[:-1]


def filled(layouts: Sequence[str], new: Sequence[str]) -> list[str]:
    """Return each layout with its letters and digits replaced by those of the new text, as ``fill`` does."""
    flat, signs = joined(layouts), joined(new)
    if flat is None or signs is None:
        return list(map(fill, layouts, new))
    places = np.flatnonzero(_ALNUM[flat] | (flat == _END))
    if len(places) != len(signs) or not np.array_equal(flat[places] == _END, signs == _END):
        return list(map(fill, layouts, new))  # some are longer or shorter than their layout
    result = flat.copy()
    result[places] = signs
    if _IS_SMALL[flat].any():
        small = _IS_SMALL[flat[places]] | _small_throughout(flat)[places]
        result[places[small]] = _LOWER[signs[small]]
    return texts_of(result)


def in_bulk(texts: Sequence[str], new: Sequence[str | None], make: Callable[[str], str | None]) -> list[str | None]:
    """Return each text filled with its new letters and digits, and what ``make`` says of those for which there are none."""
    there = [core for core in new if core is not None]
    if len(there) == len(texts):
        return list(filled(texts, there))
    rest = iter(filled([text for text, core in zip(texts, new, strict=True) if core is not None], there))
    return [make(text) if core is None else next(rest) for text, core in zip(texts, new, strict=True)]


def numbers_among(texts: Sequence[str]) -> list[str]:
    """Return those of the texts that are digits, without leading zeros."""
    whole = "\n".join(texts)
    if whole.count("\n") < max(len(texts), 1):
        return _NUMBERS.findall(whole)
    return [text.lstrip("0") or "0" for text in texts if text.isdigit() and text.isascii()]


def _small_throughout(flat: _Bytes) -> NDArray[np.bool_]:
    """Return which bytes stand in a text all of whose letters are small."""
    ends = np.flatnonzero(flat == _END)
    starts = np.concatenate(([0], ends[:-1] + 1))
    small, letters = (np.add.reduceat(table[flat], starts, dtype=np.int32) for table in (_IS_SMALL, _IS_LETTER))
    return np.repeat((small == letters) & (letters > 0), ends - starts + 1)


def digits(numbers: NDArray[np.int64], width: int) -> _Bytes:
    """Return a row of ``width`` digits (at most 18) for each number, with leading zeros."""
    return (numbers[:, None] // _PLACES[:width][::-1] % 10 + ord("0")).astype(np.uint8)


def written(*columns: _Bytes) -> list[str]:
    """Return the texts whose characters stand side by side in the rows of ``columns``."""
    ends = np.full((len(columns[0]), 1), _END, dtype=np.uint8)
    return texts_of(np.hstack((*columns, ends)).ravel())


def marked(begins: str, numbers: Collection[int], width: int) -> list[str]:
    """Return each number in ``width`` digits after what all of them begin with."""
    listed = np.fromiter(numbers, dtype=np.int64, count=len(numbers))
    first = np.frombuffer(begins.encode("ascii"), dtype=np.uint8)
    return written(np.broadcast_to(first, (len(listed), len(first))), digits(listed, width))
