"""Channels E02 to J10 that are whole parts of their own: a table of what refers to them, their types and their contents."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
from dataclasses import dataclass, field
from functools import partial

from fixtures.macros import vba_project
from fixtures.package import Package
from tests.support.plant import BOOK, EMAIL, LOGIN, MAIN, NAME, NUMBER, OFFICE, SHEET, SURNAME, XML, Plant, part, tail

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


def _xml(root: str, namespace: str, inner: str, attributes: str = "") -> str:
    return f'{XML}<{root} xmlns="{namespace}" {attributes}>{inner}</{root}>'


def _core(kind: str) -> str:
    creator = f"<dc:creator>{NAME}</dc:creator><cp:lastModifiedBy>{NAME}</cp:lastModifiedBy><dc:title>Pay of {SURNAME}</dc:title>"
    spaces = f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f"{XML}<cp:{kind} {spaces}>{creator}</cp:{kind}>"


def _custom() -> str:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006"
    value = f'<vt:lpwstr xmlns:vt="{kind}/docPropsVTypes">{EMAIL}</vt:lpwstr>'
    prop = f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="_AuthorEmail">{value}</property>'
    return _xml("Properties", f"{kind}/custom-properties", prop)


def _mashup() -> str:
    """Return a Power Query part: base64 over a length, a zip file and the query's text in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Formulas/Section1.m", f'section Section1; shared Pay = "{NAME}";')
    wrapped = struct.pack("<II", 0, len(out.getvalue())) + out.getvalue()
    return _xml("DataMashup", "http://schemas.microsoft.com/DataMashup", base64.b64encode(wrapped).decode())


_EMF = struct.pack("<II", 1, 88) + bytes(80) + NAME.encode("utf-16-le")
_CONNECTION = (
    '<connection id="1" type="1" refreshedVersion="6"><dbPr connection="User '
    f'ID={LOGIN};Password=x" command="select {NUMBER}"/></connection>'
)
_PROPERTIES = f'<we:properties><we:property name="u" value="{EMAIL}"/></we:properties>'
_ADD_IN = f'{XML}<we:webextension xmlns:we="{_MS}/webextensions/webextension/2010/11">{_PROPERTIES}</we:webextension>'

ROWS = (
    Opaque(
        "E02",
        "threaded comment",
        SHEET,
        f"{_MS}/2017/10/relationships/threadedComment",
        "xl/threadedComments/threadedComment1.xml",
        f"{_EXCEL}.threadedcomments+xml",
        _xml(
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
        _xml("personList", _THREADED, f'<person displayName="{NAME}" id="{{1}}" userId="S::{EMAIL}::1" providerId="AD"/>'),
    ),
    Opaque(
        "E04",
        "document task",
        SHEET,
        f"{_MS}/2019/04/relationships/documenttask",
        "xl/documenttasks/documenttask1.xml",
        f"{_EXCEL}.documenttasks+xml",
        _xml("Tasks", f"{_MS}/tasks/2019/documenttasks", f'<Task id="{{1}}"><Title>Ring {NAME}</Title></Task>'),
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
        "H08", "connection", BOOK, "connections", "xl/connections.xml", f"{_SML}.connections+xml", _xml("connections", MAIN, _CONNECTION)
    ),
    Opaque(
        "H09",
        "query table",
        SHEET,
        "queryTable",
        "xl/queryTables/queryTable1.xml",
        f"{_SML}.queryTable+xml",
        _xml("queryTable", MAIN, "", f'name="{SURNAME}" connectionId="1"'),
    ),
    Opaque("H10", "query in base64 in a zip file", BOOK, "customXml", "customXml/item1.xml", "application/xml", _mashup()),
    Opaque(
        "H13",
        "people card",
        BOOK,
        f"{_MS}/2017/06/relationships/rdRichValue",
        "xl/richData/rdrichvalue.xml",
        f"{_EXCEL}.rdrichvalue+xml",
        _xml("rvData", f"{_MS}/spreadsheetml/2017/richdata", f'<rv s="0"><v>{NAME}</v></rv>', 'count="1"'),
    ),
    Opaque(
        "H15",
        "view of a user",
        SHEET,
        f"{_MS}/2019/04/relationships/namedSheetView",
        "xl/namedSheetViews/namedSheetView1.xml",
        f"{_EXCEL}.namedsheetviews+xml",
        _xml("namedSheetViews", f"{_MS}/spreadsheetml/2019/namedsheetviews", f'<namedSheetView name="{NAME}" id="{{1}}"/>'),
    ),
    Opaque(
        "H16",
        "history of edits",
        BOOK,
        "revisionHeaders",
        "xl/revisions/revisionHeaders.xml",
        f"{_SML}.revisionHeaders+xml",
        _xml("headers", MAIN, f'<header guid="{{1}}" dateTime="2026-01-01T00:00:00Z" userName="{NAME}"/>', 'guid="{1}"'),
    ),
    Opaque(
        "H16",
        "users of a shared workbook",
        BOOK,
        "usernames",
        "xl/revisions/userNames.xml",
        f"{_SML}.userNames+xml",
        _xml("users", MAIN, f'<userInfo guid="{{1}}" name="{NAME}" id="1" dateTime="2026-01-01T00:00:00"/>', 'count="1"'),
    ),
    Opaque(
        "I01",
        "core properties",
        "",
        f"{_PACKAGE}/relationships/metadata/core-properties",
        "docProps/core.xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
        _core("coreProperties"),
    ),
    Opaque(
        "I02",
        "extended properties",
        "",
        "extended-properties",
        "docProps/app.xml",
        f"{OFFICE}.extended-properties+xml",
        _xml("Properties", "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties", f"<Manager>{NAME}</Manager>"),
    ),
    Opaque("I03", "custom properties", "", "custom-properties", "docProps/custom.xml", f"{OFFICE}.custom-properties+xml", _custom()),
    Opaque(
        "I05",
        "people column of a library",
        BOOK,
        "customXml",
        "customXml/item2.xml",
        "application/xml",
        _xml("documentManagement", "urn:library", f"<UserInfo><DisplayName>{NAME}</DisplayName></UserInfo>"),
    ),
    Opaque(
        "I06",
        "core properties under an odd path",
        "",
        f"{_PACKAGE}/relationships/metadata/core-properties",
        "package/services/metadata/a.psmdcp",
        "application/vnd.openxmlformats-package.core-properties+xml",
        _core("coreProperties"),
    ),
    Opaque(
        "J01",
        "macro project",
        BOOK,
        "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
        "xl/vbaProject.bin",
        "application/vnd.ms-office.vbaProject",
        vba_project(SURNAME, f"' {NAME}"),
    ),
    Opaque(
        "J02",
        "signature",
        "",
        f"{_PACKAGE}/relationships/digital-signature/origin",
        "_xmlsignatures/origin.sigs",
        "application/vnd.openxmlformats-package.digital-signature-origin",
        NAME,
    ),
    Opaque(
        "J03",
        "macro sheet",
        BOOK,
        "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet",
        "xl/macrosheets/sheet1.xml",
        f"{_EXCEL}.macrosheet+xml",
        _WORKSHEET,
        refused=True,
    ),
    Opaque(
        "J04",
        "list control",
        SHEET,
        "ctrlProp",
        "xl/ctrlProps/ctrlProp1.xml",
        f"{_EXCEL}.controlproperties+xml",
        _xml("formControlPr", f"{_MS}/spreadsheetml/2009/9/main", f'<itemLst><item val="{NAME}"/></itemLst>', 'objectType="List"'),
    ),
    Opaque(
        "J05",
        "embedded object",
        SHEET,
        "oleObject",
        "xl/embeddings/oleObject1.bin",
        f"{OFFICE}.oleObject",
        b"\xd0\xcf\x11\xe0" + bytes(508) + f"C:\\Users\\{LOGIN}\\{NAME}.docx\0".encode(),
    ),
    Opaque(
        "J08",
        "add-in state",
        BOOK,
        f"{_MS}/2011/relationships/webextension",
        "xl/webextensions/webextension1.xml",
        "application/vnd.ms-office.webextension+xml",
        _ADD_IN,
    ),
    Opaque(
        "J10",
        "part of an unknown maker",
        BOOK,
        "http://vendor.example/relationships/blob",
        "vendor/blob.dat",
        "application/x-vendor",
        NAME,
        refused=True,
    ),
)


def _sow(row: Opaque, package: Package) -> None:
    part(package, row.source, row.kind, row.name, row.content_type, row.data)


def _printer(package: Package) -> None:
    package.default_type("bin", f"{_SML}.printerSettings")
    package.put("xl/printerSettings/printerSettings1.bin", f"\\\\print01\\{LOGIN}"[:31].encode("utf-16-le").ljust(220, b"\0"))
    rid = package.relate(SHEET, "printerSettings", "/xl/printerSettings/printerSettings1.bin")
    tail(package, f'<pageSetup orientation="landscape" r:id="{rid}"/>')


PLANTS = (
    *(Plant(row.channel, row.label, partial(_sow, row), row.refused) for row in ROWS),
    Plant("J06", "printer settings", _printer),
)
