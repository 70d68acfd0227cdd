"""The pass certificate: a signed statement that one file, to the byte, was accepted by the verifier with these tables.

It stands beside the file as ``FILE.payscrub.json`` and holds no value of it: digests, versions, counts, and what was dropped. The
source's digest is left out on purpose, because who knows a small file almost could guess the rest with it.
"""

from __future__ import annotations

import binascii
import hashlib
import json
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from payscrub.errors import Unexaminable, UsageError
from payscrub.gate import signing, tables

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from payscrub.model import Report
    from payscrub.policy import Policy

SCHEMA = "payscrub.certificate/1"
SUFFIX = ".payscrub.json"
MAX_BYTES = 1 << 20
_ASK = "Verify the file itself, or ask the sender for a new certificate."


class CertificateRefused(Unexaminable):
    """A certificate that proves nothing about the file."""


def path_of(file: Path) -> Path:
    """Return where the certificate of ``file`` stands."""
    return file.with_name(file.name + SUFFIX)


def certify(report: Report, key: Ed25519PrivateKey, *, policy: Policy | None = None) -> bytes:
    """Return the signed certificate of the file that ``report`` found clean.

    Args:
        report: of ``clean``, whose output is meant, or of ``verify``, whose file is meant.
        key: the signer's private key.
        policy: what the file was cleaned with; nothing for a file that was only verified.

    Raises:
        UsageError: when the verdict is not clean.
    """
    if not report.verdict.clean:
        raise UsageError("A certificate is for clean files only.", "Clean the file first.")
    statement = _statement(report, policy) | {"signer": signing.raw(key.public_key()).hex()}
    return _spelt(statement | {"signature": key.sign(_signed(statement)).hex()})


def check(data: bytes, certificate: bytes, trusted: Collection[bytes]) -> dict[str, Any]:
    """Return what a genuine certificate states about the file with the bytes ``data``.

    Args:
        data: the file.
        certificate: the bytes of its certificate.
        trusted: the public keys, 32 bytes each, whose word is taken.

    Raises:
        CertificateRefused: when it is no certificate, its signer is not trusted, a byte of it or of the file was changed, the
            verdict is not clean, or it was made with other tables than those of this installation.
    """
    stated = _parsed(certificate)
    signer, signature = _bytes(stated.get("signer")), _bytes(stated.pop("signature", None))
    if signer not in trusted:
        raise CertificateRefused("The certificate is signed by somebody who is not trusted.", "Ask the sender for the public key.")
    if not signing.genuine(signer, signature, _signed(stated)):
        raise CertificateRefused("The certificate was changed after it was signed.", _ASK)
    if stated.get("schema") != SCHEMA or stated.get("verdict") != "clean":
        raise CertificateRefused("The certificate does not say that the file is clean.", _ASK)
    if stated["file"]["sha256"] != hashlib.sha256(data).hexdigest() or stated["file"]["bytes"] != len(data):
        raise CertificateRefused("The certificate belongs to another file, or the file was changed after it was made.", _ASK)
    if stated["tables"] != tables.digest():
        raise CertificateRefused("The certificate was made with other tables than those of this payscrub.", _ASK)
    return stated


def _statement(report: Report, policy: Policy | None) -> dict[str, Any]:
    treated = Counter[str]()
    for column in report.columns:
        if column.action != "keep":
            treated[column.entity] += column.values
    return {
        "schema": SCHEMA,
        "file": {"sha256": report.output_sha256 or report.sha256, "bytes": report.output_size or report.size, "format": report.format},
        "verdict": report.verdict.mark.value,
        "tool": dict(report.tool),
        "tables": tables.digest(),
        "policy": None if policy is None else _policy_digest(policy),
        "counts": dict(report.counts),
        "treated": dict(treated),
        "parts": [{"place": part.place, "action": part.action, "cause": part.cause} for part in report.parts],
        "issued": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _policy_digest(policy: Policy) -> str:
    lines = "".join(f"{entity}={action}\n" for entity, action in sorted(policy.actions.items()))
    return hashlib.sha256(f"{lines}{policy.digest}".encode()).hexdigest()


def _signed(statement: Mapping[str, Any]) -> bytes:
    """Return the bytes that are signed: one spelling for equal statements, and no other kind of document has it."""
    return SCHEMA.encode() + b"\n" + json.dumps(statement, sort_keys=True, separators=(",", ":")).encode()


def _spelt(certificate: Mapping[str, Any]) -> bytes:
    """Return the one spelling of a certificate, so that not even a blank can be changed."""
    return json.dumps(certificate, indent=2).encode() + b"\n"


def _parsed(certificate: bytes) -> dict[str, Any]:
    if len(certificate) > MAX_BYTES:
        raise CertificateRefused("The certificate is too large to be one.", _ASK)
    try:
        stated = json.loads(certificate)
    except (ValueError, RecursionError):
        stated = None
    if not isinstance(stated, dict) or _spelt(stated) != certificate:
        raise CertificateRefused("The certificate is no certificate of payscrub.", _ASK)
    return stated


def _bytes(text: object) -> bytes:
    """Return what hexadecimal digits, in their one spelling, stand for, or nothing when they are none."""
    try:
        found = binascii.unhexlify(text) if isinstance(text, str) else b""
    except ValueError:
        return b""
    return found if found.hex() == text else b""
