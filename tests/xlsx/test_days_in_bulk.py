"""Days of many cells are read and written as those of one cell are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payscrub.formats.xlsx.numberformats import days, iso, isos, serial

DAYS = st.integers(1, 2_950_000).map(str)
ODD = st.sampled_from(["", "0", "29000.25", "2958466", "1E4", "٣٤٥", "no day", "00000000000031"])


@pytest.mark.parametrize("since_1904", [False, True])
@given(serials=st.lists(DAYS) | st.lists(DAYS | ODD))
def test_serial_numbers_are_read_as_each_alone(serials, since_1904):
    assert isos(serials, since_1904=since_1904) == [iso(one, since_1904=since_1904) for one in serials]


@pytest.mark.parametrize("since_1904", [False, True])
@given(texts=st.lists(st.dates().map(str) | st.just("")))
def test_days_are_written_as_each_alone(texts, since_1904):
    alone = [serial(text, "", since_1904=since_1904).encode() if text else b"" for text in texts]
    assert days(texts, since_1904=since_1904) == alone
