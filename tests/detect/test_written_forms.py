"""Identifiers as people write them, and what only looks like one, through the public door."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

import payscrub

KEY = bytes([0x5A]) * 32
UNSEEN_NOTES = re.compile("end(?:ing|s) |^ext |^bleep |^host |^server ")  # four digits are no proof, and computers have many names
HERE = Path(__file__).parent
SURNAMES = ["Thornquill", "Bellhanger", "Wickenshaw", "Oldmarch", "Penhallow", "Garsdale"]
UNSEEN = {  # titles that the verifier leaves to the cleaner: it objects to no original under them
    *("Travel Document", "CoS Number", "GPhC Number", "Scheme Ref", "Ext", "Network ID", "Created By", "Last Updated By"),
}


def rows(name):
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def table(header, values):
    """A table of six people in which the second column holds the values."""
    target = io.StringIO()
    people = zip(SURNAMES, values, strict=True)
    csv.writer(target).writerows([("Surname", header, "Amount"), *((n, v, f"{100 + i * 7.5:.2f}") for i, (n, v) in enumerate(people))])
    return target.getvalue().encode()


def cleaned(data):
    copy, report = payscrub.clean_bytes(data, key=KEY)
    return [row[1] for row in csv.reader(io.StringIO(copy.decode()))][1:], report


COLUMNS = rows("forms_columns.tsv")


@pytest.mark.parametrize(("kind", "header", "written"), COLUMNS, ids=[row[1] for row in COLUMNS])
def test_every_value_of_a_personal_column_goes_however_it_is_written(kind, header, written):
    values = written.split("|")
    new, report = cleaned(table(header, values))
    taken = {column.place: column.entity for column in report.columns}["row 2, column 2 to row 7, column 2"]
    assert taken in kind.split("/") or (taken == "" and "FREE_TEXT" in kind)
    assert [old for old, text in zip(values, new, strict=True) if old.strip(".' ") in text and any(map(str.isdigit, old + "0"))] == []


@pytest.mark.parametrize(("header", "written"), [(row[1], row[2]) for row in COLUMNS if row[1] not in UNSEEN])
def test_the_verifier_objects_when_such_a_column_is_left(header, written):
    found = payscrub.verify(table(header, written.split("|"))).findings
    assert any("column 2" in finding.place for finding in found)


STAYING = rows("stays_columns.tsv")


@pytest.mark.parametrize(("header", "written"), STAYING, ids=[row[0] for row in STAYING])
def test_a_column_that_only_looks_personal_stays(header, written):
    values = written.split("|")
    assert cleaned(table(header, values))[0] == values


@pytest.mark.parametrize("note", [row[0] for row in rows("forms_notes.tsv")])
def test_an_identifier_in_a_note_goes_and_the_words_around_it_stay(note):
    new = payscrub.clean_text(re.sub("[{}]", "", note), key=KEY)
    assert [piece for piece in re.findall(r"\{([^}]*)\}", note) if piece in new] == []
    assert [piece for piece in re.split(r"\{[^}]*\}", note) if piece.strip() not in new] == []


@pytest.mark.parametrize("note", [row[0] for row in rows("forms_notes.tsv") if not UNSEEN_NOTES.search(row[0])])
def test_the_verifier_objects_when_such_a_note_is_left(note):
    data = f'Key,Note\n1,"{re.sub("[{}]", "", note).replace(chr(34), chr(34) * 2)}"\n'.encode()
    assert payscrub.verify(data).findings


@pytest.mark.parametrize("note", [row[0] for row in rows("stays_notes.tsv")])
def test_a_note_that_only_looks_personal_stays(note):
    assert payscrub.clean_text(note, key=KEY) == note
