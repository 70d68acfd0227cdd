"""The journey of every fixture: found personal, cleaned, accepted; nothing left, nothing quoted, nothing harmless changed."""

import json
import warnings
import zipfile

import openpyxl
import pytest
from fixtures.build import HERE
from tests.support.canary import Canaries, fold
from tests.support.commands import key_in, payscrub
from tests.support.fixtures import HARMLESS, NAMES, PERSONAL, WORKBOOKS, answers, columns

UNTOLD = {"DATE_OF_BIRTH", "FREE_TEXT", "UNION_MEMBERSHIP"}  # may be unchanged in a cell: a day by chance, a harmless note, an amount
ABOUT_THE_FILE = {"pension-contributions.csv": 1}  # leading records that say whose file it is and for which month
REBUILT = ("docProps/", "[Content_Types].xml", "_rels/")


def plain(value):
    return "" if value is None else fold(str(value)).strip()


def month(date):
    """Return year and month of ``2026-03-31`` or ``31/03/2026``."""
    return date[:7] if "-" in date else date[3:]


@pytest.mark.parametrize("name", NAMES)
def test_cleaning_succeeds(name, cleaned):
    done = cleaned(name)
    assert (done.ran.code, done.ran.err) == (0, "")


@pytest.mark.parametrize("name", PERSONAL)
def test_the_source_is_found_personal(name):
    assert payscrub("scan", HERE / name).code == 1


@pytest.mark.parametrize("name", PERSONAL)
def test_the_source_is_rejected(name):
    assert payscrub("verify", HERE / name).code == 1


@pytest.mark.parametrize("name", NAMES)
def test_the_output_is_accepted(name, cleaned):
    ran = payscrub("verify", cleaned(name).output)
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize("name", NAMES)
def test_the_source_is_not_touched(name, cleaned):
    assert cleaned(name).source.read_bytes() == cleaned(name).before


@pytest.mark.parametrize("name", PERSONAL)
def test_no_original_survives_in_any_decoding(name, cleaned):
    seen = Canaries(answers(name).values, bounded=True).seen_in(cleaned(name).output.read_bytes())
    assert seen == {}


@pytest.mark.parametrize("name", PERSONAL)
def test_the_search_finds_the_originals_in_the_source(name):
    seen = Canaries(answers(name).values, bounded=True).seen_in((HERE / name).read_bytes())
    for entity, values in answers(name).canaries.items():
        assert seen.keys() & set(values), entity


@pytest.mark.parametrize("name", PERSONAL)
def test_nothing_is_quoted_in_what_is_said(name, cleaned):
    done = cleaned(name)
    scanned, rejected = (payscrub(command, HERE / name, "--format", "json") for command in ("scan", "verify"))
    said = b"\n".join((done.ran.said, done.report.read_bytes(), scanned.said, rejected.said))
    assert Canaries(answers(name).values, bounded=True).seen_in(said) == {}


@pytest.mark.parametrize("name", NAMES)
def test_the_report_follows_its_schema(name, cleaned):
    report = json.loads(cleaned(name).report.read_text("utf-8"))
    assert report["schema"] == "payscrub.report/1"
    assert report["verdict"] == "clean"
    assert report["file"]["bytes"] == len(cleaned(name).before)


@pytest.mark.parametrize("name", PERSONAL)
def test_personal_columns_hold_no_original(name, cleaned):
    done = cleaned(name)
    for sheet, titles in answers(name).personal.items():
        before = columns(done.source, sheet, tuple(titles))
        after = columns(done.output, sheet, tuple(titles), like=done.source)
        for title, entity in titles.items():
            pairs = [(plain(old), plain(new)) for old, new in zip(before[title], after[title], strict=True)][ABOUT_THE_FILE.get(name, 0) :]
            assert [bool(old) for old, _ in pairs] == [bool(new) for _, new in pairs], title
            kept = [
                old for old, new in pairs if old == new and len(old) > 1 and old != "total" and old.strip("9")
            ]  # nines count as blanked
            assert entity in UNTOLD or not kept, f"{title}: {len(kept)} kept"


@pytest.mark.parametrize("name", NAMES)
def test_the_other_columns_are_unchanged(name, cleaned):
    done = cleaned(name)
    for sheet, titles in answers(name).kept.items():
        before, after = columns(done.source, sheet, tuple(titles)), columns(done.output, sheet, tuple(titles), like=done.source)
        changed = [title for title in titles if before[title] != after[title]]
        assert changed == [], sheet


@pytest.mark.parametrize("name", PERSONAL)
def test_dates_of_birth_keep_month_and_year(name, cleaned):
    done = cleaned(name)
    for sheet, titles in answers(name).personal.items():
        for title in (title for title, entity in titles.items() if entity == "DATE_OF_BIRTH"):
            before, after = (columns(path, sheet, tuple(titles), like=done.source)[title] for path in (done.source, done.output))
            dated = [(str(old), str(new)) for old, new in zip(before, after, strict=True) if {"/", "-"} & set(str(old))]
            assert dated
            assert [new for old, new in dated if month(old) != month(new)] == []


@pytest.mark.parametrize("name", NAMES)
def test_cleaning_again_changes_nothing(name, cleaned, tmp_path):
    done = cleaned(name)
    again = tmp_path / done.output.name
    ran = payscrub("clean", done.output, "-o", again, "--key-file", key_in(done.output.parent))
    assert ran.code == 0
    assert again.read_bytes() == done.output.read_bytes()


@pytest.mark.parametrize("name", WORKBOOKS)
def test_the_output_opens_without_a_warning(name, cleaned):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        before, after = openpyxl.load_workbook(cleaned(name).source), openpyxl.load_workbook(cleaned(name).output)
    assert [sheet.dimensions for sheet in before.worksheets] == [sheet.dimensions for sheet in after.worksheets]
    assert [sheet.sheet_state for sheet in before.worksheets] == [sheet.sheet_state for sheet in after.worksheets]


def test_a_workbook_without_people_is_accepted_as_it_is():
    assert payscrub("scan", HERE / HARMLESS).code == 0
    assert payscrub("verify", HERE / HARMLESS).code == 0


def test_every_part_of_a_workbook_without_people_comes_out_as_it_went_in(cleaned):
    before, after = (zipfile.ZipFile(path) for path in (HERE / HARMLESS, cleaned(HARMLESS).output))
    with before, after:
        kept = [name for name in before.namelist() if not name.startswith(REBUILT)]
        assert [name for name in kept if before.read(name) != after.read(name)] == []
