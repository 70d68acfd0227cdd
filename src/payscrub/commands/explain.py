"""``payscrub explain``: why each column of a file was taken for what it was."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from payscrub.commands.options import FILE, policy
from payscrub.console import console
from payscrub.sources import sources


@click.command()
@click.argument("path", metavar="PATH")
@click.option("--policy", "policy_file", type=FILE, metavar="FILE", help="What is done with which kind of data.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="For people, or for programs.")
def explain(path: str, policy_file: Path | None, form: str) -> int:
    """Tell for each column of PATH what it was taken for, on what evidence, and what else was considered; nothing is written."""
    from payscrub import explanation, pipeline  # noqa: PLC0415 - imports numpy and the word lists

    found = pipeline.explain(sources([path], every=False)[0].content(), policy=policy(policy_file))
    if form == "json":
        click.echo(json.dumps(explanation.as_dicts(found), indent=2))
    else:
        explanation.show(found, console(sys.stdout))
    return 0
