"""Dates moved alike keep their intervals; amounts multiplied alike keep totals and ratios, to the last digit."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import payscrub
from payscrub.errors import PolicyError
from payscrub.model import Action, Kind
from payscrub.policyfile import load
from payscrub.surrogates import Surrogates
from payscrub.surrogates.amounts import amount
from payscrub.surrogates.generalise import generalise
from payscrub.surrogates.moved import Moved

KEY = bytes(range(32))
HEADS = ["Employee No", "Surname", "Start Date", "Basic Pay", "Overtime", "Gross Pay"]
ROWS = [
    ["10234", "Thornquill", date(2019, 4, 1), 2000.25, 100, 2100.25],
    ["10235", "Bellhanger", date(2020, 4, 1), 1000.1, 50.5, 1050.6],
    ["10236", "Wickenshaw", date(2020, 4, 13), 1500, 0, 1500],
]
POLICY = '[actions]\nEMPLOYMENT_DATE = "shift"\nPAY_AMOUNT = "scale"\n'
amounts = st.decimals(min_value=-100000, max_value=100000, places=2)


def policy(tmp_path, text=POLICY):
    path = tmp_path / "policy.toml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def book():
    made = openpyxl.Workbook()
    for row in [HEADS, *ROWS]:
        made.active.append(row)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def lines():
    target = io.StringIO()
    csv.writer(target).writerows([HEADS, *ROWS])
    return target.getvalue().encode()


def test_intervals_weekdays_totals_and_ratios_stay_in_a_workbook(tmp_path):
    data, report = payscrub.clean_bytes(book(), policy=policy(tmp_path), key=KEY)
    rows = list(openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(min_row=2, values_only=True))
    days = [row[2] for row in rows]
    assert all(isinstance(day, datetime) for day in days)
    assert [(day - days[0]).days for day in days] == [(row[2] - ROWS[0][2]).days for row in ROWS]
    assert [day.weekday() for day in days] == [row[2].weekday() for row in ROWS]
    assert days[0].date() != ROWS[0][2]
    assert all(Decimal(str(row[3])) + Decimal(str(row[4])) == Decimal(str(row[5])) for row in rows)
    assert rows[0][3] != ROWS[0][3]
    assert rows[2][4] == 0
    assert report.verdict.clean


def test_written_dates_keep_their_form_and_placeholders_stay(tmp_path):
    rows = [[number, name, f"{day:%d/%m/%Y}", pay, "n/a", gross] for number, name, day, pay, _, gross in ROWS]
    target = io.StringIO()
    csv.writer(target).writerows([HEADS, *rows])
    data, _ = payscrub.clean_bytes(target.getvalue().encode(), policy=policy(tmp_path), key=KEY)
    new = list(csv.reader(io.StringIO(data.decode())))[1:]
    moved = [datetime.strptime(row[2], "%d/%m/%Y").date() for row in new]  # noqa: DTZ007 - a day has no zone
    assert [(day - moved[0]).days for day in moved] == [0, 366, 378]
    assert {row[4] for row in new} == {"n/a"}


@given(amounts, amounts)
def test_a_sum_of_scaled_amounts_is_the_scaled_sum(one, other):
    moved = Moved(KEY, "")
    scaled = [Decimal(moved.scale(f"{amount:f}", Kind.NUMBER)) for amount in (one, other, one + other)]
    assert scaled[0] + scaled[1] == scaled[2]


@given(st.binary(min_size=32, max_size=32))
def test_every_key_moves_by_whole_weeks_and_changes_every_amount(key):
    moved = Moved(key, "")
    days = (date.fromisoformat(moved.shift("2020-06-01", Kind.DATE)) - date(2020, 6, 1)).days
    assert days % 7 == 0
    assert 28 <= abs(days) <= 182
    assert 80 <= Decimal(moved.scale("100", Kind.NUMBER)) <= 125
    assert moved.scale("100", Kind.NUMBER) != "100"


@pytest.mark.parametrize("text", ["31/02/2020", "2020-13-01", "April 2020", "1 Smarch 2020", "9999-12-31T", ""])
def test_what_is_no_date_is_not_shifted(text):
    assert Moved(KEY, "").shift(text, Kind.TEXT) is None


def test_two_contexts_move_differently():
    moved = {Moved(KEY, f"ticket {n}").shift("2020-06-01", Kind.DATE) for n in range(20)}
    assert len(moved) > 5


@pytest.mark.parametrize("text", ['[actions]\nPERSON = "shift"\n', '[columns]\n"DOB" = { entity = "DATE_OF_BIRTH", action = "scale" }\n'])
def test_only_dates_are_shifted_and_only_amounts_scaled(tmp_path, text):
    with pytest.raises(PolicyError, match=r"Line 2 .* cannot have"):
        policy(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("1 April 2020", "%d %B %Y"),
        ("01-APR-20", "%d-%b-%y"),
        ("1/4/2020", "%d/%m/%Y"),
        ("01.04.2020", "%d.%m.%Y"),
        ("14 may 2020", "%d %B %Y"),
    ],
)
def test_a_date_is_moved_in_the_form_it_has(text, months):
    new = Moved(KEY, "").shift(text, Kind.TEXT)
    days = datetime.strptime(new, months) - datetime.strptime(text, months)  # noqa: DTZ007 - a day has no zone
    iso = date.fromisoformat(Moved(KEY, "").shift("2020-04-01", Kind.DATE)) - date(2020, 4, 1)
    assert days.days == iso.days
    assert new.isupper() == text.isupper()
    assert new.islower() == text.islower()


@pytest.mark.parametrize("text", ["1,250.00", "£1,250.00", "(100.00)", "-£5", "£ 5.10", "100.00-", "1e3"])
def test_an_amount_is_scaled_in_the_dress_it_wears(text):
    old, new = amount(text), amount(Moved(KEY, "").scale(text, Kind.TEXT))
    assert new.value / old.value == Decimal(Moved(KEY, "").scale("1", Kind.NUMBER))
    assert (new.before, new.after, new.decimals >= old.decimals) == (old.before, old.after, True)


@pytest.mark.parametrize("text", ["", "£", "(4", "4)", "1,25", "12,34,567", "n/a", "5%"])
def test_what_is_no_amount_is_not_scaled(text):
    assert Moved(KEY, "").scale(text, Kind.TEXT) is None


@pytest.mark.parametrize(("text", "year"), [("2019", "2019"), ("Apr-19", "2019"), ("April 2019", "2019"), ("01/04/19", "2019")])
def test_a_date_of_an_employment_is_generalised_to_its_year_in_any_form(text, year):
    assert generalise("EMPLOYMENT_DATE", text, Kind.TEXT) == year


@pytest.mark.parametrize(
    ("title", "action", "about"),
    [("Overtime", "shift", "date in an employment"), ("Surname", "scale", "pay amount"), ("Start Date", "average", "pay amount")],
)
def test_an_action_that_a_column_cannot_have_is_refused_with_what_to_write(tmp_path, title, action, about):
    with pytest.raises(PolicyError, match=rf"says {action} of the column at row 2, column \d to .* {about}"):
        payscrub.clean_bytes(lines(), policy=policy(tmp_path, f'[columns]\n"{title}" = "{action}"\n'), key=KEY)


@pytest.mark.parametrize("text", ["9", "99.99", "£9", "999"])
def test_an_amount_of_nothing_but_nines_is_scaled_averaged_and_removed_like_any_other(text):
    surrogates = Surrogates(KEY)
    for action in (Action.SCALE, Action.REDACT):
        assert surrogates.replace("PAY_AMOUNT", [text], [Kind.TEXT], action) != [text]
    assert surrogates.replace("PAY_AMOUNT", [text], [Kind.TEXT], Action.MASK) == [text]
