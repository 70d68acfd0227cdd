"""The reserved spaces: what each entity's surrogates are, how strongly the space is reserved, and who says so.

``docs/surrogates.md`` describes the same spaces; a test holds the two together. Strengths: **A** the issuer says that
the range is never given out; **B** the published format makes it impossible; **C** no sign of allocation was found;
**D** no safe space exists, the value carries a public mark; **word** anyone can read that it is invented; **-** nothing
of the original is left.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Space:
    """One reserved space. ``residue`` is the remainder by 97 of its marked numbers, one an entity, or 0."""

    entity: str
    strength: str
    space: str
    source: str
    residue: int = 0


_OWN = "payscrub's own mark; no range is promised by anybody"
TABLE: tuple[Space, ...] = (
    Space("PERSON", "D", "tokens that end in quox", "absent from 34,887 names of Faker's lists"),
    Space("UK_NINO", "A", "prefix BG GB KN NK NT ZZ", "HMRC, National Insurance Manual NIM39110"),
    Space("EMPLOYEE_ID", "D", "as wide as the original, marked", _OWN, 1),
    Space("UK_SORT_CODE", "C", "97nnnn; a day of 1901 in a date cell", "97 is in no list of sort-code prefixes met"),
    Space("UK_BANK_ACCOUNT", "D", "as wide as the original, marked", _OWN, 2),
    Space("BANK_ROLL_NUMBER", "D", "layout, letters X, marked", _OWN, 7),
    Space("IBAN_CODE", "C", "bank ZZZZ, sort code 97nnnn, marked account", "ZZZZ is no British bank identifier in schwifty's registry"),
    Space("CREDIT_CARD", "A", "000000 and a check digit", "ISO/IEC 7812-1:2015: 000000 is an issuer number for tests"),
    Space("UK_NHS", "A", "999nnnnnnc", "NHS Data Dictionary: 999 is never issued"),
    Space("NHS_PENSION_NUMBER", "D", "as wide as the original, marked", _OWN, 3),
    Space("UK_UTR", "C", "check digit and 0000nnnnn", "the range of HMRC's public test generator (hmrc/domain)"),
    Space("DATE_OF_BIRTH", "D", "the reserved day of the same month", "payscrub's own rule: day = 1 + (12 * year + 7 * month) mod 28"),
    Space("ADDRESS", "word", "n Example Road, Exampleton n", "by word"),
    Space("UK_POSTCODE", "C", "area ZY", "ZY is no postcode area (Royal Mail)"),
    Space("UPRN", "C", "999nnnnnnnnn", "numbers in use are far lower"),
    Space("EMAIL_ADDRESS", "A", "a subdomain of example.com", "RFC 2606 and RFC 6761"),
    Space(
        "PHONE_NUMBER", "A", "numbers for drama; zeros and three digits for other countries", "Ofcom, numbers for use in TV and radio drama"
    ),
    Space("UK_DRIVING_LICENCE", "B", "a day that its month does not have", "DVLA: positions 7 to 10 are month and day of birth"),
    Space("PASSPORT", "D", "layout, letters X, marked", _OWN, 4),
    Space("IMMIGRATION_DOCUMENT", "D", "layout, letters X, marked", _OWN, 5),
    Space("SHARE_CODE", "-", "blanked", "a secret of 90 days"),
    Space("DBS_CERTIFICATE", "D", "layout, letters X, marked", _OWN, 6),
    Space("PROFESSIONAL_REGISTRATION", "D", "layout, letters X, marked", _OWN, 10),
    Space("COURT_ORDER_REFERENCE", "D", "layout, short letter runs, marked", _OWN, 8),
    Space("STUDENT_SUPPORT_NUMBER", "C", "ZZZZ nnnnnnnn Z", "no such number was found"),
    Space("PENSION_MEMBER", "D", "layout, letters X, marked", _OWN, 9),
    Space("VEHICLE_REGISTRATION", "B", "two letters, 01, three letters", "DVLA: age codes began with 51 and end with 50 and 00"),
    Space("IP_ADDRESS", "A", "documentation and benchmarking blocks", "RFC 5737, RFC 2544 and RFC 3849"),
    Space("MAC_ADDRESS", "A", "00-00-5E-00-53-nn", "RFC 7042, 2.1.2"),
    Space("HOSTNAME", "A", "host-nnnnn.example", "RFC 2606"),
    Space("USERNAME", "word", "a name token, or user and a number; domain EXAMPLE", "by word"),
    Space("SECRET", "constant", "redacted", "by word"),
    Space("URL", "A", "https://www.example.com/nnnnnn", "RFC 2606"),
    Space("FILE_PATH", "word", "a folder of the user or server example", "by word"),
    *(
        Space(entity, "word", "Code nn", "by word")
        for entity in (
            "HEALTH",
            "UNION_MEMBERSHIP",
            "ETHNICITY",
            "RELIGION",
            "SEXUAL_ORIENTATION",
            "DISABILITY",
            "CRIMINAL_RECORD",
            "CUSTOM",
        )
    ),
)
SPACES = MappingProxyType({space.entity: space for space in TABLE})


def strength_of(entity: str) -> str:
    """Return how strongly the space of an entity is reserved; nothing for an entity whose values are codes or blanked."""
    return SPACES[entity].strength if entity in SPACES else ""
