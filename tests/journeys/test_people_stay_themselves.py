"""One person gets one invented person, everywhere; two people never become one."""

import csv

import openpyxl
import pytest
from fixtures.build import HERE
from tests.support.canary import fold
from tests.support.commands import key_in, payscrub
from tests.support.fixtures import columns

STAFF = "staff-in-post.xlsx"


def mapping(pairs):
    """Return the map that ``pairs`` describe, having checked that it is one-to-one."""
    seen = dict(pairs)
    assert all(seen[old] == new for old, new in pairs), "one original, two surrogates"
    assert len(set(seen.values())) == len(seen), "two originals, one surrogate"
    return seen


def pairs(done, sheet, title):
    before, after = (columns(path, sheet, (title,), like=done.source)[title] for path in (done.source, done.output))
    return [(old, new) for old, new in zip(before, after, strict=True) if old not in {None, "", "Total"}]


@pytest.fixture(scope="module")
def people(cleaned):
    done = cleaned(STAFF)
    titles = ("Employee Number", "Surname", "Forename", "Full Name", "NI Number", "Work Email")
    return columns(done.source, "Staff in Post", titles), columns(done.output, "Staff in Post", titles, like=done.source)


@pytest.mark.parametrize("sheet", ["Staff in Post", "Bank Details", "Overtime", "Leavers"])
def test_an_employee_number_is_replaced_alike_on_every_sheet(sheet, cleaned):
    done = cleaned(STAFF)
    whole = mapping([(str(old), str(new)) for old, new in pairs(done, "Staff in Post", "Employee Number")])
    title = "Emp No" if sheet == "Leavers" else "Employee Number"
    assert all(whole[str(old)] == str(new) for old, new in pairs(done, sheet, title))


def test_numbers_stay_numbers(cleaned):
    assert all(type(old) is type(new) for old, new in pairs(cleaned(STAFF), "Bank Details", "Account Number"))
    assert all(type(old) is type(new) for old, new in pairs(cleaned(STAFF), "Bank Details", "Sort Code"))


@pytest.mark.parametrize(("sheet", "title"), [("Bank Details", "Account Number"), ("Staff in Post", "Work Email")])
def test_two_originals_never_meet(sheet, title, cleaned):
    mapping(pairs(cleaned(STAFF), sheet, title))


def stem(nino):
    return "".join(fold(nino).split()).replace("o", "0")[:8]


def test_a_faulty_ni_number_stays_the_same_person(cleaned):
    done = cleaned(STAFF)
    sources = [("Staff in Post", "NI Number"), ("Overtime", "NI Number"), ("Leavers", "NINO")]
    mapping([(stem(old), stem(new)) for sheet, title in sources for old, new in pairs(done, sheet, title)])


def test_a_faulty_ni_number_keeps_its_faults(cleaned):
    for old, new in pairs(cleaned(STAFF), "Staff in Post", "NI Number"):
        assert len(old) == len(new)
        assert [letter.isspace() for letter in old] == [letter.isspace() for letter in new]
        assert old.islower() == new.islower()
        assert old.count("\xa0") == new.count("\xa0")


def test_a_full_name_is_made_of_its_parts(people):
    _, after = people
    rows = zip(after["Full Name"], after["Surname"], after["Forename"], strict=True)
    assert [full for full, surname, forename in rows if surname and full != f"{surname}, {forename}"] == []


def test_namesakes_stay_namesakes_and_others_apart(people):
    before, after = people
    mapping([(old, new) for old, new in zip(before["Full Name"], after["Full Name"], strict=True) if old])


def test_an_address_is_spelt_with_the_name(people):
    before, after = people
    rows = zip(before["Work Email"], before["Surname"], after["Work Email"], after["Surname"], strict=True)
    plain = [(mail, surname) for old, was, mail, surname in rows if old and was.isascii() and was.isalpha()]
    assert plain
    assert [mail for mail, surname in plain if surname.lower() not in mail.lower()] == []


def test_initials_in_an_account_name_agree(cleaned, people):
    before, after = people
    surnames = dict(zip(before["Surname"], after["Surname"], strict=True))
    for old, new in pairs(cleaned(STAFF), "Bank Details", "Account Name"):
        parts = old.split()
        if len(parts) == 3 and len(parts[1]) == 1 and parts[2] in surnames:
            assert new.split()[0] == parts[0]
            assert new.split()[2] == surnames[parts[2]]


def test_a_payslip_tab_and_its_index_name_one_person(cleaned):
    done = cleaned("payslips.xlsx")
    book = openpyxl.load_workbook(done.output)
    index = [cell.value for cell in book.worksheets[0]["A"][1:25]]
    for name, sheet in zip(index, book.worksheets[1:], strict=True):
        assert sheet["B2"].value == name
        assert fold(name.split()[-1][:6]) in fold(sheet.title)


def test_a_person_is_the_same_in_two_files_of_one_key(tmp_path):
    header = ["Employee Number", "Surname", "Forename", "NI Number", "Bank Account Number"]
    people = [
        ["21450087", "Hourihane", "Bronagh", "JM402211A", "31450082"],
        ["21450164", "Urquhart", "Gethin", "PA118840B", "55012764"],
        ["21450239", "Macaraeg", "Rodrigo", "WE903317C", "40118235"],
    ]
    found = []
    for name, rows in (("march.csv", people), ("april.csv", people[::-1])):
        with (tmp_path / name).open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([header, *rows])
        ran = payscrub("clean", tmp_path / name, "-o", tmp_path / f"out-{name}", "--key-file", key_in(tmp_path))
        assert ran.code == 0
        with (tmp_path / f"out-{name}").open(newline="", encoding="utf-8") as file:
            found.append(sorted(list(csv.reader(file))[1:]))
    assert found[0] == found[1]


def test_another_key_gives_other_people(tmp_path):
    outputs = []
    for key in ("one", "two"):
        output = tmp_path / f"{key}.csv"
        assert payscrub("clean", HERE / "sage-export.csv", "-o", output, "--key-file", tmp_path / key).code == 0
        outputs.append(output.read_bytes())
    assert outputs[0] != outputs[1]


def test_a_mail_link_leads_to_the_address_that_the_cell_shows(cleaned):
    sheet = openpyxl.load_workbook(cleaned(STAFF).output).worksheets[0]
    links = [(cell.hyperlink.target, cell.value) for cell in sheet["M"] if cell.hyperlink]
    assert len(links) == 25
    assert [target for target, shown in links if target != f"mailto:{shown}"] == []
