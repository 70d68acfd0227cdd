"""The tokens of those who may call the service: the file holds their SHA-256, so that who reads it can call nothing.

A token is 32 random bytes, too many to try, so a quick hash is enough. Comparing takes as long whichever token fits, or none.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from payscrub import publish
from payscrub.errors import UsageError

_LINE = re.compile(r"([0-9a-f]{64})(?:\s.*)?")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Who may call; ``hashes`` in hexadecimal digits."""

    hashes: tuple[str, ...] = field(repr=False)

    def accept(self, header: str) -> bool:
        """Return whether an ``Authorization`` header holds one of the tokens (RFC 6750)."""
        scheme, _, token = header.partition(" ")
        given = hashed(token.strip())
        fits = [hmac.compare_digest(given, known) for known in self.hashes]  # all of them, always
        return scheme.casefold() == "bearer" and any(fits)


def make() -> str:
    """Return a new token."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """Return what the token file holds of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def load(path: Path) -> Tokens:
    """Return the tokens in a file: a line each, the hash, then anything that tells whose it is; ``#`` begins a remark.

    Raises:
        UsageError: when a line is none, or there is no token.
        CannotReadOrWrite: when the operating system refuses.
    """
    text = publish.read(path, "token file").decode("utf-8", "replace")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]
    found = [_LINE.fullmatch(line) for line in lines]
    hashes = tuple(match[1] for match in found if match)
    if not hashes or len(hashes) != len(lines):
        raise UsageError("The token file holds a line that is no token's, or none that is.", "Make tokens with payscrub serve --new-token.")
    return Tokens(hashes)
