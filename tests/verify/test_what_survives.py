"""Which replaced values are looked for in the rest of the file, with the source at hand: old and new value, a note, and what is found."""

import pytest
from tests.verify.invented import marked, workbook

from payscrub.verify import inspect

INVENTED = f"XX-{marked(7, 7, 3)}"


def survivors(old, new, note):
    """Return the kinds that are found in a note which both files have, because the old value became the new one in another cell."""
    source, output = ([["Reference", "Remark"], [value, "x"], ["y", note]] for value in (old, new))
    found = inspect(workbook(output), original=workbook(source)).findings
    return [finding.entity for finding in found if "replaced elsewhere" in finding.reason and finding.place == "sheet1!B3"]


@pytest.mark.parametrize(
    ("new", "kind"),
    [
        ("KN 12 34 56 C", "UK_NINO"),
        ("a.tebaquox@example.com", "EMAIL_ADDRESS"),
        ("Tebaquox", "PERSON"),
        ("ZY1 2AB", "UK_POSTCODE"),
        ("36480 Example Road", "ADDRESS"),
        ("07700 900123", "PHONE_NUMBER"),
        (marked(8, 2, 3), "UK_BANK_ACCOUNT"),
        ("999 123 4567", "UK_NHS"),
        (INVENTED, "EMPLOYEE_ID"),
        ("gone away", "EMPLOYEE_ID"),
    ],
)
def test_a_survivor_is_called_by_what_took_its_place(new, kind):
    assert survivors("QZ-441-8830", new, "see QZ 441 8830") == [kind]


@pytest.mark.parametrize(
    ("old", "new", "note"),
    [
        ("Sarah", "Tebaquox", "left by Sarah"),
        ("Zqv", "Tebaquox", "left by zqv"),
        ("Band QZ41", INVENTED, "as Band QZ41"),
        ("19850302", "38215001", "see 19850302"),  # a number, though it could be a day
        ("QZ-441-8830", "QZ-441-8839", "QZ4418830"),  # what both begin with was kept, the whole was not
        ("jan.4418830@zqvtrab.test", "a.tebaquox@example.com", "jan.4418830@zqvtrab.test"),
        ("Line 1 of 2000", INVENTED, "Line 1 of 2000"),
        ("12 Linan Road", "36480 Example Road", "12 Linan Road"),
    ],
)
def test_it_is_found_wherever_it_still_stands(old, new, note):
    assert survivors(old, new, note)


@pytest.mark.parametrize(
    ("old", "new", "note"),
    [
        *((f"{day} March 1985", f"{day} June 1990", f"{day} March 1985") for day in ("1st", "2nd", "3rd", "4th")),
        ("1985-03-02", "1990-06-03", "1985-03-02"),
        ("1985/03/02", "1990/06/03", "1985/03/02"),
        ("2-Mar-1985", "3-Jun-1990", "2-Mar-1985"),
        ("March 2, 1985", "June 3, 1990", "March 2, 1985"),
        ("03/07/2017", "13/07/2017", "3072017"),  # the digits of a day are those of some number
        ("19850302", "19900603", "see 19850302"),
        ("Band QZ4", INVENTED, "Band QZ4"),
        ("3 Months", INVENTED, "3 Months"),
        ("Line 1 of 200", INVENTED, "Line 1 of 200"),
        ("Finance", "Tebaquox", "finance agreed"),
        ("Grant", "Tebaquox", "a grant was paid"),
        ("Zqvtrab", "Sadiquox", "Zqvtrab Hospital"),  # institutions are named after people
        ("Zqvtrab", "Payroll", "left by Zqvtrab"),  # no name took its place
        ("QZ-441", INVENTED, "see QZ-441"),  # too short for an identifier
        ("QZ-441-8830", INVENTED, "QZ-441-88301"),
        ("tbc 99999999", INVENTED, "99999999"),  # blanked
    ],
)
def test_what_coincides_is_no_survivor(old, new, note):
    assert survivors(old, new, note) == []
