"""Verdicts as JUnit XML, which build servers read: one test case a file.

Source: the de facto schema of the Ant and Jenkins JUnit reports. Files are numbered in the order given: a file's own name can be a
person's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from payscrub.entities import BY_NAME

# Characters that XML 1.0 has no spelling for (2.2)
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_junit(command: str, reports: Sequence[Mapping[str, Any]]) -> str:
    """Return the JSON reports of some files, in the order given, as one JUnit document.

    A file with personal data is a failure, one that could not be examined an error; both stop a build.
    """
    failures = sum(report["verdict"] == "personal" for report in reports)
    errors = sum(report["verdict"] == "unexamined" for report in reports)
    totals = f'tests="{len(reports)}" failures="{failures}" errors="{errors}"'
    cases = "".join(_case(command, number, report) for number, report in enumerate(reports, 1))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<testsuites {totals}>\n"
        f'  <testsuite name="payscrub {_text(command)}" {totals} skipped="0">\n{cases}  </testsuite>\n'
        "</testsuites>"
    )


def _case(command: str, number: int, report: Mapping[str, Any]) -> str:
    head = f'    <testcase classname="payscrub.{_text(command)}" name="file {number}"'
    match report["verdict"]:
        case "clean":
            return f"{head}/>\n"
        case "personal":
            body = _element(
                "failure", "personal", [_finding(one) for one in report["findings"]] + [_unread(one) for one in report["unexamined"]]
            )
        case _:
            body = _element("error", "unexamined", [_unread(one) for one in report["unexamined"]])
    return f"{head}>\n{body}    </testcase>\n"


def _element(name: str, kind: str, lines: Sequence[str]) -> str:
    """Return a failure or an error; its message is the first line, its text all of them."""
    first = lines[0] if lines else kind
    return f'      <{name} type="{kind}" message="{_text(first)}">{_text(chr(10).join(lines))}</{name}>\n'


def _finding(finding: Mapping[str, Any]) -> str:
    entity = finding["entity"]
    label = BY_NAME[entity].label if entity in BY_NAME else entity
    return f"{finding['place']}: {label} ({finding['reason']})"


def _unread(item: Mapping[str, Any]) -> str:
    return f"{item['place']}: {item['cause']} {item['remedy']}".strip()


def _text(text: str) -> str:
    return escape(_NO_XML.sub("\ufffd", text))
