"""What several commands share: options, and the policy and the key that options stand for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from payscrub.errors import UsageError

if TYPE_CHECKING:
    from payscrub.policy import Policy

Command = TypeVar("Command", bound=Callable[..., Any])

FILE = click.Path(path_type=Path)
MODES = ("pseudonymise", "mask", "redact")


def options(*several: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Return the decorators as one, in the order in which ``--help`` lists them."""

    def decorate(command: Command) -> Command:
        for option in reversed(several):
            command = option(command)
        return command

    return decorate


policy_file = click.option("--policy", "policy_file", type=FILE, metavar="FILE", help="What is done with which kind of data.")
how = options(
    click.option("--mode", type=click.Choice(MODES), default=MODES[0], help="Invented values, blanked ones, or nothing."),
    policy_file,
    click.option("--key-file", type=FILE, metavar="FILE", help="The key of the invented values; made when it is missing."),
    click.option("--ephemeral", is_flag=True, help="Use a new key and forget it."),
)
password_file = click.option("--password-file", type=FILE, metavar="FILE", help="The password that opens encrypted workbooks.")
certifying = options(
    click.option("--certificate", is_flag=True, help="Also write a signed certificate beside each clean file, FILE.payscrub.json."),
    click.option("--signing-key", type=FILE, metavar="FILE", help="The key that signs it; your own by default."),
)


def policy(file: Path | None, mode: str = MODES[0], *, strict: bool = False) -> Policy:
    """Return the policy in ``file``, or the default one, under ``mode``; a ``strict`` one needs a file."""
    if strict and file is None:
        raise UsageError("--strict needs a policy that names the columns.", "Make one with payscrub policy init and name it with --policy.")
    from payscrub.model import Action  # noqa: PLC0415 - imports numpy
    from payscrub.policy import Policy  # noqa: PLC0415 - likewise
    from payscrub.policyfile import load  # noqa: PLC0415 - likewise

    return Policy.default(Action(mode)) if file is None else load(file, Action(mode), strict=strict)


def key(file: Path | None, *, ephemeral: bool, own: bool = False) -> bytes | None:
    """Return the key to use, or nothing for the user's own, unless that is asked for: several processes must not make one each."""
    if file is not None and ephemeral:
        raise UsageError("--key-file and --ephemeral contradict each other.", "Use one of them.")
    from payscrub.surrogates import key as keys  # noqa: PLC0415 - imports numpy

    if ephemeral:
        return keys.ephemeral()
    return keys.load_or_create(file) if file is not None or own else None


def password(file: Path | None) -> str | None:
    """Return the password in ``file``: its only line, in UTF-8, without the line's end.

    A password stands in a file because what is typed as an option can be read in the list of processes.

    Raises:
        UsageError: when the file holds no password, several lines, or more than Excel allows.
    """
    if file is None:
        return None
    from payscrub import publish  # noqa: PLC0415 - a command without a password needs none of it
    from payscrub.formats.encrypted import LONGEST  # noqa: PLC0415 - likewise

    try:
        lines = publish.read(file, "password file").decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise UsageError("The password file is no text in UTF-8.", "Save it again as UTF-8.") from None
    if len(lines) != 1 or not 0 < len(lines[0]) <= LONGEST:
        raise UsageError(
            f"The password file must hold one line of 1 to {LONGEST} characters.", "Write the password into it and nothing else."
        )
    return lines[0]
