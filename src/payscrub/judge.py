"""The verdict, on any file and on a copy that was just made; nothing of the cleaner is imported for it.

On a copy it is made in another process where that is worth it: the wall is then a wall of memory, too. The source is read over there while
it is still being treated here, and the copy is judged while the risk that is left is assessed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterator
from contextlib import contextmanager

from payscrub.errors import Unexaminable
from payscrub.given import Source, content
from payscrub.model import Verdict
from payscrub.verify import inspect, read_source
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
    """Give a function that is handed the copy of ``original`` and returns one that waits for the verdict.

    ``pictures`` are as for ``verify``. With one job, and for a small file, the verdict is made here when it is
    waited for. It is the same in both cases.

    Raises:
        Unexaminable: from the functions, when the other process ended before its verdict.
    """
    if jobs == 1 or len(original) < _WORTH_A_PROCESS or not can_start():
        yield lambda copy: lambda: inspect(copy, original=original, pictures=pictures)
        return
    with Worker() as worker:
        worker.send(_judge)
        worker.send(original)
        worker.send(tuple(pictures))

        def judge(copy: bytes) -> Callable[[], Verdict]:
            worker.send(copy)
            return worker.result

        yield judge


def _judge(receive: Receive) -> Verdict:
    """Read the original, receive the copy, and judge it: the task of the other process."""
    original = receive()
    try:
        known = read_source(original)
    except Unexaminable:  # which the verdict then says
        known = original
    pictures = receive()
    return inspect(receive(), original=known, pictures=pictures)
