"""``payscrub audit``: whether a log of verdicts is as it was written."""

from __future__ import annotations

from pathlib import Path

import click

from payscrub.commands.options import FILE


@click.command()
@click.argument("file", type=FILE, metavar="FILE")
def audit(file: Path) -> int:
    """Check that no line of the log FILE of serve, inbox or mail was changed, taken out or put in."""
    from payscrub.receive.audit import check  # noqa: PLC0415 - not needed for --help

    found = check(file)
    click.echo(
        f"Unbroken: {found.verdicts:,} verdicts, {found.cut:,} lines cut off by a crash. The last line's hash, to be kept elsewhere:"
    )
    click.echo(found.head)
    return 0
