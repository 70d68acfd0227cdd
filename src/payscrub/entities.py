"""Every kind of personal data that payscrub knows: one row an entity.

``risk`` is ``direct`` (identifies by itself), ``quasi`` (identifies in combination; kept unless the policy says
otherwise), ``special`` (UK GDPR Art. 9 and 10: replaced by neutral codes) or ``secret`` (credentials).
Names follow presidio's style. Sources: UK GDPR Art. 4(1), 9 and 10; ICO guidance on identifiers and on pseudonymisation.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from payscrub.model import Action


@dataclass(frozen=True, slots=True)
class Entity:
    """One kind of personal data: its name, a label for people, its risk and what is done by default."""

    name: str
    label: str
    risk: str
    action: Action = Action.PSEUDONYMISE


_REPLACE, _KEEP = Action.PSEUDONYMISE, Action.KEEP

TABLE: tuple[Entity, ...] = (
    Entity("PERSON", "name of a person", "direct"),
    Entity("UK_NINO", "National Insurance number", "direct"),
    Entity("UK_SORT_CODE", "sort code", "direct"),
    Entity("UK_BANK_ACCOUNT", "bank account number", "direct"),
    Entity("BANK_ROLL_NUMBER", "building society roll number or payment reference", "direct"),
    Entity("IBAN_CODE", "IBAN", "direct"),
    Entity("BIC", "bank identifier code", "quasi", _KEEP),
    Entity("CREDIT_CARD", "payment card number", "secret"),
    Entity("EMPLOYEE_ID", "employee or payroll number", "direct"),
    Entity("UK_NHS", "NHS number", "direct"),
    Entity("NHS_PENSION_NUMBER", "NHS Pension (SD) number", "direct"),
    Entity("UK_UTR", "Unique Taxpayer Reference", "direct"),
    Entity("DATE_OF_BIRTH", "date of birth", "direct"),
    Entity("ADDRESS", "address", "direct"),
    Entity("UK_POSTCODE", "postcode", "direct"),
    Entity("UPRN", "Unique Property Reference Number", "direct"),
    Entity("EMAIL_ADDRESS", "e-mail address", "direct"),
    Entity("PHONE_NUMBER", "telephone number", "direct"),
    Entity("UK_DRIVING_LICENCE", "driving licence number", "direct"),
    Entity("PASSPORT", "passport number", "direct"),
    Entity("IMMIGRATION_DOCUMENT", "residence permit or visa number", "direct"),
    Entity("SHARE_CODE", "right-to-work share code", "secret"),
    Entity("DBS_CERTIFICATE", "DBS certificate number", "direct"),
    Entity("PROFESSIONAL_REGISTRATION", "professional registration number", "direct"),
    Entity("COURT_ORDER_REFERENCE", "court order or maintenance reference", "direct"),
    Entity("STUDENT_SUPPORT_NUMBER", "student support number", "direct"),
    Entity("PENSION_MEMBER", "pension scheme member number", "direct"),
    Entity("VEHICLE_REGISTRATION", "vehicle registration", "direct"),
    Entity("IP_ADDRESS", "IP address", "direct"),
    Entity("MAC_ADDRESS", "MAC address", "direct"),
    Entity("HOSTNAME", "computer name", "direct"),
    Entity("USERNAME", "user name or login", "direct"),
    Entity("SECRET", "password, PIN or key", "secret", Action.REDACT),
    Entity("URL", "web address", "direct"),
    Entity("FILE_PATH", "file path", "direct"),
    Entity("PHOTO", "photograph or picture", "direct", Action.DROP),
    Entity("SIGNATURE", "signature", "direct", Action.DROP),
    Entity("HEALTH", "health or absence", "special"),
    Entity("UNION_MEMBERSHIP", "trade union membership", "special"),
    Entity("ETHNICITY", "ethnic origin", "special"),
    Entity("RELIGION", "religion or belief", "special"),
    Entity("SEXUAL_ORIENTATION", "sexual orientation", "special"),
    Entity("DISABILITY", "disability", "special"),
    Entity("CRIMINAL_RECORD", "criminal record or check", "special"),
    Entity("CUSTOM", "what a recogniser of yours found", "special"),
    Entity("FREE_TEXT", "free text", "quasi", _KEEP),
    Entity("JOB_TITLE", "job title, grade or band", "quasi", _KEEP),
    Entity("PAY_AMOUNT", "pay amount or rate", "quasi", _KEEP),
    Entity("GENDER", "gender", "quasi", _KEEP),
    Entity("TITLE", "title before a name", "quasi", _KEEP),
    Entity("AGE", "age", "quasi", _KEEP),
    Entity("MARITAL_STATUS", "marital status", "quasi", _KEEP),
    Entity("NATIONALITY", "nationality, country or immigration status", "quasi", _KEEP),
    Entity("EMPLOYMENT_DATE", "date in an employment", "quasi", _KEEP),
    Entity("WORK_PATTERN", "hours or work pattern", "quasi", _KEEP),
    Entity("TAX_CODE", "tax code", "quasi", _KEEP),
    Entity("NI_CATEGORY", "National Insurance category letter", "quasi", _KEEP),
    Entity("BANK_NAME", "name of a bank or branch", "quasi", _KEEP),
    Entity("POST", "post or position number", "quasi", _KEEP),
    Entity("STATUS", "status of an employment", "quasi", _KEEP),
    Entity("EMPLOYER", "employer or organisation", "quasi", _KEEP),
)

BY_NAME = MappingProxyType({entity.name: entity for entity in TABLE})
