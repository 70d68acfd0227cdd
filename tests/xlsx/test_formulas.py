"""Formulas: what they quote is found, what they name is renamed, and everything else stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payscrub.formats.xlsx import formulas
from payscrub.formats.xlsx.formulas import Renamed

KEPT = [
    "SUM(A1:B2)*-3.5E+2%",
    '\'J.O\'\'Brien\'!$A$1&"say ""hi"""',
    'IF(A2="SMITH",{1,2;3,"x"},#N/A)',
    "SUM(Table1[[#This Row],[Pay '[net'] due]])",
    "Jan:Dec!B3+'Jan 24:Dec 24'!B3",
    "_xlfn.XLOOKUP(A2,Staff!A:A,Staff!B:B)",
    'IFERROR(1/0,"")+$5:$7',
    "Größe*2",
    "A1#",
]


@pytest.mark.parametrize("formula", KEPT)
def test_a_formula_comes_back_as_it_was_when_nothing_is_renamed(formula):
    assert formulas.tokens(formula) is not None
    assert formulas.rewrite(formula, {}, Renamed()) == formula


def test_quoted_texts_and_long_numbers_are_found_unescaped():
    found = formulas.literals('IF(A2="O""Brien",20000123,1234)')
    assert [(literal.text, literal.number) for literal in found] == [('O"Brien', False), ("20000123", True)]


def test_a_replaced_text_is_quoted_again():
    formula = 'IF(A2="Jo",1,20000123)'
    first, second = formulas.literals(formula)
    assert formulas.rewrite(formula, {first.start: 'K"x', second.start: "987654"}, Renamed()) == 'IF(A2="K""x",1,987654)'


def test_a_renamed_tab_is_renamed_in_every_spelling():
    renamed = Renamed(tabs={"smith j": "Tebaquox K", "staff": "O'Neill"})
    assert formulas.rewrite("'Smith J'!A1+'SMITH J'!B2+Staff!C3", {}, renamed) == "'Tebaquox K'!A1+'Tebaquox K'!B2+'O''Neill'!C3"


def test_both_ends_of_a_range_of_tabs_are_renamed():
    assert formulas.rewrite("SUM('A B:C D'!A1)", {}, Renamed(tabs={"c d": "New"})) == "SUM('A B:New'!A1)"


def test_a_text_that_spells_a_tab_is_not_a_reference():
    assert formulas.rewrite('"Staff!A1"&Staff!A1', {}, Renamed(tabs={"staff": "New"})) == '"Staff!A1"&New!A1'


def test_names_tables_and_columns_are_renamed():
    renamed = Renamed(names={"smith_rate": "Tebaquox_Rate"}, columns={"smith": "Tebaquox"})
    assert (
        formulas.rewrite("Smith_Rate*Tab[[#This Row],[Smith]]+Tab[@Smith]", {}, renamed)
        == "Tebaquox_Rate*Tab[[#This Row],[Tebaquox]]+Tab[@Tebaquox]"
    )


@pytest.mark.parametrize("formula", ["[1]Sheet1!A1", "'[1]Jo Smith'!A1", "'C:\\x\\[f.xlsx]S'!A1", "[2]!Name", "cmd|'/c calc'!A0"])
def test_a_reference_to_another_file_or_program_is_told(formula):
    assert formulas.tokens(formula) is None or formulas.is_external(formula)


@pytest.mark.parametrize("formula", ['"open', "'open!A1", "A1]", "[[a]"])
def test_a_formula_that_cannot_be_cut_up_is_not_guessed_at(formula):
    assert formulas.tokens(formula) is None


@given(st.text(st.sampled_from("A1\"'![]{}#$:;,. +-*xé"), max_size=40))
def test_whatever_is_cut_into_tokens_is_the_whole_formula(formula):
    found = formulas.tokens(formula)
    assert found is None or "".join(formula[start:end] for _, start, end in found) == formula


@given(st.text(max_size=30).filter(lambda text: text.strip("\x00")))
def test_any_text_survives_being_quoted(text):
    (literal,) = [found for found in formulas.literals('"x"') if not found.number]
    assert formulas.literals(formulas.rewrite('"x"', {literal.start: text}, Renamed()))[0].text == text
