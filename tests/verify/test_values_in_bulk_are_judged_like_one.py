"""What is accepted, spelt or folded for many values at once is so for each of them alone."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.verify.invented import name

from payscrub.verify import slices
from payscrub.verify.folding import canonical_number, canonical_numbers, fold, fold_all
from payscrub.verify.reserved import SPACES
from payscrub.verify.reserved_lines import _LINES, _MARKS, surely

NUMBERS = ["97", "11", "22", "00", "123456", "54051796", "07700900", "544", "7700", "10001", "00010001"]
WORDS = [
    "GB",
    "nk",
    "K",
    "ZY16",
    "6TA",
    "Example Road",
    "Exampleton",
    "a.b",
    "@",
    "site44.",
    "example.com",
    "Fodaboquox",
    "vovisaquox",
    "quox",
]
PIECES = st.sampled_from([*NUMBERS, *WORDS])
SEPARATORS = st.sampled_from(["", "", " ", "-", ", ", ".", "\n", "\u00a0", "\u212a", "\u0663"])
VALUES = st.lists(st.tuples(PIECES, SEPARATORS), min_size=1, max_size=5).map(lambda pairs: fold("".join(map("".join, pairs))))
INVENTED = {
    "UK_NINO": "GB116751C",
    "UK_SORT_CODE": "97-75-21",
    "UK_POSTCODE": "ZY16 6TA",
    "ADDRESS": "36480 Example Road",
    "EMAIL_ADDRESS": "vovisaquox.fodaboquox1@site44.example.com",
    "PHONE_NUMBER": "07700900544",
    "PERSON": f"{name(1)} {name(2)}",
    "EMPLOYEE_ID": "54051796",
    "UK_BANK_ACCOUNT": "86505184",
    "NHS_PENSION_NUMBER": "9700003",
}


def test_many_logins_at_one_domain_are_accepted_at_once_by_their_marks():
    texts = [f"vovisaquox.fodaboquox{ending}@site44.example.com" for ending in ("", "7", "123", "1234", "10089", "10090", "9" * 19)]
    assert surely("EMAIL_ADDRESS", texts).tolist() == [True, True, True, False, 10089 % 97 == 1, 10090 % 97 == 1, False]


@pytest.mark.parametrize("entity", [*_LINES, *_MARKS])
def test_the_usual_spelling_is_accepted_at_once(entity):
    assert surely(entity, [INVENTED[entity], "Marsh"]).tolist() == [True, False]


@pytest.mark.parametrize("entity", [*_LINES, *_MARKS])
@settings(deadline=None, max_examples=60)
@given(texts=st.lists(VALUES, max_size=6))
@example(texts=["", "1" * 5000, "9" * 18])
def test_what_is_accepted_at_once_is_accepted_alone(entity, texts):
    found = surely(entity, texts).tolist()
    assert all(SPACES[entity](text) for text, sure in zip(texts, found, strict=True) if sure)


@settings(deadline=None)
@given(st.lists(st.text("a \t\n\r\x1c\u00a0\u2013\u200b", max_size=5), max_size=5))
def test_texts_are_folded_together_like_one(texts):
    assert fold_all(texts) == [fold(text) for text in texts]


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            st.floats(allow_nan=False, allow_infinity=False).map(repr),
            st.from_regex(r"-?0?\d{1,17}(\.\d{0,6})?(E[+-]?\d)?", fullmatch=True),
            st.text(max_size=4),
        ),
        max_size=8,
    )
)
@example(["-0", "0.0001", "0.00001", "00", "1.0", "-0.5", "123456789012.1234"])
def test_numbers_are_spelt_together_like_one(texts):
    assert canonical_numbers(texts) == [canonical_number(text) for text in texts]


@given(st.lists(st.integers(0, 9).map(lambda number: number << 60) | st.integers(0, 2**64 - 1), max_size=300))
def test_the_first_of_equal_values_and_their_number_are_found(values):
    hashes = np.array([*values, *values[::2]], dtype=np.uint64)
    first, counts = slices.firsts(hashes)
    once = list(dict.fromkeys(hashes.tolist()))
    assert hashes[first].tolist() == once
    assert counts.tolist() == [hashes.tolist().count(value) for value in once]
