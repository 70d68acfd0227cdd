"""Invents rows for the layouts: every person, number and employer here is made up."""

from __future__ import annotations

import random
import re
from pathlib import Path

import numpy as np

from payscrub.model import Grid, Kind

FIRST = [
    "John",
    "Siobhán",
    "Oluwaseun",
    "Priya",
    "Grace",
    "Mark",
    "Wei",
    "Łukasz",
    "Fatima",
    "Tendai",
    "Rose",
    "Delroy",
    "Aoife",
    "Chukwuemeka",
    "Mary",
    "Will",
    "Huw",
    "Kwame",
    "Lakshmi",
    "Nguyễn",
]
LAST = [
    "Smith",
    "O'Brien",
    "Okafor",
    "Patel",
    "Hall",
    "Price",
    "Zhang",
    "Kowalska",
    "Khan",
    "Moyo",
    "Green",
    "Campbell",
    "Walsh",
    "Adeyemi",
    "Ward",
    "Grant",
    "Jones",
    "Mensah",
    "Venkataraman",
    "Ng",
]
ELEMENTS = ["Basic Pay", "Overtime x 1.5", "Night Enhancement", "Sick Pay", "Car Allowance", "On Call", "Bank Holiday", "Mileage"]
UNITS = ["Ward 7", "Finance", "Estates", "Nightingale Ward", "Payroll Services", "Theatres", "Outpatients", "Community Nursing"]
JOBS = ["Staff Nurse", "Porter", "Cook", "Clerk", "Ward Manager", "Consultant", "Healthcare Assistant", "Payroll Officer"]
FIRMS = ["Riverside Care Ltd", "Northern Borough Council", "Hillside Academy Trust", "Kettering General Hospital"]
STREETS = ["Acacia Avenue", "High Street", "Station Road", "Mill Lane", "Church View"]
TOWNS = ["Leeds", "Ashford", "Truro", "Wigan", "Kettering"]
CHOICES = {
    "WORK_PATTERN": [37.5, 30, 22.5],
    "JOB": JOBS,
    "BANK_NAME": ["Barclays", "Lloyds Bank", "Nationwide Building Society"],
    "ORG": FIRMS + UNITS,
    "TAX_CODE": ["1257L", "BR", "K475", "S1257L M1"],
    "NI_CATEGORY": list("ABCHM"),
    "GENDER": ["M", "F"],
    "MARITAL_STATUS": ["Single", "Married", "Divorced"],
    "STATUS": ["Active", "Leaver", "N", "Plan 1"],
    "NATIONALITY": ["British", "Nigerian", "Irish"],
    "COUNTRY": ["United Kingdom", "Ireland"],
    "FREE_TEXT": ["Overpaid in March, recover in May", "Late timesheet", "Back pay agreed"],
}
PATTERNS = {
    "UTR": "9999999999",
    "CIS_VERIFICATION": "V9999999999",
    "DBS_NUMBER": "009999999999",
    "CARD_NUMBER": "4111 1111 1111 1111",
    "IBAN": "GB29NWBK60161331926819",
    "BIC": "NWBKGB2L",
    "PROF_REGISTRATION": "98I9999E",
    "VEHICLE_REG": "AB69 XDE",
    "WORK_PERMIT": "RZ9999999",
    "ID_DOCUMENT": "RZ9999999",
    "DEVICE_OR_LOGIN_ID": "LT-999999",
    "USERNAME": "jbloggs9",
    "SECRET": "Summer9999!",
}


class Inventor:
    """Values for one layout, the same for the same seed."""

    def __init__(self, seed: str, rows: int = 25) -> None:
        self.random = random.Random(seed)
        self.rows = rows

    def column(self, header: str, kind: str) -> list[object]:
        """Return one value for each row."""
        maker = getattr(self, f"_{kind.lower()}", None)
        if maker:
            return [maker(i) for i in range(self.rows)]
        if kind in CHOICES:
            return [self.random.choice(CHOICES[kind]) for _ in range(self.rows)]
        if kind in PATTERNS:
            return [re.sub("9", lambda _: self._digits(1), PATTERNS[kind]) for _ in range(self.rows)]
        if kind == "PAY_AMOUNT":
            return [round(self.random.uniform(0, 4000), 2) for _ in range(self.rows)]
        return self._plain(header)

    def _digits(self, n: int) -> str:
        return "".join(self.random.choice("123456789") for _ in range(n))

    def _given_name(self, _i: int) -> str:
        return self.random.choice(FIRST)

    _middle_name = _known_as = _given_name

    def _surname(self, _i: int) -> str:
        return self.random.choice(LAST)

    _previous_name = _surname

    def _person_name(self, i: int) -> str:
        first, last = self._given_name(i), self._surname(i)
        return [f"{first} {last}", f"{last}, {first}", f"{last.upper()} {first[0]}", f"Mr {first[0]} {last}"][i % 4]

    def _third_party_name(self, i: int) -> str:
        return self._person_name(i)

    def _bank_account_name(self, i: int) -> str:
        return f"{self._given_name(i)[0]} {self._surname(i)}".upper()

    def _initials(self, i: int) -> str:
        return self._given_name(i)[0]

    def _name_title(self, _i: int) -> str:
        return self.random.choice(["Mr", "Mrs", "Ms", "Dr"])

    def _employee_id(self, i: int) -> str:
        return str(20345678 + 37 * i)

    def _nino(self, _i: int) -> str:
        return f"{self.random.choice(['JG', 'AB', 'TN', 'NX'])}{self._digits(6)}{self.random.choice('ABCD')}"

    _third_party_nino = _nino

    def _dob(self, _i: int) -> str:
        return f"{self.random.randint(1, 28):02}/{self.random.randint(1, 12):02}/{self.random.randint(1955, 2003)}"

    def _employment_date(self, _i: int) -> str:
        return f"{self.random.randint(1, 28):02}/{self.random.randint(1, 12):02}/{self.random.randint(2005, 2024)}"

    def _date(self, _i: int) -> str:
        return "31/03/2024"

    def _address(self, i: int) -> str:
        return self.random.choice([f"{i + 3} {self.random.choice(STREETS)}", self.random.choice(TOWNS), "Flat 2"])

    def _postcode(self, i: int) -> str:
        return f"LS{i % 20 + 1} {i % 9 + 1}AB"

    def _bank_sort_code(self, _i: int) -> str:
        return f"{self._digits(2)}-{self._digits(2)}-{self._digits(2)}"

    def _bank_account(self, _i: int) -> str:
        return self._digits(8)

    def _bank_roll_number(self, _i: int) -> str:
        return f"{self._digits(4)}/{self._digits(6)}-{self._digits(1)}"

    def _payment_ref(self, i: int) -> str:
        return self._bank_account_name(i) if self.rows % 2 else self._employee_id(i)

    def _email(self, i: int) -> str:
        return f"{self._given_name(i).lower()}{i}@trust.example"

    def _phone(self, _i: int) -> str:
        return f"07{self._digits(9)}"

    def _passport(self, _i: int) -> str:
        return self._digits(9)

    def _driving_licence(self, _i: int) -> str:
        return f"MORGA{self._digits(6)}SM9IJ"

    def _plain(self, header: str) -> list[object]:
        low = header.lower()
        if re.search(r"date|start|end|due|ending", low):
            return ["31/03/2024"] * self.rows
        if re.search(r"amount|rate|levy|nic|loan|tax$|total|budget|actual|variance|percent|threshold|allowance|rent|miles|smp|%", low):
            return [round(self.random.uniform(1, 900), 2) for _ in range(self.rows)]
        if re.search(r"ref|account|code|number|no\b|scon|sun", low):
            return [self.random.choice(["123/AB456", "4021", "X17"]) for _ in range(self.rows)]
        if re.search(r"^is|flag|valid|required|attached|has", low):
            return [self.random.choice(["Y", "N"]) for _ in range(self.rows)]
        pool = ELEMENTS if re.search(r"element|pay|item|name", low) else UNITS
        return [self.random.choice(pool) for _ in range(self.rows)]


def grid_of(rows: list[list[object]], sheet: int = 1, *, headed: bool = False) -> Grid:
    """Return a grid of rows of values; None leaves a cell out."""
    cells = [(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row) if value is not None and value != ""]
    texts = [str(value) for _, _, value in cells]
    kinds = np.array([Kind.TEXT if isinstance(value, str) else Kind.NUMBER for _, _, value in cells], dtype=np.uint8)
    numbers: dict[tuple[str, int], int] = {}
    keys = [numbers.setdefault((text, int(kind)), len(numbers)) for text, kind in zip(texts, kinds, strict=True)]
    return Grid(
        sheet=sheet,
        rows=np.array([r for r, _, _ in cells], dtype=np.int32),
        cols=np.array([c for _, c, _ in cells], dtype=np.int32),
        kinds=kinds,
        keys=np.array(keys, dtype=np.uint64),
        read=lambda wanted: [texts[i] for i in wanted.tolist()],
        headed=headed,
    )


def layouts() -> dict[str, list[tuple[str, str, str]]]:
    """Return the headers of every layout with the kind of value and whether it is personal."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    current: list[tuple[str, str, str]] = []
    for line in (Path(__file__).parent / "layouts.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            current = found.setdefault(line[2:], [])
        else:
            header, kind, personal = line.split("\t")
            current.append((header, kind, personal))
    return found
