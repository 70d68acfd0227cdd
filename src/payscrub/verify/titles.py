"""What a column title says: one spelling for it, and the entity that stands under it.

``meaning`` answers with an entity of ``payscrub.entities`` (personal or special), or with one of the four words below.
The rules are tried in order, so what looks personal and is not comes first.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from payscrub.verify import title_rules
from payscrub.verify.wordlists import words

KEPT: Final = "KEPT"  # a payroll column that stays: amounts, dates of employment, grades, codes
PLACE: Final = "PLACE"  # names of wards, sites, employers, schemes, jobs: may look like people and are not
EMPLOYER: Final = "EMPLOYER"  # names, addresses and numbers of employers in a list of them
FREE: Final = "FREE_TEXT"
RECORD: Final = "RECORD"  # a whole person in one cell

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z]{3})")
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,4}")
_NOISE = re.compile(r"[^a-z0-9%#']+")
_LONGEST = 80

_COMPOUNDS = {
    "addressline": "address line", "addressline1": "address line 1", "addressline2": "address line 2", "addressline3": "address line 3",
    "accountno": "account number", "accountnumber": "account number", "bankaccount": "bank account", "birthdate": "birth date",
    "changeuniqueworkerid": "worker id", "chguniquewrkid": "worker id", "dateofbirth": "date of birth", "dbirth": "date of birth",
    "dob": "date of birth",
    "emailaddress": "email address", "empid": "employee id", "empno": "employee number", "empnum": "employee number",
    "employeeid": "employee id", "employeename": "employee name", "employeeno": "employee number", "employeenumber": "employee number",
    "fax": "fax", "acrefno": "account office reference", "taxref": "tax reference", "taxno": "tax number", "taxname": "tax name",
    "gphcno": "gphc number", "gphc": "gphc", "jobtitle": "job title", "startdate": "start date", "maritalstatus": "marital status",
    "firstname": "first name", "forenames": "forename", "forename": "forename", "fullname": "full name", "givenname": "given name",
    "knownas": "known as", "lastname": "last name", "middlename": "middle name", "natno": "ni number", "ninumber": "ni number",
    "nino": "ni number", "nationalinsurancenumber": "ni number", "payrollid": "payroll id", "payrollno": "payroll number",
    "payrollref": "payroll reference", "postcd": "postcode", "sortcode": "sort code", "staffno": "staff number", "staffid": "staff id",
    "surname": "surname", "telephoneno": "phone number", "uniqueworkerid": "worker id", "userid": "user id", "username": "user name",
    "workno": "works number", "worksno": "works number", "displayid": "display id", "dayssick": "days sick", "disabled": "disabled",
    "mobileno": "mobile number", "homephone": "home phone", "workphone": "work phone", "mobilephone": "mobile phone",
    "payeref": "paye reference", "passportno": "passport number", "passportnumber": "passport number", "niletter": "ni letter",
    "nicletter": "ni letter", "abstype": "absence type", "abscode": "absence code", "absrsn": "absence reason", "postid": "post id",
    "expduedate": "expected due date", "kitsplitdaydate": "kit day", "kitsplitdaytype": "kit day", "kitsplitdayamt": "kit day",
}  # fmt: skip
_WORDS = {
    "no": "number", "nos": "number", "num": "number", "nbr": "number", "nr": "number", "numbers": "number", "#": "number",
    "ref": "reference", "refn": "reference", "refno": "reference", "refs": "reference", "emp": "employee", "empl": "employee",
    "employees": "employee", "employee's": "employee", "tel": "phone", "telephone": "phone", "telno": "phone number", "phone": "phone",
    "acc": "account", "acct": "account", "ac": "account", "accounts": "account", "addr": "address", "adr": "address",
    "e": "e", "mail": "mail", "postal": "post", "nat": "national", "ins": "insurance", "identifier": "id", "ident": "id",
    "forename(s)": "forename", "forenames": "forename", "fore": "forename", "sur": "surname", "names": "name", "initials": "initial",
    "mgr": "manager", "dept": "department", "mob": "mobile", "cell": "mobile", "reg": "registration", "soc": "society", "lic": "licence",
    "license": "licence", "cert": "certificate", "pers": "personnel", "addresses": "address", "supv": "supervisor", "sup": "supervisor",
    "superann": "superannuation", "assign": "assignment", "asg": "assignment", "payee's": "payee", "partner's": "partner",
    "worker's": "worker",
    "nm": "name", "dt": "date", "cd": "code", "cde": "code", "ctr": "centre", "srt": "sort", "natl": "national", "desc": "description",
    "ttl": "title", "elem": "element", "prd": "period", "ltr": "letter", "tbl": "table", "posn": "position",
    "emerg": "emergency", "pcode": "postcode", "sys": "system", "fname": "forename", "lname": "surname", "sname": "surname",
    "person's": "person", "pwd": "password", "contact's": "contact", "colleague": "employee", "sex": "gender", "wk": "week", "mth": "month",
}  # fmt: skip
_PHRASES = (
    (r"add (?=\d)", "address "), ("gph c", "gphc"), ("e mail", "email"), ("post code", "postcode"), ("zip code", "postcode"),
    ("sort cd", "sort code"), ("national insurance", "ni"),
    ("national number", "ni number"), ("n i", "ni"), ("bank a c", "bank account"), ("a c", "account"), ("works reference", "works number"),
    ("d o b", "date of birth"), ("build society", "building society"), ("bldg society", "building society"), ("first nam 2", "middle name"),
)  # fmt: skip

_COMPILED = title_rules.compiled()
_LETTERS = re.compile(r"[a-z]+|#")
_PLAIN_RULES = re.sub(r"\\[a-z]|\s", " ", title_rules.RULES)
_PHRASED = " ".join(phrase for phrase, _ in _PHRASES)
_KNOWN = (
    frozenset(_LETTERS.findall(f"{_PLAIN_RULES} {_PHRASED}"))
    | frozenset(_COMPOUNDS)
    | frozenset(_WORDS)
    | frozenset(re.findall(r"([a-z]+)[a-z]\?", _PLAIN_RULES))  # notes?
)
# Where a rule goes on, and where two words may be written as one.
_STEMS = tuple(frozenset(re.findall(r"[a-z]{5,}|[a-z]{3,}(?=[.\[(]|\)[.\[(a-z])", _PLAIN_RULES)))
_TAILS = tuple(re.findall(r"(?<=[*?\])])[a-z]{3,}", _PLAIN_RULES))
_OVER_NAME = {"bank": "bank account", "bank details": "bank account"}  # the name below them is that of the account
_EMPLOYER = re.compile(
    r"paye reference|account office.*|corporation tax.*|trading name|company number|employer (?:name|id|size)|vat .*|tax name|sic codes?"
)
_OF_PEOPLE = frozenset(["PERSON", "UK_NINO", "DATE_OF_BIRTH", RECORD])
_NUMBERED = frozenset(["UK_NINO", "DATE_OF_BIRTH", "EMPLOYEE_ID"])
_PERSONAL_WORDS = frozenset(["surname", "forename", "employee name", "last name"])
_SERIAL = re.compile(
    r"(?:.{1,30} )?(?:order|invoice|journal|cheque|batch|ticket|transaction|document|receipt|delivery|requisition|po)"
    r"(?: number| reference| id)?"
)
_UNCLEAR = words("name|number|code|reference|account|sort|address|id|sort code|title|type|details|contact|employee|ee|er|centre", "|")


@lru_cache(maxsize=65536)
def words_of(title: str) -> str:
    """Return a title in one spelling: small words, abbreviations written out, ``NINumber`` and ``N.I. No.`` alike."""
    text = _DOTTED.sub(
        lambda match: match[0].replace(".", "") + " ", title.replace("a/c", "account").replace("A/C", "account").replace("A/c", "account")
    )
    squeezed = re.sub(r"[^a-z0-9]", "", text.lower())
    if squeezed in _COMPOUNDS:
        return _COMPOUNDS[squeezed]
    text = _NOISE.sub(" ", _CAMEL.sub(" ", text).lower()).strip(" '")
    text = " ".join(_COMPOUNDS.get(word, _WORDS.get(word, word)) for word in text.split())
    for phrase, usual in _PHRASES:
        text = re.sub(rf"\b(?:{phrase})", usual, text) if " " in phrase else text
    return text


@lru_cache(maxsize=65536)
def meaning(title: str, group: str = "") -> str:
    """Return what stands under ``title`` (below ``group``, in a header of two rows): an entity, one of the words above, or nothing.

    A title that says nothing by itself (``Name``, ``No``) is read together with its group.
    """
    if not 0 < len(title) <= _LONGEST or not any(char.isalpha() for char in title):
        return ""
    if not group and " / " in title:
        group, _, title = title.rpartition(" / ")
    text = words_of(title)
    if group and text in _UNCLEAR:
        above = words_of(group)
        joined = _matched(f"{_OVER_NAME.get(above, above) if text == 'name' else above} {text}")
        if joined:
            return joined
    return _matched(text)


def _matched(text: str) -> str:
    return next((entity for pattern, entity in _COMPILED if pattern.fullmatch(text)), "")


def may_be_title(text: str) -> bool:
    """Return quickly whether ``text`` has a word that titles have; most values of a column have none."""
    if not 0 < len(text) <= _LONGEST or "@" in text or "quox" in text:
        return False
    lowered = _CAMEL.sub(" ", text).lower()
    found = _LETTERS.findall(lowered)
    return (
        not _KNOWN.isdisjoint(found)
        or any(word.startswith(_STEMS) or word.endswith(_TAILS) for word in found)
        or re.sub(r"[^a-z0-9]", "", lowered) in _COMPOUNDS
        or "name" in lowered
    )


def employer_list(titles: list[str]) -> bool:
    """Return whether a header is that of a list of employers, whose names and addresses belong to companies."""
    spelt = [words_of(title) for title in titles if title]
    personal = any(text in _PERSONAL_WORDS or _matched(text) in _NUMBERED for text in spelt)
    return not personal and any(_EMPLOYER.fullmatch(text) for text in spelt)


def journey_list(titles: list[str]) -> bool:
    """Return whether a header is that of a list of journeys, whose ``From`` and ``To`` are often homes."""
    return any(re.search(r"\b(?:miles|mileage|journey)\b", words_of(title)) for title in titles if title)


def is_serial(title: str) -> bool:
    """Return whether a title stands over numbers that a system gives to its own papers."""
    return _SERIAL.fullmatch(words_of(title)) is not None


def people_list(meanings: list[str]) -> bool:
    """Return whether a header is that of a list of people."""
    return not _OF_PEOPLE.isdisjoint(meanings)
