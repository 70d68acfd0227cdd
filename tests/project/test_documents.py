"""What the documents promise is what the program does."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import click
import pytest

import payscrub
from payscrub import errors, report
from payscrub.cli import main
from payscrub.entities import TABLE
from payscrub.model import Action, Report, Verdict

ROOT = Path(__file__).resolve().parents[2]
USAGE = (ROOT / "docs/usage.md").read_text(encoding="utf-8")
CONTRACT = (ROOT / "docs/contract.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")

OPTIONS = [
    (name, spelling)
    for name, command in main.commands.items()
    for option in command.params
    if isinstance(option, click.Option)
    for spelling in option.opts
]


def block(text, marker):
    return next(part for part in re.findall(r"```\w*\n(.*?)```", text, re.DOTALL) if marker in part)


@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_every_option_is_explained_in_the_table_of_its_command(command, option):
    table = USAGE.split(f"| option of `{command}` |")[1].split("\n\n")[0]
    assert re.search(rf"`{option}[ `]", table)


@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_every_option_stands_in_the_contract(command, option):
    lines = block(CONTRACT, "payscrub scan").replace("\n  ", " ").splitlines()
    assert any(line.startswith(f"payscrub {command} ") and re.search(rf"[\[ ]{option}[ \]]", line) for line in lines)


def test_the_documents_explain_no_option_that_does_not_exist():
    known = {spelling for _, spelling in OPTIONS} | {"--help", "--version"}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", USAGE + block(CONTRACT, "payscrub scan") + README)) <= known


@pytest.mark.parametrize("line", sorted(set(re.findall(r"payscrub (?:scan|clean|verify) [^`\n|&]*", README + USAGE))))
def test_every_command_in_the_documents_is_understood(line):
    _, name, *rest = shlex.split(line)
    main.commands[name].make_context(name, rest)


def test_the_readme_has_the_command_that_shows_payscrub_and_the_one_that_tests_it():
    lines = README.splitlines()
    assert "pip install . && payscrub clean fixtures/staff-in-post.xlsx" in lines
    assert "pip install '.[test]' && python -m pytest -n auto" in lines
    assert (ROOT / "fixtures/staff-in-post.xlsx").is_file()


def test_the_readme_fits_on_one_screen():
    assert len(README.splitlines()) <= 60


def test_every_link_in_the_documents_leads_somewhere():
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", path.read_text(encoding="utf-8")):
            assert (path.parent / link).exists(), (path.name, link)


def test_every_exit_code_of_an_error_is_in_the_contract():
    stated = {int(code) for code in re.findall(r"^\| (\d+) \|", CONTRACT, re.MULTILINE)}
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.PayscrubError)]
    assert {kind.exit_code for kind in kinds} <= stated
    assert len(kinds) > 5


def test_the_fields_of_the_json_report_are_those_of_the_contract():
    stated = block(CONTRACT, "payscrub.report/1")
    told = Report({}, "", 0, "", Verdict()).to_dict()
    assert set(re.findall(r'^[{ ]"(\w+)":', stated, re.MULTILINE)) == set(told)
    assert set(report.refused(errors.Damaged("It is."), Verdict().mark)) == set(told)


def test_every_kind_of_data_and_every_action_is_in_the_usage():
    assert [entity.name for entity in TABLE if f"| `{entity.name}` | {entity.label} | {entity.action} |" not in USAGE] == []
    assert [action for action in Action if f"| `{action}` |" not in USAGE] == []


def test_the_changelog_knows_this_version():
    assert re.search(rf"^## (Unreleased|\[?{re.escape(payscrub.__version__)})", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)


@pytest.mark.skipif(os.name == "nt", reason="the script is for bash")
def test_the_build_script_runs_the_readmes_test_command():
    script = (ROOT / ".ci/run").read_text()
    pattern = re.search(r"grep -E '([^']+)' README.md", script)[1]
    assert re.findall(pattern + ".*", README, re.MULTILINE) == ["pip install '.[test]' && python -m pytest -n auto"]
    assert os.access(ROOT / ".ci/run", os.X_OK)
    assert script.startswith("#!")
    assert "set -euo pipefail" in script
