"""Amounts are told from identifiers by their characters, and nothing else is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payscrub.detect.screen import screen

AMOUNT = re.compile(r"-?[0-9]{1,7}\.[0-9]{1,2}")


@given(st.lists(st.text(alphabet="0129.-a ", max_size=12)))
def test_what_is_passed_over_is_an_amount_and_every_amount_is(texts):
    assert screen(texts).amounts().tolist() == [AMOUNT.fullmatch(text) is not None for text in texts]


@pytest.mark.parametrize("text", ["12.34.56", "192.0.2.1", "20-11.55", "1234567890.12", "12.345", ".50", "é1.50", "\x1e.50", ""])
def test_what_only_resembles_an_amount_is_looked_at(text):
    assert screen(["1.50", text]).amounts().tolist() == [True, False]


def test_wide_and_foreign_digits_are_counted():
    assert screen(["\uff17\uff15AB\u0663", "é12"]).digits.tolist() == [3, 2]
