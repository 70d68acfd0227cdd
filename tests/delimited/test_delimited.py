"""Delimited files: what is read, and that nothing but the edited fields changes."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from payscrub import errors
from payscrub.formats.delimited import open_delimited
from payscrub.formats.document import CellEdits, Edits

FIELD = st.text(st.sampled_from('ab"\r\n ,;=é'), max_size=6)
TABLE = st.lists(st.lists(FIELD, min_size=2, max_size=4), min_size=1, max_size=5)


def cells(document):
    (grid,) = document.grids
    texts = grid.read(np.arange(len(grid)))
    return {(int(row), int(col)): text for row, col, text in zip(grid.rows, grid.cols, texts, strict=True)}


def read(text, encoding="utf-8"):
    return cells(open_delimited(text.encode(encoding)))


def edit(data, replacements):
    document = open_delimited(data)
    (grid,) = document.grids
    places = list(zip(grid.rows.tolist(), grid.cols.tolist(), strict=True))
    indices = sorted(places.index(place) for place in replacements)
    texts = [replacements[places[i]] for i in indices]
    return document.write(Edits({0: CellEdits(np.array(indices), texts, np.arange(len(indices)))}))


@given(TABLE, st.sampled_from([("\r\n", csv.QUOTE_MINIMAL), ("\r\n", csv.QUOTE_ALL), ("\n", csv.QUOTE_ALL), ("\r", csv.QUOTE_ALL)]))
def test_what_the_standard_library_writes_is_read_back(table, form):
    out = io.StringIO()
    out.write("a,b,c,d,e\n" * 9)
    line_end, quoting = form
    csv.writer(out, lineterminator=line_end, quoting=quoting).writerows(table)
    expected = {(row + 9, col): text for row, line in enumerate(table) for col, text in enumerate(line) if text}
    assert {place: text for place, text in read(out.getvalue()).items() if place[0] > 8} == expected


@given(st.text(st.sampled_from('ab",\n'), max_size=30))
def test_any_quoting_is_read_as_the_standard_library_reads_it_or_refused(text):
    data = "x,y\n" * 9 + text
    try:
        found = read(data)
    except errors.Damaged:
        return
    filled = [[cell for cell in line if cell] for line in csv.reader(io.StringIO(data, newline=""))]
    rows = {row: [found[key] for key in sorted(found) if key[0] == row] for row in {key[0] for key in found}}
    assert [line for line in filled if line] == [rows[row] for row in sorted(rows)]


@given(TABLE, st.data())
def test_an_edit_changes_its_field_and_no_other(table, data):
    out = io.StringIO()
    out.write("a,b,c,d,e\n" * 9)
    csv.writer(out).writerows(table)
    source = out.getvalue().encode()
    before = cells(open_delimited(source))
    place = data.draw(st.sampled_from(sorted(before)))
    text = data.draw(FIELD.filter(bool))
    assert cells(open_delimited(edit(source, {place: text}))) == before | {place: text}


@given(TABLE)
def test_writing_without_edits_gives_the_same_bytes(table):
    out = io.StringIO("a,b\n")
    csv.writer(out).writerows(table)
    source = b"a,b\n" + out.getvalue().encode()
    assert open_delimited(source).write(Edits()) == source


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"), ("cp1252", b"")],
)
def test_the_encoding_and_its_mark_are_found_and_kept(encoding, mark):
    source = mark + "Surname,Town\r\nÉboué,Ely\r\nŽák,Bath\r\n".encode(encoding)
    assert cells(open_delimited(source))[1, 0] == "Éboué"
    assert edit(source, {(1, 0): "Énaquox"}) == mark + "Surname,Town\r\nÉnaquox,Ely\r\nŽák,Bath\r\n".encode(encoding)


@pytest.mark.parametrize("delimiter", list(",;\t|~^"))
def test_the_delimiter_is_found(delimiter):
    lines = [["Name", "Pay", "Address"], ["Ann Example", "1,50", "1 Road, Ely"], ["Bob Example", "2,50", "2 Road; Ely"]]
    if delimiter == ",":
        lines = [[cell.replace(",", ".") for cell in line] for line in lines]
    assert read("\n".join(delimiter.join(line) for line in lines))[2, 0] == "Bob Example"


def test_a_long_note_at_the_end_of_the_sample_does_not_hide_the_delimiter():
    note = "A note, with commas,\nand lines. " * 100
    text = "Name;Note\n" + f'Ann Example;"{note}"\n' * 90
    assert read(text)[90, 1] == note


@pytest.mark.parametrize("first", ["sep=;\r\n", '"sep=;"\r\n', "SEP=;\n"])
def test_a_stated_separator_is_obeyed_and_its_line_is_no_cell(first):
    assert read(first + "a,b;c\n") == {(1, 0): "a,b", (1, 1): "c"}


def test_ragged_rows_preamble_and_trailer_are_cells_like_others():
    text = "Run by A Example\n\nName,Pay\nA,1\nB,2,late,3\nTotal\n"
    assert read(text) == {
        (0, 0): "Run by A Example",
        (2, 0): "Name",
        (2, 1): "Pay",
        (3, 0): "A",
        (3, 1): "1",
        (4, 0): "B",
        (4, 1): "2",
        (4, 2): "late",
        (4, 3): "3",
        (5, 0): "Total",
    }


@pytest.mark.parametrize("text", ["Surname\n", "Surname", "Surname\r\nExample\r\nOther\r\n", "a,b\n"])
def test_a_header_alone_and_a_single_column_are_read(text):
    assert read(text)[0, 0] in {"Surname", "a"}


def test_mixed_line_ends_are_kept():
    source = b"a,b\r\nc,d\ne,f\rg,h"
    assert read(source.decode()).keys() == {(row, col) for row in range(4) for col in range(2)}
    assert edit(source, {(1, 0): "x", (3, 1): "y"}) == b"a,b\r\nx,d\ne,f\rg,y"


def test_a_line_end_inside_quotation_marks_is_text():
    assert read('n,t\n"two\r\nlines",x\n')[1, 0] == "two\r\nlines"


@pytest.mark.parametrize("field", ['=HYPERLINK("mailto:a@b.example")', '="00123456"', "'00123456", "+44", "@SUM(A1)", '5" pipe'])
def test_a_field_that_a_spreadsheet_would_compute_is_read_as_it_stands(field):
    assert read(f"a,b\n1,{field}\n")[1, 1] == field


def test_a_replacement_is_quoted_as_its_original_was():
    source = b'a,b\n"one",two\n"th""ree",four\n'
    assert edit(source, {(1, 0): "x", (1, 1): "y", (2, 0): 'q"q', (2, 1): "="}) == b'a,b\n"x",y\n"q""q",=\n'


@pytest.mark.parametrize("text", ["x,y", "x\ny", "x\ry", '"x'])
def test_a_replacement_is_quoted_where_it_must_be(text):
    source = b"a,b\none,two\n"
    assert cells(open_delimited(edit(source, {(1, 0): text})))[1, 0] == text


def test_equal_texts_have_equal_keys_however_they_are_quoted():
    (grid,) = open_delimited(b'a,"a"\n"b""c","b"\nb"c,b\n').grids
    a, quoted_a, _, b, literal, plain_b = grid.keys.tolist()
    assert a == quoted_a
    assert b == plain_b
    assert literal == grid.keys[2]
    assert len({a, b, literal}) == 3


def test_a_last_end_of_file_mark_is_kept_and_is_no_cell():
    source = b"a,b\r\nc,d\r\n\x1a"
    assert len(cells(open_delimited(source))) == 4
    assert edit(source, {(1, 0): "x"}) == b"a,b\r\nx,d\r\n\x1a"


@pytest.mark.parametrize(
    "data",
    [
        b"a,b\nc\0,d\n",
        b"a,b\x1ac,d\n",
        b"a,b\nc,\x8fd\n",
        b"a,b\nJos\xc3\xa9,Ren\xe9\n",
        "a,b\n".encode("utf-32"),
        "a,b\n".encode("utf-16-le"),
        b"\xff\xfea,\xd8\xd8",
        b"\xef\xbb\xbfa,\xe9\n",
        b'a,b\n"c,d\n',
        b"sep=x\naxb\n",
        b"H" * 80 + b"\n" + b"T" * 80 + b"\n",
        (b"H" * 80 + b"\n") * 4 + (b"T" * 100 + b"\n") * 9,
        b"Name      Account\nExample   12345678\nOther     2345678\n",
        b"a," * 20_000,
    ],
)
def test_what_is_in_doubt_is_refused(data):
    with pytest.raises(errors.Unexaminable):
        open_delimited(data)


def test_a_replacement_that_the_encoding_cannot_spell_is_refused():
    with pytest.raises(errors.Unsupported):
        edit("a,b\né,d\n".encode("cp1252"), {(1, 1): "ń"})


def test_no_representation_shows_a_value():
    document = open_delimited(b"Surname,Pay\nQuintessa,1\n")
    assert "Quintessa" not in repr(document) + repr(document.fields) + repr(document.grids)
