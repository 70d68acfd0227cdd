"""What docs/gate.md says to paste is understood, and what it says of the service is so."""

import re
import shlex
from pathlib import Path

import pytest

from payscrub.cli import main
from payscrub.receive.limits import MIB, NESTING, Limits
from payscrub.receive.openapi import document

GATE = (Path(__file__).resolve().parents[2] / "docs/gate.md").read_text(encoding="utf-8")
RECEIVER = GATE.split("# The gate of the receiver")[1]
BLOCKS = "\n".join(re.findall(r"```\w*\n(.*?)```", RECEIVER, re.DOTALL))


@pytest.mark.parametrize("line", sorted(set(re.findall(r"\bpayscrub (?:serve|inbox|mail|audit)\b.*", BLOCKS))))
def test_every_command_to_paste_is_understood(line):
    _, name, *rest = shlex.split(re.split(r" {3,}", line)[0])
    main.commands[name].make_context(name, rest)


def test_every_call_and_every_answer_of_the_service_is_named():
    described = document(Limits(), tokens=True)["paths"]
    assert [path for path in described if f" {path}`" not in RECEIVER] == []
    assert [code for path in described.values() for call in path.values() for code in call["responses"] if code not in RECEIVER] == []


def test_the_limits_are_those_of_the_program():
    usual = Limits()
    time, size, memory = f"{usual.seconds:.0f}", usual.size // MIB, usual.memory // MIB >> 10
    assert f"{time} seconds (`--time-limit`), {size} MiB\n(`--max-size`) and, on Linux, {memory} GiB" in RECEIVER
    assert NESTING == 5
    assert "five deep" in RECEIVER
