"""Identifiers that only a word before them gives away: ``GMC 1234567``, ``payroll no 4471``, ``PIN is 4821``.

Employers, courts and registers number freely, so the form says little and the word decides: it stands before the number with
no other number between. Texts are in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from re import Match
from typing import Final

from payscrub.verify import shape_checks as check
from payscrub.verify.shape import Shape

_BEGIN, _END = r"(?<![A-Z0-9])", r"(?![A-Z0-9]|[.,]\d)"
_BETWEEN = rf"S?(?![A-Z])[^0-9]{{0,30}}?{_BEGIN}"  # the rest of a phrase
_BESIDE = r"\.?[ :#=(.-]{1,3}(?:IS |WAS )?"  # nothing but signs
_NUMBER = r"(?:NO|NUM|NUMBER|NR|ID|REF|REFERENCE|CODE|#)"
_SAID = r"(?:(?:IS|WAS|NOW|QUOTED|GIVEN AS|SHOULD BE)[ :]{1,2})?"
_STAFF = (
    "(?:EMP(?:L(?:OYEE)?)?|EE|PAYROLL|STAFF|PERSONNEL|WORKS|WORKER|PERSON|ASSIGN(?:MENT)?|ASG|CLOCK(?: CARD)?|ESR|BADGE|PAYEE|COLLEAGUE|"
    "SERVICE)"
)
_MEMBER = (
    rf"(?:PENSION )?MEMBER(?:SHIP)? ?{_NUMBER}|(?:TPS?|LGPS|USS|NEST|RPS|PENSION|SCHEME|POLICY) ?(?:MEMBER|SCHEME)? ?{_NUMBER}|"
    "(?:TPS?|LGPS|USS|NEST|RPS|PENSION|SCHEME) MEMBER"
)
_ACCOUNT = "A/?C|ACCT?|ACCOUNT|BANK (?:ACCOUNT|DETAILS|NO)|BACS"
_WORDS_OF_SECRETS = "PASSWORD|PASSWD|PWD|P/?W|PASSCODE|PASSPHRASE|PIN(?: ?(?:CODE|NO|NUMBER))?"
_LOGIN = (
    r"USERS?(?: ?(?:NAME|ID))?|LOG(?:GED|GING)? ?[IO]N(?: (?:AS|ID|NAME))?|UID|NETWORK(?: ID)?|AD ACCOUNT|PASSWORD RESET FOR|"
    r"ACCOUNT FOR(?: USER)?|(?:RUN|KEYED|INPUT|UPDATED|CREATED|MODIFIED|SAVED|ENTERED|AMENDED|POSTED|APPROVED|LOCKED OUT|RESET) (?:BY|FOR)"
)
_REGISTER = r"GMC|NMC|HCPC|GPHC|GDC|SWE|TRN|TEACHER REF[A-Z]{0,6}|DFE NUMBER|(?<!COMPANY )(?<!VAT )(?<!CHARITY )REGISTRATION (?:NO|NUMBER)"
_ORDER = (
    "AEO|CTAEO|DEO|DEA|CSA|CMS|CMG|CCJ|EAS|ARRESTMENT|COURT(?: ORDER)?|COUNCIL TAX (?:ORDER|REF|NO|NUMBER)|"
    "LIABILITY ORDER|ATTACHMENT OF EARNINGS|(?:CASE|CLAIM|FINE|WARRANT|JUDGMENT|DIVISION) (?:NO|NUM|NUMBER|REF)"
)
_PERMIT = (
    r"BRP|VISA(?: (?:NO|NUMBER|REF)[A-Z]{0,6})?|UAN|COS|CERTIFICATE OF SPONSORSHIP|WORK PERMIT|"
    "(?:RESIDENCE|BIOMETRIC|BIOMETRIC RESIDENCE) (?:PERMIT|CARD)"
)
_DAYS = (
    r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{2,4}",
    r"\d{1,2}(?:ST|ND|RD|TH)?[ -]?(?:OF )?[A-Z]{3,9}[ ,-]{1,2}\d{2,4}",
    r"[A-Z]{3,9} \d{1,2}(?:ST|ND|RD|TH)?,? \d{4}",
    r"\d{8}",
    r"\d{6}",
)
_PLATES = (r"[A-Z]{2}\d\d[ -]?[A-Z]{3}", r"[A-Z]\d{1,3} ?[A-Z]{3}", r"[A-Z]{3} ?\d{1,3}[A-Z]")


def _code(digits: int, longest: int = 20) -> str:
    """Return a pattern of letters, digits and separators, with at least so many digits."""
    return rf"(?=(?:[A-Z/-]{{0,8}}\d){{{digits}}})[A-Z0-9][A-Z0-9/-]{{{digits - 1},{longest - 1}}}"


def _named(  # noqa: PLR0913 - a row of the table
    entity: str, what: str, words: str, number: str, *, between: str = _BETWEEN, holds: Callable[[Match[str]], bool] = check.always
) -> Shape:
    """Return the shape of a ``number`` behind one of the ``words`` that name it."""
    return Shape(
        entity,
        f"{_BEGIN}(?:{words}){between}(?P<value>{number}){_END}",
        "named",
        f"The words before it say that it is {what}.",
        holds,
        ask=True,
    )


NAMED: Final[tuple[Shape, ...]] = (
    _named("UK_NINO", "a National Insurance number", "NINO|NI|NAT(?:IONAL)? INS(?:URANCE)?", r"[A-Z]{2}(?: ?\d\d){3}(?: ?[A-Z])?"),
    _named("UK_SORT_CODE", "a sort code", "S(?:O?R)?T ?CODE|SORT|S/?C", r"\d\d[ -]?\d\d[ -]?\d\d"),
    _named(
        "UK_BANK_ACCOUNT",
        "an account number",
        _ACCOUNT,
        r"(?!(?:\d\d[ -]){2}\d\d(?![ -]?\d\d(?!\d)))\d(?:[ -]?\d){5,10}",
        holds=check.no_day,
    ),
    _named("BANK_ROLL_NUMBER", "a roll number", "ROLL|BUILDING SOC[A-Z]{0,5}|B/?SOC", _code(3), holds=check.no_day),
    _named(
        "EMPLOYEE_ID",
        "an employee number",
        rf"{_STAFF}[ .]{{0,2}}{_NUMBER}",
        r"[A-Z]{0,3}\d{3,10}(?:-\d{1,2})?",
        between=rf"[.:#= (-]{{0,3}}{_SAID}{_BEGIN}",
        holds=check.no_period,
    ),
    _named("EMPLOYEE_ID", "an employee number", _STAFF, r"\d{5,10}(?:-\d{1,2})?", between=_BESIDE, holds=check.no_period),
    _named(
        "EMPLOYEE_ID",
        "an employee number",
        rf"(?:PAY|ID)[ .]{{0,2}}{_NUMBER}",
        r"[A-Z]{0,3}\d{4,10}(?:-\d{1,2})?",
        between=rf"[.:#= (-]{{0,3}}{_SAID}{_BEGIN}",
        holds=check.no_period,
    ),
    _named("EMPLOYEE_ID", "an employee number", "EMP|EE|CLOCK(?: CARD)?", r"\d{4}", between=" ", holds=check.no_quantity),
    _named("UK_NHS", "an NHS number", "NHS", r"\d{3}[ -]?\d{3}[ -]?\d{4}"),
    _named(
        "NHS_PENSION_NUMBER",
        "an NHS Pension number",
        rf"SD ?{_NUMBER}|SUPERANN[A-Z]{{0,8}}|PENSION {_NUMBER}",
        r"\d\d ?/? ?\d{6}",
        holds=check.no_day,
    ),
    _named("PENSION_MEMBER", "a pension scheme member's number", _MEMBER, _code(4), holds=check.no_period),
    _named("UK_UTR", "a taxpayer reference", r"UTR|TAXPAYER|TAX REF[A-Z]{0,8}|SELF[ -]ASSESSMENT|CIS", r"\d{5} ?\d{5}(?: ?K)?"),
    _named("DATE_OF_BIRTH", "a date of birth", r"DOB|D[. ]O[. ]B\.?|BORN|DATE OF BIRTH|BIRTH ?DATE|BIRTHDAY", "|".join(_DAYS)),
    _named(
        "PASSPORT",
        "a passport number",
        rf"PASS ?PORT|TRAVEL DOC[A-Z]{{0,8}}|PP ?T? ?{_NUMBER}|PPT",
        r"(?=[A-Z]{0,3}\d)[A-Z0-9]{6,10}",
        holds=check.no_day,
    ),
    _named("IMMIGRATION_DOCUMENT", "an immigration document", _PERMIT, _code(4, 21), holds=check.no_day),
    _named("SHARE_CODE", "a share code", "SHARE ?CODE|RIGHT TO WORK|RTW", r"[WRS](?=[A-Z -]{0,9}\d)[A-Z0-9]{2}(?:[ -]?[A-Z0-9]{3}){2}"),
    _named("DBS_CERTIFICATE", "a DBS certificate", "DBS|CRB|DISCLOSURE|CERTIFICATE", r"[EF]?\d{9,12}"),
    _named("PROFESSIONAL_REGISTRATION", "a professional registration", _REGISTER, _code(5), holds=check.no_day),
    _named("COURT_ORDER_REFERENCE", "the reference of a court order", _ORDER, _code(5), holds=check.no_day),
    _named("STUDENT_SUPPORT_NUMBER", "a student support number", "SSN|SLC", r"[A-Z]{3,4} ?\d{8} ?[A-Z]"),
    _named(
        "VEHICLE_REGISTRATION",
        "a vehicle registration",
        "REG|VRM|REGISTRATION(?: MARK)?|(?:NUMBER )?PLATE|VEHICLE|CAR|VAN",
        "|".join(_PLATES),
        holds=check.no_word_behind,
    ),
    _named("UPRN", "a property reference", "UPRN", r"\d{11,12}"),
    _named("SECRET", "a PIN", "PIN(?: ?(?:CODE|NO|NUMBER))?", r"\d{4,8}", between="(?: IS:?)?[ :=]{1,3}"),
    Shape(
        "SECRET",
        rf"{_BEGIN}(?:{_WORDS_OF_SECRETS})(?: IS:?| (?:WAS |NOW )?(?:RE)?SET TO:?)?[ :=]{{1,3}}(?P<value>(?=\S{{0,40}}\d)\S{{4,80}})",
        "named",
        "The words before it say that it is a password.",
        check.secret,
        ask=True,
    ),
    Shape(
        "USERNAME",
        rf"{_BEGIN}(?:{_LOGIN})[ :=]{{1,2}}(?<![A-Z0-9])"
        rf"(?P<value>[A-Z][A-Z._-]{{2,30}}\d{{1,4}}|[A-Z]{{2,20}}[._][A-Z]{{1,20}}\d{{0,4}}|[A-Z]{{6,20}}){_END}(?![A-Z'@\\])",
        "login",
        "The words before it say that it is a login.",
        check.no_version,
        ask=True,
    ),
)
NAMES: Final = re.compile(
    rf"{_BEGIN}(?:NI|NAT|SORT|SRT|S/?C|A/?C|ACC|BANK|BACS|ROLL|BUILDING|B/?SOC|{_STAFF}|NHS|SD|SUPERANN|PENSION|SCHEME|POLICY|MEMBER|TP|LGPS|USS|NEST|RPS|UTR|TAX|SELF"
    rf"|CIS|D[. ]?O[. ]?B|BORN|DATE OF|BIRTH|PASS|PP|TRAVEL|{_PERMIT}|SHARE|RIGHT|RTW|DBS|CRB|DISC|CERT|{_REGISTER}|{_ORDER}|SSN|SLC"
    rf"|REG|VRM|(?:NUMBER )?PLATE|VEHICLE|CAR|VAN|PAY|ID|UPRN|{_WORDS_OF_SECRETS})"
)  # one of the words above; without one no shape of this table is tried
LOGINS: Final = re.compile(rf"{_BEGIN}(?:{_LOGIN})[ :=]")
