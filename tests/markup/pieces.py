"""Small parts to read, and what came of reading them."""

from payscrub.formats.xlsx import markup
from payscrub.formats.xlsx.slots import Links

S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
C = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
XDR = 'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
X14 = 'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
XM = 'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"'
XR = 'xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision"'

FROM_TO = (
    "<xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>2</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
    "<xdr:to><xdr:col>3</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>4</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
)


def worksheet(tail, head=""):
    return f"<worksheet {S} {R} {MC} {X14} {XM} {XR}>{head}<sheetData/>{tail}</worksheet>"


def workbook(content):
    return f'<workbook {S} {R} {MC}><sheets><sheet name="Pay" sheetId="1" r:id="rId1"/></sheets>{content}</workbook>'


def styles(content):
    return f"<styleSheet {S} {MC} {X14}>{content}</styleSheet>"


def drawing(content, after=""):
    return f"<xdr:wsDr {XDR} {A} {R} {C} {MC}><xdr:twoCellAnchor>{FROM_TO}{content}<xdr:clientData/></xdr:twoCellAnchor>{after}</xdr:wsDr>"


def shape(paragraphs, name="TextBox 1", more=""):
    return (
        f'<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="{name}"{more}/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr/>'
        f"<xdr:txBody><a:bodyPr/>{paragraphs}</xdr:txBody></xdr:sp>"
    )


def chart(series):
    return (
        f"<c:chartSpace {C} {A} {R}><c:chart><c:plotArea><c:layout/><c:barChart><c:barDir val='col'/>"
        f'<c:ser><c:idx val="0"/><c:order val="0"/>{series}</c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>'
    )


def read(text, reader, dropped=()):
    return markup.read(markup.prepare(text.encode()), reader, Links(frozenset(dropped)))


def slots(text, reader="worksheet", dropped=()):
    """Return text and channel of every slot, with ``=`` before formulas."""
    return [(("=" if slot.formula else "") + slot.text, slot.channel) for slot in read(text, reader, dropped).slots]


def cleaned(text, reader="worksheet", dropped=()):
    """Return the part with its cuts made."""
    data = markup.prepare(text.encode())
    found = markup.read(data, reader, Links(frozenset(dropped)))
    return markup.splice(data, list(markup.patches(found))).decode()


def edited(text, reader, new):
    """Return the part with its cuts made and ``new(old text)`` written into every slot."""
    data = markup.prepare(text.encode())
    found = markup.read(data, reader)
    patches = list(markup.patches(found))
    for slot in found.slots:
        patches += markup.rewrite(data, slot, new(slot.text))
    return markup.splice(data, patches).decode()
