"""The documents that other services read: their required structure, and nothing of the file."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.gate_sender import invented

from payscrub.gate.junit import as_junit
from payscrub.gate.sarif import as_sarif

# What SARIF 2.1.0 requires of the objects used (sections 3.13 to 3.52): property, type, whether it must be there.
LOG = {"version": (str, True), "$schema": (str, False), "runs": (list, True)}
RUN = {"tool": (dict, True), "invocations": (list, False), "artifacts": (list, False), "results": (list, False), "columnKind": (str, False)}
DRIVER = {"name": (str, True), "version": (str, False), "semanticVersion": (str, False), "rules": (list, False)}
RULE = {"id": (str, True), "shortDescription": (dict, False), "defaultConfiguration": (dict, False)}
INVOCATION = {"executionSuccessful": (bool, True), "exitCode": (int, False)}
ARTIFACT = {"location": (dict, False), "roles": (list, False), "length": (int, False), "hashes": (dict, False)}
RESULT = {
    "message": (dict, True),
    "ruleId": (str, False),
    "ruleIndex": (int, False),
    "kind": (str, False),
    "level": (str, False),
    "locations": (list, False),
}
LOCATION = {"physicalLocation": (dict, False), "logicalLocations": (list, False)}
ARTIFACT_LOCATION = {"uri": (str, False), "index": (int, False)}


def fits(thing, shape):
    assert set(thing) <= set(shape), "a property that the schema does not have"
    for name, (kind, required) in shape.items():
        assert name in thing or not required
        assert isinstance(thing.get(name, kind()), kind)


def check(text):
    log = json.loads(text)
    fits(log, LOG)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    fits(run, RUN)
    assert set(run["tool"]) == {"driver"}
    fits(run["tool"]["driver"], DRIVER)
    for rule in run["tool"]["driver"]["rules"]:
        fits(rule, RULE)
        assert rule["shortDescription"]["text"]
        assert rule["defaultConfiguration"] == {"level": "error"}
    for one in run["invocations"]:
        fits(one, INVOCATION)
    for number, artifact in enumerate(run["artifacts"]):
        fits(artifact, ARTIFACT)
        assert artifact["location"] == {"uri": f"file-{number + 1}", "index": number}
        assert artifact["roles"] == ["analysisTarget"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        fits(result, RESULT)
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert (result["kind"], result["level"]) == ("fail", "error")
        assert result["message"]["text"]
        (location,) = result["locations"]
        fits(location, LOCATION)
        fits(location["physicalLocation"]["artifactLocation"], ARTIFACT_LOCATION)
        assert location["physicalLocation"]["artifactLocation"]["index"] < len(run["artifacts"])
        assert all(set(one) == {"fullyQualifiedName"} for one in location["logicalLocations"])
    return run


WORDS = st.text(max_size=20)
SENTENCE = st.text(min_size=1, max_size=20).filter(str.strip)
FINDINGS = st.lists(
    st.fixed_dictionaries({"entity": st.sampled_from(["PERSON", "UK_NINO", "NEW_ONE"]), "place": WORDS, "reason": WORDS}), max_size=4
)
UNREAD = st.lists(st.fixed_dictionaries({"place": WORDS, "cause": SENTENCE, "remedy": WORDS}), max_size=3)
REPORTS = st.lists(
    st.builds(
        lambda findings, unread, known: {
            "file": {"sha256": "00" * 32, "bytes": 1, "format": "csv"} if known else {"sha256": None, "bytes": None, "format": None},
            "verdict": "personal" if findings else "unexamined" if unread else "clean",
            "findings": findings,
            "unexamined": unread,
        },
        FINDINGS,
        UNREAD,
        st.booleans(),
    ),
    min_size=1,
    max_size=3,
)


@given(REPORTS, st.sampled_from([0, 1, 3, 4, 70]))
def test_every_log_has_the_structure_that_the_schema_requires(reports, code):
    run = check(as_sarif(reports, code))
    assert len(run["results"]) == sum(len(one["findings"]) + len(one["unexamined"]) for one in reports)
    assert run["invocations"] == [{"executionSuccessful": code in (0, 1, 3), "exitCode": code}]


@given(REPORTS)
def test_every_junit_document_is_well_formed_and_counts_right(reports):
    root = ET.fromstring(as_junit("verify", reports))
    (suite,) = root
    for element in (root, suite):
        assert [int(element.get(name)) for name in ("tests", "failures", "errors")] == [
            len(reports),
            len(list(root.iter("failure"))),
            len(list(root.iter("error"))),
        ]
    assert ["clean" if not len(case) else case[0].get("type") for case in suite] == [one["verdict"] for one in reports]


def test_braces_in_a_message_are_no_placeholders():
    report = {
        "file": {"sha256": None, "bytes": None, "format": None},
        "verdict": "unexamined",
        "findings": [],
        "unexamined": [{"place": "file", "cause": "It has {0}.", "remedy": ""}],
    }
    assert json.loads(as_sarif([report], 3))["runs"][0]["results"][0]["message"]["text"] == "It has {{0}}."


@pytest.mark.parametrize("command", ["scan", "verify"])
@pytest.mark.parametrize("form", ["sarif", "junit"])
def test_a_file_with_people_fails_the_build_and_is_not_quoted(run, source, command, form):
    result = run(command, source, "--format", form)
    assert result.exit_code == 1
    assert "UK_NINO" in result.stdout or "National Insurance number" in result.stdout
    words = set(re.findall(r"[\w/.]+", result.stdout))
    assert words.isdisjoint(invented.SECRETS)
    assert "march" not in result.output


def test_a_sarif_log_from_the_command_line_is_whole(run, source, tmp_path):
    (tmp_path / "locked.xlsx").write_bytes(b"PK\x03\x04")
    log = check(run("verify", source, tmp_path / "locked.xlsx", tmp_path / "missing.csv", "--format", "sarif").stdout)
    assert [bool(artifact.get("hashes")) for artifact in log["artifacts"]] == [True, True, False]
    assert log["invocations"] == [{"executionSuccessful": False, "exitCode": 4}]
    assert {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in log["results"]} == {
        "file-1",
        "file-2",
        "file-3",
    }


@pytest.mark.parametrize("form", ["sarif", "junit"])
def test_a_clean_file_has_no_result(run, tmp_path, cleaned, form):
    (tmp_path / "a.csv").write_bytes(cleaned[".csv"][0])
    result = run("verify", tmp_path / "a.csv", "--format", form)
    assert result.exit_code == 0
    assert not check(result.stdout)["results"] if form == "sarif" else 'failures="0"' in result.stdout
