"""Workbooks that need a password to be opened: cleaned with it, refused without it."""

from __future__ import annotations

import io

import pytest
from fixtures.build import HERE
from msoffcrypto.format.ooxml import OOXMLFile
from tests.support.commands import payscrub as run

import payscrub

PASSWORD = "Käse & Brot 7"
KEY = bytes(32)
PLAIN = (HERE / "staff-in-post.xlsx").read_bytes()


@pytest.fixture(scope="module")
def locked():
    """A fixture as Excel encrypts it (agile encryption)."""
    packed = io.BytesIO()
    OOXMLFile(io.BytesIO(PLAIN)).encrypt(PASSWORD, packed)
    return packed.getvalue()


@pytest.fixture
def folder(tmp_path, locked):
    (tmp_path / "march.xlsx").write_bytes(locked)
    (tmp_path / "opener.txt").write_text(PASSWORD + "\r\n", encoding="utf-8-sig")
    return tmp_path


def test_the_copy_is_the_one_that_the_workbook_without_encryption_gives(locked):
    assert payscrub.clean_bytes(locked, key=KEY, password=PASSWORD)[0] == payscrub.clean_bytes(PLAIN, key=KEY)[0]


def test_the_command_takes_the_password_from_a_file_and_writes_a_copy_that_needs_none(folder):
    ended = run("clean", folder / "march.xlsx", "-o", folder / "out.xlsx", "--password-file", folder / "opener.txt", "--ephemeral")
    assert ended.code == 0, ended.out + ended.err
    assert payscrub.verify(folder / "out.xlsx").clean
    assert PASSWORD not in ended.out + ended.err


def test_scan_opens_it_too_and_other_files_need_no_password(folder):
    (folder / "april.csv").write_text("Job title\nNurse\n", encoding="utf-8")
    assert run("scan", folder / "march.xlsx", "--password-file", folder / "opener.txt").code == 1
    assert run("scan", folder / "april.csv", "--password-file", folder / "opener.txt").code == 0


def test_without_the_password_nothing_is_written_and_the_sentence_says_how(folder):
    ended = run("clean", folder / "march.xlsx", "-o", folder / "out.xlsx", "--ephemeral")
    assert ended.code == 3
    assert "--password-file" in ended.out + ended.err
    assert not (folder / "out.xlsx").exists()


def test_a_wrong_password_is_refused_and_not_quoted(folder):
    (folder / "wrong.txt").write_text("Wensleydale", encoding="utf-8")
    ended = run("clean", folder / "march.xlsx", "-o", folder / "out.xlsx", "--password-file", folder / "wrong.txt", "--ephemeral")
    assert ended.code == 3
    assert "Wensleydale" not in ended.out + ended.err
    assert not (folder / "out.xlsx").exists()


def test_what_was_changed_after_it_was_encrypted_is_refused(locked):
    changed = bytearray(locked)
    changed[len(changed) // 2] ^= 1
    with pytest.raises(payscrub.Encrypted):  # by its seal, not by what is wrong inside
        payscrub.scan(bytes(changed), password=PASSWORD)


@pytest.mark.parametrize("end", [100, 512, 1500, -1000])
def test_a_truncated_container_is_refused(locked, end):
    with pytest.raises(payscrub.Unexaminable):
        payscrub.scan(locked[:end], password=PASSWORD)


@pytest.mark.parametrize("content", [b"", b"\n", b"one\ntwo\n", b"x" * 256, b"\xff\xfeP\x00"])
def test_a_password_file_that_is_not_one_line_of_text_is_a_wrong_option(folder, content):
    (folder / "odd.txt").write_bytes(content)
    assert run("scan", folder / "march.xlsx", "--password-file", folder / "odd.txt").code == 2


def test_a_missing_password_file_cannot_be_read(folder):
    assert run("scan", folder / "march.xlsx", "--password-file", folder / "none.txt").code == 4
