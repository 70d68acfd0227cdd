"""Every kind of personal data in the ways that people write it: nobody who is meant exists, and nothing stands in a reserved space."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from random import Random

from payscrub.verify.checkdigits import luhn_valid, nhs_valid

FORENAMES = (
    *("Oluwaseun", "Siobh\u00e1n", "Priya", "Tendai", "\u0141ukasz", "Fatima", "Aoife", "Chukwuemeka", "Kwame"),
    *("Lakshmi", "Zs\u00f3fia", "Ffion", "Gwyneth", "Agnieszka", "Ebele", "J\u00fcrgen"),
)
SURNAMES = (
    *("Okafor", "O'Brien", "Kowalska", "Adeyemi", "Venkataraman", "Fotheringay", "Mensah", "Llewellyn-Davies", "MacDonald"),
    *("Nwosu", "Szczepa\u0144ski", "Oyelaran", "D'Souza", "Popescu"),
)
TOWNS = ("Wigan", "Kettering", "Preston", "Shrewsbury", "Motherwell", "Swansea", "Basingstoke", "Hartlepool")
STREETS = ("Rookery Lane", "Acacia Avenue", "High Street", "Station Road", "Church View", "Victoria Terrace", "Orchard Close", "Mill Hill")
POSTCODES = ("LS1 4AP", "M14 5GH", "SW19 3NB", "EH12 7XY", "CF10 2HQ", "BT9 5AA", "PR1 2UX", "TR1 3LJ")
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


class Person:
    """One invented employee; ``seed`` decides everything about him or her."""

    def __init__(self, seed: int) -> None:
        chance = self.chance = Random(seed)
        self.first, self.last = chance.choice(FORENAMES), chance.choice(SURNAMES)
        self.login = f"{_plain(self.first)}.{_plain(self.last)}"
        self.nino = f"{chance.choice(('JG', 'AB', 'NX', 'JM', 'PX'))}{self.number(6)}{chance.choice('ABCD')}"
        self.sort, self.account = f"{chance.choice('23456')}0-{self.number(2)}-{self.number(2)}", self.number(8)
        self.day, self.month, self.year = chance.randint(13, 28), chance.randint(1, 12), chance.randint(1950, 2004)
        self.house, self.street, self.town = chance.randint(20, 180), chance.choice(STREETS), chance.choice(TOWNS)
        self.postcode = chance.choice(POSTCODES)
        self.nhs = self.passing(lambda: f"4{self.number(9)}", nhs_valid)
        self.card = self.passing(lambda: f"4{self.number(15)}", luhn_valid)

    def number(self, digits: int) -> str:
        """Return a number without a public mark (docs/surrogates.md) and without a zero in front."""
        while True:
            found = str(self.chance.randrange(10 ** (digits - 1), 10**digits))
            if digits < 4 or int(found) % 97 > 10:
                return found

    def passing(self, make: Callable[[], str], holds: Callable[[str], bool]) -> str:
        """Return the first that holds of what ``make`` returns."""
        return next(found for found in iter(make, "") if holds(found))

    @property
    def iban(self) -> str:
        rest = f"NWBK{self.sort.replace('-', '')}{self.account}"
        number = int("".join(str(int(sign, 36)) for sign in f"{rest}GB00"))
        return f"GB{98 - number % 97:02d}{rest}"


def _plain(name: str) -> str:
    spread = unicodedata.normalize("NFKD", name.replace("\u0142", "l").replace("\u0141", "L"))
    return "".join(sign for sign in spread if sign.isascii() and sign.isalpha()).lower()


def _pairs(text: str, between: str) -> str:
    return between.join(text[start : start + 2] for start in range(0, len(text), 2))


Form = Callable[[Person], str]
FORMS: dict[str, tuple[Form, ...]] = {
    "PERSON": (
        lambda who: f"{who.first} {who.last}",
        lambda who: f"{who.last}, {who.first}",
        lambda who: f"{who.last.upper()}, {who.first}",
        lambda who: f"{who.last.upper()} {who.first[0]}",
        lambda who: f"{who.first[0]}. {who.last}",
        lambda who: f"Mrs {who.first[0]} {who.last}",
        lambda who: who.last,
        lambda who: f"{who.first} {who.last}".upper(),
        lambda who: f"approved by {who.last}",
        lambda who: f"{who.first}_{who.last}",
        lambda who: who.login,
    ),
    "UK_NINO": (
        lambda who: who.nino,
        lambda who: _pairs(who.nino, " "),
        lambda who: _pairs(who.nino, "-"),
        lambda who: _pairs(who.nino, "\u00a0"),
        lambda who: who.nino.lower(),
        lambda who: f"NINO={who.nino}",
        lambda who: f"NI not known, was {who.nino[:8]}",
        lambda who: f"temporary TN{who.day}{who.month:02}{who.year % 100:02}F",
    ),
    "UK_SORT_CODE": (lambda who: f"sort code {who.sort}", lambda who: f"sort {who.sort.replace('-', ' ')}"),
    "UK_BANK_ACCOUNT": (
        lambda who: f"{who.sort} {who.account}",
        lambda who: f"{who.sort.replace('-', '')}/{who.account}",
        lambda who: f"a/c {who.account}",
        lambda who: f"Acc No: {who.account[:4]} {who.account[4:]}",
        lambda who: f"account number is {who.account}",
    ),
    "BANK_ROLL_NUMBER": (lambda who: f"roll no {who.number(4)}/{who.number(5)}-X",),
    "IBAN_CODE": (lambda who: who.iban, lambda who: f"{who.iban[:4]} {who.iban[4:8]} {who.iban[8:]}", lambda who: who.iban.lower()),
    "CREDIT_CARD": (lambda who: who.card, lambda who: f"card {who.card[:4]} {who.card[4:8]} {who.card[8:12]} {who.card[12:]}"),
    "EMPLOYEE_ID": (
        lambda who: f"payroll no {who.number(7)}",
        lambda who: f"emp no {who.number(8)}",
        lambda who: f"Assignment {who.number(8)}-2",
        lambda who: f"staff number A{who.number(5)}",
        lambda who: f"clock no {who.number(4)}",
        lambda who: f"{who.number(8)}-2",
    ),
    "UK_NHS": (lambda who: f"NHS No {who.nhs}", lambda who: "{}{}{} {}{}{} {}{}{}{}".format(*who.nhs)),
    "NHS_PENSION_NUMBER": (lambda who: f"SD number {who.number(2)}/{who.number(6)}",),
    "PENSION_MEMBER": (lambda who: f"LGPS ref {who.number(6)}",),
    "UK_UTR": (lambda who: f"UTR {who.number(5)} {who.number(5)}",),
    "DATE_OF_BIRTH": (
        lambda who: f"DOB {who.day:02}/{who.month:02}/{who.year}",
        lambda who: f"born {who.day} {MONTHS[who.month - 1]} {who.year}",
        lambda who: f"D.O.B. {who.day:02}.{who.month:02}.{who.year % 100:02}",
        lambda who: f"date of birth: {who.year}-{who.month:02}-{who.day:02}",
        lambda who: f"birthday {who.day}th {MONTHS[who.month - 1][:3]} {who.year}",
    ),
    "ADDRESS": (
        lambda who: f"{who.house} {who.street}, {who.town}",
        lambda who: f"{who.house} {who.street}",
        lambda who: f"Flat 2, {who.house} {who.street}, {who.town}, {who.postcode}",
        lambda who: f"lives at {who.house} {who.street}",
    ),
    "UK_POSTCODE": (lambda who: who.postcode, lambda who: who.postcode.lower(), lambda who: who.postcode.replace(" ", "")),
    "EMAIL_ADDRESS": (lambda who: f"{who.login}@willowmere.nhs.uk", lambda who: f"mailto:{who.login}@willowmere.nhs.uk"),
    "PHONE_NUMBER": (
        lambda who: f"07{who.number(3)} {who.number(6)}".replace("0770", "0775"),
        lambda who: f"+44 79{who.number(2)} {who.number(3)} {who.number(3)}",
        lambda who: f"0161 2{who.number(2)} {who.number(4)}",
        lambda who: f"tel 01904 2{who.number(5)}",
        lambda who: f"00353 86 {who.number(3)} {who.number(4)}",
    ),
    "UK_DRIVING_LICENCE": (lambda who: f"{_plain(who.last)[:5].upper():9<5}607196OA9CD",),
    "PASSPORT": (lambda who: f"passport {who.number(9)}", lambda who: f"Passport no. AB{who.number(7)}"),
    "IMMIGRATION_DOCUMENT": (lambda who: f"BRP RZ{who.number(7)}", lambda who: f"visa number {who.number(9)}"),
    "SHARE_CODE": (lambda who: f"share code WE{who.number(1)} K{who.number(1)}T 3XY",),
    "DBS_CERTIFICATE": (lambda who: f"DBS 00{who.number(10)}",),
    "PROFESSIONAL_REGISTRATION": (lambda who: f"GMC {who.number(7)}", lambda who: f"NMC PIN {who.number(2)}I{who.number(4)}E"),
    "COURT_ORDER_REFERENCE": (lambda who: f"AEO ref {who.number(8)}", lambda who: f"CMS 121{who.number(9)}"),
    "STUDENT_SUPPORT_NUMBER": (lambda who: f"JONE{who.number(8)}B",),
    "VEHICLE_REGISTRATION": (lambda _: "parks AB12 XDE", lambda _: "car reg LK12CDE", lambda _: "car reg R123 XDE"),
    "IP_ADDRESS": (lambda who: _pairs(who.number(8), "."),),
    "MAC_ADDRESS": (lambda who: f"3c:52:82:{who.number(2)}:{who.number(2)}:{who.number(2)}",),
    "USERNAME": (lambda who: f"CORP\\{who.login}", lambda who: f"login: {_plain(who.last)}{_plain(who.first)[0]}"),
    "SECRET": (lambda who: f"password: Fido{who.number(4)}!", lambda who: f"PIN {who.number(4)}"),
    "URL": (lambda who: f"https://willowmere-my.sharepoint.com/personal/{who.login.replace('.', '_')}/pay.xlsx",),
    "FILE_PATH": (lambda who: f"C:\\Users\\{who.login}\\pay.xlsx", lambda who: f"/home/{who.login}/pay.xlsx"),
}  # fmt: skip
