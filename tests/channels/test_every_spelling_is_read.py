"""However a program spells XML and names its parts, the same people are found and the same file comes out."""

import io
import warnings

import openpyxl
import pytest
from fixtures.package import Package
from python_calamine import CalamineWorkbook
from tests.support.canary import Canaries
from tests.support.dress import DRESSES
from tests.support.plant import CANARIES, base
from tests.support.plants import PLANTS

from payscrub.pipeline import clean_bytes

KEY = bytes(range(32))
SEARCH = Canaries(CANARIES)
SOWN = (  # of each kind of text one, as far as they fit into one workbook
    "A01 shared string",
    "A02 name split over runs",
    "A10 cached result",
    "B02 prompt",
    "B03 rule that compares",
    "B05 display and tooltip of a link",
    "B06 header split by codes",
    "C05 constant of a name",
    "D01 name of a table",
    "G02 title of a chart split over runs",
    "H04 captions of a pivot table",
)


def book():
    package = base(known=True)
    for row, plant in enumerate(plant for plant in PLANTS if str(plant) in SOWN):
        plant.sow(package)
        sheet = package.text("xl/worksheets/sheet1.xml")
        package.parts["xl/worksheets/sheet1.xml"] = (
            sheet.replace('<row r="20">', f'<row r="{30 + row}">').replace('"A20"', f'"A{30 + row}"').encode()
        )
    return package


def cells(data):
    if b"purl.oclc.org" not in b"".join(Package.read(data).parts.values()):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl says what it does not know; that is no fault of the file
            return [list(sheet.values) for sheet in openpyxl.load_workbook(io.BytesIO(data), data_only=True)]
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))  # openpyxl does not read strict workbooks
    return [
        [tuple(value if value != "" else None for value in row) for row in workbook.get_sheet_by_name(name).to_python()]
        for name in workbook.sheet_names
    ]


def test_the_book_holds_one_of_each():
    assert {str(plant) for plant in PLANTS} >= set(SOWN)


@pytest.mark.parametrize("dress", DRESSES)
def test_a_person_does_not_pass_in_another_spelling(dress):
    plain, _ = clean_bytes(book().to_bytes(), key=KEY)
    dressed = DRESSES[dress](book())
    output, _ = clean_bytes(dressed.to_bytes(), key=KEY)
    assert SEARCH.seen_in(output) == {}
    assert len(Package.read(output).parts) == len(Package.read(plain).parts)
    assert cells(output) == cells(plain)
    assert clean_bytes(output, key=KEY)[0] == output
