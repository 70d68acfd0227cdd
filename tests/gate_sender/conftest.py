"""Files in a folder, cleaned and uncleaned, and a pair of keys."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from tests.gate_sender import invented

from payscrub.cli import main
from payscrub.gate import signing
from payscrub.pipeline import clean_bytes

KEY = bytes(range(32))


@pytest.fixture(scope="session")
def cleaned():
    """The clean bytes of both files with their reports, by suffix."""
    return {".csv": clean_bytes(invented.delimited(), key=KEY), ".xlsx": clean_bytes(invented.workbook(), key=KEY)}


@pytest.fixture
def run():
    return lambda *args, **options: CliRunner().invoke(main, [str(arg) for arg in args], **options)


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "march.csv"
    path.write_bytes(invented.delimited())
    return path


@pytest.fixture(scope="session")
def signer(tmp_path_factory):
    """The path of a private key."""
    path = tmp_path_factory.mktemp("keys") / "payroll.pem"
    signing.make(path)
    return path
