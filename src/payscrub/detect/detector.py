"""What a recogniser of one identifier is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

REACH = 40  # a word that names a number stands at most so many characters before it
BEGIN = r"(?<![A-Z0-9])"  # an underscore is a border, which \b is not
END = r"(?![A-Z0-9])"
_SQUEEZE = re.compile(r"[^A-Z0-9]+")


@dataclass(frozen=True, slots=True)
class Detector:
    """A pattern over folded text and what else must hold for a match.

    Named groups of ``pattern`` are entities of their own (a sort code and an account in one cell); without any, the
    whole match is ``entity``. ``check`` sees the match without separators. ``context`` must match in the ``REACH``
    characters before it. A text needs at least ``digits`` digits and the character ``mark`` to be looked at.
    """

    entity: str
    pattern: re.Pattern[str]
    source: str
    examples: tuple[str, ...] = field(repr=False)
    counter_examples: tuple[str, ...] = field(repr=False)
    check: Callable[[str], bool] | None = None
    context: re.Pattern[str] | None = None
    digits: int = 0
    mark: str = ""
    score: float = 0.9

    def accepts(self, match: re.Match[str]) -> bool:
        """Return whether check and context hold for a match of the pattern."""
        if self.check and not self.check(squeeze(match[0])):
            return False
        if not self.context:
            return True
        start = match.start()
        return bool(self.context.search(match.string, max(0, start - REACH), start))

    def pieces(self, match: re.Match[str]) -> list[tuple[int, int, str]]:
        """Return the ranges of a match and the entity of each."""
        named = [(*match.span(name), name) for name in match.re.groupindex if match[name] is not None]
        return named or [(match.start(), match.end(), self.entity)]

    @property
    def reason(self) -> str:
        """Return in plain English why a match is taken."""
        if self.context:
            return "form, and a word before it that names it"
        return "form and check digit" if self.check else "form"


def words(*names: str) -> re.Pattern[str]:
    """Return a context pattern: one of ``names``, then the rest of the sentence without another number."""
    return re.compile(rf"{BEGIN}(?:{'|'.join(names)})[^0-9\x1e]{{0,{REACH}}}$")


def squeeze(text: str) -> str:
    """Return the letters and digits of a folded text."""
    return _SQUEEZE.sub("", text)
