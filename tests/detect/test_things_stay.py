"""Columns of wards, firms, towns and pay elements come out as they went in, whether or not a title tells what they are."""

import csv
import io

import pytest

import payscrub

PEOPLE = [
    "Hannah Whittle",
    "Tobi Okonkwo",
    "Meera Nair",
    "Marek Nowak",
    "Rhian Pritchard",
    "Sipho Dlamini",
    "Zeynep Demir",
    "Niamh Doherty",
]
WARDS = ["Harper Ward", "Lister Ward", "Fenwick Ward", "Ward 12", "Day Surgery", "Lambert Leisure Centre", "Harris Building", "Theatre 2"]
FIRMS = ["Barnardo's", "Nando's", "Fresenius Kabi", "Renault Zoe", "Hay-on-Wye", "Ross-on-Wye", "Trade Creditors", "C Hoare & Co"]
SUPPLIERS = ["Abbott", "Hilton", "Stryker", "Booker", "Brakes", "Viking", "Avis", "Water Board"]


def cleaned(tmp_path, rows):
    source, target = tmp_path / "march.csv", tmp_path / "out.csv"
    with source.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(rows)
    payscrub.clean(source, target)
    return list(csv.reader(io.StringIO(target.read_text(encoding="utf-8"))))


def table(title, values, times=3):
    body = [[PEOPLE[i % 8], values[i % len(values)], f"{1000 + i}.25"] for i in range(times * len(values))]
    return [["Employee Name", title, "Gross Pay"], *body]


@pytest.mark.parametrize("values", [WARDS, FIRMS], ids=["wards", "firms and places"])
@pytest.mark.parametrize("title", ["", "Column2", "Site"])
def test_a_column_of_things_stays_with_and_without_a_title(tmp_path, title, values):
    rows = table(title, values)
    new = cleaned(tmp_path, rows)
    assert [row[1] for row in new[1:]] == [row[1] for row in rows[1:]]
    assert not {row[0] for row in new[1:]} & set(PEOPLE)


@pytest.mark.parametrize("title", ["Supplier", "Vehicle Make", "Training Provider", "Project", "Equipment"])
def test_names_of_firms_stay_under_a_title_of_things(tmp_path, title):
    rows = table(title, SUPPLIERS)
    assert [row[1] for row in cleaned(tmp_path, rows)] == [row[1] for row in rows]


@pytest.mark.parametrize("person", ["Oluwaseun Adeyemi", "Okafor", "WHITCOMBE, Sarah", "Mrs Patel"])
def test_a_person_among_things_is_found(tmp_path, person):
    rows = table("", WARDS)
    rows[9][1] = person
    new = cleaned(tmp_path, rows)
    assert new[9][1] != person
    assert [row[1] for row in new[10:]] == [row[1] for row in rows[10:]]


def test_a_column_of_names_under_a_title_of_things_is_one_of_people(tmp_path):
    new = cleaned(tmp_path, table("Project", PEOPLE))
    assert not {row[1] for row in new} & set(PEOPLE)


def test_a_ward_called_after_a_member_of_staff_is_a_ward_in_a_column_of_wards(tmp_path):
    rows = table("Ward", ["Nowak Ward", "Day Surgery", "Ward 7"])
    assert {row[1] for row in cleaned(tmp_path, rows)[1:]} == {"Nowak Ward", "Day Surgery", "Ward 7"}
