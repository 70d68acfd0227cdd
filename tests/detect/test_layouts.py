"""Every known layout: invented rows under the real headers, and what becomes of each column."""

import pytest
from tests.detect.invent import Inventor, grid_of, layouts

from payscrub.detect import Finder, learn, survey
from payscrub.entities import BY_NAME

LAYOUTS = layouts()
TREATED = {"direct", "secret"}
# a picture is no text; whether these are about a person cannot be told from the sheet
KNOWN_MISSES = {("O11", "Photo"), ("O11", "Signature"), ("O02", "Deduction Amount"), ("O09", "Due Date")}
# bank details and a tax reference of the employer, in lists without one word about the employer; partners are people
KNOWN_EXCESS = {
    ("V06", "Partnership UTR"),
    ("H02", "AccountHoldersName"),
    ("H02", "SortCode"),
    ("H02", "BuildingSocRef"),
    ("H02", "AccountNo"),
    ("H03", "SA UTR"),
}


def grid_for(name, rows=25):
    inventor = Inventor(name, rows)
    columns = [inventor.column(header, kind) for header, kind, _ in LAYOUTS[name]]
    return grid_of([[header for header, _, _ in LAYOUTS[name]], *map(list, zip(*columns, strict=True))])


def surveyed(name):
    grid = grid_for(name)
    found = {column.col: column for column in survey([grid])}
    return [(header, personal, found[i]) for i, (header, _, personal) in enumerate(LAYOUTS[name]) if i in found]


def risk(column):
    return BY_NAME[column.entity].risk if column.entity else ""


def is_treated(column):
    return risk(column) in TREATED or column.entity == "FREE_TEXT"


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_personal_column_of_a_layout_is_missed(name):
    missed = [header for header, personal, column in surveyed(name) if personal == "yes" and not is_treated(column)]
    assert {(name, header) for header in missed} <= KNOWN_MISSES


@pytest.mark.parametrize("name", LAYOUTS)
def test_special_categories_are_recognised_or_treated(name):
    missed = [
        header
        for header, personal, column in surveyed(name)
        if personal == "special" and not is_treated(column) and risk(column) != "special"
    ]
    assert {(name, header) for header in missed} <= KNOWN_MISSES


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_column_about_no_person_is_kept(name):
    lost = [header for header, personal, column in surveyed(name) if personal in {"no", "quasi"} and risk(column) in {*TREATED, "special"}]
    assert {(name, header) for header in lost} <= KNOWN_EXCESS


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_cells_of_kept_columns_pass_the_finder(name):
    grid = grid_for(name)
    columns = survey([grid])
    finder = Finder(learn(columns, [grid]))
    changed = cells = 0
    for column in columns:
        if risk(column) in {*TREATED, "special"}:
            continue
        distinct = grid.distinct(column.cells)
        found = finder.find(distinct.texts, category=column.category)
        changed += sum(count for count, spans in zip(distinct.counts.tolist(), found, strict=True) if spans)
        cells += len(column.cells)
    assert changed <= 0.005 * cells or name in {"N14", "S09"}  # two lists whose invented codes also stand under a personal header


def test_the_headers_themselves_pass_the_finder():
    headers = sorted({header for layout in LAYOUTS.values() for header, _, _ in layout})
    finder = Finder(learn([], []))
    assert [header for header, spans in zip(headers, finder.find(headers), strict=True) if spans] == []


def test_every_column_says_why_without_a_value():
    for name in ("V01", "N10", "B01"):
        for _, _, column in surveyed(name):
            assert column.reason
            assert "Smith" not in column.reason
            assert 0 <= column.score <= 1
            assert column.title not in repr(column)
