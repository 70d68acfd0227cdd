"""Whatever names, counts or numbers something in a copy is right, so that Excel has nothing to repair."""

import re

import pytest
from fixtures.build import HERE
from fixtures.package import Package
from tests.support.fixtures import WORKBOOKS
from tests.support.opened import take_apart
from tests.support.plant import base
from tests.support.plants import PLANTS
from tests.support.richbook import rich_book
from tests.support.structure import CHECKS, faults, pivots, tables

import payscrub

KEY = bytes(range(32))
SHEET, BOOK, STYLES, STRINGS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"
TYPES, RELATIONS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
RECORDS, CACHE = "xl/pivotCache/pivotCacheRecords1.xml", "xl/pivotCache/pivotCacheDefinition1.xml"
TABLE, PIVOT, DRAWING = "xl/tables/table1.xml", "xl/pivotTables/pivotTable1.xml", "xl/drawings/drawing1.xml"


def faults_of(data):
    return faults(take_apart(data))


def copy_of(source):
    return payscrub.clean_bytes(source, key=KEY)[0]


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_copy_of_a_payroll_workbook_is_sound(name):
    source = (HERE / name).read_bytes()
    assert faults_of(source) == []
    assert faults_of(copy_of(source)) == []


def test_a_copy_of_a_rich_workbook_is_sound():
    assert faults_of(rich_book()) == []
    assert faults_of(copy_of(rich_book())) == []


@pytest.mark.parametrize("plant", [plant for plant in PLANTS if not plant.refused], ids=str)
def test_what_is_cut_out_leaves_nothing_dangling(plant):
    package = base(known=True)
    plant.sow(package)
    source = package.to_bytes()
    known = {re.sub(r"^[^:]*", "", fault) for fault in faults_of(source)}  # some plants are unsound on purpose
    assert [fault for fault in faults_of(copy_of(source)) if re.sub(r"^[^:]*", "", fault) not in known] == []


SPOILT = [
    ("rich", TYPES, r'<Override PartName="/xl/styles.xml"[^>]*/>', "", "has no content type of its own"),
    ("rich", TYPES, r"/xl/styles\.xml", "/xl/style.xml", "is not there"),
    ("rich", RELATIONS, r'Target="styles\.xml"', 'Target="gone.xml"', "leads nowhere"),
    ("rich", RELATIONS, r'<Relationship Id="rId5"[^>]*>', "", "nothing leads to it"),
    ("rich", BOOK, r'r:id="rId1"', 'r:id="rId77"', "names a relationship that is not there"),
    ("rich", SHEET, r'mc:Ignorable="x14ac"', 'mc:Ignorable="x14ac x99"', "undeclared prefix"),
    ("rich", SHEET, r'<mergeCells count="1"', '<mergeCells count="2"', "miscounts its children"),
    ("rich", SHEET, r"</mergeCells>", '<mergeCell ref="B25:F26"/></mergeCells>', "overlap"),
    ("rich", BOOK, r'name="Rates"', 'name="Staff"', "two of one sheet name"),
    ("rich", BOOK, r'name="Rates"', 'name="Rates: all"', "a sheet name is not allowed"),
    ("rich", BOOK, r'sheetId="2"', 'sheetId="1"', "two of one sheet id"),
    ("rich", BOOK, r'localSheetId="0"', 'localSheetId="9"', "belongs to a sheet that is not there"),
    ("rich", BOOK, r'name="Top_rate"', 'name="Top rate"', "a defined name is not allowed"),
    ("rich", SHEET, r'(<c r="A2")', r'\1 s="99"', "a style that is not there"),
    ("rich", SHEET, r'(<c r="A1" s="\d" t="s"><v>)\d+', r"\g<1>999", "a text that is not there"),
    ("rich", SHEET, r'<c r="B2"', '<c r="A2"', "cells out of order"),
    ("rich", SHEET, r'<row r="3"', '<row r="2"', "rows out of order"),
    ("rich", SHEET, r"(<c r=\"E2\"[^>]*><v>)\d+", r"\1none", "a number is none"),
    ("rich", STRINGS, r'uniqueCount="\d+"', 'uniqueCount="1"', "miscounts its texts"),
    ("rich", STRINGS, r' count="\d+"', ' count="1"', "miscounts the cells"),
    ("rich", STYLES, r'numFmtId="164" fontId="0"', 'numFmtId="199" fontId="0"', "a number format that is not there"),
    ("rich", STYLES, r'fontId="1"', 'fontId="44"', "one of fonts that is not there"),
    ("rich", STYLES, r"<dxfs.*?</dxfs>", '<dxfs count="0"/>', "names a format that is not there"),
    ("rich", "xl/metadata.xml", r"<cellMetadata.*?</cellMetadata>", "", "names metadata that are not there"),
    ("rich", SHEET, r'error="Choose one"', f'error="{"x" * 256}"', "a message of validation is too long"),
    ("rich", SHEET, r"<oddHeader>", f"<oddHeader>{'x' * 256}", "a page header is too long"),
    ("rich", SHEET, r"<worksheet", "<worksheet <", "no well-formed XML"),
    ("rich", DRAWING, r"<xdr:graphicFrame.*?</xdr:graphicFrame>", "", "an anchor holds nothing"),
    ("staff-in-post.xlsx", TABLE, r'(<tableColumn id="2"[^>]* name=)"[^"]*"', r'\1"Other"', "differ from the names of the columns"),
    ("staff-in-post.xlsx", TABLE, r'<tableColumn id="2"[^>]*/>', "", "miscounts its columns"),
    ("staff-in-post.xlsx", PIVOT, r'cacheId="\d+"', 'cacheId="99"', "names a cache that the workbook does not list"),
    ("staff-in-post.xlsx", RECORDS, r"<r>(<[^>]*/>)", "<r>", "other fields than its cache"),
    ("staff-in-post.xlsx", RECORDS, r'<x v="\d+"', '<x v="9999"', "an item that is not in the cache"),
    ("staff-in-post.xlsx", CACHE, r'recordCount="\d+"', 'recordCount="1"', "miscounts the records"),
]


@pytest.mark.parametrize(("book", "part", "old", "new", "fault"), SPOILT, ids=[f"{row[1]} {row[4]} {row[2]}" for row in SPOILT])
def test_whatever_dangles_is_seen(book, part, old, new, fault):
    package = Package.read(rich_book() if book == "rich" else (HERE / book).read_bytes())
    text, count = re.subn(old, new, package.text(part), count=1, flags=re.DOTALL)
    assert count == 1
    package.parts[part] = text.encode()
    opened = take_apart(package.to_bytes())
    found = [told for check in (CHECKS if book == "rich" else (tables, pivots)) for told in check(opened)]  # the other book is a large one
    assert any(fault in told for told in found), found
