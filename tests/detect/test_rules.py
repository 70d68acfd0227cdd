import pytest

from payscrub.detect import lexicon
from payscrub.detect.headers import canonical
from payscrub.detect.rules import Trust, read_header, rules
from payscrub.entities import BY_NAME


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("NI_No.", "ni number"),
        ("N.I. Number", "ni number"),
        ("NINUMBER", "ni number"),
        ("NatNo", "ni number"),
        ("DATEOFBIRTH", "date of birth"),
        ("dBirth", "date of birth"),
        ("D.O.B.", "date of birth"),
        ("Bank A/C No", "bank account number"),
        ("EmployeeId", "employee id"),
        ("Emp\u00a0No", "employee number"),
        ("<EMPNO>", "employee number"),
        ("Forename(s)", "forename s"),
        ("E-mail Address", "email address"),
        ("Post Code", "postcode"),
        ("Empl. Nm", "employee name"),
        ("Date Of Brith", "date of birth"),
        ("Forname", "forename"),
        ("BankAcNo", "bank account number"),
        ("Sort Cd", "sort code"),
        ("Add1", "address 1"),
        ("#REF", "formula error"),
    ],
)
def test_a_header_is_read_in_plain_words(title, plain):
    assert canonical(title) == plain


@pytest.mark.parametrize(
    ("title", "entity"),
    [
        ("NI Category", "NI_CATEGORY"),
        ("Title (*)", "TITLE"),
        ("Surname (*)", "PERSON"),
        ("Bank / Name", "PERSON"),
        ("Ward Name", None),
        ("Phone Allowance", None),
        ("Number of Employees", None),
        ("Pension / Scheme Name", None),
        ("Driving Licence Number", "UK_DRIVING_LICENCE"),
        ("Absence Reason", "HEALTH"),
        ("EE No.", "EMPLOYEE_ID"),
        ("Colleague Number", "EMPLOYEE_ID"),
        ("Cost Centre Manager", "PERSON"),
        ("Laptop Model", None),
        ("Vehicle Make", None),
    ],
)
def test_the_words_of_a_header_decide(title, entity):
    assert read_header(title).entity == entity


def test_an_unknown_header_decides_nothing():
    assert read_header("Qwertz").trust == Trust.NONE


def test_every_rule_names_a_known_entity():
    assert len(rules()) > 50
    assert {reading.entity for _, reading in rules()} - {None} <= set(BY_NAME)


def test_every_line_of_a_rule_can_match_by_itself():
    for name, lines in lexicon.sections("headers.txt").items():
        assert lines, name
        assert not [line for line in lines if not line or line.endswith("$(?!)")], name


@pytest.mark.parametrize("section", ["titles", "suffixes", "particles", "organisation", "small", "no names", "segments"])
def test_the_short_lists_are_there(section):
    assert lexicon.listed(section)
