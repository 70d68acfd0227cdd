"""What is read in bulk says the same as what is read one by one, whatever stands at the edges."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from payscrub.bytewise import grouped, padded
from payscrub.errors import PayscrubError
from payscrub.formats import textpool, wordwise
from payscrub.formats.xlsx import escape, formulashapes, sheet, strings, tags
from payscrub.formats.xlsx.formulas import Renamed
from payscrub.formats.xlsx.patch import apply

ROW = re.compile(r"(?<=[A-Z$])\d+(?![\w.!(])")


def read(rows, items=""):
    data = f'<worksheet xmlns="m"><sheetData>{rows}</sheetData></worksheet>'.encode()
    return sheet.read(data, 1, strings.read(f"<sst>{items}</sst>".encode()), np.array([False]), since_1904=False), data


def shown(rows, items=""):
    grid = read(rows, items)[0].grid
    return grid.read(np.arange(len(grid)))


@given(st.lists(st.text("0123456789a", max_size=9), min_size=1))
def test_whole_numbers_are_those_of_one_to_eight_digits(spelt):
    raw = [text.encode() for text in spelt]
    word = np.array([int.from_bytes(text[:8].ljust(8, b'"'), "little") for text in raw], dtype=np.uint64)
    found = wordwise.whole_numbers(word, np.array([len(text) for text in raw]))
    assert found.tolist() == [int(text) if text.isdigit() and len(text) <= 8 else -1 for text in spelt]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=50))
def test_equal_tuples_of_words_get_one_number(tuples):
    columns = [np.array([one[place] for one in tuples], dtype=np.uint64) for place in (0, 1)]
    first, inverse = grouped(columns)
    assert [tuples[first[number]] for number in inverse.tolist()] == tuples
    assert first.tolist() == sorted({one: tuples.index(one) for one in tuples}.values())


@given(st.lists(st.text(max_size=12)))
def test_a_pool_gives_back_every_text_even_one_with_a_zero(texts):
    pool = textpool.pooled(b"", *(np.zeros(len(texts), dtype=np.int64),) * 2, np.arange(len(texts)), texts)
    assert pool.read(np.arange(len(texts))) == texts
    keys = pool.keys().tolist()
    assert [a == b for a in keys for b in keys] == [a == b for a in texts for b in texts]


@given(st.binary(max_size=30), st.integers(0, 30))
def test_the_next_sign_is_found_wherever_it_stands(data, start):
    buffer = padded(data + b"<")
    at = min(start, len(data))
    assert wordwise.until(buffer, np.array([at]), ord("<")).tolist() == [(data + b"<").index(b"<", at) - at]


def test_a_sheet_read_in_many_pieces_is_the_same(monkeypatch):
    items = "".join(f"<si><t>item {n}</t></si>" for n in range(50))
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{n % 50}</v></c><c r="XFD{n}"><v>{n}.5</v></c></row>' for n in range(995, 1205))
    whole = shown(rows, items)
    monkeypatch.setattr(tags, "_PIECE", 100)
    assert shown(rows, items) == whole
    assert whole[:2] == ["item 45", "995.5"]


def test_comments_and_sections_in_a_sheet_are_read_as_what_they_stand_for():
    rows = '<row r="1"><!-- SMITH --><c r="A1" t="str"><v><![CDATA[a & b]]></v></c></row>'
    assert shown(rows) == ["a & b"]
    assert shown('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', "<si><!-- SMITH --><t><![CDATA[x & y]]></t></si>") == ["x & y"]


def test_blanks_between_tags_are_passed_over_and_nothing_else_is():
    assert shown('\n  <row r="1" >\n    <c r="A1" >\n <v>1</v>  </c >\n </row>\n') == ["1"]
    with pytest.raises(PayscrubError):
        shown('<row r="1"><c r="A1"><v>1</v> SMITH></c></row>')


@pytest.mark.parametrize("tag", ['r="A1" r="A1"', 'r="a1"', 'r="A01"', 'r="A2"', 'r="AAAA1"', 'r="A1" s="x"', 'r="A1" t=""', "r='A1'"])
def test_a_cell_whose_tag_is_odd_is_refused_or_read_as_it_is(tag):
    rows = f'<row r="1"><c {tag}><v>7</v></c></row>'
    if tag in ('r="A01"', "r='A1'"):
        assert shown(rows) == ["7"]
    else:
        with pytest.raises(PayscrubError):
            shown(rows)


def test_the_escapes_of_a_cell_and_of_an_item_make_one_value_of_equal_texts():
    found, _ = read(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>', "<si><t>a&amp;b</t></si><si><t>a&#38;b</t></si>"
    )
    assert found.grid.keys[0] == found.grid.keys[1]


def formulas(*texts):
    rows = "".join(f'<row r="{n}"><c r="A{n}"><f>{text}</f><v>1</v></c></row>' for n, text in enumerate(texts, 1))
    found, data = read(rows)
    return found.formulas, data


def test_a_formula_that_is_copied_down_is_looked_at_once_and_changed_everywhere():
    found, data = formulas('IF(B1="Jo Smith",C1,1)', 'IF(B2="Jo Smith",C2,1)', 'IF(B300000="Jo Smith",C300000,1)')
    assert [place.text for place in found.places] == ["Jo Smith"]
    new = apply(data, found.patches(data, {0: 'K"x'}, Renamed()))
    assert new.count(b"&quot;K&quot;&quot;x&quot;") == 3
    assert b"C300000,1)" in new


def test_formulas_that_quote_different_things_are_told_apart():
    found, data = formulas('"a1"&amp;B1', '"a2"&amp;B2', "B3+20000123", "B4+20000124", "B5*12", "B6*13")
    assert [place.text for place in found.places] == ["a1", "a2", "20000123", "20000124"]
    new = apply(data, found.patches(data, {2: "99999999"}, Renamed()))
    assert b"B3+99999999" in new
    assert b"B4+20000124" in new


@given(st.lists(st.text(st.sampled_from("AB1209$\"'![]:.(+&<é "), max_size=14), min_size=1, max_size=6))
def test_formulas_of_one_shape_differ_in_the_rows_of_references_only(texts):
    spelt = [escape.escape(text) for text in texts]
    lengths = np.array([len(raw) for raw in spelt])
    starts = np.cumsum(lengths + 1) - lengths - 1
    first, number = formulashapes.group(padded(b"<".join([*spelt, b""])), starts, lengths)
    for text, like in zip(texts, (texts[i] for i in first[number].tolist()), strict=True):
        assert ROW.sub("#", text) == ROW.sub("#", like)
        assert re.findall("\"[^\"]*\"|'[^']*'", text) == re.findall("\"[^\"]*\"|'[^']*'", like)


def test_a_tab_or_name_that_ends_in_digits_is_no_reference():
    found, data = formulas("Staff1!B1", "Staff2!B2", "Jan1!B3", "Jan2!B4", "'Jo 1'!B5", "'Jo 2'!B6", "[Pay1]+B7", "[Pay2]+B8")
    renamed = Renamed(tabs={"staff2": "New", "jan2": "Newer", "jo 2": "Newest"}, columns={"pay2": "Basic"})
    new = apply(data, found.patches(data, {}, renamed))
    assert all(piece in new for piece in (b"New!B2", b"Newer!B4", b"Newest!B6", b"[Basic]", b"Staff1!", b"Jan1!", b"[Pay1]"))


def test_a_renamed_tab_is_renamed_in_every_formula_that_names_it():
    found, data = formulas("Staff!B1", "Staff!B2", "B3")
    assert apply(data, found.patches(data, {}, Renamed(tabs={"staff": "New"}))).count(b"New!B") == 2


def test_a_formula_of_another_file_is_removed_in_every_row():
    found, data = formulas("[1]Staff!B1", "[1]Staff!B2", "B3")
    assert apply(data, found.patches(data, {}, Renamed())).count(b"<f>") == 1
