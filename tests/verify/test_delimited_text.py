"""Delimited text in any encoding and dialect: read whole, judged by its titles, refused when it is no text."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.verify.invented import marked, name

from payscrub.errors import Unsupported
from payscrub.model import Mark
from payscrub.verify import inspect
from payscrub.verify.delimited import _read_singly, _shown, read_delimited
from payscrub.verify.fields import cut
from payscrub.verify.plaingrid import grid_of, grid_of_fields

LINES = [["Surname", "NI Number", "Pay"], ["Featherstonehaugh", "JM482107C", "1200.50"], [name(1), "KN123456A", "1300.00"]]


def lines(separator=",", end="\r\n"):
    return "".join(separator.join(row) + end for row in LINES)


def places(data):
    return {(finding.entity, finding.place) for finding in inspect(data).findings}


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "~"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_a_person_is_found_in(separator, encoding):
    assert places(lines(separator).encode(encoding)) == {("PERSON", "row 2, column 1"), ("UK_NINO", "row 2, column 2")}


def test_a_preamble_and_a_trailer_are_read():
    text = "Run by Blenkinsop\r\n\r\n" + lines() + "Total,,2500.50\r\nrang Okonkwo\r\n"
    assert {("PERSON", "row 1, column 1"), ("PERSON", "row 4, column 1")} <= places(text.encode())


def test_a_field_of_several_lines_is_one_field():
    assert places(b'Notes,Pay\r\n"line one\r\nOkonkwo rang",5\r\n') == {("PERSON", "row 2, column 1")}


@pytest.mark.parametrize("field", ['="48213907"', '"=""48213907"""', "'48213907"])
def test_a_number_behind_a_formula_is_read(field):
    assert places(f"Account Number,Pay\r\n{field},5\r\n{marked(8, 2)},6\r\n".encode()) == {("UK_BANK_ACCOUNT", "row 2, column 1")}


def test_what_is_invented_is_accepted():
    text = "\r\n".join(",".join(row) for row in (LINES[0], LINES[2]))
    assert inspect(text.encode()).mark is Mark.CLEAN


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12), min_size=1, max_size=4),
        min_size=1,
        max_size=6,
    )
)
def test_no_text_is_lost_whatever_the_guess(content):
    text = "\n".join("|".join(row) for row in content)
    grid = read_delimited(text.encode())
    joined = "".join(grid.read(np.arange(len(grid))))
    assert {char for char in text if char.isalnum()} <= set(joined)


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03" * 20, b"Okonkwo sent this\0", b"a,b\x07\x1b", "a,b".encode("utf-16") + b"\xd8"])
def test_what_is_no_text_is_refused(data):
    with pytest.raises(Unsupported):
        read_delimited(data)


def filled(grid):
    """Return place, kind, key and text of every cell."""
    every = np.arange(len(grid))
    return list(zip(grid.rows.tolist(), grid.cols.tolist(), grid.kinds.tolist(), grid.keys.tolist(), grid.read(every), strict=True))


@given(
    st.lists(
        st.sampled_from([*',;"" ', "\r\n", "\n", "\r", "a", "12", '"a,b"', '"', '="007"', "'x", "é", "\u00a0", "1\u0663", "1.5e3"]),
        max_size=30,
    )
)
@example(['"a"', '"', "\n", '"a,b"'])
@example(['""', '""', ",", '"', "\n", " ", '"', "\r\n", "12"])
@example(["a", "\r\n", "\r\n", "12"])
def test_fields_cut_in_bulk_are_those_that_the_character_reader_sees(pieces):
    text = "".join(pieces)
    fields = cut(text, ",")
    if fields is not None:
        assert filled(grid_of_fields(fields, _shown)) == filled(grid_of(_read_singly(text, ",")))


@pytest.mark.parametrize("text", ["a,b\r\n1,2\r\n", 'a,"b, c"\n"say ""so""",2', "a\n\nb", '"a\nb",c', ""])
def test_what_programs_write_is_cut_in_bulk(text):
    assert cut(text, ",") is not None


@pytest.mark.parametrize("text", ['5" pipe,b', '"a"b,c', "a\rb\r", '"a', '"a" ,b'])
def test_where_programs_disagree_the_text_is_read_singly(text):
    assert cut(text, ",") is None
