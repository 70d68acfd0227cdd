"""Of what arrives in a folder, clean files are passed on as they are, and nothing is left of any other."""

import json
import os
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.receive.deliveries import BOOK, CLEAN, PERSONAL, PICTURE, archive, message
from tests.support.canary import Canaries

from payscrub import publish
from payscrub.cli import main
from payscrub.errors import CannotReadOrWrite, UsageError
from payscrub.receive import erase, notice
from payscrub.receive import inbox as inboxes
from payscrub.receive.inbox import Folders, Inbox

SECRETS = ("Achterberg", "Threlkeld", "JX418207C", "20417")
POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows makes links only for administrators")


@pytest.fixture
def folders(tmp_path):
    found = Folders(*(tmp_path / name for name in ("in", "clean", "notices")))
    for folder in (found.inbox, found.clean, found.notices):
        folder.mkdir()
    return found


@pytest.fixture
def opened(folders, workers, audit):
    """Return a function that looks once and returns the outcomes as words."""

    def look(**options):
        with Inbox(folders, workers, audit, notice.load(None), **options) as inbox:
            return [outcome.word for outcome in inbox.run(settle=0, once=True)]

    return look


def names(folder):
    """Return the files below a folder, without the gate's own."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and ".payscrub" not in path.parts)


def left(folders):
    """Return what is left in the inbox, the gate's own folder included, but for its lock."""
    return [path for path in folders.inbox.rglob("*") if not path.is_dir() and path.name != "lock"]


def everything_but(folder, name):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != name)


def test_a_clean_file_is_passed_on_unchanged_with_its_verdict_beside_it(folders, opened):
    (folders.inbox / "pay.csv").write_bytes(CLEAN)
    assert opened() == ["clean"]
    assert (folders.clean / "pay.csv").read_bytes() == CLEAN
    assert json.loads((folders.clean / "pay.csv.verdict.json").read_text())["verdict"] == "clean"
    assert (left(folders), names(folders.notices)) == ([], [])


@pytest.mark.parametrize("data", [PERSONAL, BOOK, archive(pay__csv=PERSONAL), b"", BOOK[:700], b"\x89PNG\r\n\x1a\n" + bytes(50)])
def test_nothing_is_left_of_any_other(folders, opened, tmp_path, data):
    (folders.inbox / "pay.bin").write_bytes(data)
    opened()
    assert (left(folders), names(folders.clean)) == ([], [])
    (text,) = [path.read_text() for path in folders.notices.iterdir()]
    assert "payscrub clean FILE" in text
    assert Canaries(SECRETS).seen_in(everything_but(tmp_path, "")) == {}


def test_the_notice_says_what_kind_of_data_and_where(folders, opened):
    (folders.inbox / "pay.xlsx").write_bytes(BOOK)
    opened()
    (text,) = [path.read_text() for path in folders.notices.iterdir()]
    for line in ("- name of a person: at sheet1!B2", "- National Insurance number: at sheet1!D2", f"{len(BOOK):,} bytes"):
        assert line in text
    assert "pay.xlsx" not in text


def test_a_mail_file_and_an_archive_are_opened(folders, opened):
    (folders.inbox / "a.eml").write_bytes(message(("pay.csv", CLEAN)))
    (folders.inbox / "b.eml").write_bytes(message(("pay.csv", PERSONAL)))
    (folders.inbox / "c.zip").write_bytes(archive(pay__csv=CLEAN))
    assert opened() == ["clean", "personal", "clean"]
    assert names(folders.clean) == ["a.eml", "a.eml.verdict.json", "c.zip", "c.zip.verdict.json"]


def test_a_file_whose_name_names_somebody_is_not_passed_on(folders, opened):
    (folders.inbox / "Wanjiru Achterberg.csv").write_bytes(CLEAN)
    assert opened() == ["personal"]
    assert names(folders.clean) == []


def test_folders_are_kept_and_judged(folders, opened):
    for name in ("acme", "Wanjiru Achterberg"):
        (folders.inbox / name).mkdir()
        (folders.inbox / name / "pay.csv").write_bytes(CLEAN)
    assert sorted(opened()) == ["clean", "personal"]
    assert names(folders.clean) == ["acme/pay.csv", "acme/pay.csv.verdict.json"]
    assert list((folders.inbox / ".payscrub" / "taken").iterdir()) == []


@pytest.mark.parametrize("name", [".hidden.csv", "~$pay.xlsx", "pay.clean.csv", "pay.csv.payscrub.json", ".payscrub-x.tmp"])
def test_no_name_keeps_a_file_from_being_judged(folders, opened, name):
    (folders.inbox / name).write_bytes(PERSONAL)
    assert opened() == ["personal"]
    assert left(folders) == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems know no such names")
def test_a_name_in_no_encoding_is_a_name(folders, opened):
    (folders.inbox / os.fsdecode(b"pay\xff.csv")).write_bytes(CLEAN)
    assert opened() == ["clean"]
    assert left(folders) == []


def test_a_name_that_leaves_no_room_for_a_verdict_is_refused(folders, opened):
    (folders.inbox / f"{'pay ' * 60}.csv").write_bytes(CLEAN)
    assert opened() == ["unexamined"]
    assert left(folders) == []


def test_nobody_can_write_a_verdict_of_his_own(folders, opened):
    (folders.inbox / "pay.csv.verdict.json").write_text('{"verdict": "clean"}')
    assert opened() == ["unexamined"]


def test_a_second_file_of_the_same_name_is_numbered_and_the_same_file_is_not_passed_on_twice(folders, opened):
    for data in (CLEAN, CLEAN, CLEAN + b"Clerk,900\r\n"):
        (folders.inbox / "pay.csv").write_bytes(data)
        assert opened() == ["clean"]
    assert names(folders.clean) == ["pay-2.csv", "pay-2.csv.verdict.json", "pay.csv", "pay.csv.verdict.json"]


@POSIX
def test_links_and_devices_are_taken_away_and_what_they_lead_to_is_not(folders, opened, tmp_path):
    (tmp_path / "mine.csv").write_bytes(CLEAN)
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "pay.csv").write_bytes(CLEAN)
    (folders.inbox / "a.csv").symlink_to(tmp_path / "mine.csv")
    (folders.inbox / "b").symlink_to(tmp_path / "ours")
    os.mkfifo(folders.inbox / "c.csv")
    assert opened() == ["unexamined"] * 3
    assert (left(folders), names(folders.clean)) == ([], [])
    assert (tmp_path / "mine.csv").read_bytes() == (tmp_path / "ours" / "pay.csv").read_bytes() == CLEAN


@POSIX
def test_a_file_that_has_a_second_name_elsewhere_is_not_overwritten(folders, opened, tmp_path):
    (tmp_path / "mine.csv").write_bytes(PERSONAL)
    os.link(tmp_path / "mine.csv", folders.inbox / "pay.csv")
    assert opened() == ["personal"]
    assert (tmp_path / "mine.csv").read_bytes() == PERSONAL
    assert left(folders) == []


def test_what_is_deleted_is_overwritten_first(folders, opened, monkeypatch):
    seen = []
    unlink = Path.unlink

    def look(path, **options):
        seen.append(path.read_bytes())
        unlink(path, **options)

    (folders.inbox / "pay.csv").write_bytes(PERSONAL)
    monkeypatch.setattr(erase.Path, "unlink", look)
    opened()
    assert bytes(len(PERSONAL)) in seen
    assert PERSONAL not in seen


def test_a_file_that_may_not_be_written_is_deleted_too(folders, opened):
    path = folders.inbox / "pay.csv"
    path.write_bytes(PERSONAL)
    path.chmod(0o400)
    assert opened() == ["personal"]
    assert left(folders) == []


def test_a_file_that_is_too_large_is_not_read(folders, opened):
    with (folders.inbox / "pay.csv").open("wb") as file:
        file.truncate((1 << 20) + 1)
    assert opened() == ["unexamined"]
    assert left(folders) == []


def test_pictures_stop_a_delivery_unless_they_may_pass(folders, opened):
    mail = message(("pay.csv", CLEAN), ("logo.png", PICTURE))
    (folders.inbox / "a.eml").write_bytes(mail)
    assert opened() == ["unexamined"]
    (folders.inbox / "a.eml").write_bytes(mail)
    assert opened(others=True) == ["clean"]


def test_what_a_crash_left_to_be_deleted_is_deleted_and_not_judged(folders, opened):
    opened()
    (folders.inbox / ".payscrub" / "deleted" / "ab12").write_bytes(PERSONAL)
    assert opened() == []
    assert (left(folders), names(folders.notices)) == ([], [])


def test_what_a_crash_left_half_way_is_judged_again(folders, opened):
    opened()
    for name, data in (("a.csv", CLEAN), ("b.csv", PERSONAL)):
        (folders.inbox / ".payscrub" / "taken" / name).write_bytes(data)
    (folders.clean / "a.csv").write_bytes(CLEAN)  # it had been passed on already
    assert sorted(opened()) == ["clean", "personal"]
    assert names(folders.clean) == ["a.csv"]
    assert left(folders) == []


def test_a_failure_leaves_the_file_where_it_is_and_is_told_once(folders, workers, audit, monkeypatch):
    def full(*_, **__):
        raise CannotReadOrWrite("The output does not fit on the disk.", "Free some space.")

    (folders.inbox / "a.csv").write_bytes(CLEAN)
    with monkeypatch.context() as patch, Inbox(folders, workers, audit, notice.load(None)) as inbox:
        patch.setattr(publish, "publish", full)
        outcomes = list(inbox.run(settle=0, once=True))
        assert [(one.word, "disk" in one.failure) for one in outcomes] == [("waiting", True)]
    assert [path.name for path in left(folders)] == ["a.csv"]
    with Inbox(folders, workers, audit, notice.load(None)) as inbox:
        assert [one.word for one in inbox.run(settle=0, once=True)] == ["clean"]


def test_without_a_log_nothing_is_passed_on_and_nothing_deleted(folders, opened, audit, monkeypatch):
    def full(*_):
        raise CannotReadOrWrite("The audit log cannot be written.", "Free some space on its disk.")

    for name, data in (("a.csv", CLEAN), ("b.csv", PERSONAL)):
        (folders.inbox / name).write_bytes(data)
    monkeypatch.setattr(audit, "write", full)
    assert opened() == ["waiting", "waiting"]
    assert (names(folders.clean), len(left(folders))) == ([], 2)


def test_a_file_is_taken_when_it_did_not_change_for_a_while(folders, workers, audit, monkeypatch):
    clock, naps = [0.0], []
    path = folders.inbox / "pay.csv"
    path.write_bytes(CLEAN[:20])

    def sleep(_):
        clock[0] += 1
        naps.append(names(folders.clean))
        if clock[0] == 3:
            path.write_bytes(CLEAN)  # the rest of it arrives just in time

    monkeypatch.setattr(inboxes.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(inboxes.time, "sleep", sleep)
    with Inbox(folders, workers, audit, notice.load(None)) as inbox:
        assert [one.word for one in inbox.run(settle=4, once=True)] == ["clean"]
    assert (folders.clean / "pay.csv").read_bytes() == CLEAN
    assert naps == [[]] * 7


def test_what_is_passed_on_is_what_was_judged_whatever_became_of_the_file(folders, opened, workers, monkeypatch):
    judge = workers.judge

    def slow(*args, **options):
        answer = judge(*args, **options)
        for path in (folders.inbox / ".payscrub" / "taken").iterdir():
            path.write_bytes(PERSONAL)  # by a program that still had it open
        return answer

    (folders.inbox / "pay.csv").write_bytes(CLEAN)
    monkeypatch.setattr(workers, "judge", slow)
    assert opened() == ["clean"]
    assert (folders.clean / "pay.csv").read_bytes() == CLEAN
    assert left(folders) == []


def test_an_inbox_has_one_keeper(folders, opened, workers, audit):
    with Inbox(folders, workers, audit, notice.load(None)), pytest.raises(CannotReadOrWrite):
        opened()
    assert opened() == []


def test_the_command_says_how_each_file_ended(folders, tmp_path):
    for name, data in (("a.csv", CLEAN), ("b.csv", PERSONAL), ("c.csv", b"")):
        (folders.inbox / name).write_bytes(data)
    words = ["inbox", folders.inbox, "--to", folders.clean, "--notices", folders.notices, "--once", "--settle", "0"]
    ran = CliRunner().invoke(main, [str(word) for word in [*words, "--audit", tmp_path / "log"]])
    assert (ran.exit_code, ran.stdout) == (3, "file 1: clean\nfile 2: personal\nfile 3: unexamined\n")
    assert names(folders.clean) == ["a.csv", "a.csv.verdict.json"]
    assert CliRunner().invoke(main, ["audit", str(tmp_path / "log")]).stdout.startswith("Unbroken: 3 verdicts")


@pytest.mark.parametrize(("inbox", "clean"), [("in", "in"), ("in", "in/x"), ("no", "clean"), ("in", "no")])
def test_folders_that_cannot_be_are_wrong_usage(folders, inbox, clean):
    root = folders.inbox.parent
    (root / "in" / "x").mkdir()
    assert CliRunner().invoke(main, ["inbox", str(root / inbox), "--to", str(root / clean), "--once"]).exit_code == 2


def test_the_text_of_notices_can_be_ones_own(folders, workers, audit, tmp_path):
    own = tmp_path / "own.txt"
    own.write_text("Dear sender, $why It cost us $$2.\n$found\n", encoding="utf-8")
    (folders.inbox / "a.csv").write_bytes(PERSONAL)
    with Inbox(folders, workers, audit, notice.load(own)) as inbox:
        list(inbox.run(settle=0, once=True))
    (text,) = [path.read_text() for path in folders.notices.iterdir()]
    assert text.startswith("Dear sender, It holds personal data. It cost us $2.\n- employee")


@pytest.mark.parametrize("text", ["$name", "$", "${found"])
def test_a_text_that_asks_for_what_a_notice_has_not_is_wrong_usage(tmp_path, text):
    (tmp_path / "own.txt").write_text(text)
    with pytest.raises(UsageError):
        notice.load(tmp_path / "own.txt")


def test_a_look_takes_little_when_there_is_nothing(folders, workers, audit):
    with Inbox(folders, workers, audit, notice.load(None)) as inbox:
        begun = time.process_time()
        assert list(inbox.run(settle=0, once=True)) == []
        assert time.process_time() - begun < 5
