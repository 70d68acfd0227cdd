"""The files that a command line names, numbered: a file's name can be a person's, so messages call it by its number."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from payscrub import publish
from payscrub.errors import UsageError

STDIN = "-"
_OURS = ".clean"
_CERTIFICATE = ".payscrub.json"
_PASSING = ("~$", ".")  # Excel's lock files, hidden files


@dataclass(frozen=True, slots=True)
class Source:
    """One file to work on; without a path it is standard input, which was read."""

    number: int
    path: Path | None = field(repr=False)
    piped: bytes = field(repr=False, default=b"")

    def content(self, stdin_name: str | None = None) -> Path | BinaryIO:
        """Return what the library is given: the path, or what was piped in under the name ``stdin_name``."""
        return self.path or _Piped(self.piped, stdin_name)

    def data(self) -> bytes:
        """Return the bytes of the file.

        Raises:
            CannotReadOrWrite: when the operating system refuses.
        """
        return publish.read(self.path) if self.path else self.piped


class _Piped(io.BytesIO):
    """What was piped in, with a name as an opened file has one."""

    def __init__(self, data: bytes, name: str | None) -> None:
        super().__init__(data)
        self.name = name


def sources(names: Iterable[str], *, every: bool) -> list[Source]:
    """Return the files that ``names`` stand for, in their order; a folder stands for all files below it, by name.

    Args:
        names: paths as typed, ``-`` for standard input.
        every: whether a folder also stands for its hidden files, lock files and outputs of earlier runs. A gate must look
            at all of them, a cleaner need not.

    Raises:
        UsageError: when a folder holds no file.
    """
    paths = [path for name in names for path in _expand(name, every=every)]
    return [Source(number, path, b"" if path else sys.stdin.buffer.read()) for number, path in enumerate(paths, 1)]


def _expand(name: str, *, every: bool) -> Iterator[Path | None]:
    path = Path(name)
    if name == STDIN:
        yield None
    elif path.is_dir():
        found = sorted(item for item in path.rglob("*") if not item.is_dir() and (every or wanted(item)))
        if not found:
            raise UsageError("A folder holds no file to look at.", "Name the files or another folder.")
        yield from found
    else:
        yield path  # whether it exists is found out when its turn comes, so that the others get theirs


def wanted(path: Path) -> bool:
    """Return whether a file in a folder is one to clean: not hidden, no lock file, and nothing that payscrub wrote."""
    return not path.name.startswith(_PASSING) and not path.stem.endswith(_OURS) and not path.name.endswith(_CERTIFICATE)
