"""Counts of calls instead of seconds: they are the same on every machine, and a loop over cells shows in them at once."""

import cProfile
import io
import pstats

import pytest
from openpyxl import Workbook

from payscrub.formats import open_document
from payscrub.judge import verify
from payscrub.pipeline import clean_bytes
from payscrub.policy import Policy
from payscrub.surrogates import Surrogates
from payscrub.treatment import treat

KEY = bytes(range(32))
HEADS = ["Employee Number", "Surname", "NI Number", "Email", "Department", "Basic Pay", "Hours"]
FEW, MANY = 250, 1000
MOST_FOR_REPEATS = 1.1  # a loop over cells would make it 4
MOST_PER_PERSON = 135  # 115 when it was counted
MOST_WRITTEN_PER_PERSON = 1  # 0 when it was counted
MOST_JUDGED_PER_PERSON = 8  # 5 when it was counted
MOST_PER_AMOUNT = 0.5  # 0 when it was counted, 3 without the screen


def payroll(rows, people):
    book = Workbook()
    sheet = book.active
    sheet.append(HEADS)
    for number in range(rows):
        person = number % people
        letters = "".join(chr(97 + person // 26**place % 26) for place in range(3))
        sheet.append(
            [
                24_000_000 + person * 7,
                f"Zarrow{letters}",
                f"JM{100_000 + person * 11}A",
                f"zarrow{letters}@willowmere.nhs.uk",
                ("Cardiology", "Estates")[person % 2],
                round(1500 + person * 1.37, 2),
                37.5,
            ]
        )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def calls(work):
    work()  # word lists are read and patterns compiled once
    profile = cProfile.Profile()
    profile.runcall(work)
    return pstats.Stats(profile).total_calls


@pytest.fixture(scope="module")
def counted():
    def count(rows, people):
        data = payroll(rows, people)
        return calls(lambda: clean_bytes(data, key=KEY))

    return {"few": count(FEW, FEW), "repeated": count(MANY, FEW), "many": count(MANY, MANY)}


def test_four_times_the_people_cost_at_most_four_times_the_calls(counted):
    assert counted["many"] < 4.4 * counted["few"]


def test_the_same_people_in_four_times_the_rows_cost_little_more(counted):
    assert counted["repeated"] < MOST_FOR_REPEATS * counted["few"]


def test_cleaning_a_person_takes_no_more_calls_than_it_did(counted):
    assert (counted["many"] - counted["few"]) / (MANY - FEW) < MOST_PER_PERSON


def test_judging_a_person_takes_no_more_calls_than_it_did():
    few, many = (clean_bytes(payroll(rows, rows), key=KEY)[0] for rows in (FEW, MANY))
    a_person = (calls(lambda: verify(many)) - calls(lambda: verify(few))) / (MANY - FEW)
    assert a_person < MOST_JUDGED_PER_PERSON


def test_opening_a_workbook_takes_no_call_for_a_row_or_a_cell():
    few, many = (payroll(rows, rows) for rows in (FEW, MANY))
    assert calls(lambda: open_document(many)) < MOST_FOR_REPEATS * calls(lambda: open_document(few))


def test_opening_a_delimited_file_takes_no_call_for_a_row_or_a_field():
    few, many = (b"a,b\n" + b"".join(b'%d,"x %d"\n' % (n, n) for n in range(rows)) for rows in (FEW, MANY))
    assert calls(lambda: open_document(many)) < MOST_FOR_REPEATS * calls(lambda: open_document(few))


def test_an_amount_of_a_delimited_file_is_told_without_a_search():
    def treating(rows):
        lines = [f"{1500 + row * 1.37:.2f},{row / 7:.2f}" for row in range(rows)]
        document = open_document("\n".join(["Basic Pay,Overtime", *lines]).encode())
        return calls(lambda: treat(document, Policy.default(), Surrogates(KEY)))

    assert (treating(MANY) - treating(FEW)) / 2 / (MANY - FEW) < MOST_PER_AMOUNT


def test_writing_takes_few_calls_for_a_cell_that_changes():
    def writing(rows):
        document = open_document(payroll(rows, rows))
        edits = treat(document, Policy.default(), Surrogates(KEY)).edits
        return calls(lambda: document.write(edits))

    assert (writing(MANY) - writing(FEW)) / (MANY - FEW) < MOST_WRITTEN_PER_PERSON
