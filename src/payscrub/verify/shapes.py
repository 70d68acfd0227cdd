"""Loose shapes of identifiers inside any text; what lies in a reserved space is excused.

Patterns follow the issuers' formats (HMRC NIM39110, Ofcom, ISO 13616, ISO/IEC 7812, Royal Mail PAF, DVLA, RFC 5322 in
part) and are looser than them: separators, small letters and lost suffixes do not hide a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from payscrub.verify.folding import dates_in, squeeze
from payscrub.verify.reserved import SPACES, always_accepted, iban_valid, luhn_valid, nhs_valid, utr_valid

_B, _E, _S = r"(?<![A-Z0-9])", r"(?![A-Z0-9])", r"[ .\-/]{0,2}"
_DIGITS_ENOUGH = re.compile(r"(?:\d\D{0,3}){5}")
_DATE = r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{2,4}|\d{1,2}(?:ST|ND|RD|TH)?[ -][A-Z]{3,9}[ -]\d{2,4}|\d{8}"
_AREAS = frozenset(
    "AB AL B BA BB BD BF BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR "
    "HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM "
    "SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE".split()
)
_UNUSED_PAIRS = frozenset(["BG", "GB", "KN", "NK", "NT", "ZZ"])
_COMPANY_PAIRS = frozenset("SC NI OC SO NC FC SF NF GE GS IP SP IC SI NP NR RC SR NO AC ZC SL RS RA CE CS IN PO SO".split())
# A bare number in a text may be the number of an employee, an account or a pension: any of their marks excuses it.
_NUMBERS = ("EMPLOYEE_ID", "UK_BANK_ACCOUNT", "NHS_PENSION_NUMBER", "BANK_ROLL_NUMBER", "PENSION_MEMBER", "COURT_ORDER_REFERENCE")


@dataclass(frozen=True, slots=True)
class Shape:
    """One pattern: what it recognises, what must be in the text for it to be tried, and what else must hold."""

    entity: str
    pattern: re.Pattern[str]
    needs: str
    reason: str
    holds: Callable[[re.Match[str]], bool]
    ask: bool = False  # only in texts that somebody typed: in codes the same shape is common


def _true(_: re.Match[str]) -> bool:
    return True


def _nino(match: re.Match[str]) -> bool:
    prefix = match[1]
    issued = prefix[0] not in "DFIQUV" and prefix[1] not in "DFIOQUV" and prefix not in _UNUSED_PAIRS
    return issued or prefix in ("OO", "FY")


def _bare_nino(match: re.Match[str]) -> bool:
    return _nino(match) and match[1] not in _COMPANY_PAIRS


def _postcode(match: re.Match[str]) -> bool:
    return match[1] in _AREAS


def _sort_alone(match: re.Match[str]) -> bool:
    return not dates_in(match[0])


def _phone(match: re.Match[str]) -> bool:
    digits = re.sub(r"\D", "", match[0].replace("(0)", ""))
    national = re.sub(r"^(?:00)?44", "", digits).lstrip("0")
    return len(national) in (9, 10) and national[0] in "127" and len(set(national)) > 1


def _foreign(match: re.Match[str]) -> bool:
    digits = re.sub(r"\D", "", match[0])
    return not digits.startswith("44") and digits.strip("0") != "" and 8 <= len(digits) <= 15 and digits.lstrip("0") != digits[-3:].lstrip("0")  # noqa: PLR2004 - ITU E.164


def _long_number(check: Callable[[str], bool], length: int) -> Callable[[re.Match[str]], bool]:
    def holds(match: re.Match[str]) -> bool:
        core = squeeze(match[1])
        return len(core) == length and core.isdigit() and check(core)

    return holds


def _card(match: re.Match[str]) -> bool:
    core = squeeze(match[0])
    return 13 <= len(core) <= 19 and core[0] in "3456" and luhn_valid(core)  # noqa: PLR2004 - ISO/IEC 7812


def _iban(match: re.Match[str]) -> bool:
    core = squeeze(match[0])
    return 15 <= len(core) <= 34 and iban_valid(core)  # noqa: PLR2004 - ISO 13616


def _licence(match: re.Match[str]) -> bool:
    core = squeeze(match[0])
    return int(core[6:8]) % 50 in range(1, 13) and int(core[8:10]) in range(1, 32)


def _plate(match: re.Match[str]) -> bool:
    return int(match[1]) % 50 in range(2, 40)


def _number_not_date(match: re.Match[str]) -> bool:
    return not dates_in(match[1])


def _address(match: re.Match[str]) -> bool:
    return all(int(part) < 256 for part in match[0].split(".")) and not match[0].startswith(("0.", "127.", "255."))  # noqa: PLR2004 - a byte


def _secret(match: re.Match[str]) -> bool:
    return match[1] not in ("REDACTED", "PROTECTED", "REQUIRED", "NONE", "IS")


def _real_street(match: re.Match[str]) -> bool:
    return not match[0].endswith("EXAMPLE ROAD")


def _shape(entity: str, pattern: str, needs: str, reason: str, holds: Callable[[re.Match[str]], bool] = _true, *, ask: bool = False) -> Shape:
    return Shape(entity, re.compile(pattern), needs, reason, holds, ask)


_ACCOUNT_WORD = r"(?:A/?C(?:COUNT|CT)?|ACC(?:OUNT|T)?S?|BANK)(?: ?(?:NO|NUMBER|NUM))?\.?[ :#-]{1,3}(?:IS )?"
_STAFF_WORD = r"(?:EMP(?:LOYEE)?|PAYROLL|STAFF|PERSONNEL|WORKS|ASSIGNMENT|CLOCK|ESR)(?: ?(?:NO|NUMBER|NUM|ID|REF))?\.?[ :#-]{1,3}(?:IS )?"
_STREET = r"STREET|ROAD|AVENUE|LANE|DRIVE|CLOSE|CRESCENT|GARDENS|TERRACE|COURT|GROVE|AVE|ST|RD|BROW|MEWS|ROW|SQUARE|PLACE|HILL"

SHAPES: Final[tuple[Shape, ...]] = (
    _shape("UK_NINO", rf"{_B}([A-Z]{{2}}){_S}[0-9OIL]{{2}}{_S}[0-9OIL]{{2}}{_S}[0-9OIL]{{2}}{_S}[A-D]{_E}", "digits", "It has the form of a National Insurance number.", _nino),
    _shape("UK_NINO", rf"{_B}([A-Z]{{2}}) ?\d\d[ .-]\d\d[ .-]\d\d{_E}", "digits", "It has the form of a National Insurance number without its letter.", _bare_nino),
    _shape("UK_NINO", rf"{_B}([A-Z]{{2}})\d{{6}}{_E}", "digits", "It has the form of a National Insurance number without its letter.", _bare_nino, ask=True),
    _shape("EMAIL_ADDRESS", r"(?<![A-Z0-9._%+'\-])[A-Z0-9._%+'\-]{1,64}@(?:[A-Z0-9-]{1,63}\.){1,8}[A-Z]{2,24}", "@", "It is an e-mail address."),
    _shape("UK_POSTCODE", rf"{_B}([A-Z]{{1,2}})\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{{2}}{_E}", "digit", "It has the form of a postcode.", _postcode),
    _shape("UK_BANK_ACCOUNT", r"(?<![A-Z0-9])\d\d[ -]?\d\d[ -]?\d\d(?: ?[/,|:;-] ?| )\d{7,8}(?![0-9])", "digits", "A sort code stands beside an account number.", ask=True),
    _shape("UK_SORT_CODE", r"(?<![A-Z0-9./-])\d\d-\d\d-\d\d(?![A-Z0-9/]|[.-]\d)", "digits", "It has the form of a sort code and is no date.", _sort_alone),
    _shape("UK_SORT_CODE", r"SORT(?: ?CODE)?[ :#-]{1,3}(?:IS )?(\d\d[ -]?\d\d[ -]?\d\d)(?!\d)", "digits", "A sort code is named."),
    _shape("UK_BANK_ACCOUNT", rf"(?<![A-Z]){_ACCOUNT_WORD}(\d{{6,10}})(?!\d)", "digits", "An account number is named.", ask=True),
    _shape("EMPLOYEE_ID", rf"(?<![A-Z]){_STAFF_WORD}(\d{{5,10}}(?:-\d{{1,2}})?)(?!\d)", "digits", "An employee number is named.", ask=True),
    _shape("EMPLOYEE_ID", r"(?<![A-Z0-9.,/-])(\d{8}-\d{1,2})(?![A-Z0-9]|[.,/-]\d)", "digits", "It has the form of an assignment number."),
    _shape("EMPLOYEE_ID", r"\b(?:SALARY|WAGES?|NET ?PAY|PAY)[ :-]{1,3}(\d{7,8}(?:-\d{1,2})?)(?![A-Z0-9]|[.,/-]\d)", "digits", "A number stands where a payment names its payee.", _number_not_date),
    _shape("USERNAME", r"(?<![A-Z])(?:USER ID|UID|USER ?NAME)\s?[:=]\s?([^;\s\"']{2,64})", "=", "A login is named."),
    _shape("PHONE_NUMBER", r"(?<![A-Z0-9.,/-])(?:\+ ?44|0044|\(?0)[\d ()-]{8,14}\d(?![A-Z0-9]|[.,]\d)", "digits", "It has the form of a telephone number.", _phone),
    _shape("PHONE_NUMBER", r"(?<![A-Z0-9.,/-])\+[\d ()-]{8,18}\d(?![A-Z0-9])", "+", "It has the form of a foreign telephone number.", _foreign),
    _shape("PHONE_NUMBER", r"(?<![A-Z0-9.,/-])(7[1-9]\d{2} ?\d{3} ?\d{3})(?![A-Z0-9]|[.,]\d)", "digits", "It has the form of a mobile number without its zero."),
    _shape("UK_NHS", r"NHS(?: ?(?:NO|NUMBER|NUM))?\.?[ :#-]{1,3}(\d{3}[ -]?\d{3}[ -]?\d{4})(?!\d)", "digits", "An NHS number is named."),
    _shape("UK_NHS", r"(?<![A-Z0-9.,-])(\d{3}[ -]\d{3}[ -]\d{4})(?![A-Z0-9]|[.,-]\d)", "digits", "It is a valid NHS number.", _long_number(nhs_valid, 10)),
    _shape("UK_UTR", rf"UTR(?: ?(?:NO|NUMBER))?\.?[ :#-]{{1,3}}(\d{{5}} ?\d{{5}}){_E}", "digits", "A taxpayer reference is named.", _long_number(utr_valid, 10)),
    _shape("IBAN_CODE", rf"{_B}[A-Z]{{2}}\d\d(?: ?[A-Z0-9]{{4}}){{2,7}}(?: ?[A-Z0-9]{{1,4}})?{_E}", "digits", "It is a valid IBAN.", _iban),
    _shape("CREDIT_CARD", r"(?<![A-Z0-9.,-])(?:\d[ -]?){12,18}\d(?![A-Z0-9]|[.,]\d)", "digits", "It is a valid payment card number.", _card),
    _shape("UK_DRIVING_LICENCE", rf"{_B}[A-Z][A-Z9]{{4}} ?\d{{6}} ?[A-Z9]{{2}} ?[A-Z0-9] ?[A-Z]{{2}}(?: ?\d\d)?{_E}", "digits", "It has the form of a driving licence.", _licence),
    _shape("VEHICLE_REGISTRATION", rf"{_B}[A-HJ-PR-Y]{{2}}(\d\d) [A-HJ-PR-Z]{{3}}{_E}", "digit", "It has the form of a vehicle registration.", _plate, ask=True),
    _shape("PASSPORT", r"PASSPORT(?: ?(?:NO|NUMBER|NUM))?\.?[ :#-]{1,3}(?:IS )?([A-Z0-9]{0,2}\d{6,9})(?![A-Z0-9])", "digits", "A passport number is named."),
    _shape("NHS_PENSION_NUMBER", rf"{_B}(SD ?\d\d ?/? ?\d{{6}}){_E}", "digits", "It has the form of an NHS Pension number."),
    _shape("COURT_ORDER_REFERENCE", rf"{_B}(121\d{{9}}|NST[ /-]?\d{{1,2}}[ /-]?[A-Z0-9]{{9,10}}){_E}", "digits", "It has the form of a maintenance reference."),
    _shape("SHARE_CODE", rf"{_B}[WRS][A-Z0-9]{{2}}-[A-Z0-9]{{3}}-[A-Z0-9]{{3}}{_E}", "-", "It has the form of a share code."),
    _shape("IP_ADDRESS", r"(?<![A-Z0-9.])(?:\d{1,3}\.){3}\d{1,3}(?![A-Z0-9]|\.\d)", "digits", "It is an IP address.", _address),
    _shape("MAC_ADDRESS", rf"{_B}(?:[0-9A-F]{{2}}[:-]){{5}}[0-9A-F]{{2}}{_E}", "digit", "It is a MAC address."),
    _shape("DATE_OF_BIRTH", rf"(?:DOB|D\.O\.B\.?|BORN|DATE OF BIRTH|BIRTH ?DATE)[ :,(-]{{0,4}}(?:IS |ON |WAS )?({_DATE})", "digits", "A date of birth is named."),
    _shape("FILE_PATH", r"\\\\(?!SERVER\.EXAMPLE\\)[A-Z0-9._$-]{2,64}\\[^\\\s]", "\\", "It is a path to a server."),
    _shape("FILE_PATH", r"[A-Z]:[\\/](?:USERS|DOCUMENTS AND SETTINGS|DOCUME~1)[\\/](?!EXAMPLE\b|PUBLIC\b|DEFAULT\b)[^\\/\s\"<>|]", ":", "It is a path with a user's folder."),
    _shape("FILE_PATH", r"(?<![A-Z0-9.])/(?:USERS|HOME)/(?!EXAMPLE\b|SHARED\b)[^/\s]", "/", "It is a path with a user's folder."),
    _shape("URL", r"(?:HTTPS?|FTP)://[^/\s@]{1,80}:[^/\s@]{1,80}@|/PERSONAL/[^/\s]{3,}|D\.DOCS\.LIVE\.NET/[0-9A-F]{8,}", "/", "It is a web address that names an account."),
    _shape("SECRET", r"(?<![A-Z])(?:PASSWORD|PASSWD|PWD|PASSCODE|PASSPHRASE)(?: IS | ?[:=] ?)(\S{3,})", "P", "A password is named.", _secret),
    _shape("ADDRESS", rf"(?<![A-Z0-9/-])\d{{1,4}}[A-Z]?,? (?:[A-Z][A-Z'-]{{1,24}} ){{1,3}}(?:{_STREET})(?![A-Z])", "digit", "It has the form of a house in a street.", _real_street, ask=True),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hit:
    """A shape met in a text: what it is and why it is suspect."""

    entity: str
    reason: str


def hits(text: str, *, typed: bool) -> Iterator[Hit]:
    """Yield what ``text`` (folded) holds that no reserved space excuses; ``typed`` says that somebody wrote it freely."""
    upper = text.upper()
    traits = _traits(upper)
    for shape in SHAPES:
        if shape.needs not in traits or (shape.ask and not typed):
            continue
        for match in shape.pattern.finditer(upper):
            value = match[1] if match.re.groups and shape.entity not in ("UK_NINO", "UK_POSTCODE", "VEHICLE_REGISTRATION") else match[0]
            if not _excused(shape.entity, value) and shape.holds(match):
                yield Hit(shape.entity, shape.reason)
                break


def _excused(entity: str, value: str) -> bool:
    spaces = _NUMBERS if entity in _NUMBERS else (entity,)
    return any(space in SPACES and SPACES[space](value) for space in spaces) or (entity != "ADDRESS" and always_accepted(value))


def _traits(upper: str) -> frozenset[str]:
    found = {char for char in "@+-=\\:/P" if char in upper}
    if not upper.isalpha() and any(char.isdigit() for char in upper):
        found.add("digit")
        if _DIGITS_ENOUGH.search(upper):
            found.add("digits")
    return frozenset(found)
