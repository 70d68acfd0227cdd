"""Channels B01 to D04: what stands on a sheet besides its cells, in the workbook part and in tables."""

from __future__ import annotations

from functools import partial

from fixtures.package import Package
from tests.support.plant import (
    BOOK,
    EMAIL,
    FORENAME,
    LAST,
    LOGIN,
    MAIN,
    NAME,
    OFFICE,
    SHEET,
    SURNAME,
    XML,
    Plant,
    attribute,
    cell,
    part,
    tail,
)

_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_XM = "http://schemas.microsoft.com/office/excel/2006/main"
_AC = "http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def _tail(xml: str, package: Package) -> None:
    tail(package, xml)


def _extension(uri: str, xml: str, package: Package) -> None:
    tail(package, f'<extLst><ext uri="{{{uri}}}" xmlns:x14="{_X14}" xmlns:xm="{_XM}">{xml}</ext></extLst>')


def _link(target: str, attributes: str, package: Package) -> None:
    rid = package.relate(SHEET, "hyperlink", target, external=True)
    tail(package, f'<hyperlinks><hyperlink ref="A1" r:id="{rid}" {attributes}/></hyperlinks>')


def _book(before: str, xml: str, package: Package) -> None:
    package.insert(BOOK, before, xml)


def _names(xml: str, package: Package) -> None:
    package.insert(BOOK, "</definedNames>", xml)


def _tab(package: Package) -> None:
    package.replace(BOOK, 'name="Staff"', f'name="{NAME}"')
    cell(package, f"<c r=\"A20\"><f>SUM('{NAME}'!E2:E13)</f><v>1</v></c>")


def _very_hidden(package: Package) -> None:
    sheet = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{NAME}</t></is></c></row></sheetData></worksheet>'
    )
    rid = part(package, BOOK, "worksheet", "xl/worksheets/sheet2.xml", f"{OFFICE}.spreadsheetml.worksheet+xml", sheet)
    package.insert(BOOK, "</sheets>", f'<sheet name="Lookup" sheetId="2" state="veryHidden" r:id="{rid}"/>')


def _custom_view(package: Package) -> None:
    guid = "{11111111-2222-4333-8444-555555555555}"
    view = f'<customWorkbookView name="{NAME}" guid="{guid}" windowWidth="9" windowHeight="9" activeSheetId="1"/>'
    package.insert(BOOK, "</workbook>", f"<customWorkbookViews>{view}</customWorkbookViews>")
    tail(package, f'<customSheetViews><customSheetView guid="{guid}">{_FILTER}</customSheetView></customSheetViews>')


def _custom_property(package: Package) -> None:
    rid = part(
        package,
        SHEET,
        "customProperty",
        "xl/customProperty1.bin",
        f"{OFFICE}.spreadsheetml.customProperty",
        f"user={NAME}".encode("utf-16-le"),
    )
    tail(package, f'<customProperties><customPr name="_pios_id" r:id="{rid}"/></customProperties>')


def _last_folder(package: Package) -> None:
    choice = f'<mc:Choice Requires="x15ac"><x15ac:absPath xmlns:x15ac="{_AC}" url="C:\\Users\\{LOGIN}\\Desktop\\"/></mc:Choice>'
    _book("<bookViews>", f'<mc:AlternateContent xmlns:mc="{_MC}">{choice}</mc:AlternateContent>', package)


def _table(attributes: str, columns: str, package: Package) -> None:
    titles = ("Employee Number", "Surname", "Forename", "NI Number", "Annual Salary")
    fields = "".join(f'<tableColumn id="{index}" name="{title}" {columns if index == 2 else ""}/>' for index, title in enumerate(titles, 1))
    rid = part(
        package,
        SHEET,
        "table",
        "xl/tables/table1.xml",
        f"{OFFICE}.spreadsheetml.table+xml",
        (
            f'{XML}<table xmlns="{MAIN}" id="1" {attributes} ref="A1:E{LAST}"><autoFilter '
            f'ref="A1:E{LAST}"/><tableColumns count="5">{fields}</tableColumns></table>'
        ),
    )
    tail(package, f'<tableParts count="1"><tablePart r:id="{rid}"/></tableParts>')


def _table_name(package: Package) -> None:
    _table(f'name="{SURNAME}_Pay" displayName="{SURNAME}_Pay"', "", package)
    cell(package, f'<c r="A20"><f>SUM({SURNAME}_Pay[Annual Salary])</f><v>1</v></c>')


def _map(package: Package) -> None:
    schema = (
        '<Schema ID="s1"><xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
        f'<xs:element name="n" default="{NAME}"/></xs:schema></Schema>'
    )
    binding = (
        '<Map ID="1" Name="m" RootElement="n" SchemaID="s1" ShowImportExportValidationErrors="0"><DataBinding FileBinding="true" '
        f'DataBindingLoadMode="1" FileBindingName="{LOGIN}"/></Map>'
    )
    part(
        package,
        BOOK,
        "xmlMaps",
        "xl/xmlMaps.xml",
        "application/xml",
        f'{XML}<MapInfo xmlns="{MAIN}" SelectionNamespaces="">{schema}{binding}</MapInfo>',
    )


def _custom_metadata(package: Package) -> None:
    kind = "http://customschemas.google.com/relationships/workbookmetadata"
    part(package, BOOK, kind, "xl/metadata", "application/binary", f'{{"owner":"{EMAIL}"}}')


def _validation(attributes: str, formula: str) -> str:
    rule = f'<dataValidation type="list" allowBlank="1" {attributes} sqref="F2"><formula1>{formula}</formula1></dataValidation>'
    return f'<dataValidations count="1">{rule}</dataValidations>'


_FILTER = f'<autoFilter ref="A1:E13"><filterColumn colId="1"><filters><filter val="{SURNAME}"/></filters></filterColumn></autoFilter>'
_OWN = (
    '<autoFilter ref="A1:E13"><filterColumn colId="1"><customFilters><customFilter '
    f'val="{SURNAME}*"/></customFilters></filterColumn></autoFilter>'
)
_X14_LIST = (
    '<x14:dataValidations count="1"><x14:dataValidation type="list"><x14:formula1><xm:f>"' + SURNAME + ',Other"</xm:f></x14:formula1>'
    "<xm:sqref>F3</xm:sqref></x14:dataValidation></x14:dataValidations>"
)
_X14_RULE = (
    '<x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule type="expression" priority="9" id="{0A}"><xm:f>$B2="'
    + SURNAME
    + '"</xm:f></x14:cfRule><xm:sqref>B2:B9</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings>'
)

PLANTS = (
    Plant("B01", "typed list", partial(_tail, _validation("", f'"{SURNAME},Other"'))),
    Plant("B01", "typed list of the 2010 extension", partial(_extension, "CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF", _X14_LIST)),
    Plant("B02", "prompt", partial(_tail, _validation(f'promptTitle="Ask" prompt="Ask {NAME}" error="Ring {NAME}"', '"Yes,No"'))),
    Plant(
        "B03",
        "rule that compares",
        partial(
            _tail,
            f'<conditionalFormatting sqref="B2"><cfRule type="cellIs" priority="1" operator="equal"><formula>"{SURNAME}"'
            "</formula></cfRule></conditionalFormatting>",
        ),
    ),
    Plant(
        "B03",
        "rule that contains",
        partial(
            _tail,
            f'<conditionalFormatting sqref="B2"><cfRule type="containsText" priority="1" operator="containsText" text="{SURNAME}">'
            f'<formula>NOT(ISERROR(SEARCH("{SURNAME}",B2)))</formula></cfRule></conditionalFormatting>',
        ),
    ),
    Plant("B03", "rule of the 2010 extension", partial(_extension, "78C0D931-6437-407d-A8EE-F0AAD7539E65", _X14_RULE)),
    Plant("B04", "mail link", partial(_link, f"mailto:{EMAIL}", "")),
    Plant("B04", "link into a user's folder, percent-encoded", partial(_link, f"file:///C:/Users/{FORENAME}%20{SURNAME}/pay.xlsx", "")),
    Plant("B05", "display and tooltip of a link", partial(_link, "https://www.gov.uk/", f'display="{NAME}" tooltip="Write to {NAME}"')),
    Plant(
        "B06",
        "header split by codes",
        partial(
            _tail,
            (
                f'<headerFooter><oddHeader>&amp;L&amp;"Arial,Bold"{FORENAME} {SURNAME[:5]}&amp;"Arial,Regular"{SURNAME[5:]}'
                "</oddHeader></headerFooter>"
            ),
        ),
    ),
    Plant(
        "B06",
        "footer of the first page",
        partial(_tail, f'<headerFooter differentFirst="1"><firstFooter>Prepared by {NAME}</firstFooter></headerFooter>'),
    ),
    Plant("B07", "chosen in a filter", partial(_tail, _FILTER)),
    Plant("B07", "typed filter", partial(_tail, _OWN)),
    Plant(
        "B08",
        "order of a sort",
        partial(_tail, f'<sortState ref="A2:E13"><sortCondition ref="B2:B13" customList="{SURNAME},Other"/></sortState>'),
    ),
    Plant(
        "B09",
        "scenario",
        partial(
            _tail,
            (
                f'<scenarios><scenario name="{NAME}" count="1" user="{LOGIN}" comment="by '
                f'{NAME}"><inputCells r="E2" val="9"/></scenario></scenarios>'
            ),
        ),
    ),
    Plant("B10", "protected range", partial(_tail, f'<protectedRanges><protectedRange name="{SURNAME}" sqref="A1"/></protectedRanges>')),
    Plant("B12", "view of a user", _custom_view),
    Plant("B13", "custom property", _custom_property),
    Plant(
        "B14",
        "consolidation",
        partial(_tail, f'<dataConsolidate><dataRefs count="1"><dataRef ref="A1:B2" sheet="{NAME}"/></dataRefs></dataConsolidate>'),
    ),
    Plant(
        "B15",
        "web page",
        partial(
            _tail,
            (
                '<webPublishItems count="1"><webPublishItem id="1" divId="d" sourceType="sheet" '
                f'destinationFile="C:\\{LOGIN}.htm" title="{NAME}"/></webPublishItems>'
            ),
        ),
    ),
    Plant("B16", "code name", partial(attribute, name=BOOK, element="workbookPr", text=f'codeName="{SURNAME}"')),
    Plant("B17", "unknown extension", partial(_extension, "DEADBEEF-0000-4000-8000-000000000001", f'<x14:id who="{NAME}">{NAME}</x14:id>')),
    Plant("C01", "tab", _tab),
    Plant("C01", "very hidden sheet", _very_hidden),
    Plant("C02", "defined name", partial(_names, f'<definedName name="{SURNAME}_Rate">Staff!$E$2</definedName>')),
    Plant("C03", "hidden name", partial(_names, f'<definedName name="IQ_{SURNAME}" hidden="1">1</definedName>')),
    Plant(
        "C04", "comment of a name", partial(_names, f'<definedName name="Rate2" comment="by {NAME}" description="{NAME}">1</definedName>')
    ),
    Plant("C05", "constant of a name", partial(_names, f'<definedName name="Approver">"{NAME}"</definedName>')),
    Plant("C05", "table in a name", partial(_names, f'<definedName name="Team">{{"{SURNAME}",1;"Other",2}}</definedName>')),
    Plant("C06", "last folder", _last_folder),
    Plant("C07", "who reserved it", partial(_book, "<workbookPr", f'<fileSharing userName="{NAME}"/>')),
    Plant("C09", "function group", partial(_book, "<definedNames>", f'<functionGroups><functionGroup name="{NAME}"/></functionGroups>')),
    Plant("C10", "Google Sheets metadata", _custom_metadata),
    Plant("D01", "name of a table", _table_name),
    Plant("D02", "label of a totals row", partial(_table, 'name="T" displayName="T" totalsRowShown="0"', f'totalsRowLabel="{NAME}"')),
    Plant("D03", "comment of a table", partial(_table, f'name="T" displayName="T" comment="{NAME}"', "")),
    Plant("D04", "XML map", _map),
    Plant(
        "K07",
        "both branches of an alternative",
        partial(
            _book,
            "<bookViews>",
            f'<mc:AlternateContent xmlns:mc="{_MC}" xmlns:x15ac="{_AC}"><mc:Choice Requires="x15ac">'
            f'<x15ac:absPath url="C:\\{LOGIN}\\"/></mc:Choice><mc:Fallback><fileSharing '
            f'userName="{NAME}"/></mc:Fallback></mc:AlternateContent>',
        ),
    ),
)
