"""The key: 32 random bytes that decide which surrogate a value gets. Nothing else is ever stored."""

from __future__ import annotations

import os
import re
import secrets
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from payscrub.errors import CannotReadOrWrite, UsageError

KEY_BYTES = 32
_HEX = re.compile(rb"[0-9a-fA-F]{%d}" % (2 * KEY_BYTES))
_LONGEST = 4 * KEY_BYTES  # a key file holds 64 characters and a line end; more of a wrong file is not read


def ephemeral() -> bytes:
    """Return a new key that is kept nowhere: the same file gets other surrogates the next time."""
    return secrets.token_bytes(KEY_BYTES)


def load_or_create(path: Path | None = None) -> bytes:
    """Return the key in ``path`` (default: the user's configuration folder), made on first use.

    The file holds 64 hexadecimal digits, mode 0600, in a folder of mode 0700. Two processes that start together end
    up with the same key. Raises ``UsageError`` for a file that holds something else, ``CannotReadOrWrite`` when the
    operating system refuses.
    """
    path = default_path() if path is None else path
    try:
        if not path.exists():
            _create(path)
        return _read(path)
    except OSError as error:
        raise CannotReadOrWrite(
            f"The key file cannot be read or written ({error.strerror or 'refused by the system'}).", "Name another file with --key-file."
        ) from None


def create(path: Path | None = None) -> Path:
    """Make a new key in ``path`` (default: the user's configuration folder) and return the path.

    Raises ``UsageError`` when there is a key already, ``CannotReadOrWrite`` when the operating system refuses.
    """
    path = default_path() if path is None else path
    if path.exists():
        raise UsageError("There is a key already.", "Use it, or replace it with payscrub key rotate.")
    load_or_create(path)
    return path


def rotate(path: Path | None = None) -> Path:
    """Put a new key in the place of the one in ``path``, and return where the old one is kept: files made with it can be traced still.

    Raises ``UsageError`` when there is no key, ``CannotReadOrWrite`` when the operating system refuses.
    """
    path = default_path() if path is None else path
    if not path.exists():
        raise UsageError("There is no key to replace.", "Make one with payscrub key new.")
    aside = path.with_name(f"{path.name}.{identity(load_or_create(path))}")
    try:
        path.replace(aside)
    except OSError as error:
        raise CannotReadOrWrite(
            f"The old key cannot be set aside ({error.strerror or 'refused by the system'}).", "Check the permissions of the folder."
        ) from None
    load_or_create(path)
    return aside


def identity(key: bytes) -> str:
    """Return eight digits that tell keys apart and say nothing about them: a hash of 256 random bits cannot be turned round."""
    return blake2b(key, digest_size=4, person=b"payscrub key id").hexdigest()


def default_path() -> Path:
    """Return where the key is kept when nobody names a file."""
    from platformdirs import user_config_path  # noqa: PLC0415 - not needed when a key file is named

    return user_config_path("payscrub", appauthor=False) / "key"


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        text = file.read(_LONGEST).strip()
    if not _HEX.fullmatch(text):
        raise UsageError(
            f"The key file does not hold a key: it must hold {2 * KEY_BYTES} hexadecimal digits and nothing else.",
            "Name the right file with --key-file, or a new one to have a key made.",
        )
    return bytes.fromhex(text.decode("ascii"))


def _create(path: Path) -> None:
    """Write a new key beside ``path`` and link it into place: whole, or not at all, and never over another's."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_hex(KEY_BYTES).encode("ascii") + b"\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # another process was first: its key is the key
            os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)
