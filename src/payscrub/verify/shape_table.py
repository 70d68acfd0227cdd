"""The shapes of identifiers, one row each.

Patterns follow the issuers' formats (HMRC NIM39110, Ofcom, ISO 13616, ISO/IEC 7812, Royal Mail PAF, DVLA, RFC 5322 in
part) and are looser than them: separators, small letters and lost suffixes do not hide a number. Texts are in capitals.
"""

from __future__ import annotations

from typing import Final

from payscrub.verify import shape_checks as check
from payscrub.verify.checkdigits import nhs_valid
from payscrub.verify.shape import Shape

_B, _E, _S = r"(?<![A-Z0-9])", r"(?![A-Z0-9])", r"[ .\-/]{0,2}"

_NO_LETTER = "It has the form of a National Insurance number without its letter."

SHAPES: Final[tuple[Shape, ...]] = (
    Shape(
        "UK_NINO",
        rf"{_B}([A-Z]{{2}}){_S}[0-9OIL]{{2}}{_S}[0-9OIL]{{2}}{_S}[0-9OIL]{{2}}{_S}[A-DFMP]{_E}",
        "digits",
        "It has the form of a National Insurance number.",
        check.nino,
    ),
    Shape("UK_NINO", rf"{_B}([A-Z]{{2}}) ?\d\d[ .-]\d\d[ .-]\d\d{_E}", "digits", _NO_LETTER, check.bare_nino),
    Shape("UK_NINO", rf"{_B}([A-Z]{{2}})\d{{6}}{_E}", "digits", _NO_LETTER, check.bare_nino, ask=True),
    Shape(
        "EMAIL_ADDRESS", r"(?<![A-Z0-9._%+'\-])[A-Z0-9._%+'\-]{1,64}@(?:[A-Z0-9-]{1,63}\.){1,8}[A-Z]{2,24}", "@", "It is an e-mail address."
    ),
    Shape(
        "UK_POSTCODE",
        rf"{_B}([A-Z]{{1,2}})\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{{2}}{_E}",
        "digit",
        "It has the form of a postcode.",
        check.postcode,
    ),
    Shape(
        "UK_BANK_ACCOUNT",
        r"(?<![A-Z0-9])\d\d[ -]?\d\d[ -]?\d\d(?: ?[/,|:;-] ?| )\d{7,8}(?![0-9])",
        "digits",
        "A sort code stands beside an account number.",
        ask=True,
    ),
    Shape(
        "UK_BANK_ACCOUNT",
        r"(?<![A-Z0-9.,])\d{14}(?![A-Z0-9]|[.,]\d)",
        "digits",
        "A sort code and an account number are written in one.",
        check.pair_in_one,
        ask=True,
    ),
    Shape(
        "UK_SORT_CODE",
        r"(?<![A-Z0-9./-])\d\d-\d\d-\d\d(?![A-Z0-9/]|[.-]\d)",
        "digits",
        "It has the form of a sort code and is no date.",
        check.sort_alone,
    ),
    Shape(
        "EMPLOYEE_ID",
        r"(?<![A-Z0-9.,/-])(?P<value>\d{8}-\d{1,2})(?![A-Z0-9]|[.,/-]\d)",
        "digits",
        "It has the form of an assignment number.",
    ),
    Shape(
        "EMPLOYEE_ID",
        r"\b(?:SALARY|WAGES?|NET ?PAY|PAY)[ :-]{1,3}(?P<value>\d{7,8}(?:-\d{1,2})?)(?![A-Z0-9]|[.,/-]\d)",
        "digits",
        "A number stands where a payment names its payee.",
        check.number_not_date,
    ),
    Shape(
        "USERNAME",
        r"(?<![A-Z0-9\\:/.])(?P<value>[A-Z][A-Z0-9-]{1,14}\\[A-Z][A-Z0-9._-]{1,32})(?![\\A-Z0-9])",
        "\\",
        "It has the form of a login in a domain.",
        ask=True,
    ),
    Shape(
        "USERNAME",
        r"(?<![A-Z])(?:USER ID|UID|USER ?NAME)\s?[:=]\s?(?P<value>[^;\s\"']{2,64})",
        "=",
        "The words before it say that it is a login.",
    ),
    Shape(
        "PHONE_NUMBER",
        r"(?<![A-Z0-9.,/-])(?:\+ ?44|0044|\(?0)[\d ()-]{8,14}\d(?![A-Z0-9]|[.,]\d)",
        "digits",
        "It has the form of a telephone number.",
        check.phone,
    ),
    Shape(
        "PHONE_NUMBER",
        r"(?<![A-Z0-9.,/-])0\d{2,4}\.\d{3,4}\.\d{3,4}(?![A-Z0-9]|[.,]\d)",
        "digits",
        "It has the form of a telephone number.",
        check.phone,
    ),
    Shape(
        "PHONE_NUMBER",
        r"(?<![A-Z0-9.,/-])\+[\d ()-]{8,18}\d(?![A-Z0-9])",
        "+",
        "It has the form of a foreign telephone number.",
        check.foreign,
    ),
    Shape(
        "PHONE_NUMBER",
        r"(?<![A-Z0-9.,/-])00[1-9]\d{0,2}[ ()-][\d ()-]{5,14}\d(?![A-Z0-9])",
        "digits",
        "It has the form of a foreign telephone number.",
        check.foreign,
        ask=True,
    ),
    Shape(
        "PHONE_NUMBER",
        r"(?<![A-Z0-9.,/-])(?P<value>7[1-9]\d{2} ?\d{3} ?\d{3})(?![A-Z0-9]|[.,]\d)",
        "digits",
        "It has the form of a mobile number without its zero.",
        ask=True,
    ),
    Shape(
        "UK_NHS",
        r"(?<![A-Z0-9.,-])(?P<value>\d{3}[ -]\d{3}[ -]\d{4})(?![A-Z0-9]|[.,-]\d)",
        "digits",
        "It is a valid NHS number.",
        check.long_number(nhs_valid, 10),
    ),
    Shape(
        "UK_NHS",
        r"(?<![A-Z0-9.,/-])(?P<value>\d{10})(?![A-Z0-9]|[.,/-]\d)",
        "digits",
        "It is a valid NHS number.",
        check.nhs_in_a_text,
        ask=True,
    ),
    Shape(
        "UK_UTR",
        rf"{_B}(?P<value>\d{{5}} ?\d{{5}})K?[ ,(-]{{1,3}}UTR\b",
        "digits",
        "The words behind it say that it is a taxpayer reference.",
    ),
    Shape(
        "PASSPORT",
        rf"{_B}(?P<value>[A-Z]{{0,2}}\d{{6,9}})[ ,(-]{{1,3}}PASSPORT\b",
        "digits",
        "The words behind it say that it is a passport number.",
    ),
    Shape(
        "IBAN_CODE", rf"{_B}[A-Z]{{2}}\d\d(?: ?[A-Z0-9]{{4}}){{2,7}}(?: ?[A-Z0-9]{{1,4}})?{_E}", "digits", "It is a valid IBAN.", check.iban
    ),
    Shape(
        "CREDIT_CARD",
        r"(?<![A-Z0-9.,-])(?:\d[ -]?){12,18}\d(?![A-Z0-9]|[.,]\d)",
        "digits",
        "It is a valid payment card number.",
        check.card,
    ),
    Shape(
        "CREDIT_CARD",
        r"(?<![A-Z0-9.,-])[3-6]\d{3}(?:[ -]\d{4}){3}(?![A-Z0-9]|[.,-]\d)",
        "digits",
        "It is written like a payment card number.",
        check.unmarked,
        ask=True,
    ),
    Shape("STUDENT_SUPPORT_NUMBER", rf"{_B}[A-Z]{{4}} ?\d{{8}} ?[A-Z]{_E}", "digits", "It has the form of a student support number."),
    Shape(
        "PROFESSIONAL_REGISTRATION",
        rf"{_B}\d\d[A-L]\d{{4}}[A-Z]{_E}",
        "digits",
        "It has the form of a nurse's PIN.",
        ask=True,
    ),
    Shape(
        "UK_DRIVING_LICENCE",
        rf"{_B}[A-Z][A-Z9]{{4}} ?\d{{6}} ?[A-Z9]{{2}} ?[A-Z0-9] ?[A-Z]{{2}}(?: ?\d\d)?{_E}",
        "digits",
        "It has the form of a driving licence.",
        check.licence,
    ),
    Shape(
        "VEHICLE_REGISTRATION",
        rf"{_B}[A-HJ-PR-Y]{{2}}(\d\d) [A-HJ-PR-Z]{{3}}{_E}",
        "digit",
        "It has the form of a vehicle registration.",
        check.plate,
        ask=True,
    ),
    Shape(
        "VEHICLE_REGISTRATION",
        rf"{_B}[A-HJ-PR-Y]{{2}}(\d\d)-?[A-HJ-PR-Z]{{3}}{_E}",
        "digit",
        "It has the form of a vehicle registration.",
        check.plate_in_one,
        ask=True,
    ),
    Shape("NHS_PENSION_NUMBER", rf"{_B}(?P<value>SD ?\d\d ?/? ?\d{{6}}){_E}", "digits", "It has the form of an NHS Pension number."),
    Shape(
        "COURT_ORDER_REFERENCE",
        rf"{_B}(?P<value>121\d{{9}}|NST[ /-]?\d{{1,2}}[ /-]?[A-Z0-9]{{9,10}}){_E}",
        "digits",
        "It has the form of a maintenance reference.",
    ),
    Shape(
        "COURT_ORDER_REFERENCE",
        rf"{_B}(?!XXX)[A-Z]{{2,5}}([A-Z]{{2}})\d{{6}}[A-D]{_E}",
        "digits",
        "It has the form of a National Insurance number behind the kind of an order.",
        check.nino,
    ),
    Shape("SHARE_CODE", rf"{_B}[WRS][A-Z0-9]{{2}}-[A-Z0-9]{{3}}-[A-Z0-9]{{3}}{_E}", "-", "It has the form of a share code."),
    Shape("IP_ADDRESS", r"(?<![A-Z0-9.])(?:\d{1,3}\.){3}\d{1,3}(?![A-Z0-9]|\.\d)", "digits", "It is an IP address.", check.address),
    Shape("MAC_ADDRESS", rf"{_B}(?:[0-9A-F]{{2}}[:-]){{5}}[0-9A-F]{{2}}{_E}", "digit", "It is a MAC address."),
    Shape("FILE_PATH", r"\\\\(?!SERVER\.EXAMPLE\\)[A-Z0-9._$-]{2,64}\\[^\\\s]", "\\", "It is a path to a server."),
    Shape(
        "FILE_PATH",
        r"[A-Z]:[\\/](?:USERS|DOCUMENTS AND SETTINGS|DOCUME~1)[\\/](?!EXAMPLE\b|PUBLIC\b|DEFAULT\b)[^\\/\s\"<>|]",
        ":",
        "It is a path with a user's folder.",
    ),
    Shape("FILE_PATH", r"(?<![A-Z0-9.])/(?:USERS|HOME)/(?!EXAMPLE\b|SHARED\b)[^/\s]", "/", "It is a path with a user's folder."),
    Shape(
        "URL",
        r"(?:HTTPS?|FTP)://[^/\s@]{1,80}:[^/\s@]{1,80}@|/PERSONAL/[^/\s]{3,}|D\.DOCS\.LIVE\.NET/[0-9A-F]{8,}",
        "/",
        "It is a web address that names an account.",
    ),
    Shape(
        "SECRET",
        r"(?<![A-Z])(?:PASSWORD|PASSWD|PWD|PASSCODE|PASSPHRASE)(?: IS | ?[:=] ?)(?P<value>\S{3,})",
        "P",
        "The words before it say that it is a password.",
        check.secret,
    ),
)
