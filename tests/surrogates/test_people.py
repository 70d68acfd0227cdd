"""Names: one invented person for one person, in every spelling and place."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payscrub.surrogates import Surrogates
from payscrub.surrogates.prf import Prf
from payscrub.surrogates.tokens import Tokens, folded, is_invented
from payscrub.verify.accept import offenders

KEY = bytes(range(32))
WORDS = st.text(alphabet=st.characters(categories=["Lu", "Ll", "Lo"]), min_size=2, max_size=12)


@pytest.fixture
def job():
    job = Surrogates(KEY)
    job.learn("PERSON", ["Dalia Fenwick-Osei", "Bronagh O'Tierney", "Jan van Marsten", "José Quillón", "Tom Ashdale"])
    job.settle()
    return job


def name(job, text):
    return job.replace("PERSON", [text], [0])[0]


def test_every_spelling_of_a_name_is_made_of_the_same_tokens(job):
    forename, surname = name(job, "Tom Ashdale").split()
    assert name(job, "ASHDALE, Tom") == f"{surname.upper()}, {forename}"
    assert name(job, "Mr T Ashdale") == f"Mr {forename[0]} {surname}"
    assert name(job, "T.Ashdale") == f"{forename[0]}.{surname}"
    assert name(job, "tom  ashdale*") == f"{forename.lower()}  {surname.lower()}*"
    assert name(job, "Mr & Mrs T Ashdale") == f"Mr & Mrs {forename[0]} {surname}"
    assert name(job, "Dr Tom Ashdale PhD") == f"Dr {forename} {surname} PhD"
    assert name(job, " Ashdale ") == f" {surname} "


def test_logins_and_addresses_are_made_of_the_same_tokens(job):
    forename, surname = name(job, "tom ashdale").split()
    logins = ["tom.ashdale", "tashdale", "ashdalet", "tomashdale", "TRUST\\tashdale", "LT-TASHDALE"]
    new = job.replace("USERNAME", logins, [0] * len(logins))
    initial = forename[0]
    assert new[:5] == [
        f"{forename}.{surname}", f"{initial}{surname}", f"{surname}{initial}", f"{forename}{surname}", f"EXAMPLE\\{initial}{surname}",
    ]  # fmt: skip
    assert new[5].endswith(f"-{initial}{surname}".upper())
    (address,) = job.replace("EMAIL_ADDRESS", ["Tom.Ashdale@trust.example.nhs.uk"], [0])
    assert address.startswith(f"{forename.title()}.{surname.title()}@")
    assert address.endswith(".example.com")


def test_accents_and_capitals_are_kept_in_kind_but_not_in_person(job):
    accented, plain, decomposed = name(job, "José Quillón"), name(job, "JOSE QUILLON"), name(job, "Jose\u0301 Quillo\u0301n")
    assert folded(accented.replace(" ", "")) == folded(plain.replace(" ", ""))
    assert not accented.isascii()
    assert plain.isascii()
    assert plain.isupper()
    assert "\u0301" in decomposed


def test_particles_stay_where_they_are_written_small_and_are_names_otherwise(job):
    assert " van " in name(job, "Jan van Marsten")
    assert is_invented(name(job, "Van"))
    assert is_invented(name(job, "JAN VAN MARSTEN").split()[1])


@pytest.mark.parametrize("text", ["Major", "Judge", "Ma", "Ben", "De", "Von", "Le", "Bin", "St", "Junior"])
def test_a_word_that_can_stand_around_names_is_a_name_when_it_stands_alone(job, text):
    assert is_invented(name(job, text))


@pytest.mark.parametrize("text", ["O'Tierney", "Fenwick-Osei", "McARDLE", "D\u2019Amaro"])
def test_what_joins_the_parts_of_a_name_stays(job, text):
    joins = [char for char in text if not char.isalpha()]
    assert [char for char in name(job, text) if not char.isalpha()] == joins


@pytest.mark.parametrize(
    "text", ["Жанна Мирова", "محمد السالم", "王小明", "नमिता", "GarcÃ\u00ada", "Ýrsa Þórðar", "Tebaq\u200bsmith", "ﬁona"]
)
def test_names_of_any_script_become_invented_latin_ones(job, text):
    new = name(job, text)
    assert all(is_invented(word) for word in new.split())
    assert name(job, new) == new


def test_titles_placeholders_and_blanks_are_nobody(job):
    for text in ["", "  ", "Mr", "N/A", "vacant", "TBC", "-", "Total", "Grand Total:", "A N OTHER", "xxxx", "***"]:
        assert name(job, text) == text


def test_initials_alone_are_changed_once(job):
    new = name(job, "T.A.")
    assert new != "T.A."
    assert name(job, new) == new
    assert new[0] == name(job, "Tom")[0]


def test_numbers_among_names_are_employee_numbers(job):
    new = name(job, "12345 Ashdale 2")
    assert new.split()[0] == job.replace("EMPLOYEE_ID", ["12345"], [0])[0]
    assert new.endswith(" 2")


@given(st.lists(WORDS, min_size=1, max_size=40))
@settings(max_examples=50, deadline=None)
def test_no_two_tokens_become_one_and_all_are_invented(words):
    tokens = Tokens(Prf(KEY, "test"))
    tokens.learn(words)
    tokens.settle()
    originals = {folded(word) for word in words if folded(word) and not is_invented(folded(word))}
    new = {tokens.token(original) for original in originals}
    assert len(new) == len(originals)
    assert all(map(is_invented, new))


def test_two_addresses_that_compose_to_the_same_are_told_apart():
    job = Surrogates(KEY)
    addresses = ["tom.ashdale@a.example.nhs.uk", "tom.ashdalé@a.example.nhs.uk", "TOM.ASHDALE@a.example.nhs.uk"]
    job.learn("EMAIL_ADDRESS", addresses)
    job.settle()
    first, second, shouted = job.replace("EMAIL_ADDRESS", addresses, [0] * 3)
    assert first.lower() != second.lower()
    assert shouted.lower() == first


def test_what_is_no_address_is_blanked():
    job = Surrogates(KEY)
    assert job.replace("EMAIL_ADDRESS", ["tom at trust", "Tom t@a.org"], [0, 0]) == ["xxx xx xxxxx", "Xxx x@x.xxx"]


def test_generic_logins_keep_their_word(job):
    (new,) = job.replace("USERNAME", ["user00123"], [0])
    assert new.startswith("user")
    assert new != "user00123"


def test_a_name_beside_an_address_is_the_name_of_the_person(invent):
    (new,) = invent("EMAIL_ADDRESS", ["Zoe Thornbury <z.thornbury@c.org>"], PERSON=["Zoe Thornbury"])
    name = Surrogates(KEY).replace("PERSON", ["Zoe Thornbury"], [0])[0]
    assert new.startswith(f"{name} <{name[0].lower()}.{name.split()[1].lower()}@site")
    assert not offenders("EMAIL_ADDRESS", [new], np.zeros(1, dtype=np.uint8)).any()
    assert Surrogates(KEY).replace("EMAIL_ADDRESS", [new], [0]) == [new]


def test_two_addresses_run_together_are_blanked(invent):
    assert invent("EMAIL_ADDRESS", ["t@om.ashda9e@a.org"]) == ["x@xx.xxxxx9x@x.xxx"]


def test_the_letter_of_an_irish_name_stays_in_logins_as_in_the_name(invent):
    new = invent("USERNAME", ["pogradwell1", "ogradwell"], PERSON=["Pat O'Gradwell"])
    name = Surrogates(KEY).replace("PERSON", ["Pat O'Gradwell"], [0])[0]
    token = name.partition("'")[2].lower()
    assert new[1] == f"o{token}"
    assert new[0].endswith(f"o{token}1")


def test_a_login_that_was_cut_to_eight_letters_is_the_person_s(invent):
    new = invent("USERNAME", ["zthornqu", "thornqum", "THORNQUI"], PERSON=["Zoe Thornquill"])
    token = Surrogates(KEY).replace("PERSON", ["Thornquill"], [0])[0].lower()
    assert new[0][1:] == token
    assert new[1][:-1] == token
    assert new[2] == token.upper()
