"""Test data made with Faker and payscrub's provider are accepted by the independent check."""

from __future__ import annotations

import csv
import io

import pytest
from faker import Faker

import payscrub
from payscrub.faker import ReservedProvider

METHODS = {
    "Employee No": "reserved_employee_id",
    "Forename": "reserved_first_name",
    "Surname": "reserved_last_name",
    "Name": "reserved_name",
    "Email": "reserved_email",
    "Username": "reserved_username",
    "NI Number": "reserved_nino",
    "Sort Code": "reserved_sort_code",
    "Account Number": "reserved_bank_account",
    "Mobile": "reserved_phone_number",
    "Address": "reserved_street_address",
    "Postcode": "reserved_postcode",
    "Date of Birth": "reserved_date_of_birth",
}


def faker(seed=7):
    fake = Faker("en_GB")
    fake.add_provider(ReservedProvider)
    fake.seed_instance(seed)
    return fake


def table(fake, rows=30):
    target = io.StringIO()
    csv.writer(target).writerows([list(METHODS), *([getattr(fake, name)() for name in METHODS.values()] for _ in range(rows))])
    return target.getvalue().encode()


def test_a_table_of_invented_people_is_accepted():
    verdict = payscrub.verify(table(faker()))
    assert [(finding.entity, finding.reason) for finding in verdict.findings] == []
    assert verdict.clean


def test_the_provider_is_found_from_the_package_itself():
    assert payscrub.faker.ReservedProvider is ReservedProvider


def test_every_method_is_in_the_table_and_in_a_person():
    methods = {name for name in vars(ReservedProvider) if name.startswith("reserved_")} - {"reserved_person"}
    assert methods == set(METHODS.values())
    assert {f"reserved_{name}" for name in faker().reserved_person()} == methods


def test_a_person_holds_together_and_is_accepted():
    fake = faker()
    people = [fake.reserved_person() for _ in range(30)]
    for person in people:
        assert person["name"] == f"{person['first_name']} {person['last_name']}"
        assert person["email"].startswith(f"{person['first_name']}.{person['last_name']}@".lower())
        assert person["username"] == f"{person['first_name'][0]}.{person['last_name']}".lower()
    target = io.StringIO()
    titles = {method.removeprefix("reserved_"): title for title, method in METHODS.items()}
    csv.writer(target).writerows([[titles[name] for name in people[0]], *(person.values() for person in people)])
    assert payscrub.verify(target.getvalue().encode()).clean


def test_seeding_again_gives_the_same_people_again():
    fake = faker()
    first = [fake.reserved_person() for _ in range(5)]
    fake.seed_instance(7)
    assert [fake.reserved_person() for _ in range(5)] == first


def test_addresses_are_written_small():
    fake = faker()
    assert all(email == email.lower() for email in (fake.reserved_email() for _ in range(20)))


def test_the_same_seed_gives_the_same_people_and_another_gives_others():
    assert table(faker(1), 3) == table(faker(1), 3) != table(faker(2), 3)


@pytest.mark.parametrize("name", ["reserved_nino", "reserved_employee_id", "reserved_bank_account"])
def test_two_invented_people_share_no_number(name):
    fake = faker()
    made = [getattr(fake, name)() for _ in range(300)]
    assert len(set(made)) == len(made)
