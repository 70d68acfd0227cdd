"""A policy is carried out in workbooks and delimited files, and the independent check accepts what comes out."""

from __future__ import annotations

import csv
import io
from datetime import date

import openpyxl
import pytest

import payscrub
from payscrub.errors import PolicyError, StillPersonal
from payscrub.policy import Choice, Policy, column_key
from payscrub.policyfile import load

KEY = bytes(range(32))
HEADS = ["Employee No", "Surname", "Forename", "Gender", "Date of Birth", "Job Title", "Salary", "Disabled", "Local ref"]
ROWS = [
    ["10234", "Thornquill", "Marigold", "F", date(1980, 5, 14), "Nurse", 31000.5, True, "K7"],
    ["10235", "Bellhanger", "Osbert", "M", date(1991, 2, 3), "Porter", 21000, False, "K8"],
    ["10236", "Wickenshaw", "Perpetua", "F", date(1975, 11, 30), "Nurse", 32000, True, "K7"],
    ["10237", "Oakentwist", "Ptolemy", "M", date(1969, 7, 21), "Clerk", 24000, False, "K9"],
]


def book(*, sheets=1):
    made = openpyxl.Workbook()
    for number in range(sheets):
        sheet = made.active if number == 0 else made.create_sheet()
        sheet.append(HEADS)
        for row in ROWS:
            sheet.append(row)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def lines():
    target = io.StringIO()
    csv.writer(target).writerows([HEADS, *ROWS])
    return target.getvalue().encode()


def policy(tmp_path, text, **options):
    path = tmp_path / "policy.toml"
    path.write_text(text, encoding="utf-8")
    return load(path, **options)


def cleaned(data, chosen):
    return payscrub.clean_bytes(data, policy=chosen, key=KEY)


def column(data, title, sheet=0):
    rows = list(openpyxl.load_workbook(io.BytesIO(data)).worksheets[sheet].iter_rows(values_only=True))
    at = HEADS.index(title)
    return [None if row[at] == "" else row[at] for row in rows[1:]]


def test_a_dropped_column_is_blank_in_every_type_and_keeps_its_title(tmp_path):
    text = "\n".join(f'"{title}" = "drop"' for title in ("Surname", "Date of Birth", "Salary", "Disabled"))
    data, _ = cleaned(book(), policy(tmp_path, f"[columns]\n{text}\n"))
    assert column(data, "Surname") == column(data, "Date of Birth") == column(data, "Salary") == [None] * 4
    assert set(column(data, "Disabled")) == {False}
    assert [cell.value for cell in openpyxl.load_workbook(io.BytesIO(data)).active[1]] == HEADS


def test_a_masked_column_keeps_type_and_length_and_nothing_else(tmp_path):
    data, _ = cleaned(book(), policy(tmp_path, '[columns]\n"Surname" = "mask"\n"Salary" = "mask"\n'))
    assert column(data, "Surname") == ["Xxxxxxxxxx"] * 4
    assert all(isinstance(value, int | float) and set(str(value)) <= {"9", "."} for value in column(data, "Salary"))


def test_a_column_that_is_named_as_personal_is_treated_as_that(tmp_path):
    data, report = cleaned(book(), policy(tmp_path, '[columns]\n"Local ref" = "EMPLOYEE_ID"\n'))
    assert set(column(data, "Local ref")).isdisjoint({"K7", "K8", "K9"})
    assert next(one.reason for one in report.columns if one.entity == "EMPLOYEE_ID" and one.place.startswith("sheet1!I")) == (
        "the policy says so"
    )


def test_equal_values_get_equal_codes_in_a_column_whose_kind_nobody_names(tmp_path):
    data, _ = cleaned(book(), policy(tmp_path, '[columns]\n"sheet1!I" = "pseudonymise"\n'))
    new = column(data, "Local ref")
    assert new[0] == new[2] != new[1]
    assert set(new).isdisjoint({"K7", "K8", "K9"})


def test_an_address_counts_before_a_title_and_only_on_its_sheet(tmp_path):
    text = '[columns]\n"sheet2!F" = "redact"\n"Job Title" = "mask"\n'
    data, _ = cleaned(book(sheets=2), policy(tmp_path, text))
    assert column(data, "Job Title")[0] == "Xxxxx"
    assert set(column(data, "Job Title", sheet=1)) == {"REDACTED"}


def test_a_dropped_sheet_is_blank_and_the_others_are_not(tmp_path):
    data, _ = cleaned(book(sheets=2), policy(tmp_path, "[sheets]\ndrop = [2]\n"))
    first, second = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    assert {cell for row in second.iter_rows(values_only=True) for cell in row} <= {None, "", False}
    assert first["F2"].value == "Nurse"


def test_delimited_files_obey_the_same_policy(tmp_path):
    text = '[columns]\n"Surname" = "redact"\n"column 7" = "drop"\n'
    rows = list(csv.reader(io.StringIO(cleaned(lines(), policy(tmp_path, text))[0].decode())))
    assert [row[1] for row in rows[1:]] == ["REDACTED"] * 4
    assert [row[6] for row in rows] == ["Salary", "", "", "", ""]


def test_what_a_policy_keeps_against_the_check_is_not_written(tmp_path):
    text = '[columns]\n"Surname" = { action = "keep", reason = "they are invented" }\n'
    with pytest.raises(StillPersonal):
        cleaned(book(), policy(tmp_path, text))


def test_a_kept_place_stays_and_its_neighbours_do_not():
    made = openpyxl.load_workbook(io.BytesIO(book()))
    made.active["L1"] = "Quillsoft Marigold"
    made.active["L2"] = "Quillsoft Marigold"
    target = io.BytesIO()
    made.save(target)
    scanned = payscrub.scan(target.getvalue(), policy=Policy(Policy.default().actions, kept={"sheet1!L1": "the name of our software"}))
    places = {finding.place for finding in scanned.verdict.findings}
    assert "sheet1!L1" not in places
    assert "sheet1!L2" in places


def test_strict_refuses_a_file_with_a_column_that_is_not_named(tmp_path):
    named = "\n".join(f'"{title}" = "mask"' for title in HEADS[:-1])
    with pytest.raises(PolicyError, match="does not name 1 of the file's columns, the first at sheet1!I2"):
        cleaned(book(), policy(tmp_path, f"[columns]\n{named}\n", strict=True))
    chosen = policy(tmp_path, f'[columns]\n{named}\n"Local ref" = "mask"\n', strict=True)
    assert cleaned(book(), chosen)[1].verdict.clean


def test_the_same_policy_file_has_the_same_digest_and_another_has_another(tmp_path):
    one = policy(tmp_path, '[actions]\nJOB_TITLE = "mask"\n').digest
    assert one == policy(tmp_path, '[actions]\nJOB_TITLE = "mask"\n').digest != policy(tmp_path, '[actions]\nJOB_TITLE = "keep"\n').digest


@pytest.mark.parametrize(
    ("written", "key"),
    [("sheet2!C", "sheet2!column 3"), ("sheet1!AB", "sheet1!column 28"), ("column 3", "column 3"), ("C", "c"), (" Pay  Ref", "pay ref")],
)
def test_a_column_is_named_by_header_or_by_address(written, key):
    assert column_key(written) == key


def test_no_repr_shows_what_a_policy_names():
    chosen = Policy(Policy.default().actions, columns={"thornquill": Choice(reason="Thornquill")}, kept={"a": "Thornquill"})
    assert "hornquill" not in repr(chosen)


def test_the_report_tells_how_strongly_each_space_is_reserved():
    _, report = cleaned(book(), Policy.default())
    strengths = {column.entity: column.strength for column in report.columns}
    assert (strengths["EMPLOYEE_ID"], strengths["DATE_OF_BIRTH"], strengths["PAY_AMOUNT"]) == ("D", "D", "")
    assert report.to_dict()["columns"][0]["strength"] == "D"
