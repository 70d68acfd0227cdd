"""What is noticed is noted once, in the surest wording, with what is to be done about it, and never shows a value."""

import pytest
from tests.verify.invented import workbook

from payscrub.model import Action, Finding, Unexamined
from payscrub.verify import inspect
from payscrub.verify.ledger import Ledger

PLACE = "sheet1!A2"


def noted(*findings):
    ledger = Ledger()
    for finding in findings:
        ledger.find(*finding)
    return ledger.verdict().findings


@pytest.mark.parametrize(("entity", "action"), [("PERSON", "pseudonymise"), ("SECRET", "redact"), ("PHOTO", "drop"), ("SIGNATURE", "drop")])
def test_each_kind_says_what_is_to_be_done(entity, action):
    assert noted((entity, PLACE, "seen")) == (Finding(entity, PLACE, 0.8, "seen", action),)
    assert noted((entity, PLACE, "seen", 0.5, Action.MASK)) == (Finding(entity, PLACE, 0.5, "seen", "mask"),)


@pytest.mark.parametrize(
    ("scores", "kept"), [((0.5, 0.9), "second"), ((0.9, 0.5), "first"), ((0.9, 0.9), "first"), ((0.8, 0.83), "second")]
)
def test_of_equal_findings_the_surest_is_kept_and_the_first_of_those(scores, kept):
    found = noted(("PERSON", PLACE, "first", scores[0]), ("PERSON", PLACE, "second", scores[1]))
    assert [(finding.reason, finding.score) for finding in found] == [(kept, max(scores))]


def test_other_kinds_and_other_places_are_findings_of_their_own():
    found = noted(("PERSON", PLACE, "a"), ("PERSON", "sheet1!A3", "b"), ("UK_NINO", PLACE, "c"))
    assert [(finding.entity, finding.place) for finding in found] == [("PERSON", PLACE), ("PERSON", "sheet1!A3"), ("UK_NINO", PLACE)]


def test_what_could_not_be_read_is_said_once_for_each_place_and_cause():
    ledger = Ledger()
    for place, cause, remedy in (("a", "x", "1"), ("a", "x", "2"), ("a", "y", "3"), ("b", "x", "4")):
        ledger.miss(place, cause, remedy)
    assert ledger.verdict().unexamined == (Unexamined("a", "x", "1"), Unexamined("a", "y", "3"), Unexamined("b", "x", "4"))


def test_a_finding_objects_to_all_cells_that_it_speaks_for():
    content = [["Name", "NI Number"], ["Tebaquox", "JM 48 21 07 C"], ["Sadiquox", "KN 12 34 56 C"], ["Fodaboquox", "JM 48 21 08 D"]]
    verdict = inspect(workbook(content))
    assert [(one.sheet, one.entity, one.rows.tolist(), one.cols.tolist()) for one in verdict.objections] == [
        (1, "UK_NINO", [1, 3], [1, 1]),
    ]


def test_a_ledger_shows_nothing_of_what_is_noted_in_it():
    ledger = Ledger()
    ledger.find("PERSON", "tab Featherstonehaugh", "seen")
    ledger.miss("part Featherstonehaugh", "unread", "remove it")
    assert "Featherstonehaugh" not in repr(ledger)
