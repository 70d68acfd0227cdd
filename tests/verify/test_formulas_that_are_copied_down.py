"""Formulas that are copied down are read once, and none that says something of its own is taken for a copy."""

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.verify.invented import workbook

from payscrub.verify import inspect
from payscrub.verify.formulas import unlike
from payscrub.verify.formulashapes import uncopied
from payscrub.verify.markup import unescape

PIECES = [
    "A1",
    "B22",
    "$C$3",
    "ABCD5",
    "XFD1048576",
    "A0",
    "A12345678",
    "SUM(",
    ")",
    "+",
    "&amp;",
    "&lt;",
    "&quot;",
    '"',
    "'",
    "[",
    "_x0041_",
    "\n",
]
PIECES += ["12345678", "Tax7", "é", "!", ".", "LOG10(", "R1C1", ":", "_", "?", "\\", "{", "\u0663", "1", "Z"]
FORMULAS = st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), max_size=12)


def chosen(formulas):
    raw = [formula.encode() for formula in formulas]
    lengths = np.array([len(one) for one in raw], dtype=np.int64)
    ends = np.cumsum(lengths)
    starts = ends - lengths
    return uncopied(np.frombuffer(b"".join(raw) + b"\0" * 8, dtype=np.uint8), starts, ends).tolist()


@settings(deadline=None, max_examples=400)
@given(FORMULAS)
@example(["", "A1", "A2", "A0", "A1&amp;B2", "A7&amp;B9"])
def test_what_is_left_says_all_that_there_was(formulas):
    kept = chosen(formulas)
    everything = [unescape(formula) for formula in formulas]
    for number, formula in enumerate(everything):
        assert number in kept or any(len(set(unlike([(0, everything[other]), (0, formula)]))) == 1 for other in kept if other < number)
    assert kept == sorted(kept)


def test_a_column_of_copies_is_one_formula():
    assert chosen([f"B{row}+$C{row}-AA$1" for row in range(1, 200)]) == [0]
    assert chosen([f'IF(B{row}&lt;C{row},"low","high")' for row in range(1, 4)]) == [0, 1, 2]  # what is quoted can hold anything


def test_a_number_in_one_of_many_copies_is_met():
    rows = [["Hours", "Pay"], *[[row, f"=A{row}*2"] for row in range(2, 400)]]
    assert inspect(workbook(rows)).clean
    rows[300][1] = "=A301*07911123456"
    assert inspect(workbook(rows)).findings
