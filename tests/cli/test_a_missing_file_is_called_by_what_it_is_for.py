"""A refusal says which of the files that were named is missing."""

import pytest
from tests.support.commands import payscrub
from tests.verify.invented import workbook


@pytest.mark.parametrize(
    ("words", "called"),
    [
        (("clean", "{book}", "--ephemeral", "--password-file", "none.txt"), "password file"),
        (("verify", "{book}", "--original", "none.xlsx"), "original file"),
        (("scan", "{book}", "--policy", "none.toml"), "policy file"),
        (("scan", "none.xlsx"), "source file"),
    ],
)
def test_missing(tmp_path, monkeypatch, words, called):
    monkeypatch.chdir(tmp_path)
    book = tmp_path / "book.xlsx"
    book.write_bytes(workbook([["Account", "Amount"], ["7001", 12.5]]))
    ran = payscrub(*(word.format(book=book) for word in words))
    assert ran.code == 4
    assert f"The {called} does not exist." in ran.err
