"""Which maker invents for which entity."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from payscrub.entities import TABLE, Entity
from payscrub.surrogates import bank, civil, machine
from payscrub.surrogates.coded import Coded
from payscrub.surrogates.compose import Composer
from payscrub.surrogates.dates import BirthDate
from payscrub.surrogates.fixed import Blanked, Constant, Court
from payscrub.surrogates.labelled import Labelled
from payscrub.surrogates.layouts import Masked
from payscrub.surrogates.logins import Email, Username
from payscrub.surrogates.maker import Maker
from payscrub.surrogates.neutral import COUNTED, QUASI, Special
from payscrub.surrogates.nino import Nino
from payscrub.surrogates.numbers import Known, Numbered
from payscrub.surrogates.people import Person
from payscrub.surrogates.phones import Phone
from payscrub.surrogates.places import Address, Postcode
from payscrub.surrogates.prf import Prf
from payscrub.surrogates.reserved import SPACES
from payscrub.surrogates.tokens import Tokens

_KEPT_LETTERS = 2  # of an employee number: a site's or a system's prefix
_CODED = {
    "CREDIT_CARD": bank.CARD,
    "UK_NHS": civil.NHS,
    "UK_UTR": civil.UTR,
    "UPRN": civil.UPRN,
    "UK_DRIVING_LICENCE": civil.LICENCE,
    "STUDENT_SUPPORT_NUMBER": civil.STUDENT,
    "VEHICLE_REGISTRATION": civil.PLATE,
    "MAC_ADDRESS": machine.MAC,
}
_MASKED = ("BANK_ROLL_NUMBER", "PASSPORT", "IMMIGRATION_DOCUMENT", "DBS_CERTIFICATE", "PENSION_MEMBER", "PROFESSIONAL_REGISTRATION")


def build(key: bytes, context: str, known: Known) -> Mapping[str, Maker]:
    """Return a maker for every entity, in the order in which they are settled: names and numbers before what is composed of them.

    ``known`` holds the digits that no surrogate may have.
    """
    prf = _Functions(key, context)
    tokens = Tokens(prf.of("NAME TOKEN"))
    employee = Numbered(prf.of("EMPLOYEE_ID"), SPACES["EMPLOYEE_ID"].residue, known, _KEPT_LETTERS)
    pension = Numbered(prf.of("NHS_PENSION_NUMBER"), SPACES["NHS_PENSION_NUMBER"].residue, known, _KEPT_LETTERS)
    nino = Nino(prf.of("UK_NINO"))
    sort_code = bank.SortCode(prf.of("UK_SORT_CODE"), known)
    account = bank.Account(prf.of("UK_BANK_ACCOUNT"), SPACES["UK_BANK_ACCOUNT"].residue, known, sort_code)
    composer = Composer(prf.of("LOGIN"), tokens, employee)
    person = Person(tokens, employee)
    email = Email(prf.of("EMAIL_ADDRESS"), composer, person)
    postcode = Postcode(prf.of("UK_POSTCODE"))
    makers: dict[str, Maker] = {
        "PERSON": person,
        "EMPLOYEE_ID": employee,
        "NHS_PENSION_NUMBER": pension,
        "UK_NINO": nino,
        "UK_SORT_CODE": sort_code,
        "UK_BANK_ACCOUNT": account,
        "IBAN_CODE": bank.Iban(sort_code, account),
        "COURT_ORDER_REFERENCE": Court(prf.of("COURT_ORDER_REFERENCE"), SPACES["COURT_ORDER_REFERENCE"].residue, known, nino),
        "EMAIL_ADDRESS": email,
        "USERNAME": Username(prf.of("USERNAME"), composer, email),
        "URL": machine.Web(prf.of("URL"), email),
        "UK_POSTCODE": postcode,
        "ADDRESS": Address(prf.of("ADDRESS"), postcode),
        "PHONE_NUMBER": Phone(prf.of("PHONE_NUMBER")),
        "DATE_OF_BIRTH": BirthDate(),
        "IP_ADDRESS": machine.Ip(prf.of("IP_ADDRESS")),
        "HOSTNAME": Labelled(prf.of("HOSTNAME"), machine.HOSTNAME),
        "FILE_PATH": Labelled(prf.of("FILE_PATH"), machine.FILE_PATH),
        "SECRET": Constant(),
        "SHARE_CODE": Blanked(),
    }
    makers |= {entity: Masked(prf.of(entity), SPACES[entity].residue, known) for entity in _MASKED}
    makers |= {entity: Coded(prf.of(entity), form) for entity, form in _CODED.items()}
    for row in TABLE:
        if row.name not in makers:
            makers[row.name] = _by_risk(row, prf.of(row.name))
    return MappingProxyType(makers)


def _by_risk(row: Entity, prf: Prf) -> Maker:
    """Return the maker of an entity that has no form of its own."""
    if row.risk == "special":
        return Special(prf, counted=row.name in COUNTED)
    return Labelled(prf, QUASI) if row.risk == "quasi" else Blanked()


class _Functions:
    """The keyed functions of one job; holds the key, so shows nothing of itself."""

    __slots__ = ("_context", "_key")

    def __init__(self, key: bytes, context: str) -> None:
        self._key, self._context = key, context

    def of(self, label: str) -> Prf:
        return Prf(self._key, label, self._context)
