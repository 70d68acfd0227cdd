"""The process in which what arrives is opened and judged: ``python -m payscrub.receive.worker SETTINGS``.

It reads jobs from standard input and writes answers to standard output until either is closed. It can be killed at any time: it holds
nothing that is not asked for again. Its standard error is thrown away, since a crash could quote the file there.
"""

from __future__ import annotations

import faulthandler
import json
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from payscrub.receive import wire

_GRACE = 10.0  # seconds after which a worker whose parent was killed, and so kills nobody, ends itself


def main(settings: dict[str, Any]) -> None:
    """Do jobs until the process that started this one closes the pipes."""
    _restrict(settings["memory"])
    source, target = _pipes()
    from payscrub.receive.jobs import Jobs  # noqa: PLC0415 - imports numpy and the word lists, under the limits

    jobs = Jobs(Path(settings["policy"]) if settings["policy"] else None)
    wire.send(target, {"ready": True})
    with Path(os.devnull).open("w", encoding="ascii") as nowhere, suppress(EOFError, BrokenPipeError):
        while True:
            head, data = wire.receive(source)
            faulthandler.dump_traceback_later(settings["seconds"] + _GRACE, exit=True, file=nowhere)
            report, made, fit = jobs.do(head, data)
            faulthandler.cancel_dump_traceback_later()
            wire.send(target, {"report": report, "fit": fit}, made)


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Return the two pipes, and let whatever else is printed in this process go nowhere."""
    source, target = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)
    return source, target


def _restrict(memory: int) -> None:
    """Ignore the signals that stop a whole service, so that no job ends without an answer, and limit the memory where the system can."""
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.SIG_IGN)
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold the upload
        with suppress(ValueError, OSError):  # macOS knows the limit and refuses to set it
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
