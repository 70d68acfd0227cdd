"""Averaged amounts hide everybody in a crowd; totals of columns, and what a row adds up to, stay."""

from __future__ import annotations

import csv
import io
from collections import Counter
from decimal import Decimal

import numpy as np
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import payscrub
from payscrub.exposure.crowds import crowds
from payscrub.policyfile import load

KEY = bytes(range(32))
HEADS = ["Employee No", "Surname", "Basic Pay", "Overtime", "Gross Pay"]
PAY = [21000, 21500.5, 22000, 24000, 24500, 30000, 31000, 32000, 33000, 99999.99, 150000, 21000]
NAMES = ["Thorn", "Bell", "Wick", "Oak", "Lark", "Ash", "Elm", "Fen", "Moor", "Dell", "Glen", "Holt"]
ROWS = [[str(10234 + i), f"{name}quill", pay, i * 10.25, pay + i * 10.25] for i, (name, pay) in enumerate(zip(NAMES, PAY, strict=True))]


def policy(tmp_path, smallest=5):
    path = tmp_path / "policy.toml"
    path.write_text(f'[actions]\nPAY_AMOUNT = "average"\n[thresholds]\nsmallest_group = {smallest}\n', encoding="utf-8")
    return load(path)


def book(rows):
    made = openpyxl.Workbook()
    for row in [HEADS, *rows]:
        made.active.append(row)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def lines(rows):
    target = io.StringIO()
    csv.writer(target).writerows([HEADS, *rows])
    return target.getvalue().encode()


def amounts(data):
    return [tuple(map(float, row[2:5])) for row in list(csv.reader(io.StringIO(data.decode())))[1:]]


def test_a_workbook_keeps_the_totals_of_columns_and_rows_and_nobody_stands_out(tmp_path):
    data, report = payscrub.clean_bytes(book(ROWS), policy=policy(tmp_path), key=KEY)
    new = [row[2:5] for row in openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(min_row=2, values_only=True)]
    for column in range(3):
        assert sum(row[column] for row in new) == pytest.approx(sum(row[column + 2] for row in ROWS), rel=1e-14)
    assert all(gross == pytest.approx(basic + overtime, rel=1e-13) for basic, overtime, gross in new)
    assert min(Counter(new).values()) >= 5
    assert report.risk[0].exposed == 0


def test_a_delimited_file_keeps_its_totals_too(tmp_path):
    data, _ = payscrub.clean_bytes(lines(ROWS), policy=policy(tmp_path, 3), key=KEY)
    assert sum(row[0] for row in amounts(data)) == pytest.approx(sum(PAY), rel=1e-14)
    assert 3 <= min(Counter(amounts(data)).values()) < 6


def test_a_person_with_many_rows_is_one_of_the_crowd(tmp_path):
    rows = [row for row in ROWS[:6] for _ in range(5)]
    new = amounts(payscrub.clean_bytes(lines(rows), policy=policy(tmp_path), key=KEY)[0])
    assert len(set(new)) == 1


def test_a_row_of_totals_stays_what_it_is(tmp_path):
    total = ["Total", "", *(sum(row[i] for row in ROWS) for i in (2, 3, 4))]
    new = amounts(payscrub.clean_bytes(lines([*ROWS, total]), policy=policy(tmp_path), key=KEY)[0])
    assert new[-1] == tuple(total[2:])
    assert sum(row[0] for row in new[:-1]) == pytest.approx(new[-1][0], rel=1e-14)


def test_cleaning_what_was_averaged_averages_nothing_again(tmp_path):
    once, _ = payscrub.clean_bytes(lines(ROWS), policy=policy(tmp_path), key=KEY)
    assert payscrub.clean_bytes(once, policy=policy(tmp_path), key=KEY)[0] == once


def test_blanks_stay_blank_and_words_are_masked(tmp_path):
    rows = [list(row) for row in ROWS]
    rows[0][3], rows[1][3], rows[2][2] = "", "n/k", "£22,000.00"
    new = list(csv.reader(io.StringIO(payscrub.clean_bytes(lines(rows), policy=policy(tmp_path), key=KEY)[0].decode())))[1:]
    assert (new[0][3], new[1][3]) == ("", "x/x")
    assert new[2][2].startswith("£")
    total = sum(Decimal(row[2].replace("£", "").replace(",", "")) for row in new)
    assert float(total) == pytest.approx(sum(PAY), rel=1e-14)


vectors = st.lists(st.tuples(st.integers(-1000, 1000), st.integers(0, 3)), min_size=1, max_size=40)


@given(vectors, st.integers(2, 9))
def test_every_crowd_is_large_enough_and_a_second_time_nobody_moves(rows, least):
    values, others = np.array([row[:1] for row in rows], dtype=np.float64), np.array([row[1] for row in rows], dtype=np.uint64)
    persons = np.arange(len(rows), dtype=np.uint64)
    crowd = crowds(values, persons, others, least)
    sizes, kinds = Counter(crowd.tolist()), Counter(others.tolist())
    pool = sum(size for size in kinds.values() if size < least)
    for group in sizes:
        kind = {int(other) for other in others[crowd == group]}
        assert len(kind) == 1 or all(kinds[each] < least for each in kind)
        assert sizes[group] >= (least if kinds[min(kind)] >= least else min(least, pool))
    means = np.stack([values[crowd == group].mean(axis=0) for group in crowd.tolist()])
    again = crowds(means, persons, others, least)
    assert all(len({tuple(row) for row in means[again == group].tolist()}) == 1 for group in again.tolist())


def test_totals_of_a_kept_category_stay_where_it_is_large_enough(tmp_path):
    heads = ["Employee No", "Surname", "Job Title", "Basic Pay"]
    rows = [[row[0], row[1], "Nurse" if i % 2 else "Porter", row[2]] for i, row in enumerate(ROWS)]
    target = io.StringIO()
    csv.writer(target).writerows([heads, *rows])
    data, report = payscrub.clean_bytes(target.getvalue().encode(), policy=policy(tmp_path), key=KEY)
    new = list(csv.reader(io.StringIO(data.decode())))[1:]
    for job in ("Nurse", "Porter"):
        assert sum(float(row[3]) for row in new if row[2] == job) == pytest.approx(sum(row[3] for row in rows if row[2] == job), rel=1e-13)
    assert report.risk[0].exposed == 0
