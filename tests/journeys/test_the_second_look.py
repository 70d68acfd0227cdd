"""What the check of a copy objects to in cells is treated too, and the copy that comes of it is judged anew."""

import io

import openpyxl
import pytest

import payscrub
from payscrub import detect, looking
from payscrub.policy import Policy
from payscrub.verify import inspect

KEY = bytes(range(32))
PEOPLE = [["Surname", "NI No.", "Pay"], ["Featherstonehaugh", "JM482107C", 2000], ["Oluwakemi", "JM482108C", 2100]]


@pytest.fixture
def blind(monkeypatch):
    """Make the cleaner see nothing, so that only its check does."""
    monkeypatch.setattr(detect, "survey", lambda _: [])
    monkeypatch.setattr(looking.Finder, "find", lambda _, texts, **__: [()] * len(texts))


def book(rows, title="Staff"):
    made = openpyxl.Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def values(data):
    return [[cell for cell in row if cell is not None] for row in openpyxl.load_workbook(io.BytesIO(data)).active.values]


@pytest.mark.usefixtures("blind")
def test_columns_that_the_cleaner_overlooks_are_treated():
    source = book(PEOPLE)
    copy, report = payscrub.clean_bytes(source, key=KEY)
    before, after = values(source), values(copy)
    assert after[0] == before[0]
    assert [row[2] for row in after] == [row[2] for row in before]
    assert not {cell for row in before[1:] for cell in row[:2]} & {cell for row in after for cell in row}
    assert inspect(copy, original=source).clean
    assert {column.place for column in report.columns} == {"sheet1!A2 to A3", "sheet1!B2 to B3"}
    assert all("the independent check objected" in column.reason for column in report.columns)


@pytest.mark.usefixtures("blind")
def test_delimited_text_too():
    copy, _ = payscrub.clean_bytes(b"Surname,Pay\r\nFeatherstonehaugh,2000\r\n", key=KEY)
    assert b"Featherstonehaugh" not in copy
    assert copy.endswith(b",2000\r\n")


@pytest.mark.usefixtures("blind")
def test_a_sentence_is_masked_whole():
    copy, _ = payscrub.clean_bytes(book([["Pay", "Hours"], [1, 2], [], ["asked Mrs Featherstonehaugh to ring the office again"]]), key=KEY)
    assert values(copy)[3] == ["xxxxx Xxx Xxxxxxxxxxxxxxxxx xx xxxx xxx xxxxxx xxxxx"]


@pytest.mark.usefixtures("blind")
def test_what_stands_outside_of_cells_is_still_refused():
    with pytest.raises(payscrub.StillPersonal):
        payscrub.clean_bytes(book(PEOPLE, title="Featherstonehaugh"), key=KEY)


@pytest.mark.usefixtures("blind")
def test_what_a_person_keeps_is_refused_and_not_treated():
    policy = Policy(Policy.default().actions, kept={"sheet1!A2": "she asked for it"})
    with pytest.raises(payscrub.StillPersonal, match="sheet1!A2"):
        payscrub.clean_bytes(book(PEOPLE), key=KEY, policy=policy)


@pytest.mark.usefixtures("blind")
def test_the_kinds_that_a_policy_keeps_are_not_treated():
    actions = {**Policy.default().actions, "UK_NINO": payscrub.model.Action.KEEP}
    with pytest.raises(payscrub.StillPersonal, match="National Insurance"):
        payscrub.clean_bytes(book(PEOPLE), key=KEY, policy=Policy(actions))


@pytest.mark.usefixtures("blind")
def test_what_only_the_check_had_treated_can_be_traced():
    source = book(PEOPLE)
    invented = values(payscrub.clean_bytes(source, key=KEY)[0])
    assert payscrub.trace(source, invented[2][0], key=KEY) == ("sheet1!A3",)
    assert payscrub.trace(source, invented[1][1], key=KEY) == ("sheet1!B2",)
