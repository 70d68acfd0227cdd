"""Cells and shared strings read from bytes: the same as another reader, and nothing unusual passed on."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from payscrub.errors import Damaged, PayscrubError, Unsupported
from payscrub.formats.document import CellEdits
from payscrub.formats.xlsx import escape, numberformats, patch, sharing, sheet, strings
from payscrub.model import Kind
from payscrub.packed import Packed


def part(items):
    return f'<sst uniqueCount="9">{items}</sst>'.encode()


def opened(rows, items="", styles=(False, True), prefix="", *, since_1904=False):
    root = f"{prefix}worksheet"
    space = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    data = f'<{root} {space}="m"><{prefix}sheetData>{rows}</{prefix}sheetData></{root}>'.encode()
    texts = strings.read(part(items))
    return sheet.read(data, 1, texts, np.array(styles), since_1904=since_1904), texts, data


def read(*args, **kwargs):
    found = opened(*args, **kwargs)[0].grid
    texts = found.read(np.arange(len(found)))
    return [
        (int(row), int(col), Kind(kind).name, text) for row, col, kind, text in zip(found.rows, found.cols, found.kinds, texts, strict=True)
    ]


def test_every_way_to_store_a_value_is_read():
    rows = (
        '<row r="2" spans="1:9"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>12</v></c><c r="C2" s="1"><v>29221.5</v></c>'
        '<c r="D2" t="b"><v>1</v></c><c r="E2" t="e"><v>#N/A</v></c><c r="F2" t="str"><f>A2&amp;""</f><v>x &amp; y</v></c>'
        '<c r="G2" t="inlineStr"><is><t xml:space="preserve"> in </t></is></c><c r="H2" t="d"><v>1980-05-01</v></c>'
        '<c r="I2" t="inlineStr"><is><r><rPr><b/></rPr><t>Jo</t></r><r><t>nes</t></r></is></c><c r="J2"/><c r="K2"><v></v></c></row>'
    )
    assert read(rows, "<si><t>a</t></si><si><t>b_x0041_</t></si>") == [
        (1, 0, "TEXT", "bA"),
        (1, 1, "NUMBER", "12"),
        (1, 2, "DATE", "1980-01-01T12:00:00"),
        (1, 3, "BOOLEAN", "1"),
        (1, 4, "ERROR", "#N/A"),
        (1, 5, "TEXT", "x & y"),
        (1, 6, "TEXT", " in "),
        (1, 7, "DATE", "1980-05-01"),
        (1, 8, "TEXT", "Jones"),
    ]


def test_cells_without_addresses_follow_one_another():
    assert [
        cell[:2]
        for cell in read("<row><c><v>1</v></c><c><v>2</v></c></row><row><c r='B2'><v>3</v></c><c><v>4</v></c></row>".replace("'", '"'))
    ] == [
        (0, 0),
        (0, 1),
        (1, 1),
        (1, 2),
    ]


def test_attributes_in_any_order_and_a_prefix_are_read():
    assert read('<x:row r="1"><x:c t="s"  s="1" r="XFD1"><x:v>0</x:v></x:c></x:row>', "<si><t>a</t></si>", prefix="x:") == [
        (0, 16383, "TEXT", "a")
    ]


def test_a_rich_item_is_read_joined_and_without_its_reading():
    items = (
        '<si><r><rPr><sz val="11"/><rFont val="Calibri"/></rPr><t>Smi</t></r><r><t>th</t></r><rPh sb="0" eb="2"><t>SUMISU</t></rPh></si>'
    )
    assert read('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', items)[0][3] == "Smith"


BAD = {
    "two cells with one address": ('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>', Damaged),
    "a row that contradicts its cells": ('<row r="1"><c r="A2"><v>1</v></c></row>', Damaged),
    "text between cells": ('<row r="1">SMITH<c r="A1"><v>1</v></c></row>', Damaged),
    "an unknown element": ('<row r="1"><c r="A1"><v>1</v><secret>SMITH</secret></c></row>', PayscrubError),
    "an unknown attribute": ('<row r="1"><c r="A1" name="SMITH"><v>1</v></c></row>', Unsupported),
    "an attribute on a value": ('<row r="1"><c r="A1"><v name="SMITH">1</v></c></row>', Unsupported),
    "an attribute on a formula": ('<row r="1"><c r="A1"><f name="SMITH">1</f><v>1</v></c></row>', Unsupported),
    "two values in a cell": ('<row r="1"><c r="A1" t="inlineStr"><v>1</v></c></row>', Unsupported),
    "an unknown type": ('<row r="1"><c r="A1" t="zz"><v>1</v></c></row>', Unsupported),
    "a malformed address": ('<row r="1"><c r="A0"><v>1</v></c></row>', PayscrubError),
    "a column beyond the last": ('<row r="1"><c r="XFE1"><v>1</v></c></row>', Unsupported),
    "a string that does not exist": ('<row r="1"><c r="A1" t="s"><v>7</v></c></row>', Damaged),
    "a format that does not exist": ('<row r="1"><c r="A1" s="7"><v>7</v></c></row>', Damaged),
    "a zero byte in a formula": ('<row r="1"><c r="A1"><f>\0SMITH</f><v>1</v></c></row>', Damaged),
    "a zero byte in a text": ('<row r="1"><c r="A1" t="str"><v>SMITH\0</v></c></row>', Damaged),
    "a control character in a row": ('<row r="1\x02"><c r="A1"><v>1</v></c></row>', PayscrubError),
    "the end of a section that never began": ('<row r="1"><c r="A1" t="str"><v>SMITH]]></v></c></row>', Damaged),
    "a number that is none": ('<row r="1"><c r="A1"><v>SMITH</v></c></row>', Unsupported),
    "a truth that is none": ('<row r="1"><c r="A1" t="b"><v>SMITH</v></c></row>', Unsupported),
    "an error that is none": ('<row r="1"><c r="A1" t="e"><v>#SMITH!</v></c></row>', Unsupported),
    "a date that is none": ('<row r="1"><c r="A1" t="d"><v>SMITH</v></c></row>', Unsupported),
    "an unknown rich element": (
        '<row r="1"><c r="A1" t="inlineStr"><is><r><rPr><x val="SMITH"/></rPr><t>a</t></r></is></c></row>',
        Unsupported,
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_what_a_sheet_cannot_have_is_refused_without_quoting_it(case):
    rows, error = BAD[case]
    with pytest.raises(error) as refusal:
        read(rows)
    assert "SMITH" not in str(refusal.value)


@pytest.mark.parametrize("text", [b"\x80SMITH", b"\xed\xa0\x80", b"\xc3"])
def test_what_is_no_utf_8_is_refused(text):
    data = b'<worksheet xmlns="m"><sheetData><row r="1"><c r="A1" t="str"><v>%b</v></c></row></sheetData></worksheet>' % text
    with pytest.raises(Damaged):
        sheet.read(data, 1, strings.none(), np.array([False]), since_1904=False)
    with pytest.raises(Damaged):
        strings.read(b"<sst><si><t>%b</t></si></sst>" % text)


def test_an_unknown_attribute_of_a_row_is_cut():
    found, _, data = opened('<row r="1" who="SMITH" ht="15"><c r="A1" vm="1"><v>1</v></c></row>')
    data = patch.apply(data, [(*cut, b"") for cut in found.cuts])
    assert b'<row r="1" ht="15"><c r="A1"><v>1</v></c></row>' in data


def rewritten(rows, items, new):
    """Change the cells whose place in the grid is a key of ``new``; return what the sheet then shows, and the strings."""
    found, texts, source = opened(rows, items)
    edits = CellEdits(np.array(list(new)), list(new.values()), np.arange(len(new)))
    shared = sharing.decide(texts, [found], {0: edits})
    data = applied(source, found.patches(source, edits), found.repointed(source, *shared.moved[0]))
    again = strings.read(texts.rewrite(part(items), shared.changed, shared.unused, shared.added))
    grid = sheet.read(data, 1, again, np.array([False, True]), since_1904=False).grid
    return grid.read(np.arange(len(grid))), again.texts.read(np.arange(len(again))), data == source


def applied(data, *patches):
    return b"".join(patch.stream(data, patch.joined(patches)))


THREE = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>'
ITEMS = "<si><t>Grant</t></si><si><t>b</t></si><si><t>deleted</t></si>"


def test_a_string_that_all_its_cells_want_changed_is_changed_where_it_stands():
    shown, items, untouched = rewritten(THREE, ITEMS, {0: "New", 1: "New"})
    assert (shown, items, untouched) == (["New", "New", "b"], ["New", "b", ""], True)


def test_a_string_whose_cells_disagree_is_copied():
    shown, items, untouched = rewritten(THREE, ITEMS, {0: "New"})
    assert (shown, items, untouched) == (["New", "Grant", "b"], ["Grant", "b", "", "New"], False)


def test_a_string_that_all_its_cells_left_is_emptied():
    shown, items, _ = rewritten(THREE, ITEMS, {0: "New", 1: "Other"})
    assert shown == ["New", "Other", "b"]
    assert "Grant" not in items


def test_a_rich_string_becomes_one_run_in_the_first_format():
    items = "<si><r><rPr><b/></rPr><t>Smi</t></r><r><t>th</t></r></si>"
    found, texts, _ = opened('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', items)
    new = texts.rewrite(part(items), strings.Changed(np.array([0]), Packed.of(["A & B"])), np.zeros(1, dtype=bool), Packed.of([]))
    assert b'<si><r><rPr><b/></rPr><t xml:space="preserve">A &amp; B</t></r></si>' in new
    assert len(found.grid) == 1


def test_a_number_stays_a_number_and_a_date_a_serial_with_its_time():
    rows = '<row r="1"><c r="A1"><v>12345678</v></c><c r="B1" s="1"><v>29221.25</v></c></row>'
    found, _, source = opened(rows)
    edits = CellEdits(np.array([0, 1]), ["87654321", "1980-01-09T06:00:00"], np.array([0, 1]))
    assert b"<v>87654321</v></c>" in (data := applied(source, found.patches(source, edits)))
    assert b"<v>29229.25</v></c>" in data


@given(st.integers(1, 2_950_000), st.booleans())
def test_a_serial_number_survives_being_read_as_a_date(days, since_1904):
    text = numberformats.iso(f"{days}.5", since_1904=since_1904)
    if days != 60 or since_1904:  # the 29 February 1900 that never was
        assert numberformats.serial(text, "5", since_1904=since_1904) == f"{days}.5"


@pytest.mark.parametrize(
    ("code", "date"),
    [
        ("dd/mm/yyyy", True),
        ("[$-809]d mmmm yy;@", True),
        ("mmm", True),
        ("h:mm", False),
        ("mm:ss", False),
        ("#,##0.00", False),
        ('"Day "0', False),
        ("[Red]0", False),
        ("General", False),
        ("00000000", False),
    ],
)
def test_a_format_that_shows_a_day_is_told_from_one_that_does_not(code, date):
    assert numberformats.is_date(code) is date


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_the_text_of_a_cell_survives_being_written(text):
    assert escape.decode(escape.encode(text)) == text


@given(st.lists(st.text(st.sampled_from("ab&<>_x0041\x01\n\ufffe\uffff\uffe9 \u00e9"), max_size=9), max_size=6))
def test_texts_escaped_at_once_are_the_same_as_one_by_one(texts):
    assert escape.encode_all(Packed.of(texts)).encoded() == [escape.encode(text) for text in texts]


@pytest.mark.parametrize("shared", [True, False])
def test_signs_of_markup_in_a_rewritten_cell_are_escaped(shared):
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>' if shared else '<row r="1"><c r="A1" t="inlineStr"><is><t>old</t></is></c></row>'
    found, texts, data = opened(rows, "<si><t>old</t></si>" if shared else "")
    edits = CellEdits(np.array([0]), ["R&D <b> _x0041_"], np.array([0]))
    shares = sharing.decide(texts, [found], {0: edits})
    written = (
        b"".join(patch.stream(data, found.patches(data, edits)))
        if not shared
        else texts.rewrite(part("<si><t>old</t></si>"), shares.changed, shares.unused, shares.added)
    )
    assert b"<t>R&amp;D &lt;b&gt; _x005F_x0041_</t>" in written
