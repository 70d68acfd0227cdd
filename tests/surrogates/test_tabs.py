"""Names of sheets fit what a spreadsheet allows."""

from hypothesis import given
from hypothesis import strategies as st

from payscrub.surrogates import fit_tab


@given(st.text(max_size=60), st.lists(st.text(max_size=31), max_size=5))
def test_every_name_fits(name, taken):
    fitted = fit_tab(name, set(taken))
    assert 0 < len(fitted.encode("utf-16-le")) <= 62
    assert not set("[]:*?/\\") & set(fitted)
    assert fitted[0] != "'"
    assert fitted[-1] != "'"
    assert fitted.casefold() not in {other.casefold() for other in taken}


def test_names_are_compared_without_case():
    assert fit_tab("Pay", {"PAY", "pay 2"}) == "Pay 3"


def test_a_long_name_is_cut_between_words():
    assert fit_tab("Payslip Tebaliquox Fogumaquixquox", set()) == "Payslip Tebaliquox"


def test_the_name_that_excel_keeps_for_itself_is_avoided():
    assert fit_tab("History", set()) == "History 2"
