"""``payscrub policy``: propose a policy file, and say what is wrong in one."""

from __future__ import annotations

from pathlib import Path

import click

from payscrub.sources import sources

_FILE = click.Path(path_type=Path)
_WRONG_USAGE = 2
_USABLE = "The policy file can be used, but not with --strict before somebody has reviewed {:,} of its lines."


@click.group()
def policy() -> None:
    """Propose a policy file, or check one."""


@policy.command()
@click.argument("path", metavar="PATH")
@click.option("-o", "output", type=_FILE, metavar="OUT", help="The policy file; standard output by default.")
@click.option("--force", is_flag=True, help="Replace a policy file that exists.")
def init(path: str, output: Path | None, *, force: bool) -> int:
    """Write a policy file that names every column of PATH and what would be done with it, for a person to review."""
    from payscrub import pipeline, publish  # noqa: PLC0415 - imports numpy and the word lists

    if output is not None:
        publish.check_target(output, source=None if path == "-" else Path(path), force=force)
    text = pipeline.propose(sources([path], every=False)[0].content())
    if output is None:
        click.echo(text, nl=False)
        return 0
    publish.publish(text.encode(), output, force=force)
    click.echo("The policy file is written. Read every line, write your reasons, and see with payscrub policy check what is left to do.")
    return 0


@policy.command()
@click.argument("file", type=_FILE, metavar="FILE")
def check(file: Path) -> int:
    """Say which lines of a policy file are wrong and what to write there, and which nobody has reviewed."""
    from payscrub import policyfile, publish  # noqa: PLC0415 - imports the nouns and numpy

    faults = policyfile.check(file)
    waiting = [] if faults else policyfile.unreviewed(publish.read(file, "policy file"))
    for fault in (*faults, *waiting):
        click.echo(f"{f'Line {fault.line}' if fault.line else 'The policy file'} {fault.message}. {fault.remedy}", err=bool(faults))
    if not faults:
        click.echo(_USABLE.format(len(waiting)) if waiting else "The policy file can be used, also with --strict.")
    return _WRONG_USAGE if faults else 0
