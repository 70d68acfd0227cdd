"""The cases of presidio's public tests, against our detectors; the document tells every difference."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from payscrub.detect import Finder, Learnt

HERE = Path(__file__).parent
DOCUMENT = (HERE.parents[1] / "docs/presidio.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([A-Z_]+)` \| (.+) \| (found|not found) \| (found|not found) \| .+ \|$", DOCUMENT, re.MULTILINE)
TOLD = {(kind, text): (theirs, ours) for kind, texts, theirs, ours in ROWS for text in re.findall("`([^`]+)`", texts)}
LINES = (HERE / "published_cases.tsv").read_text(encoding="utf-8").splitlines()
CASES = [tuple(line.split("\t")) for line in LINES if not line.startswith("#")]


def places(kind, text):
    found = Finder(Learnt()).find([text])[0]
    return " ".join(f"{span.start}-{span.end}" for span in found if span.entity == kind) or "-"


@pytest.mark.parametrize(("kind", "text", "theirs"), CASES)
def test_we_agree_with_presidio_or_the_document_says_why_not(kind, text, theirs):
    ours = places(kind, text)
    word = {True: "not found", False: "found"}
    assert TOLD.get((kind, text)) == (None if ours == theirs else (word[theirs == "-"], word[ours == "-"]))


def test_the_document_tells_of_no_case_that_is_not_there():
    assert set(TOLD) <= {(kind, text) for kind, text, _ in CASES}
    assert f"({len(CASES)} texts)" in DOCUMENT
