"""``payscrub key``: make, name and replace the key; the key itself is never shown."""

from __future__ import annotations

from pathlib import Path

import click

_FILE = click.Path(path_type=Path)
_key_file = click.option("--key-file", type=_FILE, metavar="FILE", help="The file of the key; your own by default.")


@click.group()
def key() -> None:
    """Make, name and replace the key of the invented values."""


@key.command()
@_key_file
def new(key_file: Path | None) -> int:
    """Make a key where there is none."""
    from payscrub.surrogates import key as keys  # noqa: PLC0415 - imports numpy

    keys.create(key_file)
    click.echo(f"Made key {keys.identity(keys.load_or_create(key_file))}, which only you can read.")
    return 0


@key.command("show-id")
@_key_file
def show_id(key_file: Path | None) -> int:
    """Show eight digits that tell keys apart and say nothing about them."""
    from payscrub.errors import UsageError  # noqa: PLC0415 - with the rest
    from payscrub.surrogates import key as keys  # noqa: PLC0415 - imports numpy

    path = key_file or keys.default_path()
    if not path.exists():
        raise UsageError("There is no key yet.", "Make one with payscrub key new.")
    click.echo(keys.identity(keys.load_or_create(path)))
    return 0


@key.command()
@_key_file
def rotate(key_file: Path | None) -> int:
    """Put a new key in the place of the old one, which is kept beside it for tracing."""
    from payscrub.surrogates import key as keys  # noqa: PLC0415 - imports numpy

    aside = keys.rotate(key_file)
    click.echo(
        f"Made key {keys.identity(keys.load_or_create(key_file))}; the old one is kept beside it, under a name that ends in {aside.suffix}."
    )
    click.echo("Destroy that file when no clean file of its time needs to be traced any more.")
    return 0
