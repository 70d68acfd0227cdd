"""Every text of the kept parts is found, with its role, and can be replaced."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.markup.pieces import A, C, S, chart, drawing, edited, read, shape, slots, styles, workbook, worksheet

from payscrub.formats.xlsx import markup
from payscrub.model import Role

VALIDATION = (
    '<dataValidations count="1"><dataValidation type="list" allowBlank="1" promptTitle="Ask Jane" prompt="0161 496 0000" errorTitle="No" '
    'error="Not Smith" sqref="A1:A9 C3"><formula1>"Smith,Jones"</formula1></dataValidation></dataValidations>'
)

FOUND = {
    "validation": (worksheet(VALIDATION), ["Ask Jane", "0161 496 0000", "No", "Not Smith", '="Smith,Jones"']),
    "validation of the 2010 kind": (
        worksheet(
            '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}">'
            '<x14:dataValidations count="1"><x14:dataValidation type="list" prompt="Jane">'
            "<x14:formula1><xm:f>Staff!$A$1:$A$9</xm:f></x14:formula1><xm:sqref>B2</xm:sqref>"
            "</x14:dataValidation></x14:dataValidations></ext></extLst>"
        ),
        ["Jane", "=Staff!$A$1:$A$9"],
    ),
    "conditional format": (
        worksheet(
            '<conditionalFormatting sqref="A1"><cfRule type="containsText" priority="1" operator="containsText" text="Smith">'
            '<formula>NOT(ISERROR(SEARCH("Smith",A1)))</formula></cfRule></conditionalFormatting>'
        ),
        ["Smith", '=NOT(ISERROR(SEARCH("Smith",A1)))'],
    ),
    "data bar of the 2010 kind": (
        worksheet(
            '<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"><x14:conditionalFormattings><x14:conditionalFormatting>'
            '<x14:cfRule type="dataBar" id="{00000000-0000-0000-0000-000000000001}"><x14:dataBar minLength="0" maxLength="100">'
            '<x14:cfvo type="formula"><xm:f>Pay!$A$1</xm:f></x14:cfvo><x14:cfvo type="autoMax"/>'
            '<x14:negativeFillColor rgb="FFFF0000"/></x14:dataBar>'
            "</x14:cfRule><xm:sqref>A1:A9</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
        ),
        ["=Pay!$A$1"],
    ),
    "sparkline": (
        worksheet(
            '<extLst><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"><x14:sparklineGroups><x14:sparklineGroup displayEmptyCellsAs="gap">'
            '<x14:colorSeries theme="4"/><x14:sparklines><x14:sparkline><xm:f>Smith!A1:A9</xm:f>'
            "<xm:sqref>B1</xm:sqref></x14:sparkline></x14:sparklines>"
            "</x14:sparklineGroup></x14:sparklineGroups></ext></extLst>"
        ),
        ["=Smith!A1:A9"],
    ),
    "hyperlink": (
        worksheet('<hyperlinks><hyperlink ref="A1" r:id="rId1" location="Smith!A1" display="Jane" tooltip="J Smith"/></hyperlinks>'),
        ["=Smith!A1", "Jane", "J Smith"],
    ),
    "filter": (
        worksheet(
            '<autoFilter ref="A1:B9"><filterColumn colId="0"><filters><filter val="Smith"/>'
            '</filters></filterColumn><filterColumn colId="1">'
            '<customFilters><customFilter operator="equal" val="J*"/></customFilters></filterColumn></autoFilter>'
        ),
        ["Smith", "J*"],
    ),
    "escaped character": (worksheet('<hyperlinks><hyperlink ref="A1" display="J_x0061_ne"/></hyperlinks>'), ["Jane"]),
}


@pytest.mark.parametrize(("part", "texts"), FOUND.values(), ids=FOUND)
def test_the_texts_of_a_sheet_are_found(part, texts):
    assert [text for text, _ in slots(part)] == texts


def test_the_texts_of_a_workbook_are_found():
    part = workbook('<definedNames><definedName name="Jane_Pay" comment="hers">Smith!$A$1</definedName></definedNames>')
    assert slots(part, "workbook") == [("Pay", "C01"), ("Jane_Pay", "C02"), ("=Smith!$A$1", "C05")]
    assert [slot.role for slot in read(part, "workbook").slots] == [Role.TAB, Role.NAME, Role.TEXT]


def test_names_that_belong_to_excel_are_no_places():
    part = workbook('<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">Pay!$A$1:$B$9</definedName></definedNames>')
    assert slots(part, "workbook") == [("Pay", "C01"), ("=Pay!$A$1:$B$9", "C05")]


def test_the_texts_of_a_table_are_found():
    part = (
        f'<table {S} id="1" name="Staff" displayName="Staff" ref="A1:B9" totalsRowCount="1">'
        f'<autoFilter ref="A1:B8"/><tableColumns count="2">'
        '<tableColumn id="1" name="Jane Smith" totalsRowLabel="Sum of Jane"/><tableColumn id="2" name="Pay" totalsRowFunction="custom">'
        "<calculatedColumnFormula>Staff[[#This Row],[Jane Smith]]</calculatedColumnFormula>"
        "<totalsRowFormula>SUM(Staff[Pay])</totalsRowFormula>"
        '</tableColumn></tableColumns><tableStyleInfo name="TableStyleMedium2"/></table>'
    )
    assert [(slot.text, slot.role, slot.formula) for slot in read(part, "table").slots] == [
        ("Staff", Role.NAME, False),
        ("Staff", Role.NAME, False),
        ("Jane Smith", Role.HEADER, False),
        ("Sum of Jane", Role.TEXT, False),
        ("Pay", Role.HEADER, False),
        ("Staff[[#This Row],[Jane Smith]]", Role.TEXT, True),
        ("SUM(Staff[Pay])", Role.TEXT, True),
    ]


def test_runs_of_a_paragraph_are_one_text_and_a_line_break_ends_it():
    runs = "<a:p><a:r><a:rPr lang='en-GB' b='1'/><a:t>Ja</a:t></a:r><a:r><a:t>ne &amp; J</a:t></a:r><a:br/><a:r><a:t>Pay</a:t></a:r></a:p>"
    part = drawing(shape(runs))
    assert slots(part, "drawing") == [("Jane & J", "F01"), ("Pay", "F01")]
    assert "<a:t>X</a:t></a:r><a:r><a:t></a:t></a:r><a:br/><a:r><a:t>X</a:t>" in edited(part, "drawing", lambda _: "X")


def test_a_text_box_that_shows_a_cell_keeps_its_formula():
    part = drawing(shape("<a:p/>").replace('textlink=""', 'textlink="Pay!$A$1"'))
    assert slots(part, "drawing") == [("=Pay!$A$1", "F01")]


def test_a_cached_chart_value_knows_the_reference_it_was_taken_from():
    part = chart(
        "<c:tx><c:strRef><c:f>Pay!$B$1</c:f><c:strCache><c:ptCount val='1'/><c:pt idx='0'>"
        "<c:v>Jane</c:v></c:pt></c:strCache></c:strRef></c:tx>"
        "<c:val><c:numRef><c:f>Pay!$B$2:$B$3</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val='2'/>"
        "<c:pt idx='1'><c:v>1200.5</c:v></c:pt></c:numCache></c:numRef></c:val>"
    )
    found = [(slot.text, slot.role, slot.formula, slot.source, slot.index) for slot in read(part, "chart").slots]
    assert found == [
        ("Pay!$B$1", Role.TEXT, True, "", -1),
        ("Jane", Role.TEXT, False, "Pay!$B$1", 0),
        ("Pay!$B$2:$B$3", Role.TEXT, True, "", -1),
        ("1200.5", Role.NUMBER, False, "Pay!$B$2:$B$3", 1),
    ]


def test_the_file_name_in_front_of_a_chart_pivot_is_replaced():
    part = (
        f"<c:chartSpace {C} {A}><c:pivotSource><c:name>[Smith P45.xlsx]Pay!PivotTable1</c:name>"
        f"<c:fmtId val='0'/></c:pivotSource><c:chart><c:plotArea/></c:chart></c:chartSpace>"
    )
    assert slots(part, "chart") == [("=Pay!PivotTable1", "G03")]
    assert "<c:name>[Book.xlsx]Pay!PivotTable1<" in edited(part, "chart", lambda text: text)


def test_the_captions_of_a_pivot_table_are_found():
    part = (
        f'<pivotTableDefinition {S} name="Jane" cacheId="1" dataCaption="Values" rowHeaderCaption="Staff">'
        f'<location ref="A3:B9" firstHeaderRow="1" '
        'firstDataRow="1" firstDataCol="1"/><pivotFields count="1">'
        '<pivotField name="Who" axis="axisRow"><items count="1"><item n="Smith J" x="0"/></items>'
        '</pivotField></pivotFields><dataFields count="1"><dataField name="Sum of Pay" fld="0"/></dataFields></pivotTableDefinition>'
    )
    assert [text for text, _ in slots(part, "pivot table")] == ["Jane", "Values", "Staff", "Who", "Smith J", "Sum of Pay"]


def test_a_strict_workbook_is_read_like_any_other():
    part = workbook("").replace(
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
    )
    part = part.replace(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships"
    )
    assert slots(part.replace("<workbook ", '<workbook conformance="strict" '), "workbook") == [("Pay", "C01")]


@pytest.mark.parametrize("prefix", ["x:", "spreadsheet:", "m.1:"])
def test_prefixes_mean_what_the_file_says(prefix):
    part = (
        f'<{prefix}worksheet xmlns:{prefix[:-1]}="{S[7:-1]}"><{prefix}sheetData/><{prefix}hyperlinks>'
        f'<{prefix}hyperlink ref="A1" display="Jane"/></{prefix}hyperlinks></{prefix}worksheet>'
    )
    assert slots(part) == [("Jane", "B05")]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20))
def test_whatever_is_written_is_read_again(text):
    parts = {
        "worksheet": worksheet('<hyperlinks><hyperlink ref="A1" display="Jane"/></hyperlinks>').replace('"Jane"', "'Jane'"),
        "drawing": drawing(shape("<a:p><a:r><a:t>Jane</a:t></a:r></a:p>")),
        "table": (
            f'<table {S} id="1" displayName="Jane" ref="A1:A2"><tableColumns count="1">'
            f'<tableColumn id="1" name="Jane"/></tableColumns></table>'
        ),
    }
    for reader, part in parts.items():
        new = edited(part, reader, lambda _: text)
        assert {slot.text for slot in read(new, reader).slots} <= {text}


@pytest.mark.parametrize("text", ["_x0041_", "_x005F_x0041_", "a_xyz_", "line\nbreak"])
def test_what_looks_like_an_escape_stays_what_it_is(text):
    new = edited(worksheet('<hyperlinks><hyperlink ref="A1" display="Jane"/></hyperlinks>'), "worksheet", lambda _: text)
    assert [found for found, _ in slots(new)] == [text]


def test_addresses_say_nothing_of_the_values():
    found = read(worksheet(VALIDATION), "worksheet").slots
    assert [slot.address for slot in found] == [*(f"validation message {number}" for number in range(1, 5)), "validation 1"]
    assert "Jane" not in repr(found)


def test_a_part_without_edits_is_the_same_bytes():
    data = markup.prepare(worksheet(VALIDATION).encode())
    assert markup.splice(data, list(markup.patches(markup.read(data, "worksheet")))) is data


def test_styles_list_literals_and_names_of_table_styles():
    part = styles(
        '<numFmts count="1"><numFmt numFmtId="164" formatCode="&quot;J Smith &quot;0"/></numFmts>'
        '<tableStyles count="1" defaultTableStyle="TableStyleMedium9"><tableStyle name="Jane" count="0"/></tableStyles>'
    )
    assert slots(part, "styles") == [("J Smith ", "A12"), ("Jane", "A13")]


def test_labels_taken_from_cells_stay_with_their_reference():
    labels = (
        '<c:extLst><c:ext uri="{02D57815-91ED-43cb-92C2-25804820EDAC}" xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart">'
        "<c15:datalabelsRange><c15:f>Pay!$A$2</c15:f><c15:dlblRangeCache><c:ptCount val='1'/><c:pt idx='0'><c:v>Jane</c:v></c:pt>"
        "</c15:dlblRangeCache></c15:datalabelsRange></c:ext></c:extLst>"
    )
    found = read(chart(labels), "chart").slots
    assert [(slot.text, slot.formula, slot.source, slot.index) for slot in found] == [
        ("Pay!$A$2", True, "", -1),
        ("Jane", False, "Pay!$A$2", 0),
    ]


def test_an_element_that_only_extends_the_format_is_cut_and_not_refused():
    part = worksheet('<autoFilter ref="A1:A9"><filterColumn colId="0"><x14:jane by="Smith">Jo</x14:jane></filterColumn></autoFilter>')
    assert slots(part) == []
    assert "jane" not in edited(part, "worksheet", str)
