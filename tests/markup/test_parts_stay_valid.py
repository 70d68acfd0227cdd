"""A part that is right by the public schemas before the cuts is right after them, whoever wrote it."""

import functools
import io
import os
import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from lxml import etree
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import CellIsRule, ColorScaleRule, DataBarRule, IconSetRule
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from payscrub.errors import PayscrubError
from payscrub.formats.xlsx import markup
from payscrub.formats.xlsx.rulings import Do, rule

SCHEMAS = os.environ.get("PAYSCRUB_XSD", "")
CORPUS = os.environ.get("PAYSCRUB_CORPUS", "")
ROWS = re.compile(rb"<((?:\w+:)?)sheetData\b(?:[^>]*[^/])?>.*?</\1sheetData>", re.DOTALL)
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
OPEN = "http://schemas.openxmlformats.org/"
FILES = {
    OPEN + "spreadsheetml/2006/main": "sml.xsd",
    OPEN + "drawingml/2006/main": "dml-main.xsd",
    OPEN + "drawingml/2006/chart": "dml-chart.xsd",
    OPEN + "drawingml/2006/spreadsheetDrawing": "dml-spreadsheetDrawing.xsd",
}
DESCRIBED = {
    *FILES,
    OPEN + "officeDocument/2006/relationships",
    OPEN + "drawingml/2006/chartDrawing",
    "http://www.w3.org/XML/1998/namespace",
}


def by_openpyxl():
    book = Workbook()
    sheet = book.active
    sheet.title = "Pay"
    for row in [("Name", "Pay"), ("Jane Smith", 1200), ("Jo Brown", 900)]:
        sheet.append(row)
    sheet["A2"].hyperlink = "mailto:jane.smith@example.com"
    sheet["A3"].style = "Good"
    sheet["B2"].number_format = '"Jane "0.00'
    sheet.auto_filter.ref = "D1:E9"
    sheet.auto_filter.add_filter_column(0, ["Smith"])
    sheet.oddHeader.center.text = "Payroll &F Jane Smith"
    sheet.add_data_validation(DataValidation("list", formula1='"Smith,Brown"', sqref="F1:F9", prompt="Ask Jane"))
    sheet.conditional_formatting.add("B2:B3", CellIsRule("equal", formula=['"Smith"']))
    sheet.conditional_formatting.add("B2:B3", ColorScaleRule(start_type="min", start_color="FF0000", end_type="max", end_color="00FF00"))
    sheet.conditional_formatting.add("B2:B3", DataBarRule(start_type="min", end_type="max", color="FF0000"))
    sheet.conditional_formatting.add("B2:B3", IconSetRule("3Arrows", "percent", [0, 33, 67]))
    sheet.protection.set_password("secret")
    sheet.merge_cells("H1:I2")
    sheet.freeze_panes = "A2"
    sheet.add_table(Table(displayName="Staff", ref="A1:B3"))
    drawn = BarChart()
    drawn.title = "Pay of Jane"
    drawn.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    sheet.add_chart(drawn, "K1")
    book.defined_names["Jane_Pay"] = DefinedName("Jane_Pay", attr_text="Pay!$B$2")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def by_xlsxwriter():
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("Jane Smith")
    sheet.write_column("A1", [3, 4, 5])
    sheet.add_sparkline("B1", {"range": "'Jane Smith'!A1:A3", "markers": True})
    sheet.conditional_format("A1:A3", {"type": "data_bar", "data_bar_2010": True, "bar_negative_color_same": True})
    sheet.conditional_format("A1:A3", {"type": "text", "criteria": "containing", "value": "Smith"})
    sheet.insert_textbox("C1", "Jane Smith", {"textlink": "=$A$1", "description": "Photo of Jane", "url": "https://example.com/jane"})
    sheet.insert_checkbox("A5", True)  # noqa: FBT003 - as XlsxWriter has it
    sheet.insert_button("C9", {"caption": "Pay Jane"})
    sheet.write_comment("A1", "Jane said so", {"author": "Jane Smith"})
    sheet.write_dynamic_array_formula("E1", "=SORT(A1:A3)")
    sheet.set_header('&LPayroll&C&"Arial,Bold"Jane&R&F')
    sheet.outline_settings(visible=False)
    for kind in ("column", "line", "pie", "scatter", "area", "doughnut", "radar", "stock", "bar"):
        drawn = book.add_chart({"type": kind})
        drawn.add_series(
            {
                "name": "='Jane Smith'!$A$1",
                "categories": "='Jane Smith'!$A$1:$A$3",
                "values": "='Jane Smith'!$A$1:$A$3",
                "data_labels": {"value": True, "custom": [{"value": "Jane"}]},
                "trendline": {"type": "linear", "name": "Jane"} if kind in ("column", "line", "bar", "scatter", "area") else None,
            }
        )
        drawn.set_title({"name": "Pay of Jane"})
        sheet.insert_chart("G1", drawn, {"description": "Jane"})
    leaf = book.add_chartsheet("Chart of Jane")
    drawn = book.add_chart({"type": "bar"})
    drawn.add_series({"values": "='Jane Smith'!$A$1:$A$3"})
    leaf.set_chart(drawn)
    leaf.protect("secret")
    book.close()
    return stream.getvalue()


def parts(data):
    """Yield name, reader and plain bytes of every part that is edited, by the content types alone."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    types = etree.fromstring(archive.read("[Content_Types].xml"))
    for override in types.iter("{*}Override"):
        name, content = override.get("PartName", "").lstrip("/"), override.get("ContentType", "")
        reader = next((found for kind in KINDS if (found := rule(kind, content)).do is Do.EDIT), None)
        if reader and reader.reader in markup.READERS and name in archive.namelist():
            yield name, reader.reader, archive.read(name)


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
KINDS = [
    *(
        RELATIONS + name
        for name in [
            "officeDocument",
            "worksheet",
            "chartsheet",
            "styles",
            "theme",
            "table",
            "drawing",
            "chart",
            "pivotTable",
            "pivotCacheDefinition",
            "pivotCacheRecords",
            "sheetMetadata",
        ]
    ),
    "http://schemas.microsoft.com/office/2011/relationships/chartStyle",
]


def plain(data):
    """Return the part as the schemas know it: without extensions and what may be ignored, of alternate content the first branch known."""
    root = etree.fromstring(data, etree.XMLParser(huge_tree=True, resolve_entities=False))
    for both in list(root.iter(f"{MC}AlternateContent")):
        branch = next((found for found in both if all(etree.QName(child).namespace in DESCRIBED for child in found)), None)
        for child in () if branch is None else list(branch):
            both.addprevious(child)
        both.getparent().remove(both)
    for element in list(root.iter(etree.Element)):
        for name in [name for name in element.attrib if etree.QName(name).namespace not in {None, *DESCRIBED}]:
            del element.attrib[name]
        if etree.QName(element).namespace not in DESCRIBED:
            element.getparent().remove(element)
    return root


@functools.cache
def schema(namespace):
    return etree.XMLSchema(etree.parse(Path(SCHEMAS) / FILES[namespace]))


def is_valid(data):
    root = plain(data)
    return schema(etree.QName(root).namespace).validate(root)


def cut(data, reader):
    plain_data = ROWS.sub(rb"<\1sheetData/>", markup.prepare(data))
    found = markup.read(plain_data, reader)
    return plain_data, markup.splice(plain_data, list(markup.patches(found)))


@pytest.fixture(scope="module", params=[by_openpyxl, by_xlsxwriter], ids=["openpyxl", "XlsxWriter"])
def workbook(request):
    return list(parts(request.param()))


def test_every_part_of_an_ordinary_workbook_is_read(workbook):
    assert {"workbook", "worksheet", "styles", "theme", "drawing", "chart"} <= {reader for _, reader, _ in workbook}
    for _, reader, data in workbook:
        cut(data, reader)


def test_cleaning_a_second_time_changes_nothing(workbook):
    for _, reader, data in workbook:
        once = cut(data, reader)[1]
        assert cut(once, reader)[1] == once


def test_no_name_is_left_outside_the_places(workbook):
    for _, reader, data in workbook:
        before = ROWS.sub(rb"<\1sheetData/>", markup.prepare(data))
        found = markup.read(before, reader)
        patches = [*markup.patches(found), *(patch for slot in found.slots for patch in markup.rewrite(before, slot, "1"))]
        assert not re.search(rb"Jane|Smith|Brown|secret", markup.splice(before, patches))


@pytest.mark.skipif(not SCHEMAS, reason="needs the schemas of ECMA-376 in the folder that PAYSCRUB_XSD names")
def test_what_was_valid_stays_valid(workbook):
    checked = 0
    for _, reader, data in workbook:
        before, after = cut(data, reader)
        if reader not in ("chart style", "metadata") and is_valid(before):
            assert is_valid(after)
            checked += 1
    assert checked > len(workbook) // 2


def corpus():
    """Yield the parts of all workbooks in the folder that PAYSCRUB_CORPUS names."""
    for path in sorted(Path(CORPUS).rglob("*.xls[xm]")):
        try:
            yield from ((f"{path.name}/{name}", reader, data) for name, reader, data in parts(path.read_bytes()) if len(data) < 20_000_000)
        except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, EOFError, NotImplementedError, RuntimeError, OSError):
            continue  # the container is broken, which is another test's matter


@pytest.mark.skipif(not (CORPUS and SCHEMAS), reason="needs workbooks in PAYSCRUB_CORPUS and schemas in PAYSCRUB_XSD")
def test_real_workbooks_are_read_and_stay_valid():
    refused, broken, total = [], [], 0
    for name, reader, data in corpus():
        total += 1
        try:
            before, after = cut(data, reader)
        except PayscrubError as error:
            refused.append((name, error.message))
            continue
        described = reader not in ("chart style", "metadata") and etree.QName(etree.fromstring(before)).namespace in FILES
        if described and before != after and is_valid(before) and not is_valid(after):
            broken.append(name)
    assert broken == []
    assert len(refused) < 0.02 * total, refused
