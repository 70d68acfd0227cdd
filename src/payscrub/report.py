"""A report as JSON for programs and as tables and sentences for people; both hold addresses and counts, never a value."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import payscrub
from payscrub.entities import BY_NAME
from payscrub.errors import PayscrubError, Unexaminable
from payscrub.exposure.nouns import Exposure
from payscrub.formats.sniff import sniff
from payscrub.model import ColumnReport, Finding, Mark, PartReport, Report, Unexamined, Verdict

if TYPE_CHECKING:
    from rich.console import Console

SHOWN = 20  # findings that are printed before the rest is only counted

# action: what clean did, what settles a finding
_ACTIONS = MappingProxyType(
    {
        "pseudonymise": ("replaced by invented values", "replace it by an invented value"),
        "mask": ("masked", "mask it"),
        "redact": ("removed", "remove it"),
        "generalise": ("made coarser", "make it coarser"),
        "shift": ("moved in time", "move it in time"),
        "scale": ("multiplied by a secret factor", "multiply it"),
        "average": ("averaged over a crowd", "average it"),
        "drop": ("dropped", "drop it"),
        "keep": ("kept", "keep it"),
    }
)
_COUNTS = MappingProxyType(
    {
        "cells": "Cells with personal data",
        "places": "Other texts with personal data",
        "forced": "Invented values that may differ from those in another file, because two originals here would have had the same",
        "shared": "Telephone numbers, sort codes or postcodes that share an invented one, because too few are reserved",
    }
)
_COLUMN = (  # a column's address, and how it reads in a table
    (re.compile(r"row (\d+), column (\d+) to row (\d+), column \2"), r"\2 (rows \1 to \3)"),
    (re.compile(r"([A-Z]+)(\d+) to \1(\d+)"), r"\1 (rows \2 to \3)"),
)

_LABELLED = re.compile(r"([a-z ]{1,40} \d{1,9}), (?=row )")  # ``Grid.address`` writes it

_UNPROMISED = frozenset({"C", "D"})  # strengths of docs/surrogates.md

_SENTENCES = MappingProxyType(
    {
        ("scan", Mark.CLEAN): "Nothing personal was found.",
        ("scan", Mark.PERSONAL): "Personal data was found. Run payscrub clean before you send this file.",
        ("clean", Mark.CLEAN): "Clean: the independent check found no personal data in the output.",
        ("clean", Mark.PERSONAL): "Personal data is left, so nothing was written.",
        ("verify", Mark.CLEAN): "Accepted: no personal data was found.",
        ("verify", Mark.PERSONAL): "Rejected: the file holds personal data. Do not send it.",
    }
)
_UNEXAMINED = "Rejected: parts of the file could not be examined. Do not send it."


def tool() -> dict[str, str]:
    """Return what made a report: the name and the version."""
    return {"name": "payscrub", "version": payscrub.__version__}


def of_verdict(verdict: Verdict, data: bytes) -> Report:
    """Return a verdict on ``data`` as a report."""
    return Report(tool(), hashlib.sha256(data).hexdigest(), len(data), _format(data), verdict)


def as_json(items: Sequence[dict[str, Any]], *, single: bool) -> str:
    """Return reports as one JSON document: the object itself when ``single`` is set, else an array of them."""
    return json.dumps(items[0] if single and items else list(items), indent=2, sort_keys=False)


def refused(error: PayscrubError, mark: Mark) -> dict[str, Any]:
    """Return the JSON report of a file that could not be treated, in the schema of ``Report.to_dict``."""
    return {
        "schema": "payscrub.report/1",
        "tool": tool(),
        "file": {"sha256": None, "bytes": None, "format": None},
        "verdict": mark.value,
        "findings": [],
        "unexamined": [{"place": "file", "cause": error.message, "remedy": error.remedy}],
        "columns": [],
        "parts": [],
        "counts": {},
        "policy": "",
        "risk": [],
    }


def show(report: Report, console: Console, command: str) -> None:
    """Print a report: a table for each sheet, the parts that were dropped, what was found, and the verdict in a sentence."""
    for sheet, columns in _by_sheet(report.columns).items():
        _show_columns(sheet, columns, console, "What clean does" if command == "scan" else "What was done")
    _show_parts(report.parts, console)
    _show_findings(report.verdict.findings, console)
    _show_unexamined(report.verdict.unexamined, console)
    _show_spaces(report.columns, console)
    _show_risk(report.risk, console)
    for name in {**_COUNTS, **report.counts}:  # those in the order of the table first
        if count := report.counts.get(name):
            console.print(f"{_COUNTS.get(name, name)}: {count:,}")
    console.print(_SENTENCES.get((command, report.verdict.mark), _UNEXAMINED))
    if report.output:
        console.print(f"Written: {report.output}")


def label(entity: str) -> str:
    """Return the plain-English name of an entity, or its own name when the table has none."""
    return BY_NAME[entity].label if entity in BY_NAME else entity


def _format(data: bytes) -> str:
    try:
        return sniff(data)
    except Unexaminable:
        return "unknown"


def sheet_of(place: str) -> tuple[str, str]:
    """Return what an address belongs to, a sheet or a labelled grid (a pivot cache), if there is one, and where it stands there."""
    if found := _LABELLED.match(place):
        return found[1], place.replace(found[0], "")
    sheet, mark, rest = place.partition("!")
    return (sheet, rest) if mark else ("", place)


def _by_sheet(columns: Iterable[ColumnReport]) -> dict[str, list[tuple[str, ColumnReport]]]:
    """Return the columns under the sheet of their address, each with the rest of its address."""
    sheets: dict[str, list[tuple[str, ColumnReport]]] = {}
    for column in columns:
        sheet, place = sheet_of(column.place)
        sheets.setdefault(sheet, []).append((place, column))
    return sheets


def _show_columns(sheet: str, columns: Iterable[tuple[str, ColumnReport]], console: Console, done: str) -> None:
    rows = [(column_name(place), one.title, _kind(one.entity), f"{one.values:,}", became(one.entity, one.action)) for place, one in columns]
    _table(console, sheet, ("Column", "Header", "What it is", "Values", done), rows)


def _show_parts(parts: Sequence[PartReport], console: Console) -> None:
    rows = [(part.place, did(part.action), part.cause) for part in parts]
    _table(console, "Parts of the file", ("Part", "What is done", "Why"), rows)
    dropped = [part for part in parts if part.sha256 and part.action != "kept"]
    if dropped:
        console.print("To keep a picture that shows nobody, name it under [pictures] in a policy (docs/policy.md):")
    for part in dropped:
        console.print(f"{part.sha256}  {part.place}", soft_wrap=True)


def _show_findings(findings: Sequence[Finding], console: Console) -> None:
    rows = [(one.place, label(one.entity), one.reason, _ACTIONS.get(one.action, ("", one.action))[1]) for one in findings[:SHOWN]]
    _table(console, "Personal data", ("Where", "What it is", "Why", "What settles it"), rows)
    rest = Counter(label(one.entity) for one in findings[SHOWN:])
    if rest:
        console.print("And more: " + ", ".join(f"{count:,} x {name}" for name, count in rest.most_common()) + ".")


def _show_spaces(columns: Sequence[ColumnReport], console: Console) -> None:
    """Say for which kinds nobody has promised that the invented values are nobody's."""
    kinds = dict.fromkeys(label(column.entity) for column in columns if column.strength in _UNPROMISED)
    if kinds:
        console.print(
            f"No authority reserves a range for these kinds: {', '.join(kinds)}. Their invented values carry a mark of payscrub's own, "
            "or lie where nothing was found to be given out (docs/surrogates.md)."
        )


def _show_risk(risk: Sequence[Exposure], console: Console) -> None:
    """Print how many people what is kept could single out, in one sentence."""
    exposed, people = sum(table.exposed for table in risk), sum(table.people for table in risk)
    if exposed:
        console.print(f"What is kept could single out {exposed:,} of {people:,} people (sheet by sheet); payscrub risk shows by what.")


def _kind(entity: str) -> str:
    return label(entity) if entity else "nothing personal"


def did(action: str) -> str:
    """Return what was done by an action, in words."""
    return _ACTIONS[action][0] if action in _ACTIONS else action


def became(entity: str, action: str) -> str:
    """Return what became of a column, in words: of texts that stay, what is personal in them goes all the same."""
    return "read: what is personal in it is replaced" if (entity, action) == ("FREE_TEXT", "keep") else did(action)


def column_name(place: str) -> str:
    """Return the place of a column, without its sheet, as it reads in a table."""
    for pattern, form in _COLUMN:
        place = pattern.sub(form, place)
    return place


def _show_unexamined(items: Sequence[Unexamined], console: Console) -> None:
    rows = [(item.place, item.cause, item.remedy) for item in items[:SHOWN]]
    _table(console, "Not examined", ("Where", "Why", "What you can do"), rows)
    if len(items) > SHOWN:
        console.print(f"And {len(items) - SHOWN:,} more.")


def _table(console: Console, title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table unless it is empty, without the columns in which no row has anything."""
    from rich.table import Table  # noqa: PLC0415 - takes longer to import than a small file to examine

    if not rows:
        return
    used = [i for i in range(len(headings)) if any(row[i] for row in rows)]
    table = Table(title=title or None, title_justify="left")
    for i in used:
        table.add_column(headings[i], justify="right" if headings[i] == "Values" else "left")
    for row in rows:
        table.add_row(*(row[i] for i in used))
    console.print(table)
