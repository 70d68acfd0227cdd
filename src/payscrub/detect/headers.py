"""A header in plain words: abbreviations written out, camel case and run-together capitals taken apart."""

from __future__ import annotations

import re
from functools import lru_cache

from payscrub.detect.normalise import fold

CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,5}(?:[a-z]\b)?")
_WORDS = re.compile(r"[a-z]+|\d+|[£%&/]")
_SPELLINGS = (
    (re.compile(r"\ba/c\b|\bac/"), "account "),
    (re.compile(r"\bs/c\b"), "sort code "),
    (re.compile(r"\bo/t\b"), "overtime "),
    (re.compile(r"\bn/i\b"), "ni "),
    (re.compile(r"\bm/f\b|^mf$"), "gender "),
    (re.compile(r"\be-?mails?\b"), "email "),
    (re.compile(r"\bpost ?codes?\b|\bp ?code\b|\bpost ?cds?\b|\bzip(?: code)?\b"), "postcode "),
    (re.compile(r"^#ref!?$"), "formula error "),
    (re.compile(r"#"), " number "),
    (re.compile(r"'s\b"), ""),
)
_PHRASES = (
    (re.compile(r"\bnational insurance\b|\bnat(?:ional)? ins\b|\bni ?n\b"), "ni"),
    (re.compile(r"\bnat number\b|\binsurance number\b|\bni ?no\b"), "ni number"),
    (re.compile(r"\bninos?\b"), "ni number"),
    (re.compile(r"\bdob\b|\bdate birth\b|\bd birth\b|\bbirth ?day\b(?! leave)"), "date of birth"),
    (re.compile(r"\bsort ?codes?\b"), "sort code"),
    (re.compile(r"\badd (?=\d)"), "address "),
    (re.compile(r"\bg ph c\b"), "gphc"),
    (re.compile(r"\bfore name\b|\bfirst name\b|\bgiven name\b|\bchristian name\b"), "forename"),
    (re.compile(r"\bsur name\b|\blast name\b|\bfamily name\b"), "surname"),
    (re.compile(r"\buser name\b|\bnetwork login\b|\buser logon\b"), "username"),
    (re.compile(r"\bpass word\b"), "password"),
    (re.compile(r"\bbirth ?date\b"), "date of birth"),
    (re.compile(r"\bhost name\b"), "hostname"),
)
_ABBREVIATIONS = {
    "no": "number", "nos": "number", "num": "number", "nbr": "number", "numbers": "number", "ref": "reference", "refs": "reference",
    "refn": "reference", "refno": "reference number", "id": "id", "ids": "id", "identifier": "id", "emp": "employee", "empl": "employee", "emps": "employee",
    "employees": "employee", "employe": "employee", "empee": "employee", "acc": "account", "acct": "account", "acno": "account number", "accno": "account number", "tel": "phone",
    "telephone": "phone", "phones": "phone", "telno": "phone number", "mob": "mobile", "cell": "mobile", "addr": "address", "adr": "address",
    "addresses": "address", "adress": "address", "dept": "department", "empno": "employee number", "empid": "employee id", "workno": "works number",
    "payno": "pay number", "payid": "pay id", "names": "name", "nm": "name", "nam": "name", "forenames": "forename", "surnames": "surname", "fname": "forename", "sname": "surname",
    "firstname": "forename", "lastname": "surname", "fullname": "full name", "middlename": "middle name", "knownas": "known as", "initials": "initial", "inits": "initial",
    "init": "initial", "reg": "registration", "regn": "registration", "licence": "licence", "license": "licence", "lic": "licence", "mgr": "manager", "bldg": "building",
    "soc": "society", "bs": "building society", "natno": "ni number", "ninumber": "ni number", "amt": "amount", "desc": "description", "descr": "description",
    "descriptio": "description", "cat": "category", "yr": "year", "hrs": "hours", "hr": "hr", "wk": "week", "mth": "month", "sex": "gender", "comments": "comment",
    "notes": "note", "remarks": "remark", "ctr": "centre", "center": "centre", "pwd": "password", "passwd": "password", "centres": "centre", "accounts": "accounts",
    "dates": "date", "codes": "code", "org": "organisation", "organization": "organisation", "ethnic": "ethnicity", "ethnicorigin": "ethnicity", "disabled": "disability",
    "logon": "login", "userid": "username", "user": "user", "pers": "person", "personnel": "personnel", "ext": "extension", "extn": "extension", "veh": "vehicle",
    "utrn": "utr", "passportno": "passport number", "dbs": "dbs", "crb": "dbs", "rtw": "right to work", "postid": "post id", "nic": "nic", "natins": "ni",
    "dofb": "date of birth", "dbirth": "date of birth", "dstart": "start date", "postcd": "postcode", "payroll": "payroll", "abs": "absence", "absrsn": "absence reason", "rsn": "reason",
    "conts": "contributions", "contribution": "contributions", "contribs": "contributions", "earning": "earnings", "wte": "fte", "swift": "bic",
    "sc": "sort code", "scode": "sort code", "staff": "staff", "religious": "religion", "sexual": "sexual", "marital": "marital", "ms": "marital status", "co": "company",
}  # fmt: skip
_SEGMENTS = frozenset(
    "nic letter empee account acc accounts holders holder name first last middle sur fore surname forename full number no num date of birth ni nino national insurance "
    "address line post code postcode email employee emp id works worker unique payroll ref reference pay sort bank building society soc roll phone mobile "
    "home work tel job title marital status nationality gender ethnicity country start end leave left joined fund pension tax reason type display local "
    "est main role desc hours salary rate hourly zero contract cont avg days sick notes note qual year entry british citizenship visa in out uk sector sect "
    "scheme section break ee er employer part time whole pensionable conts conditions change chg wrk passport licence driving reg person manager contact "
    "next kin emergency relationship ach social care nurse spec apprentice transfer staff record disabled cert source hand abs abstype exp due kit split "
    "amt sec ben cont ann forgone exclude post town county city street number mail user login".split()
)
_LEAST_SEGMENTED = 6


@lru_cache(maxsize=20_000)
def canonical(title: str) -> str:
    """Return a header as plain lower-case words: ``NI_No.`` and ``N.I. Number`` are both ``ni number``."""
    text = fold(CAMEL.sub(" ", title.replace("_", " "))) if not title.isupper() else fold(title.replace("_", " "))
    text = _DOTTED.sub(lambda match: match[0].replace(".", "") + " ", text)
    for pattern, new in _SPELLINGS:
        text = pattern.sub(new, text)
    words = [part for word in _WORDS.findall(text) for part in _expand(word)]
    plain = " ".join(words)
    for pattern, new in _PHRASES:
        plain = pattern.sub(new, plain)
    return plain


def _expand(word: str) -> list[str]:
    if word in _ABBREVIATIONS:
        return _ABBREVIATIONS[word].split(" ")
    if word in _SEGMENTS:
        return [word]
    parts = segment(word)
    return [piece for part in parts for piece in _ABBREVIATIONS.get(part, part).split(" ")] if parts else [word]


def segment(word: str) -> list[str] | None:
    """Return a run-together word as header words, the fewest possible, or None."""
    if len(word) < _LEAST_SEGMENTED:
        return None
    best: list[list[str] | None] = [[], *[None] * len(word)]
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 12), end):
            before = best[start]
            if before is not None and word[start:end] in _SEGMENTS:
                current = best[end]
                if current is None or len(before) + 1 < len(current):
                    best[end] = [*before, word[start:end]]
    return best[-1]
