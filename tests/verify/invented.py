"""Files and values for the verifier's tests: invented people in the reserved spaces, typed from docs/surrogates.md."""

from __future__ import annotations

import io
from datetime import date

import openpyxl

VOWELS, CONSONANTS = "aeiou", "bcdfghjklmnpqrstvwxyz"


def marked(width: int, residue: int, index: int = 0) -> str:
    """Return the index-th number of ``width`` digits that leaves ``residue`` when divided by 97."""
    start = 10 ** (width - 1)
    return str(start + (residue - start) % 97 + 97 * index)


def name(index: int) -> str:
    """Return the index-th invented name."""
    letters = CONSONANTS[index % 21] + VOWELS[index % 5] + CONSONANTS[index // 5 % 21] + VOWELS[index // 7 % 5]
    return letters.capitalize() + "quox"


def birthday(index: int) -> date:
    """Return the day that the month is given."""
    year, month = 1950 + index % 55, 1 + index % 12
    return date(year, month, 1 + (12 * year + 7 * month) % 28)


def nhs_number(index: int) -> str:
    """Return a number of the range that is never issued, with its check digit."""
    for body in range(999_000_000 + index * 7, 1_000_000_000):
        digit = -sum(int(char) * weight for char, weight in zip(str(body), range(10, 1, -1), strict=True)) % 11
        if digit < 10:
            return f"{body}{digit}"
    raise AssertionError


def columns(index: int) -> dict[str, object]:
    """Return one invented person's row, by title."""
    first, last = name(index + 3), name(index)
    return {
        "Employee Number": int(marked(8, 1, index * 31)),
        "Surname": last,
        "Forename": first,
        "Full Name": f"{last.upper()}, {first}",
        "NI Number": f"KN {index % 90 + 10} {index % 80 + 10} {index % 70 + 10} C",
        "Date of Birth": birthday(index),
        "Sort Code": f"97-{index % 90 + 10}-{index % 80 + 10}",
        "Account Number": marked(8, 2, index * 17),
        "Roll Number": marked(9, 7, index * 13),
        "IBAN": iban(index),
        "NHS Number": nhs_number(index),
        "SD Number": marked(8, 3, index * 11),
        "UTR": utr(index),
        "Address": f"{index + 1} Example Road, Exampleton {index + 5}, ZY{index % 90 + 1} 2AB",
        "Postcode": f"ZY{index % 90 + 1} 2AB",
        "Email Address": f"{first}.{last}@trust.example.com".lower(),
        "Mobile": f"07700 900{index % 1000:03d}",
        "Driving Licence Number": f"TEBAQ6023{index % 2}{index % 10}AB9CD",
        "Passport Number": marked(9, 4, index * 7),
        "Car Reg": f"AB01 C{CONSONANTS[index % 21].upper()}D",
        "Username": f"user{index + 10}",
        "Password": "redacted",
        "Ethnic Origin": f"Code {index % 9 + 1}",
        "Job Title": ("Staff Nurse", "Porter", "Payroll Officer")[index % 3],
        "Department": ("Finance", "Theatres", "Pharmacy")[index % 3],
        "Start Date": date(1990 + index % 30, 1 + index % 12, 1 + index % 27),
        "Basic Pay": 1200.5 + index,
        "Tax Code": "1257L",
    }


def iban(index: int) -> str:
    """Return an IBAN of an invented bank with right check digits."""
    rest = f"ZZZZ97{index % 9000 + 1000}{marked(8, 2, index * 17)}"
    number = int("".join(str(int(char, 36)) for char in f"{rest}GB00"))
    return f"GB{98 - number % 97:02d}{rest}"


def utr(index: int) -> str:
    """Return a taxpayer reference of HMRC's test range."""
    body = f"0000{index % 90000 + 10000}"
    total = sum(int(char) * weight for char, weight in zip(body, (6, 7, 8, 9, 10, 5, 4, 3, 2), strict=True))
    return "21987654321"[total % 11] + body


def rows(count: int = 12) -> list[list[object]]:
    """Return titles and invented people."""
    people = [columns(index) for index in range(count)]
    return [list(people[0]), *(list(person.values()) for person in people)]


def workbook(*sheets: list[list[object]], names: tuple[str, ...] = ()) -> bytes:
    """Return an xlsx file with the given rows on its sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, content in enumerate(sheets, 1):
        sheet = book.create_sheet(names[number - 1] if names else f"Sheet{number}")
        for row in content:
            sheet.append(row)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """Return the bytes of a workbook."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
