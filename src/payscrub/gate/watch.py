"""The files of a folder, and those that are put there later, each once it is whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from payscrub.errors import UsageError
from payscrub.sources import wanted

if TYPE_CHECKING:
    from threading import Event

_QUIET = 1_000  # milliseconds; a file that did not change for so long counts as written

State = tuple[int, int]


def arrivals(folder: Path, *, once: bool = False, stop: Event | None = None) -> Iterator[Path]:
    """Yield every file below ``folder``, by name, and unless ``once`` is set each one that is put there or changed, until ``stop``.

    A file is yielded when it was the same at two looks, a second apart at least, so that none is taken half-written. Hidden files,
    lock files, earlier outputs and certificates are passed over.

    Raises:
        UsageError: when the extra for watching is not installed and ``once`` is not set.
    """
    if once:
        yield from _states(folder)
        return
    before: dict[Path, State] = {}
    done: dict[Path, State] = {}
    for _ in _wakes(folder, stop):
        now = _states(folder)
        for path, state in now.items():
            if before.get(path) == state != done.get(path):
                done[path] = state
                yield path
        before = now


def _states(folder: Path) -> dict[Path, State]:
    """Return the files to clean with what tells that one was changed: the time and the size."""
    states = ((path, _state(path)) for path in sorted(folder.rglob("*")) if wanted(path))
    return {path: state for path, state in states if state is not None}


def _state(path: Path) -> State | None:
    try:
        found = path.stat()
    except FileNotFoundError:  # gone since it was listed
        return None
    return (found.st_mtime_ns, found.st_size) if path.is_file() else None


def _wakes(folder: Path, stop: Event | None) -> Iterator[object]:
    """Yield when something changed and then nothing for a second, or when a second passed: not every disk tells of changes."""
    try:
        import watchfiles  # noqa: PLC0415 - an extra
    except ImportError:
        raise UsageError("Watching a folder needs the package watchfiles.", "Install payscrub[watch], or use --once.") from None
    return watchfiles.watch(folder, step=_QUIET, rust_timeout=_QUIET, yield_on_timeout=True, stop_event=stop)
