"""The review page: one self-contained HTML document about the files of a run, for the person who signs them off.

It loads nothing and runs nothing: its policy (CSP level 3) allows its own style sheet, by digest, and no other thing.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import payscrub
from payscrub.report import became, column_name, did, label, sheet_of
from payscrub.review.html import element, pairs, table, text
from payscrub.review.look import Look

Reviewed = tuple[Mapping[str, Any], Look | None]

_LISTED = 200  # findings of a refused file; the rest is counted
_VERDICTS = MappingProxyType(
    {
        "clean": "Clean: the independent check found no personal data in the output.",
        "personal": "Not clean: personal data is left. Nothing was written, and nothing may be sent.",
        "unexamined": "Not clean: the file could not be examined in full. Nothing was written, and nothing may be sent.",
    }
)
_DUTIES = (
    "I have looked through the table of columns, and no column that holds personal data is missing from it or was kept.",
    "What was kept may be sent to this receiver for this purpose.",
    "I send the file whose SHA-256 stands above, and no other.",
)
_LINES = ("Name", "Role", "Receiver and purpose", "Date", "Signature")


def page(files_: Sequence[Reviewed]) -> str:
    """Return the page about some files: for each its JSON report, and what was looked at when it is clean."""
    style = files("payscrub.review").joinpath("page.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = (
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"{text('title', 'Review before sending: payscrub')}<style>{style}</style>"
    )
    many = len(files_) > 1
    body = "".join(_file(f"File {number}" if many else "The file", *one) for number, one in enumerate(files_, 1))
    top = text("h1", "Review before sending") + text(
        "p", f"Written by payscrub {payscrub.__version__}. It shows addresses, counts and invented values, and nothing of the source file."
    )
    return f'<!DOCTYPE html>\n<html lang="en-GB"><head>{head}</head><body>{element("main", top + body)}</body></html>\n'


def _file(title: str, report: Mapping[str, Any], look: Look | None) -> str:
    return element(
        "article",
        text("h2", title)
        + text("p", _VERDICTS[report["verdict"]], class_=f"verdict {report['verdict']}", role="status")
        + _facts(report, look)
        + _problems(report)
        + _columns(report, look)
        + _risk(report)
        + _parts(report)
        + _checklist(look)
        + (_sign() if report["verdict"] == "clean" else ""),
    )


def _facts(report: Mapping[str, Any], look: Look | None) -> str:
    facts = [
        ("File to send", f"SHA-256 {look.sha256}, {look.size:,} bytes" if look else ""),
        ("Format", report["file"]["format"] or ""),
        ("Cells changed", f"{report['counts'].get('cells', 0):,}" if look else ""),
        ("Other texts changed", f"{report['counts'].get('places', 0):,}" if look else ""),
        ("Checked by", f"payscrub {report['tool'].get('version', '')}, without key and without trust in the cleaner"),
    ]
    return pairs([(name, value) for name, value in facts if value])


def _problems(report: Mapping[str, Any]) -> str:
    """Return what stands in the way of a file that was not written."""
    found = report["findings"] if report["verdict"] == "personal" else []
    rows = [("", (one["place"], label(one["entity"]), one["reason"])) for one in found[:_LISTED]]
    rest = Counter(label(one["entity"]) for one in found[_LISTED:])
    more = ", ".join(f"{count:,} x {name}" for name, count in rest.most_common())
    unread = [("", (one["place"], one["cause"], one["remedy"])) for one in report["unexamined"]]
    return (
        table("Personal data that is left", ("Where", "What it is", "Why"), rows)
        + (text("p", f"And more: {more}.") if more else "")
        + table("What could not be examined", ("Where", "Why", "What you can do"), unread)
    )


def _columns(report: Mapping[str, Any], look: Look | None) -> str:
    sheets: dict[str, list[tuple[str, Sequence[str]]]] = {}
    for one in report["columns"]:
        sheet, place = sheet_of(one["place"])
        samples = look.samples.get(one["place"], ()) if look else ()
        kind = label(one["entity"]) if one["entity"] else "nothing personal"
        row = (
            column_name(place),
            one["title"],
            kind,
            f"{one['values']:,}",
            became(one["entity"], one["action"]),
            one["reason"],
            "; ".join(samples),
        )
        sheets.setdefault(sheet, []).append(("kept" if one["action"] == "keep" else "", row))
    headings = ("Column", "Header", "What it is", "Values", "What was done", "Why", "Invented values, for example")
    tables = "".join(table(_sheet_title(sheet), headings, rows, ("Values",)) for sheet, rows in sheets.items())
    note = "Shaded rows were kept, but for what is personal inside their texts. Headers show words of the public vocabulary only."
    return text("h3", "Columns") + text("p", note) + tables if tables else ""


def _sheet_title(sheet: str) -> str:
    return f"Sheet {sheet.removeprefix('sheet')}" if sheet.startswith("sheet") else sheet.capitalize() or "Table"


def _risk(report: Mapping[str, Any]) -> str:
    """Return how many people what was kept could still single out, by table."""
    rows = [
        ("", (one["place"], f"{one['people']:,}", f"{one['exposed']:,}", f"{one['smallest']:,}", str(one["k"]))) for one in report["risk"]
    ]
    headings = ("Table", "People", "Of them in a group smaller than k", "Smallest group", "k")
    note = "Counted over what was kept and describes a person: with a small group, somebody who knows the firm could tell who it is."
    return text("h3", "Who could still be told apart") + text("p", note) + table("Groups", headings, rows, headings[1:]) if rows else ""


def _parts(report: Mapping[str, Any]) -> str:
    rows = [("", (part["place"], did(part["action"]), part["cause"])) for part in report["parts"]]
    return text("h3", "Parts of the file") + table("Dropped or emptied", ("Part", "What was done", "Why"), rows) if rows else ""


def _checklist(look: Look | None) -> str:
    if look is None:
        return ""
    rows = [("", (answer.question, answer.text)) for answer in look.answers]
    source = "The points that the Information Commissioner's Office lists for data hidden in spreadsheets, answered for the file to send."
    return text("h3", "Where data can hide") + text("p", source) + table("Checklist", ("Look for", "Answer"), rows)


def _sign() -> str:
    duties = element("ul", "".join(text("li", f"☐ {duty}") for duty in _DUTIES))
    lines = "".join(text("dt", line) + element("dd", "", class_="line") for line in _LINES)
    return element("section", text("h3", "Sign-off") + duties + element("dl", lines), class_="sign")
