"""A workbook with everything that a cleaner may spoil: formats, layout, rules, charts, print set-up; people in it are invented."""

from __future__ import annotations

import io
from functools import cache

import xlsxwriter
from fixtures.people import staff
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

TITLES = ("Employee Number", "Surname", "Forename", "NI Number", "Annual Salary", "Start Date", "Department", "Net")


@cache
def rich_book() -> bytes:
    """Return the workbook, as XlsxWriter writes it."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("Staff")
    _people(book, sheet)
    _layout(book, sheet)
    _rules(book, sheet)
    _charts(book, sheet)
    hidden = book.add_worksheet("Rates")
    hidden.write_column("A1", [0.2, 0.4, 0.45])
    hidden.very_hidden()
    book.define_name("Top_rate", "=Rates!$A$3")
    book.close()
    return stream.getvalue()


def _people(book: Workbook, sheet: Worksheet) -> None:
    day, money = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "£#,##0.00;[Red]-£#,##0.00"})
    bold, red = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "rotation": 45}), book.add_format({"font_color": "red"})
    people = staff(20, 40)
    sheet.write_row("A1", TITLES, bold)
    for row, person in enumerate(people, 1):
        sheet.write_row(row, 0, (person.number, person.surname, person.forename, person.nino))
        sheet.write_number(row, 4, person.salary, money)
        sheet.write_number(row, 5, 44000 + row * 31, day)
        sheet.write_string(row, 6, ("Ward 7", "Pharmacy", "Estates")[row % 3])
        sheet.write_formula(row, 7, f"=ROUND(E{row + 1}*(1-Top_rate),2)", money, round(person.salary * 0.55, 2))
    sheet.write_rich_string(22, 0, "Paid ", red, "late", " in March")
    sheet.write_formula("E23", "=SUM(E2:E21)", money, sum(person.salary for person in people))
    sheet.write_dynamic_array_formula("J2", "=SORT(E2:E21)", money, people[0].salary)


def _layout(book: Workbook, sheet: Worksheet) -> None:
    sheet.set_column("A:A", 17.5)
    sheet.set_column("K:L", 9, None, {"level": 1, "hidden": True})
    sheet.set_row(0, 42)
    sheet.set_row(24, None, None, {"level": 1, "collapsed": True})
    sheet.merge_range("A25:D25", "Totals are provisional", book.add_format({"align": "center", "italic": True}))
    sheet.freeze_panes(1, 2)
    sheet.set_zoom(85)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    sheet.print_area("A1:H25")
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.5, 0.5, 0.6, 0.6)
    sheet.set_header("&LPayroll&RPage &P of &N")
    sheet.set_tab_color("green")
    sheet.hide_gridlines(2)
    sheet.set_h_pagebreaks([20])


def _rules(book: Workbook, sheet: Worksheet) -> None:
    sheet.autofilter("A1:H21")
    sheet.data_validation("G2:G21", {"validate": "list", "source": ["Ward 7", "Pharmacy", "Estates"], "error_message": "Choose one"})
    sheet.data_validation("E2:E21", {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 200000})
    sheet.conditional_format("E2:E21", {"type": "cell", "criteria": ">", "value": 50000, "format": book.add_format({"bold": True})})
    sheet.conditional_format("E2:E21", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("H2:H21", {"type": "3_color_scale"})
    sheet.conditional_format("F2:F21", {"type": "icon_set", "icon_style": "3_arrows"})
    sheet.add_sparkline("I2", {"range": "Staff!E2:E21", "markers": True})
    sheet.ignore_errors({"number_stored_as_text": "A2:A21"})
    sheet.protect("", {"sort": True})


def _charts(book: Workbook, sheet: Worksheet) -> None:
    drawn = book.add_chart({"type": "column"})
    drawn.add_series({"name": "Annual salary", "categories": "=Staff!$G$2:$G$21", "values": "=Staff!$E$2:$E$21", "gap": 80})
    drawn.set_title({"name": "Salary by department"})
    drawn.set_y_axis({"min": 0, "num_format": "0"})
    sheet.insert_chart("J20", drawn)
    sheet.insert_textbox("N2", "Draft for review", {"fill": {"color": "#FFF2CC"}, "width": 200})
    round_chart = book.add_chart({"type": "pie"})
    round_chart.add_series({"values": "=Staff!$E$2:$E$21"})
    book.add_chartsheet("Chart").set_chart(round_chart)
