"""Channels that few workbooks have: hashes, backgrounds, ids of authors, other applications, ink, models, captions, cards."""

from __future__ import annotations

import base64
import json
import struct
from functools import partial

from fixtures.package import Package
from tests.support.plant import BOOK, LOGIN, MAIN, NAME, OFFICE, REL, SHEET, SURNAME, XML, Plant, attribute, cell, part, tail
from tests.support.plants_opaque import Opaque, element, sow
from tests.support.plants_parts import PLANTS as PARTS
from tests.support.plants_parts import pivot, png

_MS = "http://schemas.microsoft.com/office"
_SML, _EXCEL = f"{OFFICE}.spreadsheetml", "application/vnd.ms-excel"
_HASH = base64.b64encode(NAME.encode() + bytes(16)).decode()
_A, _CDR = "http://schemas.openxmlformats.org/drawingml/2006/main", "http://schemas.openxmlformats.org/drawingml/2006/chartDrawing"


def _rich_cell(package: Package) -> None:
    """A cell tied to a card, whose fields stand in the metadata."""
    text = (
        f'<metadataStrings count="1"><s v="{NAME}"/></metadataStrings><valueMetadata count="1"><bk><rc t="1" v="0"/></bk></valueMetadata>'
    )
    part(package, BOOK, "sheetMetadata", "xl/metadata.xml", f"{_SML}.sheetMetadata+xml", f'{XML}<metadata xmlns="{MAIN}">{text}</metadata>')
    cell(package, '<c r="A20" t="e" vm="1"><v>#VALUE!</v></c>')


def _protected(element_name: str, package: Package) -> None:
    hashed = f'algorithmName="SHA-512" hashValue="{_HASH}" saltValue="{_HASH}" spinCount="1"'
    tail(package, f'<{element_name} {hashed} sheet="1"/>')


def _background(package: Package) -> None:
    package.default_type("png", "image/png")
    package.put("xl/media/image1.png", png(b"Author\0" + NAME.encode()))
    rid = package.relate(SHEET, "image", "/xl/media/image1.png")
    tail(package, f'<picture r:id="{rid}"/>')


def _object(package: Package) -> None:
    rid = part(package, SHEET, "oleObject", "xl/embeddings/oleObject1.bin", f"{OFFICE}.oleObject", b"\xd0\xcf\x11\xe0" + NAME.encode())
    tail(package, f'<oleObjects><oleObject progId="{SURNAME}.Document" shapeId="1" r:id="{rid}"/></oleObjects>')


def _revision(package: Package) -> None:
    space = f"{_MS}/spreadsheetml/2014/revision"
    mark = f'<xr:revisionPtr xmlns:xr="{space}" revIDLastSave="0" documentId="8_{LOGIN}" xr6:coauthVersionLast="1" xmlns:xr6="{space}6"/>'
    package.insert(BOOK, "<bookViews>", mark)
    attribute(package, SHEET, "worksheet", f'xmlns:xr="{space}" xr:uid="{LOGIN}"')


def _chart_sheet(package: Package) -> None:
    next(plant for plant in PARTS if plant.channel == "G01").sow(package)
    sheet = (
        f'{XML}<chartsheet xmlns="{MAIN}" xmlns:r="{REL}"><sheetViews><sheetView workbookViewId="0"/></sheetViews>'
        f'<headerFooter><oddHeader>&amp;CPay of {NAME}</oddHeader></headerFooter><drawing r:id="rId900"/></chartsheet>'
    )
    rid = part(package, BOOK, "chartsheet", "xl/chartsheets/sheet1.xml", f"{_SML}.chartsheet+xml", sheet)
    package.relate("xl/chartsheets/sheet1.xml", "drawing", "/xl/drawings/drawing1.xml")
    package.insert(BOOK, "</sheets>", f'<sheet name="Chart1" sheetId="7" r:id="{rid}"/>')


def _shape_on_chart(package: Package) -> None:
    """A text box that lies on a chart, in a part of its own."""
    next(plant for plant in PARTS if plant.channel == "G03").sow(package)
    text = f"<cdr:txBody><a:bodyPr/><a:p><a:r><a:t>Ask {NAME}</a:t></a:r></a:p></cdr:txBody>"
    shape = f'<cdr:sp><cdr:nvSpPr><cdr:cNvPr id="2" name="TextBox 1"/><cdr:cNvSpPr/></cdr:nvSpPr><cdr:spPr/>{text}</cdr:sp>'
    corners = "<cdr:from><cdr:x>0</cdr:x><cdr:y>0</cdr:y></cdr:from><cdr:to><cdr:x>1</cdr:x><cdr:y>1</cdr:y></cdr:to>"
    data = (
        f'{XML}<c:userShapes xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:cdr="{_CDR}" xmlns:a="{_A}">'
        f"<cdr:relSizeAnchor>{corners}{shape}</cdr:relSizeAnchor></c:userShapes>"
    )
    rid = part(package, "xl/charts/chart1.xml", "chartUserShapes", "xl/drawings/drawing2.xml", f"{OFFICE}.drawingml.chartshapes+xml", data)
    package.insert("xl/charts/chart1.xml", "</c:chartSpace>", f'<c:userShapes r:id="{rid}"/>')


def _captions(package: Package) -> None:
    pivot('<s v="Other"/>', '<n v="1"/>', "", package)
    fields = '<pivotField axis="axisRow"><items count="2"><item x="0"/><item x="1"/></items></pivotField><pivotField dataField="1"/>'
    table = (
        f'{XML}<pivotTableDefinition xmlns="{MAIN}" name="{NAME}" cacheId="1" dataCaption="{NAME}" rowHeaderCaption="{SURNAME}">'
        f'<location ref="H1:I4" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/><pivotFields count="2">{fields}</pivotFields>'
        f'<rowFields count="1"><field x="0"/></rowFields><dataFields count="1"><dataField name="Pay of {NAME}" fld="1"/></dataFields>'
        "</pivotTableDefinition>"
    )
    part(package, SHEET, "pivotTable", "xl/pivotTables/pivotTable1.xml", f"{_SML}.pivotTable+xml", table)
    package.relate("xl/pivotTables/pivotTable1.xml", "pivotCacheDefinition", "/xl/pivotCache/pivotCacheDefinition1.xml")


def _unknown_extension(package: Package) -> None:
    inner = f'<p:note xmlns:p="urn:example:payroll" by="{NAME}">Ask {NAME}</p:note>'
    tail(package, f'<extLst><ext uri="{{0A1B2C3D-1111-4222-8333-444455556666}}">{inner}</ext></extLst>')


def _model(package: Package) -> None:
    """A three-dimensional model: JSON in a binary frame (glTF 2.0, 5.8)."""
    text = json.dumps({"asset": {"version": "2.0", "copyright": NAME}}).encode()
    data = b"glTF" + struct.pack("<II", 2, 20 + len(text)) + struct.pack("<I", len(text)) + b"JSON" + text
    part(package, SHEET, f"{_MS}/2017/06/relationships/model3d", "xl/media/model3d1.glb", "model/gltf-binary", data)


_INK = element("ink", "http://www.w3.org/2003/InkML", f"<annotation>{NAME}</annotation><trace>1 1</trace>")
ROWS = (
    Opaque(
        "C11",
        "pictures in cells of WPS",
        BOOK,
        "http://www.wps.cn/officeDocument/2020/cellImage",
        "xl/cellimages.xml",
        "application/vnd.wps-officedocument.cellimage+xml",
        element("cellImages", "http://www.wps.cn/officeDocument/2017/etCustomData", f'<cellImage descr="{NAME}"/>'),
    ),
    Opaque("F07", "handwriting", SHEET, f"{_MS}/2014/relationships/ink", "xl/ink/ink1.xml", "application/inkml+xml", _INK),
    Opaque(
        "H14",
        "picture placed in a cell",
        BOOK,
        f"{_MS}/2022/10/relationships/richValueRel",
        "xl/richData/richValueRel.xml",
        f"{_EXCEL}.richvaluerel+xml",
        element("richValueRels", f"{_MS}/spreadsheetml/2022/richvaluerel", f'<rel id="{LOGIN}"/>'),
    ),
    Opaque(
        "J07",
        "remark in the calculation chain",
        BOOK,
        "calcChain",
        "xl/calcChain.xml",
        f"{_SML}.calcChain+xml",
        element("calcChain", MAIN, f'<c r="E14" i="1"/><!-- {NAME} -->', f'xmlns:r="{REL}"'),
    ),
)
PLANTS = (
    *(Plant(row.channel, row.label, partial(sow, row), row.refused) for row in ROWS),
    Plant("A17", "card behind a cell", _rich_cell),
    Plant("B11", "hash of a password", partial(_protected, "sheetProtection")),
    Plant("B18", "background picture", _background),
    Plant("B19", "embedded object", _object),
    Plant("C08", "ids of the last author", _revision),
    Plant("F08", "three-dimensional model", _model),
    Plant("G05", "header of a chart sheet", _chart_sheet),
    Plant("G05", "text box on a chart", _shape_on_chart),
    Plant("H04", "captions of a pivot table", _captions),
    Plant("K08", "extension that nobody published", _unknown_extension),
)
