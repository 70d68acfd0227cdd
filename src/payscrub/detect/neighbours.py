"""What the columns of one table say about each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from payscrub.detect.candidate import FEW, MOST, Candidate
from payscrub.detect.headers import canonical
from payscrub.detect.profile import FORMS, REFERENCE, Profile
from payscrub.detect.rules import Trust
from payscrub.detect.things import lists_things
from payscrub.entities import BY_NAME

_EMPLOYER = re.compile(
    r"\bpaye|\baccounts office\b|\bcompany number\b|\bvat\b|\bsic code|\bemployer ?(?:name|size|id|address)|\bsun number\b|^ac ?ref|"
    r"\bcorporation tax\b|\btrading name\b"
)
_ABOUT_PERSON = frozenset({"PERSON", "UK_NINO", "EMPLOYEE_ID", "DATE_OF_BIRTH"})
_OF_EMPLOYER = frozenset({"ADDRESS", "UK_POSTCODE", "UK_UTR", "EMPLOYER"})
_NAMING = frozenset({"PERSON", "UK_NINO", "UK_BANK_ACCOUNT"})
_ORDER = re.compile(r"order (?:number|reference|id)")
_GOODS = re.compile(r"\b(?:supplier|vendor|invoice|requisition|products?|goods|quantity|qty|delivery|purchases?|stock|sku|merchant)\b")
_ATTACHED = re.compile(r"\b(?:attachment|court|aeo|ctaeo|deo|dea|cms|csa|arrestment|fine|protected earnings|council tax|plaintiff|case)\b")
_ENOUGH_MARKS = 2  # one also stands in staff lists
_LATEST_BIRTH = 1996  # the median year of birth of a workforce is earlier, that of its dates of joining later
_SORT_WIDTH, _ACCOUNT_WIDTHS = 5, (7, 8)  # one leading zero may be lost
_NUMBER_WIDTH = 4  # rates, hours and grades have fewer digits
_ALL_UNIQUE = 0.9
_FEWEST_CODES = 5
_REFERS = re.compile(r"(?=(?:[A-Z/\-]{0,5}\d){5})[A-Z0-9][A-Z0-9/\-]{6,19}")
_DATE_CELL = re.compile(r"\d{4}-\d\d-\d\d")  # Excel reads 3.7 % of all sort codes as days when they are typed
_YEAR = re.compile(r"(?<!\d)(19\d\d|20[012]\d)(?:\d{4})?(?!\d)")
_SHORT_YEAR = re.compile(r"\d{1,2}[./\-]\d{1,2}[./\-](\d\d)")
_THIS_CENTURY = 30  # as surrogates: two digits are 1930 to 2029

_Test = Callable[[str], bool]


def second_look(table: Sequence[Candidate]) -> list[Candidate]:
    """Return the columns of one table after each has seen the others."""
    found = _bank_pairs(_purchases(_employers(table)))
    if not any(this.entity and BY_NAME[this.entity].risk == "direct" and this.reading.trust != Trust.OPEN for this in found):
        return _catalogue(found)
    if any(this.entity in _NAMING for this in found):
        found = _unnamed_births(_unnamed_numbers(_accounts(found)))
    return found


def _catalogue(table: Sequence[Candidate]) -> list[Candidate]:
    """Keep the codes of a list of things that are all different (pay elements, accounts), in a table that nobody is named in."""
    if not any(this.profile.unique > _ALL_UNIQUE and lists_things(this.profile.originals) for this in table):
        return list(table)
    return [
        this.without("EMPLOYEE_ID", "the table lists things").decided(None, 0.7, "the other columns say")
        if this.entity == "EMPLOYEE_ID" and this.reading.trust == Trust.OPEN
        else this
        for this in table
    ]


def _employers(table: Sequence[Candidate]) -> list[Candidate]:
    """Keep name, address and postcode in a table about employers, which names no person but contacts."""
    titles = [canonical(this.strip.title) for this in table]
    marks = sum(bool(_EMPLOYER.search(title)) for title in titles)
    people = any(
        this.entity in _ABOUT_PERSON and this.reading.trust == Trust.SURE and "contact" not in title
        for this, title in zip(table, titles, strict=True)
    )
    if marks < _ENOUGH_MARKS or people:
        return list(table)
    return [
        this.decided("EMPLOYER", 0.8, "the other columns say")
        if (this.entity in _OF_EMPLOYER or title == "name") and "contact" not in title
        else this
        for this, title in zip(table, titles, strict=True)
    ]


def _purchases(table: Sequence[Candidate]) -> list[Candidate]:
    """Keep the numbers of orders for goods: those in a table of what is bought, in which nothing is attached to anybody's pay."""
    titles = [canonical(this.strip.title) for this in table]
    if any(map(_ATTACHED.search, titles)) or not any(map(_GOODS.search, titles)):
        return list(table)
    return [
        this.without("COURT_ORDER_REFERENCE", "the orders are for goods").decided(None, 0.7, "the other columns say")
        if _ORDER.fullmatch(title)
        else this
        for this, title in zip(table, titles, strict=True)
    ]


def _bank_pairs(table: Sequence[Candidate]) -> list[Candidate]:
    """Take six digits beside seven or eight, where no header says otherwise, for sort code and account."""
    found = list(table)
    for i, (left, right) in enumerate(pairwise(table)):
        if _may_be(left, "UK_SORT_CODE", _is_sort_code) and _may_be(right, "UK_BANK_ACCOUNT", _is_account):
            found[i], found[i + 1] = _as(left, "UK_SORT_CODE"), _as(right, "UK_BANK_ACCOUNT")
    return found


def _as(this: Candidate, entity: str) -> Candidate:
    return this if this.entity == entity else this.decided(entity, 0.8, "neighbour and values say")


def _may_be(this: Candidate, entity: str, has_width: _Test) -> bool:
    if this.entity == entity:
        return True
    if this.reading.trust > Trust.NONE or this.entity not in {None, "PHONE_NUMBER"} or this.profile.constant:
        return False
    texts = [text for text in this.profile.texts if not (entity == "UK_SORT_CODE" and _DATE_CELL.fullmatch(text))]
    formed = sum(bool(FORMS[entity].fullmatch(text)) and has_width(text) for text in texts)
    return formed > MOST * len(texts) and len(texts) > FEW * len(this.profile.texts)


def _is_sort_code(text: str) -> bool:
    return len(text) >= _SORT_WIDTH


def _is_account(text: str) -> bool:
    return len(text) in _ACCOUNT_WIDTHS


def _accounts(table: Sequence[Candidate]) -> list[Candidate]:
    """Take an account number beside people for theirs, malformed as it may be, unless all have the same."""
    return [
        this.decided("UK_BANK_ACCOUNT", 0.8, "header and the other columns say")
        if this.entity is None and this.reading.entity == "UK_BANK_ACCOUNT" and not this.profile.constant and _is_number(this)
        else this
        for this in table
    ]


def _is_number(this: Candidate) -> bool:
    return "number" in canonical(this.strip.title)


def _unnamed_numbers(table: Sequence[Candidate]) -> list[Candidate]:
    """Take a column without a known header for numbers of people when they are whole, wide, and as many as the rows."""
    known = any(this.entity == "EMPLOYEE_ID" for this in table)
    return [
        this.decided("EMPLOYEE_ID", 0.6, "values and the other columns say")
        if _numbers_people(this, first=not (i or known or this.strip.title))
        else this.decided("COURT_ORDER_REFERENCE", 0.5, "values and the other columns say")
        if _refers_to_people(this)
        else this
        for i, this in enumerate(table)
    ]


def _refers_to_people(this: Candidate) -> bool:
    """Return whether a column without any title holds codes of letters, digits and separators, another one in each row (``8QZ12345``)."""
    values = this.profile
    if this.entity is not None or this.strip.title or values.days > FEW or len(values.texts) < _FEWEST_CODES:
        return False
    return values.unique > _ALL_UNIQUE and sum(bool(_REFERS.fullmatch(text)) for text in values.texts) > MOST * len(values.texts)


def _numbers_people(this: Candidate, *, first: bool) -> bool:
    values = this.profile
    if this.entity is not None or this.reading.trust > Trust.NONE or values.days > FEW or values.constant:
        return False
    wide = sum(sum(map(str.isdigit, text)) >= _NUMBER_WIDTH for text in values.texts) > MOST * len(values.texts)
    formed = values.rate("EMPLOYEE_ID") > MOST or values.rate(REFERENCE) > MOST
    return formed and values.unique > _ALL_UNIQUE and (wide or first)


def _unnamed_births(table: Sequence[Candidate]) -> list[Candidate]:
    """Take the earliest column of days without a known header for dates of birth, when its years fit a workforce."""
    found = list(table)
    if any(this.entity == "DATE_OF_BIRTH" for this in table):
        return found
    unnamed = [i for i, this in enumerate(table) if this.entity in {None, "EMPLOYEE_ID"} and this.reading.trust == Trust.NONE]
    dated = {year: i for i in reversed(unnamed) if (year := _median_year(table[i].profile))}
    if dated and min(dated) <= _LATEST_BIRTH:
        first = dated[min(dated)]
        found[first] = table[first].decided("DATE_OF_BIRTH", 0.7, "values and the other columns say")
    return found


def _year(text: str) -> int:
    """Return the year of a day, 0 when there is none."""
    if match := _YEAR.search(text):
        return int(match[1])
    short = _SHORT_YEAR.fullmatch(text)
    return (1900 if int(short[1]) >= _THIS_CENTURY else 2000) + int(short[1]) if short else 0


def _median_year(values: Profile) -> int:
    """Return the middle year of a column of days, 0 when it is none."""
    years = sorted(filter(None, map(_year, values.texts)))
    enough = years and values.rate("DATE_OF_BIRTH") >= MOST and len(years) >= MOST * len(values.texts)
    return years[len(years) // 2] if enough else 0
