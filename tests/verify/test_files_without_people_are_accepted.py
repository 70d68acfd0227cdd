"""A file about nobody is accepted, whoever made it; what cannot be read is said to be unexamined, not personal."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.datavalidation import DataValidation
from tests.verify.invented import rows, saved, workbook

from payscrub.model import Mark
from payscrub.verify import inspect

FIXTURES = Path(__file__).parents[2] / "fixtures"
SETTINGS = [
    [
        "Element Name",
        "Account Name (GL)",
        "Bank Holiday Name",
        "Bank Staff Rate",
        "Plan Name",
        "NI Letter",
        "Address Type",
        "Person Type",
        "Phone Allowance",
    ],
    ["Basic Pay", "Salary Control", "Early May Bank Holiday", 21.5, "Cycle to Work", "A", "Home", "Employee", "Yes"],
    ["Mufti", "Net Pay Control", "Christmas Day", 23.5, "Lease Car", "M", "Work", "Worker", "No"],
    ["Pedal Cycle NR NP NT NNI NHS", "PAYE Control", "Good Friday", 22.0, "Childcare Vouchers", "C", "Payslip", "Director", "No"],
]
PAYMENTS = [
    [
        "Tax month ending",
        "Income Tax",
        "Student Loan",
        "Gross NIC",
        "SMP recovered",
        "Total amount due",
        "Date paid",
        "Employer name",
        "PAYE Reference",
    ],
    ["05/05/2025", 1200.5, 30, 800, 0, 2030.5, "19/05/2025", "Willow Foods Ltd", "123/AB456"],
]
WARDS = [
    ["Ward Name", "Cost Centre", "Location Name"],
    ["Nightingale Ward", "A1001", "Florence Suite"],
    ["Seacole Unit", "A1002", "Barnet Hospital"],
]
GAP = [
    ["EmployerName", "Address", "PostCode", "CompanyNumber", "DiffMeanHourlyPercent"],
    ["Willow Foods Ltd", "Mill Lane, Leeds", "LS1 4AP", "01234567", 7.5],
]
STATEMENT = [
    ["Date", "Nominal", "Cost Centre", "Debit", "Credit"],
    ["31/03/2026", "4021", "123456", 10, ""],
    ["31/03/2026", "4022", "654321", "", 10],
]


@pytest.mark.parametrize(
    "content", [SETTINGS, PAYMENTS, WARDS, GAP, STATEMENT], ids=["settings", "payments to HMRC", "wards", "pay gap", "journal"]
)
def test_a_sheet_about_nobody_is_accepted(content):
    assert inspect(workbook(content)).mark is Mark.CLEAN


def test_the_fixture_full_of_look_alikes_is_accepted():
    assert inspect((FIXTURES / "cost-centres.xlsx").read_bytes()).mark is Mark.CLEAN


def test_a_chart_a_list_a_rule_and_a_header_are_accepted():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Totals")
        sheet.write_column("A1", ["Month", "April", "May", "June"])
        sheet.write_column("B1", ["Gross Pay", 10, 20, 30])
        chart = book.add_chart({"type": "column"})
        chart.add_series({"categories": "=Totals!$A$2:$A$4", "values": "=Totals!$B$2:$B$4", "name": "Gross Pay"})
        chart.set_title({"name": "Gross pay by month"})
        sheet.insert_chart("D2", chart)
        sheet.data_validation("C1", {"validate": "list", "source": ["Monthly", "Weekly"]})
        sheet.conditional_format("B2:B4", {"type": "text", "criteria": "containing", "value": "Overdue", "format": book.add_format()})
        sheet.set_header('&L&"Arial,Bold"Payroll&RPage &P of &N')
        sheet.add_table("F1:G3", {"columns": [{"header": "Grade"}, {"header": "Rate"}]})
        book.define_name("Rate_Table", "=Totals!$F$1:$G$3")
    assert inspect(stream.getvalue()).mark is Mark.CLEAN


@pytest.mark.parametrize(
    ("field", "value", "accepted"), [("creator", "openpyxl", True), ("creator", "Adaeze Okonkwo", False), ("lastModifiedBy", "", True)]
)
def test_the_author_may_be_a_program_but_no_person(field, value, accepted):
    book = openpyxl.load_workbook(io.BytesIO(workbook(SETTINGS)))
    setattr(book.properties, field, value)
    assert inspect(saved(book)).clean is accepted


def test_a_list_of_invented_people_in_a_validation_is_accepted():
    book = openpyxl.load_workbook(io.BytesIO(workbook(rows(3))))
    book.active.add_data_validation(DataValidation(type="list", formula1='"Tebaquox,Lomiquox"', showErrorMessage=True, error="Pick one"))
    assert inspect(saved(book)).clean


OPAQUE = [
    ("xl/media/image1.png", b"\x89PNG\r\n\x1a\n" + bytes(40)),
    ("docProps/thumbnail.jpeg", b"\xff\xd8\xff" + bytes(40)),
    ("xl/printerSettings/printerSettings1.bin", bytes(200)),
    ("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    ("xl/model/item.data", b"\1\2\3" * 30),
    ("customXml/notes.txt", b"plain"),
]


@pytest.mark.parametrize(("name", "data"), OPAQUE, ids=[name for name, _ in OPAQUE])
def test_an_opaque_part_is_unexamined(name, data):
    stream = io.BytesIO(workbook(SETTINGS))
    with zipfile.ZipFile(stream, "a") as packed:
        packed.writestr(name, data)
    verdict = inspect(stream.getvalue())
    assert verdict.mark is Mark.UNEXAMINED
    assert all("payscrub" in item.remedy for item in verdict.unexamined)


def test_the_captions_of_a_pivot_filter_name_nobody():
    assert inspect(workbook([["Name", "(All)"], ["Surname", "(Multiple Items)"], ["Forename", "(blank)"]])).clean
