"""What invents the surrogates of one entity."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence

from payscrub.model import Kind
from payscrub.surrogates.allocate import Family
from payscrub.surrogates.shape import says_nothing


class Maker(ABC):
    """Invents for one entity. Every text it is given is undressed and not spared.

    ``weak`` makers mark their surrogates by a check that one real value in a hundred passes by accident. Their mark is
    believed only where every value of the job has it (``excused``): a single marked value among others is replaced.
    """

    weak = False
    marked = False  # three marked values are proof enough: one chance in a million

    def __init__(self) -> None:
        """Start with nothing learnt."""
        self.excused = False

    @property
    def forced(self) -> int:
        """Return how many originals did not get their first choice, because another or an original of the job held it."""
        return 0

    @property
    def shared(self) -> int:
        """Return how many originals share their surrogate with another, because the space was full."""
        return 0

    @abstractmethod
    def learn(self, texts: Collection[str]) -> None:
        """Take in originals of the job."""

    @abstractmethod
    def settle(self) -> None:
        """Allocate everything that was learnt."""

    @abstractmethod
    def make(self, text: str, kind: int = Kind.TEXT) -> str | None:
        """Return the surrogate of ``text``, ``text`` itself if it is one already, or ``None`` for a malformed value."""

    def make_all(self, texts: Sequence[str], kind: int = Kind.TEXT) -> list[str | None]:
        """Return ``make`` of many texts of one kind, each ASCII and on one line, in less time."""
        return [self.make(text, kind) for text in texts]

    @abstractmethod
    def recognises(self, text: str) -> bool:
        """Return whether ``text`` lies in the reserved space."""

    def spares(self, value: str) -> bool:
        """Return whether an undressed value says nothing about anybody, and stays."""
        return says_nothing(value)

    def proves(self, text: str) -> bool:
        """Return whether ``text`` shows beyond doubt that the file was cleaned before."""
        return not self.weak and self.recognises(text)


class FromFamily(Maker):
    """A maker whose surrogates all come from one family of spaces."""

    _family: Family

    @property
    def forced(self) -> int:
        """Return how many originals did not get their first choice."""
        return self._family.forced

    @property
    def shared(self) -> int:
        """Return how many originals share their surrogate with another."""
        return self._family.shared
