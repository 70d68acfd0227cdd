"""A policy is proposed from a file, reviewed by a person, and checked line by line."""

from __future__ import annotations

import csv

import pytest
from tests.support.commands import payscrub

from payscrub.policyfile import UNREVIEWED, check, load

HEADS = ["Employee No", "Surname", "Gender", "Job Title", "Tebbit Rota"]
ROWS = [["10234", "Thornquill", "F", "Nurse", "A"], ["10235", "Bellhanger", "M", "Porter", "B"], ["10236", "Wickenshaw", "F", "Clerk", "A"]]


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "march.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEADS, *ROWS])
    return path


@pytest.fixture
def proposed(source, tmp_path):
    path = tmp_path / "policy.toml"
    assert payscrub("policy", "init", source, "-o", path).code == 0
    return path


def written(tmp_path, text):
    path = tmp_path / "wrong.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_proposal_names_every_column_and_changes_nothing_about_the_result(source, proposed, tmp_path):
    assert len(load(proposed).columns) == len(HEADS)
    for name, options in (("a.csv", ()), ("b.csv", ("--policy", proposed))):
        assert payscrub("clean", source, "-o", tmp_path / name, "--key-file", tmp_path / "key", *options).code == 0
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_a_proposal_shows_no_value_and_no_word_of_a_header_that_could_be_a_name(proposed):
    text = proposed.read_text(encoding="utf-8")
    assert [value for row in ROWS for value in (row[0], row[1]) if value in text] == []
    assert "Tebbit" not in text
    assert '"column 5"' in text


def test_strict_waits_for_a_person_to_review_what_is_kept(source, proposed, tmp_path):
    refused = payscrub("clean", source, "-o", tmp_path / "out.csv", "--strict", "--policy", proposed, "--ephemeral")
    assert refused.code == 2
    assert "nobody has reviewed" in refused.err
    proposed.write_text(proposed.read_text("utf-8").replace(UNREVIEWED, "agreed in the payroll team"), "utf-8")
    assert payscrub("clean", source, "-o", tmp_path / "out.csv", "--strict", "--policy", proposed, "--ephemeral").code == 0


def test_strict_refuses_a_column_that_came_later(source, proposed, tmp_path):
    proposed.write_text(proposed.read_text("utf-8").replace(UNREVIEWED, "agreed"), "utf-8")
    lines = source.read_text("utf-8").splitlines()
    source.write_text("\n".join(f"{line},{'Bonus' if i == 0 else 100 + i}" for i, line in enumerate(lines)), "utf-8")
    ran = payscrub("clean", source, "-o", tmp_path / "out.csv", "--strict", "--policy", proposed, "--ephemeral")
    assert ran.code == 2
    assert "1 of the file's columns, the first at row 2, column 6" in ran.err
    assert not (tmp_path / "out.csv").exists()


def test_strict_without_a_policy_is_wrong_usage(source):
    assert payscrub("scan", source, "--strict").code == 2


def test_a_proposal_replaces_no_file_by_accident(source, proposed):
    assert payscrub("policy", "init", source, "-o", proposed).code == 4
    assert payscrub("policy", "init", source, "-o", proposed, "--force").code == 0


@pytest.mark.parametrize(
    ("text", "line", "about"),
    [
        ('[actions]\nPERSON = "mask"\nSHOE_SIZE = "keep"\n', 3, "kind of data"),
        ('[actions]\n\nPERSON = "shred"\n', 3, "action"),
        ("[actions]\nPERSON = 1\n", 2, "action"),
        ('[columns]\n"Ward" = "keep"\n', 2, "without a reason"),
        ('[columns]\n"Ward" = { colour = "red" }\n', 2, "means nothing"),
        ('[columns]\n"Ward" = "mask"\n"WARD" = "drop"\n', 3, "again"),
        ("[sheets]\ndrop = [0]\n", 2, "by number"),
        ("[sheets]\nhide = [1]\n", 2, "which sheets"),
        ('[keep]\n"sheet1!B2" = " "\n', 2, "without a reason"),
        ('[keep]\nB2 = "the name of our software"\n', 2, "no place"),
        ('[keep]\n"sheet1!2B" = "the name of our software"\n', 2, "no place"),
        ('[keep]\n"row 3 column 4" = "the name of our software"\n', 2, "no place"),
        ("[thresholds]\nsmallest_group = 1\n", 2, "whole number"),
        ("[thresholds]\nlargest = 1\n", 2, "threshold"),
        ("\n[colours]\nred = 1\n", 2, "table"),
        ("[actions\n", 1, "no TOML"),
        ('[actions]\nPERSON = "mask"\nPERSON = "keep"\n', 0, "twice"),
        ("", 0, "says nothing"),
    ],
)
def test_a_wrong_line_is_named_by_its_number(tmp_path, text, line, about):
    faults = check(written(tmp_path, text))
    assert about in faults[0].message
    assert faults[0].line == line or (line == 0 and faults[0].line in (0, 3))
    ran = payscrub("policy", "check", written(tmp_path, text))
    assert ran.code == 2
    assert about in ran.err


def test_every_wrong_line_is_listed_and_a_sound_file_can_be_used(tmp_path, proposed):
    assert len(check(written(tmp_path, '[actions]\nA = "keep"\nB = "keep"\n[columns]\nC = 1\n'))) == 3
    ran = payscrub("policy", "check", proposed)
    assert ran.code == 0
    assert "can be used" in ran.out
    assert "nobody has reviewed" in ran.out


def test_a_key_that_looks_like_a_line_inside_a_text_is_no_line(tmp_path):
    text = '[keep]\n"sheet1!A1" = """\n"\\q" = 1\n"""\n[actions]\nNOBODY = "keep"\n'
    assert check(written(tmp_path, text.replace("\\q", "\\\\q")))[0].line == 6


@pytest.mark.parametrize(
    "place", ["sheet1!B2", "sheet1!B2 formula", "row 3, column 4", "sheet2, page header 1", "workbook 1, sheet name 3"]
)
def test_every_address_of_a_report_names_a_place_to_keep(tmp_path, place):
    assert check(written(tmp_path, f'[keep]\n"{place}" = "the name of our software"\n')) == []


def test_what_is_left_to_do_is_said_at_every_step(source, tmp_path):
    path = tmp_path / "policy.toml"
    assert "payscrub policy check" in payscrub("policy", "init", source, "-o", path).out
    assert "not with --strict before somebody has reviewed 3 of its lines" in payscrub("policy", "check", path).out
    path.write_text(path.read_text("utf-8").replace(UNREVIEWED, "agreed in the payroll team"), "utf-8")
    assert payscrub("policy", "check", path).out == "The policy file can be used, also with --strict.\n"


def test_a_proposal_says_where_each_column_stands(proposed):
    text = proposed.read_text("utf-8")
    assert "# column 2 (rows 2 to 4): name of a person" in text
