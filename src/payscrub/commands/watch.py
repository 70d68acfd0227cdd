"""``payscrub watch``: every spreadsheet that is put into a folder is cleaned into another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from payscrub import batch
from payscrub.commands.options import FILE, how, key, options, policy
from payscrub.errors import UsageError
from payscrub.sources import Source

if TYPE_CHECKING:
    from payscrub.model import Report


@click.command()
@click.argument("folder", type=FILE, metavar="IN")
@click.option("--to", "target", type=FILE, required=True, metavar="OUT", help="The folder for the outputs, which is not in IN.")
@options(
    how,
    click.option("--once", is_flag=True, help="Clean what is there and stop."),
    click.option("--force", is_flag=True, help="Replace outputs that exist."),
)
def watch(  # noqa: PLR0913 - one parameter an option
    *, folder: Path, target: Path, mode: str, policy_file: Path | None, key_file: Path | None, ephemeral: bool, once: bool, force: bool
) -> int:
    """Clean every file in the folder IN, and each one that is put there later, into the folder OUT, until you press Ctrl+C."""
    _check(folder, target)
    chosen, secret = policy(policy_file, mode), key(key_file, ephemeral=ephemeral)

    def work(source: Source) -> Report:
        from payscrub import pipeline  # noqa: PLC0415 - imports numpy and the word lists

        return pipeline.clean(source.content(), target, policy=chosen, key=secret, force=force)

    from payscrub.gate.watch import arrivals  # noqa: PLC0415 - an extra, which --help does not need

    worst = 0
    for number, path in enumerate(arrivals(folder, once=once), 1):
        outcome = batch.one("clean", Source(number, path), work)
        click.echo(f"file {number}: {outcome.word}, exit code {outcome.code}")
        worst = max(worst, outcome.code)
    return worst


def _check(folder: Path, target: Path) -> None:
    """Refuse folders that are none, and outputs that would arrive as new files."""
    if not folder.is_dir() or not target.is_dir():
        raise UsageError("IN and OUT must be folders that exist.", "Make them first.")
    if target.resolve().is_relative_to(folder.resolve()):
        raise UsageError("OUT lies in IN, so that outputs would be cleaned again.", "Name a folder outside of it.")
