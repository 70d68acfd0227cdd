"""Do the same work with several files: each is done, each gets its say, and the highest exit code counts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import click

from payscrub import workers
from payscrub.console import console, sign_of_life
from payscrub.door import plain, say
from payscrub.errors import PayscrubError, StillPersonal
from payscrub.sources import Source

if TYPE_CHECKING:
    from payscrub.model import Report

Made = TypeVar("Made")
Work = Callable[[Source], "Report"]

FORMS = ("text", "json", "sarif", "junit")
_CODES = MappingProxyType({"clean": 0, "personal": 1, "unexamined": 3})
_WORTH_SHARING = 1 << 20  # bytes of all files together
_BUSY = MappingProxyType({"scan": "Scanning", "clean": "Cleaning", "verify": "Verifying"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one file ended: the exit code, the verdict in a word, and the JSON report."""

    number: int
    code: int
    word: str
    report: dict[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Job(Generic[Made]):
    """What is done with each file: ``task`` by whatever process, and then ``finish`` here, file by file in their order.

    So what is written and shown does not depend on how many processes there are, or on which of them is quicker.
    """

    task: Callable[[Source], Made]
    finish: Callable[[Source, Made], Report]

    def work(self, made: Callable[[], Made]) -> Work:
        """Return the work on a file whose task is, or will be, done by ``made``."""
        return lambda source: self.finish(source, made())


def run(command: str, files: Sequence[Source], job: Job[Made], jobs: int | None = None, *, quiet: bool = False) -> list[Outcome]:
    """Return how each file ended, having printed for people what there is to say unless ``quiet`` is set.

    ``jobs`` is how many processes share the files; without it as many as are worth it.
    """
    alone = len(files) == 1
    with closing(workers.ahead(job.task, files, _between_files(files, jobs))) as ahead:  # an interruption ends the workers at once
        outcomes = [one(command, source, job.work(made), alone=alone, quiet=quiet) for source, made in zip(files, ahead, strict=True)]
    if len(files) > 1 and not quiet:
        _summary(outcomes)
    return outcomes


def within_a_file(files: Sequence[Source], jobs: int | None) -> int:
    """Return how many processes may share the work on one of ``files``: all of them when it is the only one, else one."""
    return (jobs or workers.usual_jobs()) if len(files) == 1 else 1


def _between_files(files: Sequence[Source], jobs: int | None) -> int:
    """Return how many processes share ``files``; by default one where starting another takes longer than the work."""
    return jobs or (workers.usual_jobs() if sum(map(_size, files)) >= _WORTH_SHARING else 1)


def _size(source: Source) -> int:
    try:
        return source.path.stat().st_size if source.path else len(source.piped)
    except OSError:  # which its turn will tell
        return 0


def code(outcomes: Sequence[Outcome]) -> int:
    """Return the exit code of the whole: the highest."""
    return max(outcome.code for outcome in outcomes)


def as_json(outcomes: Sequence[Outcome]) -> str:
    """Return the report of the only file, or an array of the reports of all files."""
    from payscrub.report import as_json as spell  # noqa: PLC0415 - imports the nouns and numpy

    return spell([outcome.report for outcome in outcomes], single=len(outcomes) == 1)


def spelt(command: str, outcomes: Sequence[Outcome], form: str) -> str:
    """Return how all files ended in one of ``FORMS`` that programs read."""
    reports = [outcome.report for outcome in outcomes]
    if form == "sarif":
        from payscrub.gate.sarif import as_sarif  # noqa: PLC0415 - imports the nouns and numpy

        return as_sarif(reports, code(outcomes))
    if form == "junit":
        from payscrub.gate.junit import as_junit  # noqa: PLC0415 - likewise

        return as_junit(command, reports)
    return as_json(outcomes)


def one(command: str, source: Source, work: Work, *, alone: bool = False, quiet: bool = False) -> Outcome:
    """Return how one file ended, having printed for people what there is to say unless ``quiet`` is set."""
    title = "" if alone else f"file {source.number}"
    try:
        with sign_of_life(f"{_BUSY[command]} {title or 'the file'}"):
            report = work(source)
    except Exception as error:  # noqa: BLE001 - one file's failure, whatever it is, must not keep the others from their turn
        return _failed(command, source, plain(error), title, quiet=quiet)
    mark = report.verdict.mark.value
    if not quiet:
        _show(report, command, title)
    return Outcome(source.number, _CODES[mark], mark, report.to_dict())


def _failed(command: str, source: Source, error: PayscrubError, title: str, *, quiet: bool) -> Outcome:
    """Return the outcome of a file that could not be treated, with what was found out about it before."""
    from payscrub.model import Mark  # noqa: PLC0415 - imports numpy
    from payscrub.report import refused  # noqa: PLC0415 - likewise

    say(f"{title}: {error}" if title else str(error))
    mark = Mark.PERSONAL if isinstance(error, StillPersonal) else Mark.UNEXAMINED
    if error.report is None:
        return Outcome(source.number, error.exit_code, mark.value, refused(error, mark))
    if not quiet:
        _show(error.report, command, title)
    return Outcome(source.number, error.exit_code, mark.value, error.report.to_dict())


def _show(report: Report, command: str, title: str) -> None:
    from payscrub.report import show  # noqa: PLC0415 - imports the nouns and numpy

    if title:
        click.echo(f"\n{title}")
    show(report, console(sys.stdout), command)


def _summary(outcomes: Sequence[Outcome]) -> None:
    """Print one line a file; files are numbered because their names can be people's."""
    click.echo("\nSummary (files are numbered in the order given, those of a folder by name)")
    for outcome in outcomes:
        click.echo(f"file {outcome.number}: {outcome.word}, exit code {outcome.code}")
