"""Relationships of other programs: any id, and addresses that stay addresses when a person in them is replaced."""

import io
import re

import openpyxl
import pytest
import xlsxwriter
from fixtures.package import Package
from fixtures.people import staff
from tests.support.opened import take_apart
from tests.support.structure import faults

from payscrub.pipeline import clean_bytes

KEY = bytes(range(32))
PEOPLE = staff(6, 55)
SHEET, LIST = "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels"


@pytest.fixture(scope="module")
def book():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        sheet = workbook.add_worksheet("Staff")
        sheet.write_row(0, 0, ["Surname", "Forename", "Salary"])
        for row, person in enumerate(PEOPLE, 1):
            sheet.write_row(row, 0, [person.surname, person.forename, person.salary])
        sheet.write_url("E2", f"mailto:payroll@example.com?subject=Pay%20of%20{PEOPLE[0].forename}%20{PEOPLE[0].surname}", string="Write")
        sheet.write_url("E3", "https://www.gov.uk/payroll%20help?a=1&b=2", string="Help")
        sheet.add_table("G1:H3", {"columns": [{"header": "Month"}, {"header": "Sum"}]})
    return out.getvalue()


def test_an_address_in_which_a_person_is_replaced_is_still_an_address(book):
    targets = re.findall('Target="([^"]*)" TargetMode', Package.read(clean_bytes(book, key=KEY)[0]).text(LIST))
    assert not any(" " in target or PEOPLE[0].surname in target for target in targets)
    assert re.match(r"mailto:\w+@[\w.]+\?subject=Pay%20of%20", targets[0])
    assert targets[1] == "https://www.gov.uk/payroll%20help?a=1&amp;b=2"


@pytest.mark.parametrize("form", ["rId_hyperlink_{}", "Whitcombe{}", "d_rId{}", "ID_{}"])
def test_relationships_may_have_any_id(book, form):
    package = Package.read(book)
    for number in range(1, 4):
        for part in (SHEET, LIST):
            package.parts[part] = package.parts[part].replace(f'd="rId{number}"'.encode(), f'd="{form.format(number)}"'.encode())
    output, _ = clean_bytes(package.to_bytes(), key=KEY)
    assert faults(take_apart(output)) == []
    assert b"Whitcombe" not in b"".join(Package.read(output).parts.values())
    sheet = openpyxl.load_workbook(io.BytesIO(output)).active
    assert sheet["E3"].hyperlink.target.startswith("https://www.gov.uk")
    assert list(sheet.tables) == ["Table1"]
