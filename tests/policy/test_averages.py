"""Averaged amounts hide everybody in a crowd, and their total stays."""

from __future__ import annotations

import csv
import io
from collections import Counter
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import payscrub
from payscrub.model import Kind
from payscrub.policyfile import load
from payscrub.surrogates import average
from payscrub.surrogates.amounts import amount

KEY = bytes(range(32))
HEADS = ["Employee No", "Surname", "Basic Pay"]
PAY = [21000, 21500.5, 22000, 24000, 24500, 30000, 31000, 32000, 33000, 99999.99, 150000, 21000]
NAMES = ["Thorn", "Bell", "Wick", "Oak", "Lark", "Ash", "Elm", "Fen", "Moor", "Dell", "Glen", "Holt"]
ROWS = [[str(10234 + i), f"{name}quill", pay] for i, (name, pay) in enumerate(zip(NAMES, PAY, strict=True))]


def policy(tmp_path, smallest=5):
    path = tmp_path / "policy.toml"
    path.write_text(f'[actions]\nPAY_AMOUNT = "average"\n[thresholds]\nsmallest_group = {smallest}\n', encoding="utf-8")
    return load(path)


def averaged(texts, counts, least):
    return average(texts, [Kind.TEXT] * len(texts), counts, least)


def test_a_column_of_a_workbook_keeps_its_total_and_every_amount_is_shared(tmp_path):
    made = openpyxl.Workbook()
    for row in [HEADS, *ROWS]:
        made.active.append(row)
    made.active["E1"], made.active["E2"] = "Total", f"=SUM(C2:C{len(ROWS) + 1})"
    target = io.BytesIO()
    made.save(target)
    data, report = payscrub.clean_bytes(target.getvalue(), policy=policy(tmp_path), key=KEY)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    new = [sheet.cell(row, 3).value for row in range(2, len(ROWS) + 2)]
    assert sum(new) == pytest.approx(sum(PAY), rel=1e-14)
    assert min(Counter(new).values()) >= 5
    assert all(isinstance(value, int | float) for value in new)
    assert report.risk[0].exposed == 0


def test_a_delimited_file_keeps_its_total_too(tmp_path):
    target = io.StringIO()
    csv.writer(target).writerows([HEADS, *ROWS])
    data, _ = payscrub.clean_bytes(target.getvalue().encode(), policy=policy(tmp_path, 3), key=KEY)
    new = [row[2] for row in csv.reader(io.StringIO(data.decode()))][1:]
    assert float(sum(map(Decimal, new))) == pytest.approx(sum(PAY), rel=1e-14)
    assert min(Counter(new).values()) >= 3


def test_cleaning_what_was_averaged_averages_nothing_again(tmp_path):
    target = io.StringIO()
    csv.writer(target).writerows([HEADS, *ROWS])
    once, _ = payscrub.clean_bytes(target.getvalue().encode(), policy=policy(tmp_path), key=KEY)
    assert payscrub.clean_bytes(once, policy=policy(tmp_path), key=KEY)[0] == once


counted = st.lists(
    st.tuples(st.decimals(min_value=-(10**6), max_value=10**6, places=2), st.integers(1, 9)),
    min_size=1,
    max_size=30,
    unique_by=lambda one: one[0],
)


@given(counted, st.integers(2, 9))
def test_totals_stay_and_groups_are_large_enough(amounts, least):
    texts, counts = [f"{value:f}" for value, _ in amounts], [count for _, count in amounts]
    new = [amount(text).value for text in averaged(texts, counts, least)]
    total, old = sum(map(Decimal.__mul__, new, map(Decimal, counts))), sum(value * count for value, count in amounts)
    assert abs(total - old) <= Decimal(10) ** -7
    rows = Counter()
    for value, count in zip(new, counts, strict=True):
        rows[value] += count
    assert min(rows.values()) >= min(least, sum(counts))


@given(counted, st.integers(2, 9))
def test_who_earned_more_earns_no_less(amounts, least):
    ordered = sorted(amounts)
    new = [amount(text).value for text in averaged([f"{value:f}" for value, _ in ordered], [count for _, count in ordered], least)]
    assert new == sorted(new)


def test_what_enough_rows_have_and_what_is_no_amount_is_told_apart():
    assert averaged(["100", "200.00", "£300.00", "n/a", "", "(50.00)"], [5, 1, 1, 1, 1, 5], 2) == [
        "100",
        "250.00",
        "£250.00",
        "x/x",
        "",
        "(50.00)",
    ]
    assert average(["TRUE", "#N/A"], [Kind.BOOLEAN, Kind.ERROR], [1, 1], 2) == ["TRUE", "#N/A"]
