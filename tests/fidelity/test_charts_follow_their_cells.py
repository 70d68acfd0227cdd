"""What a chart remembers of its cells is, after cleaning, what those cells hold."""

import io
import re
import zipfile

import openpyxl
import pytest
import xlsxwriter
from fixtures.people import staff

from payscrub.pipeline import clean_bytes
from payscrub.policyfile import load

KEY = bytes(range(32))
PEOPLE = staff(8, 31)
PAY = [30000.0, 30000.0, 41000.5, 30000.0, 52000.0, 41000.5, 23000.0, 30000.0]
WARDS = ["A", "B", "A", "B", "A", "B", "A", "B"]


@pytest.fixture(scope="module")
def book():
    """A sheet of people whose tab needs quotation marks, and charts by column, by row and over two levels of labels."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        sheet = workbook.add_worksheet("Pay '24")
        sheet.write_row(0, 0, ["Ward", "Surname", "Payroll No", "Annual Salary"])
        for row, (person, pay) in enumerate(zip(PEOPLE, PAY, strict=True), 1):
            sheet.write_row(row, 0, [WARDS[row - 1], person.surname, person.number, pay])
        tab = "='Pay ''24'!"
        two_levels = {"categories": f"{tab}$A$2:$B$9", "categories_data": [WARDS, [person.surname for person in PEOPLE]]}
        apart = {
            "categories": f"=({tab[1:]}$B$2:$B$4,{tab[1:]}$B$6:$B$9)",
            "categories_data": [PEOPLE[at].surname for at in (0, 1, 2, 4, 5, 6, 7)],
        }
        for number, categories in enumerate((two_levels, apart)):
            chart = workbook.add_chart({"type": "column"})
            chart.add_series({**categories, "values": f"{tab}$D$2:$D$9", "values_data": PAY})
            sheet.insert_chart(2, 6 + 8 * number, chart)
    return out.getvalue()


def opened(data, number):
    """Return the rows of the sheet and the values of a chart's caches, in order."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    chart = zipfile.ZipFile(io.BytesIO(data)).read(f"xl/charts/chart{number}.xml").decode()
    return list(sheet.iter_rows(min_row=2, values_only=True)), re.findall("<c:v>([^<]*)", chart)


def test_averaged_amounts_of_a_chart_are_those_of_its_rows(book, tmp_path):
    path = tmp_path / "policy.toml"
    path.write_text('[columns]\n"Annual Salary" = "average"\n[thresholds]\nsmallest_group = 3\n', encoding="utf-8")
    rows, points = opened(clean_bytes(book, policy=load(path), key=KEY)[0], 1)
    amounts = [row[3] for row in rows]
    assert amounts != PAY
    assert [float(text) for text in points[-8:]] == amounts


@pytest.mark.parametrize(("number", "labels"), [(1, range(8)), (2, (0, 1, 2, 4, 5, 6, 7))])
def test_labels_of_a_chart_are_the_texts_of_its_cells(book, number, labels):
    rows, points = opened(clean_bytes(book, key=KEY)[0], number)
    assert not {person.surname for person in PEOPLE} & {row[1] for row in rows}
    assert [rows[at][1] for at in labels] == [text for text in points if text in {row[1] for row in rows}]


def test_a_label_of_somebody_who_left_the_cells_is_treated_by_itself(book):
    source = zipfile.ZipFile(io.BytesIO(book))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/charts/chart1.xml":
                data = data.replace(PEOPLE[0].surname.encode(), b"Featherstonehaugh")
            archive.writestr(name, data)
    assert b"Featherstonehaugh" not in zipfile.ZipFile(io.BytesIO(clean_bytes(out.getvalue(), key=KEY)[0])).read("xl/charts/chart1.xml")
