"""``payscrub trace``: which row of the source an invented value stands for, told by its address."""

from __future__ import annotations

from pathlib import Path

import click

from payscrub.sources import sources

_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("path", metavar="PATH")
@click.argument("surrogate", metavar="SURROGATE")
@click.option("--policy", "policy_file", type=_FILE, metavar="FILE", help="The policy file that the clean file was made with.")
@click.option("--key-file", type=_FILE, metavar="FILE", help="The key that the clean file was made with; your own by default.")
@click.option("--context", default="", metavar="TICKET", help="The context that the clean file was made with.")
def trace(path: str, surrogate: str, policy_file: Path | None, key_file: Path | None, context: str) -> int:
    """Tell where in the source PATH the value stands that SURROGATE was invented for; the value itself is not shown."""
    from payscrub import pipeline  # noqa: PLC0415 - imports numpy and the word lists
    from payscrub.policyfile import load  # noqa: PLC0415 - likewise
    from payscrub.surrogates import key as keys  # noqa: PLC0415 - likewise

    key = keys.existing(key_file)
    policy = None if policy_file is None else load(policy_file)
    found = pipeline.trace(sources([path], every=False)[0].content(), surrogate, policy=policy, key=key, context=context)
    click.echo("\n".join(found))
    return 0
