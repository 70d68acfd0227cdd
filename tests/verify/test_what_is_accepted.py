"""What passes in a personal column: its own space, what proves itself, and one other mark for the column; near misses do not."""

from datetime import date, timedelta

import numpy as np
import pytest
from tests.verify.invented import birthday, marked

from payscrub.model import Kind
from payscrub.verify.accept import offenders
from payscrub.verify.titles import RECORD

MARKS = {
    "UK_BANK_ACCOUNT": 2,
    "NHS_PENSION_NUMBER": 3,
    "PASSPORT": 4,
    "IMMIGRATION_DOCUMENT": 5,
    "DBS_CERTIFICATE": 6,
    "BANK_ROLL_NUMBER": 7,
    "COURT_ORDER_REFERENCE": 8,
    "PENSION_MEMBER": 9,
    "PROFESSIONAL_REGISTRATION": 10,
}
COLUMNS = {
    **{kind: [marked(8, residue, 31 * row) for row in range(6)] for kind, residue in MARKS.items()},
    "EMPLOYEE_ID": [f"EM{marked(8, 1, 31 * row)}" for row in range(6)],
    "VEHICLE_REGISTRATION": [f"AB01 CD{letter}" for letter in "EFGHJK"],
    "MAC_ADDRESS": [f"00005E00537{letter}" for letter in "ABCDEF"],
    "IP_ADDRESS": [f"192.0.2.{row}" for row in range(6)],
    "USERNAME": [f"user{row}" for row in range(6)],
}
ALSO = {
    "EMPLOYEE_ID": {"PENSION_MEMBER", "NHS_PENSION_NUMBER", "BANK_ROLL_NUMBER", "PROFESSIONAL_REGISTRATION", "COURT_ORDER_REFERENCE"},
    "UK_BANK_ACCOUNT": {"BANK_ROLL_NUMBER"},
    "BANK_ROLL_NUMBER": {"EMPLOYEE_ID", "UK_BANK_ACCOUNT", "PENSION_MEMBER"},
    "NHS_PENSION_NUMBER": {"PENSION_MEMBER", "EMPLOYEE_ID"},
    "PENSION_MEMBER": {"NHS_PENSION_NUMBER", "EMPLOYEE_ID", "PROFESSIONAL_REGISTRATION"},
    "PASSPORT": {"IMMIGRATION_DOCUMENT"},
    "IMMIGRATION_DOCUMENT": {"PASSPORT", "DBS_CERTIFICATE"},
    "DBS_CERTIFICATE": {"IMMIGRATION_DOCUMENT", "PROFESSIONAL_REGISTRATION"},
    "PROFESSIONAL_REGISTRATION": {"EMPLOYEE_ID", "DBS_CERTIFICATE", "VEHICLE_REGISTRATION"},
    "COURT_ORDER_REFERENCE": {"EMPLOYEE_ID", "BANK_ROLL_NUMBER"},
    "HOSTNAME": {"EMPLOYEE_ID", "MAC_ADDRESS", "IP_ADDRESS"},
    "USERNAME": {"EMPLOYEE_ID"},
    "UK_DRIVING_LICENCE": {"EMPLOYEE_ID", "PROFESSIONAL_REGISTRATION"},
    "PERSON": {"EMPLOYEE_ID", "USERNAME"},
}
BETWEEN = [(column, held) for column in ALSO for held in COLUMNS if column != held and not (column == "HOSTNAME" and held == "USERNAME")]
ACCOUNT = marked(8, 2, 5)
BORN = birthday(10)


def wrong(entity, texts, kind=Kind.TEXT):
    return offenders(entity, texts, np.full(len(texts), kind, dtype=np.uint8)).tolist()


def serial(day, calendar=date(1899, 12, 30)):
    return str((day - calendar).days)


@pytest.mark.parametrize(("column", "held"), BETWEEN)
def test_a_column_may_hold_the_mark_of_a_kind_that_its_title_can_mean_and_no_other(column, held):
    assert wrong(column, COLUMNS[held]) == [held not in ALSO[column]] * 6


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        (["QZ-1", "QZ-2"], [False] * 4 + [True] * 2),  # a third at most
        (["QZ-1", "QZ-2", "QZ-3"], [True] * 7),
        (["KN 12 34 56 C", "tbc", "user1@example.com"], [False] * 7),
    ],
)
def test_another_mark_must_explain_most_of_the_column(others, expected):
    assert wrong("EMPLOYEE_ID", COLUMNS["PENSION_MEMBER"][:4] + others) == expected


def test_a_mark_says_nothing_for_two_values():
    few, proven = COLUMNS["PENSION_MEMBER"], ["KN 12 34 56 C", "NT 12 34 56 D", "tbc"]
    assert wrong("EMPLOYEE_ID", few[:2] + proven) == [True, True, False, False, False]
    assert wrong("EMPLOYEE_ID", few[:3] + proven) == [False] * 6


def test_of_two_marks_the_one_that_explains_more_is_taken_and_the_first_of_equals():
    pension, nhs = COLUMNS["PENSION_MEMBER"][0], COLUMNS["NHS_PENSION_NUMBER"][0]
    masked = (f"{row}X{number}" for row in range(10, 100) for number in range(10**5, 10**5 + 10**3))  # an X counts 33, or not at all
    both = [text for text in masked if int(text.replace("X", "33")) % 97 == 9 and int(text.replace("X", "")) % 97 == 3][:6]
    assert wrong("EMPLOYEE_ID", [*both, pension, "QZ-1"]) == [False] * 7 + [True]
    assert wrong("EMPLOYEE_ID", [*both, nhs, "QZ-1"]) == [False] * 7 + [True]
    assert wrong("EMPLOYEE_ID", [*both, pension, nhs]) == [False] * 7 + [True]


PASSING = [
    ("PASSPORT", "KN 12 34 56 C"),
    ("PASSPORT", "a.tebaquox@example.com"),
    ("PASSPORT", "ZY1 2AB"),
    ("PASSPORT", "GB49ZZZZ971122" + ACCOUNT),
    ("PASSPORT", "07700 900123"),
    ("PASSPORT", "+44 (0)7700 900123"),
    ("PASSPORT", f"97-11-22 {ACCOUNT}"),
    ("PASSPORT", f"971122/{ACCOUNT}"),
    ("PASSPORT", f"97-11-22 {marked(6, 2, 5)}"),
    *((kind, texts[0]) for kind, texts in COLUMNS.items()),
    ("SECRET", "0"),
    ("EMPLOYEE_ID", "Tebaquox"),
    ("BANK_ROLL_NUMBER", "Tebaquox"),
    ("COURT_ORDER_REFERENCE", "Mr Tebaquox"),
    ("ADDRESS", "Tebaquox"),
    ("ADDRESS", "01/02/1990"),
    ("UK_POSTCODE", "12 Example Road, Exampleton 4"),
    ("EMAIL_ADDRESS", "Tebaquox"),
    ("EMAIL_ADDRESS", "user12"),
    ("SHARE_CODE", COLUMNS["IMMIGRATION_DOCUMENT"][0]),
    ("HOSTNAME", "user12"),
    ("IP_ADDRESS", "host-12.example"),
    ("URL", r"C:\Users\example\000012"),
    ("DATE_OF_BIRTH", serial(BORN)),
    ("DATE_OF_BIRTH", serial(BORN, date(1904, 1, 1))),
]
FAILING = [
    ("PASSPORT", "AB 12 34 56 C"),
    ("PASSPORT", "a.featherstone@example.com"),
    ("PASSPORT", "LS1 4AP"),
    ("PASSPORT", "07852 582745"),
    ("PASSPORT", "123"),  # an extension at most
    ("PASSPORT", f"20-11-22 {ACCOUNT}"),
    ("PASSPORT", f"97-11-22 {int(ACCOUNT) + 1}"),
    ("PASSPORT", f"97-1122 {ACCOUNT}"),
    ("PASSPORT", "01/02/1990"),
    ("PASSPORT", "Tebaquox"),
    ("PASSPORT", "user12"),
    ("EMPLOYEE_ID", "12 Example Road"),
    ("EMPLOYEE_ID", serial(BORN)),
    ("UK_POSTCODE", "Tebaquox"),
    ("ADDRESS", "user12"),
    ("SHARE_CODE", COLUMNS["PASSPORT"][0]),
    ("HOSTNAME", r"C:\Users\example\000012"),
    ("IP_ADDRESS", "user12"),
    ("FILE_PATH", "https://www.example.com/000012"),
    ("PERSON", "finance office"),  # a piece of a whole record, and no name
    ("SECRET", "1"),
    ("DATE_OF_BIRTH", serial(BORN + timedelta(1))),
    ("DATE_OF_BIRTH", "0" + serial(BORN)),
    ("DATE_OF_BIRTH", "00000"),
    ("DATE_OF_BIRTH", "later"),
]


@pytest.mark.parametrize(("entity", "text"), PASSING)
def test_what_proves_itself_passes_under_another_title(entity, text):
    assert wrong(entity, [text]) == [False]


@pytest.mark.parametrize(("entity", "text"), FAILING)
def test_what_only_looks_alike_does_not(entity, text):
    assert wrong(entity, [text]) == [True]


@pytest.mark.parametrize("kind", [Kind.BOOLEAN, Kind.ERROR])
def test_truth_values_and_errors_name_nobody(kind):
    assert wrong("PERSON", ["Featherstone"], kind) == [False]
    assert wrong("PERSON", ["Featherstone"]) == [True]


@pytest.mark.parametrize(
    ("entity", "text", "kind", "passes"),
    [
        ("ETHNICITY", "Code 3", Kind.TEXT, True),
        ("ETHNICITY", "n/a", Kind.TEXT, True),
        ("ETHNICITY", "Cornish", Kind.TEXT, False),
        ("ETHNICITY", "12/03/2020", Kind.DATE, True),
        ("ETHNICITY", "12/03/2020", Kind.TEXT, False),
        ("ETHNICITY", "12", Kind.NUMBER, True),
        ("ETHNICITY", "123456789", Kind.NUMBER, True),
        ("ETHNICITY", "1234567890", Kind.NUMBER, False),
        ("ETHNICITY", "7", Kind.NUMBER, False),
        ("ETHNICITY", "12", Kind.TEXT, False),
        ("ETHNICITY", "#VALUE!", Kind.ERROR, True),
        ("ETHNICITY", "Tebaquox", Kind.TEXT, False),
        ("ETHNICITY", "07700 900123", Kind.TEXT, False),  # no code, though nobody's number
        ("DISABILITY", "FALSE", Kind.BOOLEAN, True),
        ("DISABILITY", "0", Kind.BOOLEAN, True),
        ("DISABILITY", "TRUE", Kind.BOOLEAN, False),
        ("HEALTH", "7", Kind.NUMBER, True),
        ("HEALTH", "3.5", Kind.TEXT, True),
        ("HEALTH", "50%", Kind.TEXT, True),
        ("HEALTH", "12/03/2020", Kind.TEXT, True),
        ("HEALTH", "Asthma", Kind.TEXT, False),
        ("UNION_MEMBERSHIP", "12.50", Kind.TEXT, True),
    ],
)
def test_of_a_special_kind_codes_pass_and_where_they_are_counted_days_and_amounts(entity, text, kind, passes):
    assert wrong(entity, [text], kind) == [not passes]


RECORD_PASSING = [
    *(f"{prefix}123457C" for prefix in ("BG", "GB", "KN", "NK", "NT", "ZZ")),
    "12345 Example Road",
    "123457 Example Road",
    "Exampleton 4",
    "Exampleton 123457; ZY1 2AB",
    "Tebaquox, A | finance office.",
    "office 1234",
    "office Q1234",
    "office n/a",
    "07700900123",
    "user12345@example.com",
    "a.tebaquox@example.com",
    "971123",
    BORN.strftime("%d/%m/%Y"),
    marked(8, 1, 3),
    marked(8, 2, 3),
    marked(8, 3, 3),
    "tbc",
]
RECORD_FAILING = [
    "44412 Example Roadmanship",  # an invented piece ends where its word ends
    "ABJG45NK123456Z",
    "AB123457C",
    "office Featherstonehaugh",
    "12345",
    marked(8, 4, 3),
    "07852582745",
    "a.featherstone@example.com",
    "123457 Road",
    "1234567 Example Road",
]


@pytest.mark.parametrize("text", RECORD_PASSING)
def test_a_whole_record_is_accepted_piece_by_piece(text):
    assert wrong(RECORD, [text]) == [False]


@pytest.mark.parametrize("text", RECORD_FAILING)
def test_one_piece_of_a_record_is_enough_to_refuse_it(text):
    assert wrong(RECORD, [f"finance {text}"]) == [True]
