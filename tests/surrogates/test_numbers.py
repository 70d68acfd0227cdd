"""Identifying numbers: as wide as they were, with their faults, and no two the same."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payscrub.model import Kind
from payscrub.surrogates import Surrogates
from payscrub.surrogates.bank import CARD
from payscrub.surrogates.civil import LICENCE, NHS, PLATE, STUDENT, UPRN, UTR
from payscrub.surrogates.machine import MAC
from payscrub.surrogates.places import POSTCODE

FORMS = {"card": CARD, "licence": LICENCE, "nhs": NHS, "plate": PLATE, "student": STUDENT, "uprn": UPRN, "utr": UTR, "mac": MAC}
CORES = {
    "card": "4000000000000002", "licence": "MORGA657054SM9IJ", "nhs": "4000000004", "plate": "AB51ABC", "student": "ABCD12345678E",
    "uprn": "100000000001", "utr": "1234567890", "mac": "AABBCCDDEEFF",
}  # fmt: skip


def layout(text):
    return re.sub(r"[A-Z]", "A", re.sub(r"[a-z]", "a", re.sub(r"\d", "9", text)))


@pytest.mark.parametrize(
    "text", ["AB123456C", "AB 12 34 56 C", "ab123456c", "AB-12-34-56-D", "AB123456", "ab 123456", "AB.12.34.56.A", "QQ 123456 ?"]
)
def test_a_national_insurance_number_keeps_its_layout(invent, text):
    (new,) = invent("UK_NINO", [text])
    assert layout(new) == layout(text)
    assert new[:2].upper() in ("BG", "GB", "KN", "NK", "NT", "ZZ")


def test_the_spellings_of_one_national_insurance_number_agree(invent):
    plain, spaced, small, missing = invent("UK_NINO", ["AB123456C", "AB 12 34 56 C", "ab123456c", "AB123456"])
    assert spaced.replace(" ", "") == plain
    assert small.upper() == plain
    assert missing == plain[:8]


def test_a_missing_suffix_stays_missing_and_a_wrong_one_stays_wrong(invent):
    missing, wrong = invent("UK_NINO", ["AB123456", "CE123456X"])
    assert len(missing) == 8
    assert wrong[8] not in "ABCDFMP"


def test_different_suffixes_of_one_number_stay_different(invent):
    assert len(set(invent("UK_NINO", [f"AB123456{suffix}" for suffix in "ABCD"]))) == 4


def test_letters_typed_for_digits_stay_letters_and_the_right_spelling_agrees(invent):
    wrong, right = invent("UK_NINO", ["AB1234O6C", "AB123406C"])
    assert wrong[6] == "O"
    assert wrong.replace("O", "0") == right
    (other,) = invent("UK_NINO", ["ABI23456C"])
    assert other[2] == "I"


def test_a_malformed_number_is_blanked_and_keeps_its_faults(invent):
    assert invent("UK_NINO", ["AB123C", "A1234567"]) == ["XX999X", "X9999999"]


def test_employee_numbers_keep_zeros_separators_and_short_prefixes(invent):
    texts = ["00123456", "123456", "A123456", "12-34-56", "123456-2", "EMP123456"]
    zeros, plain, lettered, parted, second, masked = invent("EMPLOYEE_ID", texts)
    assert zeros == "00" + plain
    assert lettered == "A" + plain
    assert parted.replace("-", "") == plain
    assert second == plain + "-2"
    assert masked.startswith("XXX")
    assert masked != "XXX" + plain


def test_a_number_and_its_text_with_lost_zeros_agree(invent):
    number, text, scientific, point = invent("EMPLOYEE_ID", ["12345678", "0012345678", "1.2345678E7", "12345678.0"])
    assert text == "00" + number
    assert scientific == point == number


@pytest.mark.parametrize("text", ['="00123456"', "'00123456", " 123456 ", "123456\u00a0", "\t123456\n"])
def test_the_dress_of_a_value_stays(invent, text):
    (new,) = invent("EMPLOYEE_ID", [text])
    assert layout(new) == layout(text)
    assert new != text


def test_a_short_number_gets_five_digits_out_of_its_zeros_first(invent):
    bare, padded = invent("EMPLOYEE_ID", ["1234", "001234"])
    assert len(bare) == 5
    assert padded == "0" + bare


def test_codes_without_a_digit_stay_apart(invent):
    texts = ["SMIJ", "JONA", "PATK", "JS"]
    new = invent("EMPLOYEE_ID", texts)
    assert len(set(new)) == 4
    assert all(set(code[: len(text)]) == {"X"} for code, text in zip(new, texts, strict=True))


def test_too_many_short_numbers_get_longer_ones_never_the_same(invent):
    texts = [str(number) for number in range(1000, 5000)]
    new = invent("EMPLOYEE_ID", texts)
    assert len(set(new)) == 4000
    assert not set(new) & set(texts)


@pytest.mark.parametrize("entity", ["EMPLOYEE_ID", "UK_BANK_ACCOUNT"])
def test_no_surrogate_is_a_number_of_the_job(entity):
    job = Surrogates(bytes(32))
    originals = [str(number) for number in range(10000, 14000)]
    job.learn("UK_UTR", [str(number) for number in range(14000, 18000)])
    job.learn(entity, originals)
    job.settle()
    new = {int(text) for text in job.replace(entity, originals, [Kind.NUMBER] * len(originals))}
    assert not new & set(range(10000, 18000))


@given(st.lists(st.integers(0, 10**9).map(str), unique=True, min_size=1, max_size=50))
@settings(max_examples=30, deadline=None)
def test_a_number_cell_gets_a_number_without_leading_zeros(texts):
    for entity in ("EMPLOYEE_ID", "UK_BANK_ACCOUNT", "PASSPORT", "UK_SORT_CODE", "PHONE_NUMBER", "PERSON", "UK_NINO", "CREDIT_CARD", "URL"):
        job = Surrogates(bytes(32))
        job.learn(entity, texts)
        job.settle()
        for new in job.replace(entity, texts, [Kind.NUMBER] * len(texts)):
            assert new == str(int(new)), entity


def test_sort_code_and_account_agree_wherever_they_stand(invent):
    together, sort_code = invent("UK_SORT_CODE", ["10-20-30 12345678", "102030"])
    (account,) = invent("UK_BANK_ACCOUNT", ["12345678"])
    assert together == f"{sort_code[:2]}-{sort_code[2:4]}-{sort_code[4:]} {account}"
    (iban,) = invent("IBAN_CODE", ["GB83 BUKB 1020 3012 3456 78"])
    assert iban.replace(" ", "").endswith(sort_code + account)


def test_an_iban_has_right_check_digits_and_keeps_its_groups(invent):
    (iban,) = invent("IBAN_CODE", ["GB33 BUKB 2020 1555 5555 55"])
    core = iban.replace(" ", "")
    digits = "".join(str(int(char, 36)) for char in core[4:] + core[:4])
    assert int(digits) % 97 == 1
    assert [len(group) for group in iban.split(" ")] == [4, 4, 4, 4, 4, 2]


def test_a_sort_code_that_became_a_date_stays_a_date(invent):
    (new,) = invent("UK_SORT_CODE", ["2004-05-06"], Kind.DATE)
    assert re.fullmatch(r"1901-\d\d-\d\d", new)


@pytest.mark.parametrize("name", FORMS)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_every_number_of_a_form_is_spelt_and_found_again(name, data):
    form, core = FORMS[name], CORES[name]
    number = data.draw(st.integers(0, form.plan.size(form.shape(core)) - 1))
    if number in set(form.blocked()):
        return
    spelt = form.spell(number, core)
    assert form.reserved.fullmatch(spelt)
    assert form.locate(spelt) == number


@given(st.sampled_from(["AB12CD", "AB1", "A9", "A12", "AB123CD", "A12CD"]), st.data())
def test_every_postcode_of_a_pattern_is_spelt_and_found_again(core, data):
    number = data.draw(st.integers(0, POSTCODE.plan.size(POSTCODE.shape(core)) - 1))
    spelt = POSTCODE.spell(number, core)
    assert POSTCODE.reserved.fullmatch(spelt)
    assert POSTCODE.locate(spelt) == number


@pytest.mark.parametrize("entity", ["PASSPORT", "DBS_CERTIFICATE", "PENSION_MEMBER", "PROFESSIONAL_REGISTRATION", "BANK_ROLL_NUMBER"])
def test_references_keep_their_layout_and_lose_their_letters(invent, entity):
    for text in ["AB 123456", "12A3456B", "A/12345-6", "F1234567890"]:
        (new,) = invent(entity, [text])
        assert layout(new) == layout(text)
        assert set(re.findall("[A-Z]", new)) == {"X"}


def test_references_that_differ_only_in_letters_stay_apart(invent):
    assert len(set(invent("PASSPORT", ["AB123456", "AC123456", "AD123456"]))) == 3


def test_a_number_inside_a_court_reference_is_the_one_of_the_person(invent):
    (reference,) = invent("COURT_ORDER_REFERENCE", ["NST/1/JA100000A"])
    (nino,) = invent("UK_NINO", ["JA100000A"])
    assert reference == f"NST/1/{nino}"


@pytest.mark.parametrize(("entity", "first"), [("UK_NINO", "AB{:06d}C"), ("UK_BANK_ACCOUNT", "{:08d}")])
def test_fifty_thousand_people_stay_fifty_thousand(invent, entity, first):
    new = invent(entity, [first.format(number * 7 + 1) for number in range(50_000)])
    assert len(set(new)) == 50_000


def test_a_leading_zero_is_never_repaired(invent):
    short, padded, wide, plain = invent("EMPLOYEE_ID", ["417", "0417", "00000417", "24000417"])
    assert padded == f"0{short}"
    assert wide == short.rjust(8, "0")
    assert len(plain) == 8
