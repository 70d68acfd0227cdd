"""Every formula of a cleaned workbook, computed anew by LibreOffice, gives what it gave before."""

import math
import zipfile

import openpyxl
import pytest
from tests.support.fixtures import WORKBOOKS, answers
from tests.support.office import needs_office, recalculate

pytestmark = needs_office


@pytest.fixture(scope="module")
def computed(cleaned, tmp_path_factory):
    """Return, for each workbook, its sheets computed anew before and after cleaning."""
    folder = tmp_path_factory.mktemp("office")
    files = [path for name in WORKBOOKS for path in (cleaned(name).source, cleaned(name).output)]
    books = [openpyxl.load_workbook(path, data_only=True).worksheets for path in recalculate(files, folder)]
    return dict(zip(WORKBOOKS, zip(books[::2], books[1::2], strict=True), strict=True))


def formulas(path):
    """Return where formulas stand: index of the sheet and cell."""
    sheets = openpyxl.load_workbook(path).worksheets
    return [
        (index, cell.coordinate) for index, sheet in enumerate(sheets) for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ]


def alike(before, after):
    """Return whether two results are equal as far as cleaning may not change them: numbers exactly, texts in being there."""
    if isinstance(before, int | float) and isinstance(after, int | float):
        return math.isclose(before, after, rel_tol=1e-12, abs_tol=1e-9)
    if isinstance(before, str) and before.startswith("#"):
        return before == after
    return type(before) is type(after) and bool(before) == bool(after)


@pytest.mark.parametrize("name", WORKBOOKS)
def test_every_result_is_the_same(name, computed, cleaned):
    before, after = computed[name]
    places = formulas(cleaned(name).source)
    assert places
    different = [place for place in places if not alike(before[place[0]][place[1]].value, after[place[0]][place[1]].value)]
    assert different == []


@pytest.mark.parametrize("name", WORKBOOKS)
def test_the_totals_are_the_expected_ones(name, computed, cleaned):
    tabs = openpyxl.load_workbook(cleaned(name).source, read_only=True).sheetnames
    for place, total in answers(name).totals.items():
        tab, cell = place.rsplit("!", 1)
        value = computed[name][1][tabs.index(tab)][cell].value
        assert value == "#NAME?" or math.isclose(value, total, abs_tol=0.005), place  # an older LibreOffice lacks XLOOKUP


@pytest.mark.parametrize("name", WORKBOOKS)
def test_stored_results_agree_with_computed_ones(name, computed, cleaned):
    stored = openpyxl.load_workbook(cleaned(name).output, data_only=True).worksheets
    anew = computed[name][1]
    for sheet, cell in formulas(cleaned(name).source):
        old, new = stored[sheet][cell].value, anew[sheet][cell].value
        if new != "#NAME?" and old is not None:
            assert old == new or (isinstance(new, float | int) and math.isclose(old, new, abs_tol=0.005)), (sheet, cell)


@pytest.mark.parametrize("name", WORKBOOKS)
def test_charts_pivots_and_tables_are_still_there(name, cleaned):
    wanted = ("xl/charts/chart", "xl/pivotTables/", "xl/tables/table", "xl/worksheets/sheet")
    before, after = (zipfile.ZipFile(path).namelist() for path in (cleaned(name).source, cleaned(name).output))
    for part in wanted:
        assert len([entry for entry in before if entry.startswith(part)]) == len([entry for entry in after if entry.startswith(part)]), part
