"""Every part has a fate, and the stricter of its two types decides."""

import pytest

from payscrub.formats.xlsx import markup, rulings
from payscrub.formats.xlsx.ruling import spelt_out
from payscrub.formats.xlsx.rulings import TABLE, Do, rule

TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
OFFICE = "http://schemas.microsoft.com/office/"
SHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml."


@pytest.mark.parametrize("base", [TRANSITIONAL, STRICT])
@pytest.mark.parametrize(
    ("relation", "content", "reader"),
    [
        ("officeDocument", SHEETML + "sheet.main+xml", "workbook"),
        ("officeDocument", "application/vnd.ms-excel.sheet.macroEnabled.main+xml", "workbook"),
        ("worksheet", SHEETML + "worksheet+xml", "worksheet"),
        ("sharedStrings", SHEETML + "sharedStrings+xml", "strings"),
        ("chartUserShapes", "application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml", "drawing"),
        ("pivotCacheRecords", SHEETML + "pivotCacheRecords+xml", "pivot records"),
        ("worksheet", SHEETML.upper() + "WORKSHEET+XML; charset=utf-8", "worksheet"),
    ],
)
def test_what_is_kept_has_a_reader_in_both_spellings(base, relation, content, reader):
    assert rule(base + relation, content).reader == reader
    assert reader == "strings" or reader in markup.READERS


@pytest.mark.parametrize(
    ("relation", "label"),
    [
        (TRANSITIONAL + "printerSettings", "printer settings"),
        (STRICT + "comments", "notes"),
        (OFFICE + "2017/10/relationships/threadedComment", "threaded comments"),
        (OFFICE + "2006/relationships/vbaProject", "macros"),
        (TRANSITIONAL + "image", "picture"),
        ("http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail", "preview picture"),
        (OFFICE + "2022/11/relationships/FeaturePropertyBag", "check box formats"),
    ],
)
@pytest.mark.parametrize("content", ["", "application/xml", "application/x-jane", SHEETML + "worksheet+xml"])
def test_what_a_relationship_drops_is_dropped_whatever_it_says_it_is(relation, label, content):
    assert (rule(relation, content).do, rule(relation, content).label) == (Do.DROP, label)


@pytest.mark.parametrize("name", ["metadata/core-properties", "meatadata/core-properties", "metadata/core-propertdes"])
def test_properties_are_written_anew_even_when_their_type_is_misspelt(name):
    assert rule(f"http://schemas.openxmlformats.org/package/2006/relationships/{name}", "application/xml").do is Do.REBUILD


@pytest.mark.parametrize(
    ("relation", "content"),
    [
        ("http://example.com/jane", SHEETML + "worksheet+xml"),
        (TRANSITIONAL + "worksheet", ""),
        (TRANSITIONAL + "worksheet", "application/xml"),
        (TRANSITIONAL + "worksheet", "application/x-jane"),
        (TRANSITIONAL + "worksheet", SHEETML + "styles+xml"),
        (TRANSITIONAL + "worksheet", "application/vnd.openxmlformats-package.core-properties+xml"),
        (TRANSITIONAL + "worksheet", SHEETML + "dialogsheet+xml"),
        (TRANSITIONAL + "officeDocument", "application/vnd.ms-excel.sheet.binary.macroEnabled.main"),
        (TRANSITIONAL + "officeDocument", "application/vnd.ms-excel.addin.macroEnabled.main+xml"),
        (OFFICE + "2006/relationships/xlMacrosheet", "application/vnd.ms-excel.macrosheet+xml"),
        (OFFICE + "2006/relationships/officeDocument", "application/vnd.ms-excel.template.main+xml"),
        (TRANSITIONAL + "slide", ""),
        ("", ""),
        (TRANSITIONAL + "Worksheet", SHEETML + "worksheet+xml"),
    ],
)
def test_what_nobody_knows_or_reads_is_refused_with_a_remedy(relation, content):
    ruling = rule(relation, content)
    assert ruling.do is Do.REFUSE
    assert ruling.message.endswith(".")
    assert ruling.remedy.endswith(".")


def test_a_kept_relationship_to_a_dropped_kind_is_dropped():
    assert rule(TRANSITIONAL + "drawing", "application/vnd.openxmlformats-officedocument.vmlDrawing").do is Do.DROP


def test_a_hyperlink_needs_no_content_type():
    assert rule(TRANSITIONAL + "hyperlink", "").reader == "link"


@pytest.mark.parametrize("column", ["relations", "contents"])
def test_no_type_has_two_rulings(column):
    names = [name for row in TABLE for name in spelt_out(getattr(row, column))]
    assert len(names) == len(set(names))


def test_every_ruling_can_be_reported():
    assert all(row.ruling.label and row.ruling.channels for row in TABLE)
    assert all(row.ruling.reader or row.ruling.do is not Do.EDIT for row in TABLE)
    assert rulings.UNKNOWN.do is Do.REFUSE
