"""The command line: parse, call one function of the library, print, exit.

Nothing heavy is imported before a command runs. The commands and their exit codes are described in ``docs/contract.md``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

import payscrub
from payscrub import batch, publish
from payscrub.door import Door
from payscrub.errors import UsageError
from payscrub.sources import Source, sources

if TYPE_CHECKING:
    from payscrub.model import Report
    from payscrub.policy import Policy

Command = TypeVar("Command", bound=Callable[..., Any])

_FILE = click.Path(path_type=Path)
_MODES = ("pseudonymise", "mask", "redact")


def _options(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Return the decorators as one, in the order in which ``--help`` lists them."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


_paths = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
_policy_file = click.option("--policy", "policy_file", type=_FILE, metavar="FILE", help="What is done with which kind of data.")
_form = click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="For people, or for programs.")
_stdin = click.option("--stdin-filename", "stdin_name", metavar="NAME", help="The name of the file that - stands for.")
_cleaning = _options(
    click.option("-o", "output", type=_FILE, metavar="OUT", help="The output file; NAME.clean.EXT beside the source by default."),
    click.option("--output-dir", "folder", type=_FILE, metavar="DIR", help="The folder for the outputs."),
    click.option("--mode", type=click.Choice(_MODES), default=_MODES[0], help="Invented values, blanked ones, or nothing."),
    _policy_file,
    click.option("--key-file", type=_FILE, metavar="FILE", help="The key of the invented values; made when it is missing."),
    click.option("--ephemeral", is_flag=True, help="Use a new key and forget it."),
    click.option("--report", "report_file", type=_FILE, metavar="FILE", help="Also write the report to this file (.json)."),
    click.option("--force", is_flag=True, help="Replace an output that exists."),
)


@click.group(cls=Door, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(payscrub.__version__, prog_name="payscrub")
def main() -> None:
    """Make it safe to e-mail a payroll spreadsheet.

    PATH is an Excel workbook, a CSV file, a folder of them, or - for standard input.

    Exit codes: 0 clean, 1 personal data, 2 wrong usage, 3 could not be examined, 4 could not read or write, 70 a defect.
    """


@main.command()
@_options(_paths, _policy_file, _form, _stdin)
def scan(paths: tuple[str, ...], policy_file: Path | None, form: str, stdin_name: str | None) -> int:
    """Show what is personal in each file, and change nothing."""
    files, policy = sources(paths, every=False), _policy(policy_file)

    def work(source: Source) -> Report:
        from payscrub import pipeline  # noqa: PLC0415 - imports numpy and the word lists

        return pipeline.scan(source.content(stdin_name), policy=policy)

    return _run("scan", files, work, form)


@main.command()
@_options(_paths, _cleaning, _stdin)
def clean(  # noqa: PLR0913 - one parameter an option
    *,
    paths: tuple[str, ...],
    output: Path | None,
    folder: Path | None,
    mode: str,
    policy_file: Path | None,
    key_file: Path | None,
    ephemeral: bool,
    report_file: Path | None,
    force: bool,
    stdin_name: str | None,
) -> int:
    """Write a copy of each file in which every person is an invented one, and prove it before it is written."""
    files = sources(paths, every=False)
    _check_clean(files, output, folder, report_file, force=force)
    policy, key = _policy(policy_file, mode), _key(key_file, ephemeral=ephemeral)

    def work(source: Source) -> Report:
        from payscrub import pipeline  # noqa: PLC0415 - imports numpy and the word lists

        return pipeline.clean(source.content(stdin_name), output or folder, policy=policy, key=key, force=force)

    outcomes = batch.run("clean", files, work)
    if report_file is not None:
        publish.publish(batch.as_json(outcomes).encode(), report_file, force=force)
    return batch.code(outcomes)


@main.command()
@_options(_paths, _form)
@click.option("--original", type=_FILE, metavar="FILE", help="The file it was made from: nothing personal of it may be left.")
def verify(paths: tuple[str, ...], form: str, original: Path | None) -> int:
    """Accept each file only if nothing personal is found in any part of it, without key, policy or trust in the cleaner."""
    files = sources(paths, every=True)
    if original is not None and len(files) > 1:
        raise UsageError("--original belongs to one file only.", "Verify one file at a time with it.")

    def work(source: Source) -> Report:
        from payscrub import pipeline  # noqa: PLC0415 - imports numpy and the word lists
        from payscrub.report import of_verdict  # noqa: PLC0415 - likewise

        data = source.data()
        return of_verdict(pipeline.verify(data, original=original), data)

    return _run("verify", files, work, form)


def _run(command: str, files: list[Source], work: batch.Work, form: str) -> int:
    outcomes = batch.run(command, files, work, quiet=form == "json")
    if form == "json":
        click.echo(batch.as_json(outcomes))
    return batch.code(outcomes)


def _check_clean(files: list[Source], output: Path | None, folder: Path | None, report_file: Path | None, *, force: bool) -> None:
    """Refuse options that contradict each other before anything is done."""
    if output is not None and folder is not None:
        raise UsageError("-o and --output-dir contradict each other.", "Use one of them.")
    if output is not None and len(files) > 1:
        raise UsageError("-o names one output, and there are several files.", "Use --output-dir.")
    if folder is not None and not folder.is_dir():
        raise UsageError("--output-dir is no folder.", "Make the folder or name another.")
    if report_file is not None and report_file.suffix.lower() != ".json":
        raise UsageError("--report writes JSON only.", "End the report's name in .json.")
    if report_file is not None:
        publish.check_target(report_file, force=force)


def _policy(file: Path | None, mode: str = _MODES[0]) -> Policy:
    from payscrub.model import Action  # noqa: PLC0415 - imports numpy
    from payscrub.policy import Policy  # noqa: PLC0415 - likewise
    from payscrub.policyfile import load  # noqa: PLC0415 - likewise

    return Policy.default(Action(mode)) if file is None else load(file, Action(mode))


def _key(file: Path | None, *, ephemeral: bool) -> bytes | None:
    """Return the key to use, or nothing for the user's own."""
    if file is not None and ephemeral:
        raise UsageError("--key-file and --ephemeral contradict each other.", "Use one of them.")
    from payscrub.surrogates import key  # noqa: PLC0415 - imports numpy

    if ephemeral:
        return key.ephemeral()
    return key.load_or_create(file) if file is not None else None
