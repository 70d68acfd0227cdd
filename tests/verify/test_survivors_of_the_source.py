"""When the source is given, nothing that was replaced is left, and nothing harmless is mistaken for it."""

from tests.verify.invented import marked, name, workbook

from payscrub.verify import inspect, read_source

SOURCE = [
    ["Surname", "Reference", "Department", "Notes"],
    ["Ashworthy", "QZ-441-8830", "Day Unit", "moved"],
    ["Day", "QZ-441-8831", "Day Unit", "moved"],
    ["Marsh", "QZ-441-8832", "Finance", "moved"],
]


def cleaned(**changes):
    content = [SOURCE[0], *([name(row), f"XX-{marked(7, 7, row)}", *SOURCE[row][2:]] for row in range(1, len(SOURCE)))]
    for place, value in changes.items():
        content[int(place[1]) - 1]["ABCD".index(place[0])] = value
    return content


def places(**changes):
    verdict = inspect(workbook(cleaned(**changes)), original=workbook(SOURCE))
    return {(finding.entity, finding.place) for finding in verdict.findings if finding.score == 1.0}


def test_a_clean_output_has_no_survivors():
    assert places() == set()


def test_a_surname_that_is_a_word_does_not_drown_the_check():
    assert places(D2="every day") == set()


def test_a_surname_left_in_a_note_survives():
    assert places(D3="Ashworthy agreed") == {("PERSON", "sheet1!D3")}


def test_a_number_of_no_known_shape_survives_in_any_spelling():
    assert {place for _, place in places(D3="see qz4418830", D4="QZ 441 8831 again")} == {"sheet1!D3", "sheet1!D4"}


def test_a_number_inside_a_longer_one_is_no_survivor():
    assert places(D3="QZ-441-88309") == set()


def test_a_value_on_another_sheet_survives():
    output = workbook(cleaned(), [["Code"], ["QZ-441-8830"]])
    found = inspect(output, original=workbook(SOURCE, [["Code"], ["QZ-441-8830"]])).findings
    assert [finding.place for finding in found if finding.score == 1.0] == ["sheet2!A2"]


def test_days_that_coincide_are_no_survivors():
    source = [["Date of Birth", "Start Date"], ["19/07/1961", "01/02/1990"], ["01/02/1990", "05/06/2010"]]
    output = [source[0], ["28/07/1961", "01/02/1990"], ["11/02/1990", "05/06/2010"]]
    verdict = inspect(workbook(output), original=workbook(source))
    assert not [finding for finding in verdict.findings if finding.score == 1.0]


def test_a_source_that_was_read_before_gives_the_same_verdict():
    output = workbook(cleaned(D3="Ashworthy agreed"))
    assert inspect(output, original=read_source(workbook(SOURCE))) == inspect(output, original=workbook(SOURCE))


def test_a_number_that_is_only_spelt_anew_survives():
    assert {place for _, place in places(B2="QZ4418830")} == {"sheet1!B2"}


def test_a_number_inside_a_formula_survives():
    source, output = [["Reference", "Pay"], *[[f"4418{n:04}", 7] for n in range(30)]], [["Reference", "Pay"]]
    output += [[marked(7, 1, row), 7] for row in range(29)] + [["=VLOOKUP(44180003,C:D,2)", 7]]
    found = inspect(workbook(output), original=workbook(source)).findings
    assert [finding.place for finding in found if finding.score == 1.0] == ["sheet1, a formula"]


def test_a_name_with_an_ending_or_behind_an_apostrophe_survives():
    assert {place for _, place in places(D2="Ashworthy's leave", D3="d'ASHWORTHY", D4="ASHWORTHY_old")} == {
        "sheet1!D2",
        "sheet1!D3",
        "sheet1!D4",
    }


def test_an_account_in_six_groups_survives():
    source, output = [["Reference"], ["GB29 QWBK 6016 1331 9268 19"], ["x"]], [["Reference"], ["XX-1"], ["GB29-QWBK 6016 1331 9268 19"]]
    assert [finding.place for finding in inspect(workbook(output), original=workbook(source)).findings if finding.score == 1.0] == [
        "sheet1!A3"
    ]


def test_ordinary_words_with_a_digit_identify_nobody():
    source = [["Reference"], ["3 Months"], ["QZ-441-8830"], ["12 Linan Road"]]
    output = [["Reference"], [f"XX-{marked(7, 7, 1)}"], [f"XX-{marked(7, 7, 2)}"], ["36480 Example Road"]]
    note = [["Term"], ["3 months"], ["qz4418830"], ["12, Linan Road"]]
    found = inspect(workbook(output, note), original=workbook(source, note)).findings
    assert {finding.place for finding in found if finding.score == 1.0} == {"sheet2!A3", "sheet2!A4"}
