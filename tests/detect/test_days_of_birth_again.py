"""A day of birth goes in every spelling in which the file holds it, also where no word says what it is."""

import re

import pytest

import payscrub

KEY = bytes([0x5A]) * 32


@pytest.mark.parametrize(
    "note",
    [
        "born 1961-07-19 i.e. 19/07/1961",
        "dob 19 July 1961 (19/07/61) corrected",
        "DOB 19.7.61, passport says 19-Jul-1961",
        "date of birth 19071961; the form had 1961/07/19",
        "birthday 19th July 1961 = 19 7 1961",
    ],
)
def test_a_second_spelling_in_the_same_note_goes_too(note):
    new = payscrub.clean_text(note, key=KEY)
    assert not re.search(r"19(?!6\d)", new)  # the day, not the century
    assert new.count("61") == note.count("61")


def test_the_check_objects_when_only_one_of_two_spellings_was_replaced():
    note = "born 1961-07-06 i.e. 19/07/1961"
    assert payscrub.verify(f"Key,Note\n1,{note}\n".encode()).findings
    assert not payscrub.verify(f"Key,Note\n1,{note.replace('19/07', '06/07')}\n".encode()).findings


def test_a_day_of_birth_of_a_column_goes_from_a_note_that_does_not_name_it():
    rows = "Surname,Date of Birth,Remark\nHargest,14/03/1981,started 14/03/2011\nBellwood,19/07/1961,see 14 Mar 1981\n"
    copy, _ = payscrub.clean_bytes(rows.encode(), key=KEY)
    assert b"14 Mar 1981" not in copy
    assert b"started 14/03/2011" in copy


def test_another_day_of_an_employment_that_is_somebodys_birthday_stays():
    rows = "Surname,Date of Birth,Start Date\nHargest,14/03/1981,06/09/2001\nBellwood,19/07/1985,01/02/2004\nCrouch,01/02/2004,05/05/2023\n"
    copy, _ = payscrub.clean_bytes(rows.encode(), key=KEY)
    assert copy.count(b"01/02/2004") == 1
