"""Channels E01 to H06: notes, drawings, pictures, charts, pivot caches and other workbooks."""

from __future__ import annotations

import struct
import zlib
from functools import partial

from fixtures.package import Package
from tests.support.plant import (
    BOOK,
    LAST,
    LOGIN,
    MAIN,
    NAME,
    NINO,
    NUMBER,
    OFFICE,
    REL,
    SHEET,
    SURNAME,
    XML,
    Plant,
    base,
    cell,
    part,
    tail,
)

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_CX = "http://schemas.microsoft.com/office/drawing/2014/chartex"
_DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_SML = f"{OFFICE}.spreadsheetml"


def _notes(package: Package) -> None:
    note = f'<comment ref="B2" authorId="0"><text><r><t>{NAME}:</t></r><r><t> NI {NINO}</t></r></text></comment>'
    text = f'{XML}<comments xmlns="{MAIN}"><authors><author>{NAME}</author></authors><commentList>{note}</commentList></comments>'
    part(package, SHEET, "comments", "xl/comments1.xml", f"{_SML}.comments+xml", text)


def _vml(package: Package) -> None:
    package.default_type("vml", f"{OFFICE}.vmlDrawing")
    # not well-formed, as Excel's own often is not
    shape = f'<v:shape id="s1" alt="{NAME}"><v:textbox><div>{NAME}<br></div></v:textbox></v:shape>'
    package.put("xl/drawings/vmlDrawing1.vml", f'<xml xmlns:v="urn:schemas-microsoft-com:vml">{shape}</xml>')
    rid = package.relate(SHEET, "vmlDrawing", "/xl/drawings/vmlDrawing1.vml")
    tail(package, f'<legacyDrawing r:id="{rid}"/>')


def _drawing(anchored: str, package: Package) -> str:
    """Add a drawing with one anchored thing; return its part."""
    place = "<xdr:from><xdr:col>6</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
    anchor = f'<xdr:oneCellAnchor>{place}<xdr:ext cx="900000" cy="900000"/>{anchored}<xdr:clientData/></xdr:oneCellAnchor>'
    text = f'{XML}<xdr:wsDr xmlns:xdr="{_XDR}" xmlns:a="{_A}" xmlns:r="{REL}">{anchor}</xdr:wsDr>'
    rid = part(package, SHEET, "drawing", "xl/drawings/drawing1.xml", f"{OFFICE}.drawing+xml", text)
    tail(package, f'<drawing r:id="{rid}"/>')
    return "xl/drawings/drawing1.xml"


def _shape(properties: str, paragraph: str) -> str:
    return (
        f'<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" {properties}/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr/>'
        f"<xdr:txBody><a:bodyPr/><a:p>{paragraph}</a:p></xdr:txBody></xdr:sp>"
    )


def _box(properties: str, paragraph: str, package: Package) -> None:
    _drawing(_shape(properties, paragraph), package)


def _picture(extension: str, content_type: str, data: bytes, package: Package) -> None:
    picture = (
        '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="Picture 1"/><xdr:cNvPicPr/></xdr:nvPicPr>'
        '<xdr:blipFill><a:blip r:embed="rId900"/></xdr:blipFill><xdr:spPr/></xdr:pic>'
    )
    drawing = _drawing(picture, package)
    package.default_type(extension, content_type)
    package.put(f"xl/media/image1.{extension}", data)
    package.relate(drawing, "image", f"/xl/media/image1.{extension}")


def png(extra: bytes = b"") -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = chunk(b"IDAT", zlib.compress(b"\0\0\0\0"))
    head = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return head + (chunk(b"tEXt", extra) if extra else b"") + pixels + chunk(b"IEND", b"")


def _frame(uri: str, inner: str) -> str:
    """Return what a drawing holds in place of a picture: a chart, a diagram."""
    return (
        '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="Chart 1"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>'
        '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>'
        f'<a:graphic><a:graphicData uri="{uri}">{inner}</a:graphicData></a:graphic></xdr:graphicFrame>'
    )


def _diagram(package: Package) -> None:
    ids = f'<dgm:relIds xmlns:dgm="{_DGM}" r:dm="rId900" r:lo="rId901" r:qs="rId902" r:cs="rId903"/>'
    drawing = _drawing(_frame(_DGM, ids), package)
    text = f"<dgm:ptLst><dgm:pt><dgm:t><a:p><a:r><a:t>{NAME}</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst>"
    for kind, root, inner in (
        ("Data", "dataModel", text),
        ("Layout", "layoutDef", ""),
        ("QuickStyle", "styleDef", ""),
        ("Colors", "colorsDef", ""),
    ):
        data = f'{XML}<dgm:{root} xmlns:dgm="{_DGM}" xmlns:a="{_A}">{inner}</dgm:{root}>'
        part(
            package,
            drawing,
            f"diagram{kind}",
            f"xl/diagrams/{root}1.xml",
            f"{OFFICE}.drawingml.diagram{kind.removeprefix('Quick')}+xml",
            data,
        )


def _treemap(package: Package) -> None:
    drawing = _drawing(_frame(_CX, f'<cx:chart xmlns:cx="{_CX}" r:id="rId900"/>'), package)
    points = f'<cx:strDim type="cat"><cx:lvl ptCount="1"><cx:pt idx="0">{NAME}</cx:pt></cx:lvl></cx:strDim>'
    text = f'{XML}<cx:chartSpace xmlns:cx="{_CX}"><cx:chartData><cx:data id="0">{points}</cx:data></cx:chartData></cx:chartSpace>'
    kind = "http://schemas.microsoft.com/office/2014/relationships/chartEx"
    part(package, drawing, kind, "xl/charts/chartEx1.xml", "application/vnd.ms-office.chartex+xml", text)


_AXES = (
    '<c:catAx><c:axId val="1"/><c:scaling/><c:delete val="0"/><c:axPos val="l"/><c:crossAx val="2"/></c:catAx>'
    '<c:valAx><c:axId val="2"/><c:scaling/><c:delete val="0"/><c:axPos val="b"/><c:crossAx val="1"/></c:valAx>'
)


def _chart(title: str, cache: str, extra: str, package: Package) -> None:
    frame = _frame(_C, f'<c:chart xmlns:c="{_C}" r:id="rId900"/>')
    drawing = _drawing(frame, package)
    points = f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{cache}</c:v></c:pt>'
    series = (
        '<c:ser><c:idx val="0"/><c:order val="0"/>'
        f"<c:cat><c:strRef><c:f>Staff!$B$2</c:f><c:strCache>{points}</c:strCache></c:strRef></c:cat>"
        '<c:val><c:numRef><c:f>Staff!$E$2</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="1"/>'
        '<c:pt idx="0"><c:v>31049</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>'
    )
    runs = f"<a:r><a:t>{title[:5]}</a:t></a:r><a:r><a:t>{title[5:]}</a:t></a:r>"
    heading = f"<c:title><c:tx><c:rich><a:bodyPr/><a:p>{runs}</a:p></c:rich></c:tx></c:title>"
    plot = f'<c:plotArea><c:barChart><c:barDir val="bar"/>{series}<c:axId val="1"/><c:axId val="2"/></c:barChart>{_AXES}</c:plotArea>'
    text = f'{XML}<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}" xmlns:r="{REL}"><c:chart>{heading}{plot}</c:chart>{extra}</c:chartSpace>'
    part(package, drawing, "chart", "xl/charts/chart1.xml", f"{OFFICE}.drawingml.chart+xml", text)


def _chart_workbook(package: Package) -> None:
    _chart("Salaries", "Other", '<c:externalData r:id="rId900"/>', package)
    package.default_type("xlsx", f"{_SML}.sheet")
    package.put("xl/embeddings/Microsoft_Excel_Sheet1.xlsx", base(known=True).to_bytes())
    package.relate("xl/charts/chart1.xml", "package", "/xl/embeddings/Microsoft_Excel_Sheet1.xlsx")


def pivot(shared: str, record: str, attributes: str, package: Package) -> None:
    folder = "xl/pivotCache"
    items = f'<sharedItems count="2">{shared}<s v="Gone"/></sharedItems>'
    numbers = '<sharedItems containsSemiMixedTypes="0" containsString="0" containsNumber="1"/>'
    fields = (
        f'<cacheField name="Surname" numFmtId="0">{items}</cacheField>'
        f'<cacheField name="Employee Number" numFmtId="0">{numbers}</cacheField>'
    )
    definition = (
        f'{XML}<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{REL}" r:id="rId900" '
        f'recordCount="1" {attributes}><cacheSource type="worksheet">'
        f'<worksheetSource ref="A1:B{LAST}" sheet="Staff"/></cacheSource><cacheFields '
        f'count="2">{fields}</cacheFields></pivotCacheDefinition>'
    )
    records = f'{XML}<pivotCacheRecords xmlns="{MAIN}" xmlns:r="{REL}" count="1"><r><x v="0"/>{record}</r></pivotCacheRecords>'
    rid = part(package, BOOK, "pivotCacheDefinition", f"{folder}/pivotCacheDefinition1.xml", f"{_SML}.pivotCacheDefinition+xml", definition)
    source = f"{folder}/pivotCacheDefinition1.xml"
    part(package, source, "pivotCacheRecords", f"{folder}/pivotCacheRecords1.xml", f"{_SML}.pivotCacheRecords+xml", records)
    package.insert(BOOK, "</workbook>", f'<pivotCaches><pivotCache cacheId="1" r:id="{rid}"/></pivotCaches>')


def _external(package: Package) -> None:
    cells = f'<sheetData sheetId="0"><row r="1"><cell r="A1" t="str"><v>{NAME}</v></cell></row></sheetData>'
    sheets = f'<sheetNames><sheetName val="{SURNAME}"/></sheetNames><sheetDataSet>{cells}</sheetDataSet>'
    book = f'<externalBook xmlns:r="{REL}" r:id="rId900">{sheets}</externalBook>'
    text = f'{XML}<externalLink xmlns="{MAIN}">{book}</externalLink>'
    rid = part(package, BOOK, "externalLink", "xl/externalLinks/externalLink1.xml", f"{_SML}.externalLink+xml", text)
    package.relate("xl/externalLinks/externalLink1.xml", "externalLinkPath", f"file:///C:/Users/{LOGIN}/pay.xlsx", external=True)
    package.insert(BOOK, "<definedNames>", f'<externalReferences><externalReference r:id="{rid}"/></externalReferences>')
    cell(package, '<c r="A20" t="str"><f>[1]Other!A1</f><v>Other</v></c>')


_GUID = "11111111-2222-4333-8444-555555555555"
_EMF = struct.pack("<II", 1, 88) + bytes(80) + NAME.encode("utf-16-le")

PLANTS = (
    Plant("E01", "note", _notes),
    Plant("E05", "VML of a note", _vml),
    Plant(
        "F01",
        "text box split over runs",
        partial(_box, 'name="T"', f"<a:r><a:t>Ask {NAME[:12]}</a:t></a:r><a:r><a:t>{NAME[12:]}</a:t></a:r>"),
    ),
    Plant(
        "F01",
        "kind of a field",
        partial(_box, 'name="T"', f'<a:fld id="{{{_GUID}}}" type="{SURNAME[:11]}"><a:t>7</a:t></a:fld>'),
    ),
    Plant("F01", "language of a text", partial(_box, 'name="T"', f'<a:r><a:rPr lang="en-{SURNAME}"/><a:t>Ward</a:t></a:r>')),
    Plant("F02", "alternative text of a shape", partial(_box, f'name="{NAME}" descr="{NAME}" title="{SURNAME}"', "")),
    Plant("F03", "bytes behind a picture", partial(_picture, "png", "image/png", png() + NAME.encode())),
    Plant("F04", "text inside a picture", partial(_picture, "png", "image/png", png(b"Author\0" + NAME.encode()))),
    Plant("F05", "words drawn in a metafile", partial(_picture, "emf", "image/x-emf", _EMF)),
    Plant("G01", "cached category of a chart", partial(_chart, "Salaries", SURNAME, "")),
    Plant("G02", "title of a chart split over runs", partial(_chart, SURNAME, "Other", "")),
    Plant("G03", "workbook inside a chart", _chart_workbook),
    Plant("G04", "treemap", _treemap),
    Plant("G06", "organisation chart", _diagram),
    Plant("H01", "pivot item of a person since removed", partial(pivot, f'<s v="{SURNAME}"/>', '<n v="1"/>', "")),
    Plant("H02", "pivot record", partial(pivot, '<s v="Other"/>', f'<n v="{NUMBER}"/>', "")),
    Plant("H03", "who refreshed a pivot", partial(pivot, '<s v="Other"/>', '<n v="1"/>', f'refreshedBy="{NAME}"')),
    Plant("H06", "cells of another workbook", _external),
)
