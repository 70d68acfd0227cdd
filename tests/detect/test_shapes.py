"""The shapes that payroll workbooks take: every one must come out with the right columns."""

import pytest
from tests.detect.invent import grid_of

from payscrub.detect import Finder, Learnt, learn, survey
from payscrub.entities import BY_NAME

PEOPLE = [
    ["20345678", "Smith, John", "JG103759A", 1500.5, "08-99-99", "66374958"],
    ["20345679", "Okafor, Ngozi", "AB123456", 2100.0, "20-45-23", "00123456"],
    ["20345680", "Patel, Priya", "NX 12 34 56 D", 1800.25, "11-22-33", "12345670"],
    ["20345681", "Ward, Grace", "TN010180F", 1999.99, "40-47-84", "70872490"],
    ["20345682", "Ng, Wei", "ab 65 43 21 b", 2450.0, "60-12-99", "31926819"],
]
HEADER = ["Employee No", "Employee Name", "NI No", "Gross Pay", "Sort Code", "Account No"]
ENTITIES = ["EMPLOYEE_ID", "PERSON", "UK_NINO", "PAY_AMOUNT", "UK_SORT_CODE", "UK_BANK_ACCOUNT"]


def by_cell(rows):
    grid = grid_of(rows)
    columns = survey([grid])
    found = {}
    for column in columns:
        for cell in column.cells.tolist():
            place = (int(grid.rows[cell]), int(grid.cols[cell]))
            assert place not in found, "a cell belongs to one column"
            found[place] = column.entity
    return found


def entities(found, rows, cols):
    return [[found.get((row, col), "outside") for col in cols] for row in rows]


def check(rows, first, count=5, cols=range(6)):
    found = by_cell(rows)
    assert entities(found, range(first, first + count), cols) == [ENTITIES] * count
    return found


def test_a_header_in_the_first_row():
    check([HEADER, *PEOPLE], 1)


def test_a_header_in_the_ninth_row_after_a_title_block():
    block = [["Riverside Trust"], ["Payroll report"], ["Period 12"], [], ["Run by: JSMITH"], [], ["Confidential"], []]
    found = check([*block, HEADER, *PEOPLE], 9)
    assert (0, 0) not in found


def test_a_title_block_right_above_the_header():
    check([["Payroll report for March"], HEADER, *PEOPLE], 2)


def test_a_two_row_header_with_groups():
    groups = ["Employee", None, None, "Pay", "Bank", None]
    leaves = ["No", "Name", "NI", "Gross", "Sort", "A/c"]
    found = by_cell([["Report"], [], groups, leaves, *PEOPLE])
    assert entities(found, range(4, 9), range(6)) == [ENTITIES] * 5


def test_the_four_meanings_of_name_under_groups():
    groups = ["Employee", None, "Bank", None, None, "Pension", None, None, "Cost", None, "Manager"]
    leaves = ["No", "Name", "Sort", "A/c", "Name", "Ee", "Er", "Scheme Name", "Centre", "Centre Name", "Name"]
    rows = [
        [
            person[0],
            person[1],
            person[4],
            person[5],
            person[1].split(",")[0].upper() + " J",
            10.5,
            20.5,
            "NHS Pension",
            "4021",
            "Ward 7",
            "Green, Mary",
        ]
        for person in PEOPLE
    ]
    found = by_cell([groups, leaves, *rows])
    expected = [
        "EMPLOYEE_ID",
        "PERSON",
        "UK_SORT_CODE",
        "UK_BANK_ACCOUNT",
        "PERSON",
        "PAY_AMOUNT",
        "PAY_AMOUNT",
        None,
        None,
        None,
        "PERSON",
    ]
    assert entities(found, [3], range(11)) == [expected]


def test_two_tables_side_by_side():
    right = [
        ["CC", "CC Name", "Budget"],
        ["4021", "Ward 7", 100.5],
        ["4022", "Estates", 200.5],
        ["4023", "Finance", 50.0],
        ["4024", "Theatres", 75.5],
        ["4025", "Stores", 5.5],
    ]
    rows = [[*left, None, *other] for left, other in zip([HEADER, *PEOPLE], right, strict=True)]
    found = check(rows, 1)
    assert [found[(3, col)] for col in (7, 8)] == [None, None]


def test_two_tables_below_each_other():
    second = [["CC", "CC Name", "Budget", "Actual"], ["4021", "Ward 7", 100.5, 90.5], ["4022", "Estates", 200.5, 190.0]]
    found = check([HEADER, *PEOPLE, [], *second], 1)
    assert [found[(8, col)] for col in (0, 1)] == [None, None]


def test_a_header_that_is_repeated_on_every_page():
    rows = [HEADER, *PEOPLE, HEADER, *PEOPLE, [], HEADER, *PEOPLE]
    found = check(rows, 1)
    assert entities(found, range(7, 12), range(6)) == [ENTITIES] * 5
    assert entities(found, range(14, 19), range(6)) == [ENTITIES] * 5
    assert (6, 0) not in found


def test_blank_lines_between_the_records():
    rows = [HEADER]
    for person in PEOPLE:
        rows += [person, []]
    found = by_cell(rows)
    assert entities(found, range(1, 10, 2), range(6)) == [ENTITIES] * 5


def test_a_totals_row_belongs_to_the_columns():
    found = check([HEADER, *PEOPLE, ["Total", None, None, 9850.74, None, None]], 1)
    assert found[(6, 3)] == "PAY_AMOUNT"


def test_a_remark_below_the_table_is_no_part_of_it():
    found = check([HEADER, *PEOPLE, [], ["Prepared by the payroll office"]], 1)
    assert (7, 0) not in found


def test_a_number_below_the_table_belongs_to_its_column_but_a_note_does_not():
    found = check([HEADER, *PEOPLE, [], ["20345699"], ["NI number JG103759A follows"]], 1)
    assert found[(7, 0)] == "EMPLOYEE_ID"
    assert (8, 0) not in found


def test_an_account_number_beside_people_is_theirs_however_it_is_written():
    rows = [["Surname", "NI Number", "Account Number"], ["Smith", "JG103759A", None], ["Okafor", "AB123456C", "4.8213907E7"]]
    assert by_cell(rows)[(2, 2)] == "UK_BANK_ACCOUNT"


def test_one_title_in_three_is_enough_over_numbers():
    rows = [["Staff No", "Name", "Mon", "Tue", "Zyk", "Qrs"], *[[f"2034567{i}", "Smith, John", 7.5, 7.5, 7.5, 7.5] for i in range(4)]]
    found = by_cell(rows)
    assert (0, 0) not in found
    assert found[(1, 0)] == "EMPLOYEE_ID"


def test_a_reference_with_a_number_of_its_own_is_somebodys():
    rows = [["080999", f"6637495{i}", "SMITH J", f"SALARY 2034567{i}"] for i in range(6)]
    assert by_cell(rows)[(3, 3)] == "EMPLOYEE_ID"


def test_a_form_of_labels_and_values():
    form = [
        ["Employee Name:", "John Smith", None, "Tax Code:", "1257L"],
        ["Employee No:", "20345678", None, "NI Letter:", "A"],
        ["N.I. Number:", "JG103759A", None, "Department:", "Estates"],
        [],
        ["Payments", "Units", "Rate", "Amount"],
        ["Basic Pay", 37.5, 12.5, 468.75],
    ]
    found = by_cell(form)
    assert [found[(row, 1)] for row in range(3)] == ["PERSON", "EMPLOYEE_ID", "UK_NINO"]
    assert [found[(row, 4)] for row in range(3)] == ["TAX_CODE", "NI_CATEGORY", None]
    assert found.get((5, 0)) in {None, "PAY_AMOUNT"}


def test_a_transposed_sheet():
    rows = [[title, *values] for title, values in zip(HEADER, zip(*PEOPLE, strict=True), strict=True)]
    found = by_cell(rows)
    assert [[found[(row, col)] for row in range(6)] for col in range(1, 6)] == [ENTITIES] * 5


def test_no_header_at_all():
    found = by_cell(PEOPLE)
    assert [found[(2, col)] for col in (0, 1, 2, 4, 5)] == ["EMPLOYEE_ID", "PERSON", "UK_NINO", "UK_SORT_CODE", "UK_BANK_ACCOUNT"]
    assert BY_NAME.get(found[(2, 3)] or "PAY_AMOUNT").risk == "quasi"
    assert (0, 0) in found


def test_a_bank_file_without_header_and_with_lost_zeros():
    rows = [
        [80999 + 1000 * i, 66374950 - 7 * i, name, 1500.5 + i, "99"]
        for i, name in enumerate(["J SMITH", "N OKAFOR", "P PATEL", "G WARD", "W NG"])
    ]
    found = by_cell(rows)
    assert [found[(2, col)] for col in range(3)] == ["UK_SORT_CODE", "UK_BANK_ACCOUNT", "PERSON"]


def test_dates_of_birth_without_header_are_told_from_dates_of_joining():
    rows = [[*person[:3], f"0{i + 1}/05/19{60 + 7 * i}", f"0{i + 1}/04/20{10 + i}"] for i, person in enumerate(PEOPLE)]
    found = by_cell(rows)
    assert found[(1, 3)] == "DATE_OF_BIRTH"
    assert found[(1, 4)] is None


def test_a_whole_record_in_one_cell_is_looked_into():
    rows = [["Employee Details"], ["Smith, John (20345678) JG103759A"], ["Okafor, Ngozi (20345679) AB123456C"]]
    assert by_cell(rows)[(1, 0)] == "FREE_TEXT"
    spans = Finder(Learnt()).find([rows[1][0]])[0]
    assert [span.entity for span in spans if span.entity != "EMPLOYEE_ID"] == ["PERSON", "UK_NINO"]


def test_a_personal_column_is_personal_with_its_malformed_values():
    rows = [["Surname", "NI Number"], ["Smith", "JG103759A"], ["Okafor", "to follow"], ["Patel", 12345678]]
    found = by_cell(rows)
    assert [found[(row, 1)] for row in (1, 2, 3)] == ["UK_NINO"] * 3


def test_a_configuration_sheet_holds_nothing_personal():
    titles = [
        "Element Name",
        "Account Name (GL)",
        "Bank Holiday Name",
        "Ward Name",
        "Employer Name",
        "NI Letter",
        "Phone Allowance",
        "Number of Employees",
        "Job Code",
        "Postcode Zone",
    ]
    rows = [titles, *[["Basic Pay", "Salaries", "Boxing Day", "Ward 7", "Riverside Trust", "A", 10.5, 12, "NUR5", "3"] for _ in range(4)]]
    found = by_cell(rows)
    assert all(entity is None or BY_NAME[entity].risk == "quasi" for entity in found.values())


def test_a_name_that_belongs_to_an_employer_is_kept():
    rows = [
        ["Name", "PAYE Reference", "Accounts Office Reference", "Address line 1", "Postcode", "HMRC contact surname"],
        ["Hillside Trust", "123/AB456", "123PA00012345", "1 High Street", "LS1 1AB", "Okafor"],
    ]
    found = by_cell(rows)
    assert [found[(1, col)] for col in (0, 3, 4, 5)] == ["EMPLOYER", "EMPLOYER", "EMPLOYER", "PERSON"]


def test_a_pivot_cache_says_where_its_header_is():
    grid = grid_of([["Smith", "Value"], ["Okafor", 12.5], ["Patel", 11.5]], headed=True)
    assert [column.title for column in survey([grid])] == ["Smith", "Value"]


def test_learnt_numbers_and_names_are_found_elsewhere():
    grid = grid_of([HEADER, *PEOPLE])
    finder = Finder(learn(survey([grid]), [grid]))
    texts = ["Recharge 20345679", "paid to ng wei", "Pool of 12 beds", "account 00123456 closed", "Grace period"]
    found = [[span.entity for span in spans] for spans in finder.find(texts)]
    assert found[:4] == [["EMPLOYEE_ID"], ["PERSON"], [], ["UK_BANK_ACCOUNT"]]


@pytest.mark.parametrize("rows", [[], [[""]], [["x"]], [[1]], [["Name"]], [[None, None, "Smith"]]])
def test_tiny_grids_are_no_trouble(rows):
    by_cell(rows)
