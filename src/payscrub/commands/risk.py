"""``payscrub risk``: who could still be singled out in a file once it is clean."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from payscrub.console import console
from payscrub.sources import sources

_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("path", metavar="PATH")
@click.option("--policy", "policy_file", type=_FILE, metavar="FILE", help="What is done with which kind of data.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="For people, or for programs.")
def risk(path: str, policy_file: Path | None, form: str) -> int:
    """Show who could still be singled out by job, pay, dates and the like once PATH is clean; nothing is written."""
    from payscrub import pipeline  # noqa: PLC0415 - imports numpy and the word lists
    from payscrub.policyfile import load  # noqa: PLC0415 - likewise
    from payscrub.risktable import as_dicts, show  # noqa: PLC0415 - likewise

    policy = None if policy_file is None else load(policy_file)
    found = pipeline.risk(sources([path], every=False)[0].content(), policy=policy)
    if form == "json":
        click.echo(json.dumps(as_dicts(found), indent=2))
    else:
        show(found, console(sys.stdout))
    return 0
