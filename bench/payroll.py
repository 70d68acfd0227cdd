"""Writes an invented payroll of any length: 24 columns of every usual kind, the same bytes of content for the same seed."""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

HEADS = (
    *("Employee Number", "Title", "Surname", "Forename", "NI Number", "Date of Birth", "Address 1", "Town", "Postcode", "Email", "Phone"),
    *("Sort Code", "Account Number", "Job Title", "Department", "Cost Centre", "Start Date", "Tax Code", "NI Category"),
    *("Basic Pay", "Overtime", "Tax", "NI", "Net Pay"),
)
_SYLLABLES = (
    "an",
    "bel",
    "cor",
    "dan",
    "el",
    "fer",
    "gil",
    "har",
    "in",
    "jo",
    "kel",
    "lin",
    "mar",
    "nor",
    "ol",
    "pat",
    "quin",
    "ros",
    "sam",
    "ton",
)
_JOBS = ("Staff Nurse", "Porter", "Ward Clerk", "Consultant", "Healthcare Assistant")
_DEPARTMENTS = ("Cardiology", "Estates", "Theatres", "Pharmacy")
_EPOCH = dt.date(1899, 12, 30)
_FIRST_PAY = HEADS.index("Basic Pay")

Value = str | int | float | dt.date


def rows(count: int, seed: int = 7) -> Iterator[list[Value]]:
    """Yield ``count`` rows of invented people."""
    chance = random.Random(seed)
    surnames = [_name(chance, 3) for _ in range(9000)]
    forenames = [_name(chance, 2) for _ in range(600)]
    for number in range(1, count + 1):
        yield [*_person(chance, number, chance.choice(surnames), chance.choice(forenames)), *_post(chance), *_pay(chance)]


def write_xlsx(path: Path, count: int, *, inline: bool = False) -> None:
    """Write a workbook of ``count`` rows, its texts in the shared strings or ``inline`` in the cells."""
    book = xlsxwriter.Workbook(path, {"constant_memory": inline})
    sheet = book.add_worksheet("Staff")
    date, money = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "#,##0.00"})
    sheet.write_row(0, 0, HEADS)
    for place, row in enumerate(rows(count), 1):
        for column, value in enumerate(row[:-1]):
            if isinstance(value, dt.date):
                sheet.write_number(place, column, (value - _EPOCH).days, date)
            elif isinstance(value, str):
                sheet.write_string(place, column, value)
            else:
                sheet.write_number(place, column, value, money if column >= _FIRST_PAY else None)
        sheet.write_formula(place, len(row) - 1, f"=T{place + 1}+U{place + 1}-V{place + 1}-W{place + 1}", money, row[-1])
    book.close()


def write_csv(path: Path, count: int) -> None:
    """Write the same rows as a delimited file."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADS)
        writer.writerows([value.strftime("%d/%m/%Y") if isinstance(value, dt.date) else value for value in row] for row in rows(count))


def _name(chance: random.Random, length: int) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(length)).title()


def _person(chance: random.Random, number: int, surname: str, forename: str) -> list[Value]:
    return [
        20_000_000 + number * 3,
        chance.choice(("Mr", "Mrs", "Ms", "Dr")),
        surname,
        forename,
        f"{chance.choice('ABCEGHJ')}{chance.choice('ABCEGHJ')}{chance.randrange(10**6):06d}{chance.choice('ABCD')}",
        _EPOCH + dt.timedelta(days=chance.randrange(20_000, 38_000)),
        f"{chance.randrange(1, 200)} {_name(chance, 2)} Road",
        chance.choice(("Leeds", "York", "Bradford", "Hull")),
        f"LS{chance.randrange(1, 20)} {chance.randrange(1, 9)}{chance.choice('ABDEF')}{chance.choice('GHJLN')}",
        f"{forename}.{surname}{number}@trust.nhs.uk".lower(),
        f"07{chance.randrange(10**9):09d}",
        f"{chance.randrange(20, 60)}-{chance.randrange(100):02d}-{chance.randrange(100):02d}",
        chance.randrange(10**6, 10**8),
    ]


def _post(chance: random.Random) -> list[Value]:
    start = _EPOCH + dt.timedelta(days=chance.randrange(38_000, 45_000))
    return [chance.choice(_JOBS), chance.choice(_DEPARTMENTS), chance.randrange(1000, 1200), start, "1257L", "A"]


def _pay(chance: random.Random) -> list[Value]:
    basic, overtime = round(chance.uniform(1500, 5000), 2), round(chance.uniform(0, 500), 2)
    tax, insurance = round(basic * 0.13, 2), round(basic * 0.08, 2)
    return [basic, overtime, tax, insurance, round(basic + overtime - tax - insurance, 2)]
