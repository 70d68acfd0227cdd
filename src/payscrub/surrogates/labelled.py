"""Values whose surrogate is a label with a number: computers, addresses of the web, files, codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from payscrub.model import Kind
from payscrub.surrogates.allocate import Family, Plan
from payscrub.surrogates.maker import Maker
from payscrub.surrogates.prf import Prf


@dataclass(frozen=True, slots=True)
class Label:
    """The surrogate of a value: ``template`` of the value with a number of ``digits`` digits, or more when those run out.

    Every label holds ``word``. Values of a ``kept`` kind are left as they are.
    """

    template: Callable[[str], str]
    reserved: re.Pattern[str]
    word: str
    digits: int
    kept: frozenset[int] = frozenset()


class Labelled(Maker):
    """Invents labels; equal values (in any case) have equal ones."""

    def __init__(self, prf: Prf, label: Label) -> None:
        """Draw the number with ``prf``."""
        super().__init__()
        self._label = label
        self._waiting: dict[str, None] = {}
        self._numbers: dict[str, int] = {}
        self._reserved: dict[str, set[int]] = {}
        plan = Plan(lambda width: 9 * 10 ** (int(width) - 1), wider=lambda width: str(int(width) + 1))
        self._family = Family(prf, plan, lambda width: self._reserved.get(width, ()))

    @property
    def forced(self) -> int:
        """Return how many originals did not get their first choice."""
        return self._family.forced

    def learn(self, texts: Collection[str]) -> None:
        """Take in originals; those that are labels already keep their numbers from others."""
        labels = {text for text in texts if self._label.word in text.lower() and self.is_label(text)}
        self._waiting.update(dict.fromkeys([text.casefold() for text in texts if text not in labels]))
        for text in labels:
            self.reserve(text)

    def reserve(self, text: str) -> None:
        """Keep the number in ``text``, if it has one, from other originals."""
        if digits := re.search(r"[1-9][0-9]*", text):
            self._reserved.setdefault(str(len(digits[0])), set()).add(int(digits[0]) - 10 ** (len(digits[0]) - 1))

    def settle(self) -> None:
        """Allocate everything that was learnt."""
        self._family.place({str(self._label.digits): self._waiting})
        self._waiting = {}
        for width, table in self._family.placed():
            least = 10 ** (int(width) - 1)
            self._numbers.update(zip(table, [least + number for number in table.values()], strict=True))

    def make(self, text: str, kind: int = Kind.TEXT) -> str | None:
        """Return the label of ``text``; ``None`` where a label cannot stand."""
        if self.is_label(text) or kind in self._label.kept:
            return text
        return None if kind != Kind.TEXT else self._label.template(text).format(self.number(text))

    def make_all(self, texts: Sequence[str], kind: int = Kind.TEXT) -> list[str | None]:
        """Return ``make`` of many texts."""
        if kind != Kind.TEXT:
            return super().make_all(texts, kind)
        lowered = "\n".join(texts).casefold()
        if self._label.word in lowered or lowered.count("\n") != len(texts) - 1:
            return [self.make(text) for text in texts]
        found = list(map(self._numbers.get, lowered.split("\n")))
        if None in found:
            return [self.make(text) for text in texts]
        return list(map(str.format, map(self._label.template, texts), found))

    def number(self, text: str) -> int:
        """Return the number in the label of ``text``."""
        known = self._numbers.get(text.casefold())
        if known is not None:
            return known
        width, number = self._family.find(text.casefold(), str(self._label.digits))
        return int(10 ** (int(width) - 1)) + number

    def recognises(self, text: str) -> bool:
        """Return whether ``text`` is a label."""
        return self.is_label(text)

    def is_label(self, text: str) -> bool:
        """Return whether ``text`` has the form of a label."""
        return self._label.reserved.fullmatch(text) is not None
