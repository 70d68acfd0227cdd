"""Values that read as titles, values that read as something else, and what only the neighbours give away."""

import io

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from tests.support.canary import Canaries
from tests.verify.invented import workbook

import payscrub

KEY = bytes(range(32))
PEOPLE = [
    ("17797123-2", "Eilidh MacEachern", "NORTH\\eilidh.maceachern", "Bramble193!"),
    ("20190365-2", "Mehmet Öztürk", "NORTH\\mozturk6", "Sunflower948#"),
    ("29182292-2", "Lerato Ndlovu", "NORTH\\lndlovu", "Sunflower997$"),
    ("30386527-2", "Rupert Whittlesey", "NORTH\\rupert.whittlesey", "Kestrel335#"),
    ("24912417-2", "Mihaela Dumitrescu", "NORTH\\mdumitresc", "Kestrel201!"),
]


def cleaned(rows):
    data, _ = payscrub.clean_bytes(workbook(rows), key=KEY)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def form(colon):
    lines = [("Postcode", "SN13 6QB"), ("Week 1/Month 1", "No"), ("Job title", "Gardener"), ("National Insurance number", "SK474412D")]
    lines += [("Account number", "47587830"), ("Date of birth", "27/07/1981"), ("Works number", "38509584")]
    return [[None, label + colon, None, value] for label, value in lines]


@pytest.mark.parametrize("colon", [":", " :", ""])
def test_a_form_is_read_past_an_answer_that_could_be_a_title(colon):
    values = [row[3] for row in cleaned(form(colon))]
    assert (values[1], values[2]) == ("No", "Gardener")
    assert {"SN13 6QB", "SK474412D", "47587830", "27/07/1981", "38509584"}.isdisjoint(values)


@pytest.mark.parametrize("colon", [":", " :", ""])
def test_the_check_reads_such_a_form(colon):
    found = {finding.place for finding in payscrub.verify(workbook(form(colon))).findings}
    assert {"sheet1!D1", "sheet1!D4", "sheet1!D5", "sheet1!D6", "sheet1!D7"} <= found


@pytest.mark.parametrize("title", ["UTR", "Unique Taxpayer Ref", "Unique Taxpayer Reference No", "UniqueTaxpayerRef"])
def test_a_taxpayer_reference_is_one_under_every_spelling_of_its_title(title):
    rows = [["Employee", title], *([name, int(f"52564{index}6233")] for index, (_, name, *_) in enumerate(PEOPLE))]
    assert all(after[1] != before[1] for before, after in zip(rows[1:], cleaned(rows)[1:], strict=True))


def test_columns_without_titles_keep_their_forms():
    after = cleaned([[number, name, login, secret, 100 + index] for index, (number, name, login, secret) in enumerate(PEOPLE)])
    assert {row[0][-2:] for row in after} == {"-2"}
    assert all(row[2].startswith("EXAMPLE\\") for row in after)
    assert {row[3] for row in after} == {"redacted"}
    assert [row[4] for row in after] == [100, 101, 102, 103, 104]


@pytest.mark.parametrize("title", ["Pay To", "Sort/Account", None])
def test_sort_code_and_account_in_one_number_are_no_amount_and_no_card(title):
    numbers = ["20355034437782", "08052189719992", "07091935155587", "11781488592598", "82650916429173"]
    after = cleaned([[title, "Name"], *([number, name] for number, (_, name, *_) in zip(numbers, PEOPLE, strict=True))])
    assert all(row[0].startswith("97") and len(row[0]) == len("20355034437782") for row in after[1:])
    assert cleaned(after) == after


def test_an_order_whose_reference_looks_like_an_insurance_number_can_be_sent():
    rows = [
        ["Payroll No", "AEO Ref", "Notes"],
        *([number, f"MC12652{index}", f"AEO ref MC12652{index}"] for index, (number, *_) in enumerate(PEOPLE)),
    ]
    assert all("MC12652" not in f"{row}" for row in cleaned(rows)[1:])


@pytest.mark.parametrize(
    ("note", "gone"),
    [
        ("locked out, reset to Kestrel506#", "Kestrel506"),
        ("new one is Wren4821!", "Wren4821"),
        ("P60 reissued to 147 The Larches, Swindon SN4 2AB", "Larches"),
        ("arrears agreed, c/o 58 Quarry Bank", "Quarry"),
    ],
)
def test_a_note_loses(note, gone):
    assert gone not in payscrub.clean_text(note, key=KEY)


@pytest.mark.parametrize(
    "note", ["tax code reset to S1257L from week 12!", "Increment due 1 April", "back on 3rd of May", "Pay award April 2025"]
)
def test_a_note_keeps_days_although_somebody_is_called_like_the_month(note):
    rows = [["Payroll No", "Name", "Notes"], ["20101010", "April Grant", note], ["20101011", "May Whittlesey", None]]
    assert cleaned(rows)[1][2] == note


def test_a_literal_with_a_name_of_two_capitals_can_be_sent():
    rows = [["Payroll No", "Name", "Rows"], ["20101010", "MacEachern, Fergus", '=COUNTIF(B:B,"MacEachern, Fergus")']]
    assert "MacEachern" not in f"{cleaned(rows)}"


def test_a_list_of_names_of_two_capitals_can_be_sent():
    book = openpyxl.Workbook()
    for row in (["Payroll No", "Name"], ["20101010", "Fergus MacEachern"], ["20101011", "Mary McGillicuddy"]):
        book.active.append(row)
    choice = DataValidation("list", formula1='"McGillicuddy,MacEachern"')
    choice.add("D2")
    book.active.add_data_validation(choice)
    out = io.BytesIO()
    book.save(out)
    data, _ = payscrub.clean_bytes(out.getvalue(), key=KEY)
    assert not Canaries(["MacEachern", "McGillicuddy"]).seen_in(data)


def test_a_school_named_after_a_saint_names_nobody():
    assert payscrub.verify(workbook([["St Oswald's C of E Primary School"], ["Account", "Amount"], ["7001", 12.5]])).clean


def test_codes_of_a_catalogue_stay_and_those_of_people_do_not():
    things = ["Basic Pay", "Overtime x 1.5", "Sick Pay", "Car Allowance", "Back Pay"]
    catalogue = [["Code", "Element", "GL Code"], *([f"E00{index}", thing, 7001] for index, thing in enumerate(things))]
    assert cleaned(catalogue) == catalogue
    people = [["ID", "Gross", "Job title"], *([f"E00{index}", 100.5 + index, "Nurse"] for index in range(5))]
    assert {"E000", "E001", "E002", "E003", "E004"}.isdisjoint(row[0] for row in cleaned(people))


@pytest.mark.parametrize("note", ["Car Allowance M12", "notice 12 weeks", "Jane left 31/03/2005 as agreed, 12 weeks"])
def test_periods_are_neither_plates_nor_streets(note):
    assert payscrub.clean_text(note, key=KEY).split(" ", 1)[1] == note.split(" ", 1)[1]


def test_notice_periods_without_a_title_stay():
    rows = [
        [name, 1200.5 + index, period]
        for index, ((_, name, *_), period) in enumerate(zip(PEOPLE, ["1 month", "12 weeks"] * 3, strict=False))
    ]
    assert [row[2] for row in cleaned(rows)] == [row[2] for row in rows]


def test_a_record_in_one_cell_loses_its_birthday_and_a_number_like_a_day_long_gone():
    text = payscrub.clean_text("27041915,Wong,Siu Fong,HJ794787C,01/07/1970,HG5 9TR", key=KEY)
    assert not {"27041915", "Wong", "Fong", "HJ794787C", "01/07/1970", "HG5 9TR"} & set(text.split(","))


@pytest.mark.parametrize(
    "note", ["Starter: Sipho van Rensburg, DOB 01/07/1970", "New car VP66 FUM, P11D value £24,500", "moved to IP17 7SU"]
)
def test_a_note_changes_no_more_when_it_is_cleaned_again(note):
    once = payscrub.clean_text(note, key=KEY)
    assert once != note
    assert "X" not in once.split("DOB")[0].split("P11D")[0]
    assert payscrub.clean_text(once, key=KEY) == once


def test_addresses_without_a_title_change_no_more_when_they_are_cleaned_again():
    rows = [[name, f"{index + 8} Kestrel Drive, Truro, TR8 5QL", 100 + index] for index, (_, name, *_) in enumerate(PEOPLE)]
    once = cleaned(rows)
    assert cleaned(once) == once
    assert "Kestrel" not in f"{once}"


@pytest.mark.parametrize("title", ["Company Card No", "Purchase Card", "Fuel Card Number"])
def test_a_card_is_one_under_its_title_however_malformed(title):
    rows = [["Employee", title], *([name, f"4537124778277818{index}"] for index, (_, name, *_) in enumerate(PEOPLE))]
    assert all("4537124778" not in row[1] for row in cleaned(rows)[1:])


def test_a_surname_that_is_a_town_goes_with_the_given_name_before_it():
    assert "Whittlesey" not in payscrub.clean_text("Jane Whittlesey left last month, see file", key=KEY)


@pytest.mark.parametrize("title", ["BirthDt", "Empl. Ref.", "Given Name(s)", "Emp Nm", "NAME (IN FULL)"])
def test_a_shortened_title_names_nobody(title):
    assert payscrub.clean_text(title, key=KEY) == title


def test_why_a_column_of_logins_was_taken_is_told():
    found = payscrub.explain(workbook([[name, login] for _, name, login, _ in PEOPLE]))
    assert any("login in a domain" in sentence for one in found for sentence in one.evidence)


def test_days_of_birth_with_two_digits_for_the_year_are_found_without_a_title():
    days = ["16.03.89", "13.01.62", "05.03.70", "24.09.96", "11.11.58"]
    after = cleaned([[number, name, day] for (number, name, *_), day in zip(PEOPLE, days, strict=True)])
    assert set(days).isdisjoint(row[2] for row in after)


def test_what_a_link_shows_is_read_with_its_escapes():
    book = openpyxl.Workbook()
    book.active.append(["Payroll No", "Name"])
    book.active.append(["20101010", "Mary Whittlesey"])
    link = Hyperlink(ref="A2", target="mailto:mary.whittlesey@willowmere.co.uk?subject=Payslip%20ER625001A")
    link.display = link.target
    book.active["A2"].hyperlink = link
    out = io.BytesIO()
    book.save(out)
    data, _ = payscrub.clean_bytes(out.getvalue(), key=KEY)
    assert not Canaries(["ER625001A", "mary.whittlesey"]).seen_in(data)


def test_an_invented_iban_in_groups_is_no_telephone_number():
    assert payscrub.verify(workbook([["Notes"], ["see GB40 ZZZZ 9720 0761 4178 80 for it"], ["ok"]])).clean
    assert not payscrub.verify(workbook([["Notes"], ["ring 0161 417 8801 for it"], ["ok"]])).clean
