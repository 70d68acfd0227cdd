"""The gate inside a program, in a hook, and on standard input."""

from __future__ import annotations

import io
import re
import shlex
from pathlib import Path

import pytest
from tests.gate_sender import invented

from payscrub.cli import main
from payscrub.errors import CannotReadOrWrite, StillPersonal, Unexaminable
from payscrub.gate import cleared, only_clean, require_clean

HOOKS = (Path(__file__).resolve().parents[2] / ".pre-commit-hooks.yaml").read_text("utf-8")


def test_what_is_returned_are_the_bytes_that_were_accepted(cleaned, tmp_path):
    data = cleaned[".xlsx"][0]
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    for source in (data, path, str(path), io.BytesIO(data)):
        assert require_clean(source) == data


def test_a_file_stands_afterwards_where_it_stood_before(cleaned):
    data = cleaned[".csv"][0]
    file = io.BytesIO(b"head" + data)
    file.seek(4)
    assert require_clean(file) == data
    assert file.tell() == 4


def test_a_file_that_cannot_be_wound_back_is_read_once(cleaned):
    class Pipe(io.BytesIO):
        def seekable(self):
            return False

        def seek(self, *_):
            raise OSError

    assert require_clean(Pipe(cleaned[".csv"][0])) == cleaned[".csv"][0]


@pytest.mark.parametrize("data", [invented.delimited(), invented.workbook()])
def test_people_are_refused_and_not_quoted(data):
    with pytest.raises(StillPersonal) as caught:
        require_clean(data)
    assert caught.value.report.verdict.findings
    said = f"{caught.value} {caught.value!r} {caught.value.report!r}"
    assert set(re.findall(r"[\w/.]+", said)).isdisjoint(invented.SECRETS)


def test_what_cannot_be_examined_is_refused_with_its_reason():
    with pytest.raises(Unexaminable, match="could not be examined") as caught:
        require_clean(b"PK\x03\x04")
    assert caught.value.remedy
    assert caught.value.report.verdict.unexamined


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(CannotReadOrWrite):
        require_clean(tmp_path / "none.csv")


def test_the_name_of_an_upload_is_judged_too(cleaned):
    assert require_clean(cleaned[".csv"][0], name="march.csv")
    with pytest.raises(StillPersonal):
        require_clean(cleaned[".csv"][0], name="payslip JX418207C.csv")


def test_a_block_is_entered_with_the_accepted_bytes_or_not_at_all(cleaned):
    with cleared(cleaned[".csv"][0]) as file:
        assert file.read() == cleaned[".csv"][0]
    assert file.closed
    with pytest.raises(StillPersonal), cleared(invented.delimited()):
        pytest.fail("entered")


def test_a_function_is_called_with_the_accepted_bytes_or_not_at_all(cleaned):
    calls = []

    @only_clean("attachment")
    def send(address, attachment=b""):
        """Send it."""
        calls.append((address, attachment))
        return len(calls)

    assert send("desk", io.BytesIO(cleaned[".csv"][0])) == 1
    assert send(address="desk", attachment=cleaned[".csv"][0]) == 2
    for call in (lambda: send("desk", invented.delimited()), lambda: send("desk", attachment=invented.workbook())):
        with pytest.raises(StillPersonal):
            call()
    with pytest.raises(Unexaminable):
        send("desk")
    assert calls == [("desk", cleaned[".csv"][0])] * 2
    assert send.__doc__ == "Send it."


@pytest.mark.parametrize("names", [(), ("atachment",)])
def test_a_guard_that_guards_nothing_is_a_mistake(names):
    with pytest.raises(TypeError):
        only_clean(*names)(lambda attachment: attachment)


def test_what_is_piped_in_is_judged_with_its_name(run, cleaned):
    data = cleaned[".csv"][0]
    assert run("verify", "-", "--stdin-filename", "march.csv", input=data).exit_code == 0
    result = run("verify", "-", "--stdin-filename", "payslip JX418207C.csv", input=data)
    assert result.exit_code == 1
    assert "JX418207C" not in result.output


def hook(key):
    return re.search(rf"^[- ] {key}: (.*)$", HOOKS, re.MULTILINE)[1]


def test_the_hook_runs_a_command_that_exists():
    program, name = shlex.split(hook("entry"))
    assert program == "payscrub"
    main.commands[name].make_context(name, ["a.xlsx", "b.csv"])


@pytest.mark.parametrize("name", ["a.xlsx", "in/B.XLSM", "c.csv", "d.ods", "e.xls"])
def test_the_hook_looks_at_every_kind_of_spreadsheet(name):
    assert re.search(hook("files"), name)


@pytest.mark.parametrize("name", ["a.py", "xlsx.md", "csv"])
def test_the_hook_looks_at_nothing_else(name):
    assert not re.search(hook("files"), name)
