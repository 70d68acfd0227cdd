"""Sort codes and days in a column of names or numbers of people are somebody's; a row number or a numbered name is nobody's."""

import pytest

import payscrub

REAL = ("20-45-23", "12/03/85", "40 11 09")


def table(title, values):
    return "\n".join([f"Grade,{title}", *(f"5,{value}" for value in values)]).encode()


@pytest.mark.parametrize("title", ["Name", "Employee number"])
@pytest.mark.parametrize("value", REAL)
def test_short_groups_of_digits_are_real(title, value):
    assert not payscrub.verify(table(title, [value] * 4)).clean


@pytest.mark.parametrize("values", [("1", "2", "3", "4"), ("Tebaquox 2", "Mifoquox 14", "Lafoquox, J", "Total 12")])
def test_row_numbers_and_numbered_names_pass(values):
    assert payscrub.verify(table("Name", values)).clean


def test_all_cells_of_a_kind_are_one_objection():
    notes = [f"Spoke to Olwen Trask about query {number} on the payslip" for number in range(80)]
    numbers = [f"74{number:02d}123456" for number in range(80)]
    rows = [f"{note},{number}" for note, number in zip(notes, numbers, strict=True)]
    verdict = payscrub.verify("\n".join(["Remarks,Total", *rows]).encode())
    assert [(one.entity, len(one.rows)) for one in verdict.objections] == [("PERSON", 80), ("PHONE_NUMBER", 80)]
