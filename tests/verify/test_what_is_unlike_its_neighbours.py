"""Among wards, codes and jobs one value that is unlike the others belongs to somebody; many of a kind belong to nobody."""

import base64

import pytest
from tests.verify.invented import workbook

from payscrub.verify import inspect
from payscrub.verify.names import Where, suspicion

WARDS = ["Outpatients", "Theatres", "Pharmacy", "Catering", "Estates", "Finance"]


def found(*sheets):
    return {(finding.entity, finding.place) for finding in inspect(workbook(*sheets)).findings}


def departments(*more):
    return [["Department", "Hours"], *([ward, 10] for ward in [*WARDS, *more])]


@pytest.mark.parametrize(
    ("value", "entity"),
    [
        ("Kowalska", "PERSON"),
        ("kowalska", "PERSON"),
        ("akowalska", "PERSON"),
        ("AB12 CDE", "VEHICLE_REGISTRATION"),
        ("61K9427C", "PROFESSIONAL_REGISTRATION"),
        ("204567 41234567", "UK_BANK_ACCOUNT"),
        ("12/03/1974", "DATE_OF_BIRTH"),
    ],
)
def test_one_value_among_departments_is_seen(value, entity):
    assert found(departments(value)) == {(entity, "sheet1!A8")}


def test_also_where_the_departments_repeat():
    assert found(departments(*WARDS * 3, "Kowalska")) == {("PERSON", "sheet1!A26")}


def test_departments_without_a_stranger_are_nobody():
    assert found(departments(*WARDS * 3)) == set()


def test_a_list_of_days_is_no_list_of_birthdays():
    assert found([["Department", "Hours"], *([f"0{day}/03/1994", 10] for day in range(1, 9))]) == set()


@pytest.mark.parametrize(
    "text", ["\u9648\u4f1f", "\u0645\u062d\u0645\u062f \u0639\u0644\u064a", "\u0393\u03b9\u03ce\u03c1\u03b3\u03bf\u03c2"]
)
@pytest.mark.parametrize("where", [Where.ORGANISATION, Where.LABEL, Where.QUOTED, Where.FREE])
def test_a_word_of_another_alphabet_is_suspected(text, where):
    assert suspicion(text, where) != ""


@pytest.mark.parametrize("text", ["overtime", "brothers", "branches", "subtotals"])
def test_an_ordinary_small_word_is_no_login(text):
    assert suspicion(text, Where.LABEL) == ""


def test_a_loose_day_of_the_last_century_is_somebodys():
    assert found([["Hours", "Pay"], [1, 2], [], ["12/03/1974"]]) == {("DATE_OF_BIRTH", "sheet1!A4")}
    assert found([["Hours", "Pay"], [1, 2], [], ["31/03/2024"]]) == set()


def test_a_card_number_with_a_slip_in_it_is_still_written_like_one():
    assert found([["Hours", "Pay"], [1, 2], [], ["4929 1234 5678 9012"]]) == {("CREDIT_CARD", "sheet1!A4")}


def test_what_a_cell_encodes_is_read_in_the_midst_of_its_text():
    code = base64.b64encode(b"Please ring Mr Featherstonehaugh, JM482107C, about the arrears of March").decode()
    text = f"attached: {code[:40]}\n{code[40:80]}\n{code[80:]}"
    assert ("UK_NINO", "sheet1!A4, inside: inside") in found([["Hours", "Pay"], [1, 2], [], [text]])


def test_a_long_text_of_plain_words_encodes_nothing():
    text = "the hours of the night shift were paid twice in the month before last month"
    assert inspect(workbook([["Hours", "Pay"], [1, 2], [], [text]])).clean


def test_a_small_word_that_nobody_knows_is_a_login_when_it_stands_alone():
    assert found([["Hours", "Pay"], [1, 2], [], ["swhitcombe"]]) == {("PERSON", "sheet1!A4")}
    assert found([["Hours", "Pay"], [1, 2], [], ["overtime"]]) == set()


def test_among_two_categories_that_repeat_one_value_is_seen():
    rows = [["Cost Centre", "Pay"], *(["A", 1] for _ in range(20)), ["kowalska", 1]]
    assert found(rows) == {("PERSON", "sheet1!A22")}


@pytest.mark.parametrize("title", ["Order No", "Invoice Number", "Supplier invoice ref", "PO number"])
def test_numbers_of_papers_are_no_telephones(title):
    assert found([[title, "Hours"], *([7412345670 + index, 10] for index in range(9))]) == set()


def test_numbers_without_such_a_title_are():
    assert found([["Hours"], *([7412345670 + index] for index in range(9))]) != set()
