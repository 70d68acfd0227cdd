"""The command line: parse, call one function of the library, print, exit.

Nothing heavy is imported before a command runs. The commands and their exit codes are described in ``docs/contract.md``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

import payscrub
from payscrub import batch, publish
from payscrub.commands import certificate as certificates
from payscrub.commands import watch
from payscrub.commands.audit import audit
from payscrub.commands.explain import explain
from payscrub.commands.inbox import inbox
from payscrub.commands.key import key as keys
from payscrub.commands.mail import mail
from payscrub.commands.options import FILE, certifying, how, key, options, password, password_file, policy, policy_file
from payscrub.commands.papers import REPORTS, Papers
from payscrub.commands.policy import policy as policies
from payscrub.commands.risk import risk
from payscrub.commands.serve import serve
from payscrub.commands.tasks import Cleaning, Scanning, Verifying
from payscrub.commands.trace import trace
from payscrub.door import Door
from payscrub.errors import UsageError
from payscrub.sources import Source, sources

if TYPE_CHECKING:
    from payscrub.model import Report
    from payscrub.pipeline import Made


_paths = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
_form = click.option("--format", "form", type=click.Choice(batch.FORMS), default=batch.FORMS[0], help="For people, or for programs.")
_stdin = click.option("--stdin-filename", "stdin_name", metavar="NAME", help="The name of the file that - stands for.")
_strict = click.option("--strict", is_flag=True, help="Refuse a file with a column that the policy does not name.")
_jobs = click.option(
    "--jobs",
    type=click.IntRange(1),
    metavar="N",
    help="How many processes share the work; as many as there are cores, at most 4, by default.",
)
_cleaning = options(
    click.option("-o", "output", type=FILE, metavar="OUT", help="The output file; NAME.clean.EXT beside the source by default."),
    click.option("--output-dir", "folder", type=FILE, metavar="DIR", help="The folder for the outputs."),
    how,
    _strict,
    click.option("--context", default="", metavar="TICKET", help="A case: files of two cases cannot be linked."),
    click.option(
        "--report", "report_file", type=FILE, metavar="FILE", help="Also write the report to this file (.json, or .html to sign)."
    ),
    certifying,
    password_file,
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
@options(_paths, policy_file, _strict, _form, password_file, _jobs, _stdin)
def scan(  # noqa: PLR0913 - one parameter an option
    *,
    paths: tuple[str, ...],
    policy_file: Path | None,
    strict: bool,
    form: str,
    password_file: Path | None,
    jobs: int | None,
    stdin_name: str | None,
) -> int:
    """Show what is personal in each file, and change nothing."""
    chosen, opener = policy(policy_file, strict=strict), password(password_file)
    return _run("scan", sources(paths, every=False), Scanning(chosen, opener, stdin_name), jobs, form)


@main.command()
@options(_paths, _cleaning, _jobs, _stdin)
def clean(  # noqa: PLR0913 - one parameter an option
    *,
    paths: tuple[str, ...],
    output: Path | None,
    folder: Path | None,
    mode: str,
    policy_file: Path | None,
    key_file: Path | None,
    ephemeral: bool,
    strict: bool,
    context: str,
    report_file: Path | None,
    certificate: bool,
    signing_key: Path | None,
    password_file: Path | None,
    force: bool,
    jobs: int | None,
    stdin_name: str | None,
) -> int:
    """Write a copy of each file in which every person is an invented one, and prove it before it is written."""
    files = sources(paths, every=False)
    _check_clean(files, output, folder, report_file, force=force)
    chosen, secret = policy(policy_file, mode, strict=strict), key(key_file, ephemeral=ephemeral, own=len(files) > 1)
    opener = password(password_file)
    papers = Papers.of(report_file, certificates.signer(signing_key, wanted=certificate), chosen)

    task = Cleaning(output or folder, chosen, secret, context, opener, stdin_name, force, batch.within_a_file(files, jobs))

    def finish(source: Source, made: Made) -> Report:
        from payscrub import pipeline  # noqa: PLC0415 - imports numpy and the word lists

        content = source.content(stdin_name)
        report = pipeline.put(made, content, output or folder, force=force)
        papers.file(source.number, report, content, output or folder)
        return report

    outcomes = batch.run("clean", files, batch.Job(task, finish), jobs)
    papers.write(outcomes, force=force)
    return batch.code(outcomes)


@main.command()
@options(_paths, _form)
@click.option("--original", type=FILE, metavar="FILE", help="The file it was made from: nothing personal of it may be left.")
@click.option("--picture", "pictures", multiple=True, metavar="SHA256", help="Accept a picture that you have looked at, by its hash.")
@options(certifying, _jobs, _stdin)
def verify(  # noqa: PLR0913 - one parameter an option
    *,
    paths: tuple[str, ...],
    form: str,
    original: Path | None,
    pictures: tuple[str, ...],
    certificate: bool,
    signing_key: Path | None,
    jobs: int | None,
    stdin_name: str | None,
) -> int:
    """Accept each file only if nothing personal is found in any part of it, without key, policy or trust in the cleaner."""
    files = sources(paths, every=True)
    if original is not None and len(files) > 1:
        raise UsageError("--original belongs to one file only.", "Verify one file at a time with it.")
    if certificate and any(source.path is None for source in files):
        raise UsageError("A certificate stands beside a file, and standard input has no place.", "Verify the file by its name.")
    signer = certificates.signer(signing_key, wanted=certificate)

    def finish(source: Source, report: Report) -> Report:
        if signer is not None and source.path is not None and report.verdict.clean:
            certificates.write(report, signer, source.path)
        return report

    return _run("verify", files, Verifying(original, stdin_name, tuple(map(str.lower, pictures))), jobs, form, finish)


def _as_it_is(_source: Source, report: Report) -> Report:
    return report


def _run(  # noqa: PLR0913, PLR0917 - what all commands that show reports have in common
    command: str,
    files: list[Source],
    task: Callable[[Source], Report],
    jobs: int | None,
    form: str,
    finish: Callable[[Source, Report], Report] = _as_it_is,
) -> int:
    outcomes = batch.run(command, files, batch.Job(task, finish), jobs, quiet=form != batch.FORMS[0])
    if form != batch.FORMS[0]:
        click.echo(batch.spelt(command, outcomes, form))
    return batch.code(outcomes)


def _check_clean(files: list[Source], output: Path | None, folder: Path | None, report_file: Path | None, *, force: bool) -> None:
    """Refuse options that contradict each other before anything is done."""
    if output is not None and folder is not None:
        raise UsageError("-o and --output-dir contradict each other.", "Use one of them.")
    if output is not None and len(files) > 1:
        raise UsageError("-o names one output, and there are several files.", "Use --output-dir.")
    if folder is not None and not folder.is_dir():
        raise UsageError("--output-dir is no folder.", "Make the folder or name another.")
    if report_file is not None and report_file.suffix.lower() not in REPORTS:
        raise UsageError("--report writes JSON or a page.", "End the report's name in .json or .html.")
    if report_file is not None:
        publish.check_target(report_file, force=force)


main.add_command(audit)
main.add_command(certificates.certificate)
main.add_command(watch.watch)
main.add_command(explain)
main.add_command(inbox)
main.add_command(keys)
main.add_command(mail)
main.add_command(policies)
main.add_command(risk)
main.add_command(serve)
main.add_command(trace)
