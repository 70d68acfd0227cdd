"""Every invented value passes in every spelling; a real one passes only by the accident that its mark allows."""

import re
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.verify.invented import iban, marked, name, nhs_number, utr

from payscrub.verify.folding import fold
from payscrub.verify.reserved import SPACES, always_accepted, is_invented_name

SEPARATORS = st.sampled_from(["", " ", "-", ".", " - "])
INDEX = st.integers(0, 9_000)


@given(
    st.sampled_from(["BG", "GB", "KN", "NK", "NT", "ZZ"]),
    st.from_regex(r"[0-9OIL]{6}", fullmatch=True),
    st.sampled_from(["", *"ABCDFMP"]),
    SEPARATORS,
)
def test_a_national_insurance_number_keeps_its_faults(prefix, digits, suffix, separator):
    text = separator.join(filter(None, (prefix, digits[:2], digits[2:4], digits[4:], suffix)))
    assert SPACES["UK_NINO"](text)
    assert SPACES["UK_NINO"](text.lower())


@given(st.from_regex(r"[A-Z]{2}[0-9]{6}[A-D]?", fullmatch=True))
def test_a_live_prefix_is_no_invented_number(text):
    assume(text[:2] not in {"BG", "GB", "KN", "NK", "NT", "ZZ"})
    assert not SPACES["UK_NINO"](text)


@given(st.integers(5, 10), INDEX, st.sampled_from(["", "0", "000"]), st.sampled_from(["", "-2", "-12"]), st.sampled_from(["", "E", "AB"]))
def test_an_employee_number_keeps_zeros_letters_and_its_assignment(width, index, zeros, suffix, letters):
    number = marked(width, 1, index)
    assume(len(number) == width)
    assert SPACES["EMPLOYEE_ID"](f"{letters}{zeros}{number}{suffix}")
    assert not SPACES["EMPLOYEE_ID"](f"{letters}{zeros}{int(number) + 1}{suffix}")


@given(st.integers(5, 10), INDEX)
def test_the_mark_of_one_kind_does_not_excuse_another(width, index):
    assert SPACES["UK_BANK_ACCOUNT"](marked(width, 2, index))
    assert not SPACES["EMPLOYEE_ID"](marked(width, 2, index))
    assert not SPACES["NHS_PENSION_NUMBER"](marked(width, 2, index))


@given(INDEX)
def test_bank_details_pass_alone_and_together(index):
    account = marked(8, 2, index)
    assert SPACES["UK_SORT_CODE"](f"97{index % 10_000:04d}")
    assert SPACES["UK_SORT_CODE"](f"97-{index % 90 + 10}-11")
    assert all(SPACES["UK_BANK_ACCOUNT"](f"97-11-22{between}{account}") for between in (" ", "/", " / ", ", "))
    assert SPACES["UK_BANK_ACCOUNT"](f"971122{account}")
    assert SPACES["IBAN_CODE"](iban(index))
    assert SPACES["IBAN_CODE"](re.sub(r"(.{4})", r"\1 ", iban(index)).strip())


@given(
    st.dates(date(1930, 1, 1), date(2029, 12, 31)),
    st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d-%b-%Y", "%d.%m.%y", "%Y%m%d", "%d %B %Y", "%Y-%m-%dT00:00:00"]),
)
def test_a_birthday_is_the_day_that_its_month_is_given(moment, form):
    given_day = date(moment.year, moment.month, 1 + (12 * moment.year + 7 * moment.month) % 28)
    assert SPACES["DATE_OF_BIRTH"](given_day.strftime(form))
    if form in {"%Y-%m-%d", "%d-%b-%Y", "%d %B %Y"}:  # the others may also be read with day and month exchanged
        assert SPACES["DATE_OF_BIRTH"](moment.strftime(form)) == (moment == given_day)


@given(INDEX)
def test_numbers_with_check_digits_pass(index):
    assert SPACES["UK_NHS"](nhs_number(index))
    assert SPACES["UK_NHS"](f"{nhs_number(index)[:3]} {nhs_number(index)[3:6]} {nhs_number(index)[6:]}")
    assert SPACES["UK_UTR"](utr(index))


@given(
    INDEX,
    INDEX,
    st.sampled_from(
        ["{0}", "{0} {1}", "{1}, {0}", "Mr {0} {1}", "{0} de {1}", "O'{0}", "{0}-{1}", "Mr & Mrs J {0}", "{1} J.P.", "{0} OBE"]
    ),
)
def test_names_pass_in_every_form_and_case(first, second, form):
    text = form.format(name(first), name(second))
    assert all(SPACES["PERSON"](spelt) for spelt in (text, text.upper(), text.lower()))


def test_an_accent_on_an_invented_name_is_kept():
    assert is_invented_name("Tébaquox")


@pytest.mark.parametrize("text", ["Smith", "Tebaquox Smith", "Quox", "Aquox Brown", "JSMITH"])
def test_other_names_do_not_pass(text):
    assert not SPACES["PERSON"](text)


PASSING = [
    ("ADDRESS", "12 Example Road, Exampleton 4\nZY1 2AB"),
    ("ADDRESS", "12 EXAMPLE ROAD"),
    ("UK_POSTCODE", "ZY1"),
    ("UK_POSTCODE", "zy12 3ab"),
    ("EMAIL_ADDRESS", "a.b@nhs.example.com"),
    ("EMAIL_ADDRESS", "mailto:a@example.org"),
    ("EMAIL_ADDRESS", "a.tebaquox2@site12.example.com"),
    ("EMAIL_ADDRESS", "user12@example.com"),
    ("PHONE_NUMBER", "+44 7700 900123"),
    ("PHONE_NUMBER", "7700900123"),
    ("PHONE_NUMBER", "020 7946 0123"),
    ("PHONE_NUMBER", "(01632) 960123"),
    ("PHONE_NUMBER", "0161 496 0123 ext 12"),
    ("PHONE_NUMBER", "028 9649 6123"),
    ("PHONE_NUMBER", "08081 570123"),
    ("PHONE_NUMBER", "+000 0000123"),
    ("CREDIT_CARD", "0000 0012 3456 7897"),
    ("UK_DRIVING_LICENCE", "TEBAQ 602310 AB9CD"),
    ("VEHICLE_REGISTRATION", "ab01 cde"),
    ("STUDENT_SUPPORT_NUMBER", "ZZZZ12345678Z"),
    ("USERNAME", "user00012"),
    ("USERNAME", "EXAMPLE\\tebaquox"),
    ("IP_ADDRESS", "192.0.2.7"),
    ("IP_ADDRESS", "2001:db8::7"),
    ("MAC_ADDRESS", "00-00-5E-00-53-7F"),
    ("HOSTNAME", "host-00012.example"),
    ("URL", "https://www.example.com/000012"),
    ("FILE_PATH", r"\\server.example\files\000012"),
    ("FILE_PATH", r"C:\Users\example\000012"),
    ("SECRET", "redacted"),
    ("NEUTRAL", "Code 12"),
]
FAILING = [
    ("ADDRESS", "12 Rookery Lane"),
    ("UK_POSTCODE", "LS1 4AP"),
    ("EMAIL_ADDRESS", "a@example.co.uk"),
    ("EMAIL_ADDRESS", "jsmith@example.com"),
    ("EMAIL_ADDRESS", "john.tebaquox@trust.example.com"),
    ("EMAIL_ADDRESS", "24681350@trust.example"),
    ("EMAIL_ADDRESS", "user.smith@example.org"),
    ("PHONE_NUMBER", "07852 582745"),
    ("PHONE_NUMBER", "01632 961123"),
    ("CREDIT_CARD", "4111 1111 1111 1111"),
    ("UK_DRIVING_LICENCE", "FEATH607196OA9CD"),
    ("VEHICLE_REGISTRATION", "AB12 CDE"),
    ("USERNAME", "jsmith"),
    ("USERNAME", "TRUST\\user00012"),
    ("IP_ADDRESS", "10.1.2.3"),
    ("MAC_ADDRESS", "00-00-5E-00-54-7F"),
    ("HOSTNAME", "LT-JSMITH01"),
    ("URL", "https://trust.nhs.uk/jsmith"),
    ("FILE_PATH", r"C:\Users\jsmith\pay.xlsx"),
    ("SECRET", "Fido99"),
    ("NEUTRAL", "Asthma"),
    ("UK_SORT_CODE", "20-45-23"),
]


@pytest.mark.parametrize(("entity", "text"), PASSING)
def test_it_lies_in_the_reserved_space(entity, text):
    assert SPACES[entity](fold(text))


@pytest.mark.parametrize(("entity", "text"), FAILING)
def test_it_lies_outside_of_the_reserved_space(entity, text):
    assert not SPACES[entity](fold(text))


@pytest.mark.parametrize("text", ["", "N/A", "TBC", "not known", "Vacant", "-", "XX 99 99 99 X", "xxxx@xxx.xx", "99", "Grand Total", "0"])
def test_what_says_nothing_passes_in_any_column(text):
    assert always_accepted(text)


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_no_recogniser_fails_on_any_text(text):
    folded = fold(text)
    assert {accepts(folded) for accepts in SPACES.values()} <= {True, False}
