"""What must hold besides the shape for a text to be taken as an identifier."""

from __future__ import annotations

import re
from collections.abc import Callable

from payscrub.verify.checkdigits import iban_valid, luhn_valid, nhs_valid
from payscrub.verify.folding import dates_in, squeeze
from payscrub.verify.lexicon import BOTH, PLAIN, kind_of
from payscrub.verify.wordlists import words

_AREAS = words(
    """
    AB AL B BA BB BD BF BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU GY HA
    HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG
    RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE
    """
)
_UNUSED_PAIRS = frozenset(["BG", "GB", "KN", "NK", "NT", "ZZ"])
_COMPANY_PAIRS = words("SC NI OC SO NC FC SF NF GE GS IP SP IC SI NP NR RC SR NO AC ZC SL RS RA CE CS IN PO SO")
_CARD = range(13, 20)  # ISO/IEC 7812
_IBAN = range(15, 35)  # ISO 13616
_TIME = re.compile(r"(?:[01]\d|2[0-3])(?:[0-5]\d){2}")  # hhmmss
_INVENTED_IBAN = re.compile(r"GB\d\d ?ZZZZ(?: ?\d){14}(?!\d)")
_REFERENCE_MARKS = frozenset([4, 5, 7, 9, 10])  # of passports, permits, roll numbers, members and registers: docs/surrogates.md
_MARKS = frozenset(
    [1, 2, 4, 7, 8, 9]
)  # of the invented numbers that can have ten digits; a taxpayer reference has four zeros instead: docs/surrogates.md
_CERTIFICATE, _CERTIFICATE_MARK = 12, 6  # digits of a DBS certificate, and the mark of an invented one: docs/surrogates.md
_COUNTED = re.compile(r"%| (?:HOURS?|HRS|DAYS|ROWS|STAFF|EMPLOYEES)(?![A-Z])")
_LETTERS = re.compile(r"[a-z]{2,}")
_NO_PLATE = words("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC AND FOR THE PER DAY NOT BUT WAS HAS HAD DUE ARE OUT OFF HRS")
_YEARS = re.compile(r"(?:19|20)\d\d[-/](?:\d\d){1,2}")
_PERIOD = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])?|(?:0[1-9]|1[0-2])(?:19|20)\d\d")
_BYTE = range(256)
_INTERNATIONAL = range(8, 16)  # digits of a number with its country (ITU E.164)


def always(_: re.Match[str]) -> bool:
    """Return whether the shape alone is enough."""
    return True


def nino(match: re.Match[str]) -> bool:
    """Return whether the prefix is one that is issued (HMRC NIM39110)."""
    prefix = match[1]
    issued = prefix[0] not in "DFIQUV" and prefix[1] not in "DFIOQUV" and prefix not in _UNUSED_PAIRS
    return issued or prefix in ("OO", "FY")


def bare_nino(match: re.Match[str]) -> bool:
    """Return whether the prefix is issued and is no prefix of company numbers, nor the blanked one of a marked reference."""
    return nino(match) and match[1] not in _COMPANY_PAIRS and not _is_marked_reference(squeeze(match[0]))


def _is_marked_reference(code: str) -> bool:
    """Return whether it is blanked and marked like an invented reference; no issued prefix begins with X."""
    return code.startswith("XX") and int(code.replace("X", "33")) % 97 in _REFERENCE_MARKS


def postcode(match: re.Match[str]) -> bool:
    """Return whether the area exists."""
    return match[1] in _AREAS


def sort_alone(match: re.Match[str]) -> bool:
    """Return whether the six digits are no date."""
    return not dates_in(match[0])


def phone(match: re.Match[str]) -> bool:
    """Return whether the number has the length and the first digit of a geographic or mobile number (Ofcom)."""
    digits = re.sub(r"\D", "", match[0].replace("(0)", ""))
    if len(digits) == _CERTIFICATE and int(digits) % 97 == _CERTIFICATE_MARK:
        return False  # an invented DBS certificate
    around = _INVENTED_IBAN.search(match.string, max(0, match.start() - _IBAN.stop), match.end() + _IBAN.stop)
    if around and around.start() < match.start() < around.end():
        return False
    national = re.sub(r"^(?:00)?44", "", digits).lstrip("0")
    return len(national) in (9, 10) and national[0] in "127" and len(set(national)) > 1


def foreign(match: re.Match[str]) -> bool:
    """Return whether the number has the length of an international one and is not all zeros but for the last three."""
    digits = re.sub(r"\D", "", match[0])
    return len(digits) in _INTERNATIONAL and not digits.startswith("44") and digits[:-3].strip("0") != ""


def inside(holds: Callable[[re.Match[str]], bool]) -> Callable[[re.Match[str]], bool]:
    """Return a check for what stands among words: alone in a cell the same form is a code as often."""
    return lambda match: match.end() - match.start() < len(match.string.strip()) and holds(match)


def pair_in_one(match: re.Match[str]) -> bool:
    """Return whether fourteen digits are no moment (``20240131123000``) and no invented reference of another kind."""
    return not (dates_in(match[0][:8]) and _TIME.fullmatch(match[0], 8)) and unmarked(match)


def long_number(check: Callable[[str], bool], length: int) -> Callable[[re.Match[str]], bool]:
    """Return a check that all of a match are ``length`` digits that pass ``check``."""

    def holds(match: re.Match[str]) -> bool:
        core = squeeze(match[1])
        return len(core) == length and core.isdigit() and check(core)

    return holds


def card(match: re.Match[str]) -> bool:
    """Return whether the digits are a card number with the right check digit."""
    core = squeeze(match[0])
    return len(core) in _CARD and core[0] in "3456" and luhn_valid(core)


def unmarked(match: re.Match[str]) -> bool:
    """Return whether the digits are no invented reference of another kind."""
    return int(squeeze(match[0])) % 97 not in _REFERENCE_MARKS


def iban(match: re.Match[str]) -> bool:
    """Return whether the check digits are right."""
    core = squeeze(match[0])
    return len(core) in _IBAN and iban_valid(core)


def licence(match: re.Match[str]) -> bool:
    """Return whether month and day are possible."""
    core = squeeze(match[0])
    return int(core[6:8]) % 50 in range(1, 13) and int(core[8:10]) in range(1, 32)


def plate(match: re.Match[str]) -> bool:
    """Return whether the age code is one that was given out."""
    return int(match[1]) % 50 in range(2, 40)


def no_day(match: re.Match[str]) -> bool:
    """Return whether what was named is neither a date nor a span of years."""
    return not dates_in(match[1]) and _YEARS.fullmatch(match[1]) is None


def no_period(match: re.Match[str]) -> bool:
    """Return whether what was named is no date, no year and no month of one (``payroll 202403``)."""
    return no_day(match) and _PERIOD.fullmatch(match[1]) is None


def no_quantity(match: re.Match[str]) -> bool:
    """Return whether what was named is no year and no hours, days or people that are counted."""
    return no_period(match) and _COUNTED.match(match.string, match.end()) is None


def no_version(match: re.Match[str]) -> bool:
    """Return whether a word of what was named is one that nobody knows (``user guide2``, ``updated by v2``)."""
    return any(kind_of(word) not in (PLAIN, BOTH) for word in _LETTERS.findall(match["value"].lower()))


def no_word_behind(match: re.Match[str]) -> bool:
    """Return whether the letters at the end are no month and no ordinary word (``P12 MAR``)."""
    return match[0][-3:] not in _NO_PLATE


def nhs_in_a_text(match: re.Match[str]) -> bool:
    """Return whether ten digits among words are a valid NHS number and no invented number of any kind."""
    digits = match[1]
    return inside(always)(match) and nhs_valid(digits) and int(digits) % 97 not in _MARKS and digits[1:5] != "0000"


def plate_in_one(match: re.Match[str]) -> bool:
    """Return whether the age code was given out and no month or word follows it, in what stands among words."""
    return plate(match) and no_word_behind(match) and inside(always)(match)


def number_not_date(match: re.Match[str]) -> bool:
    """Return whether the digits are no date."""
    return not dates_in(match[1])


def address(match: re.Match[str]) -> bool:
    """Return whether every number is a byte and the address is no local one."""
    return all(int(part) in _BYTE for part in match[0].split(".")) and not match[0].startswith(("0.", "127.", "255."))


def secret(match: re.Match[str]) -> bool:
    """Return whether a password follows, not a word about one."""
    return match[1].strip(";,.'\")") not in ("REDACTED", "PROTECTED", "REQUIRED", "NONE", "IS")


def real_street(match: re.Match[str]) -> bool:
    """Return whether the street is not the invented one."""
    return "EXAMPLE ROAD" not in match[0]
