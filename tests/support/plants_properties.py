"""Channels I01 to J10: properties, labels, code, controls, embedded things and printers, mostly parts of their own."""

from __future__ import annotations

from functools import partial

from fixtures.macros import vba_project
from fixtures.package import Package
from tests.support.plant import BOOK, EMAIL, LOGIN, MAIN, NAME, OFFICE, SHEET, SURNAME, XML, Plant, tail
from tests.support.plants_opaque import Opaque, element, sow

_MS = "http://schemas.microsoft.com/office"
_SML, _EXCEL = f"{OFFICE}.spreadsheetml", "application/vnd.ms-excel"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORKSHEET = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
_PROPERTIES = f'<we:properties><we:property name="u" value="{EMAIL}"/></we:properties>'
_ADD_IN = f'{XML}<we:webextension xmlns:we="{_MS}/webextensions/webextension/2010/11">{_PROPERTIES}</we:webextension>'


def _core(kind: str) -> str:
    creator = f"<dc:creator>{NAME}</dc:creator><cp:lastModifiedBy>{NAME}</cp:lastModifiedBy><dc:title>Pay of {SURNAME}</dc:title>"
    spaces = f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f"{XML}<cp:{kind} {spaces}>{creator}</cp:{kind}>"


def _custom() -> str:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006"
    value = f'<vt:lpwstr xmlns:vt="{kind}/docPropsVTypes">{EMAIL}</vt:lpwstr>'
    prop = f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="_AuthorEmail">{value}</property>'
    return element("Properties", f"{kind}/custom-properties", prop)


ROWS = (
    Opaque(
        "I04",
        "label",
        "",
        f"{_MS}/2020/02/relationships/classificationlabels",
        "docMetadata/LabelInfo.xml",
        "application/vnd.ms-office.classificationlabels+xml",
        element("labelList", f"{_MS}/2020/mipLabelMetadata", f'<label id="{{1}}" siteId="{EMAIL}"/>'),
    ),
    Opaque(
        "J09",
        "buttons of the ribbon",
        "",
        f"{_MS}/2006/relationships/ui/extensibility",
        "customUI/customUI.xml",
        "application/xml",
        element("customUI", f"{_MS}/2006/01/customui", "", f'onLoad="{SURNAME}"'),
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
        element("Properties", "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties", f"<Manager>{NAME}</Manager>"),
    ),
    Opaque("I03", "custom properties", "", "custom-properties", "docProps/custom.xml", f"{OFFICE}.custom-properties+xml", _custom()),
    Opaque(
        "I05",
        "people column of a library",
        BOOK,
        "customXml",
        "customXml/item2.xml",
        "application/xml",
        element("documentManagement", "urn:library", f"<UserInfo><DisplayName>{NAME}</DisplayName></UserInfo>"),
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
        _WORKSHEET.replace("<sheetData/>", f"<!-- by {NAME} --><sheetData/>"),
        refused=True,
    ),
    Opaque(
        "J04",
        "list control",
        SHEET,
        "ctrlProp",
        "xl/ctrlProps/ctrlProp1.xml",
        f"{_EXCEL}.controlproperties+xml",
        element("formControlPr", f"{_MS}/spreadsheetml/2009/9/main", f'<itemLst><item val="{NAME}"/></itemLst>', 'objectType="List"'),
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


def _printer(package: Package) -> None:
    package.default_type("bin", f"{_SML}.printerSettings")
    package.put("xl/printerSettings/printerSettings1.bin", f"\\\\print01\\{LOGIN}"[:31].encode("utf-16-le").ljust(220, b"\0"))
    rid = package.relate(SHEET, "printerSettings", "/xl/printerSettings/printerSettings1.bin")
    tail(package, f'<pageSetup orientation="landscape" r:id="{rid}"/>')


PLANTS = (
    *(Plant(row.channel, row.label, partial(sow, row), row.refused) for row in ROWS),
    Plant("J06", "printer settings", _printer),
)
