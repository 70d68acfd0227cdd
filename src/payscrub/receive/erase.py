"""Delete a file for good, as far as a program can: overwritten, synced, unlinked, its folder synced.

A file system that copies on write, a solid-state disk, a snapshot or a backup may keep older blocks; ``docs/gate.md`` says so.
"""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path
from typing import Final

from payscrub import publish

_BLOCK: Final = bytes(1 << 20)


def erase(path: Path, grave: Path) -> None:
    """Delete a file, symbolic link or other thing that is no folder.

    It is first moved into the folder ``grave`` on the same disk, under a name that says nothing: whatever is found there after a crash
    was to be deleted.

    Raises:
        OSError: when the system refuses.
    """
    moved = grave / secrets.token_hex(16)
    path.replace(moved)
    publish.sync_folder(path.parent)
    bury(moved)


def bury(path: Path) -> None:
    """Overwrite and unlink a file. One that has a second name, under which it is somebody else's, is only unlinked."""
    found = path.lstat()
    if stat.S_ISREG(found.st_mode):
        path.chmod(stat.S_IRUSR | stat.S_IWUSR)  # one that may not be written can neither be overwritten nor, on Windows, deleted
        if found.st_nlink == 1:
            _overwrite(path, found.st_size)
    path.unlink()
    publish.sync_folder(path.parent)


def _overwrite(path: Path, size: int) -> None:
    with path.open("r+b", buffering=0) as file:
        while size > 0:
            size -= file.write(_BLOCK[:size])
        os.fsync(file.fileno())
