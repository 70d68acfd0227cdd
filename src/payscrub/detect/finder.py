"""Finds what is personal in texts outside the personal columns, many texts at once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from payscrub.detect.beside import births_beside, numbers_beside
from payscrub.detect.birthdays import births_again, born
from payscrub.detect.detector import BEGIN, Detector, squeeze
from payscrub.detect.identifiers import REGISTRY
from payscrub.detect.learnt import Learnt
from payscrub.detect.normalise import Folded, fold_texts
from payscrub.detect.notes import names_in
from payscrub.detect.screen import screen
from payscrub.entities import BY_NAME
from payscrub.model import Indices, Span

_NAMING = re.compile(rf"{BEGIN}(?:{'|'.join(sorted({detector.context.word for detector in REGISTRY if detector.context}))})")
_CODE = re.compile(r"(?<![A-Z0-9.,])(?=[A-Z/\-]{0,12}\d)[A-Z0-9](?:[ /\-]?[A-Z0-9]){3,23}(?![A-Z0-9]|[.,]\d)")
_PART = re.compile(r"(?<![A-Z0-9.,])(?=[A-Z]{0,12}\d)[A-Z0-9]{4,24}(?![A-Z0-9]|[.,]\d)")
_SURE_IN_CATEGORY = 0.75  # forms that chance produces are not looked for in a column of categories
_LEARNT_SCORE = 0.91
_BIRTH, _LEAST_OF_A_DAY = "DATE_OF_BIRTH", 3  # digits: 1 Mar 60


class Searcher(Protocol):
    """Somebody else who looks for what is personal in texts: a recogniser that the user brought."""

    def search(self, texts: Sequence[str], *, category: bool) -> Iterator[tuple[int, Span]]:
        """Yield what was found, each with the number of its text; ``category`` as for ``Finder.find``."""


class Finder:
    """Finds identifiers by form, names by their words, and everything that was learnt elsewhere in the file."""

    def __init__(self, learnt: Learnt, searchers: Sequence[Searcher] = (), kept: Container[str] = frozenset()) -> None:
        """Keep what was learnt from the file's personal columns, and who else is asked.

        Of what others find, ``kept`` entities, which stay anyway, are passed over, so that they hide nothing of ours.
        """
        self._learnt = learnt
        self._searchers = searchers
        self._kept = kept

    def find(self, texts: Sequence[str], *, category: bool = False) -> list[tuple[Span, ...]]:
        """Return the personal spans of each text: sorted, and no two overlap.

        ``category`` says that the texts are the values of a column that is plainly no person's (departments, job
        titles): there, only sure forms, titled names and learnt full names count.
        """
        found: defaultdict[int, list[Span]] = defaultdict(list)
        seen = screen(texts)
        telling = np.arange(len(texts)) if self._searchers else np.flatnonzero(~seen.amounts())
        numbers = telling.tolist()
        for number, span in self._spans([texts[number] for number in numbers], seen.digits[telling], category=category):
            found[numbers[number]].append(span)
        for number, span in self._births(texts, telling[seen.digits[telling] >= _LEAST_OF_A_DAY].tolist(), found):
            found[number].append(span)
        settled: list[tuple[Span, ...]] = [()] * len(texts)
        for number, spans in found.items():
            beside = () if category else (*numbers_beside(texts[number], spans), *births_beside(texts[number], spans))
            settled[number] = settle([*spans, *beside], texts[number])
        return settled

    def _spans(self, texts: Sequence[str], digits: Indices, *, category: bool) -> Iterator[tuple[int, Span]]:
        if not texts:
            return
        pools = _Pools(texts, digits)
        for detector in REGISTRY:
            if not category or detector.score >= _SURE_IN_CATEGORY:
                yield from _detect(detector, pools)
        if not category:
            yield from self._known(pools)
        yield from names_in(texts, self._learnt.words, category=category)
        for searcher in self._searchers:
            yield from (one for one in searcher.search(texts, category=category) if one[1].entity not in self._kept)

    def _births(self, texts: Sequence[str], dated: Sequence[int], found: Mapping[int, Sequence[Span]]) -> list[tuple[int, Span]]:
        """Return where a day of birth that was found in one of the texts, or in a column of the file, stands in another spelling."""
        named = born(texts[number][span.start : span.end] for number, spans in found.items() for span in spans if span.entity == _BIRTH)
        again = births_again([texts[number] for number in dated], named, self._learnt.births)
        return [(dated[number], span) for number, span in again]

    def _known(self, pools: _Pools) -> Iterator[tuple[int, Span]]:
        numbers, folded = pools.select(digits=5, marks="")
        for pattern in (_CODE, _PART):
            for match in pattern.finditer(folded.text):
                entity = self._learnt.entity_of(squeeze(match[0]))
                if entity:
                    number, start, end = folded.locate(*match.span())
                    yield int(numbers[number]), Span(start, end, entity, _LEARNT_SCORE, "stands in a personal column of the file")


class _Pools:
    """The texts, joined and folded for each need of the detectors once."""

    def __init__(self, texts: Sequence[str], digits: Indices) -> None:
        self._texts, self._digits = texts, digits
        self._chars = frozenset().union(*texts)
        self._named: NDArray[np.bool_] | None = None
        self._pools: dict[tuple[int, str, bool], tuple[Indices, Folded]] = {}

    def select(self, *, digits: int, marks: str, named: bool = False) -> tuple[Indices, Folded]:
        """Return the numbers of the texts with so many digits, one of the characters, and a naming word; and them folded."""
        key = (digits, marks, named)
        if key not in self._pools:
            wanted = self._digits >= digits
            numbers = np.flatnonzero(wanted & self._with_names() if named else wanted)
            if marks:
                chars = frozenset(marks) & self._chars
                numbers = np.asarray(
                    [number for number in numbers.tolist() if not chars.isdisjoint(self._texts[number])] if chars else [], dtype=np.int64
                )
            self._pools[key] = (numbers, fold_texts([self._texts[number] for number in numbers.tolist()]))
        return self._pools[key]

    def _with_names(self) -> NDArray[np.bool_]:
        """Return which texts hold a word that names some number."""
        if self._named is None:
            self._named = np.zeros(len(self._texts), dtype=np.bool_)
            folded = fold_texts(self._texts)
            for match in _NAMING.finditer(folded.text):
                self._named[folded.locate(*match.span())[0]] = True
        return self._named


def _detect(detector: Detector, pools: _Pools) -> Iterator[tuple[int, Span]]:
    numbers, folded = pools.select(digits=detector.digits, marks=detector.marks, named=detector.context is not None)
    for match in detector.pattern.finditer(folded.text):
        if detector.accepts(match):
            for low, high, entity in detector.pieces(match):
                number, start, end = folded.locate(low, high)
                yield int(numbers[number]), Span(start, end, entity, detector.score, f"{BY_NAME[entity].label}: {detector.reason}")


def settle(spans: Sequence[Span], text: str) -> tuple[Span, ...]:
    """Return the spans without overlaps, in order: the surer wins, then the longer; what is left of a loser stays treated."""
    if len(spans) == 1:
        return (spans[0],)
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (-span.score, span.start - span.end, span.start)):
        pieces = [(span.start, span.end)]
        for other in kept:
            pieces = [piece for low, high in pieces for piece in _outside(low, high, other)]
        kept.extend(replace(span, start=low, end=high) for low, high in pieces if any(map(str.isalnum, text[low:high])))
    return tuple(sorted(kept, key=lambda span: span.start))


def _outside(low: int, high: int, other: Span) -> Iterator[tuple[int, int]]:
    if other.end <= low or high <= other.start:
        yield low, high
        return
    if low < other.start:
        yield low, other.start
    if other.end < high:
        yield other.end, high
