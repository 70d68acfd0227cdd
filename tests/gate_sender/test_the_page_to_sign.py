"""The review page: what stands on it, what never does, and that a browser shows it and nothing else."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from tests.gate_sender import invented

from payscrub.errors import Damaged
from payscrub.exposure.nouns import Exposure
from payscrub.model import ColumnReport, Finding, Mark, Report, Unexamined, Verdict
from payscrub.report import refused
from payscrub.review.look import look
from payscrub.review.page import page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
OURS = {"lang", "charset", "http-equiv", "content", "name", "class", "role", "tabindex", "aria-label", "scope"}
HOSTILE = "<script>document.title='x'</script>\"'&"


@pytest.fixture(scope="module")
def looks(cleaned):
    sources = {".csv": invented.delimited(), ".xlsx": invented.workbook()}
    return {suffix: look(report, sources[suffix], data) for suffix, (data, report) in cleaned.items()}


@pytest.fixture(scope="module")
def pages(cleaned, looks):
    return {suffix: page([(report.to_dict(), looks[suffix])]) for suffix, (_, report) in cleaned.items()}


class Outline(HTMLParser):
    """The tags of a page in order, with a check that each is closed."""

    VOID = frozenset({"meta"})

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.attributes = [], [], []
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_no_value_of_the_source_stands_on_the_page(pages, suffix):
    words = set(re.findall(r"[\w/.-]+", pages[suffix].casefold()))
    assert words.isdisjoint(secret.casefold() for secret in invented.SECRETS)
    assert words.isdisjoint(value.casefold() for person in invented.PEOPLE for value in person[6:])


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_the_page_is_whole_and_can_load_and_run_nothing(pages, suffix):
    outline = Outline(pages[suffix])
    assert {"script", "link", "img", "iframe", "form", "a"}.isdisjoint(outline.tags)
    assert {"src", "href", "style"}.isdisjoint(outline.attributes)
    assert not [name for name in outline.attributes if name.startswith("on")]
    assert "default-src 'none'; style-src 'sha256-" in pages[suffix]
    assert "url(" not in pages[suffix]
    assert "@import" not in pages[suffix]


def test_samples_are_invented_and_only_where_values_were_replaced(cleaned, looks):
    data, report = cleaned[".csv"]
    kept = {column.place for column in report.columns if column.action == "keep"}
    assert len(looks[".csv"].samples) == 5
    assert kept.isdisjoint(looks[".csv"].samples)
    for samples in looks[".csv"].samples.values():
        assert samples
        assert all(sample.encode() in data for sample in samples)


def test_there_are_no_samples_of_a_file_that_was_changed_in_the_meantime(cleaned):
    data, report = cleaned[".csv"]
    assert not look(report, invented.delimited() + b"\n", data).samples
    assert not look(report, invented.delimited(), data + b"\n").samples


def test_the_checklist_counts_what_is_hidden_in_the_output(looks):
    counts = {answer.question: answer.count for answer in looks[".xlsx"].answers}
    assert counts["Hidden rows"] == 1
    assert counts["Hidden columns"] == 2
    assert counts["Hidden sheets"] == 1
    assert counts["Filters"] == 1
    assert counts["Hyperlinks"] == 1
    assert counts["Links to other files"] == 0
    assert next(count for question, count in counts.items() if question.startswith("Cells far from")) == 1
    assert len(counts) == 12


def test_every_answer_stands_on_the_page(pages, looks):
    for answer in looks[".xlsx"].answers:
        assert answer.question in pages[".xlsx"]
        assert answer.text in pages[".xlsx"]


def test_every_column_is_listed_with_what_was_done(pages, cleaned):
    rows = re.findall(r"<tr.*?</tr>", pages[".xlsx"])
    for column in cleaned[".xlsx"][1].columns:
        (row,) = (row for row in rows if f">{column.title}<" in row and column.reason in row and f"{column.values:,}<" in row)
        assert ('class="kept"' in row) == (column.action == "keep")


def test_the_signature_is_bound_to_the_bytes_that_are_sent(pages, cleaned):
    assert cleaned[".csv"][1].output_sha256 in pages[".csv"]
    assert cleaned[".csv"][1].sha256 not in pages[".csv"]
    assert "Signature" in pages[".csv"]


def test_a_refused_file_has_its_reason_and_no_place_to_sign():
    text = page([(refused(Damaged("It is broken.", "Mend it."), Mark.UNEXAMINED), None)])
    assert "It is broken." in text
    assert "Mend it." in text
    assert "Signature" not in text
    Outline(text)


def test_a_file_with_people_left_lists_them_and_counts_the_rest():
    verdict = Verdict(tuple(Finding("PERSON", f"sheet1!B{row}", 1.0, "a name") for row in range(2, 252)))
    text = page([(Report({}, "00", 1, "xlsx", verdict).to_dict(), None)])
    assert text.count("sheet1!B") == 200
    assert "50 x name of a person" in text
    assert "Signature" not in text


def test_what_could_still_tell_people_apart_is_counted(cleaned, looks):
    report = replace(cleaned[".csv"][1], risk=(Exposure("row 1, column 1", 1234, 5, 77, 1, None, ()),))
    row = re.search(r"<tr><th scope=\"row\">row 1, column 1</th>.*?</tr>", page([(report.to_dict(), looks[".csv"])]))[0]
    assert re.findall(r">([\d,]+)<", row) == ["1,234", "77", "1", "5"]


def test_columns_of_a_pivot_cache_stand_under_its_name():
    column = ColumnReport("pivot cache 1, row 2, column 3 to pivot cache 1, row 9, column 3", "", "PERSON", 8, 1.0, "", "pseudonymise")
    text = page([(Report({}, "00", 1, "xlsx", Verdict(), (column,)).to_dict(), None)])
    assert "<caption>Pivot cache 1</caption>" in text
    assert ">3 (rows 2 to 9)<" in text


def test_every_text_is_escaped():
    verdict = Verdict((Finding(HOSTILE, HOSTILE, 1.0, HOSTILE),), (Unexamined(HOSTILE, HOSTILE, HOSTILE),))
    columns = (ColumnReport(HOSTILE, HOSTILE, HOSTILE, 1, 1.0, HOSTILE, HOSTILE),)
    text = page([(Report({"version": HOSTILE}, "00", 1, HOSTILE, verdict, columns).to_dict(), None)])
    assert "<script" not in text
    assert set(Outline(text).attributes) <= {
        "lang",
        "charset",
        "http-equiv",
        "content",
        "name",
        "class",
        "role",
        "tabindex",
        "aria-label",
        "scope",
    }


def test_tables_are_readable_for_all(pages):
    text = pages[".xlsx"]
    assert '<html lang="en-GB">' in text
    assert text.count("<table>") == text.count("<caption>")
    assert text.count('scope="col"') > text.count("<table>")
    assert text.count("<h1>") == 1


def test_the_command_writes_the_page_of_several_files(run, source, tmp_path):
    (tmp_path / "april.xlsx").write_bytes(b"PK\x03\x04")
    target = tmp_path / "report.html"
    assert run("clean", source, tmp_path / "april.xlsx", "--ephemeral", "--report", target).exit_code == 3
    text = target.read_text("utf-8")
    assert "File 1" in text
    assert "File 2" in text
    assert text.count("Signature") == 1
    assert "march" not in text
    assert run("clean", source, "--ephemeral", "--force", "--report", target).exit_code == 0


def test_the_page_of_what_was_piped_in_has_samples_too(run, tmp_path):
    target = tmp_path / "report.html"
    run("clean", "-", "-o", tmp_path / "x.csv", "--ephemeral", "--report", target, input=invented.delimited())
    assert "quox" in target.read_text("utf-8")


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")
def test_a_browser_shows_the_page_under_its_own_policy(tmp_path, pages):
    file = tmp_path / "page.html"
    file.write_text(pages[".xlsx"].replace("</main>", "<script>document.title='x'</script></main>"), "utf-8")
    words = [CHROMIUM, *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", "--enable-logging=stderr", "--v=0"]
    shot = tmp_path / "page.png"
    seen = subprocess.run([*words, f"--screenshot={shot}", file.as_uri()], capture_output=True, timeout=120, check=True)
    assert shot.read_bytes().startswith(b"\x89PNG")
    refusals = re.findall(rb"(?:Executing inline script|Refused to \w+)[^\n]*", seen.stderr)
    assert len(refusals) == 1, "the planted script is refused, and the style sheet is not"
    shown = subprocess.run([*words, "--dump-dom", file.as_uri()], capture_output=True, timeout=120, check=True).stdout
    assert b"<title>Review before sending: payscrub</title>" in shown
