"""The tables that decide what may stay agree with each other, with the public schemas and with the documents."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from payscrub.formats.xlsx import policy, schema
from payscrub.formats.xlsx.policy import ANY, TABLE, Do
from payscrub.formats.xlsx.rulings import TABLE as PARTS

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = os.environ.get("PAYSCRUB_XSD", "")  # a folder with the schemas of ECMA-376, which are too large to ship
TYPES = [name for name in schema._lines() if not name.startswith("=")]
FREE = [(name, member) for name in TYPES for member, found in schema.kind(name).attributes.items() if not found.pattern and not found.rule]


@pytest.mark.parametrize("row", [row for row in TABLE if row.type != ANY], ids=lambda row: f"{row.type} {row.member}")
def test_every_row_of_the_policy_is_about_something_that_exists(row):
    kind = schema.kind(row.type)
    name = row.member[1:]
    assert {"@": name in kind.attributes, "/": name in kind.children, "#": kind.text is not None}[row.member[0]]


def test_no_member_has_two_rows():
    keys = [(row.type, row.member) for row in TABLE]
    assert len(keys) == len(set(keys))


def test_a_free_text_that_a_type_demands_has_a_row():
    assert [(name, member) for name, member in FREE if schema.kind(name).attributes[member].required] == []


def test_a_text_element_has_a_row_or_a_pattern():
    silent = []
    for name in TYPES:
        for child, target in schema.kind(name).children.items():
            if target.startswith("#"):
                member = schema.simple_kind(target[1:], name, child).text
                silent += [(name, child)] * (member is None or not (member.pattern or member.rule))
        own = schema.kind(name).text
        silent += [(name, "#")] * (own is not None and not (own.pattern or own.rule))
    assert silent == []


def test_every_child_of_a_type_has_a_type():
    for name in TYPES:
        targets = {target for target in schema.kind(name).children.values() if target not in ("-", "any") and target[0] != "#"}
        assert targets <= set(TYPES)


def test_what_is_ruled_out_is_not_described_and_what_is_described_is_not_ruled_out():
    gone = (Do.DROP, Do.HOLLOW, Do.REFUSE)
    for name in TYPES:
        kind = schema.kind(name)
        assert {
            child for child, target in kind.children.items() if target == "-" and child.partition(":")[0] in ("s", "a", "c", "xdr", "cdr")
        } <= {child for child, rule in kind.rules.items() if rule.do in gone} | {"s:extLst", "a:extLst"}


@pytest.mark.parametrize("pattern", sorted({row.pattern for row in TABLE if row.pattern} | set(schema.PATTERNS.values())))
def test_no_pattern_is_open_ended_over_letters(pattern):
    assert not re.search(r"(\.|\\w|\\S|\[\^[^\]]*\])[*+]", pattern)


def test_the_page_about_channels_is_the_one_that_the_tables_make():
    made = subprocess.run(
        [sys.executable, ROOT / "tools/channels.py"], capture_output=True, check=True, encoding="utf-8", env=_environment()
    )
    assert made.stdout == (ROOT / "docs/channels.md").read_text(encoding="utf-8")


def test_every_channel_of_the_tables_is_on_the_page():
    page = (ROOT / "docs/channels.md").read_text(encoding="utf-8")
    named = {row.channel for row in TABLE} | {channel for row in PARTS for channel in row.ruling.channels}
    assert named <= set(re.findall(r"^## ([A-K]\d\d):", page, re.MULTILINE))


@pytest.mark.skipif(not SCHEMAS, reason="needs the schemas of ECMA-376 in the folder that PAYSCRUB_XSD names")
def test_the_table_of_types_is_the_one_that_the_schemas_make():
    command = [sys.executable, ROOT / "tools/schema.py", SCHEMAS]
    made = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", env=_environment())
    assert made.stdout == (Path(policy.__file__).parent / "parts/schema.tsv").read_text(encoding="utf-8")


def _environment():
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}
