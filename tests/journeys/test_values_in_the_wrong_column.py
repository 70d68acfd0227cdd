"""What somebody typed into the wrong column: recognised by its form and replaced as what it is, wherever it stands."""

from __future__ import annotations

import csv
import io

import pytest

import payscrub

KEY = bytes(32)
HEAD = ("Employee Number", "Surname", "Forename", "NI Number", "Job Title")
STAFF = (
    ("20000003", "Okafor", "Ada", "JG123456A", "Staff Nurse"),
    ("20000006", "Brennan", "Siobhan", "JK123457B", "Porter"),
    ("20000009", "Price", "Miles", "JH223456C", "Mary Seacole Ward Clerk"),
    ("20000012", "Whitcombe", "Sarah", "JG323456D", "Head of Nursing"),
    ("20000015", "Achebe", "Ngozi", "JL423456A", "Florence Nightingale Ward Manager"),
)


def cleaned(*rows):
    """Return the rows of the clean copy of a staff list that ends with ``rows``."""
    table = io.StringIO()
    csv.writer(table).writerows((HEAD, *STAFF, *rows))
    return list(csv.reader(io.StringIO(payscrub.clean_bytes(table.getvalue().encode(), key=KEY)[0].decode())))


@pytest.mark.parametrize("column", range(4))
@pytest.mark.parametrize(
    "typed", ["JG 12 34 56 A", "ada.okafor@mail.com", "20-45-67 41234567", "GB29NWBK60161331926819", "07812 345678", "LS6 3HN"]
)
def test_an_identifier_in_a_column_of_others_is_replaced_as_what_it_is(column, typed):
    row = ["20000018", "Lovell", "Tess", "JM523456B", "Porter"]
    row[column] = typed
    new = cleaned(row)[-1][column]
    assert new != typed
    assert [sign.isalpha() for sign in new[-2:]] == [sign.isalpha() for sign in typed[-2:]]


@pytest.mark.parametrize(
    "typed",
    [
        "Oluwaseun Adebayo",
        "Kowalska, Agnieszka",
        "SARAH WHITCOMBE",
        "Mr P. Okonkwo",
        "J Smith",
        "Nguyen Thi Lan",
        "ask Tunde about this",
        "陈伟",
        "Γιώργος Παπαδόπουλος",
    ],
)
def test_a_person_among_job_titles_is_found(typed):
    new = cleaned(("20000018", "Lovell", "Tess", "JM523456B", typed))[-1][4]
    assert not {word for word in typed.replace(",", "").split() if word[0].isupper() and len(word) > 2} & set(new.split())
    assert new != typed


def test_job_titles_stay_also_when_they_hold_the_name_of_a_ward():
    assert [row[4] for row in cleaned()[1:]] == [row[4] for row in STAFF]


def test_whole_numbers_that_a_program_wrote_with_a_decimal_are_no_amounts():
    table = "Employee Number,Surname\n10201.0,Okafor\n10202.0,Brennan\n,Price\n10204.0,Achebe\n"
    numbers = [row[0] for row in csv.reader(io.StringIO(payscrub.clean_bytes(table.encode(), key=KEY)[0].decode()))][1:]
    assert not {"10201", "10202", "10204"} & {number.removesuffix(".0") for number in numbers}
    assert numbers[2] == ""


def test_a_name_behind_a_blank_row_under_a_narrow_table_is_found():
    table = "Payments,Amount\nBasic pay,2490.83\nOvertime,50.00\n,\n,\nOkonkwo,\n"
    lines = payscrub.clean_bytes(table.encode(), key=KEY)[0].decode().splitlines()
    assert lines[:3] == table.splitlines()[:3]
    assert "Okonkwo" not in lines[-1]
