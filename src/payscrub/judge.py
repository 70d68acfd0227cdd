"""The verdict, on any file and on a copy that was just made; nothing of the cleaner is imported for it.

On a copy two processes share it where that is worth it. The other one reads the source while it is still being treated here, and
compares the copy with it while the copy is judged by itself here. What both come to is one verdict, the same as that of one process.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from threading import Thread

from payscrub.errors import Unexaminable
from payscrub.given import Source, content
from payscrub.model import Verdict
from payscrub.verify import Reading, both, compare, inspect, read_source
from payscrub.workers import Receive, Worker, can_start

_WORTH_A_PROCESS = 1 << 20  # bytes; to start one takes a third of a second, in which a smaller file is done

Judge = Callable[[bytes], Callable[[], Verdict]]


def verify(source: Source, *, original: Source | None = None, name: str = "", pictures: Container[str] = ()) -> Verdict:
    """Return the independent verdict on ``source``; with the ``original`` also whether a value of it survived.

    ``name`` is the name under which the file would be sent, which can name a person and is then judged too. ``pictures`` are the
    hashes (SHA-256, hexadecimal) of those that a person has looked at; a file with any other is not accepted.

    Raises:
        CannotReadOrWrite: when the operating system refuses.
    """
    return inspect(
        content(source), original=None if original is None else content(original, "original file"), sniff_name=name, pictures=pictures
    )


@contextmanager
def judging(original: bytes, jobs: int, pictures: Collection[str] = ()) -> Iterator[Judge]:
    """Give a function that is handed a copy of ``original`` and returns one that waits for the verdict; copies are judged one by one.

    ``pictures`` are as for ``verify``. With one job, and for a small file, the verdict is made here alone when it is
    waited for. It is the same in both cases.

    Raises:
        Unexaminable: from the functions, when the other process ended before its verdict.
    """
    if jobs == 1 or len(original) < _WORTH_A_PROCESS or not can_start():
        known = cache(lambda: _read(original))  # for all copies, and not before there is one
        yield lambda copy: lambda: inspect(copy, original=known(), pictures=pictures)
        return
    with Worker() as worker:
        worker.send(_compared)
        handed = Thread(target=_hand, args=(worker, (original, tuple(pictures))), daemon=True)  # it takes the original once it has started
        handed.start()

        def judge(copy: bytes) -> Callable[[], Verdict]:
            handed.join()
            worker.send(copy)
            return lambda: both(inspect(copy, pictures=pictures), worker.result())

        yield judge


def _hand(worker: Worker, thing: object) -> None:
    with suppress(Unexaminable):  # a process that has ended is told of by whatever is sent or asked next
        worker.send(thing)


def _compared(receive: Receive) -> Iterator[Verdict]:
    """Read the original, and compare each copy that is received with it: the task of the other process."""
    original, pictures = receive()
    known = _read(original)
    while True:
        yield compare(receive(), known, pictures)


def _read(original: bytes) -> Reading | Unexaminable:
    """Return what a source holds, or why it cannot be read, which is then part of the verdict."""
    try:
        return read_source(original)
    except Unexaminable as error:
        return error
