"""Special categories: a neutral code for everything that is said of a person, in the type it has."""

import io
import re

import pytest
from openpyxl import Workbook, load_workbook

from payscrub.model import Action, Kind
from payscrub.pipeline import clean_bytes
from payscrub.surrogates import Surrogates

KEY = bytes(range(32))


def settled(entity, texts, key=KEY):
    job = Surrogates(key)
    job.learn(entity, texts)
    job.settle()
    return job


@pytest.mark.parametrize("entity", ["ETHNICITY", "RELIGION", "SEXUAL_ORIENTATION", "DISABILITY", "CRIMINAL_RECORD"])
def test_codes_in_number_cells_become_other_numbers(entity):
    texts = ["1", "2", "16", "9"]
    new = settled(entity, texts).replace(entity, texts, [Kind.NUMBER] * 4)
    assert len(set(new)) == 4
    assert not set(new) & set(texts)
    assert all(re.fullmatch("[1-9][0-9]+", text) for text in new)


@pytest.mark.parametrize("entity", ["HEALTH", "UNION_MEMBERSHIP"])
@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.NUMBER])
def test_days_of_absence_and_subscriptions_stay_whatever_the_file_holds_them_as(entity, kind):
    texts = ["14", "3.5", "-2", "0"]
    assert settled(entity, texts).replace(entity, texts, [kind] * 4) == texts


def test_whoever_has_no_condition_cannot_be_told_from_those_who_have():
    texts = ["None", "Asthma", "N/A", "No", ""]
    new = settled("DISABILITY", texts).replace("DISABILITY", texts, [Kind.TEXT] * 5)
    assert [bool(re.fullmatch("Code [0-9]{2}", text)) for text in new] == [True, True, True, True, False]
    assert new[4] == ""


def test_the_codes_of_a_clean_file_stay_with_any_key():
    texts = ["White British", "Chinese", "None", "16"]
    kinds = [Kind.TEXT, Kind.TEXT, Kind.TEXT, Kind.NUMBER]
    new = settled("ETHNICITY", texts).replace("ETHNICITY", texts, kinds)
    assert settled("ETHNICITY", new, bytes(32)).replace("ETHNICITY", new, kinds) == new


def test_truth_values_and_numbers_of_special_columns_do_not_leave_a_workbook():
    book = Workbook()
    book.active.append(["Employee Number", "Surname", "Disabled", "Ethnicity", "Sick Days"])
    for number in range(6):
        book.active.append([24000003 + 7 * number, f"Zarrow{chr(97 + number)}", number % 2 == 0, 1 + number, 10.5 + number])
    out = io.BytesIO()
    book.save(out)
    rows = list(load_workbook(io.BytesIO(clean_bytes(out.getvalue(), key=KEY)[0])).active.iter_rows(min_row=2, values_only=True))
    assert {row[2] for row in rows} == {False}
    assert all(isinstance(row[3], int) for row in rows)
    assert [row[3] for row in rows] != [1 + number for number in range(6)]
    assert [row[4] for row in rows] == [10.5 + number for number in range(6)]


@pytest.mark.parametrize(("action", "left"), [(Action.REDACT, "REDACTED"), (Action.GENERALISE, "100")])
def test_an_amount_of_nines_is_an_amount(action, left):
    assert Surrogates(KEY).replace("PAY_AMOUNT", ["99.99"], [Kind.TEXT], action) == [left]


def test_an_amount_of_nines_is_scaled_like_the_others():
    nines, total = Surrogates(KEY).replace("PAY_AMOUNT", ["99.99", "999.90"], [Kind.NUMBER] * 2, Action.SCALE)
    assert float(total) == pytest.approx(10 * float(nines))
    assert nines != "99.99"
