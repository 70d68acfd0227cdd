"""The thirteen shapes of a payroll workbook, each cleaned and read again: what is marked must be gone, everything else must stand."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import xlsxwriter
from python_calamine import CalamineWorkbook
from tables import as_bytes

from payscrub.errors import PayscrubError
from payscrub.pipeline import clean_bytes


class P(str):
    """A value about a person."""

    __slots__ = ()


Row = Sequence[object]
Sheets = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Shape:
    """How a shape came out: refused, or how many values stayed that had to go and changed that had to stay."""

    name: str
    what: str
    left: int
    changed: int
    refused: str = ""

    @property
    def passed(self) -> bool:
        """Return whether it came out as it must."""
        return not (self.left or self.changed or self.refused)


_PEOPLE: tuple[tuple[P, P, P, float, P, P], ...] = tuple(
    (P(number), P(name), P(nino), gross, P(sort), P(account))
    for number, name, nino, gross, sort, account in (
        ("20417736", "Hargreaves, Imogen", "JG204518A", 1844.37, "09-46-18", "41836275"),
        ("20417741", "Okonkwo, Chinedu", "NX551937B", 2130.05, "20-71-36", "73519284"),
        ("20417758", "Szczepańska, Bożena", "AB 71 46 28 C", 1977.61, "11-53-92", "28463751"),
        ("20417763", "Venkatesan, Lakshmi", "WK384916D", 2466.18, "40-18-57", "59174638"),
        ("20417779", "Bowen, Angharad", "ZY629471A", 1612.94, "60-35-41", "64827315"),
        ("20417784", "dela Cruz, Maricel", "CE917365B", 2001.73, "30-84-26", "37195846"),
    )
)
_HEAD: Row = ("Employee No", "Employee Name", "NI No", "Gross Pay", "Sort Code", "Account No")
_TOTAL = 12032.88


def _payslips() -> Sheets:
    sheets: Sheets = {"Index": [("Payslips March",), ()]}
    for number, name, nino, gross, _sort, _account in _PEOPLE[:3]:
        tab = P(name.split(",")[0].upper() + " " + name[-1].upper())
        sheets[tab] = [
            ("Employee Name:", name, None, "Tax Code:", "1257L"),
            ("Employee No:", number, None, "N.I. Code:", "A"),
            ("N.I. Number:", nino, None, "Department:", "Estates"),
            (),
            ("Payments", "Units", "Rate", "Amount"),
            ("Basic Pay", 150, 12.29, gross),
            ("Net Pay", None, None, round(gross - 300, 2)),
        ]
    return sheets


def _title_block() -> Sheets:
    block: list[Row] = [("Riverside Foundation Trust",), ("Gross to net report",), ("Period 12",), (), ("Confidential",), (), (), ()]
    return {"Report": [*block, _HEAD, *_PEOPLE, ("Total", None, None, _TOTAL)]}


def _grouped() -> Sheets:
    groups: Row = ("Employee", None, None, "Pay", "Bank", None, None, "Pension", None, "Manager")
    leaves: Row = ("No", "Name", "NI", "Gross", "Sort", "A/c", "Name", "Ee", "Scheme Name", "Name")
    rows = [
        (*one[:6], P(one[1].split(",")[0].upper() + " " + one[1][-1].upper()), 91.15, "NHS Pension", P("Ackroyd, Tabitha"))
        for one in _PEOPLE
    ]
    return {"Sheet1": [("Month 12",), (), groups, leaves, *rows]}


def _transposed() -> Sheets:
    return {"Sheet1": [(title, *values) for title, values in zip(_HEAD, zip(*_PEOPLE, strict=True), strict=True)]}


def _repeated() -> Sheets:
    rows: list[Row] = []
    for half in (_PEOPLE[:3], _PEOPLE[3:]):
        rows += [_HEAD, *half, ("Sub total", None, None, 5952.03, None, None), ()]
    rows.insert(4, (None, P("Total for Hargreaves, Imogen"), None, 1844.37, None, None))
    return {"Pages": rows}


def _hidden() -> Sheets:
    return {"Pay": [_HEAD, *_PEOPLE], "Lookup": [("Staff Number", "Full Name"), *((one[0], one[1]) for one in _PEOPLE)]}


def _lookup() -> Sheets:
    return {
        "Pay": [("Staff ID", "Lookup Name", "Rate Lookup"), *((one[0], one[1], 12.29) for one in _PEOPLE)],
        "Staff": [("Staff ID", "Name", "Grade"), *((one[0], one[1], "Band 5") for one in _PEOPLE)],
    }


def _records() -> Sheets:
    return {"Sheet1": [("Employee Details",), *((P(f"{one[1]} ({one[0]}) {one[2]}"),) for one in _PEOPLE)]}


def _several() -> Sheets:
    left = [("Emp", "Name", "Gross"), *((one[0], one[1], one[3]) for one in _PEOPLE)]
    units = ("Theatres", "Estates", "Finance", "Stores", "Pharmacy", "Catering")
    right: list[Row] = [("CC", "CC Name", "Budget", "Budget Holder")]
    right += [(f"40{21 + i}", unit, 50000 + i, P("Ackroyd, Tabitha")) for i, unit in enumerate(units)]
    below: list[Row] = [("CC", "CC Name", "Actual"), *((f"40{21 + i}", unit, 41000 + i) for i, unit in enumerate(units))]
    return {"Sheet1": [*((*a, None, *b) for a, b in zip(left, right, strict=True)), (), (), *below]}


def _across() -> Sheets:
    head: Row = ("Element", *(one[1] for one in _PEOPLE))
    elements = ("Basic Pay", "Overtime", "Night Enhancement", "Sick Pay", "Net Pay")
    return {"Sheet1": [head, *((element, *(100.25 * (i + j + 1) for i in range(len(_PEOPLE)))) for j, element in enumerate(elements))]}


def _settings() -> Sheets:
    head: Row = ("Element Name", "Account Name (GL)", "Bank Holiday Name", "Ward Name", "Employer Name", "NI Letter", "Phone Allowance")
    head = (*head, "Number of Employees", "Job Code", "Pension Scheme Name", "Postcode Zone", "Address Type", "Person Type", "Roster Name")
    row: Row = ("Basic Pay", "Salaries", "Boxing Day", "Maple Suite", "Riverside Trust", "A", 10.5, 12, "NUR5", "NEST", "3")
    return {"Config": [head, *((*row, "Home", "Employee", "Long Day Nights") for _ in range(6))]}


def _headerless() -> bytes:
    return as_bytes([(one[4], one[5], one[1].replace(", ", " ").upper(), one[3], "SALARY") for one in _PEOPLE])


def _record_types() -> bytes:
    rows = [("H", "CO", "Riverside Trust", "2024-03")]
    rows += [("D", one[2], one[1].split(", ")[0], one[1].split(", ")[1], "14/05/1971", f"{one[3]:.2f}") for one in _PEOPLE]
    return as_bytes([*rows, ("T", len(_PEOPLE), f"{_TOTAL:.2f}")])


_WORKBOOKS: tuple[tuple[str, str, Callable[[], Sheets]], ...] = (
    ("S01", "one payslip a sheet, tabs named after people", _payslips),
    ("S02", "title block, header in row 9, total below", _title_block),
    ("S03", "two-row header with groups", _grouped),
    ("S04", "fields downwards, people across", _transposed),
    ("S06", "header on every page, sub-totals with names", _repeated),
    ("S07", "very hidden sheet of names", _hidden),
    ("S08", "lookup sheet", _lookup),
    ("S09", "a whole record in one cell", _records),
    ("S10", "tables side by side and below", _several),
    ("S11", "cross-tab with people along the top", _across),
    ("S13", "settings: nothing personal", _settings),
)


def shapes() -> Iterator[Shape]:
    """Yield how each shape came out."""
    for name, what, make in _WORKBOOKS:
        sheets = make()
        yield _judged(name, what, sheets, _xlsx(sheets), _read_xlsx)
    for name, what, data in (("S05", "no header at all", _headerless()), ("S12", "record types H, D, T", _record_types())):
        yield _plain(name, what, data)


def _xlsx(sheets: Sheets) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        for tab, rows in sheets.items():
            sheet = book.add_worksheet(tab)
            if tab == "Lookup":
                sheet.very_hidden()
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if value is not None:
                        sheet.write(r, c, value)
    return target.getvalue()


def _read_xlsx(data: bytes) -> list[list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [book.get_sheet_by_index(i).to_python(skip_empty_area=False) for i in range(len(book.sheet_names))]


def _judged(name: str, what: str, sheets: Sheets, data: bytes, read: Callable[[bytes], list[list[list[object]]]]) -> Shape:
    try:
        new = read(clean_bytes(data)[0])
    except PayscrubError as error:
        return Shape(name, what, 0, 0, str(error))
    left = changed = 0
    for rows, now in zip(sheets.values(), new, strict=True):
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value is None:
                    continue
                same = now[r][c] == value
                left, changed = left + (isinstance(value, P) and same), changed + (not isinstance(value, P) and not same)
    return Shape(name, what, left, changed)


def _plain(name: str, what: str, data: bytes) -> Shape:
    try:
        cleaned = clean_bytes(data)[0].decode()
    except PayscrubError as error:
        return Shape(name, what, 0, 0, str(error))
    secrets = {str(v) for one in _PEOPLE for v in one if isinstance(v, P)} | {w for one in _PEOPLE for w in one[1].split(", ")}
    left = sum(secret in cleaned for secret in secrets if len(secret) > len("Cruz"))
    kept = [word for word in ("SALARY", "Riverside Trust", "2024-03", *(f"{one[3]:.2f}" for one in _PEOPLE)) if word in data.decode()]
    return Shape(name, what, left, sum(word not in cleaned for word in kept))
