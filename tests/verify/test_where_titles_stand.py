"""Titles are found wherever they stand, and the same word means different things in different tables."""

import pytest
from tests.verify.invented import name, rows, workbook

from payscrub.verify import inspect
from payscrub.verify.titles import FREE, KEPT, PLACE, RECORD, meaning

REAL = ["Featherstonehaugh", "Oluwakemi", "JM482107C"]
TABLE = [["Surname", "Forename", "NI Number", "Basic Pay"], [*REAL, 2000], [name(1), name(2), "KN123456A", 2100]]


def places(*sheets):
    return {(finding.entity, finding.place) for finding in inspect(workbook(*sheets)).findings}


@pytest.mark.parametrize("above", [[], [["Payroll report"], [], ["Run 31/03/2026"], []]])
def test_below_a_title_block(above):
    row = len(above) + 2
    assert places(above + TABLE) == {("PERSON", f"sheet1!A{row}"), ("PERSON", f"sheet1!B{row}"), ("UK_NINO", f"sheet1!C{row}")}


def test_beside_another_table():
    content = [["Cost Centre", "Budget", None, *TABLE[0]], ["A100", 5000, None, *TABLE[1]], ["A200", 6000, None, *TABLE[2]]]
    assert ("PERSON", "sheet1!D2") in places(content)
    assert ("UK_NINO", "sheet1!F2") in places(content)


def test_below_another_table():
    content = [["Cost Centre", "Budget"], ["A100", 5000], [], *TABLE]
    assert ("PERSON", "sheet1!A5") in places(content)


def test_again_on_every_page():
    content = [TABLE[0], TABLE[2], TABLE[0], TABLE[1]]
    assert ("UK_NINO", "sheet1!C4") in places(content)


def test_in_two_rows():
    head = [["Employee", None, "Bank", None, None], ["No", "Name", "Sort", "A/c", "Name"]]
    assert {("EMPLOYEE_ID", "sheet1!A3"), ("PERSON", "sheet1!B3"), ("UK_SORT_CODE", "sheet1!C3"), ("PERSON", "sheet1!E3")} <= places(
        [*head, [24681350, "O Featherstonehaugh", "20-45-23", "48213907", "O FEATHERSTONEHAUGH"]]
    )


def test_beside_their_values():
    assert places([["Surname:", "Featherstonehaugh"], ["NI No.", "JM482107C"], ["Weeks", 52]]) == {
        ("PERSON", "sheet1!B1"),
        ("UK_NINO", "sheet1!B2"),
    }


def test_down_the_side_with_the_people_across():
    assert ("UK_NINO", "sheet1!C2") in places([["Surname", name(1), "Smith"], ["NI Number", "KN123456A", "JM482107C"], ["Basic Pay", 1, 2]])


def test_not_at_all():
    people = [[f"JM{48 + index}210{index}C", f"a{index}@willowmere-hospitals.nhs.uk", 1000 + index] for index in range(9)]
    assert {entity for entity, _ in places(people)} == {"UK_NINO", "EMAIL_ADDRESS"}


def test_not_at_all_with_sort_codes_beside_accounts():
    people = [[f"20{4500 + index}", f"482139{index}7", 1000 + index] for index in range(9)]
    assert places(people) == {("UK_SORT_CODE", "sheet1!A1"), ("UK_BANK_ACCOUNT", "sheet1!B1")}


def test_on_a_hidden_sheet():
    assert ("UK_NINO", "sheet2!C2") in places(rows(3), TABLE)


def test_names_and_addresses_of_employers_are_no_people():
    head = ["Name", "PAYE Reference", "Trading name", "Address line 1", "Postcode", "HMRC contact name", "HMRC contact surname"]
    found = places([head, ["Willow Foods Ltd", "123/AB456", "Willow", "1 Mill Lane", "LS1 4AP", "Oluwakemi", "Featherstonehaugh"]])
    assert {place for entity, place in found if entity in {"PERSON", "ADDRESS"}} == {"sheet1!F2", "sheet1!G2"}


PERSONAL = {
    "NI No.": "UK_NINO",
    "NINumber": "UK_NINO",
    "N.I. Number": "UK_NINO",
    "NatNo": "UK_NINO",
    "Partner's NI number": "UK_NINO",
    "dBirth": "DATE_OF_BIRTH",
    "DOB": "DATE_OF_BIRTH",
    "Surname or family name": "PERSON",
    "Forename2": "PERSON",
    "Known as": "PERSON",
    "Line Manager": "PERSON",
    "Approved By": "PERSON",
    "Bank A/c Name": "PERSON",
    "EmergencyContact1_Name": "PERSON",
    "Employee": "PERSON",
    "Emp No": "EMPLOYEE_ID",
    "Payroll ID (RTI)": "EMPLOYEE_ID",
    "<EMPNO>": "EMPLOYEE_ID",
    "Works ref": "EMPLOYEE_ID",
    "Clock No": "EMPLOYEE_ID",
    "Bank A/C": "UK_BANK_ACCOUNT",
    "BankAccount2_AccountNumber": "UK_BANK_ACCOUNT",
    "Sortcode": "UK_SORT_CODE",
    "Bank Sort": "UK_SORT_CODE",
    "Building Society Roll No": "BANK_ROLL_NUMBER",
    "Add1": "ADDRESS",
    "ResidentialCity": "ADDRESS",
    "PostCd": "UK_POSTCODE",
    "e-mail": "EMAIL_ADDRESS",
    "Tel home": "PHONE_NUMBER",
    "HomePhone": "PHONE_NUMBER",
    "Bleep No": "PHONE_NUMBER",
    "NMC PIN": "PROFESSIONAL_REGISTRATION",
    "pdfPassword": "SECRET",
    "Door Code": "SECRET",
    "EthnicOrigin": "ETHNICITY",
    "Sickness Reason": "HEALTH",
    "Employee Details": RECORD,
}
KEEPERS = {
    "Element Name": PLACE,
    "Account Name (GL)": PLACE,
    "Bank Holiday Name": PLACE,
    "Ward Name": PLACE,
    "Employer Name": PLACE,
    "Bank Name": PLACE,
    "NI Letter": KEPT,
    "NI Category": KEPT,
    "EE NI": KEPT,
    "Address Type": KEPT,
    "Phone Allowance": KEPT,
    "Sort Sequence": KEPT,
    "Number of Employees": KEPT,
    "Birthday Leave Days": KEPT,
    "Person Type": KEPT,
    "Licence Count": KEPT,
    "Car Allowance": KEPT,
    "Pay Date": KEPT,
    "Employee NIC": KEPT,
    "PAYE Reference": KEPT,
    "Initial Setup Date": KEPT,
    "Notes": FREE,
    "Cancellation Reason": FREE,
}


@pytest.mark.parametrize(("title", "expected"), [*PERSONAL.items(), *KEEPERS.items()])
def test_a_title_means(title, expected):
    assert meaning(title) == expected


@pytest.mark.parametrize(
    ("group", "title", "expected"), [("Employee", "No", "EMPLOYEE_ID"), ("Manager", "Name", "PERSON"), ("Cost", "Centre", PLACE)]
)
def test_a_title_below_a_group_means(group, title, expected):
    assert meaning(title, group) == expected


def test_over_names_of_things():
    things = [["Basic Pay", 10], ["Student Loan", 20], ["Estates", 30], ["Ward 7", 40]]
    assert places([["Name", "Amount"], *things]) == set()
    assert ("PERSON", "sheet1!A3") in places([["Name", "Amount"], things[0], ["Featherstonehaugh", 50], *things[1:]])
    assert ("PERSON", "sheet1!A2") in places([["Name", "Amount"], ["Grant May", 10], ["Price Bell", 20], ["Penny Ward", 30]])


def test_a_row_of_words_over_numbers_is_a_header_and_no_form():
    content = [["Big", None, "Small"], ["City", "Latitude", "Longitude", "Depth", "Width"], ["Exampleton 5", 31.2, 121.5, 4, 3]]
    assert places(content) == set()


def test_a_form_over_a_number_is_still_a_form():
    content = [["Surname", "Featherstonehaugh", "Desk"], ["Forename", 12, 52]]
    assert ("PERSON", "sheet1!B1") in places(content)


def test_figures_beside_a_caption_are_amounts():
    assert places([["Employee", 128000, 4197.5, 27505.75]]) == set()
    assert places([["Employee", 20345678]]) == {("PERSON", "sheet1!B1")}


def test_a_label_is_no_value_of_the_label_before_it():
    assert places([["Name:", "Preferred spelling (if any):"], ["Weeks:", 52]]) == set()


def test_a_label_without_a_value_heads_no_list():
    form = [["Age", 34], ["Manager"], ["Left"], ["Site total", 7]]
    assert places(form) == set()
    assert ("PERSON", "sheet1!A4") in places([["Age", 34], [], ["Manager"], ["Featherstonehaugh"]])


def test_a_sentence_heads_no_list():
    assert places([["Course information received by e-mail"], ["Recommended by a colleague"]]) == set()
