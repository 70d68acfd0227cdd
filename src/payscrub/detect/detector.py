"""What a recogniser of one identifier is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from payscrub.detect.normalise import SEPARATOR

REACH = 40  # a word that names a number stands at most so many characters before it
BEGIN = r"(?<![A-Z0-9])"  # an underscore is a border, which \b is not
END = r"(?![A-Z0-9])"
_SQUEEZE = re.compile(r"[^A-Z0-9]+")


@dataclass(frozen=True, slots=True)
class Context:
    """Words that name a number: ``word`` is a pattern for them, ``before`` matches when one stands before, ``after`` right behind."""

    word: str
    before: re.Pattern[str]
    after: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Detector:
    """A pattern over folded text and what else must hold for a match.

    Named groups of ``pattern`` are entities of their own (a sort code and an account in one cell); without any, the
    whole match is ``entity``. ``check`` sees the match without separators. ``context`` must match in the ``REACH``
    characters before it. A text needs at least ``digits`` digits and one of ``marks`` to be looked at.
    """

    entity: str
    pattern: re.Pattern[str]
    source: str
    examples: tuple[str, ...] = field(repr=False)
    counter_examples: tuple[str, ...] = field(repr=False)
    check: Callable[[str], bool] | None = None
    context: Context | None = None
    digits: int = 0
    marks: str = ""
    score: float = 0.9

    def accepts(self, match: re.Match[str]) -> bool:
        """Return whether check and context hold for a match of the pattern."""
        if self.check and not self.check(squeeze(match[0])):
            return False
        if not self.context:
            return True
        start = match.start()
        if self.context.before.search(match.string, max(0, start - REACH), start):
            return True
        return self.context.after is not None and self.context.after.match(match.string, match.end()) is not None

    def pieces(self, match: re.Match[str]) -> list[tuple[int, int, str]]:
        """Return the ranges of a match and the entity of each."""
        named = [(*match.span(name), name) for name in match.re.groupindex if match[name] is not None]
        return named or [(match.start(), match.end(), self.entity)]

    @property
    def reason(self) -> str:
        """Return in plain English why a match is taken."""
        if self.context:
            return "form, and a word beside it that names it"
        return "form and check digit" if self.check else "form"


def words(*names: str, tail: str = "", behind: bool = False) -> Context:
    """Return a context: one of ``names``, whole or with an s, then ``tail``, or the rest of a sentence without another number.

    ``behind`` says that it may also follow the number (``523456789 passport``), which only words do that count nothing.
    """
    word = "|".join(names)
    before = re.compile(rf"{BEGIN}(?:{word}){tail or f'S?(?![A-Z])[^0-9{SEPARATOR}]{{0,{REACH}}}'}$")
    return Context(word, before, re.compile(rf"[ ,(\-]{{1,3}}(?:{word})(?![A-Z])") if behind else None)


def squeeze(text: str) -> str:
    """Return the letters and digits of a folded text."""
    return _SQUEEZE.sub("", text)
