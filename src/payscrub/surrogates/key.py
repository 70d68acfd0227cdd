"""The key: 32 random bytes that decide which surrogate a value gets. Nothing else is ever stored.

A key file holds the key as 64 hexadecimal digits, or says that the keyring of the operating system holds it: ``keyring`` and the eight
digits that name it. The user's own key goes into the keyring where there is one when it is made; a file that somebody names holds the
key itself.
"""

from __future__ import annotations

import os
import re
import secrets
from hashlib import blake2b
from pathlib import Path

from payscrub.errors import CannotReadOrWrite, UsageError
from payscrub.surrogates import vault

KEY_BYTES = 32
_HEX = re.compile(rb"[0-9a-fA-F]{%d}" % (2 * KEY_BYTES))
_KEPT = re.compile(rb"keyring ([0-9a-f]{8})")
_LONGEST = 4 * KEY_BYTES  # a key file holds 64 characters and a line end; more of a wrong file is not read


def ephemeral() -> bytes:
    """Return a new key that is kept nowhere: the same file gets other surrogates the next time."""
    return secrets.token_bytes(KEY_BYTES)


def load_or_create(path: Path | None = None) -> bytes:
    """Return the key in ``path`` (default: the user's own), made on first use.

    The file has mode 0600, in a folder of mode 0700. Two processes that start together end up with the same key. Raises
    ``UsageError`` for a file that holds something else, ``CannotReadOrWrite`` when the operating system refuses.
    """
    own = path is None
    path = default_path() if path is None else path
    try:
        if not path.exists():
            _create(path, in_keyring=own)
        return _read(path)
    except OSError as error:
        raise CannotReadOrWrite(
            f"The key file cannot be read or written ({error.strerror or 'refused by the system'}).", "Name another file with --key-file."
        ) from None


def create(path: Path | None = None) -> bytes:
    """Make a new key in ``path`` (default: the user's own) and return it.

    Raises ``UsageError`` when there is a key already, ``CannotReadOrWrite`` when the operating system refuses.
    """
    if (path or default_path()).exists():
        raise UsageError("There is a key already.", "Use it, or replace it with payscrub key rotate.")
    return load_or_create(path)


def existing(path: Path | None = None) -> bytes:
    """Return the key in ``path`` (default: the user's own), which is not made when it is missing.

    Raises ``UsageError`` when there is none, and as ``load_or_create`` does.
    """
    if not (path or default_path()).exists():
        raise UsageError("There is no key yet.", "Make one with payscrub key new, or name one with --key-file.")
    return load_or_create(path)


def in_keyring(path: Path | None = None) -> bool:
    """Return whether the key in ``path`` (default: the user's own) is kept by the keyring of the operating system."""
    return _KEPT.fullmatch(_text(path or default_path())) is not None


def rotate(path: Path | None = None) -> Path:
    """Put a new key in the place of the one in ``path``, and return where the old one is kept: files made with it can be traced still.

    Raises ``UsageError`` when there is no key, ``CannotReadOrWrite`` when the operating system refuses.
    """
    old = path or default_path()
    if not old.exists():
        raise UsageError("There is no key to replace.", "Make one with payscrub key new.")
    aside = old.with_name(f"{old.name}.{identity(load_or_create(old))}")
    try:
        old.replace(aside)
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


def _text(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LONGEST).strip()


def _read(path: Path) -> bytes:
    text = _text(path)
    kept = _KEPT.fullmatch(text)
    if kept:
        text = vault.get(kept[1].decode("ascii")).encode()
    if kept and not (_HEX.fullmatch(text) and identity(bytes.fromhex(text.decode("ascii"))).encode() == kept[1]):
        raise UsageError("The keyring of your system holds something else than your key.", "Name a key with --key-file.")
    if not _HEX.fullmatch(text):
        raise UsageError(
            f"The key file does not hold a key: it must hold {2 * KEY_BYTES} hexadecimal digits and nothing else.",
            "Name the right file with --key-file, or a new one to have a key made.",
        )
    return bytes.fromhex(text.decode("ascii"))


def _create(path: Path, *, in_keyring: bool) -> None:
    """Make a key for ``path``; the file appears whole, or not at all, and never over another's."""
    key = secrets.token_bytes(KEY_BYTES)
    kept = in_keyring and vault.put(identity(key), key)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    placed = _placed(path, f"keyring {identity(key)}" if kept else key.hex())
    if kept and not placed:
        vault.remove(identity(key))


def _placed(path: Path, text: str) -> bool:
    """Write a file beside ``path`` and link it into place; return whether it was the first to be there."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode("ascii") + b"\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:  # another process was first: its key is the key
        return False
    else:
        return True
    finally:
        draft.unlink(missing_ok=True)
