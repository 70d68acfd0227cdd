"""Columns without a title, beside people, whose values are references or what the law protects most."""

import csv
import io

import pytest

import payscrub

KEY = bytes([0x5A]) * 32
PEOPLE = ["Hargest", "Bellwood", "Tranter", "Okeke", "Whitlam", "Pashley", "Nowicki", "Dunmore", "Illsley", "Farouk"]
COLUMNS = {
    "share codes": [f"W{n}K {n}HT M{n}8" for n in range(1, 10)] + ["SXT H4K 2PP"],
    "court references": [f"{n}QZ1{n}34{n}" for n in range(1, 10)] + ["0QZ90817"],
    "references of several offices": [f"{n}LS3{n}91{n}" for n in range(1, 5)]
    + [f"CMSYZ80{n}77{n}C" for n in range(1, 5)]
    + ["MC724817", "MC655187"],
    "roll numbers": [f"{n}/1234{n}678-0{n}" for n in range(1, 10)] + ["4/88812345-77"],
    "unions": ["UNISON", "GMB", "RCN", "UNISON", "Unite", "GMB", "RCN", "UNISON", "None", "GMB"],
    "reasons of absence": [
        "Back pain",
        "Migraine",
        "Flu",
        "Stress",
        "Broken ankle",
        "Flu",
        "Chest infection",
        "Anxiety",
        "Flu",
        "Migraine",
    ],
    "origins": ["White British", "Black African", "Asian Indian", "Mixed", "White Irish"] * 2,
    "beliefs": ["Christian", "Muslim", "Hindu", "Sikh", "No religion"] * 2,
}
HARMLESS = {
    "nationalities": ["British", "Irish", "Indian", "Polish", "Nigerian"] * 2,
    "colours": ["White", "Black", "Blue", "Green", "Red"] * 2,
    "teams": ["Pain Clinic", "Stroke Unit", "Cancer Services", "Stores", "Estates"] * 2,
    "deductions": ["UNISON subs", "Pension", "Student loan", "Car lease", "Advance"] * 2,
    "cost codes": ["AB12345", "AB12346", "AB12347", "AB12348", "AB12349"] * 2,
}


def table(values):
    stream = io.StringIO(newline="")
    rows = [(name, value, f"{1000 + 13 * i}.25") for i, (name, value) in enumerate(zip(PEOPLE, values, strict=True))]
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode()


def cleaned(values):
    copy, _ = payscrub.clean_bytes(table(values), key=KEY)
    return [row[1] for row in csv.reader(io.StringIO(copy.decode()))]


@pytest.mark.parametrize("kind", COLUMNS)
def test_what_refers_to_somebody_or_is_protected_goes_without_a_title(kind):
    old, new = COLUMNS[kind], cleaned(COLUMNS[kind])
    assert [value for value, other in zip(old, new, strict=True) if value == other and value != "None"] == []


@pytest.mark.parametrize("kind", HARMLESS)
def test_what_only_resembles_it_stays(kind):
    assert cleaned(HARMLESS[kind]) == HARMLESS[kind]


@pytest.mark.parametrize("kind", ["share codes", "unions", "reasons of absence", "origins", "beliefs"])
def test_the_check_objects_when_such_a_column_is_left(kind):
    copy, _ = payscrub.clean_bytes(table(COLUMNS[kind]), key=KEY)
    rows = list(csv.reader(io.StringIO(copy.decode())))
    lame = "\n".join(f"{row[0]},{old},{row[2]}" for row, old in zip(rows, COLUMNS[kind], strict=True)).encode()
    assert payscrub.verify(lame).findings
