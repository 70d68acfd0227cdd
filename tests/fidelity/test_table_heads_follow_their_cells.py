"""A column of a table is called what its header cell says, also where only the cell was changed, and formulas that name it follow."""

import io

import numpy as np
import xlsxwriter
from fixtures.package import Package
from tests.support.opened import take_apart
from tests.support.structure import faults

from payscrub.formats import open_document
from payscrub.formats.document import CellEdits, Edits


def test_a_column_is_renamed_with_its_header_cell():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        sheet = workbook.add_worksheet()
        sheet.add_table("B2:C4", {"name": "Sums", "columns": [{"header": "Month"}, {"header": "Amount"}], "data": [["Jan", 1], ["Feb", 2]]})
        sheet.write_formula("E2", "=SUM(Sums[Amount])")
    document = open_document(out.getvalue())
    texts = document.grids[0].read(np.arange(len(document.grids[0])))
    head = np.array([texts.index("Amount")])
    copy = document.write(Edits({0: CellEdits(head, ["Whitcombquox"], np.array([0]))}))
    package = Package.read(copy)
    assert faults(take_apart(copy)) == []
    assert 'name="Whitcombquox"' in package.text("xl/tables/table1.xml")
    assert "SUM(Sums[Whitcombquox])" in package.text("xl/worksheets/sheet1.xml")
