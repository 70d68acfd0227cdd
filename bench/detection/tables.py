"""Whole tables: name columns, columns about nobody, and the known layouts, each cleaned as the file that it is."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from peers import grid_of
from sets import PERSON_FORMS, People, others, people
from tests.detect.invent import Inventor, layouts

from payscrub.detect import survey
from payscrub.formats import open_document
from payscrub.policy import Policy
from payscrub.surrogates import Surrogates
from payscrub.surrogates.key import ephemeral
from payscrub.treatment import treat
from payscrub.verify import inspect

_ROWS = 50
_COLUMNS = 500
_SEED = 20261124
_FORMS = ("full", "rev", "si", "is", "FULL", "REV", "low", "given", "surname", "titled", "surname first", "double")
_TELLING = {  # titles that say what a kind of values is; those of special categories are left out, for they are replaced on purpose
    "department": "Department",
    "ward": "Ward",
    "job title": "Job Title",
    "pay element": "Pay Element",
    "town": "Base",
    "site": "Site Name",
    "employer": "Employer Name",
    "bank": "Bank Name",
    "pension scheme": "Pension Scheme",
    "status": "Status",
    "grade": "Grade",
    "code": "Cost Code",
    "ledger": "Account Description",
    "product": "Equipment",
    "calendar": "Period",
    "nationality": "Nationality",
    "qualification": "Course",
}
_TITLES = ("Name", "Employee", "Staff", "Payee Name", "Column1", "", "Contact", "Manager", "Colleague", "Details")

Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of some cells that had to go and of some that had to stay."""

    group: str
    gone: int
    secret: int
    changed: int
    plain: int
    accepted: bool
    misses: tuple[str, ...] = field(default=(), repr=False)


def as_bytes(rows: Sequence[Sequence[object]]) -> bytes:
    """Return rows as a delimited file."""
    target = io.StringIO()
    csv.writer(target, quoting=csv.QUOTE_ALL).writerows(rows)  # one layout's first title looks like XML
    return target.getvalue().encode()


def cleaned(rows: Sequence[Sequence[object]], policy: Policy) -> tuple[Rows, bool]:
    """Return the rows of the cleaned file, and whether the verifier accepts it."""
    document = open_document(as_bytes(rows))
    data = document.write(treat(document, policy, Surrogates(ephemeral())).edits)
    return list(csv.reader(io.StringIO(data.decode()))), inspect(data).clean


def name_columns(half: str) -> tuple[int, int]:
    """Return how many columns of fifty names were missed, and of how many."""
    draw = random.Random(_SEED)
    groups = people(half)
    missed = 0
    for number in range(_COLUMNS):
        one, form = groups[number % len(groups)], _FORMS[number % len(_FORMS)]
        rows: list[list[object]] = [["Ref", draw.choice(_TITLES), "Amount"]]
        rows += [[f"X{i}", _name(one, form, draw), draw.randint(1, 90) + 0.5] for i in range(_ROWS)]
        found = {column.col: column.entity for column in survey([grid_of(rows)])}
        missed += found.get(1) not in {"PERSON", "ADDRESS", "USERNAME", "EMPLOYEE_ID"}  # whatever it is called, the column goes as a whole
    return missed, _COLUMNS


def _name(one: People, form: str, draw: random.Random) -> str:
    return PERSON_FORMS[form](draw.choice(one.given), draw.choice(one.surname))


_NO_COLUMN = {"sheet word", "union"}  # titles do not stand in rows, and a union beside each person says who is a member: it goes


def plain_columns(half: str) -> Iterator[Outcome]:
    """Yield for each kind of values that name nobody what became of a column of them beside people, under a telling title and none."""
    for kind, values in others(half).items():
        if kind in _NO_COLUMN:
            continue
        draw = random.Random(_SEED)
        one = people(half)[0]
        rows: Rows = [["Employee Name", "NI Number", _TELLING.get(kind, ""), "", "Gross Pay"]]
        for i in range(_ROWS):
            name, nino = _name(one, "full", draw), f"JG{draw.randint(100000, 999999)}A"
            rows.append([name, nino, values[i % len(values)], draw.choice(values), f"{draw.randint(900, 4000)}.50"])
        yield _outcome(kind, rows, [[False, False, False, False, False], *[[True, True, False, False, False]] * _ROWS])


def _outcome(group: str, rows: Rows, personal: Sequence[Sequence[bool]], policy: Policy | None = None) -> Outcome:
    new, accepted = cleaned(rows, policy or Policy.default())
    gone = secret = changed = plain = 0
    misses = list[str]()
    for old_row, new_row, marks in zip(rows, new, personal, strict=True):
        for old, now, mark in zip(old_row, new_row, marks, strict=True):
            if not old:
                continue
            secret, plain = secret + mark, plain + (not mark)
            gone, changed = gone + (mark and old != now), changed + (not mark and old != now)
            if mark == (old == now):
                misses.append(old)
    return Outcome(group, gone, secret, changed, plain, accepted, tuple(misses))


class _Invented(Inventor):
    """The test inventor with the people of the sets."""

    def __init__(self, seed: str, half: str, rows: int = 30) -> None:
        super().__init__(seed, rows)
        groups = people(half)
        self._group = groups[hash_of(seed) % len(groups)]

    def _given_name(self, _i: int) -> str:
        return self.random.choice(self._group.given)

    _middle_name = _known_as = _given_name

    def _surname(self, _i: int) -> str:
        return self.random.choice(self._group.surname)

    _previous_name = _surname

    def _email(self, i: int) -> str:
        return f"{self._given_name(i)}.{self._surname(i)}@riverside-care.co.uk".lower().replace(" ", "")

    def _bank_sort_code(self, i: int) -> str:
        return self.random.choice("12345678") + super()._bank_sort_code(i)[1:]

    def _dob(self, i: int) -> str:
        """Return a day that does not happen to be the one that stands for its month (docs/surrogates.md)."""
        day, month, year = super()._dob(i).split("/")
        return self._dob(i) if int(day) == 1 + (12 * int(year) + 7 * int(month)) % 28 else f"{day}/{month}/{year}"

    def _person_record(self, i: int) -> str:
        return f"{self._surname(i)}, {self._given_name(i)} ({self._employee_id(i)}) {self._nino(i)}"


def hash_of(text: str) -> int:
    """Return a number for a text that is the same in every process."""
    return sum(map(ord, text))


def by_layout(half: str) -> Iterator[Outcome]:
    """Yield for each known layout what became of thirty rows under its real titles; special categories and pictures stay out."""
    for name, titles in layouts().items():
        inventor = _Invented(name, half)
        columns = [inventor.column(title, kind) for title, kind, _ in titles]
        rows = [[title for title, _, _ in titles], *([str(value) for value in row] for row in zip(*columns, strict=True))]
        marks = [[False] * len(titles), *[[personal == "yes" for _, _, personal in titles]] * inventor.rows]
        special = [personal == "special" or kind == "BIOMETRIC_OR_IMAGE" for _, kind, personal in titles]
        kept = [[mark for mark, drop in zip(row, special, strict=True) if not drop] for row in marks]
        yield _outcome(name, [[v for v, drop in zip(row, special, strict=True) if not drop] for row in rows], kept)
