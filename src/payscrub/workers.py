"""Work in other processes, so that the cores of the machine share it.

A worker is another run of this Python that is sent a task and its items, and sends back the result or the error. It shares no memory
with us, asks for nothing, prints nothing, and is started in the same way on every system. What a worker did not send back whole did not
happen: one that is killed makes its file refused, and none publishes anything itself.
"""

from __future__ import annotations

import copyreg
import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from queue import SimpleQueue
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Self, TypeVar, cast

from payscrub.errors import PayscrubError, Unexaminable

if TYPE_CHECKING:
    from concurrent.futures import Future

Item = TypeVar("Item")
Result = TypeVar("Result")
Receive = Callable[[], Any]
Task = Callable[[Receive], Iterator[object]]  # which yields an answer whenever it has one

_MOST = 4  # processes at once unless the user says otherwise; each needs the memory of a whole file
_AHEAD = 3  # files per worker that may be done and wait for their turn
# The first thing sent is where modules are found, for the worker must run what we run
_START = "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); from payscrub.workers import serve; serve()"


def _read_only(content: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(content)


copyreg.pickle(MappingProxyType, lambda mapping: (_read_only, (dict(mapping),)))  # policies hold such tables


def usual_jobs() -> int:
    """Return how many processes work at once by default: as many as there are cores for us, at most ``_MOST``."""
    mine = getattr(os, "sched_getaffinity", None)
    return min(_MOST, len(mine(0)) if mine else os.cpu_count() or 1)


def can_start() -> bool:
    """Return whether ``sys.executable`` is a Python that can run a worker; in a program that was frozen into one file it is not."""
    return bool(sys.executable) and not getattr(sys, "frozen", False)


class WorkerEnded(Unexaminable):
    """A process that worked on the file ended before it was done."""


class Worker:
    """One other process. As a context manager it is ended, whatever it was doing, when the block is left."""

    def __init__(self) -> None:
        """Start the process."""
        hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        self._process = subprocess.Popen(  # noqa: S603 - our own Python, with a constant text
            [sys.executable, "-c", _START], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, creationflags=hidden
        )
        self.send(sys.path)

    def __enter__(self) -> Self:
        """Return the worker."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End the process."""
        self.end()

    def send(self, thing: object) -> None:
        """Send a task, or an item that the task receives.

        Raises:
            Unexaminable: when the process has ended.
        """
        try:
            pickle.dump(thing, cast("BinaryIO", self._process.stdin), pickle.HIGHEST_PROTOCOL)
            cast("BinaryIO", self._process.stdin).flush()
        except (OSError, ValueError):  # of a pipe that was closed meanwhile
            raise _ended() from None

    def result(self) -> Any:  # noqa: ANN401 - whatever the task returns
        """Return what the task came to, or raise what it raised.

        Raises:
            Unexaminable: when the process ended before.
        """
        try:
            fine, thing = pickle.load(cast("BinaryIO", self._process.stdout))  # noqa: S301 - written by our own worker
        except (EOFError, OSError, pickle.UnpicklingError):
            raise _ended() from None
        if not fine:
            raise thing
        return thing

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was not sent has nobody to read it
                cast("BinaryIO", pipe).close()


def ahead(task: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> Generator[Callable[[], Result]]:
    """Yield for each item, in order, a function that returns what ``task`` makes of it or raises what it raised.

    With one job, or nothing to share, the function does the work itself. Otherwise ``jobs`` workers do it ahead of being asked, a few
    items at most, and end when the generator is closed. ``task`` and the items are sent to another process, so they must be picklable.
    """
    jobs = min(jobs, len(items))
    if jobs > 1 and can_start():
        yield from _shared(task, items, jobs)
    else:
        yield from ((lambda item=item: task(item)) for item in items)


def _shared(task: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> Iterator[Callable[[], Result]]:
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - imports the logging of the standard library

    crew: list[Worker] = []
    idle: SimpleQueue[Worker | None] = SimpleQueue()
    for _ in range(jobs):
        idle.put(None)  # a worker that is not started yet

    def work(item: Item) -> Result:
        worker = idle.get()
        try:
            if worker is None:
                worker = Worker()
                crew.append(worker)
            worker.send(_one)
            worker.send((task, item))
            return cast("Result", worker.result())
        except WorkerEnded:
            worker = None
            raise
        finally:
            idle.put(worker)

    pool = ThreadPoolExecutor(jobs)
    waiting: deque[Future[Result]] = deque()
    try:
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) > _AHEAD * jobs:
                yield waiting.popleft().result
        while waiting:
            yield waiting.popleft().result
    finally:
        for worker in crew:
            worker.end()
        pool.shutdown(cancel_futures=True)


def _one(receive: Receive) -> Iterator[object]:
    """Do a task on one item: what a worker of ``ahead`` is asked for again and again."""
    task, item = receive()
    yield task(item)


def serve() -> None:
    """Do what is asked for until nobody asks any more: the whole life of a worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started us was interrupted too, and ends us
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints must not stand among the answers

    def receive() -> Any:  # noqa: ANN401 - a task, or whatever it receives
        return pickle.load(requests)  # noqa: S301 - written by who started us

    while True:
        try:
            task = receive()
        except EOFError:
            return
        for answer in _answers(task, receive):
            pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()


def _answers(task: Task, receive: Receive) -> Iterator[tuple[bool, object]]:
    """Yield what a task comes to, each time it comes to something, and last what it failed with."""
    try:
        for result in task(receive):
            yield True, result
    except PayscrubError as error:
        yield False, error
    except Exception as error:  # noqa: BLE001 - whatever it is must be told, without its text, which may quote the file
        from payscrub.door import plain  # noqa: PLC0415 - imports click

        yield False, plain(error)


def _ended() -> WorkerEnded:
    return WorkerEnded(
        "The process that worked on the file ended before it was done.",
        "Close other programs, or try again with --jobs 1, which needs less memory.",
    )
