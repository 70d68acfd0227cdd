"""Word lists typed in the source, one string each."""

from __future__ import annotations


def words(text: str, separator: str | None = None) -> frozenset[str]:
    """Return the entries of ``text``, set apart by blanks or by ``separator``."""
    return frozenset(entry.strip() for entry in text.split(separator))
