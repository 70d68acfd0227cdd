"""A day of the last century is a birthday among words, and a long employment among other days."""

import pytest
from tests.verify.invented import name, workbook

from payscrub.verify import inspect

PEOPLE = [["Name", "Start Date"], [name(1), "01/02/2018"], [name(2), "24/09/1999"], [name(3), "21/06/2019"], [name(4), "13/03/2021"]]


@pytest.mark.parametrize("title", ["Start Date", "Date Joined", "Hire Date", "Continuous Service"])
def test_among_days_of_joining(title):
    assert inspect(workbook([["Name", title], *PEOPLE[1:]])).clean


def test_among_words():
    units = ["Estates", "Catering", "Payroll", "Outpatients", "24/09/1969"]
    assert not inspect(workbook([["Name", "Department"], *([name(index), unit] for index, unit in enumerate(units))])).clean
