"""Values that are replaced without a surrogate, and court references, which may hold a National Insurance number."""

from __future__ import annotations

import re
from collections.abc import Collection

from payscrub.model import Kind
from payscrub.surrogates.maker import Maker
from payscrub.surrogates.nino import Nino
from payscrub.surrogates.numbers import Known, Numbered
from payscrub.surrogates.prf import Prf

_REDACTED = "redacted"
_KEPT_LETTERS, _KEPT_DIGITS = 3, 4
_BARE_NINO = re.compile(r"[A-Z]{2}([ -]?)\d\d\1\d\d\1\d\d", re.IGNORECASE | re.ASCII)  # nobody can tell it from a number without its letter
_INNER_NINO = re.compile(r"(?<![A-Z0-9])[A-Z]{2}([ -]?)\d\d\1\d\d\1\d\d\1[A-D](?![A-Z0-9])", re.IGNORECASE | re.ASCII)


class Constant(Maker):
    """Puts one word in the place of every secret: a surrogate of a password tells how people choose passwords."""

    def learn(self, texts: Collection[str]) -> None:
        """Learn nothing."""

    def settle(self) -> None:
        """Do nothing."""

    def make(self, text: str, kind: int = Kind.TEXT) -> str | None:
        """Return the constant of the kind."""
        if text == _REDACTED:
            return text
        return {Kind.TEXT: _REDACTED, Kind.NUMBER: "0"}.get(Kind(kind))

    def recognises(self, text: str) -> bool:
        """Return whether ``text`` is the constant."""
        return text == _REDACTED


class Blanked(Maker):
    """Blanks every value."""

    def learn(self, texts: Collection[str]) -> None:
        """Learn nothing."""

    def settle(self) -> None:
        """Do nothing."""

    def make(self, text: str, kind: int = Kind.TEXT) -> str | None:  # noqa: ARG002 - every value is blanked
        """Return ``None``, for every value."""
        return None

    def recognises(self, text: str) -> bool:  # noqa: ARG002 - a blanked value never gets here
        """Return ``False``."""
        return False


class Court(Numbered):
    """Invents references; a National Insurance number inside gets the surrogate it has everywhere (as in child maintenance)."""

    def __init__(self, prf: Prf, residue: int, known: Known, nino: Nino) -> None:
        """Draw with ``prf``; ``nino`` invents the number inside."""
        super().__init__(prf, residue, known, kept=_KEPT_LETTERS)
        self._nino = nino

    def learn(self, texts: Collection[str]) -> None:
        """Take in references, and the numbers inside."""
        found = {text: _inner(text) for text in texts}
        super().learn([text for text, match in found.items() if not match])
        self._nino.learn([match[0] for match in found.values() if match])

    def make(self, text: str, kind: int = Kind.TEXT) -> str | None:
        """Return the reference with the number inside invented, or a marked one."""
        match = _inner(text)
        if match is None or kind != Kind.TEXT:
            return super().make(text, kind)
        return f"{text[: match.start()]}{self._nino.make(match[0])}{text[match.end() :]}"

    def recognises(self, text: str) -> bool:
        """Return whether the number inside is a surrogate, or the reference marked."""
        match = _inner(text)
        return self._nino.recognises(match[0]) if match else super().recognises(text)


def _inner(text: str) -> re.Match[str] | None:
    """Return the number inside, unless what stands around it says too much."""
    match = (_BARE_NINO.fullmatch(text) or _INNER_NINO.search(text)) if text.isascii() else None
    if match is None:
        return None
    rest = text[: match.start()] + text[match.end() :]
    short = all(len(run) <= _KEPT_LETTERS for run in re.findall(r"[^\W\d_]+", rest))
    return match if short and sum(map(str.isdigit, rest)) <= _KEPT_DIGITS else None
