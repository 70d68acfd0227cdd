"""Words of the format, of functions and of every day are no people; what looks alike and is one still is."""

import pytest

from payscrub.verify.formulas import without_references
from payscrub.verify.names import Where, suspicion
from payscrub.verify.reserved import always_accepted


@pytest.mark.parametrize("text", ["FlatBox X", "PartBox Y"])
def test_a_co_ordinate_is_nobody(text):
    assert suspicion(text, Where.LABEL) == ""


@pytest.mark.parametrize("text", ["Featherstonehaugh X", "McGillicuddy J", "Szczepanski A"])
def test_a_surname_with_an_initial_is_somebody(text):
    assert suspicion(text, Where.LABEL) != ""


@pytest.mark.parametrize("text", ["AllANumbers", "LibreOffice"])
def test_words_run_together_are_read_one_by_one(text):
    assert suspicion(text, Where.QUOTED) == ""


@pytest.mark.parametrize("text", ["AllFeatherstonehaughNumbers", "paySzczepanski"])
def test_a_name_among_words_run_together_is_seen(text):
    assert suspicion(text, Where.QUOTED) != ""


@pytest.mark.parametrize("text", ["(All)", "(Multiple Items)", "(blank)"])
def test_what_a_pivot_table_says_of_its_filter_says_nothing(text):
    assert always_accepted(text.lower())


def test_functions_are_no_words_of_a_formula():
    assert without_references("MMULT(B2:C3,ATAN2(D4,5))") == "(A1:A1,(A1,5))"
    assert "Featherstonehaugh" in without_references("Featherstonehaugh(B2)")  # what somebody defined


@pytest.mark.parametrize("text", ["Xxx Xxxxxx'x xxxxxx xxx xxxx-xxxxx", "X'Xxxxx xxx xxxxx"])
def test_a_masked_text_names_nobody(text):
    assert suspicion(text, Where.FREE) == ""
