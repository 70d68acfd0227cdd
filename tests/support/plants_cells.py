"""Channels A01 to A17: what a cell, the shared strings and the styles can hold."""

from __future__ import annotations

from functools import partial

from fixtures.package import Package
from tests.support.plant import (
    ACCOUNT,
    BORN,
    FORENAME,
    NAME,
    NINO,
    SHEET,
    STRINGS,
    STYLES,
    SURNAME,
    Plant,
    attribute,
    cell,
    column,
    part,
    tail,
)

_HALF = len(SURNAME) // 2
_METADATA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheetMetadata+xml"


def _string(item: str, package: Package) -> None:
    """Add a shared string and a cell that shows it."""
    index = package.text(STRINGS).count("<si>")
    package.insert(STRINGS, "</sst>", f"<si>{item}</si>")
    cell(package, f'<c r="A20" t="s"><v>{index}</v></c>')


def _orphan(package: Package) -> None:
    package.insert(STRINGS, "</sst>", f"<si><t>{NAME}</t></si>")


def _cell(xml: str, package: Package) -> None:
    cell(package, xml)


def _account(package: Package) -> None:
    column(package, "Account Number", {5: f'<c r="F{{}}" s="2"><v>{ACCOUNT}</v></c>', 6: '<c r="F{}" s="2"><v>30118455</v></c>'})


def _scientific(package: Package) -> None:
    column(package, "Account Number", {5: '<c r="F{}"><v>4.8213907E7</v></c>', 6: '<c r="F{}"><v>30118455</v></c>'})


def _iso_date(package: Package) -> None:
    column(package, "Date of Birth", {5: f'<c r="F{{}}" s="1" t="d"><v>{BORN}</v></c>', 6: '<c r="F{}" s="1" t="d"><v>1975-02-11</v></c>'})


def _number_format(package: Package) -> None:
    package.replace(STYLES, 'formatCode="0.00"', f'formatCode="&quot;{NAME} &quot;0.00"')
    cell(package, '<c r="A20" s="2"><v>1</v></c>')


def _style_name(package: Package) -> None:
    package.replace(STYLES, "</cellStyles>", f'<cellStyle name="{NAME}" xfId="0"/></cellStyles>')
    package.replace(STYLES, '<cellStyles count="1">', '<cellStyles count="2">')


def _hidden_row(package: Package) -> None:
    package.insert(SHEET, "</sheetData>", f'<row r="20" hidden="1"><c r="A20" t="inlineStr"><is><t>{NAME}</t></is></c></row>')


def _far_below(package: Package) -> None:
    package.insert(SHEET, "</sheetData>", f'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>{NAME}</t></is></c></row>')


def _covered(package: Package) -> None:
    cell(package, f'<c r="A20"><v>1</v></c><c r="B20" t="inlineStr"><is><t>{NAME}</t></is></c>')
    tail(package, '<mergeCells count="1"><mergeCell ref="A20:C20"/></mergeCells>')


def _foreign_attribute(package: Package) -> None:
    attribute(package, SHEET, 'row r="3"', f'xmlns:v="urn:vendor" v:owner="{NAME}"')


def _twice(package: Package) -> None:
    cell(package, f'<c r="A20"><v>1</v></c><c r="A20" t="inlineStr"><is><t>{NAME}</t></is></c>')


def _both_values(package: Package) -> None:
    cell(package, f'<c r="A20" t="inlineStr"><v>1</v><is><t>{NAME}</t></is></c>')


def _smart_tag(package: Package) -> None:
    tag = f'<cellSmartTag type="0"><cellSmartTagPr key="PersonName" val="{NAME}"/></cellSmartTag>'
    tail(package, f'<smartTags><cellSmartTags r="A1">{tag}</cellSmartTags></smartTags>')


def _metadata(package: Package) -> None:
    part(
        package,
        "xl/workbook.xml",
        "sheetMetadata",
        "xl/metadata.xml",
        _METADATA,
        (
            '<metadata xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f'<metadataStrings count="1"><s v="{NAME}"/></metadataStrings></metadata>'
        ),
    )


def _runs(content: str, package: Package) -> None:
    cell(package, f'<c r="A20" t="inlineStr"><is>{content}</is></c>')


def _undeclared(package: Package) -> None:
    package.replace(SHEET, '<row r="2"', f'<row {SURNAME}:dyDescent="0.25" r="2"')


def _text(value: str) -> str:
    return f'<c r="A20" t="inlineStr"><is><t>{value}</t></is></c>'


def _formula(formula: str, cached: str = "") -> str:
    return f'<c r="A20" t="str"><f>{formula}</f><v>{cached}</v></c>'


PLANTS = (
    Plant("A01", "shared string", partial(_string, f"<t>Overpaid {NAME} in May</t>")),
    Plant("A01", "NI number inside a note", partial(_string, f"<t>NI is {NINO}, was blank</t>")),
    Plant("A01", "NI number with no-break spaces", partial(_string, "<t>JM\u00a048\u00a021\u00a007\u00a0C</t>")),
    Plant(
        "A02",
        "name split over runs",
        partial(_string, f"<r><t>{FORENAME} {SURNAME[:_HALF]}</t></r><r><rPr><b/></rPr><t>{SURNAME[_HALF:]}</t></r>"),
    ),
    Plant("A03", "phonetic run", partial(_string, f'<t>Ward</t><rPh sb="0" eb="1"><t>{NAME}</t></rPh>')),
    Plant("A04", "string that no cell shows", _orphan),
    Plant("A05", "inline string", partial(_cell, _text(NAME))),
    Plant(
        "A05",
        "inline runs",
        partial(_cell, f'<c r="A20" t="inlineStr"><is><r><t>{SURNAME[:4]}</t></r><r><t>{SURNAME[4:]}</t></r></is></c>'),
    ),
    Plant("A03", "phonetic run of a cell of its own", partial(_runs, f'<t>Ward</t><rPh sb="0" eb="1"><t>{NAME}</t></rPh>')),
    Plant("A13", "typeface of a run in a cell", partial(_runs, f'<r><rPr><rFont val="{SURNAME}"/></rPr><t>Ward</t></r><r><t> 7</t></r>')),
    Plant("A13", "typeface of a run without a letter", partial(_runs, f'<r><rPr><rFont val="{SURNAME}"/></rPr><t></t></r>')),
    Plant("A13", "colour of a run", partial(_runs, f'<r><rPr><color rgb="{SURNAME}"/></rPr><t>Ward</t></r>'), refused=True),
    Plant("A15", "prefix that nobody declared", _undeclared),
    Plant("A08", "area of a formula", partial(_cell, f'<c r="A20"><f t="array" ref="{SURNAME.upper()}">1</f><v>1</v></c>'), refused=True),
    Plant("A06", "account number as a number", _account),
    Plant("A06", "account number in scientific notation", _scientific),
    Plant("A07", "date of birth as an ISO date", _iso_date),
    Plant("A08", "array formula", partial(_cell, f'<c r="A20" t="str"><f t="array" ref="A20">"{NAME}"</f><v>{NAME}</v></c>')),
    Plant("A09", "literal in a formula", partial(_cell, f'<c r="A20"><f>IF(B13="{SURNAME}",1,0)</f><v>1</v></c>')),
    Plant("A09", "joined literals", partial(_cell, _formula(f'"{FORENAME} "&amp;"{SURNAME}"'))),
    Plant("A09", "array constant", partial(_cell, f'<c r="A20"><f>COUNT(MATCH({{"{SURNAME}","Other"}},B2:B13,0))</f><v>1</v></c>')),
    Plant(
        "A09",
        "mail link in a formula",
        partial(_cell, _formula(f'HYPERLINK("mailto:{FORENAME}.{SURNAME}@willowmere-hospitals.nhs.uk","Write")', "Write")),
    ),
    Plant("A10", "cached result", partial(_cell, _formula('C13&amp;" "&amp;B13', NAME))),
    Plant("A11", "escaped letter", partial(_cell, _text(f"_x0046_{SURNAME[1:]}"))),
    Plant("A12", "literal in a number format", _number_format),
    Plant("A13", "name of a cell style", _style_name),
    Plant("A14", "hidden row", _hidden_row),
    Plant("A14", "last cell of the sheet", _far_below),
    Plant("A14", "cell covered by a merge", _covered),
    Plant("A15", "foreign attribute of a row", _foreign_attribute),
    Plant("A15", "two cells at one address", _twice, refused=True),
    Plant("A15", "two values in one cell", _both_values, refused=True),
    Plant("A16", "smart tag", _smart_tag),
    Plant("H12", "metadata strings", _metadata),
)
