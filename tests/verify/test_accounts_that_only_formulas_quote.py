"""Eight digits in quotation marks are nobody's amount: a formula that quotes them looks somebody up."""

import io

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

import payscrub

KEY = bytes(range(32))
ALONE = '=IF(VLOOKUP("43755965",A2:C5,2,0)="x",1,0)'
CONSTANT = '{"rate","60837889"}'
HARMLESS = ('=TEXT(C2,"00000000")', '=IF(C2="40100200",1,0)', '=DATEVALUE("20260331")', '=DATEVALUE("31032026")', '=TEXT(C3,"1234567")')


def written(*formulas, constant=""):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ("Pay element", "Period", "GL code", "Total"),
        ("Basic pay", "M01", 40100200, 1200.5),
        ("Overtime", "M01", 40100210, 90.25),
    ):
        sheet.append(row)
    for number, formula in enumerate(formulas, 2):
        sheet[f"F{number}"] = formula
    if constant:
        book.defined_names["lookup"] = DefinedName("lookup", attr_text=constant)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def test_a_quoted_account_that_no_cell_holds_is_replaced():
    data, _ = payscrub.clean_bytes(written(ALONE), key=KEY)
    formula = opened(data).active["F2"].value
    assert "43755965" not in formula
    assert formula.startswith('=IF(VLOOKUP("')
    assert payscrub.verify(io.BytesIO(data)).clean


def test_an_account_in_the_constant_of_a_defined_name_is_replaced():
    data, _ = payscrub.clean_bytes(written(constant=CONSTANT), key=KEY)
    constant = opened(data).defined_names["lookup"].attr_text
    assert "60837889" not in constant
    assert constant.startswith('{"rate","')


@pytest.mark.parametrize(("formulas", "constant"), [((ALONE,), ""), ((), CONSTANT), (('="4375"&"5965"',), "")])
def test_the_check_objects_to_a_quoted_account_that_no_cell_holds(formulas, constant):
    verdict = payscrub.verify(io.BytesIO(written(*formulas, constant=constant)))
    assert [finding.entity for finding in verdict.findings] == ["UK_BANK_ACCOUNT"]


def test_codes_that_a_cell_holds_and_layouts_and_days_stay():
    source = written(*HARMLESS)
    assert payscrub.verify(io.BytesIO(source)).clean
    data, _ = payscrub.clean_bytes(source, key=KEY)
    assert tuple(opened(data).active[f"F{number}"].value for number in range(2, 2 + len(HARMLESS))) == HARMLESS
