"""What no workbook needs goes, what would break goes with it, and what stays is whole."""

import pytest
from tests.markup.pieces import MC, XR, A, C, R, S, chart, cleaned, drawing, read, shape, slots, styles, workbook, worksheet

from payscrub.errors import Damaged, Unsupported
from payscrub.formats.xlsx import markup
from payscrub.formats.xlsx.markup import keeps_arrays

GONE_FROM_A_SHEET = [
    '<protectedRanges><protectedRange name="Jane" sqref="A1" securityDescriptor="O:WDG:WDD:(A;;CC;;;S-1-5-21-1)"/></protectedRanges>',
    '<scenarios current="0"><scenario name="Raise Jane" user="jsmith" count="1"><inputCells r="A1" val="1200"/></scenario></scenarios>',
    (
        '<customSheetViews><customSheetView guid="{00000000-0000-0000-0000-000000000001}">'
        '<pageMargins left="1" right="1" top="1" bottom="1" '
        'header="0" footer="0"/></customSheetView></customSheetViews>'
    ),
    '<customProperties><customPr name="Jane" r:id="rId9"/></customProperties>',
    '<cellWatches><cellWatch r="A1"/></cellWatches>',
    '<smartTags><cellSmartTags r="A1"/></smartTags>',
    '<legacyDrawing r:id="rId1"/>',
    '<legacyDrawingHF r:id="rId1"/>',
    '<picture r:id="rId1"/>',
    '<oleObjects><oleObject progId="Word.Document" link="[1]!Jane" shapeId="1" r:id="rId1"/></oleObjects>',
    '<controls><control shapeId="1" r:id="rId1" name="Jane"/></controls>',
    '<webPublishItems count="1"><webPublishItem id="1" divId="Jane" sourceType="sheet" destinationFile="C:\\Jane.htm"/></webPublishItems>',
    "<dataConsolidate/>",
    '<extLst><ext uri="{A8765BA9-456A-4DAB-B4F3-ACF838C121DE}"><x14:slicerList><x14:slicer r:id="rId1"/></x14:slicerList></ext></extLst>',
    '<extLst><ext uri="Jane"><Jane xmlns="urn:jane"/></ext><ext uri="{00000000-0000-0000-0000-000000000001}"/></extLst>',
    (
        '<mc:AlternateContent><mc:Choice Requires="x14"><controls>'
        '<control shapeId="1" r:id="rId1"/></controls></mc:Choice></mc:AlternateContent>'
    ),
    '<mc:AlternateContent xmlns:z="urn:jane"><mc:Choice Requires="z"><z:jane/></mc:Choice><mc:Fallback/></mc:AlternateContent>',
    '<jane xmlns="urn:jane">Smith</jane>',
    "Jane Smith",
]


@pytest.mark.parametrize("gone", GONE_FROM_A_SHEET)
def test_it_leaves_nothing_behind_in_a_sheet(gone):
    assert cleaned(worksheet(gone)) == worksheet("")


GONE_FROM_A_WORKBOOK = [
    '<oleSize ref="A1:B9"/>',
    (
        "<customWorkbookViews>"
        '<customWorkbookView name="Jane" guid="{00000000-0000-0000-0000-000000000001}" windowWidth="1" windowHeight="1" '
        'activeSheetId="1"/></customWorkbookViews>'
    ),
    '<externalReferences><externalReference r:id="rId9"/></externalReferences>',
    '<smartTagTypes><smartTagType namespaceUri="urn:x" name="PersonName"/></smartTagTypes>',
    '<webPublishing codePage="1252" characterSet="Jane"/>',
    '<fileRecoveryPr repairLoad="1"/>',
    '<webPublishObjects count="1"><webPublishObject id="1" divId="Jane" destinationFile="C:\\Jane.htm"/></webPublishObjects>',
    '<functionGroups builtInGroupCount="18"/>',
    (
        "<extLst>"
        '<ext uri="{46BE6895-7355-4a93-B00E-2C351335B9C9}" xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main">'
        "<x15:slicerCaches/></ext></extLst>"
    ),
]


@pytest.mark.parametrize("gone", GONE_FROM_A_WORKBOOK)
def test_it_leaves_nothing_behind_in_a_workbook(gone):
    assert cleaned(workbook(gone), "workbook") == workbook("")


def test_the_folder_of_the_last_save_goes_and_so_do_revision_ids():
    path = "C:\\Users\\jsmith\\"
    head = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x15">'
        f'<x15ac:absPath url="{path}" xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"/>'
        f"</mc:Choice></mc:AlternateContent>"
        f'<xr:revisionPtr revIDLastSave="0" documentId="13_ncr:1_{{jsmith}}" {XR}/>'
    )
    x15 = 'xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"'
    part = workbook("").replace("<sheets>", f"{head}<sheets>").replace("<workbook ", f"<workbook {x15} ")
    assert cleaned(part, "workbook") == workbook("").replace("<workbook ", f"<workbook {x15} ")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<hyperlink ref="A1" xr:uid="{00000000-0000-0000-0000-000000000001}" display=""/>', '<hyperlink ref="A1" display=""/>'),
        ('<hyperlink ref="A1" jane="Smith"/>', '<hyperlink ref="A1"/>'),
        ('<hyperlink ref="A1" xml:lang="en"/>', '<hyperlink ref="A1"/>'),
    ],
)
def test_attributes_that_do_not_belong_go_with_the_blank_before_them(before, after):
    assert cleaned(worksheet(f"<hyperlinks>{before}</hyperlinks>")) == worksheet(f"<hyperlinks>{after}</hyperlinks>")


def test_password_hashes_go_and_protection_stays():
    part = worksheet(
        '<sheetProtection algorithmName="SHA-512" hashValue="x==" saltValue="y==" '
        'spinCount="100000" password="CC1A" sheet="1" objects="1"/>'
    )
    assert cleaned(part) == worksheet('<sheetProtection sheet="1" objects="1"/>')


@pytest.mark.parametrize(("name", "kept"), [("Sheet12", True), ("JaneSmith", False)])
def test_a_code_name_stays_only_when_it_is_the_usual_one(name, kept):
    part = worksheet("", f'<sheetPr codeName="{name}"><tabColor rgb="FFFF0000"/></sheetPr>')
    assert (name in cleaned(part)) is kept
    assert "tabColor" in cleaned(part)


def test_an_element_that_names_a_dropped_part_goes_and_the_list_with_its_last_member():
    two = '<tableParts count="2"><tablePart r:id="rId1"/><tablePart r:id="rId2"/></tableParts>'
    assert cleaned(worksheet(two), dropped=["rId1"]) == worksheet('<tableParts count="1"><tablePart r:id="rId2"/></tableParts>')
    links = '<hyperlinks><hyperlink ref="A1" r:id="rId1" display="Jane"/><hyperlink ref="A2" r:id="rId2"/></hyperlinks>'
    assert cleaned(worksheet(links), dropped=["rId1", "rId2"]) == worksheet("")
    assert slots(worksheet(links), dropped=["rId1", "rId2"]) == []
    assert cleaned(worksheet('<drawing r:id="rId3"/>'), dropped=["rId3"]) == worksheet("")
    assert cleaned(worksheet('<pageSetup paperSize="9" orientation="landscape"/>')) == worksheet(
        '<pageSetup paperSize="9" orientation="landscape"/>'
    )


def test_page_setup_outlives_its_printer_settings():
    part = worksheet('<pageSetup paperSize="9" orientation="landscape" r:id="rId1"/>')
    assert cleaned(part, dropped=["rId1"]) == worksheet('<pageSetup paperSize="9" orientation="landscape"/>')


def test_a_picture_goes_with_its_anchor():
    picture = (
        '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="Jane.jpg" descr="C:\\Jane.jpg"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill>'
        '<a:blip r:embed="rId1"/></xdr:blipFill><xdr:spPr/></xdr:pic>'
    )
    assert "Anchor" not in cleaned(drawing(picture), "drawing")
    group = (
        f'<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id="1" name="Group 1"/><xdr:cNvGrpSpPr/>'
        f"</xdr:nvGrpSpPr><xdr:grpSpPr/>{picture}{shape('<a:p/>')}</xdr:grpSp>"
    )
    assert cleaned(drawing(group), "drawing") == drawing(group.replace(picture, ""))


def test_a_shape_loses_its_description_link_macro_and_telling_name():
    part = drawing(
        shape("<a:p/>", "Jane", ' descr="Photo of Jane" title="Jane"')
        .replace('macro=""', 'macro="[0]!PayJane"')
        .replace("<xdr:cNvSpPr/>", "<xdr:cNvSpPr/>")
    )
    assert cleaned(part, "drawing") == drawing(shape("<a:p/>", "Object 1").replace(' macro=""', ""))


def test_a_picture_fill_becomes_no_fill():
    filled = shape("<a:p/>").replace("<xdr:spPr/>", '<xdr:spPr><a:blipFill><a:blip r:embed="rId1"/><a:stretch/></a:blipFill></xdr:spPr>')
    assert cleaned(drawing(filled), "drawing") == drawing(
        filled.replace(filled[filled.index("<a:blipFill>") : filled.index("</xdr:spPr>")], "<a:noFill/>")
    )


def graphic(uri, content):
    return (
        '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="Chart 1"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>'
        '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>'
        f'<a:graphic><a:graphicData uri="{uri}">{content}</a:graphicData></a:graphic></xdr:graphicFrame>'
    )


def test_a_chart_stays_and_a_diagram_goes_with_its_anchor():
    kept = drawing(graphic("http://schemas.openxmlformats.org/drawingml/2006/chart", '<c:chart r:id="rId1"/>'))
    assert cleaned(kept, "drawing") == kept
    assert "Anchor" not in cleaned(kept, "drawing", dropped=["rId1"])
    smart = graphic("http://schemas.openxmlformats.org/drawingml/2006/diagram", '<dgm:relIds xmlns:dgm="urn:d" r:dm="rId1"/>')
    assert "Anchor" not in cleaned(drawing(smart), "drawing")


def test_the_shape_of_a_form_control_goes_with_its_control():
    control = shape("<a:p><a:r><a:t>Jane</a:t></a:r></a:p>").replace(
        '<xdr:cNvPr id="2" name="TextBox 1"/>',
        '<xdr:cNvPr id="2" name="Check Box 1"><a:extLst><a:ext uri="{63B3BB69-23CF-44E3-9099-C40C66FF867C}">'
        '<a14:compatExt xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" spid="_x0000_s1"/>'
        "</a:ext></a:extLst></xdr:cNvPr>",
    )
    assert "Anchor" not in cleaned(drawing(control), "drawing")
    assert slots(drawing(control), "drawing") == []


def test_a_chart_loses_its_source_workbook_and_hidden_series():
    part = chart("").replace("</c:chartSpace>", '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>')
    assert cleaned(part, "chart") == chart("")
    hidden = (
        '<c:extLst><c:ext uri="{02D57815-91ED-43cb-92C2-25804820EDAC}">'
        '<c15:filteredBarSeries xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"/></c:ext></c:extLst>'
    )
    assert cleaned(chart("").replace("</c:barChart>", f"{hidden}</c:barChart>"), "chart") == chart("")


def test_the_fallback_stands_alone_when_the_choice_is_not_understood():
    inside = '<dataValidation type="list" sqref="A1">%s</dataValidation>'
    choice = '<mc:Choice Requires="x12ac"><x12ac:list>Smith,Jones</x12ac:list></mc:Choice>'
    declared = 'xmlns:x12ac="http://schemas.microsoft.com/office/spreadsheetml/2011/1/ac"'
    both = (
        f'<mc:AlternateContent {declared} {MC}>{choice}<mc:Fallback><formula1>"Smith,Jones"</formula1></mc:Fallback></mc:AlternateContent>'
    )
    part = worksheet(f'<dataValidations count="1">{inside % both}</dataValidations>')
    alone = inside % '<formula1>"Smith,Jones"</formula1>'
    assert cleaned(part) == worksheet(f'<dataValidations count="1">{alone}</dataValidations>')


def test_both_branches_of_alternate_content_are_read():
    both = (
        '<mc:AlternateContent><mc:Choice Requires="a14" xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main">'
        f"{shape('<a:p><a:r><a:t>Jane</a:t></a:r></a:p>')}</mc:Choice>"
        f"<mc:Fallback>{shape('<a:p><a:r><a:t>Smith</a:t></a:r></a:p>')}</mc:Fallback></mc:AlternateContent>"
    )
    assert [text for text, _ in slots(drawing(both), "drawing")] == ["Jane", "Smith"]


def test_namespaces_nobody_published_are_no_longer_declared():
    part = f'<worksheet {S} {MC} xmlns:j="urn:jane-smith" {XR} mc:Ignorable="j xr"><sheetData j:by="Jane"/></worksheet>'
    assert cleaned(part) == f'<worksheet {S} {MC} {XR} mc:Ignorable="xr"><sheetData/></worksheet>'


def test_private_names_of_fonts_styles_and_themes_become_public_ones():
    part = styles(
        '<fonts count="2"><font><name val="Jane Sans"/></font><font><name val="Arial"/></font></fonts>'
        '<cellStyles count="3"><cellStyle name="Standard" xfId="0" builtinId="0"/>'
        '<cellStyle name="Jane" xfId="1"/><cellStyle name="Comma 2" xfId="2"/></cellStyles>'
    )
    assert cleaned(part, "styles") == styles(
        '<fonts count="2"><font><name val="Calibri"/></font><font><name val="Arial"/></font></fonts>'
        '<cellStyles count="3"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
        '<cellStyle name="Style 2" xfId="1"/><cellStyle name="Comma 2" xfId="2"/></cellStyles>'
    )


def test_a_table_loses_its_comment_mapping_and_query():
    part = (
        f'<table {S} id="1" name="T" displayName="T" comment="Jane" ref="A1:A9" '
        f'tableType="queryTable" connectionId="1" dataCellStyle="Jane">'
        f'<tableColumns count="1">'
        '<tableColumn id="1" uniqueName="Jane" name="A" queryTableFieldId="1">'
        '<xmlColumnPr mapId="1" xpath="/Jane" xmlDataType="string"/></tableColumn></tableColumns></table>'
    )
    assert cleaned(part, "table") == (
        f'<table {S} id="1" name="T" displayName="T" ref="A1:A9"><tableColumns count="1">'
        f'<tableColumn id="1" name="A"></tableColumn></tableColumns></table>'
    )


def test_who_refreshed_a_pivot_cache_goes():
    part = (
        f'<pivotCacheDefinition {S} {R} r:id="rId1" refreshedBy="Jane Smith" refreshedDate="41285.5" recordCount="9">'
        f'<cacheSource type="worksheet">'
        '<worksheetSource ref="A1:B9" sheet="Pay" r:id="rId2"/></cacheSource><cacheFields count="0"/></pivotCacheDefinition>'
    )
    kept = part.replace(' refreshedBy="Jane Smith" refreshedDate="41285.5"', "")
    assert cleaned(part, "pivot cache") == kept
    assert cleaned(part, "pivot cache", ["rId1", "rId2"]) == kept.replace(' r:id="rId1"', "").replace(' r:id="rId2"', "")


def test_filters_on_single_days_go_and_those_on_months_stay():
    group = '<dateGroupItem year="1980" month="5" {0}dateTimeGrouping="{1}"/>'
    sheet = worksheet('<autoFilter ref="A1:A9"><filterColumn colId="0"><filters>{0}</filters></filterColumn></autoFilter>')
    month, day = group.format("", "month"), group.format('day="1" ', "day")
    assert cleaned(sheet.format(month + day)) == sheet.format(month)


@pytest.mark.parametrize(
    ("part", "reader"),
    [
        (worksheet("<janeSmith/>"), "worksheet"),
        (worksheet("").replace("<sheetData/>", '<sheetData><row r="1"/></sheetData>'), "worksheet"),
        (worksheet('<mergeCells count="1"><mergeCell ref="Jane Smith"/></mergeCells>'), "worksheet"),
        (worksheet('<drawing r:id="Jane Smith"/>'), "worksheet"),
        (worksheet('<conditionalFormatting sqref="A1"><cfRule type="expression" priority="Jane"/></conditionalFormatting>'), "worksheet"),
        (worksheet("").replace("<worksheet ", '<worksheet mc:MustUnderstand="x14" '), "worksheet"),
        (worksheet("<mc:Jane/>"), "worksheet"),
        (worksheet(""), "workbook"),
        (f"<c:chartSpace {C} {A}><c:chart><c:plotArea><c:layout/><c:jane/></c:plotArea></c:chart></c:chartSpace>", "chart"),
        (drawing(shape("<a:p/>").replace("<xdr:spPr/>", "<xdr:spPr>x</xdr:spPr>")).replace("<xdr:col>1<", "<xdr:col>Jane<"), "drawing"),
        (
            (
                f'<pivotCacheDefinition {S}><cacheSource type="external" connectionId="1"/>'
                f'<cacheFields count="0"/><cacheHierarchies count="0"/></pivotCacheDefinition>'
            ),
            "pivot cache",
        ),
    ],
)
def test_what_the_format_does_not_have_is_refused_without_a_quotation(part, reader):
    with pytest.raises(Unsupported) as refusal:
        read(part, reader)
    assert "Jane" not in str(refusal.value)
    assert refusal.value.remedy


@pytest.mark.parametrize("part", ["<worksheet>", "</worksheet>", "<worksheet></x>", f"<worksheet {S}><sheetData></worksheet>"])
def test_tags_that_do_not_pair_up_are_damage(part):
    with pytest.raises((Damaged, Unsupported)):
        markup.read(part.encode(), "worksheet")


@pytest.mark.parametrize("gone", GONE_FROM_A_SHEET)
def test_cleaning_twice_changes_nothing(gone):
    once = cleaned(worksheet(f"{gone}<hyperlinks><hyperlink ref='A1' display='Jane'/></hyperlinks>"))
    assert cleaned(once) == once


def test_only_the_marks_of_dynamic_arrays_stay_in_the_metadata():
    arrays = '<metadataType name="XLDAPR" minSupportedVersion="120000" copy="1"/>'
    rich = '<metadataType name="XLRICHVALUE" minSupportedVersion="120000" copy="1"/>'
    future = '<futureMetadata name="{0}" count="1"><bk><extLst><ext uri="{1}"><{2} {3}/></ext></extLst></bk></futureMetadata>'
    xda = future.format(
        "XLDAPR",
        "{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}",
        'xda:dynamicArrayProperties fDynamic="1" fCollapsed="0"',
        'xmlns:xda="http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray"',
    )
    rvb = future.format("XLRICHVALUE", "{3e2802c4-a4d2-4d8b-9148-e3be6c30e623}", 'z:rvb i="0"', 'xmlns:z="urn:z"')
    cells = '<cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata>'

    def part(count, types, more, values):
        return f'<metadata {S}><metadataTypes count="{count}">{arrays}{types}</metadataTypes>{xda}{more}{cells}{values}</metadata>'

    both = part(2, rich, rvb, '<valueMetadata count="1"><bk><rc t="2" v="0"/></bk></valueMetadata>')
    assert cleaned(both, "metadata") == part(1, "", "", "")
    assert keeps_arrays(both.encode())
    assert not keeps_arrays(f'<metadata {S}><metadataTypes count="2">{rich}{arrays}</metadataTypes></metadata>'.encode())
