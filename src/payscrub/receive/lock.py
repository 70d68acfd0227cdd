"""A file that one process holds: the system gives it up when that process ends, however it does."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_FAR = 1 << 40  # the byte that is locked on Windows, where a locked byte cannot be read; no log is so long


def held(path: Path, flags: int = 0) -> int:
    """Return the handle of the file at ``path``, made if it is missing, which no other process can hold until the handle is closed.

    Raises:
        OSError: when another process holds it, or the system refuses.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | flags, 0o600)
    try:
        _claim(handle)
    except OSError:
        os.close(handle)
        raise
    return handle


def _claim(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - only on Windows

        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 - not on Windows

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
