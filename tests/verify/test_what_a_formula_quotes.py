"""The texts of a formula, however they are spelt, and which formulas say something of their own."""

import pytest

from payscrub.verify.formulas import QUOTED_ACCOUNT, texts_in, unlike, without_references

QUOTED = [
    ('"Okonkwo"', ["Okonkwo"]),
    ('IF(A1="""Bo""",1,"")', ['"Bo"']),
    ('"Oko"&"nk" & "wo"', ["Okonkwo"]),
    ("CHAR(79)&CHAR( 107 )&UNICHAR(111)", ["Oko"]),
    ("char(79)&unichar(233)", ["O\u00e9"]),
    ("CHAR(34)&CHAR(31)&CHAR(9)", []),
    ('"Oko"&CHAR(9)&"nkwo"', ["Okonkwo"]),
    ('"O"&CHAR(34)&"B"&CHAR(35)', ["OB#"]),
    ("UNICHAR(999999)", ["\U000f423f"]),
    ("CHAR(32)&CHAR(126)", [" ~"]),
    ("MYCHAR(79)", []),
    ("'O''Brien 2025'!A1+Sheet2!B2", ["O'Brien 2025"]),
    ("'[1]May'!A1&\"Bo\"", ["Bo", "[1]May"]),
    ("A1&CHARGE(79)", []),
    ("SUM(A1:B2)", []),
]
ACCOUNTS = ["43755965", "20259999", "99209999", "31139999", "20251399", "19001340", "40101999"]
NO_ACCOUNTS = ["00000000", "20250131", "19851231", "20251030", "31122025", "01011985", "30101985", "1234567"]
ALIKE = [
    ("A1+1", "$B$22+1"),
    ("SUM(A1:B2)", "SUM(C3:XFD1048576)"),
]
OTHER = [
    ("A1+1", "A1+2"),
    ("A1", "A10:B2"),
    ("A1", "A0"),
    ("A1", "ABCD1"),
    ("A1", "A12345678"),
    ("x.A1", "x.B2"),
    ("xA1", "xB2"),
    ("\\A1", "\\B2"),
    ("?A1", "?B2"),
    ("Tab!A1", "Tab!B2"),
    ("A1", "A1!x"),
    ("A1", "A1.x"),
    ("A1", "A1\\"),
    ("A1", "A1?"),
    ("A1", "LOG10(2)"),
    ("A1+1", "MAX(A1+1)"),
    ('A1&"x"', 'B1&"x"'),
    ("'x'!A1", "'x'!B1"),
    ("[1]x!A1", "[1]x!B1"),
    ("{1,2}+A1", "{1,2}+B1"),
]


@pytest.mark.parametrize(("formula", "texts"), QUOTED)
def test_texts_are_read_however_they_are_spelt(formula, texts):
    assert list(texts_in(formula)) == texts


def test_eight_digits_are_an_account_unless_they_are_a_day_or_a_layout():
    assert [text for text in ACCOUNTS if not QUOTED_ACCOUNT.fullmatch(text)] == []
    assert [text for text in NO_ACCOUNTS if QUOTED_ACCOUNT.fullmatch(text)] == []


@pytest.mark.parametrize(("one", "another"), ALIKE)
def test_formulas_that_differ_only_in_the_cells_they_name_are_given_once(one, another):
    assert unlike([(1, one), (2, another)]) == [(1, one)]
    assert without_references(one) == without_references(another)


@pytest.mark.parametrize(("one", "another"), OTHER)
def test_formulas_that_differ_in_anything_else_are_all_given(one, another):
    assert sorted(unlike([(1, one), (2, another)])) == [(1, one), (2, another)]


def test_of_no_formulas_none_is_given():
    assert unlike([]) == []


@pytest.mark.parametrize(
    ("formula", "left"),
    [
        ("SUM(A1:B2)", "(A1:A1)"),
        ('IF(C4,"Bo",D5)', '(C4,"Bo",D5)'),
        ("Okonkwo(A2)", "Okonkwo(A1)"),
        ("x.SUM(A2)", "x.SUM(A1)"),
        ("'x'!SUM(A2)", "'x'!SUM(A2)"),
        ("N(B2)", "(A1)"),
        ("xSUM(B2)", "xSUM(A1)"),
        ("_xlfn.CONCAT(B2)", "_xlfn.CONCAT(A1)"),
        ("LOG10(B2)+T.TEST(B2)", "(A1)+(A1)"),
    ],
)
def test_functions_and_references_are_not_words_of_a_formula(formula, left):
    assert without_references(formula) == left
