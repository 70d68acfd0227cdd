"""``payscrub risk``: who could still be singled out in a file once it is clean."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from payscrub.console import console
from payscrub.sources import sources

_FILE = click.Path(path_type=Path)
_FORMS = ("text", "json", "policy")


@click.command()
@click.argument("path", metavar="PATH")
@click.option("--policy", "policy_file", type=_FILE, metavar="FILE", help="What is done with which kind of data.")
@click.option("--format", "form", type=click.Choice(_FORMS), default=_FORMS[0], help="For people, for programs, or lines for a policy.")
def risk(path: str, policy_file: Path | None, form: str) -> int:
    """Show who could be singled out by job, pay, dates and the like once PATH is clean, and what would hide them; nothing is written."""
    from payscrub import pipeline  # noqa: PLC0415 - imports numpy and the word lists
    from payscrub.exposure import table  # noqa: PLC0415 - likewise
    from payscrub.policyfile import load  # noqa: PLC0415 - likewise

    policy = None if policy_file is None else load(policy_file)
    found = pipeline.risk(sources([path], every=False)[0].content(), policy=policy)
    if form == "json":
        click.echo(json.dumps(table.as_dicts(found), indent=2))
    elif form == "policy":
        click.echo(table.as_policy(found), nl=False)
    else:
        table.show(found, console(sys.stdout))
    return 0
