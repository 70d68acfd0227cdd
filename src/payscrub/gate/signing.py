"""Signing keys: an Ed25519 pair (RFC 8032), the private half in a file that only its owner can read.

Files are PEM: PKCS#8 (RFC 5958) for the private key, SubjectPublicKeyInfo (RFC 8410) for the public one.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from payscrub import publish
from payscrub.errors import UsageError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def _cryptography() -> ModuleType:
    """Return the module that spells keys, or say how to get it."""
    try:
        from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - an extra
    except ImportError:
        raise UsageError("Certificates need the package cryptography.", "Install payscrub[certificate].") from None
    return serialization


def default_path() -> Path:
    """Return where the signing key is kept when nobody names a file."""
    from platformdirs import user_config_path  # noqa: PLC0415 - not needed when a key file is named

    return user_config_path("payscrub", appauthor=False) / "signing-key.pem"


def public_path(path: Path) -> Path:
    """Return where the public half of the private key at ``path`` is written."""
    return path.with_name(f"{path.stem}.pub.pem")


def make(path: Path) -> Path:
    """Write a new private key to ``path``, readable by its owner only, and return where its public half was written.

    Raises:
        UsageError: when the extra for certificates is not installed.
        CannotReadOrWrite: when either file exists already, or the operating system refuses.
    """
    serialization = _cryptography()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - an extra

    key = Ed25519PrivateKey.generate()
    public = public_path(path)
    publish.check_target(path)
    publish.check_target(public)
    publish.publish(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()), path)
    publish.publish(key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo), public)
    return public


def load_private(path: Path) -> Ed25519PrivateKey:
    """Return the private key in ``path``.

    Raises:
        UsageError: when the file holds no Ed25519 key, or others can read it.
        CannotReadOrWrite: when the operating system refuses.
    """
    serialization = _cryptography()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - an extra

    data = publish.read(path, "signing key")
    if os.name != "nt" and path.stat().st_mode & _OTHERS:
        raise UsageError("Others can read the signing key, so it proves nothing.", "Make a new one with payscrub certificate key.")
    try:
        key = serialization.load_pem_private_key(data, None)
    except (ValueError, TypeError):  # no key, or one with a password
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise UsageError("The signing key file holds no Ed25519 key.", "Make one with payscrub certificate key.")
    return key


def load_public(path: Path) -> bytes:
    """Return the 32 bytes of the public key in ``path``.

    Raises:
        UsageError: when the file holds no Ed25519 public key.
        CannotReadOrWrite: when the operating system refuses.
    """
    serialization = _cryptography()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 - an extra

    try:
        key = serialization.load_pem_public_key(publish.read(path, "public key"))
    except ValueError:
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise UsageError("The file to trust holds no Ed25519 public key.", "Name the .pub.pem file of the signer.")
    return raw(key)


def raw(key: Ed25519PublicKey) -> bytes:
    """Return the 32 bytes of a public key."""
    serialization = _cryptography()
    return key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)


def genuine(public: bytes, signature: bytes, message: bytes) -> bool:
    """Return whether ``signature`` is that of ``public`` (32 bytes) under ``message``."""
    _cryptography()
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - an extra
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 - likewise

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True
