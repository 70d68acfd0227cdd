"""What is found in one place is looked for in all others, so that nothing is replaced here and left there."""

import csv
import io

import pytest

import payscrub

KEY = bytes(range(32))


def cleaned(*rows):
    source = io.StringIO()
    csv.writer(source).writerows(rows)
    data = source.getvalue().encode()
    copy, _ = payscrub.clean_bytes(data, key=KEY)
    assert payscrub.verify(copy, original=data).clean
    return list(csv.reader(io.StringIO(copy.decode())))


def test_a_name_in_a_note_is_gone_from_a_list_of_departments_too():
    rows = cleaned(
        ("Cost Centre", "Department", "Notes"),
        ("410021", "Pharmacy", "Spoke to Mrs Quenneborough about the rota"),
        ("410022", "Quenneborough", "Budget agreed"),
        ("410023", "Estates", "Budget agreed"),
    )
    new = rows[1][2].removeprefix("Spoke to Mrs ").removesuffix(" about the rota")
    assert new.endswith("quox")
    assert rows[2][1] == new
    assert [row[1] for row in (rows[1], rows[3])] == ["Pharmacy", "Estates"]


def test_an_institution_keeps_the_name_that_a_person_shares_with_it():
    rows = cleaned(
        ("Cost Centre", "Department", "Notes"),
        ("410021", "Quenneborough Ward", "Spoke to Mrs Quenneborough about the rota"),
        ("410022", "Estates", "Budget agreed"),
    )
    assert rows[1][1] == "Quenneborough Ward"


def test_a_chain_of_names_is_followed_to_its_end():
    rows = cleaned(
        ("Cost Centre", "Notes"),
        ("410021", "Mrs Quenneborough and Ottiwell Quenneborough share a car"),
        ("410022", "ask OTTIWELL"),
        ("410023", "Budget agreed"),
    )
    assert "OTTIWELL" not in rows[2][1]
    assert "Quenneborough" not in rows[1][1]


@pytest.mark.parametrize("word", ["at", "elit", "mark"])
def test_an_everyday_word_in_a_column_among_names_is_a_name(word):
    names = ["Quenneborough", "Ottiwell", "Featherstonehaugh", "Zvobgo", "Szczepanski"]
    rows = cleaned(*[(name, str(100 + index)) for index, name in enumerate([*names, word])])
    assert all(row[0].lower().endswith("quox") for row in rows)
    assert [row[1] for row in rows] == ["100", "101", "102", "103", "104", "105"]


def test_everyday_words_with_a_name_or_two_among_them_stay():
    words = ["Pharmacy", "Estates", "Catering", "Finance", "Quenneborough", "Payroll"]
    rows = cleaned(*[(word, str(100 + index)) for index, word in enumerate(words)])
    assert [row[0] for row in rows if row[0] in words] == [word for word in words if word != "Quenneborough"]
