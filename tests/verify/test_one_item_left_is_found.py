"""A clean file is accepted; with a single personal item left anywhere it is rejected, without source, key or policy."""

from datetime import date

import pytest
from tests.support import plant
from tests.support.plants import PLANTS, WRAPPINGS
from tests.verify.invented import columns, marked, name, rows, workbook

from payscrub.model import Mark
from payscrub.verify import inspect

TITLES = list(columns(0))
LEFT = [
    ("Employee Number", 24681350, "EMPLOYEE_ID"),
    ("Employee Number", "24681350-2", "EMPLOYEE_ID"),
    ("Surname", "Featherstonehaugh", "PERSON"),
    ("Surname", "May", "PERSON"),
    ("Forename", "Oluwakemi", "PERSON"),
    ("Full Name", "SMITH, John", "PERSON"),
    ("NI Number", "JM 48 21 07 C", "UK_NINO"),
    ("NI Number", "jm482107", "UK_NINO"),
    ("NI Number", "JM4821", "UK_NINO"),
    ("Date of Birth", date(1961, 7, 19), "DATE_OF_BIRTH"),
    ("Date of Birth", "19/07/1961", "DATE_OF_BIRTH"),
    ("Date of Birth", 22481, "DATE_OF_BIRTH"),
    ("Sort Code", "20-45-23", "UK_SORT_CODE"),
    ("Sort Code", 80999, "UK_SORT_CODE"),
    ("Sort Code", date(2003, 2, 1), "UK_SORT_CODE"),
    ("Account Number", "48213907", "UK_BANK_ACCOUNT"),
    ("Account Number", 123456, "UK_BANK_ACCOUNT"),
    ("Roll Number", "B/12345678-X", "BANK_ROLL_NUMBER"),
    ("IBAN", "GB29 NWBK 6016 1331 9268 19", "IBAN_CODE"),
    ("NHS Number", "9434765919", "UK_NHS"),
    ("SD Number", "61123456", "NHS_PENSION_NUMBER"),
    ("UTR", "2955839661", "UK_UTR"),
    ("Address", "12 Rookery Lane, Preston", "ADDRESS"),
    ("Postcode", "LS1 4AP", "UK_POSTCODE"),
    ("Email Address", "o.featherstone@willowmere-hospitals.nhs.uk", "EMAIL_ADDRESS"),
    ("Mobile", "07852 582745", "PHONE_NUMBER"),
    ("Mobile", 7852582745, "PHONE_NUMBER"),
    ("Driving Licence Number", "FEATH607196OA9CD", "UK_DRIVING_LICENCE"),
    ("Passport Number", "165893673", "PASSPORT"),
    ("Car Reg", "AB12 CDE", "VEHICLE_REGISTRATION"),
    ("Username", "ofeatherstone", "USERNAME"),
    ("Password", "Fido1999!", "SECRET"),
    ("Ethnic Origin", "White British", "ETHNICITY"),
    ("Job Title", "Oluwaseun Adeyemi", "PERSON"),
    ("Department", "ring me on 0161 496 1234", "PHONE_NUMBER"),
    ("Department", "20700711620293", "UK_BANK_ACCOUNT"),
    ("Department", "CMSJG103759A", "COURT_ORDER_REFERENCE"),
    ("Basic Pay", 7852582745, "PHONE_NUMBER"),
]


def test_a_sheet_of_invented_people_is_accepted():
    verdict = inspect(workbook(rows(40)))
    assert verdict.mark is Mark.CLEAN


@pytest.mark.parametrize(
    ("title", "value", "entity"), LEFT, ids=[f"{title}: {entity} {number}" for number, (title, _, entity) in enumerate(LEFT)]
)
def test_one_real_value_in_a_column_is_found_where_it_stands(title, value, entity):
    content = rows()
    content[6][TITLES.index(title)] = value
    finding = next(finding for finding in inspect(workbook(content)).findings if finding.entity == entity)
    column = TITLES.index(title)
    assert finding.place == f"sheet1!{chr(65 + column) if column < 26 else 'A' + chr(39 + column)}7"
    assert finding.action in {"pseudonymise", "redact"}
    assert len(finding.reason) > 20


@pytest.mark.parametrize("title", ["Paying Account Number", "Payer Account", "Remitter Account Number"])
def test_an_account_under_the_title_of_who_pays_is_found(title):
    rows = "".join(f"{name(i)},{48213907 + 7919 * i}\n" for i in range(6))
    assert [one.entity for one in inspect(f"Surname,{title}\n{rows}".encode()).findings] == ["UK_BANK_ACCOUNT"]


@pytest.fixture
def invented_staff(monkeypatch):
    """Make the workbook of raw parts clean, so that what is planted is the only personal item."""

    class Person:
        def __init__(self, index):
            self.number, self.surname, self.forename = marked(8, 1, index * 77), name(index), name(index + 40)
            self.nino, self.salary = f"KN{100_000 + 991 * index}A", 20_000 + index

    monkeypatch.setattr(plant, "staff", lambda count, _: [Person(index) for index in range(count)])


@pytest.mark.usefixtures("invented_staff")
def test_the_workbook_of_raw_parts_is_clean_before_anything_is_planted():
    assert inspect(plant.base(known=False).to_bytes()).clean


@pytest.mark.usefixtures("invented_staff")
@pytest.mark.parametrize("way", [way for way in PLANTS if way.channel != "J03"], ids=str)  # J03 plants an empty sheet
def test_a_person_planted_in_any_channel_is_caught(way):
    package = plant.base(known=False)
    way.sow(package)
    assert not inspect(package.to_bytes()).clean


@pytest.mark.usefixtures("invented_staff")
@pytest.mark.parametrize("wrapping", WRAPPINGS, ids=str)
def test_a_person_around_the_parts_is_caught(wrapping):
    assert not inspect(wrapping.wrap(plant.base(known=False).to_bytes())).clean
