"""What Article 9 protects becomes neutral codes in every type and every mode; only days and money that totals need stay."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

import payscrub
from payscrub.model import Action
from payscrub.policy import Policy

KEY = bytes(range(32))
HEADS = ["Employee No", "Surname", "Disabled", "Ethnicity Code", "Union Member", "Religion", "Sickness Reason", "Sick Days", "Union Subs"]
ROWS = [
    [10201, "Thornquill", True, 1, True, "Quaker", "Stress", 14, 12.5],
    [10202, "Bellhanger", False, 2, False, "None", "None", 0, 0],
    [10203, "Wickenshaw", True, 16, False, "None", "Influenza", 3, 0],
    [10204, "Oakentwist", False, 16, True, "N/A", None, 0, 9.75],
]
MODES = [Action.PSEUDONYMISE, Action.MASK, Action.REDACT]


def book(rows=ROWS):
    made = openpyxl.Workbook()
    for row in [HEADS, *rows]:
        made.active.append(row)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def lines(rows=ROWS):
    target = io.StringIO()
    csv.writer(target).writerows([HEADS, *rows])
    return target.getvalue().encode()


def columns(data):
    rows = openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(min_row=2, values_only=True)
    return dict(zip(HEADS, zip(*rows, strict=True), strict=True))


@pytest.mark.parametrize("mode", MODES)
def test_truth_values_become_false_and_numbers_become_numbered_codes(mode):
    data, report = payscrub.clean_bytes(book(), policy=Policy.default(mode), key=KEY)
    new = columns(data)
    assert set(new["Disabled"]) == set(new["Union Member"]) == {False}
    codes = new["Ethnicity Code"]
    assert all(code >= 10 for code in codes)
    assert set(codes).isdisjoint({1, 2, 16})
    assert codes[0] != codes[1] != codes[2] == codes[3]
    assert report.verdict.clean


def test_a_word_that_tells_of_nothing_is_a_code_like_the_others():
    new = columns(payscrub.clean_bytes(book(), key=KEY)[0])
    assert all(value.startswith("Code ") for value in new["Religion"])
    assert new["Religion"][1] == new["Religion"][2] != new["Religion"][0]
    assert new["Sickness Reason"][3] is None


@pytest.mark.parametrize("make", [book, lines])
def test_days_and_money_stay_and_the_report_says_so(make):
    data, report = payscrub.clean_bytes(make(), key=KEY)
    actions = {column.title: (column.action, column.reason) for column in report.columns}
    for title in ("Sick Days", "Union Subs"):
        assert actions[title][0] == "keep"
        assert actions[title][1].endswith("days and money stay, because totals need them")
    assert actions["Sickness Reason"][0] == "pseudonymise"
    if make is lines:
        assert [row[7] for row in csv.reader(io.StringIO(data.decode()))][1:] == ["14", "0", "3", "0"]
    else:
        assert columns(data)["Sick Days"] == (14, 0, 3, 0)


def test_reasons_that_are_numbers_are_masked():
    rows = [[*row[:6], 30 + i, *row[7:]] for i, row in enumerate(ROWS)]
    assert set(columns(payscrub.clean_bytes(book(rows), key=KEY)[0])["Sickness Reason"]) == {99}


@pytest.mark.parametrize("make", [book, lines])
def test_cleaning_twice_changes_nothing(make):
    once = payscrub.clean_bytes(make(), key=KEY)[0]
    twice = payscrub.clean_bytes(once, key=bytes(32))[0]
    assert columns(twice) == columns(once) if make is book else twice == once


@pytest.mark.parametrize(("title", "value"), [("Disabled", True), ("Ethnicity Code", 4), ("Religion", "Quaker")])
def test_a_true_value_that_is_left_is_found_by_the_check(title, value):
    made = openpyxl.load_workbook(io.BytesIO(payscrub.clean_bytes(book(), key=KEY)[0]))
    made.active.cell(3, HEADS.index(title) + 1).value = value
    target = io.BytesIO()
    made.save(target)
    assert [finding.place for finding in payscrub.verify(target.getvalue()).findings] == [f"sheet1!{'ABCDEFGHI'[HEADS.index(title)]}3"]


def test_a_policy_that_names_such_a_column_is_obeyed():
    policy = Policy({**Policy.default().actions, "HEALTH": Action.REDACT})
    assert set(columns(payscrub.clean_bytes(book(), policy=policy, key=KEY)[0])["Sick Days"]) == {0}
