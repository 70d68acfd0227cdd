"""What the library is given as a file: a path, the bytes, or a binary file that is open."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from payscrub import publish

Source = str | Path | bytes | BinaryIO


def content(source: Source, subject: str = "source file") -> bytes:
    """Return the bytes of ``source``, which a refusal calls ``subject``.

    Raises:
        CannotReadOrWrite: when the operating system refuses.
    """
    if isinstance(source, bytes):
        return source
    if isinstance(source, str | Path):
        return publish.read(Path(source), subject)
    return source.read()
