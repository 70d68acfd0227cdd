"""Decides what each column holds: header, values, neighbours and the rest of the table, in this order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from payscrub.detect.headers import canonical
from payscrub.detect.profile import Profile, profile
from payscrub.detect.rules import Reading, Trust, read_header
from payscrub.detect.tables import Strip, strips
from payscrub.entities import BY_NAME
from payscrub.model import Grid, Indices

_BY_VALUE: tuple[tuple[str, float], ...] = (
    ("EMAIL_ADDRESS", 0.6), ("UK_NINO", 0.6), ("IBAN_CODE", 0.6), ("UK_DRIVING_LICENCE", 0.6), ("STUDENT_SUPPORT_NUMBER", 0.6), ("MAC_ADDRESS", 0.7),
    ("IP_ADDRESS", 0.7), ("UK_POSTCODE", 0.6), ("UK_NHS", 0.9), ("PHONE_NUMBER", 0.6), ("FILE_PATH", 0.6), ("URL", 0.6), ("CREDIT_CARD", 0.9), ("DBS_CERTIFICATE", 0.9),
    ("PERSON", 0.5), ("ADDRESS", 0.5),
)  # fmt: skip
_EMPLOYER_MARKS = re.compile(
    r"\bpaye|\baccounts office\b|\bcompany number\b|\bvat\b|\bsic code|\bemployer ?(?:name|size|id|address)|\bsun number\b|^ac ?ref|\bcorporation tax\b|\btrading name\b"
)
_ABOUT_PERSON = frozenset({"PERSON", "UK_NINO", "EMPLOYEE_ID", "DATE_OF_BIRTH"})
_OF_EMPLOYER = frozenset({"ADDRESS", "UK_POSTCODE", "UK_UTR", "EMPLOYER"})
_TEXTS = frozenset({"PERSON", "ADDRESS"})
_MOST, _HALF, _SOME, _FEW = 0.8, 0.5, 0.4, 0.2
_LATEST_BIRTH = 1996  # the median year of birth of a workforce is earlier, that of its dates of joining later
_YEAR = re.compile(r"(?<!\d)(19\d\d|20[012]\d)(?:\d{4})?(?!\d)")


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column of a table and what it holds; ``entity`` is None when it is about no person.

    ``category`` says that the values are plainly no names (departments, amounts, dates): see ``Finder.find``.
    """

    grid: int
    cells: Indices
    col: int
    title: str = field(repr=False)
    entity: str | None
    score: float
    reason: str
    rejected: tuple[tuple[str, str], ...] = ()
    category: bool = False


@dataclass(frozen=True, slots=True)
class _Case:
    """A strip under examination."""

    strip: Strip
    reading: Reading
    profile: Profile
    entity: str | None = None
    score: float = 0.0
    reason: str = ""
    rejected: tuple[tuple[str, str], ...] = ()
    category: bool = False


def survey(grids: Sequence[Grid]) -> list[Column]:
    """Return every table column of every grid with what it holds."""
    return [column for number, grid in enumerate(grids) for column in _survey_grid(number, grid)]


def _survey_grid(number: int, grid: Grid) -> list[Column]:
    cases = [_first_look(grid, strip) for strip in strips(grid)]
    tables: dict[int, list[int]] = {}
    for i, case in enumerate(cases):
        tables.setdefault(case.strip.table, []).append(i)
    for members in tables.values():
        for i, case in zip(members, _second_look([cases[i] for i in members]), strict=True):
            cases[i] = case
    return [
        Column(
            number,
            case.strip.cells,
            case.strip.position,
            case.strip.title,
            case.entity,
            case.score,
            case.reason,
            case.rejected,
            case.category,
        )
        for case in cases
    ]


def _first_look(grid: Grid, strip: Strip) -> _Case:
    case = _Case(strip, read_header(strip.title), profile(grid, strip))
    return _DECIDE[case.reading.trust](case)


def _label(entity: str) -> str:
    return BY_NAME[entity].label


def _decide(case: _Case, entity: str | None, score: float, source: str) -> _Case:
    rate = case.profile.rate(entity) if entity else 0.0
    shape = f"; {rate:.0%} of {case.profile.cells} values have its form" if rate else f"; {case.profile.cells} values"
    said = f"{source} {_label(entity)}" if entity else f"{source} nothing personal"
    risk = BY_NAME[entity].risk if entity else ""
    category = risk in {"", "quasi", "special"} and entity != "FREE_TEXT" and case.reading.trust > Trust.NONE
    return replace(case, entity=entity, score=score, reason=said + shape, category=category)


def _reject(case: _Case, entity: str, cause: str) -> _Case:
    return replace(case, rejected=(*case.rejected, (entity, cause)))


def _sure(case: _Case) -> _Case:
    entity = case.reading.entity
    if entity and BY_NAME[entity].risk == "direct" and entity not in _TEXTS and case.profile.decimals > _MOST:
        return _decide(_reject(case, entity, "the values are amounts"), "PAY_AMOUNT", 0.7, "values say")
    return _decide(case, entity, 0.99, "header says")


def _likely(case: _Case) -> _Case:
    entity, values = case.reading.entity, case.profile
    if entity == "PERSON":
        return _person_or_not(case, _FEW)
    if entity == "BANK_ROLL_NUMBER":
        return _payment_reference(case)
    if entity == "PROFESSIONAL_REGISTRATION":
        return _registration(case)
    if entity == "ADDRESS" and values.days > _HALF:
        return _decide(_reject(case, entity, "the values are dates"), None, 0.8, "values say")
    return _decide(case, entity, 0.9, "header says")


def _open(case: _Case) -> _Case:
    entity, values = case.reading.entity, case.profile
    if entity == "PERSON":
        return _person_or_not(case, _SOME)
    if entity == "EMPLOYEE_ID":
        return _number_or_not(case)
    if entity == "UK_BANK_ACCOUNT":
        if values.rate(entity) >= _HALF and not values.constant:
            return _decide(case, entity, 0.8, "header and values say")
        return _decide(_reject(case, entity, "the values have another form or are all the same"), None, 0.7, "values say")
    if entity == "VEHICLE_REGISTRATION":
        return _registration(case)
    if entity == "ADDRESS":
        plain = values.days + values.numbers + values.decimals > _HALF
        return _decide(case, None if plain else entity, 0.7, "values say")
    if entity in {"PAY_AMOUNT", "EMPLOYMENT_DATE", "BANK_NAME"}:
        return _kept_or_not(case)
    return _decide(case, entity, 0.8, "header says")


def _kept_or_not(case: _Case) -> _Case:
    """Keep an attribute when its values are what its header says; else let the values speak."""
    values = case.profile
    plain = values.numbers + values.decimals + values.days > _SOME or values.names < _SOME
    return _decide(case, case.reading.entity, 0.8, "header says") if plain else _by_values(case)


def _person_or_not(case: _Case, least: float) -> _Case:
    values = case.profile
    if values.rate("EMAIL_ADDRESS") > _HALF:
        return _decide(case, "EMAIL_ADDRESS", 0.9, "values say")
    if values.numbers > _HALF or values.rate("EMPLOYEE_ID") > _MOST:
        return _decide(_reject(case, "PERSON", "the values are numbers"), "EMPLOYEE_ID", 0.8, "header and values say")
    if values.names >= least or not values.texts:
        return _decide(case, "PERSON", 0.9, "header says")
    if any(map(str.isdigit, "".join(values.texts))) and case.reading.trust == Trust.OPEN and canonical(case.strip.title) == "employee":
        return _decide(case, "FREE_TEXT", 0.8, "values say")
    unclear = _reject(case, "PERSON", f"only {max(values.names, 0):.0%} of the values read as names")
    return replace(_decide(unclear, None, 0.6, "values say"), category=False)


def _number_or_not(case: _Case) -> _Case:
    values = case.profile
    if values.names > _HALF:
        return _decide(case, "PERSON", 0.8, "values say")
    if values.rate("EMPLOYEE_ID") >= _HALF and (values.unique > _HALF or values.cells < 3) and not values.decimals:  # noqa: PLR2004
        return _decide(case, "EMPLOYEE_ID", 0.7, "header and values say")
    return _decide(_reject(case, "EMPLOYEE_ID", "the values repeat or are no numbers"), None, 0.6, "values say")


def _payment_reference(case: _Case) -> _Case:
    values = case.profile
    if values.names >= _SOME:
        return _decide(case, "PERSON", 0.85, "values say")
    if values.words > 1.6 and values.rate("BANK_ROLL_NUMBER") == 0 and values.numbers < _HALF:  # noqa: PLR2004 - phrases: SALARY MARCH
        return _decide(_reject(case, "BANK_ROLL_NUMBER", "the values are phrases"), "FREE_TEXT", 0.7, "values say")
    return _decide(case, "BANK_ROLL_NUMBER", 0.85, "header says")


def _registration(case: _Case) -> _Case:
    values = case.profile
    if case.strip.title.strip().casefold() == "pin" and all(len(text) <= 6 for text in values.texts):  # noqa: PLR2004 - door and phone PINs
        return _decide(case, "SECRET", 0.8, "header and values say")
    vehicle = values.rate("VEHICLE_REGISTRATION") > values.rate("PROFESSIONAL_REGISTRATION")
    return _decide(case, "VEHICLE_REGISTRATION" if vehicle else "PROFESSIONAL_REGISTRATION", 0.85, "header and values say")


def _by_values(case: _Case) -> _Case:
    values = case.profile
    for entity, least in _BY_VALUE:
        if values.texts and values.rate(entity) >= least and not (values.constant and entity not in _TEXTS):
            return _decide(case, entity, 0.75, "values say")
    if values.words > 4:  # noqa: PLR2004 - sentences
        return _decide(case, "FREE_TEXT", 0.6, "values say")
    return _decide(case, None, 0.5, "values say")


_DECIDE = {Trust.SURE: _sure, Trust.LIKELY: _likely, Trust.OPEN: _open, Trust.NONE: _by_values}


def _second_look(cases: Sequence[_Case]) -> list[_Case]:
    """Return the columns of one table after each has seen the others."""
    cases = _employer_table(cases)
    cases = _bank_pairs(cases)
    if any(case.entity in {"PERSON", "UK_NINO", "UK_BANK_ACCOUNT"} for case in cases):
        cases = _unnamed_numbers(cases)
        cases = _unnamed_births(cases)
    return list(cases)


def _employer_table(cases: Sequence[_Case]) -> list[_Case]:
    """Keep name, address and postcode of a table about employers: it names no person but contacts."""
    plain = [canonical(case.strip.title) for case in cases]
    marks = sum(bool(_EMPLOYER_MARKS.search(title)) for title in plain)
    people = any(
        case.entity in _ABOUT_PERSON and case.reading.trust == Trust.SURE and "contact" not in title
        for case, title in zip(cases, plain, strict=True)
    )
    if marks < 2 or people:  # noqa: PLR2004 - one mark also stands in staff lists
        return list(cases)
    return [
        _decide(case, "EMPLOYER", 0.8, "the other columns say")
        if (case.entity in _OF_EMPLOYER or title == "name") and "contact" not in title
        else case
        for case, title in zip(cases, plain, strict=True)
    ]


def _bank_pairs(cases: Sequence[_Case]) -> list[_Case]:
    """Take six digits beside seven or eight, where no header says otherwise, for sort code and account."""
    found = list(cases)
    for i, (left, right) in enumerate(zip(cases, cases[1:], strict=False)):
        if (
            left.profile.constant
            or right.profile.constant
            or not _may_be_bank(left, "UK_SORT_CODE")
            or not _may_be_bank(right, "UK_BANK_ACCOUNT")
        ):
            continue
        sort_like = sum(len(text) >= 5 for text in left.profile.texts) > _MOST * len(left.profile.texts)  # noqa: PLR2004 - one zero lost
        wide = sum(7 <= len(text) <= 8 for text in right.profile.texts) > _MOST * len(right.profile.texts)  # noqa: PLR2004
        if sort_like and wide and left.profile.rate("UK_SORT_CODE") > _MOST and right.profile.rate("UK_BANK_ACCOUNT") > _MOST:
            found[i] = _decide(left, "UK_SORT_CODE", 0.8, "neighbour and values say")
            found[i + 1] = _decide(right, "UK_BANK_ACCOUNT", 0.8, "neighbour and values say")
    return found


def _may_be_bank(case: _Case, entity: str) -> bool:
    return case.entity == entity or (case.reading.trust == Trust.NONE and case.entity in {None, "PHONE_NUMBER"})


def _unnamed_numbers(cases: Sequence[_Case]) -> list[_Case]:
    """Take a column without a known header for numbers of people when they are whole, as many as the rows, and wide."""
    found = list(cases)
    known = any(case.entity == "EMPLOYEE_ID" for case in cases)
    for i, case in enumerate(cases):
        values = case.profile
        if case.entity is not None or case.reading.trust > Trust.NONE or values.days > _FEW or values.constant:
            continue
        wide = sum(sum(map(str.isdigit, text)) >= 4 for text in values.texts) > _MOST * len(values.texts)  # noqa: PLR2004 - 3 digits: rates, hours
        first = i == 0 and not known and not case.strip.title
        if values.rate("EMPLOYEE_ID") > _MOST and values.unique > 0.9 and (wide or first):  # noqa: PLR2004 - as good as unique
            found[i] = _decide(case, "EMPLOYEE_ID", 0.6, "values say")
    return found


def _unnamed_births(cases: Sequence[_Case]) -> list[_Case]:
    """Take the earliest column of days without a known header for dates of birth, when its years fit a workforce."""
    if any(case.entity == "DATE_OF_BIRTH" for case in cases):
        return list(cases)
    years = {
        i: _median_year(case.profile)
        for i, case in enumerate(cases)
        if case.entity in {None, "EMPLOYEE_ID"} and case.reading.trust == Trust.NONE
    }
    dated = {i: year for i, year in years.items() if year}
    found = list(cases)
    if dated:
        earliest = min(dated, key=lambda i: dated[i])
        if dated[earliest] <= _LATEST_BIRTH:
            found[earliest] = _decide(cases[earliest], "DATE_OF_BIRTH", 0.7, "values say")
    return found


def _median_year(values: Profile) -> int:
    if not values.texts or values.rate("DATE_OF_BIRTH") < _MOST:
        return 0
    years = sorted(int(match[1]) for text in values.texts if (match := _YEAR.search(text)))
    if len(years) < _MOST * len(values.texts):
        return 0
    return years[len(years) // 2]
