"""The superset law over every known layout: a personal column that a cleaner leaves as it was is objected to, and a clean copy is not."""

import csv
import io

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.detect.invent import Inventor, layouts

import payscrub
from payscrub.verify import inspect, titles

KEY = bytes(range(32))
LAYOUTS = layouts()
ALPHABET = st.sampled_from("abcdefghijklmnopqrstuvwxyz 0123456789/&'#")
# Kinds of which the invented column holds nothing personal, or nothing that can be told from a copy that is clean.
NOTHING = {"INITIALS", "BIOMETRIC_OR_IMAGE", "PERSON_RECORD"}
# The cleaner replaces more here than anybody asks for: references and union subscriptions, kinds of checks, kinds of breaks.
CAUTION = {"Subs", "Sub Band", "BREAKREASON", "Check Type", "DBS Issue Date"}


def written(rows):
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode()


def read(data):
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


def raw(name):
    inventor = Inventor(name, 25)
    columns = [inventor.column(header, kind) for header, kind, _ in LAYOUTS[name]]
    return [[header for header, _, _ in LAYOUTS[name]], *([str(value) for value in row] for row in zip(*columns, strict=True))]


def wanted(header, kind, personal):
    return personal in {"yes", "special"} and kind not in NOTHING and header not in CAUTION


def replaced(name, source, clean):
    """Return the numbers of the columns that hold somebody's data and were changed."""
    return [
        number
        for number, column in enumerate(LAYOUTS[name])
        if wanted(*column) and any(old[number] != new[number] for old, new in zip(source, clean, strict=True))
    ]


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_personal_column_of_a_layout_is_missed_by_no_second_reading(name):
    source = raw(name)
    copy, _ = payscrub.clean_bytes(written(source), key=KEY)
    clean = read(copy)
    assert inspect(copy, original=written(source)).clean
    accepted = []
    for number in replaced(name, source, clean):
        lame = [[*new[:number], old[number], *new[number + 1 :]] for old, new in zip(source, clean, strict=True)]
        if inspect(written(lame)).clean:
            accepted.append(LAYOUTS[name][number][0])
    assert accepted == []


def test_every_title_that_has_a_meaning_is_looked_at():
    headers = {header for layout in LAYOUTS.values() for header, _, _ in layout}
    assert [header for header in sorted(headers) if titles.meaning(header) and not titles.may_be_title(header)] == []


@pytest.mark.parametrize("rule", range(len(titles._COMPILED)))
def test_whatever_a_rule_about_people_matches_is_looked_at(rule):
    pattern, _ = titles._COMPILED[rule]

    @settings(max_examples=25, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(st.from_regex(pattern, fullmatch=True, alphabet=ALPHABET))
    def holds(title):
        assert titles.may_be_title(title) or titles.meaning(title) in {"", titles.KEPT, titles.PLACE}

    holds()


@pytest.mark.parametrize("title", ["Ethnicity", "Disability", "Add1", "Remark"])
def test_a_title_of_one_word_says_what_is_below(title):
    people = [[f"{number}.5" for number in range(25)], [f"Kettlewell, Dorothea {number}" for number in range(25)]]
    assert not inspect(written([["Amount", title], *zip(*people, strict=True)])).clean
