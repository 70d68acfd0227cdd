"""``payscrub certificate``: make a signing key, check the certificate of a file; and write one for the other commands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from payscrub import publish
from payscrub.commands.options import FILE
from payscrub.errors import UsageError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from payscrub.model import Report
    from payscrub.policy import Policy


@click.group()
def certificate() -> None:
    """Make a signing key, or check the certificate of a file."""


@certificate.command("key")
@click.argument("file", type=FILE, required=False, metavar="[FILE]")
def make_key(file: Path | None) -> int:
    """Make a pair of keys: FILE, which only you can read, and its public half, which receivers trust."""
    from payscrub.gate import signing  # noqa: PLC0415 - not needed for --help

    if file is None:
        file = signing.default_path()
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    public = signing.make(file)
    click.echo(f"The signing key was made. Give its public half to those who check your certificates: {public.name}, in the same folder.")
    return 0


@certificate.command("check")
@click.argument("file", type=FILE)
@click.option("--trust", type=FILE, required=True, multiple=True, metavar="KEY", help="The public key of a signer to trust; repeatable.")
@click.option("--certificate", "proof", type=FILE, metavar="FILE", help="The certificate; FILE.payscrub.json by default.")
def check(file: Path, trust: tuple[Path, ...], proof: Path | None) -> int:
    """Accept FILE if a trusted signer certified these very bytes, by the tables of this payscrub, as clean."""
    from payscrub.gate import certificate as certificates  # noqa: PLC0415 - not needed for --help
    from payscrub.gate import signing  # noqa: PLC0415 - likewise

    trusted = [signing.load_public(path) for path in trust]
    stated = certificates.check(publish.read(file, "file"), publish.read(proof or certificates.path_of(file), "certificate"), trusted)
    click.echo(f"Accepted: a trusted signer certified this file as clean at {stated['issued']}.")
    return 0


def signer(file: Path | None, *, wanted: bool) -> Ed25519PrivateKey | None:
    """Return the signing key in ``file``, or the user's own, if certificates are wanted at all.

    Raises:
        UsageError: when there is no such key, or it is none.
    """
    if not wanted:
        if file is not None:
            raise UsageError("--signing-key signs nothing without --certificate.", "Add --certificate.")
        return None
    from payscrub.gate import signing  # noqa: PLC0415 - not needed for --help

    path = file or signing.default_path()
    if not path.exists():
        raise UsageError("There is no signing key.", "Make one with payscrub certificate key.")
    return signing.load_private(path)


def write(report: Report, key: Ed25519PrivateKey, file: Path, policy: Policy | None = None) -> None:
    """Write the certificate of ``file``, which ``report`` found clean; an older one of the same name is replaced."""
    from payscrub.gate import certificate as certificates  # noqa: PLC0415 - not needed for --help

    publish.publish(certificates.certify(report, key, policy=policy), certificates.path_of(file), source=file, force=True)
