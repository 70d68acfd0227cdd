"""What a file is, told by its bytes."""

from __future__ import annotations

import io
import sys
import zipfile

import pytest

from payscrub import errors
from payscrub.formats import limits
from payscrub.formats.sniff import sniff

COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)


def packed(*names, content=b""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("data", [b"a,b\n", b"\xef\xbb\xbfa", "a\tb".encode("utf-16"), b"Surname", b'"<b>",1\n'])
def test_text_is_delimited(data):
    assert sniff(data) == "delimited"


def test_a_zip_with_content_types_is_a_workbook():
    assert sniff(packed("[Content_Types].xml", "xl/workbook.xml")) == "xlsx"


@pytest.mark.parametrize(
    "data",
    [
        packed("[Content_Types].xml", "xl/workbook.bin"),
        packed("mimetype", content=b"application/vnd.oasis.opendocument.spreadsheet"),
        packed("[Content_Types].xml", "word/document.xml"),
        packed("march.csv"),
        COMPOUND + "Workbook".encode("utf-16-le"),
        b"\x09\x08\x10\x00\x00\x06",
        b"%PDF-1.7",
        b"<html><table>",
        b"  <?xml version='1.0'?>",
        "<table>".encode("utf-16"),
        b'{"name": "x"}',
        b"\x1f\x8b\x08",
        b"ID;PWXL;N;E\n",
    ],
)
def test_every_other_kind_is_refused_with_a_remedy(data):
    with pytest.raises(errors.Unsupported) as raised:
        sniff(data)
    assert raised.value.remedy


@pytest.mark.parametrize(
    "data", [b"<EMPID>,<SURNAME>\r\n1042,Thornquill\r\n", b"<EMPID>\t<SURNAME>\n", "<EMPID>;<SURNAME>\n".encode("utf-16")]
)
def test_titles_in_angle_brackets_are_no_page(data):
    assert sniff(data) == "delimited"


def test_an_encrypted_workbook_is_called_so():
    with pytest.raises(errors.Encrypted):
        sniff(COMPOUND + "EncryptedPackage".encode("utf-16-le"))


@pytest.mark.parametrize("data", [b"", b"\r\n \t", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(data):
    with pytest.raises(errors.Damaged):
        sniff(data)


def test_a_file_above_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(sys.modules["payscrub.formats.sniff"], "FILE_BYTES", 3)  # the package has a function of that name
    with pytest.raises(errors.LimitExceeded):
        sniff(b"a,b,c")
    assert limits.FILE_BYTES > 3
