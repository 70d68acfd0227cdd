"""A part of a workbook can be called after somebody: no report, page, refusal or copy says its name."""

import io
import json
import zipfile

from fixtures.build import HERE
from tests.support import commands

import payscrub

KEY = bytes(range(32))
SOMEBODY = "Quillfeather"
PART = "printerSettings1"


def workbook():
    """Return the staff list with the settings of its printer called after somebody."""
    out = io.BytesIO()
    with zipfile.ZipFile(HERE / "staff-in-post.xlsx") as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        assert any(PART in name for name in source.namelist())
        for name in source.namelist():
            target.writestr(name.replace(PART, SOMEBODY), source.read(name).replace(PART.encode(), SOMEBODY.encode()))
    return out.getvalue()


def test_the_report_of_a_dropped_part_calls_it_by_its_kind():
    copy, report = payscrub.clean_bytes(workbook(), key=KEY)
    assert "printer settings" in [part.place for part in report.parts]
    assert SOMEBODY.lower() not in json.dumps(report.to_dict()).lower()
    with zipfile.ZipFile(io.BytesIO(copy)) as package:
        assert not [name for name in package.namelist() if SOMEBODY in name or SOMEBODY.encode() in package.read(name)]


def test_the_commands_do_not_say_it(tmp_path):
    source, page = tmp_path / "march.xlsx", tmp_path / "report.html"
    source.write_bytes(workbook())
    said = [commands.payscrub("clean", source, "--report", page), commands.payscrub("verify", source), commands.payscrub("scan", source)]
    assert [one.code for one in said] == [0, 1, 1]
    assert SOMEBODY.lower().encode() not in b"".join([page.read_bytes(), *(one.said for one in said)]).lower()
