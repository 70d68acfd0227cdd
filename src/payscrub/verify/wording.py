"""Plain English for the kinds of personal data, typed again so that the verifier needs no table of the cleaner."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from payscrub.verify.wordlists import words

LABELS: Final = MappingProxyType(
    {
        "PERSON": "names of people",
        "UK_NINO": "National Insurance numbers",
        "UK_SORT_CODE": "sort codes",
        "UK_BANK_ACCOUNT": "bank account numbers",
        "BANK_ROLL_NUMBER": "roll numbers or payment references",
        "IBAN_CODE": "IBANs",
        "CREDIT_CARD": "payment card numbers",
        "EMPLOYEE_ID": "employee numbers",
        "UK_NHS": "NHS numbers",
        "NHS_PENSION_NUMBER": "NHS Pension numbers",
        "UK_UTR": "taxpayer references",
        "DATE_OF_BIRTH": "dates of birth",
        "ADDRESS": "addresses",
        "UK_POSTCODE": "postcodes",
        "UPRN": "property references",
        "EMAIL_ADDRESS": "e-mail addresses",
        "PHONE_NUMBER": "telephone numbers",
        "UK_DRIVING_LICENCE": "driving licences",
        "PASSPORT": "passport numbers",
        "IMMIGRATION_DOCUMENT": "immigration documents",
        "SHARE_CODE": "share codes",
        "DBS_CERTIFICATE": "DBS certificates",
        "PROFESSIONAL_REGISTRATION": "professional registrations",
        "COURT_ORDER_REFERENCE": "court order references",
        "STUDENT_SUPPORT_NUMBER": "student support numbers",
        "PENSION_MEMBER": "pension member numbers",
        "VEHICLE_REGISTRATION": "vehicle registrations",
        "IP_ADDRESS": "IP addresses",
        "MAC_ADDRESS": "MAC addresses",
        "HOSTNAME": "computer names",
        "USERNAME": "user names",
        "SECRET": "passwords",
        "URL": "web addresses",
        "FILE_PATH": "file paths",
        "PHOTO": "photographs",
        "SIGNATURE": "signatures",
        "HEALTH": "health or absence",
        "UNION_MEMBERSHIP": "union membership",
        "ETHNICITY": "ethnic origin",
        "RELIGION": "religion or belief",
        "SEXUAL_ORIENTATION": "sexual orientation",
        "DISABILITY": "disability",
        "CRIMINAL_RECORD": "criminal records or checks",
        "CUSTOM": "findings of a recogniser of your own",
    }
)

SPECIAL: Final = words("HEALTH UNION_MEMBERSHIP ETHNICITY RELIGION SEXUAL_ORIENTATION DISABILITY CRIMINAL_RECORD CUSTOM")


def counted(number: int, one: str, many: str) -> str:
    """Return ``1 value`` or ``4 values``."""
    return f"1 {one}" if number == 1 else f"{number} {many}"
