"""Verdicts as SARIF 2.1.0, which code-scanning services read.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0 Plus Errata 01; the numbers below are its sections.
Files are called ``file-1``, ``file-2`` in the order given and carry their SHA-256: a file's own name can be a person's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import payscrub
from payscrub.entities import BY_NAME

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
UNEXAMINED = "UNEXAMINED"
_UNEXAMINED_TEXT = "could not be examined"


def as_sarif(reports: Sequence[Mapping[str, Any]], exit_code: int) -> str:
    """Return the JSON reports of some files, in the order given, as one SARIF log with one run.

    Every finding is an error, and so is everything that could not be examined: a gate that counts errors stays shut.
    """
    results = [result for number, report in enumerate(reports) for result in _results(number, report)]
    rules = sorted({result["ruleId"] for result in results})
    for result in results:
        result["ruleIndex"] = rules.index(result["ruleId"])
    run = {
        "tool": {"driver": _driver(rules)},
        "invocations": [{"executionSuccessful": exit_code in (0, 1, 3), "exitCode": exit_code}],
        "artifacts": [_artifact(number, report["file"]) for number, report in enumerate(reports)],
        "results": results,
        "columnKind": "unicodeCodePoints",
    }
    return json.dumps({"version": "2.1.0", "$schema": SCHEMA, "runs": [run]}, indent=2)


def _driver(rules: Sequence[str]) -> dict[str, Any]:
    """Return what made the log (3.19) with the rules that its results name."""
    return {
        "name": "payscrub",
        "version": payscrub.__version__,
        "semanticVersion": payscrub.__version__,
        "rules": [_rule(id_) for id_ in rules],
    }


def _rule(entity: str) -> dict[str, Any]:
    """Return one rule (3.49): a kind of personal data, or that something could not be read."""
    label = BY_NAME[entity].label if entity in BY_NAME else _UNEXAMINED_TEXT if entity == UNEXAMINED else entity
    return {"id": entity, "shortDescription": {"text": label}, "defaultConfiguration": {"level": "error"}}


def _artifact(number: int, file: Mapping[str, Any]) -> dict[str, Any]:
    """Return one file (3.24); of a refused one nothing is known but its number."""
    known = {"length": file["bytes"], "hashes": {"sha-256": file["sha256"]}} if file["sha256"] is not None else {}
    return {"location": _location(number), "roles": ["analysisTarget"], **known}


def _location(number: int) -> dict[str, Any]:
    return {"uri": f"file-{number + 1}", "index": number}


def _results(number: int, report: Mapping[str, Any]) -> list[dict[str, Any]]:
    findings = [_result(number, one["entity"], one["place"], _found(one)) for one in report["findings"]]
    unread = [_result(number, UNEXAMINED, one["place"], f"{one['cause']} {one['remedy']}".strip()) for one in report["unexamined"]]
    return findings + unread


def _found(finding: Mapping[str, Any]) -> str:
    entity = finding["entity"]
    label = BY_NAME[entity].label if entity in BY_NAME else entity
    return f"{label[:1].upper()}{label[1:]} at {finding['place']}: {finding['reason']}."


def _result(number: int, rule: str, place: str, text: str) -> dict[str, Any]:
    """Return one result (3.27); the place inside the file is a logical location (3.33), for it has no line."""
    return {
        "ruleId": rule,
        "kind": "fail",
        "level": "error",
        "message": {"text": text.replace("{", "{{").replace("}", "}}")},
        "locations": [
            {"physicalLocation": {"artifactLocation": _location(number)}, "logicalLocations": [{"fullyQualifiedName": place}]},
        ],
    }
