"""Each fixture is cleaned once, by the command that users type, and looked at by many tests."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from fixtures.build import HERE
from tests.support.commands import Ran, key_in, payscrub
from tests.support.fixtures import output_name


@dataclass(frozen=True, slots=True)
class Cleaned:
    """One cleaning: the source, what it was before, the output, the report and how the command ended."""

    source: Path
    before: bytes
    output: Path
    report: Path
    ran: Ran


@pytest.fixture(scope="session")
def cleaned(tmp_path_factory):
    """Return a function from a fixture's name to its cleaning; all use one key."""
    folder = tmp_path_factory.mktemp("cleaned")
    key = key_in(folder)

    @cache
    def clean(name: str) -> Cleaned:
        source = folder / name
        before = (HERE / name).read_bytes()
        source.write_bytes(before)
        output, report = folder / f"out-{output_name(name)}", folder / f"{name}.json"
        ran = payscrub("clean", source, "-o", output, "--key-file", key, "--report", report)
        return Cleaned(source, before, output, report, ran)

    return clean
