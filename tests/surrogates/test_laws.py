"""What holds for every entity and every text."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payscrub.errors import UsageError
from payscrub.model import Action, Kind
from payscrub.surrogates import Surrogates
from payscrub.surrogates.reserved import SPACES
from payscrub.verify.accept import offenders

KEY = bytes(range(32))
SEEDS = {
    "PERSON": ["FENWICK, Dalia", "Mr T Ashdale", "J.P. Ashdale", "McARDLE", "José Quillón"],
    "UK_NINO": ["AB123456C", "AB 12 34 56 C", "AB12345OC"],
    "EMPLOYEE_ID": ["12345678", "00123456", "A12345", "12345678-2", "ABC/123"],
    "UK_SORT_CODE": ["10-20-30", "102030", "102030 12345678"],
    "UK_BANK_ACCOUNT": ["12345678", "00012345", "10-20-30 12345678"],
    "IBAN_CODE": ["GB33 BUKB 2020 1555 5555 55"],
    "CREDIT_CARD": ["4000 0000 0000 0002"],
    "UK_NHS": ["400 000 0004"],
    "UK_UTR": ["12345 67890K"],
    "DATE_OF_BIRTH": ["14/03/1985", "2 April 1985", "19850402", "02-Apr-85 00:00"],
    "ADDRESS": ["7 Quern Street, Marsten, SW1A 1AA", "Marsten"],
    "UK_POSTCODE": ["SW1A 1AA", "m1 1ae"],
    "UPRN": ["100000000001"],
    "EMAIL_ADDRESS": ["tom.ashdale@a.org", "t@b.org; u@c.org"],
    "PHONE_NUMBER": ["07999 123456", "+44 (0)20 7123 4567 ext 12", "+353 86 123 4567"],
    "UK_DRIVING_LICENCE": ["MORGA 657054 SM9IJ"],
    "PASSPORT": ["500000001", "AB123456"],
    "COURT_ORDER_REFERENCE": ["NST/1/JA100000A", "CCJ/12345/2020"],
    "STUDENT_SUPPORT_NUMBER": ["ABCD12345678E"],
    "VEHICLE_REGISTRATION": ["AB51 ABC"],
    "USERNAME": ["tashdale", "LT-TASHDALE01", "TRUST\\tashdale", "user00123"],
    "IP_ADDRESS": ["10.1.2.3"],
    "MAC_ADDRESS": ["aa:bb:cc:dd:ee:ff"],
    "HOSTNAME": ["PAYSRV01"],
    "URL": ["https://intranet.invalid/x", "mailto:tom.ashdale@a.org"],
    "FILE_PATH": ["C:\\people\\x.xlsx"],
}
SIGNS = "abXx9019 AB.-/,:@()&*+_éÉßøЖ张م\u0301\u200b\u00a0½²٣"
SINGLE_LETTERS = re.compile(r"(?:[\W_]|(?<![^\W_])[^\W_](?![^\W_])|\d)*")  # may be original or surrogate: nothing in them shows which


@st.composite
def spoilt(draw, entity):
    """Return a value of an entity with up to three typing mistakes."""
    chars = list(draw(st.sampled_from(SEEDS.get(entity, ["Asthma", "AB 123456", "12345"]))))
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(chars) - 1))
        chars[place : place + draw(st.integers(0, 1))] = draw(st.sampled_from(SIGNS))
    return "".join(chars)


def columns(entity):
    return st.lists(spoilt(entity), min_size=1, max_size=12, unique=True)


def settled(entity, texts, key=KEY):
    job = Surrogates(key)
    job.learn(entity, texts)
    job.settle()
    return job


def replaced(job, entity, texts, action=Action.PSEUDONYMISE):
    return job.replace(entity, texts, [Kind.TEXT] * len(texts), action)


@pytest.mark.parametrize("entity", SPACES)
@given(data=st.data())
@settings(max_examples=8, deadline=None)
def test_every_surrogate_is_recognised_by_the_cleaner(entity, data):
    texts = data.draw(columns(entity))
    job = settled(entity, texts)
    assert all(job.recognise(entity, new) for new in replaced(job, entity, texts))


@pytest.mark.parametrize("entity", SPACES)
@given(data=st.data())
@settings(max_examples=8, deadline=None)
def test_every_surrogate_is_accepted_by_the_verifier(entity, data):
    texts = data.draw(columns(entity))
    new = [text for text in replaced(settled(entity, texts), entity, texts) if any(map(str.isalnum, text))]
    assert not offenders(entity, new, np.zeros(len(new), dtype=np.uint8)).any()


@pytest.mark.parametrize("entity", SPACES)
@given(data=st.data())
@settings(max_examples=8, deadline=None)
def test_many_values_at_once_get_what_each_gets_alone(entity, data):
    job = settled(entity, data.draw(columns(entity)))
    texts = [text for text in data.draw(columns(entity)) if text.isascii()]
    for kind in (Kind.TEXT, Kind.NUMBER):
        numbers = [text for text in texts if kind == Kind.TEXT or text.isdigit()]
        assert job.replace(entity, numbers, [kind] * len(numbers)) == [job.replace(entity, [text], [kind])[0] for text in numbers]


@pytest.mark.parametrize("entity", SPACES)
@given(data=st.data())
@settings(max_examples=8, deadline=None)
def test_a_surrogate_is_left_as_it_is(entity, data):
    texts = data.draw(columns(entity))
    job = settled(entity, texts)
    new = [text for text in replaced(job, entity, texts) if not SINGLE_LETTERS.fullmatch(text)]
    assert replaced(job, entity, new) == new


@pytest.mark.parametrize("entity", SPACES)
@given(data=st.data(), random=st.randoms(use_true_random=False))
@settings(max_examples=8, deadline=None)
def test_the_order_of_learning_does_not_matter(entity, data, random):
    texts = data.draw(columns(entity))
    shuffled = list(texts)
    random.shuffle(shuffled)
    assert replaced(settled(entity, texts), entity, texts) == replaced(settled(entity, shuffled), entity, texts)


@pytest.mark.parametrize("entity", [entity for entity, space in SPACES.items() if space.residue])
@given(numbers=st.lists(st.integers(0, 10**8), min_size=2, max_size=60, unique=True))
@settings(max_examples=8, deadline=None)
def test_no_two_identifying_numbers_become_one(entity, numbers):
    texts = [str(number) for number in numbers if str(number).strip("9") and number]
    new = replaced(settled(entity, texts), entity, texts)
    assert len(set(new)) == len(texts)


@pytest.mark.parametrize(
    "entity", ["PERSON", "UK_NINO", "EMPLOYEE_ID", "UK_BANK_ACCOUNT", "EMAIL_ADDRESS", "ADDRESS", "DATE_OF_BIRTH", "PASSPORT"]
)
def test_cleaning_a_clean_column_with_another_key_changes_nothing(entity):
    numbered = {"PERSON": "Dalia Fenwick", "EMAIL_ADDRESS": "d.fenwick@a.org"}
    texts = [*SEEDS[entity], numbered.get(entity, "7654321")]
    new = list(dict.fromkeys(replaced(settled(entity, texts), entity, texts)))
    assert replaced(settled(entity, new, bytes(32)), entity, new) == new


@pytest.mark.parametrize("entity", ["EMPLOYEE_ID", "UK_BANK_ACCOUNT", "PASSPORT"])
def test_a_single_marked_number_among_others_is_no_surrogate(entity):
    residue = SPACES[entity].residue
    marked = str(97 * 123456 + residue)
    texts = [marked, "12345679", "23456781", "34567892"]
    assert not set(texts) & set(replaced(settled(entity, texts), entity, texts))
    assert replaced(settled(entity, [marked]), entity, [marked]) != [marked]


def test_other_keys_and_contexts_give_other_surrogates():
    texts = ["12345678"]
    other = Surrogates(KEY, context="case 7")
    assert len({replaced(Surrogates(KEY), "EMPLOYEE_ID", texts)[0], replaced(Surrogates(bytes(32)), "EMPLOYEE_ID", texts)[0],
                replaced(other, "EMPLOYEE_ID", texts)[0]}) == 3  # fmt: skip


def test_the_same_key_gives_the_same_surrogate_in_another_job():
    few = settled("EMPLOYEE_ID", ["12345678", "87654321"])
    many = settled("EMPLOYEE_ID", ["12345678", *(str(number) for number in range(20_000_000, 20_000_500))])
    if many.forced == 0:
        assert replaced(few, "EMPLOYEE_ID", ["12345678"]) == replaced(many, "EMPLOYEE_ID", ["12345678"])


@pytest.mark.parametrize("entity", SPACES)
@given(data=st.data())
@settings(max_examples=6, deadline=None)
def test_a_mask_keeps_the_layout_and_nothing_else(entity, data):
    texts = [text for text in data.draw(columns(entity)) if text.isascii()]
    for old, new in zip(texts, replaced(settled(entity, texts), entity, texts, Action.MASK), strict=True):
        if new not in (old, "redacted"):
            assert new == re.sub(r"[a-z]", "x", re.sub(r"[A-Z]", "X", re.sub(r"\d", "9", old))) or new.strip(old[0] + old[-1])


def test_redacted_values_say_nothing():
    job = Surrogates(KEY)
    kinds = [Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.BOOLEAN, Kind.TEXT]
    new = job.replace("PERSON", ["Tom", "12", "1985-04-02", "TRUE", ""], kinds, Action.REDACT)
    assert new == ["REDACTED", "0", "1901-01-28", "TRUE", ""]


def test_values_are_made_coarser_in_their_kind():
    job = Surrogates(KEY)
    general = {
        ("DATE_OF_BIRTH", "02/04/1985", Kind.TEXT): "1985",
        ("DATE_OF_BIRTH", "1985-04-02", Kind.DATE): "1985-01-28",
        ("AGE", "39", Kind.NUMBER): "30",
        ("PAY_AMOUNT", "31423.5", Kind.NUMBER): "31000",
        ("PAY_AMOUNT", "-0.0123456", Kind.NUMBER): "-0.012",
        ("PERSON", "Tom", Kind.TEXT): "Xxx",
    }
    for (entity, text, kind), new in general.items():
        assert job.replace(entity, [text], [kind], Action.GENERALISE) == [new]


def test_kept_and_dropped_values():
    job = Surrogates(KEY)
    assert job.replace("PERSON", ["Tom"], [0], Action.KEEP) == ["Tom"]
    assert job.replace("PERSON", ["Tom"], [0], Action.DROP) == [""]


def test_booleans_and_errors_stay_and_kinds_may_be_an_array():
    kinds = np.array([Kind.BOOLEAN, Kind.ERROR, Kind.TEXT], dtype=np.uint8)
    assert Surrogates(KEY).replace("PERSON", ["TRUE", "#REF!", ""], kinds) == ["TRUE", "#REF!", ""]


@pytest.mark.parametrize("action", [Action.PSEUDONYMISE, Action.MASK, Action.REDACT, Action.GENERALISE])
@pytest.mark.parametrize("entity", SPACES)
def test_a_date_cell_stays_a_date_cell(entity, action):
    (new,) = Surrogates(KEY).replace(entity, ["1985-04-02T00:00:00"], [Kind.DATE], action)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d(T00:00:00)?", new)


@pytest.mark.parametrize("entity", SPACES)
def test_a_clean_date_cell_is_left_as_it_is(entity):
    (new,) = Surrogates(KEY).replace(entity, ["1985-04-02T00:00:00"], [Kind.DATE])
    job = settled(entity, [new], bytes(32))
    assert job.replace(entity, [new], [Kind.DATE]) == [new]


def test_an_unknown_entity_is_a_usage_error():
    with pytest.raises(UsageError):
        Surrogates(KEY).learn("SHOE_SIZE", ["44"])
