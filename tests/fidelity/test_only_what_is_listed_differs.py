"""Source and copy are taken apart: nothing differs but what cleaning is there to change."""

import re

import pytest
from fixtures.build import HERE
from fixtures.package import Package
from tests.support.fidelity import compare
from tests.support.fixtures import WORKBOOKS
from tests.support.richbook import rich_book

import payscrub

KEY = bytes(range(32))
SHEET, BOOK, STYLES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"
# what may differ: the part, and the place in it without numbers (docs/channels.md says why of each)
LISTED = {
    r"docProps/(?:app|core)\.xml": r".*",
    r"docProps/custom\.xml|xl/(?:comments\d|threadedComments/|persons/|drawings/vmlDrawing\d|printerSettings/|vbaProject).*": r"-",
    r"xl/sharedStrings\.xml": r"sst/si(?:\+|-|/.*)|sst@(?:count|uniqueCount)",
    r"xl/worksheets/sheet\d+\.xml": (
        r"worksheet/(?:sheetData/row/c/(?:v|f|is/t)/text|sheetData/row/c@(?:t|vm)|autoFilter/filterColumn/filters/filter@val"
        r"|conditionalFormatting/cfRule/formula/text|conditionalFormatting/cfRule@text"
        r"|dataValidations/dataValidation(?:/formula[12]/text|@(?:prompt|error)(?:Title)?)|headerFooter/odd(?:Header|Footer)/text"
        r"|hyperlinks/hyperlink@(?:display|location|tooltip)|legacyDrawing-|pageSetup@id)"
    ),
    r"xl/workbook\.xml": (
        r"workbook/(?:sheets/sheet@name|definedNames/definedName(?:/text|@name)|AlternateContent-|fileVersion@codeName|calcPr@fullCalcOnLoad)"
    ),
    r"xl/charts/chart\d+\.xml": r".*/(?:strCache/pt/v|numCache/pt/v|title/tx/rich/p/r/t)/text",
    r"xl/pivotCache/pivotCacheDefinition\d+\.xml": (
        r"pivotCacheDefinition(?:/cacheFields/cacheField/sharedItems(?:/[snd]@v|@(?:min|max)Value)|@refreshed(?:By|Date))"
    ),
    r"xl/pivotCache/pivotCacheRecords\d+\.xml": r"pivotCacheRecords/r/[snd]@v",
    r"\[Content_Types\]\.xml": r"Types/(?:Default|Override)-|Types/Override@ContentType|xl/workbook\.xml",
    r".*\.rels": r"Relationships/Relationship(?:-|@Target)",
}


def unlisted(before, after):
    """Return the differences that nothing allows."""
    return [
        f"{found.part} {found.place}"
        for found in compare(before, after)
        if not any(re.fullmatch(part, found.part) and re.fullmatch(shape, found.shape) for part, shape in LISTED.items())
    ]


@pytest.fixture(scope="module")
def rich():
    """Return a workbook with all kinds of formats and rules, and its copy."""
    source = rich_book()
    return source, payscrub.clean_bytes(source, key=KEY)[0]


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_payroll_workbook_keeps_everything_else(name):
    source = (HERE / name).read_bytes()
    assert unlisted(source, payscrub.clean_bytes(source, key=KEY)[0]) == []


def test_formats_layout_rules_and_charts_stay(rich):
    assert unlisted(*rich) == []


def test_parts_about_no_person_are_the_same_bytes(rich):
    before, after = (Package.read(data).parts for data in rich)
    same = [name for name in before if after.get(name) == before[name]]
    assert {STYLES, "xl/theme/theme1.xml", "xl/worksheets/sheet2.xml", "xl/drawings/drawing1.xml", "xl/metadata.xml"} <= set(same)


def test_a_value_that_is_replaced_keeps_its_type_and_format(rich):
    changed = {found.shape.rpartition("/")[2] for found in compare(*rich) if found.part == SHEET}
    assert changed <= {"text"}


SPOILT = [
    (SHEET, r'<col min="1" max="1" width="[\d.]+"', '<col min="1" max="1" width="9"'),
    (SHEET, r'<row r="1"([^>]*) ht="42"', r'<row r="1"\1 ht="15"'),
    (SHEET, r"<mergeCell [^>]*>", '<mergeCell ref="A25:C25"/>'),
    (SHEET, r'topLeftCell="C2"', 'topLeftCell="A1"'),
    (SHEET, r'(<c r="E2") s="\d+"', r'\1 s="0"'),
    (SHEET, r"<cfRule [^>]*cellIs[^>]*>.*?</cfRule>", ""),
    (SHEET, r"<dataValidation .*?</dataValidation>", ""),
    (SHEET, r'operator="greaterThan"', 'operator="lessThan"'),
    (SHEET, r'orientation="landscape"', 'orientation="portrait"'),
    (SHEET, r' outlineLevel="1"', ""),
    (SHEET, r"<extLst>.*</extLst>", ""),
    (SHEET, r"<brk [^>]*>", ""),
    (SHEET, r"<drawing [^>]*>", ""),
    (SHEET, r"<ignoredErrors>.*</ignoredErrors>", ""),
    (SHEET, r"<autoFilter [^>]*>", ""),
    (BOOK, r'state="veryHidden"', 'state="visible"'),
    (BOOK, r"<definedName [^>]*Print_Area.*?</definedName>", ""),
    (STYLES, r'textRotation="45"', 'textRotation="0"'),
    (STYLES, r"<dxf>.*?</dxf>", "<dxf/>"),
    ("xl/charts/chart1.xml", r'<c:gapWidth val="80"/>', ""),
    ("xl/drawings/drawing1.xml", r"<xdr:col>9</xdr:col>", "<xdr:col>0</xdr:col>"),
]


@pytest.mark.parametrize(("part", "old", "new"), SPOILT, ids=[row[1] for row in SPOILT])
def test_whatever_is_spoilt_is_seen(part, old, new, rich):
    package = Package.read(rich[1])
    text, count = re.subn(old, new, package.text(part), count=1, flags=re.DOTALL)
    assert count == 1
    package.parts[part] = text.encode()
    assert unlisted(rich[0], package.to_bytes()) != []


def test_a_part_that_is_missing_or_new_is_seen(rich):
    package = Package.read(rich[1])
    package.parts["xl/styles2.xml"] = package.parts.pop(STYLES)
    assert len(unlisted(rich[0], package.to_bytes())) == 2
