"""The audit log: one line of JSON for each verdict, added and never changed: time, hash, verdict, counts; no value and no name.

Each line holds the SHA-256 of the line before, so that a line that was changed, taken out or put in is seen. A line that a crash cut
off stays as it is, and the next one is bound to it. The log is synced before the verdict is acted upon.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Self

from payscrub import publish
from payscrub.errors import CannotReadOrWrite, Damaged, UsageError
from payscrub.receive.lock import held

SCHEMA: Final = "payscrub.audit/1"
_FIRST: Final = "0" * 64
_TAIL: Final = 1 << 16  # bytes in which the last line begins


@dataclass(frozen=True, slots=True)
class Checked:
    """What a log was found to hold: verdicts, lines that a crash cut off, and the hash of the last line, to be kept elsewhere."""

    verdicts: int
    cut: int
    head: str


class Audit:
    """A log that this process adds to, and no other while it does."""

    def __init__(self, path: Path) -> None:
        """Open or make the log.

        Raises:
            CannotReadOrWrite: when the operating system refuses, or another process has it open.
        """
        self._lock = threading.Lock()
        try:
            self._handle = held(path, os.O_APPEND)
            self._last: str | None = _last(self._handle)
        except OSError:
            raise CannotReadOrWrite(
                "The audit log cannot be opened, or another gate has it open.", "Name another one with --audit."
            ) from None

    def __enter__(self) -> Self:
        """Return the log, which is closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        os.close(self._handle)

    def write(self, way: str, data: bytes | None, report: dict[str, Any]) -> None:
        """Add the verdict in ``report`` on ``data`` (nothing when it was not read), that came in by ``way``; return once it is on the disk.

        Raises:
            CannotReadOrWrite: when the operating system refuses.
        """
        entry = {
            "schema": SCHEMA,
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "way": way,
            "sha256": None if data is None else hashlib.sha256(data).hexdigest(),
            "bytes": None if data is None else len(data),
            "verdict": report["verdict"],
            "counts": report["counts"],
            "personal": dict(Counter(finding["entity"] for finding in report["findings"])),
            "unexamined": len(report["unexamined"]),
        }
        with self._lock:
            try:
                last = self._last or _last(self._handle)
                self._last = None  # until the line is whole: what a full disk cuts off is a line too
                line = json.dumps(entry | {"previous": last}).encode()
                _whole(self._handle, line + b"\n")
                os.fsync(self._handle)
            except OSError:
                raise CannotReadOrWrite("The audit log cannot be written.", "Free some space on its disk.") from None
            self._last = hashlib.sha256(line).hexdigest()


def check(path: Path) -> Checked:
    """Return what the log in ``path`` holds.

    Raises:
        Damaged: when a line was changed, taken out or put in.
        CannotReadOrWrite: when the operating system refuses.
    """
    last, verdicts, cut, entry = _FIRST, 0, 0, None
    content = publish.read(path, "audit log")
    for number, line in enumerate(content.removesuffix(b"\n").split(b"\n") if content else [], 1):
        entry = _entry(line)
        if entry is None:
            cut += 1
        elif entry.get("previous") != last:
            raise Damaged(f"Line {number} of the audit log is not bound to the line before it.", "Find out who changed it, and when.")
        else:
            verdicts += 1
        last = hashlib.sha256(line).hexdigest()
    if cut and entry is None:
        raise Damaged("The last line of the audit log was cut off.", "The gate goes on from it when it is started again.")
    return Checked(verdicts, cut, last)


def default_path(way: str) -> Path:
    """Return where the log of ``inbox`` or ``mail`` is unless the user says otherwise; its folder is made.

    Raises:
        UsageError: when the folder cannot be made.
    """
    import platformdirs  # noqa: PLC0415 - only needed here

    try:
        return platformdirs.user_state_path("payscrub", appauthor=False, ensure_exists=True) / f"{way}-audit.jsonl"
    except OSError:
        raise UsageError("The folder for the audit log cannot be made.", "Name a file with --audit.") from None


def _entry(line: bytes) -> dict[str, Any] | None:
    """Return the entry in a line, or nothing when it was cut off."""
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _last(handle: int) -> str:
    """Return the hash of the last line, which is ended first when a crash cut it off."""
    size = os.lseek(handle, 0, os.SEEK_END)
    os.lseek(handle, max(0, size - _TAIL), os.SEEK_SET)
    tail = os.read(handle, _TAIL)
    if tail and not tail.endswith(b"\n"):
        _whole(handle, b"\n")
        tail += b"\n"
    return hashlib.sha256(tail[:-1].rpartition(b"\n")[2]).hexdigest() if tail else _FIRST


def _whole(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]
