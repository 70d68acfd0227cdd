"""The command line around the library: options, exit codes, what is printed and what never is.

The library is replaced by a stand-in, so that every end of it can be had; the journeys test both together.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import threading
import types

import pytest
from click.testing import CliRunner

import payscrub
from payscrub import console, errors
from payscrub.cli import main
from payscrub.model import ColumnReport, Finding, PartReport, Report, Unexamined, Verdict
from payscrub.surrogates import strength_of

FOUND = Verdict((Finding("UK_NINO", "sheet2!B7", 0.99, "has the form of one", ""),))
UNREAD = Verdict((), (Unexamined("part 7", "It is a picture.", "Remove it."),))
COLUMN = ColumnReport("sheet1!B", "NI number", "UK_NINO", 412, 0.99, "header", "pseudonymise")
PART = PartReport("comments1.xml", "drop", "Comments hold names.")


def report(verdict=None, **extra):
    return Report({"name": "payscrub", "version": "0"}, "00", 1, "csv", verdict or Verdict(), **extra)


@pytest.fixture
def library(monkeypatch):
    """A pipeline that records its calls and does what a test puts in ``ends``, by the bytes of the source."""
    made = types.SimpleNamespace(calls=[], ends={})

    def call(name, result):
        def function(source, *args, **options):
            data = source if isinstance(source, bytes) else source.read_bytes() if hasattr(source, "read_bytes") else source.read()
            made.calls.append((name, source, args, options))
            end = made.ends.get(data, result)
            if isinstance(end, BaseException):
                raise end
            return end

        return function

    pipeline, judge = types.ModuleType("payscrub.pipeline"), types.ModuleType("payscrub.judge")
    pipeline.scan, pipeline.make, judge.verify = call("scan", report()), call("clean", report()), call("verify", Verdict())
    pipeline.put = lambda made, *_where, **_how: made
    for module in (pipeline, judge):
        monkeypatch.setitem(sys.modules, module.__name__, module)
        monkeypatch.setattr(payscrub, module.__name__.rpartition(".")[2], module, raising=False)
    return made


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "Quintessa.csv"
    path.write_bytes(b"a,b")
    return path


def run(*args, **options):
    return CliRunner().invoke(main, [str(arg) for arg in args], **options)


@pytest.mark.parametrize("command", ["scan", "clean"])
@pytest.mark.parametrize(("verdict", "code"), [(Verdict(), 0), (FOUND, 1), (UNREAD, 3)])
def test_the_verdict_is_the_exit_code(library, file, command, verdict, code):
    library.ends[b"a,b"] = report(verdict)
    assert run(command, file).exit_code == code


@pytest.mark.parametrize(("verdict", "code"), [(Verdict(), 0), (FOUND, 1), (UNREAD, 3)])
def test_the_verifiers_verdict_is_the_exit_code(library, file, verdict, code):
    library.ends[b"a,b"] = verdict
    assert run("verify", file).exit_code == code


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.StillPersonal("It is.", "Do this."), 1),
        (errors.PolicyError("It is.", "Do this."), 2),
        (errors.Encrypted("It is.", "Do this."), 3),
        (errors.CannotReadOrWrite("It is.", "Do this."), 4),
        (PermissionError(13, "Permission denied", "Quintessa.csv"), 4),
        (MemoryError(), 3),
        (ValueError("could not convert 'Quintessa'"), 70),
    ],
)
@pytest.mark.parametrize("command", ["scan", "clean", "verify"])
def test_an_error_is_one_sentence_and_its_code(library, file, command, error, code):
    library.ends[b"a,b"] = error
    result = run(command, file)
    assert result.exit_code == code
    assert result.stderr.count("\n") == 1
    assert "Quintessa" not in result.output
    assert "Traceback" not in result.output


def test_several_files_are_each_done_and_the_highest_code_is_returned(library, tmp_path):
    for name, data in (("a.csv", b"1"), ("b.csv", b"2"), ("c.csv", b"3")):
        (tmp_path / name).write_bytes(data)
    library.ends = {b"1": errors.Encrypted("It is locked."), b"2": report(FOUND), b"3": report()}
    result = run("scan", tmp_path / "a.csv", tmp_path / "b.csv", tmp_path / "c.csv")
    assert result.exit_code == 3
    assert len(library.calls) == 3
    assert result.stderr == "payscrub: file 1: It is locked.\n"
    assert result.stdout.endswith("file 1: unexamined, exit code 3\nfile 2: personal, exit code 1\nfile 3: clean, exit code 0\n")


def test_a_defect_with_one_file_does_not_keep_the_others_from_their_turn(library, tmp_path):
    for name, data in (("a.csv", b"1"), ("b.csv", b"2")):
        (tmp_path / name).write_bytes(data)
    library.ends = {b"1": RuntimeError("Quintessa")}
    assert run("scan", tmp_path).exit_code == 70
    assert len(library.calls) == 2


def test_a_folder_stands_for_its_files_but_not_for_earlier_outputs(library, tmp_path):
    (tmp_path / "sub").mkdir()
    for name in ("b.csv", "a.csv", "sub/c.csv", "a.clean.csv", "~$a.xlsx", ".hidden"):
        (tmp_path / name).write_bytes(b"1")
    run("clean", tmp_path)
    assert [call[1].name for call in library.calls] == ["a.csv", "b.csv", "c.csv"]


def test_a_gate_looks_at_every_file_of_a_folder(library, tmp_path):
    for name in ("a.csv", "a.clean.csv", "~$a.xlsx", ".hidden"):
        (tmp_path / name).write_bytes(b"1")
    run("verify", tmp_path)
    assert len(library.calls) == 4


@pytest.mark.parametrize("command", ["scan", "clean", "verify"])
def test_a_missing_file_is_code_4_and_not_named(library, tmp_path, command):
    result = run(command, tmp_path / "Quintessa.csv")
    assert (result.exit_code, library.calls) == (4, [])
    assert "Quintessa" not in result.output


def test_a_missing_file_does_not_keep_the_others_from_their_turn(library, tmp_path, file):
    result = run("scan", tmp_path / "Quintessa-missing.csv", file, "--format", "json")
    assert (result.exit_code, len(library.calls)) == (4, 1)
    assert [one["verdict"] for one in json.loads(result.stdout)] == ["unexamined", "clean"]


def test_an_empty_folder_is_wrong_usage(library, tmp_path):
    assert run("verify", tmp_path).exit_code == 2
    assert not library.calls


@pytest.mark.parametrize(
    "options",
    [
        ["--nonsense"],
        ["--mode", "shred"],
        ["-o", "x.csv", "--output-dir", "."],
        ["--output-dir", "nowhere"],
        ["--key-file", "key", "--ephemeral"],
        ["--report", "report.pdf"],
    ],
)
def test_wrong_options_are_code_2_before_anything_is_done(library, file, options):
    assert run("clean", file, *options).exit_code == 2
    assert not library.calls


def test_one_output_for_several_files_is_wrong_usage(library, file):
    assert run("clean", file, file, "-o", "x.csv").exit_code == 2
    assert not library.calls


def test_one_original_for_several_files_is_wrong_usage(library, file):
    assert run("verify", file, file, "--original", file).exit_code == 2
    assert not library.calls


def test_no_path_is_wrong_usage(library):
    assert [run(command).exit_code for command in ("scan", "clean", "verify")] == [2, 2, 2]
    assert not library.calls


def test_options_reach_the_library(library, file, tmp_path):
    key = tmp_path / "key"
    run("clean", file, "-o", tmp_path / "x.csv", "--key-file", key, "--mode", "mask", "--force")
    name, source, args, options = library.calls[0]
    assert (name, source, args) == ("clean", file, (tmp_path / "x.csv",))
    assert options["force"] is True
    assert len(options["key"]) == 32
    assert str(options["policy"].action("UK_NINO")) == "mask"


def test_the_users_own_key_is_left_to_the_library(library, file):
    run("clean", file)
    assert library.calls[0][3]["key"] is None


def test_ephemeral_keys_differ(library, file):
    run("clean", file, "--ephemeral")
    run("clean", file, "--ephemeral")
    assert len({call[3]["key"] for call in library.calls}) == 2


def test_the_original_reaches_the_verifier(library, file, tmp_path):
    original = tmp_path / "original.csv"
    original.write_bytes(b"c,d")
    run("verify", file, "--original", original)
    assert library.calls[0][3] == {"original": original, "name": file.name, "pictures": ()}


def test_a_file_that_is_named_after_a_person_is_not_accepted(tmp_path):
    named, plain = tmp_path / "Okonkwo_P45.csv", tmp_path / "march.csv"
    for path in (named, plain):
        path.write_bytes(b"Department,Pay\nFinance,12\n")
    assert [run("verify", path).exit_code for path in (named, plain)] == [1, 0]


def test_standard_input_is_read_and_keeps_its_name(library):
    run("scan", "-", "--stdin-filename", "march.csv", input=b"x,y")
    assert library.calls[0][1].name == "march.csv"
    assert library.calls[0][1].getvalue() == b"x,y"


@pytest.mark.parametrize("command", ["scan", "verify"])
def test_json_is_all_that_stands_on_standard_output(library, file, command):
    library.ends[b"a,b"] = FOUND if command == "verify" else report(FOUND)
    result = run(command, file, "--format", "json")
    told = json.loads(result.stdout)
    assert told["schema"] == "payscrub.report/1"
    assert told["verdict"] == "personal"
    assert told["findings"][0]["place"] == "sheet2!B7"


def test_json_of_several_files_is_an_array_that_holds_the_refused_too(library, file):
    library.ends[b"a,b"] = errors.Encrypted("It is locked.", "Unlock it.")
    told = json.loads(run("scan", file, file, "--format", "json").stdout)
    assert [one["verdict"] for one in told] == ["unexamined", "unexamined"]
    assert told[0]["unexamined"] == [{"place": "file", "cause": "It is locked.", "remedy": "Unlock it."}]


def test_the_verifiers_json_names_the_bytes_it_read(library, file):
    told = json.loads(run("verify", file, "--format", "json").stdout)
    assert told["file"] == {"sha256": hashlib.sha256(b"a,b").hexdigest(), "bytes": 3, "format": "delimited"}
    assert len(library.calls) == 1


def test_a_report_is_written_to_its_file(library, file, tmp_path):
    target = tmp_path / "report.json"
    assert run("clean", file, "--report", target).exit_code == 0
    assert json.loads(target.read_bytes())["verdict"] == "clean"
    assert run("clean", file, "--report", target).exit_code == 4
    assert len(library.calls) == 1


def test_people_are_told_what_each_column_is_and_what_was_dropped(library, file):
    library.ends[b"a,b"] = report(columns=(COLUMN,), parts=(PART,))
    out = run("clean", file).stdout
    for words in (
        "sheet1",
        "NI number",
        "National Insurance number",
        "412",
        "replaced by invented values",
        "Comments hold names.",
        "Clean:",
    ):
        assert words in out


@pytest.mark.parametrize(
    ("place", "shown"),
    [("sheet1!B7 to B12", "B (rows 7 to 12)"), ("row 1, column 3 to row 9, column 3", "3 (rows 1 to 9)"), ("sheet1!header", "header")],
)
def test_a_column_is_called_by_its_letter_or_number(library, file, place, shown):
    library.ends[b"a,b"] = report(columns=(ColumnReport(place, "", "UK_NINO", 1, 1.0, "", "keep"),))
    assert shown in run("scan", file).stdout


def test_the_report_says_for_which_kinds_no_range_is_reserved(library, file):
    columns = tuple(
        ColumnReport(f"column {n}", "", entity, 1, 1.0, "", "pseudonymise", strength_of(entity))
        for n, entity in enumerate(("UK_NINO", "EMPLOYEE_ID", "UK_POSTCODE"), start=1)
    )
    library.ends[b"a,b"] = report(columns=columns)
    out = " ".join(run("clean", file).stdout.split())
    assert "No authority reserves a range for these kinds: employee or payroll number, postcode." in out


def test_many_findings_are_counted_not_listed(library, file):
    library.ends[b"a,b"] = report(Verdict(FOUND.findings * 50))
    out = run("scan", file).stdout
    assert out.count("sheet2!B7") == 20
    assert "30 x National Insurance number" in out


def test_a_console_of_an_old_code_page_does_not_crash(library, file):
    library.ends[b"a,b"] = report(columns=(ColumnReport("column 3", "••• ńame", "PERSON", 1, 1.0, "", "keep"),))
    assert CliRunner(charset="cp437").invoke(main, ["scan", str(file)]).exit_code == 0


def test_the_name_that_was_chosen_for_the_output_is_told(library, file):
    library.ends[b"a,b"] = report(output="Tebaquox.clean.csv")
    assert "Written: Tebaquox.clean.csv" in run("clean", file).stdout


def test_work_that_takes_long_shows_a_sign_of_life_on_the_terminal(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(console, "_PATIENCE", 0)
    with console.sign_of_life("Cleaning the file"):
        for thread in threading.enumerate():
            if isinstance(thread, threading.Timer):
                thread.join()
    assert "Cleaning the file" in terminal.getvalue()


def test_a_sign_of_life_is_no_part_of_a_log(monkeypatch):
    log = io.StringIO()
    monkeypatch.setattr(sys, "stderr", log)
    monkeypatch.setattr(console, "_PATIENCE", 0)
    with console.sign_of_life("Cleaning the file"):
        assert not any(isinstance(thread, threading.Timer) for thread in threading.enumerate())
    assert log.getvalue() == ""


def test_no_color_is_respected():
    env = {"NO_COLOR": "1", "FORCE_COLOR": "", "PYTHONIOENCODING": "cp1252"}
    result = subprocess.run([sys.executable, "-m", "payscrub", "--help"], capture_output=True, check=True, env=env | _path())
    assert b"\x1b" not in result.stdout


def test_help_imports_nothing_heavy():
    script = "import sys; from payscrub.cli import main\ntry: main(['--help'])\nexcept SystemExit: print(*sorted(sys.modules))"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True, env=_path())
    imported = set(result.stdout.splitlines()[-1].split())
    assert "click" in imported
    assert not {
        name for name in imported if name.split(".")[0] in {"numpy", "rich", "isal", "zlib_ng", "platformdirs", "pandas", "openpyxl"}
    }
    ours = {name for name in imported if name.startswith("payscrub.") and not name.startswith("payscrub.commands")}
    assert ours == {
        "payscrub.batch",
        "payscrub.cli",
        "payscrub.console",
        "payscrub.door",
        "payscrub.errors",
        "payscrub.publish",
        "payscrub.receive",
        "payscrub.receive.limits",
        "payscrub.sources",
        "payscrub.workers",
    }


def test_a_verdict_imports_nothing_of_the_cleaner(file):
    script = "import sys; from payscrub.cli import main\ntry: main(sys.argv[1:])\nexcept SystemExit: print(*sorted(sys.modules))"
    result = subprocess.run([sys.executable, "-c", script, "verify", file], capture_output=True, check=True, text=True, env=_path())
    imported = set(result.stdout.splitlines()[-1].split())
    assert "payscrub.verify" in imported
    cleaner = ("payscrub.pipeline", "payscrub.treatment", "payscrub.detect", "payscrub.surrogates", "payscrub.formats.xlsx")
    assert not {name for name in imported if name.startswith(cleaner)}


def _path():
    return {name: value for name, value in os.environ.items() if name in {"PATH", "PYTHONPATH", "SYSTEMROOT", "HOME"}}
