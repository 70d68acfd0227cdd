"""What was wrong is as wrong afterwards, and no two wrong values become one."""

import re

import numpy as np
import pytest

from payscrub.model import Kind
from payscrub.surrogates import Surrogates
from payscrub.surrogates.bank import CARD
from payscrub.surrogates.civil import nhs_check
from payscrub.verify.accept import offenders
from payscrub.verify.checkdigits import iban_valid, luhn_valid, nhs_valid

KEY = bytes(range(32))


def accepted(entity, texts):
    return not offenders(entity, texts, np.zeros(len(texts), dtype=np.uint8)).any()


def test_insurance_numbers_of_the_wrong_length_stay_apart_and_as_long(invent):
    new = invent("UK_NINO", ["AB12345", "AB12346", "ab 12 34 5", "AB1234567C", "AB123456E"])
    assert len({text.upper().replace(" ", "") for text in new}) == 4
    assert new[2].replace(" ", "").upper() == new[0]
    assert [len(text) for text in new] == [7, 7, 10, 10, 9]
    assert new[4][-1] not in "ABCDFMP"
    assert accepted("UK_NINO", new)
    assert Surrogates(KEY).replace("UK_NINO", new, [0] * 5) == new


@pytest.mark.parametrize(("entity", "right", "wrong", "valid"), [
    ("CREDIT_CARD", "4000000000000002", "4000000000000006", luhn_valid),
    ("UK_NHS", "4000000004", "4000000006", nhs_valid),
    ("IBAN_CODE", "GB33BUKB20201555555555", "GB34BUKB20201555555555", iban_valid),
])  # fmt: skip
def test_a_wrong_check_digit_stays_wrong_and_a_right_one_right(invent, entity, right, wrong, valid):
    new = invent(entity, [right, wrong])
    assert [valid(text) for text in new] == [True, False]
    assert accepted(entity, new)
    assert Surrogates(bytes(32)).replace(entity, new, [0] * 2) == new


def test_no_card_can_be_charged():
    assert CARD.reserved.pattern.startswith("000000")
    assert nhs_check("400000000") == 4


@pytest.mark.parametrize("text", ["220385", "850322", "1041985", "22MAR1985", "22Mar85", "22031985"])
def test_a_date_of_birth_without_separators_keeps_its_form(text):
    (new,) = Surrogates(KEY).replace("DATE_OF_BIRTH", [text], [Kind.TEXT])
    assert new != text
    assert re.sub("[0-9]+", "9", new) == re.sub("[0-9]+", "9", text)
    assert not re.fullmatch("[9Xx]+", new)
    assert accepted("DATE_OF_BIRTH", [new])
    assert Surrogates(KEY).replace("DATE_OF_BIRTH", [new], [Kind.TEXT]) == [new]
