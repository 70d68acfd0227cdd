"""A folder that cleans what is put into it."""

from __future__ import annotations

import sys
import threading

import pytest
from tests.gate_sender import invented

from payscrub.errors import UsageError
from payscrub.gate import watch


@pytest.fixture
def folders(tmp_path):
    for name in ("in", "out"):
        (tmp_path / name).mkdir()
    return tmp_path / "in", tmp_path / "out"


def looks(monkeypatch, *steps):
    """Let the watcher wake once before each step and once after the last, without any waiting."""

    def wakes(*_):
        for step in steps:
            yield None
            step()
        yield None

    monkeypatch.setattr(watch, "_wakes", wakes)


def nothing():
    """Let time pass."""


def test_what_is_there_is_cleaned_and_the_source_stays(run, folders):
    inbox, outbox = folders
    (inbox / "march.csv").write_bytes(invented.delimited())
    result = run("watch", inbox, "--to", outbox, "--once", "--ephemeral")
    assert (result.exit_code, [path.name for path in outbox.iterdir()]) == (0, ["march.clean.csv"])
    assert (inbox / "march.csv").read_bytes() == invented.delimited()
    assert "file 1: clean, exit code 0" in result.stdout


def test_one_that_is_refused_does_not_keep_the_others_from_their_turn(run, folders):
    inbox, outbox = folders
    (inbox / "a.xlsx").write_bytes(b"PK\x03\x04")
    (inbox / "b.csv").write_bytes(invented.delimited())
    result = run("watch", inbox, "--to", outbox, "--once", "--ephemeral")
    assert (result.exit_code, [path.name for path in outbox.iterdir()]) == (3, ["b.clean.csv"])


def test_a_file_is_taken_when_it_is_the_same_at_two_looks(monkeypatch, folders):
    inbox, _ = folders
    file = inbox / "a.csv"
    looks(monkeypatch, lambda: file.write_bytes(b"1"), lambda: file.write_bytes(b"12"), nothing, nothing, nothing)
    assert list(watch.arrivals(inbox)) == [file]


def test_a_file_that_is_changed_comes_again(monkeypatch, folders):
    inbox, _ = folders
    file = inbox / "a.csv"
    file.write_bytes(b"1")
    looks(monkeypatch, nothing, lambda: file.write_bytes(b"12"), nothing, nothing)
    assert list(watch.arrivals(inbox)) == [file, file]


def test_a_file_that_goes_away_is_no_failure(monkeypatch, folders):
    inbox, _ = folders
    file = inbox / "a.csv"
    file.write_bytes(b"1")
    looks(monkeypatch, file.unlink, nothing)
    assert list(watch.arrivals(inbox)) == []


def test_what_payscrub_or_excel_put_there_is_passed_over(monkeypatch, folders):
    inbox, _ = folders
    for name in ("a.clean.csv", "~$a.xlsx", ".hidden.csv", "a.csv.payscrub.json"):
        (inbox / name).write_bytes(b"1")
    looks(monkeypatch, nothing)
    assert list(watch.arrivals(inbox)) == []


def test_the_file_system_wakes_the_watcher(folders):
    inbox, _ = folders
    stop = threading.Event()
    found = watch.arrivals(inbox, stop=stop)
    (inbox / "a.csv").write_bytes(b"1")
    assert next(found) == inbox / "a.csv"
    stop.set()
    assert list(found) == []


@pytest.mark.parametrize(("inbox", "outbox"), [("in", "in"), ("in", "in/out"), ("no", "out"), ("in", "no")])
def test_folders_that_cannot_be_are_wrong_usage(run, folders, inbox, outbox):
    root = folders[0].parent
    (root / "in" / "out").mkdir()
    assert run("watch", root / inbox, "--to", root / outbox, "--once").exit_code == 2


def test_without_the_extra_a_sentence_says_what_to_install(monkeypatch, folders):
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    with pytest.raises(UsageError, match="Install"):
        next(watch.arrivals(folders[0]))
