"""The verifier's reading of cells agrees with openpyxl and calamine, fast path and slow path alike."""

import datetime as dt
import io
import os
import re
import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pytest
import python_calamine
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from payscrub.errors import Unexaminable
from payscrub.model import Kind
from payscrub.verify import sheets
from payscrub.verify.package import package_of
from payscrub.verify.sheets import read_sheet
from payscrub.verify.strings import NONE, read_shared
from payscrub.verify.styles import Styles, date_styles
from payscrub.verify.unpack import looks_zipped, unpack

FIXTURES = sorted((Path(__file__).parents[2] / "fixtures").glob("*.xls[xm]"))
CORPUS = os.environ.get("PAYSCRUB_CORPUS", "")


def cells(data):
    """Return {(sheet, row, column): (kind, text)} of every filled cell."""
    package = package_of(unpack(data))
    strings, style = package.rooted("sst"), package.rooted("styleSheet")
    shared = read_shared(strings[0].data) if strings else NONE
    styles = Styles(
        date_styles(style[0].data) if style else frozenset(),
        int(bool(re.search(rb'date1904="(?:1|true)"', package.rooted("workbook")[0].data))),
    )
    found = {}
    for number, part in enumerate(package.sheets(), 1):
        grid = read_sheet(part.data, number, shared, styles).grid
        texts = grid.read(np.arange(len(grid)))
        found |= {
            (number, row, col): (Kind(kind), text)
            for row, col, kind, text in zip(grid.rows.tolist(), grid.cols.tolist(), grid.kinds.tolist(), texts, strict=True)
        }
    return found


def spelt(value):
    """Return (kind, text) as the verifier spells a value of another reader."""
    if isinstance(value, bool):
        return Kind.BOOLEAN, str(int(value))
    if isinstance(value, dt.datetime):
        return Kind.DATE, value.date().isoformat() if value.time() == dt.time() else value.isoformat(timespec="seconds")
    if isinstance(value, int | float):
        return Kind.NUMBER, str(int(value)) if value == int(value) else repr(float(value))
    return Kind.TEXT, str(value)


def by_openpyxl(data):
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return {
        (number, cell.row - 1, cell.column - 1): spelt(cell.value)
        for number, sheet in enumerate(book.worksheets, 1)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in {None, ""} and cell.data_type != "e" and not isinstance(cell.value, dt.time | dt.timedelta)
    }


def comparable(found):
    """Return texts with plain line ends, numbers and dates that a spreadsheet can show."""
    plain = {
        place: (kind, re.sub(r"_x000[dD]_|\r", "", text))
        for place, (kind, text) in found.items()
        if kind in {Kind.TEXT, Kind.NUMBER, Kind.DATE}
    }
    return {place: (kind, text) for place, (kind, text) in plain.items() if text and not re.fullmatch(r"-?\d{22,}|.*e\+\d+", text)}


VALUES = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30).map(lambda text: f"t{text}t"),
    st.integers(-(10**12), 10**12),
    st.floats(-1e9, 1e9, allow_nan=False).map(lambda value: round(value, 4)),
    st.datetimes(dt.datetime.fromisoformat("1930-01-01"), dt.datetime.fromisoformat("2050-01-01")).map(
        lambda moment: moment.replace(microsecond=0)
    ),
)
TABLES = st.lists(st.lists(st.one_of(st.none(), VALUES), max_size=5), min_size=1, max_size=8)


def by_xlsxwriter(table, **options):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_urls": False, "strings_to_formulas": False, **options}) as book:
        sheet, dated = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        for row, values in enumerate(table):
            for col, value in enumerate(values):
                if value is not None:
                    write = sheet.write_datetime if isinstance(value, dt.datetime) else sheet.write
                    write(row, col, value, *([dated] if isinstance(value, dt.datetime) else []))
    return stream.getvalue()


@settings(deadline=None, max_examples=40)
@given(TABLES, st.booleans())
def test_with_openpyxl_on_any_table(table, inline):
    data = by_xlsxwriter(table, constant_memory=inline)
    assert comparable(cells(data)) == comparable(by_openpyxl(data))


@settings(deadline=None, max_examples=30)
@given(TABLES)
def test_the_slow_path_with_the_fast_path(table):
    data = by_xlsxwriter(table)
    fast = cells(data)
    members = unpack(data).members
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for member in members:
            packed.writestr(member.name, member.data.replace(b"<sheetData>", b"<sheetData><!-- odd -->"))
    assert cells(stream.getvalue()) == fast


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name)
def test_with_openpyxl_on_a_fixture(path):
    data = path.read_bytes()
    assert comparable(cells(data)) == comparable(by_openpyxl(data))


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name)
def test_with_calamine_on_a_fixture(path):
    book = python_calamine.load_workbook(str(path))
    texts = {
        (number, row + (sheet.start or (0, 0))[0], col + (sheet.start or (0, 0))[1]): value
        for number, sheet in enumerate((book.get_sheet_by_name(name) for name in book.sheet_names), 1)
        for row, values in enumerate(sheet.to_python())
        for col, value in enumerate(values)
        if isinstance(value, str) and value
    }
    ours = {place: text for place, (kind, text) in cells(path.read_bytes()).items() if kind == Kind.TEXT}
    assert ours == {place: text for place, text in texts.items() if not text.startswith("#") or place in ours}


def test_a_fixture_takes_the_fast_path(monkeypatch):
    monkeypatch.setattr(sheets, "read_odd", None)
    assert len(cells(next(path for path in FIXTURES if path.name == "gross-to-net.xlsx").read_bytes())) > 50_000


def corpus():
    """Return the small workbooks of the corpus that openpyxl can open, with what it reads."""
    for path in sorted(Path(CORPUS).rglob("*.xlsx")):
        data = path.read_bytes()
        if looks_zipped(data) and len(data) < 300_000:
            try:
                yield path.name, data, comparable(by_openpyxl(data))
            except Exception:  # noqa: BLE001 - openpyxl raises anything on a broken file; then there is nothing to compare with
                continue


@pytest.mark.filterwarnings("ignore")
@pytest.mark.skipif(not CORPUS, reason="PAYSCRUB_CORPUS names no folder of odd workbooks")
def test_with_openpyxl_on_the_corpus():
    disagree = []
    for name, data, theirs in corpus():
        try:
            ours = comparable(cells(data))
        except Unexaminable:  # refused, so nothing is overlooked
            continue
        if any(ours.get(place, value)[1] != value[1] for place, value in theirs.items() if value[1] > "1900" or value[0] != Kind.DATE):
            disagree.append(name)
    assert disagree == []
