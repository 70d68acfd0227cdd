"""``payscrub inbox``: a folder in which nothing personal stays."""

from __future__ import annotations

from pathlib import Path

import click

from payscrub.commands.options import FILE, options
from payscrub.commands.receiving import audit, log, max_size, others, template, time_limit, working
from payscrub.door import say
from payscrub.errors import UsageError

_CODES = {"clean": 0, "personal": 1, "unexamined": 3, "waiting": 4}


@click.command()
@click.argument("folder", type=FILE, metavar="FOLDER")
@click.option("--to", "target", type=FILE, required=True, metavar="CLEAN", help="The folder for clean files, which is not in FOLDER.")
@click.option("--notices", type=FILE, metavar="DIR", help="The folder for notices to senders; CLEAN by default.")
@options(
    template,
    others,
    max_size,
    time_limit,
    click.option("--settle", type=click.FloatRange(0, 3600), default=10.0, help="Seconds without a change after which a file is whole."),
    click.option("--once", is_flag=True, help="Deal with what is there and stop."),
    audit,
)
def inbox(  # noqa: PLR0913 - one parameter an option
    *,
    folder: Path,
    target: Path,
    notices: Path | None,
    template: Path | None,
    others: str,
    max_size: int,
    time_limit: float,
    settle: float,
    once: bool,
    audit_file: Path | None,
) -> int:
    """Pass on every clean file that arrives in FOLDER, and delete every other one for good, with a notice to its sender."""
    from payscrub.receive import notice  # noqa: PLC0415 - not needed for --help
    from payscrub.receive.inbox import Folders, Inbox  # noqa: PLC0415 - likewise

    folders = Folders(folder, target, notices or target)
    _check(folder, folders.clean, folders.notices)
    text = notice.load(template)
    worst = 0
    with (
        log(audit_file, "inbox") as verdicts,
        working(1, max_size, time_limit) as workers,
        Inbox(folders, workers, verdicts, text, others=others == "pass") as arrivals,
    ):
        for number, outcome in enumerate(arrivals.run(settle=settle, once=once), 1):
            click.echo(f"file {number}: {outcome.word}")
            if outcome.failure:
                say(f"file {number}: {outcome.failure}")
            worst = max(worst, _CODES[outcome.word])
    return worst


def _check(folder: Path, *targets: Path) -> None:
    """Refuse folders that are none, and outputs that would arrive as new files."""
    if not all(path.is_dir() for path in (folder, *targets)):
        raise UsageError("FOLDER, CLEAN and the folder for notices must exist.", "Make them first.")
    if any(target.resolve().is_relative_to(folder.resolve()) for target in targets):
        raise UsageError("CLEAN or the folder for notices lies in FOLDER, so that what is written there would arrive.", "Name others.")
