"""The nightly mutation testing knows every module of the verifier, and its mutants are what they say."""

from pathlib import Path

import pytest
from tools.mutants import mutants
from tools.tests_of import TESTS

import payscrub

VERIFY = Path(payscrub.__file__).parent / "verify"
ROOT = Path(__file__).parents[2]
SURVIVORS = [line.split("\t") for line in (ROOT / "tools" / "survivors.tsv").read_text(encoding="utf-8").splitlines() if line[0] != "#"]


def made(tmp_path, code):
    path = tmp_path / "module.py"
    path.write_text(code, encoding="utf-8")
    return mutants(path, "module")


def test_every_module_has_tests_and_every_test_is_there():
    assert set(TESTS) == {path.stem for path in VERIFY.glob("*.py")}
    listed = {path for paths in TESTS.values() for path in paths}
    assert all((ROOT / path).is_file() for path in listed)
    assert {f"tests/verify/{path.name}" for path in (ROOT / "tests" / "verify").glob("test_*.py")} <= listed


@pytest.mark.parametrize("row", SURVIVORS, ids=lambda row: " ".join(row[:2]))
def test_a_survivor_that_is_right_is_a_mutant_and_has_its_reason(row):
    *key, reason = row
    keys = {mutant.key for mutant in mutants(VERIFY / f"{row[0]}.py", row[0])}
    assert "\t".join(key) in keys
    assert len(reason.split()) > 5


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("A = B < 1", {"B < 1 -> B <= 1", "1 in B < 1 -> 2"}),
        ("A = B and C", {"and B -> nothing", "and C -> nothing"}),
        ("A = words('one two')", {"word one -> nothing", "word two -> nothing"}),
        ("A = ('x', 'y')", {"row 'x' -> nothing", "row 'y' -> nothing"}),
        ("A = r'(?:ab|cd)(?!e)'", {"alternative ab -> nothing", "alternative cd -> nothing", "guard (?!e) of -> nothing"}),
        ("def f():\n    'Say.'\n    note(1)", {"note(1) -> pass", "1 in note(1) -> 2"}),
    ],
)
def test_one_thing_is_changed_at_a_time(tmp_path, code, changes):
    assert {mutant.change for mutant in made(tmp_path, code)} == changes


def test_a_mutant_behaves_as_it_says_and_leaves_the_next_one_alone(tmp_path):
    found, values = made(tmp_path, "import re\nA = bool(re.fullmatch(r'(?:ab|cd)', 'cd'))"), []
    for mutant in found:
        names = {}
        exec(mutant.build(), names)
        values.append((mutant.change, names["A"]))
    assert values == [("alternative ab -> nothing", True), ("alternative cd -> nothing", False)]
