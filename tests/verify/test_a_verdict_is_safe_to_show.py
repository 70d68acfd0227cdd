"""A verdict quotes nothing, tells what to do, never raises, and owes nothing to the cleaner."""

import ast
import importlib
import io
import sys
import zipfile
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.support.canary import Canaries
from tests.support.plant import CANARIES, base
from tests.support.plants import PLANTS
from tests.verify.invented import rows, workbook

import payscrub
from payscrub.model import Mark, Verdict
from payscrub.verify import inspect

SOURCES = sorted((Path(payscrub.__file__).parent / "verify").glob("*.py"))
GOOD = workbook(rows(3))
ALLOWED = {"numpy", "payscrub.model", "payscrub.errors", "payscrub.verify", "__future__"}


@pytest.mark.parametrize("way", PLANTS, ids=str)
def test_no_value_is_quoted(way):
    package = base(known=True)
    way.sow(package)
    verdict = inspect(package.to_bytes(), sniff_name="Featherstonehaugh O P45.xlsx")
    assert not verdict.clean
    assert Canaries(CANARIES).seen_in(repr(verdict).encode()) == {}
    assert all(item.cause and item.remedy for item in verdict.unexamined)
    assert all(finding.reason.endswith(".") and finding.action for finding in verdict.findings)


def test_a_personal_file_name_is_found_and_not_quoted():
    assert [finding.place for finding in inspect(GOOD, sniff_name="Okonkwo_P45.xlsx").findings] == ["file name"]
    assert inspect(GOOD, sniff_name="march-2026.clean.xlsx").clean


@settings(deadline=None, max_examples=60)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=8))
def test_damaged_bytes_end_in_a_verdict(at, noise):
    assert isinstance(inspect(GOOD[:at] + noise + GOOD[at + len(noise) :]), Verdict)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_end_in_a_verdict(data):
    assert isinstance(inspect(data), Verdict)


@pytest.mark.parametrize(
    "data", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"<html><table>", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", GOOD[:900]]
)
def test_what_is_no_readable_spreadsheet_is_unexamined(data):
    assert inspect(data).mark is Mark.UNEXAMINED


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_the_verifier_imports_nothing_of_the_cleaner(path):
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module)
    outside = {name for name in names if name.split(".")[0] not in sys.stdlib_module_names}
    assert {name for name in outside if not any(name == allowed or name.startswith(f"{allowed}.") for allowed in ALLOWED)} == set()


TYPED = {"Column", "Layout", "_Title", "Shape", "Sort", "Hit", "Styles"}  # their texts and numbers are written in the rules, or count
NUMBERS = {"int", "bool"}


def test_what_is_read_of_a_file_shows_none_of_it():
    modules = [importlib.import_module(f"payscrub.verify.{path.stem}") for path in SOURCES if path.stem != "__init__"]
    nouns = {noun for module in modules for noun in vars(module).values() if isinstance(noun, type) and is_dataclass(noun)}
    own = [noun for noun in nouns if noun.__module__.startswith("payscrub.verify") and noun.__name__ not in TYPED]
    showing = {noun.__name__: {one.name for one in fields(noun) if one.type not in NUMBERS} for noun in own if "__repr__" in vars(noun)}
    assert len(own) > 20
    assert {name for name, shown in showing.items() if shown} == set()


ODD_PIECES = ["7" * 5000, "99999999999", ' s="7777777777777"', ' r="99999999"', "_xD800_", "&#x110000;", "<", ">", '"', "\ufffe", ""]


@settings(deadline=None, max_examples=60)
@given(part=st.integers(0, 20), at=st.floats(0, 1), piece=st.sampled_from(ODD_PIECES))
@example(part=0, at=-1, piece=' s="7777777777777"')
@example(part=0, at=-1, piece=' r="99999999"')
@example(part=0, at=-1, piece="_xD800_")
def test_damaged_parts_end_in_a_verdict(part, at, piece):
    assert isinstance(inspect(with_piece(part, at, piece), original=GOOD), Verdict)


def with_piece(part, at, piece):
    """Return the good workbook with a piece of text put into one of its parts; ``at`` of -1 is behind the first cell's letter."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as source, zipfile.ZipFile(buffer, "w") as copy:
        names = sorted(source.namelist(), key=lambda name: "sheet1" not in name)
        for number, name in enumerate(names):
            text = source.read(name).decode()
            place = text.find("<c") + 2 if at < 0 else int(at * len(text))
            copy.writestr(name, text[:place] + piece + text[place:] if number == part % len(names) else text)
    return buffer.getvalue()
