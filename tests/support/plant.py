"""A small payroll workbook of raw parts, into which one canary is planted through one channel at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from fixtures.package import CONTENT_TYPES, Package
from fixtures.people import staff

FORENAME, SURNAME = "Oluwakemi", "Featherstonehaugh"
NAME = f"{FORENAME} {SURNAME}"
NINO, NUMBER, ACCOUNT, BORN = "JM482107C", "24681350", "48213907", "1961-07-19"
EMAIL = "oluwakemi.featherstonehaugh@willowmere-hospitals.nhs.uk"
LOGIN = "ofeatherstonehaugh"
CANARIES = (FORENAME, SURNAME, SURNAME[:8], NINO[:8], "JM 48 21 07", NUMBER, ACCOUNT, BORN)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = "application/vnd.openxmlformats-officedocument"
SHEET, BOOK, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
HEADERS = ("Employee Number", "Surname", "Forename", "NI Number", "Annual Salary")
LAST = 13  # the row of the last person; the canary, where known, stands there


@dataclass(frozen=True, slots=True)
class Plant:
    """One way to hide a person: the channel's id in the census, what it is, how to plant it, whether it must be refused."""

    channel: str
    label: str
    sow: Callable[[Package], None]
    refused: bool = False

    def __str__(self) -> str:
        return f"{self.channel} {self.label}"


def base(*, known: bool, people: Sequence[Any] = ()) -> Package:
    """Return a workbook of twelve ``people`` on one sheet; ``known`` says whether the canary is one of them."""
    people = people or staff(12, 700)
    rows: list[tuple[str, ...]] = [
        (str(person.number), person.surname, person.forename, person.nino, str(person.salary)) for person in people
    ]
    if known:
        rows[-1] = (NUMBER, SURNAME, FORENAME, NINO, "31049")
    texts = [*HEADERS, *dict.fromkeys(text for row in rows for text in row[1:4])]
    strings = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
    package = Package({})
    package.parts |= {
        CONTENT_TYPES: (
            f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/></Types>'
        ).encode()
    }
    part(package, "", "officeDocument", BOOK, f"{OFFICE}.spreadsheetml.sheet.main+xml", _workbook())
    part(package, BOOK, "worksheet", SHEET, f"{OFFICE}.spreadsheetml.worksheet+xml", _sheet(rows, texts))
    part(package, BOOK, "styles", STYLES, f"{OFFICE}.spreadsheetml.styles+xml", _styles())
    part(package, BOOK, "sharedStrings", STRINGS, f"{OFFICE}.spreadsheetml.sharedStrings+xml", f'{XML}<sst xmlns="{MAIN}">{strings}</sst>')
    package.replace(BOOK, 'r:id=""', 'r:id="rId900"')
    return package


def part(package: Package, source: str, kind: str, name: str, content_type: str, data: bytes | str) -> str:  # noqa: PLR0913, PLR0917 - what a part is made of
    """Add a part that ``source`` refers to; return the relationship's id."""
    package.put(name, data, content_type)
    return package.relate(source, kind, f"/{name}")


def tail(package: Package, xml: str) -> None:
    """Put elements behind the cells of the sheet."""
    package.insert(SHEET, "</worksheet>", xml)


def cell(package: Package, xml: str, row: int = 20) -> None:
    """Put cells into a row of their own below the table."""
    package.insert(SHEET, "</sheetData>", f'<row r="{row}">{xml}</row>')


def column(package: Package, title: str, cells: dict[int, str]) -> None:
    """Add column F: a header and cells by row, given as ``<c …>`` with the row left as ``{}``."""
    for row, xml in {1: f'<c r="F1" t="inlineStr"><is><t>{title}</t></is></c>', **cells}.items():
        text = package.text(SHEET)
        start = text.index(f'<row r="{row}">')
        end = text.index("</row>", start)
        package.parts[SHEET] = (text[:end] + xml.format(row) + text[end:]).encode()


def attribute(package: Package, name: str, element: str, text: str) -> None:
    """Put attributes into the first ``element`` of a part."""
    package.replace(name, f"<{element}", f"<{element} {text}")


def _workbook() -> str:
    return (
        f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{REL}"><workbookPr/><bookViews><workbookView/></bookViews>'
        '<sheets><sheet name="Staff" sheetId="1" r:id=""/></sheets><definedNames><definedName name="Rate">0.5</definedName></definedNames>'
        "<calcPr/></workbook>"
    )


def _sheet(rows: list[tuple[str, ...]], texts: list[str]) -> str:
    head = "".join(f'<c r="{letter}1" t="s"><v>{index}</v></c>' for index, letter in enumerate("ABCDE"))
    body = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{number}</v></c>'
        + "".join(f'<c r="{letter}{row}" t="s"><v>{texts.index(text)}</v></c>' for letter, text in zip("BCD", middle, strict=True))
        + f'<c r="E{row}"><v>{salary}</v></c></row>'
        for row, (number, *middle, salary) in enumerate(rows, 2)
    )
    total = sum(int(row[4]) for row in rows)
    foot = f'<row r="{LAST + 1}"><c r="E{LAST + 1}"><f>SUM(E2:E{LAST})</f><v>{total}</v></c></row>'
    return f'{XML}<worksheet xmlns="{MAIN}" xmlns:r="{REL}"><sheetData><row r="1">{head}</row>{body}{foot}</sheetData></worksheet>'


def _styles() -> str:
    return (
        f'{XML}<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.00"/></numFmts>'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
