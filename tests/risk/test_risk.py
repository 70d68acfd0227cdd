"""The risk that is left: groups are counted in people, and the table says which columns make them small."""

from __future__ import annotations

import csv
import io
import json
import random
from collections import Counter

import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.commands import payscrub as run

import payscrub
from payscrub.errors import PayscrubError
from payscrub.exposure.groups import spread
from payscrub.policy import Choice, Policy
from payscrub.policyfile import load

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


def payroll(seed, size=120):
    draw = random.Random(seed)
    heads = ["Employee No", "Surname", "Gender", "Date of Birth", "Job Title", "Site", "Hours", "Salary", "Overtime", "Start Date"]
    rows = [
        [
            str(10201 + i),
            f"Thorn{chr(97 + i % 26)}{chr(97 + i // 26)}quill",
            draw.choice("MF"),
            f"{draw.randint(1, 28):02d}/{draw.randint(1, 12):02d}/{draw.randint(1960, 2004)}",
            draw.choice(["Nurse"] * 8 + ["Porter"] * 3 + ["Ward Manager"]),
            draw.choice(["North", "South"]),
            draw.choice(["37.5", "30", "22.5"]),
            f"{draw.gauss(30000, 6000):.2f}",
            draw.choice(["0", "0", f"{draw.random() * 500:.2f}"]),
            f"{draw.randint(1, 28):02d}/{draw.randint(1, 12):02d}/{draw.randint(2015, 2025)}",
        ]
        for i in range(size)
    ]
    return lines(rows, heads)


def advised(data, tmp_path):
    path, advice = tmp_path / "march.csv", tmp_path / "advice.toml"
    path.write_bytes(data)
    advice.write_text(run("risk", path, "--format", "policy").out, "utf-8")
    assert run("policy", "check", advice).code == 0
    return load(advice)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_advice_does_what_it_promises_and_totals_stay(seed, tmp_path):
    data = payroll(seed)
    before = only(data)
    policy = advised(data, tmp_path)
    clean, report = payscrub.clean_bytes(data, policy=policy, key=bytes(32))
    assert before.exposed > 0
    assert before.advice[-1].left == report.risk[0].exposed == only(clean).exposed == 0
    for column in (7, 8):
        old, new = (sum(float(row[column]) for row in list(csv.reader(io.StringIO(each.decode())))[1:]) for each in (data, clean))
        assert new == pytest.approx(old, rel=1e-12)


def test_every_step_of_the_advice_is_needed(tmp_path):
    data = payroll(4)
    policy = advised(data, tmp_path)
    for name, choice in policy.columns.items():
        if choice.action is not payscrub.Action.AVERAGE:  # averages hold each other: one that is left out is alone again
            rest = {other: one for other, one in policy.columns.items() if other != name}
            assert only(data, policy=Policy(policy.actions, columns=rest)).exposed > 0


def test_fewer_people_than_a_crowd_get_no_advice():
    assert only(lines(people(["Nurse", "Porter"]))).advice == ()


def test_a_workbook_is_advised_by_addresses_and_the_report_holds_the_advice(tmp_path):
    made = openpyxl.Workbook()
    for row in csv.reader(io.StringIO(payroll(5).decode())):
        made.active.append(row)
    target = io.BytesIO()
    made.save(target)
    _, report = payscrub.clean_bytes(target.getvalue(), key=bytes(32))
    steps = report.to_dict()["risk"][0]["advice"]
    assert {"place", "title", "entity", "action", "left"} == set(steps[0])
    path = tmp_path / "march.xlsx"
    path.write_bytes(target.getvalue())
    assert f'"sheet1!{steps[0]["place"]}"' in run("risk", path, "--format", "policy").out


def test_what_one_column_alone_would_gain_is_told():
    rows = people(["Nurse"] * 6)
    for day, row in enumerate(rows, start=1):
        row[3] = f"{day:02d}/04/2019"
    found = only(lines(rows))
    assert {column.entity: column.gain for column in found.columns} == {"EMPLOYMENT_DATE": 6, "JOB_TITLE": 0, "GENDER": 0}


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
