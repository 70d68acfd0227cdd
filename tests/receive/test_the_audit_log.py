"""The log of verdicts holds no value, and shows when somebody changed it."""

import json

import pytest
from click.testing import CliRunner
from tests.receive.deliveries import CLEAN, PERSONAL
from tests.support.canary import Canaries

from payscrub.cli import main
from payscrub.errors import CannotReadOrWrite, Damaged
from payscrub.receive.audit import Audit, check
from payscrub.receive.judge import Terms, judge

REPORTS = [(data, judge(data, Terms("pay.csv")).to_dict()) for data in (CLEAN, PERSONAL, CLEAN)]


@pytest.fixture
def path(tmp_path):
    found = tmp_path / "log"
    with Audit(found) as log:
        for data, report in REPORTS:
            log.write("inbox", data, report)
    return found


def test_it_holds_time_hash_verdict_and_counts(path):
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert [line["verdict"] for line in lines] == ["clean", "personal", "clean"]
    assert lines[1]["personal"] == {"EMPLOYEE_ID": 1, "PERSON": 2, "UK_NINO": 1, "DATE_OF_BIRTH": 1}
    assert {"time", "way", "sha256", "bytes", "counts", "previous"} < set(lines[0])
    assert Canaries(("Achterberg", "JX418207C", "pay.csv")).seen_in(path.read_bytes()) == {}


def test_it_goes_on_where_it_ended(path):
    with Audit(path) as log:
        log.write("mail", *REPORTS[0])
    assert check(path).verdicts == 4


def changed(path, change):
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join(change(lines)))


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: [lines[0].replace(b'"clean"', b'"dirty"'), *lines[1:]],
        lambda lines: lines[1:],
        lambda lines: [lines[0], *lines[2:]],
        lambda lines: [lines[1], lines[0], *lines[2:]],
        lambda lines: [lines[0], b"nonsense", *lines[1:]],
        lambda lines: [lines[0], lines[0], *lines[1:]],
        lambda lines: [lines[0][:40], *lines[1:]],
        lambda lines: [b"[]", *lines],
    ],
)
def test_a_line_that_was_changed_taken_out_or_put_in_is_seen(path, change):
    changed(path, change)
    with pytest.raises(Damaged):
        check(path)
    assert CliRunner().invoke(main, ["audit", str(path)]).exit_code == 3


@pytest.mark.parametrize("kept", [1, 40, -2])
def test_a_line_that_a_crash_cut_off_stays_and_is_bound(path, kept):
    whole = path.read_bytes()
    start = whole.rindex(b"\n", 0, -1) + 1
    path.write_bytes(whole[:start] + whole[start:][:kept])
    with pytest.raises(Damaged):
        check(path)
    with Audit(path) as log:
        log.write("inbox", *REPORTS[0])
    assert (check(path).verdicts, check(path).cut) == (3, 1)


def test_a_disk_that_is_full_for_a_while_leaves_an_unbroken_log(path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    with Audit(path) as log:
        with monkeypatch.context() as patch:
            patch.setattr("os.fsync", full)
            with pytest.raises(CannotReadOrWrite):
                log.write("inbox", *REPORTS[1])
        log.write("inbox", *REPORTS[1])
    assert check(path).verdicts == 5


def test_two_gates_do_not_write_to_one_log(path):
    with Audit(path), pytest.raises(CannotReadOrWrite):
        Audit(path)


def test_an_empty_log_is_unbroken(tmp_path):
    with Audit(tmp_path / "log"):
        pass
    assert check(tmp_path / "log").verdicts == 0


def test_only_its_owner_can_read_it(path):
    assert path.stat().st_mode & 0o077 == 0 or path.drive
