"""What a policy changes in a column changes in what charts remember of it and in the lists of what may be typed."""

import io
import re
import zipfile

import pytest
import xlsxwriter

from payscrub.pipeline import clean_bytes
from payscrub.policyfile import load

KEY = bytes(range(32))
NAMES = [f"Zarrow{letter}" for letter in "abcdef"]
PAY = [31234.5 + 17 * number for number in range(6)]


@pytest.fixture(scope="module")
def book():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        sheet = workbook.add_worksheet("Pay")
        sheet.write_row(0, 0, ["Surname", "Salary", "Hours"])
        for row, (name, pay) in enumerate(zip(NAMES, PAY, strict=True), 1):
            sheet.write_row(row, 0, [name, pay, 30 + row])
        for col, values in ((1, PAY), (2, [31 + number for number in range(6)])):
            chart = workbook.add_chart({"type": "column"})
            chart.add_series({
                "categories": ["Pay", 1, 0, 6, 0],
                "values": ["Pay", 1, col, 6, col],
                "categories_data": NAMES,
                "values_data": values,
            })  # fmt: skip
            sheet.insert_chart(2, 5 + col, chart)
        sheet.data_validation("B10", {"validate": "list", "source": [PAY[0], 10]})
    return out.getvalue()


@pytest.fixture
def cleaned(book, tmp_path):
    def cleaned(action):
        path = tmp_path / "policy.toml"
        path.write_text(f'[columns]\n"Salary" = "{action}"\n', encoding="utf-8")
        package = zipfile.ZipFile(io.BytesIO(clean_bytes(book, policy=load(path), key=KEY)[0]))
        charts = [re.findall("<c:v>([^<]*)", package.read(f"xl/charts/chart{number}.xml").decode()) for number in (1, 2)]
        return charts, package.read("xl/worksheets/sheet1.xml").decode()

    return cleaned


@pytest.mark.parametrize(("action", "shown"), [("drop", {"0"}), ("mask", {"99999.9"}), ("redact", {"0"}), ("generalise", {"31000"})])
def test_nothing_of_a_hidden_column_is_left_in_a_chart_or_a_list(cleaned, action, shown):
    (pay, hours), sheet = cleaned(action)
    assert set(pay[6:]) == shown
    assert hours[6:] == [str(31 + number) for number in range(6)]
    assert str(PAY[0]) not in sheet


def test_a_chart_of_scaled_amounts_shows_the_scaled_amounts(cleaned):
    (pay, _), sheet = cleaned("scale")
    factor = float(pay[6]) / PAY[0]
    assert factor != 1
    assert [float(text) for text in pay[6:]] == pytest.approx([factor * amount for amount in PAY])
    assert sheet.count(pay[6]) == 2
