"""What is done with many texts at once is what is done with each alone."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from payscrub.surrogates import bulk, shape
from payscrub.surrogates.prf import siphash

TEXTS = st.lists(st.text(alphabet="abXx9019 AB.-/,:='\"\té²\n", max_size=9), max_size=20)
PLAIN = st.text(alphabet="abXZ019 .-", min_size=1, max_size=9)


@given(TEXTS)
def test_squeezing(texts):
    assert bulk.squeezed(texts) == list(map(shape.squeeze, texts))


@given(st.lists(PLAIN, max_size=20), st.data())
def test_filling_a_layout(layouts, data):
    spread = data.draw(st.integers(-1, 1))
    widths = [max(sum(map(str.isalnum, layout)) + spread, 0) for layout in layouts]
    new = [data.draw(st.text(alphabet="0189AZ", min_size=width, max_size=width)) for width in widths]
    assert bulk.filled(layouts, new) == list(map(shape.fill, layouts, new))


@given(TEXTS)
def test_what_is_called_bare_has_no_dress_and_says_something(texts):
    for text, is_bare in zip(texts, bulk.bare(texts).tolist(), strict=True):
        if is_bare:
            assert shape.undress(text) == ("", text, "")
            assert not shape.says_nothing(text)


def test_most_values_are_bare():
    assert bulk.bare(["AB123456C", "12 Quern Street", "N/A", "José", " x", "99-99", "1901-01-28", "total:", "7"]).tolist() == [
        True, True, False, False, False, False, False, False, True
    ]  # fmt: skip


def test_the_keyed_function_is_siphash():
    """Against the vectors of the reference implementation, and those of its paper (appendix A)."""
    key = bytes(range(16))
    known = {0: "310e0edd47db6f72", 1: "fd67dc93c539f874", 7: "37d1018bf50002ab", 8: "6224939a79f5f593", 15: "e545be4961ca29a1"}
    assert {length: siphash(key, bytes(range(length))).to_bytes(8, "little").hex() for length in known} == known


@given(st.lists(st.integers(0, 10**9 - 1), min_size=1, max_size=9))
def test_digits_are_written_with_leading_zeros(numbers):
    assert bulk.written(bulk.digits(np.array(numbers), 9)) == [f"{number:09d}" for number in numbers]
