"""Keys are made, named and replaced without being shown; with key and source a surrogate leads back to its row."""

from __future__ import annotations

import csv
import os
import stat

import pytest
from tests.support.commands import key_in, payscrub

HEADS = ["Employee No", "Forename", "Surname", "Job Title"]
ROWS = [
    ["10234", "Marigold", "Thornquill", "Nurse"],
    ["10235", "Osbert", "Bellhanger", "Porter"],
    ["10236", "Perpetua", "Wickenshaw", "Clerk"],
]


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "march.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEADS, *ROWS])
    return path


def rows_of(path):
    return list(csv.reader(path.read_text("utf-8").splitlines()))


def cleaned(source, tmp_path, name, *options):
    target = tmp_path / name
    assert payscrub("clean", source, "-o", target, "--key-file", tmp_path / "key", *options).code == 0
    return rows_of(target)


def test_a_new_key_is_private_and_has_a_name_that_is_no_part_of_it(tmp_path):
    path = tmp_path / "key"
    made = payscrub("key", "new", "--key-file", path)
    shown = payscrub("key", "show-id", "--key-file", path).out.strip()
    assert made.code == 0
    assert shown in made.out
    assert len(shown) == 8
    assert shown not in path.read_text("ascii")
    assert path.read_text("ascii").strip() not in made.out
    assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_key_is_never_replaced_by_accident(tmp_path):
    path = tmp_path / "key"
    assert payscrub("key", "new", "--key-file", path).code == 0
    before = path.read_bytes()
    assert payscrub("key", "new", "--key-file", path).code == 2
    assert path.read_bytes() == before


def test_a_replaced_key_is_kept_beside_the_new_one(tmp_path):
    path = tmp_path / "key"
    payscrub("key", "new", "--key-file", path)
    before, name = path.read_bytes(), payscrub("key", "show-id", "--key-file", path).out.strip()
    assert payscrub("key", "rotate", "--key-file", path).code == 0
    assert path.read_bytes() != before
    assert (tmp_path / f"key.{name}").read_bytes() == before


@pytest.mark.parametrize("command", ["show-id", "rotate"])
def test_without_a_key_there_is_nothing_to_show_or_replace(tmp_path, command):
    assert payscrub("key", command, "--key-file", tmp_path / "key").code == 2
    assert not (tmp_path / "key").exists()


def test_a_surrogate_leads_back_to_its_cell_and_to_nothing_else(source, tmp_path):
    rows = cleaned(source, tmp_path, "clean.csv")
    ran = payscrub("trace", source, rows[2][2], "--key-file", tmp_path / "key")
    assert (ran.code, ran.out) == (0, "row 3, column 3\n")


def test_a_full_name_leads_back_to_the_row_in_which_its_parts_stand(source, tmp_path):
    rows = cleaned(source, tmp_path, "clean.csv")
    ran = payscrub("trace", source, f"{rows[3][1]} {rows[3][2]}".upper(), "--key-file", tmp_path / "key")
    assert (ran.code, ran.out) == (0, "row 4, column 1\n")


def test_another_key_traces_nothing_and_a_missing_one_is_not_made(source, tmp_path):
    rows = cleaned(source, tmp_path, "clean.csv")
    payscrub("key", "new", "--key-file", tmp_path / "other")
    assert payscrub("trace", source, rows[2][2], "--key-file", tmp_path / "other").code == 2
    assert payscrub("trace", source, rows[2][2], "--key-file", tmp_path / "third").code == 2
    assert not (tmp_path / "third").exists()


def test_nobody_has_one_invented_value_in_two_contexts_of_one_key(source, tmp_path):
    key_in(tmp_path)
    one = cleaned(source, tmp_path, "one.csv", "--context", "ticket 1")
    two = cleaned(source, tmp_path, "two.csv", "--context", "ticket 2")
    again = cleaned(source, tmp_path, "three.csv", "--context", "ticket 1")
    assert one == again
    assert all(a != b for old, new in zip(one[1:], two[1:], strict=True) for a, b in zip(old[:3], new[:3], strict=True))
    ran = payscrub("trace", source, one[1][0], "--key-file", tmp_path / "key", "--context", "ticket 1")
    assert ran.out == "row 2, column 1\n"
    assert payscrub("trace", source, one[1][0], "--key-file", tmp_path / "key", "--context", "ticket 2").code == 2


def test_nothing_to_trace_is_wrong_usage(source, tmp_path):
    payscrub("key", "new", "--key-file", tmp_path / "key")
    assert payscrub("trace", source, " - ", "--key-file", tmp_path / "key").code == 2
