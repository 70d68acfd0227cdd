"""The fixtures and their answers, read back with libraries that payscrub does not use."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from fixtures.build import HERE

NAMES = tuple(sorted(path.name.removesuffix(".json") for path in (HERE / "expected").iterdir()))
HARMLESS = "cost-centres.xlsx"
PERSONAL = tuple(name for name in NAMES if name != HARMLESS)
WORKBOOKS = tuple(name for name in NAMES if not name.endswith(".csv"))
Value = Any  # what a cell holds: a text, a number, a date, nothing


@dataclass(frozen=True, slots=True)
class Answers:
    """The expected answers of one fixture."""

    personal: dict[str, dict[str, str]]
    kept: dict[str, list[str]]
    totals: dict[str, float]
    canaries: dict[str, list[str]] = field(repr=False)

    @property
    def values(self) -> list[str]:
        """Return every original value that may not survive."""
        return [value for values in self.canaries.values() for value in values]


@cache
def answers(name: str) -> Answers:
    """Return the answers of a fixture."""
    read = json.loads((HERE / "expected" / f"{name}.json").read_text("utf-8"))
    return Answers(read["personal"], read["kept"], read["totals"], read["canaries"])


def output_name(name: str) -> str:
    """Return the name that an output gets: macros are dropped, so the suffix changes with them."""
    return name.replace(".xlsm", ".xlsx")


def columns(path: Path, sheet: str, titles: Sequence[str], like: Path | None = None) -> dict[str, list[Value]]:
    """Return the values below each title; ``like`` is the file whose tabs tell where the sheet stands."""
    rows = list(_csv_rows(path) if path.suffix == ".csv" else _sheet_rows(path, sheet, like or path))
    if all(title.isdigit() for title in titles):
        return {title: [row[int(title) - 1] if len(row) >= int(title) else None for row in rows] for title in titles}
    top = next(index for index, row in enumerate(rows) if set(titles) <= set(row))
    return {title: [row[rows[top].index(title)] for row in rows[top + 1 :]] for title in titles}


def _csv_rows(path: Path) -> Iterator[list[Value]]:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    yield from csv.reader(io.StringIO(text, newline=""))


def _sheet_rows(path: Path, sheet: str, like: Path) -> Iterator[list[Value]]:
    at = openpyxl.load_workbook(like, read_only=True).sheetnames.index(sheet)
    book = openpyxl.load_workbook(path, data_only=True)
    yield from (list(row) for row in book.worksheets[at].iter_rows(values_only=True))
