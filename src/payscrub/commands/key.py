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

    name = keys.identity(keys.create(key_file))
    click.echo(f"Made key {name}, kept {_where(key_file)}.")
    return 0


@key.command("show-id")
@_key_file
def show_id(key_file: Path | None) -> int:
    """Show eight digits that tell keys apart and say nothing about them."""
    from payscrub.surrogates import key as keys  # noqa: PLC0415 - imports numpy

    click.echo(keys.identity(keys.existing(key_file)))
    return 0


@key.command()
@_key_file
def rotate(key_file: Path | None) -> int:
    """Put a new key in the place of the old one, which is kept for tracing."""
    from payscrub.surrogates import key as keys  # noqa: PLC0415 - imports numpy

    aside = keys.rotate(key_file)
    old = aside.suffix.removeprefix(".")
    click.echo(f"Made key {keys.identity(keys.existing(key_file))}, kept {_where(key_file)}.")
    click.echo(f"The old key is named by a file beside the new one that ends in .{old}; trace takes it with --key-file.")
    entry = f", and the entry {old} of payscrub in your keyring" if keys.in_keyring(aside) else ""
    click.echo(f"Destroy that file{entry} when no clean file of its time needs to be traced any more.")
    return 0


def _where(path: Path | None) -> str:
    from payscrub.surrogates import key as keys  # noqa: PLC0415 - imports numpy

    return "in the keyring of your system" if keys.in_keyring(path) else "in a file that only you can read"
