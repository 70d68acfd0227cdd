"""Writing the output: whole or not at all, never over another file, never over the source."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from payscrub import publish
from payscrub.errors import CannotReadOrWrite, UsageError

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX permissions and links")


@pytest.mark.parametrize(
    ("name", "stem", "expected"),
    [
        ("march.xlsx", "march", "march.clean.xlsx"),
        ("Timesheet.XLSM", "Timesheet", "Timesheet.clean.xlsx"),
        ("form.xltm", "form", "form.clean.xltx"),
        ("form.xltx", "form", "form.clean.xltx"),
        ("Quintessa.csv", "Tebaquox", "Tebaquox.clean.csv"),
        ("pay.Quintessa", "pay", "pay.clean"),
    ],
)
def test_the_default_output_stands_beside_the_source(name, stem, expected):
    assert publish.default_target(Path("folder") / name, stem) == Path("folder") / expected


def test_a_target_that_is_a_folder_gets_the_default_name(tmp_path):
    assert publish.goal(Path("in/march.xlsm"), "march", tmp_path) == tmp_path / "march.clean.xlsx"
    assert publish.goal(Path("in/march.xlsm"), "march", tmp_path / "x.xlsx") == tmp_path / "x.xlsx"
    assert publish.goal(Path("in/march.xlsm"), "march", None) == Path("in/march.clean.xlsx")


def test_an_output_without_any_name_is_wrong_usage(tmp_path):
    for target in (None, tmp_path):
        with pytest.raises(UsageError):
            publish.goal(None, "", target)


def test_what_is_published_is_what_was_given_and_nothing_else_is_left(tmp_path):
    publish.publish(b"clean", tmp_path / "out.csv")
    assert {item.name: item.read_bytes() for item in tmp_path.iterdir()} == {"out.csv": b"clean"}


def test_an_existing_output_is_left_as_it_is(tmp_path):
    target = tmp_path / "out.csv"
    target.write_bytes(b"old")
    with pytest.raises(CannotReadOrWrite):
        publish.publish(b"clean", target)
    assert [item.read_bytes() for item in tmp_path.iterdir()] == [b"old"]


def test_an_existing_output_is_replaced_on_request(tmp_path):
    target = tmp_path / "out.csv"
    target.write_bytes(b"old")
    publish.publish(b"clean", target, force=True)
    assert [item.read_bytes() for item in tmp_path.iterdir()] == [b"clean"]


def test_an_output_that_appears_at_the_last_moment_is_not_replaced(tmp_path, monkeypatch):
    target = tmp_path / "out.csv"
    monkeypatch.setattr(publish, "check_target", lambda *_, **__: target.write_bytes(b"old"))
    with pytest.raises(CannotReadOrWrite):
        publish.publish(b"clean", target)
    assert [item.read_bytes() for item in tmp_path.iterdir()] == [b"old"]


@posix
@pytest.mark.parametrize("force", [True, False])
def test_a_file_system_without_hard_links_is_served_too(tmp_path, monkeypatch, force):
    def refuse(*_):
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    publish.publish(b"clean", tmp_path / "out.csv", force=force)
    assert [item.read_bytes() for item in tmp_path.iterdir()] == [b"clean"]


@pytest.mark.parametrize("spelling", ["march.csv", "MARCH.csv", "./march.csv", "../{folder}/march.csv"])
def test_the_source_is_no_output(tmp_path, monkeypatch, spelling):
    monkeypatch.chdir(tmp_path)
    source = tmp_path / "march.csv"
    source.write_bytes(b"source")
    with pytest.raises(UsageError):
        publish.publish(b"clean", Path(spelling.format(folder=tmp_path.name)), source=source, force=True)
    assert source.read_bytes() == b"source"


@posix
@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_a_link_to_the_source_is_no_output(tmp_path, link):
    source, target = tmp_path / "march.csv", tmp_path / "out.csv"
    source.write_bytes(b"source")
    link(source, target)
    with pytest.raises(UsageError):
        publish.publish(b"clean", target, source=source, force=True)
    assert source.read_bytes() == target.read_bytes() == b"source"


@posix
def test_a_dangling_link_is_an_existing_output(tmp_path):
    target = tmp_path / "out.csv"
    target.symlink_to(tmp_path / "elsewhere.csv")
    with pytest.raises(CannotReadOrWrite):
        publish.publish(b"clean", target)
    assert target.is_symlink()


def test_a_folder_is_no_output(tmp_path):
    with pytest.raises(CannotReadOrWrite):
        publish.publish(b"clean", tmp_path, force=True)


def test_a_missing_folder_is_said(tmp_path):
    with pytest.raises(CannotReadOrWrite, match="folder"):
        publish.publish(b"clean", tmp_path / "nowhere" / "out.csv")


@posix
def test_the_output_is_as_private_as_the_source(tmp_path):
    source = tmp_path / "march.csv"
    source.write_bytes(b"source")
    for mode in (0o600, 0o640, 0o755, 0o444):
        source.chmod(mode)
        target = tmp_path / f"out{mode}.csv"
        publish.publish(b"clean", target, source=source)
        assert target.stat().st_mode & 0o777 == 0o600 | mode & 0o666


@posix
def test_an_output_of_no_source_is_private(tmp_path):
    publish.publish(b"{}", tmp_path / "report.json")
    assert (tmp_path / "report.json").stat().st_mode & 0o777 == 0o600


def test_a_failure_while_writing_leaves_nothing(tmp_path, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device: Quintessa.csv")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotReadOrWrite) as raised:
        publish.publish(b"clean", tmp_path / "Quintessa.csv")
    assert list(tmp_path.iterdir()) == []
    assert "Quintessa" not in str(raised.value)
    assert "disk" in str(raised.value)


@pytest.mark.skipif(sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_without_permission_is_said(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(CannotReadOrWrite, match="permission"):
        publish.publish(b"clean", tmp_path / "out.csv")


@pytest.mark.parametrize("name", ["Quintessa-missing.csv", "."])
def test_a_source_that_cannot_be_read_is_refused_without_its_name(tmp_path, name):
    with pytest.raises(CannotReadOrWrite) as raised:
        publish.read(tmp_path / name)
    assert "Quintessa" not in str(raised.value)
