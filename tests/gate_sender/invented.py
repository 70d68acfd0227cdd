"""Invented people in a delimited file and in a workbook with hidden corners."""

from __future__ import annotations

import io

import openpyxl

PEOPLE = (
    ("20417", "Wanjiru", "Achterberg", "JX418207C", "14/02/1979", "Staff Nurse", "2418.55"),
    ("20563", "Tomasina", "Grzelak", "PR550913A", "03/11/1986", "Porter", "1803.10"),
    ("20788", "Ebenezer", "Threlkeld", "SH207446D", "27/06/1991", "Clerk", "1999.99"),
    ("20991", "Ingibjorg", "Oyelaran", "WM661830B", "09/09/1968", "Ward Manager", "3350.00"),
)
TITLES = ("Employee Number", "Forename", "Surname", "NI Number", "Date of Birth", "Job Title", "Gross Pay")
SECRETS = tuple(value for person in PEOPLE for value in person[:5])


def delimited() -> bytes:
    """Return the people as CSV."""
    return "".join(f"{','.join(row)}\r\n" for row in (TITLES, *PEOPLE)).encode()


def workbook() -> bytes:
    """Return the people as a workbook: a hidden row, two hidden columns, a hidden sheet, a far cell, a filter, a link."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (TITLES, *PEOPLE):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions.group("F", "G", hidden=True)
    sheet.auto_filter.ref = "A1:G5"
    sheet["A5"].hyperlink = "https://intranet.example/achterberg"
    sheet["A400"] = "Threlkeld"
    other = book.create_sheet("Lookup")
    other.append(("Surname",))
    other.append(("Grzelak",))
    other.sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
