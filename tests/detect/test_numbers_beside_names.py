"""A person's number goes with the name it stands beside, and stays the same number as in its own column."""

from __future__ import annotations

import csv
import io
from datetime import date

import openpyxl
import pytest

import payscrub

KEY = bytes([0x5A]) * 32
NAMES = ["Thornquill, Maud", "Bellhanger, Rohan", "Wickenshaw, Ife", "Oldmarch, Grace"]


def cleaned(rows):
    target = io.StringIO()
    csv.writer(target).writerows(rows)
    copy, _ = payscrub.clean_bytes(target.getvalue().encode(), key=KEY)
    return list(csv.reader(io.StringIO(copy.decode())))


@pytest.mark.parametrize("first", [1042, 20345678])
@pytest.mark.parametrize("header", ["Employee", "Name", "Staff Member", "Zorbian"])
@pytest.mark.parametrize("form", ["{number} {name}", "{name} - {number}", "{name} ({number})", "{number}: {name}", "{name} {number}"])
def test_a_number_in_the_cell_of_a_name_goes(first, header, form):
    cells = [form.format(number=first + i, name=name) for i, name in enumerate(NAMES)]
    new = [row[0] for row in cleaned([(header, "Gross"), *((cell, f"{10.5 + i}") for i, cell in enumerate(cells))])[1:]]
    assert [cell for i, cell in enumerate(new) if str(first + i) in cell or "Thornquill" in cell] == []
    assert [sum(map(str.isdigit, cell)) > 3 for cell in new] == [True] * 4


def test_it_becomes_the_number_that_its_own_column_has():
    rows = cleaned(
        [("Employee No", "Name", "Detail"), *((str(20345678 + i), name, f"{name} ({20345678 + i})") for i, name in enumerate(NAMES))]
    )
    assert [row[2] for row in rows[1:]] == [f"{row[1]} ({row[0]})" for row in rows[1:]]


@pytest.mark.parametrize(
    "note",
    [
        "20345678 Bellhanger paid late",
        "paid Bellhanger - 20345678 late",
        "recover from Mr Bellhanger (20345678-2)",
        "20345678|Bellhanger|Rohan",
    ],
)
def test_a_number_beside_a_name_in_a_note_goes(note):
    assert "20345678" not in payscrub.clean_text(note, key=KEY)


@pytest.mark.parametrize("note", ["paid Mr Bellhanger 1200 in March", "Mr Bellhanger 31032024 start", "Mr Bellhanger 1234567.50"])
def test_amounts_and_days_beside_a_name_stay(note):
    assert payscrub.clean_text(note, key=KEY).split()[2:] == note.split()[2:] or note.split()[-1] in payscrub.clean_text(note, key=KEY)


def test_codes_beside_departments_stay():
    rows = [
        ("Unit", "Budget"),
        ("4021 Ward 7", "10.50"),
        ("4022 Estates", "11.50"),
        ("4023 Theatres", "9.25"),
        ("4024 Payroll Services", "8.00"),
    ]
    assert cleaned(rows) == [list(row) for row in rows]


def test_sort_codes_that_excel_took_for_days_go_without_a_header(tmp_path):
    codes = [date(2001, 2, 3), "20-45-23", date(1999, 12, 11), 404784]
    book = openpyxl.Workbook()
    for row in zip(NAMES, codes, [12345678, 1234567, 3456127, 66374958], strict=True):
        book.active.append(row)
    book.save(tmp_path / "bacs.xlsx")
    payscrub.clean(tmp_path / "bacs.xlsx", tmp_path / "out.xlsx", key=KEY)
    new = [row[1] for row in openpyxl.load_workbook(tmp_path / "out.xlsx").active.iter_rows(values_only=True)]
    assert [getattr(code, "year", 0) for code in new] == [1901, 0, 1901, 0]
    assert new[1] != "20-45-23"
    assert new[3] != 404784
