"""What the commands of the receiver's gate share: limits, workers, the audit log, and the extras that they need."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from payscrub.commands.options import FILE, options
from payscrub.errors import UsageError
from payscrub.receive.limits import MIB, Limits

if TYPE_CHECKING:
    from payscrub.receive.audit import Audit
    from payscrub.receive.workers import Workers

_USUAL = Limits()
max_size = click.option("--max-size", type=click.IntRange(1, 512), default=_USUAL.size // MIB, help="The largest that is taken, in MiB.")
time_limit = click.option(
    "--time-limit", type=click.FloatRange(0.1, 3600), default=_USUAL.seconds, help="Seconds after which it is unexamined."
)
limits = options(
    click.option("--workers", type=click.IntRange(1, 64), default=_USUAL.workers, help="How many files are examined at a time."),
    max_size,
    time_limit,
)
audit = click.option("--audit", "audit_file", type=FILE, metavar="FILE", help="The log of verdicts, to which lines are only added.")
template = click.option("--template", type=FILE, metavar="FILE", help="The text of notices.")
others = click.option(
    "--others", type=click.Choice(("refuse", "pass")), default="refuse", help="Pictures, PDF documents and the like, which are not judged."
)


@contextmanager
def working(workers: int, max_size: int, time_limit: float, policy: Path | None = None) -> Iterator[Workers]:
    """Enter the block with workers that run, and end them afterwards."""
    from payscrub.receive.workers import Workers  # noqa: PLC0415 - not needed for --help

    with Workers(Limits(seconds=time_limit, size=max_size * MIB, workers=workers), policy) as running:
        yield running


def log(file: Path | None, way: str) -> Audit:
    """Return the audit log in ``file``, or the usual one of ``way``."""
    from payscrub.receive.audit import Audit, default_path  # noqa: PLC0415 - not needed for --help

    return Audit(file or default_path(way))


def needs(extra: str, *packages: str) -> None:
    """Return when packages of an extra are installed.

    Raises:
        UsageError: saying what to install.
    """
    missing = [package for package in packages if find_spec(package) is None]
    if missing:
        raise UsageError(f"This command needs the package {missing[0]}.", f"Install payscrub[{extra}].")
