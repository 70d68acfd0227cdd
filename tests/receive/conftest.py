"""Workers that all tests share, a log, and mail servers on this computer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.receive.servers import Running, Sink

from payscrub.receive.address import Address
from payscrub.receive.audit import Audit
from payscrub.receive.limits import Limits
from payscrub.receive.mail import Filter
from payscrub.receive.relay import Relay
from payscrub.receive.workers import Workers


@pytest.fixture(scope="session")
def workers():
    with Workers(Limits(workers=1, size=1 << 20)) as running:
        yield running


@pytest.fixture
def audit(tmp_path):
    with Audit(tmp_path / "audit.jsonl") as log:
        yield log


@pytest.fixture(scope="session")
def certified(tmp_path_factory):
    """A certificate for this computer, signed by itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("tls")
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    return folder / "cert.pem", folder / "key.pem"


@pytest.fixture
def next_server():
    """A mail server that keeps what it gets."""
    with Sink() as sink:
        yield sink


@pytest.fixture
def gate(workers, audit, next_server):
    """Return a function that starts the filter and returns where it listens."""
    started = []

    def start(*, lmtp=False, relay=None, others=False):
        sock = Address("127.0.0.1", 0).listen()
        chosen = relay or Relay(Address(*next_server.address), partly=lmtp)
        server = Running(Filter(workers, audit, chosen, others=others), sock, lmtp=lmtp)
        started.append(server)
        return sock.getsockname()[:2]

    yield start
    for server in started:
        server.stop()
