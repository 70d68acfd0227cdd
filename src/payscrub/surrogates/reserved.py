"""The reserved spaces: what each entity's surrogates are, how strongly the space is reserved, and who says so.

The table of ``docs/surrogates.md`` is made of this one (``tools/surrogates.py``), and a test fails when it is not. Strengths: **A**
the issuer says that the range is never given out; **B** the published format makes it impossible; **C** no sign of allocation was
found; **D** no safe space exists, the value carries a public mark; **word** anyone can read that it is invented; **-** nothing of the
original is left.
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
_NEUTRAL = (
    "`Code nn`, the same for equal values, also for `None` and `N/A`; in a number cell `nn` alone; truth values "
    "become false; date cells are kept, and amounts and dates of HEALTH and UNION_MEMBERSHIP, which are payroll; "
    "where a title says that they are reasons or kinds, they are masked"
)
TABLE: tuple[Space, ...] = (
    Space(
        "PERSON",
        "D",
        "name tokens: one letter + alternating vowels and consonants + `quox`, at least seven letters (`Tebaquox`); "
        "single letters (initials) any letter; titles, particles, honours and generation suffixes from a fixed list are"
        " kept; joined by the original's spaces, hyphens, apostrophes, commas, full stops; case of the original; a "
        "token with an accent gets an accent on its first vowel",
        "absent from 34,887 names of Faker's lists",
    ),
    Space(
        "UK_NINO",
        "A",
        "prefix BG GB KN NK NT ZZ, six digits (O for 0 and I or L for 1 may stand in them where the original had them),"
        " or four to eight where the original had too few or too many; any one letter, one that cannot be for one that "
        "cannot be, or none; separators as in the original",
        "HMRC, National Insurance Manual NIM39110",
    ),
    Space(
        "EMPLOYEE_ID",
        "D",
        "digits as wide as the original without its leading zeros (at least five), first digit 1-9, mark97(1) over the "
        "digits alone; leading zeros, separators, runs of one or two letters, and an assignment suffix `-n` or `-nn` "
        "are kept and not counted; runs of three or more letters become X",
        _OWN,
        1,
    ),
    Space(
        "UK_SORT_CODE",
        "C",
        "97nnnn in the original's separators; in a date cell a day of the year 1901",
        "97 is in no list of sort-code prefixes met",
    ),
    Space(
        "UK_BANK_ACCOUNT",
        "D",
        "digits as wide as the original without leading zeros (at least five), first digit 1-9, mark97(2) over the "
        "digits; leading zeros and separators kept, not counted; a sort code and an account in one value each by its "
        "own rule, the separator kept, 14 digits run together as 97nnnn and the account",
        _OWN,
        2,
    ),
    Space(
        "BANK_ROLL_NUMBER",
        "D",
        "layout kept, letters X, digits with mark97(7) over letters and digits",
        _OWN,
        7,
    ),
    Space(
        "IBAN_CODE",
        "C",
        "GBkk ZZZZ 97nnnn aaaaaaaa, aaaaaaaa marked as an account; check digits right, or as wrong as the original's; "
        "grouping of the original",
        "ZZZZ is no British bank identifier in schwifty's registry",
    ),
    Space(
        "CREDIT_CARD",
        "A",
        "000000 + digits + Luhn digit, right or as wrong as the original's, as text; in a number cell blanked",
        "ISO/IEC 7812-1:2015: 000000 is an issuer number for tests",
    ),
    Space(
        "UK_NHS",
        "A",
        "999nnnnnnc, the check digit right or as wrong as the original's",
        "NHS Data Dictionary: 999 is never issued",
    ),
    Space(
        "NHS_PENSION_NUMBER",
        "D",
        "as EMPLOYEE_ID with mark97(3); a leading `SD` is kept",
        _OWN,
        3,
    ),
    Space(
        "UK_UTR",
        "C",
        "check digit (right, or as wrong as the original's) + 0000nnnnn",
        "the range of HMRC's public test generator (hmrc/domain)",
    ),
    Space(
        "DATE_OF_BIRTH",
        "D",
        "same year and month, day = 1 + (12 * year + 7 * month) mod 28; two-digit years read as 1930-2029; format, type"
        " and time of day of the original; month and year alone, or an age, are quasi and kept",
        "payscrub's own rule: day = 1 + (12 * year + 7 * month) mod 28",
    ),
    Space(
        "ADDRESS",
        "word",
        "`n Example Road` for a line with a digit in it, `Exampleton n` for one without (n up to six digits); pieces "
        "between commas and line breaks one by one, a postcode among them by its own rule; case of the original (all "
        "capitals stay so)",
        "by word",
    ),
    Space(
        "UK_POSTCODE",
        "C",
        "area ZY with the original's pattern after the area letters: `ZY1 2AB`, outward alone `ZY1`",
        "ZY is no postcode area (Royal Mail)",
    ),
    Space(
        "UPRN",
        "C",
        "999nnnnnnnnn",
        "numbers in use are far lower",
    ),
    Space(
        "EMAIL_ADDRESS",
        "A",
        "at a subdomain of example.com: words that hold a name token (below), single letters, numbers of EMPLOYEE_ID or of two digits, or "
        "`user` and a number; a name before `<address>` as PERSON",
        "RFC 2606 and RFC 6761",
    ),
    Space(
        "PHONE_NUMBER",
        "A",
        "mobile 07700 900nnn; landline 020 7946 0nnn, 0113-0118, 0121, 0131, 0141, 0151, 0161 + 496 0nnn, 0191 498 "
        "0nnn, 029 2018 0nnn, 028 9649 6nnn, else 01632 960nnn; freephone 08081 570nnn; +44 or 0044 or a lost zero as "
        "in the original; any other number (foreign, extension): zeros, the last three digits free",
        "Ofcom, numbers for use in TV and radio drama",
    ),
    Space(
        "UK_DRIVING_LICENCE",
        "B",
        "impossible day (30 or 31 Feb, 31 Apr Jun Sep Nov; month + 50 for women) at positions 7-10",
        "DVLA: positions 7 to 10 are month and day of birth",
    ),
    Space(
        "PASSPORT",
        "D",
        "layout kept, letters X, digits with mark97(4) over letters and digits",
        _OWN,
        4,
    ),
    Space(
        "IMMIGRATION_DOCUMENT",
        "D",
        "layout kept, letters X, digits with mark97(5) over letters and digits",
        _OWN,
        5,
    ),
    Space(
        "SHARE_CODE",
        "-",
        "blanked",
        "a secret of 90 days",
    ),
    Space(
        "DBS_CERTIFICATE",
        "D",
        "layout kept, letters X, digits with mark97(6)",
        _OWN,
        6,
    ),
    Space(
        "PROFESSIONAL_REGISTRATION",
        "D",
        "layout kept, letters X, digits with mark97(10)",
        _OWN,
        10,
    ),
    Space(
        "COURT_ORDER_REFERENCE",
        "D",
        "an inner NI number by its rule; else layout kept, letters kept in runs of one to three, digits with mark97(8) "
        "over the digits alone",
        _OWN,
        8,
    ),
    Space(
        "STUDENT_SUPPORT_NUMBER",
        "C",
        "ZZZZ nnnnnnnn Z",
        "no such number was found",
    ),
    Space(
        "PENSION_MEMBER",
        "D",
        "layout kept, letters X, digits with mark97(9)",
        _OWN,
        9,
    ),
    Space(
        "VEHICLE_REGISTRATION",
        "B",
        "two letters, 01, three letters",
        "DVLA: age codes began with 51 and end with 50 and 00",
    ),
    Space(
        "IP_ADDRESS",
        "A",
        "192.0.2.n, 198.51.100.n, 203.0.113.n, 198.18.n.n, 198.19.n.n; 2001:db8::n",
        "RFC 5737, RFC 2544 and RFC 3849",
    ),
    Space(
        "MAC_ADDRESS",
        "A",
        "00-00-5E-00-53-nn, separators kept",
        "RFC 7042, 2.1.2",
    ),
    Space(
        "HOSTNAME",
        "A",
        "`host-nnnnn.example`",
        "RFC 2606",
    ),
    Space(
        "USERNAME",
        "word",
        "contains a name token (below), or `user` + digits; a domain before a backslash becomes EXAMPLE; after an @ as in e-mail",
        "by word",
    ),
    Space(
        "SECRET",
        "constant",
        "`redacted`; 0 in a number cell",
        "by word",
    ),
    Space(
        "URL",
        "A",
        "`https://www.example.com/nnnnnn`; a mailto: link by the e-mail rule",
        "RFC 2606",
    ),
    Space(
        "FILE_PATH",
        "word",
        "`\\\\server.example\\files\\nnnnnn`, or `C:\\Users\\example\\nnnnnn` when the original starts with a drive letter, or"
        " `/home/example/nnnnnn`",
        "by word",
    ),
    *(
        Space(entity, "word", _NEUTRAL, "by word")
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
