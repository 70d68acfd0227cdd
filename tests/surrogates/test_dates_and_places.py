"""Dates, telephones, addresses and computers: in the form they had."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payscrub.model import Kind
from payscrub.surrogates import Surrogates
from payscrub.surrogates.dates import reserved_day

KEY = bytes(range(32))
FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%y", "%Y%m%d", "%d%m%Y", "%d %B %Y", "%d-%b-%y", "%Y-%m-%d", "%a %d %b %Y", "%d/%m/%Y 00:00"]
DAYS = st.dates(date(1940, 1, 1), date(2010, 12, 31))


def birth(text, kind=Kind.TEXT, learnt=()):
    job = Surrogates(KEY)
    job.learn("DATE_OF_BIRTH", [text, *learnt])
    job.settle()
    return job.replace("DATE_OF_BIRTH", [text], [kind])[0]


@pytest.mark.parametrize("form", FORMATS)
@given(DAYS)
def test_a_date_keeps_form_year_and_month_and_gets_the_day_of_its_month(form, day):
    new = day.replace(day=reserved_day(day.year, day.month))
    assert birth(day.strftime(form)) == new.strftime(form)


@given(DAYS)
def test_a_date_cell_and_a_serial_number_move_to_the_same_day(day):
    new = day.replace(day=reserved_day(day.year, day.month))
    assert birth(f"{day}T08:30:00", Kind.DATE) == f"{new}T08:30:00"
    serial = str((day - date(1899, 12, 30)).days)
    assert date(1899, 12, 30) + timedelta(days=int(birth(serial, Kind.NUMBER))) == new


def test_months_first_are_understood_where_the_job_shows_them():
    assert birth("03/14/1985") == f"03/{reserved_day(1985, 3):02d}/1985"
    assert birth("03/04/1985") == f"{reserved_day(1985, 4):02d}/04/1985"
    assert birth("03/04/1985", learnt=["12/31/1985"]) == f"03/{reserved_day(1985, 3):02d}/1985"


def test_zeros_ordinals_and_weekdays_go_with_the_new_day():
    assert birth("1/4/1985") == "21/4/1985"
    assert birth("2nd April 1985") == "21st April 1985"
    assert birth("Tuesday, 2 April 1985") == "Sunday, 21 April 1985"
    assert birth("TUE 02 APR 1985") == "SUN 21 APR 1985"


@pytest.mark.parametrize("text", ["1985", "39", "April 1985", "04/1985", "1985-04"])
def test_a_year_a_month_or_an_age_alone_stays(text):
    assert birth(text) == text


@pytest.mark.parametrize(
    ("text", "new"), [("31/02/1985", "99/99/9999"), ("00/04/1985", "99/99/9999"), ("unsure", "xxxxxx"), ("1/1/1 or so", "9/9/9 xx xx")]
)
def test_what_is_no_date_is_blanked(text, new):
    assert birth(text) == new


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("07999 123456", r"07700 900\d{3}"),
        ("+44 7999 123456", r"\+44 7700 900\d{3}"),
        ("+44 (0)7999 123456", r"\+44 \(0\)7700 900\d{3}"),
        ("0044 7999 123456", r"0044 7700 900\d{3}"),
        ("7999123456", r"7700900\d{3}"),
        ("(020) 7123 4567", r"\(020\) 7946 0\d{3}"),
        ("0113 212 3456", r"0113 496 0\d{3}"),
        ("01865 123456", r"01632 960\d{3}"),
        ("0800 123 4567", r"0808 157 0\d{3}"),
        ("07999 123456 ext 12", r"07700 900\d{3} ext 99"),
        ("Mob: 07999123456", r"Mob: 07700900\d{3}"),
        ("+353 86 123 4567", r"\+000 00 000 0\d{3}"),
        ("01865 123456 / 07999 123456", r"01632 960\d{3} / 07700 900\d{3}"),
    ],
)
def test_a_telephone_number_keeps_its_layout_and_sort(text, pattern):
    (new,) = Surrogates(KEY).replace("PHONE_NUMBER", [text], [0])
    assert re.fullmatch(pattern, new)


def test_words_beside_a_telephone_number_are_not_let_through():
    assert Surrogates(KEY).replace("PHONE_NUMBER", ["Dalia 07999123456"], [0]) == ["Xxxxx 99999999999"]


def test_more_people_than_numbers_share_them_and_the_report_says_so():
    job = Surrogates(KEY)
    numbers = [f"07999{number:06d}" for number in range(1200)]
    job.learn("PHONE_NUMBER", numbers)
    job.settle()
    new = job.replace("PHONE_NUMBER", numbers, [0] * len(numbers))
    assert job.shared == 300
    assert len(set(new)) == 900


def test_an_address_is_replaced_piece_by_piece():
    job = Surrogates(KEY)
    text = "7 Quern Street, Marsten,\nYZ9 9QQ; "
    new, town, shouted = job.replace("ADDRESS", [text, "Marsten", "7 QUERN STREET"], [0] * 3)
    road, place, postcode = re.fullmatch(r"(\d+ Example Road), (Exampleton \d+),\n(ZY\d \d[A-Z]{2}); ", new).groups()
    assert place == town
    assert shouted == road.upper()
    assert job.replace("UK_POSTCODE", ["YZ9 9QQ"], [0]) == [postcode]


@pytest.mark.parametrize(("text", "pattern"), [("SW1A 1AA", r"ZY\d[A-Z] \d[A-Z]{2}"), ("m11ae", r"zy\d\d[a-z]{2}"), ("SW1", r"ZY\d")])
def test_a_postcode_keeps_its_pattern(text, pattern):
    (new,) = Surrogates(KEY).replace("UK_POSTCODE", [text], [0])
    assert re.fullmatch(pattern, new)


@pytest.mark.parametrize(
    ("entity", "text", "pattern"),
    [
        ("HOSTNAME", "PAYSRV01", r"host-\d{5}\.example"),
        ("URL", "https://intranet.invalid/people?id=7", r"https://www\.example\.com/\d{6}"),
        ("FILE_PATH", r"\\srv\home$\dfen", r"\\\\server\.example\\files\\\d{6}"),
        ("FILE_PATH", r"D:\people\dfen.xlsx", r"D:\\Users\\example\\\d{6}"),
        ("FILE_PATH", "/home/dfen/x", r"/home/example/\d{6}"),
        ("IP_ADDRESS", "10.1.2.3:8080", r"(198\.1[89]\.\d+|192\.0\.2|198\.51\.100|203\.0\.113)\.\d+:8080"),
        ("IP_ADDRESS", "fe80::1", r"2001:db8::[0-9a-f]+"),
        ("MAC_ADDRESS", "aa:bb:cc:dd:ee:ff", r"00:00:5e:00:53:[0-9a-f]{2}"),
        ("SECRET", "open sesame", "redacted"),
        ("HEALTH", "Asthma", r"Code \d\d"),
    ],
)
def test_machines_and_secrets(entity, text, pattern):
    (new,) = Surrogates(KEY).replace(entity, [text], [0])
    assert re.fullmatch(pattern, new)


def test_a_mail_link_is_the_address_it_holds():
    job = Surrogates(KEY)
    (link,) = job.replace("URL", ["mailto:tom.ashdale@a.org?subject=Tom"], [0])
    assert link == "mailto:" + job.replace("EMAIL_ADDRESS", ["tom.ashdale@a.org"], [0])[0]


def test_days_in_bulk_are_invented_like_one():
    texts = [
        "01/03/1985",
        "28/03/1985",
        "29/03/1985",
        "31-12-1999",
        "7.7.2001",
        "07.07.2001",
        "31/02/1990",
        "May 1990",
        "0",
        "15/06/1985\n",
    ]
    texts += ["13/13/1985", "12-05/1985", "05-12-1985", "28/02/2000", "01/01/1899"]
    for taught in ([], ["12/25/1990"], ["25/12/1990"]):
        job = Surrogates(KEY)
        job.learn("DATE_OF_BIRTH", taught)
        job.settle()
        together = job.replace("DATE_OF_BIRTH", texts, [Kind.TEXT] * len(texts))
        assert together == [job.replace("DATE_OF_BIRTH", [text], [Kind.TEXT])[0] for text in texts]
