"""The risk that is left: groups are counted in people, and the table says which columns make them small."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.commands import payscrub as run

import payscrub
from payscrub.errors import PayscrubError
from payscrub.groups import spread
from payscrub.policy import Choice, Policy

HEADS = ["Employee No", "Job Title", "Gender", "Start Date", "Disability"]


def lines(rows, heads=HEADS):
    target = io.StringIO()
    csv.writer(target).writerows([heads, *rows])
    return target.getvalue().encode()


def people(jobs, start=10201):
    return [[str(start + i), job, "F", "01/04/2019", "None declared"] for i, job in enumerate(jobs)]


def only(data, **options):
    (found,) = payscrub.risk(data, **options)
    return found


def test_people_who_agree_in_everything_are_a_crowd():
    found = only(lines(people(["Nurse"] * 6)))
    assert (found.people, found.k, found.exposed, found.smallest) == (6, 5, 0, 6)


def test_one_who_differs_is_singled_out_by_the_column_in_which_she_does():
    found = only(lines(people(["Nurse"] * 6 + ["Porter"])))
    assert (found.exposed, found.smallest) == (1, 1)
    worst = found.columns[0]
    assert (worst.entity, worst.alone, worst.dropped) == ("JOB_TITLE", 1, 0)


def test_a_date_that_is_made_coarser_hides_people_again():
    rows = people(["Nurse"] * 6)
    for day, row in enumerate(rows, start=1):
        row[3] = f"{day:02d}/04/2019"
    worst = only(lines(rows)).columns[0]
    assert (worst.entity, worst.alone, worst.coarser) == ("EMPLOYMENT_DATE", 6, 0)


def test_a_person_with_many_rows_counts_once():
    found = only(lines([row for row in people(["Nurse"] * 3) for _ in range(4)]))
    assert (found.people, found.exposed, found.smallest) == (3, 3, 3)


def test_what_a_policy_drops_singles_nobody_out():
    data = lines(people(["Nurse"] * 6 + ["Porter"]))
    policy = Policy(Policy.default().actions, columns={"job title": Choice(action=payscrub.Action.DROP)})
    assert only(data, policy=policy).exposed == 0


def test_the_threshold_of_the_policy_is_the_size_of_a_crowd():
    data = lines(people(["Nurse"] * 3 + ["Porter"] * 6))
    assert only(data).exposed == 3
    assert only(data, policy=Policy(Policy.default().actions, smallest_group=3)).exposed == 0


def test_sensitive_values_that_are_all_alike_in_a_group_are_told():
    rows = people(["Nurse"] * 6 + ["Porter"] * 6)
    rows[0][4] = "Hearing loss"
    assert only(lines(rows)).diversity == 1


def test_a_file_and_its_clean_copy_have_the_same_risk():
    data = lines(people(["Nurse"] * 6 + ["Porter", "Clerk"]))
    clean, report = payscrub.clean_bytes(data, key=bytes(32))
    assert report.risk == payscrub.risk(data) == payscrub.risk(clean)
    assert report.to_dict()["risk"][0]["exposed"] == 2


def test_the_command_prints_a_table_and_the_same_as_json(tmp_path):
    path = tmp_path / "march.csv"
    path.write_bytes(lines(people(["Nurse"] * 6 + ["Porter"])))
    shown = run("risk", path)
    assert shown.code == 0
    assert "1 of 7 people" in shown.out
    told = json.loads(run("risk", path, "--format", "json").out)
    assert told[0]["exposed"] == 1
    assert "Porter" not in shown.out + json.dumps(told)


def test_a_file_that_cannot_be_read_has_no_risk_to_tell():
    with pytest.raises(PayscrubError):
        payscrub.risk(b"\x00\x01")


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(*(st.integers(0, 3) for _ in range(3))), min_size=8, max_size=40))
def test_columns_count_together_as_in_the_definition(told):
    jobs, sexes, grades = ("Nurse", "Porter", "Clerk", "Driver"), ("F", "M", "X", "U"), ("Band 2", "Band 3", "Band 4", "Band 5")
    rows = [[str(10201 + i), jobs[a], sexes[b], grades[c]] for i, (a, b, c) in enumerate(told)]
    sizes = Counter(told)
    found = only(lines(rows, ["Employee No", "Job Title", "Gender", "Grade"]))
    assert found.exposed == sum(size for size in sizes.values() if size < 5)
    assert found.smallest == min(sizes.values())


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=60))
def test_small_codes_of_several_columns_do_not_meet(told):
    columns = [spread(np.array(column, dtype=np.uint64), number) for number, column in enumerate(zip(*told, strict=True))]
    assert len(np.unique(columns[0] + columns[1] + columns[2])) == len(set(told))


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(["Nurse", "Porter", "Clerk", "Driver"]), min_size=8, max_size=40))
def test_the_count_is_that_of_the_definition(jobs):
    sizes = Counter(jobs)
    found = only(lines(people(jobs)))
    assert found.exposed == sum(size for size in sizes.values() if size < 5)
    assert found.smallest == min(sizes.values())


def test_an_amount_that_was_coarse_before_is_in_one_group_with_those_that_became_it():
    rows = [[str(10201 + i), f"2010{i}" if i else "20000"] for i in range(6)]
    actions = {**Policy.default().actions, "PAY_AMOUNT": payscrub.Action.GENERALISE}
    found = only(lines(rows, ["Employee No", "Salary"]), policy=Policy(actions))
    assert (found.people, found.exposed) == (6, 0)
