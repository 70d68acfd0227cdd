"""``payscrub explain`` tells why, and never what."""

from __future__ import annotations

import csv
import json
from dataclasses import FrozenInstanceError

import openpyxl
import pytest
from tests.support.commands import payscrub as run

import payscrub
from payscrub.explanation import as_dicts

PEOPLE = [
    ("20345678", "Thornquill, Maud", "JG103759A", "9434765919", "08-99-99", "66374958", "4021", "paid late, call Maud on 07700 900123"),
    ("20345679", "Bellhanger, Rohan", "AB123456", "9434765870", "20-45-23", "00123456", "4021", "no change"),
    ("20345680", "Wickenshaw, Ife", "NX 12 34 56 D", "9434765838", "11-22-33", "12345670", "4022", "hours checked"),
    ("20345681", "Oldmarch, Grace", "TN010180F", "9434765846", "40-47-84", "70872490", "4023", "rate queried"),
]
HEADS = ("Employee No", "Name", "NI No", "Number", "Sort Code", "Account No", "Cost Centre", "Notes")
VALUES = {piece for person in PEOPLE for value in person[:6] for piece in (value, *value.split(", "))}


def written(path, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture
def staff(tmp_path):
    return written(tmp_path / "staff.csv", [HEADS, *PEOPLE])


def by_title(found):
    return {one.title: one for one in found}


def test_each_column_is_named_with_its_evidence(staff):
    found = by_title(payscrub.explain(staff))
    assert found["NI No"].entity == "UK_NINO"
    assert found["NI No"].place == "row 2, column 3 to row 5, column 3"
    assert found["NI No"].evidence[0] == "The header means National Insurance number, whatever the values are."
    assert "By form: 100% National Insurance number" in found["NI No"].evidence[2]
    assert found["Cost Centre"].entity == ""
    assert found["Cost Centre"].action == "keep"


def test_what_was_considered_is_told_with_the_cause(staff):
    found = by_title(payscrub.explain(staff))
    assert found["Employee No"].considered["UK_BANK_ACCOUNT"] == "the values have its form, but the header decides"
    assert "employee" in run("explain", staff).out
    assert found["NI No"].entity not in found["NI No"].considered


def test_check_digits_are_counted_beside_chance(staff):
    assert "By check digit: 100% NHS number (1 in 11 by chance)." in by_title(payscrub.explain(staff))["Number"].evidence


def test_an_entity_that_the_values_rule_out_is_told(tmp_path):
    path = written(tmp_path / "wards.csv", [("Name", "Gross Pay"), ("Ward 7", "10.50"), ("Ward 8", "11.50"), ("Estates", "9.25")])
    found = by_title(payscrub.explain(path))["Name"]
    assert (found.entity, found.considered["PERSON"]) == ("", "only 0% of the values read as names")


def test_neighbours_are_named_when_they_decide(tmp_path):
    rows = [(person[1], person[4].replace("-", ""), person[5]) for person in PEOPLE]
    told = [one.evidence[-1] for one in payscrub.explain(written(tmp_path / "bacs.csv", rows)) if one.entity.startswith("UK_")]
    assert told == ["A sort code or an account number stands beside it, and the values fit."] * 2


def test_personal_pieces_inside_a_kept_column_are_counted(staff):
    assert by_title(payscrub.explain(staff))["Notes"].pieces == {"PERSON": 1, "PHONE_NUMBER": 1}


def test_a_policy_that_decides_is_named(staff, tmp_path):
    policy = tmp_path / "policy.toml"
    policy.write_text('[columns]\n"Cost Centre" = { entity = "EMPLOYEE_ID" }\n', encoding="utf-8")
    told = {one["title"]: one for one in json.loads(run("explain", staff, "--policy", policy, "--format", "json").out)}["Cost Centre"]
    assert (told["entity"], told["evidence"][-1]) == ("EMPLOYEE_ID", "The policy decides.")


@pytest.fixture
def shapes(tmp_path):
    """A workbook with two tables side by side, a form with labels, a sheet without a header."""
    book = openpyxl.Workbook()
    beside, form, bare = book.active, book.create_sheet("Thornquill M"), book.create_sheet("Data")
    for row, person in enumerate([HEADS[:3], *(person[:3] for person in PEOPLE)], start=3):
        for col, value in enumerate((*person, None, *(("CC", "Ward", "Budget") if row == 3 else (4020 + row, f"Ward {row}", 9.5)))):
            beside.cell(row, col + 1, value)
    for row, (name, value) in enumerate(zip(HEADS, PEOPLE[0], strict=True), start=1):
        form.cell(row, 1, f"{name}:")
        form.cell(row, 2, value)
    for person in PEOPLE:
        bare.append([*person[:3], 1200.5])
    book.save(tmp_path / "shapes.xlsx")
    return tmp_path / "shapes.xlsx"


def test_tables_side_by_side_forms_and_sheets_without_headers_are_explained(shapes):
    found = {one.place: one for one in payscrub.explain(shapes)}
    assert found["sheet1!B4 to B7"].entity == "PERSON"
    assert found["sheet1!F4 to F7"].entity == ""
    assert found["sheet2!B3"].entity == "UK_NINO"
    assert found["sheet3!C1 to C4"].evidence[0] == "There is no header."
    assert found["other texts"].pieces == {"PERSON": 1}


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_value_is_told(staff, shapes, form):
    for path in (staff, shapes):
        ran = run("explain", path, "--format", form)
        assert (ran.code, ran.err) == (0, "")
        assert {value for value in VALUES if value in ran.out} == set()
        assert {value for value in VALUES if value in repr(payscrub.explain(path))} == set()


def test_the_command_and_the_function_tell_the_same(staff):
    assert json.loads(run("explain", staff, "--format", "json").out) == json.loads(json.dumps(as_dicts(payscrub.explain(staff))))


def test_an_explanation_cannot_be_changed(staff):
    with pytest.raises(FrozenInstanceError):
        payscrub.explain(staff)[0].entity = "PERSON"


def test_a_file_that_cannot_be_read_is_refused(tmp_path):
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04broken")
    assert run("explain", path).code == 3
