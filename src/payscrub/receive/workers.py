"""A few worker processes: each does one job at a time, is killed when that takes too long, and is replaced."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Self, cast

from payscrub.errors import CannotReadOrWrite, LimitExceeded, PayscrubError
from payscrub.receive import wire
from payscrub.receive.limits import Limits

_START = 120.0  # seconds to import the package on a busy machine
_JOBS = 500  # after so many a process is replaced, so that none can grow for ever
_TRIES = 2  # a worker can be killed by others than us (out of memory, a service that stops); only twice is it the file's doing


class Busy(PayscrubError):  # noqa: N818 - it states a fact; nothing is wrong with the file
    """No worker is free, or the gate is closing: ask again later."""

    exit_code = 4


@dataclass(frozen=True, slots=True)
class Answer:
    """The JSON report of a job (``payscrub.report/1``), and the bytes that it made."""

    report: dict[str, Any] = field(repr=False)
    data: bytes = field(repr=False, default=b"")

    @property
    def clean(self) -> bool:
        """Return whether the verifier accepted it."""
        return bool(self.report["verdict"] == "clean")


class _Late(Exception):  # noqa: N818 - it states a fact
    """The job took too long, so its process was killed."""


class Workers:
    """The processes, as one object that may be called from several threads."""

    def __init__(self, limits: Limits, policy: Path | None = None) -> None:
        """Start the processes; that they are ready is waited for when they are needed."""
        self.limits = limits
        settings = {"memory": limits.memory, "seconds": limits.seconds, "policy": str(policy.resolve()) if policy else ""}
        self._idle: queue.LifoQueue[_Slot] = queue.LifoQueue()
        self._slots = [_Slot(json.dumps(settings)) for _ in range(limits.workers)]
        self._closing = threading.Event()
        for slot in self._slots:
            self._idle.put(slot)

    def __enter__(self) -> Self:
        """Return the workers, which are closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """End all processes. Jobs that are being done raise ``Busy``."""
        self._closing.set()
        for slot in self._slots:
            slot.stop()

    def judge(self, data: bytes, name: str = "", *, message: bool = False, others: bool = False) -> Answer:
        """Return the verdict on what arrived: a file, an archive, or a mail message; see ``judge.Terms``.

        Raises:
            Busy: when no worker becomes free in time.
        """
        return self._do({"do": "judge", "name": name, "message": message, "others": others}, data)

    def clean(self, data: bytes, key: bytes | None = None) -> Answer:
        """Return the clean copy of a file, made with ``key`` or with one that is forgotten at once.

        Raises:
            Busy: when no worker becomes free in time.
        """
        return self._do({"do": "clean", "key": key.hex() if key else ""}, data)

    def _do(self, head: dict[str, Any], data: bytes) -> Answer:
        try:
            slot = self._idle.get(timeout=self.limits.seconds)
        except queue.Empty:
            raise _busy() from None
        try:
            return self._tried(slot, head, data)
        finally:
            self._idle.put(slot)

    def _tried(self, slot: _Slot, head: dict[str, Any], data: bytes) -> Answer:
        for _ in range(_TRIES):
            if self._closing.is_set():
                raise _busy()
            try:
                return slot.work(head, data, self.limits.seconds)
            except _Late:
                return _unexamined("The examination took longer than it may.", "Split it into smaller files and send each of them.")
            except (EOFError, OSError, ValueError):  # the process ended; its pipes may be closed already
                continue
        if self._closing.is_set():
            raise _busy()
        return _unexamined("The examination needs more memory than it may, or it failed.", "Save it under a new name and send that file.")


class _Slot:
    """The place of one process: who works there changes."""

    def __init__(self, settings: str) -> None:
        self._settings = settings
        self._process = self._start()
        self._ready, self._done = False, 0

    def work(self, head: dict[str, Any], data: bytes, seconds: float) -> Answer:
        """Return what the process answers.

        Raises:
            _Late: when it took too long; the process was killed.
            EOFError, OSError, ValueError: when the process ended.
            Busy: when none can be started.
        """
        if self._done >= _JOBS or self._process.poll() is not None:
            self._renew()
        if not self._ready:
            self._wait_until_ready()
        self._done += 1
        answer, made = self._timed(head, data, seconds)
        if not answer["fit"]:
            self.stop()
        return Answer(answer["report"], made)

    def _wait_until_ready(self) -> None:
        try:
            self._timed({}, b"", _START)
        except (EOFError, OSError, ValueError):  # which says nothing about the file
            raise Busy("A worker cannot be started.", "Try again in a minute; if it lasts, install payscrub again.") from None
        self._ready = True

    def stop(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was not sent yet has nobody to go to
                cast("BinaryIO", pipe).close()

    def _renew(self) -> None:
        self.stop()
        self._process = self._start()
        self._ready, self._done = False, 0

    def _timed(self, head: dict[str, Any], data: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
        """Return the answer to a job, or, when there is none, what the process says once it is ready."""
        late = threading.Event()
        timer = threading.Timer(seconds, self._end, [late])
        timer.daemon = True
        timer.start()
        try:
            if head:
                wire.send(cast("BinaryIO", self._process.stdin), head, data)
            return wire.receive(cast("BinaryIO", self._process.stdout))
        except (EOFError, OSError, ValueError):
            self._end(late=None)
            if late.is_set() and head:
                raise _Late from None
            raise
        finally:
            timer.cancel()
            timer.join()  # so that it can no longer kill the process while the next job is done

    def _end(self, late: threading.Event | None) -> None:
        if late is not None:
            late.set()
        self._process.kill()
        self._process.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-P", "-m", "payscrub.receive.worker", self._settings]
        settings = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # each thread would reserve memory of its own
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        try:
            return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, env=settings)  # noqa: S603 - our own module
        except OSError:
            raise CannotReadOrWrite(
                "The operating system starts no more processes.", "Close other programs or use fewer --workers."
            ) from None


def _unexamined(cause: str, remedy: str) -> Answer:
    from payscrub.model import Mark  # noqa: PLC0415 - imports numpy
    from payscrub.report import refused  # noqa: PLC0415 - likewise

    return Answer(refused(LimitExceeded(cause, remedy), Mark.UNEXAMINED))


def _busy() -> Busy:
    return Busy("The gate is busy or closing.", "Try again in a minute.")
