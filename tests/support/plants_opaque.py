"""Channels E02 to H16 that are whole parts of their own: a table of what refers to them, their types and their contents."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
from dataclasses import dataclass, field
from functools import partial

from fixtures.package import Package
from tests.support.plant import BOOK, EMAIL, LOGIN, MAIN, NAME, NUMBER, OFFICE, SHEET, SURNAME, XML, Plant, part

_MS = "http://schemas.microsoft.com/office"
_SML, _EXCEL = f"{OFFICE}.spreadsheetml", "application/vnd.ms-excel"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_THREADED = f"{_MS}/spreadsheetml/2018/threadedcomments"
_WORKSHEET = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'


@dataclass(frozen=True, slots=True)
class Opaque:
    """A part that holds the canary; ``kind`` is a relationship type, in full or its last word."""

    channel: str
    label: str
    source: str
    kind: str
    name: str
    content_type: str
    data: bytes | str = field(repr=False)
    refused: bool = False


def element(root: str, namespace: str, inner: str, attributes: str = "") -> str:
    return f'{XML}<{root} xmlns="{namespace}" {attributes}>{inner}</{root}>'


def _mashup() -> str:
    """Return a Power Query part: base64 over a length, a zip file and the query's text in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Formulas/Section1.m", f'section Section1; shared Pay = "{NAME}";')
    wrapped = struct.pack("<II", 0, len(out.getvalue())) + out.getvalue()
    return element("DataMashup", "http://schemas.microsoft.com/DataMashup", base64.b64encode(wrapped).decode())


_GUID = "{11111111-2222-4333-8444-555555555555}"
_EMF = struct.pack("<II", 1, 88) + bytes(80) + NAME.encode("utf-16-le")
_CONNECTION = (
    '<connection id="1" type="1" refreshedVersion="6"><dbPr connection="User '
    f'ID={LOGIN};Password=x" command="select {NUMBER}"/></connection>'
)

ROWS = (
    Opaque(
        "E02",
        "threaded comment",
        SHEET,
        f"{_MS}/2017/10/relationships/threadedComment",
        "xl/threadedComments/threadedComment1.xml",
        f"{_EXCEL}.threadedcomments+xml",
        element(
            "ThreadedComments",
            _THREADED,
            f'<threadedComment ref="B2" id="{{1}}" personId="{{1}}"><text>Ask {NAME}</text></threadedComment>',
        ),
    ),
    Opaque(
        "E03",
        "persons",
        BOOK,
        f"{_MS}/2017/10/relationships/person",
        "xl/persons/person.xml",
        f"{_EXCEL}.person+xml",
        element("personList", _THREADED, f'<person displayName="{NAME}" id="{{1}}" userId="S::{EMAIL}::1" providerId="AD"/>'),
    ),
    Opaque(
        "E04",
        "document task",
        SHEET,
        f"{_MS}/2019/04/relationships/documenttask",
        "xl/documenttasks/documenttask1.xml",
        f"{_EXCEL}.documenttasks+xml",
        element("Tasks", f"{_MS}/tasks/2019/documenttasks", f'<Task id="{{1}}"><Title>Ring {NAME}</Title></Task>'),
    ),
    Opaque(
        "F06",
        "thumbnail",
        "",
        f"{_PACKAGE}/relationships/metadata/thumbnail",
        "docProps/thumbnail.emf",
        "image/x-emf",
        _EMF,
    ),
    Opaque(
        "H08", "connection", BOOK, "connections", "xl/connections.xml", f"{_SML}.connections+xml", element("connections", MAIN, _CONNECTION)
    ),
    Opaque(
        "H09",
        "query table",
        SHEET,
        "queryTable",
        "xl/queryTables/queryTable1.xml",
        f"{_SML}.queryTable+xml",
        element("queryTable", MAIN, "", f'name="{SURNAME}" connectionId="1"'),
    ),
    Opaque("H10", "query in base64 in a zip file", BOOK, "customXml", "customXml/item1.xml", "application/xml", _mashup()),
    Opaque(
        "H13",
        "people card",
        BOOK,
        f"{_MS}/2017/06/relationships/rdRichValue",
        "xl/richData/rdrichvalue.xml",
        f"{_EXCEL}.rdrichvalue+xml",
        element("rvData", f"{_MS}/spreadsheetml/2017/richdata", f'<rv s="0"><v>{NAME}</v></rv>', 'count="1"'),
    ),
    Opaque(
        "H15",
        "view of a user",
        SHEET,
        f"{_MS}/2019/04/relationships/namedSheetView",
        "xl/namedSheetViews/namedSheetView1.xml",
        f"{_EXCEL}.namedsheetviews+xml",
        element("namedSheetViews", f"{_MS}/spreadsheetml/2019/namedsheetviews", f'<namedSheetView name="{NAME}" id="{{1}}"/>'),
    ),
    Opaque(
        "H16",
        "history of edits",
        BOOK,
        "revisionHeaders",
        "xl/revisions/revisionHeaders.xml",
        f"{_SML}.revisionHeaders+xml",
        element("headers", MAIN, f'<header guid="{_GUID}" dateTime="2026-01-01T00:00:00Z" userName="{NAME}"/>', f'guid="{_GUID}"'),
    ),
    Opaque(
        "H16",
        "users of a shared workbook",
        BOOK,
        "usernames",
        "xl/revisions/userNames.xml",
        f"{_SML}.userNames+xml",
        element("users", MAIN, f'<userInfo guid="{_GUID}" name="{NAME}" id="1" dateTime="2026-01-01T00:00:00"/>', 'count="1"'),
    ),
    Opaque(
        "H05",
        "slicer",
        SHEET,
        f"{_MS}/2007/relationships/slicer",
        "xl/slicers/slicer1.xml",
        f"{_EXCEL}.slicer+xml",
        element("slicers", f"{_MS}/spreadsheetml/2009/9/main", f'<slicer name="S" cache="C" caption="{NAME}" rowHeight="1"/>'),
    ),
    Opaque(
        "H07",
        "link to a server",
        BOOK,
        "externalLink",
        "xl/externalLinks/externalLink1.xml",
        f"{_SML}.externalLink+xml",
        element("externalLink", MAIN, f'<ddeLink ddeService="{SURNAME}" ddeTopic="{NUMBER}"/>'),
    ),
    Opaque(
        "H07",
        "values of a live feed",
        BOOK,
        "volatileDependencies",
        "xl/volatileDependencies.xml",
        f"{_SML}.volatileDependencies+xml",
        element(
            "volTypes",
            MAIN,
            f'<volType type="realTimeData"><main first="{SURNAME}"><tp t="s"><v>{NAME}</v><tr r="A1" s="1"/></tp></main></volType>',
        ),
    ),
    Opaque("H11", "data model", BOOK, "powerPivotData", "xl/model/item.data", f"{OFFICE}.model+data", b"\1\0" + NAME.encode("utf-16-le")),
)


def sow(row: Opaque, package: Package) -> None:
    part(package, row.source, row.kind, row.name, row.content_type, row.data)


PLANTS = tuple(Plant(row.channel, row.label, partial(sow, row), row.refused) for row in ROWS)
