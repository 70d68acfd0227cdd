"""The word lists, read once when first needed."""

from __future__ import annotations

import gzip
import re
from functools import cache
from importlib.resources import files

_WORDS = re.compile(r"[a-z]+(?:'[a-z]+)*")


@cache
def _entries(name: str) -> frozenset[str]:
    data = files("payscrub.data").joinpath(name).read_bytes()
    return frozenset(gzip.decompress(data).decode("utf-8").split("\n"))


def names() -> frozenset[str]:
    """Return given names and surnames, folded, one word each."""
    return _entries("names.txt.gz")


def ordinary() -> frozenset[str]:
    """Return lower-case English words."""
    return _entries("ordinary.txt.gz")


def vocabulary() -> frozenset[str]:
    """Return folded words and phrases of payroll, HR, the NHS and offices."""
    return _entries("vocabulary.txt.gz")


@cache
def places() -> frozenset[str]:
    """Return folded names of places, countries and nationalities, some of several words, and the invented town."""
    return _entries("places.txt.gz") | {"exampleton"}


def given() -> frozenset[str]:
    """Return the given names among those that are also ordinary words or places (``Grace``, ``Lincoln``)."""
    return _entries("given.txt.gz")


@cache
def phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the entries of several words, the longest first, under their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for entry in vocabulary() | places():
        words = tuple(word.removesuffix("'s") for word in _WORDS.findall(entry))
        if len(words) > 1:
            found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(group, key=len, reverse=True)) for first, group in found.items()}


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """Return the lines of a text file of this folder by section, in order; lines that begin with # are comments."""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in files("payscrub.detect").joinpath(name).read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]") and not line.startswith("[^"):
            current = found.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            current.append(line)
    return {title: tuple(lines) for title, lines in found.items()}


@cache
def listed(section: str) -> frozenset[str]:
    """Return the words of a section of ``words.txt``."""
    return frozenset(" ".join(sections("words.txt")[section]).split())
