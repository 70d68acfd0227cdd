"""The house rules that no linter knows."""

from __future__ import annotations

import ast
import re
import statistics
from pathlib import Path

import pytest

import payscrub

PACKAGE = Path(payscrub.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
NAMES = [str(path.relative_to(PACKAGE)) for path in MODULES]
NETWORK = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "asyncio", "requests", "httpx", "urllib3"}

SERVERS = {f"receive/{name}.py" for name in ("address", "mail", "relay", "service", "serving")}  # what serve and mail run, and nothing else


def functions(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def body_lines(function):
    """Lines of the body without its docstring."""
    first = function.body[1:] if ast.get_docstring(function) else function.body
    return first[-1].end_lineno - first[0].lineno + 1 if first else 0


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_module_fits_in_the_head(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) < 300


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_function_fits_on_a_screen(path):
    assert [f.name for f in functions(path) if body_lines(f) > 40] == []


def test_most_functions_are_short():
    assert statistics.median(body_lines(f) for path in MODULES for f in functions(path)) < 10


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_no_module_can_reach_a_network_but_the_servers_of_the_gate(path):
    name = path.relative_to(PACKAGE).as_posix()
    assert NETWORK.isdisjoint(imported(path)) is (name not in SERVERS)


def test_only_their_own_commands_start_the_servers_of_the_gate():
    modules = {f"payscrub.{name.removesuffix('.py').replace('/', '.')}" for name in SERVERS}
    users = {path.relative_to(PACKAGE).as_posix() for path in MODULES if modules & set(imported(path))}
    assert users - SERVERS == {"commands/serve.py", "commands/mail.py"}


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_an_exception_from_the_rules_has_its_reason(path):
    bare = [
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"#\s*(noqa|type: ignore)", line) and " - " not in line.split("#", 1)[1]
    ]
    assert bare == []


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_no_exception_is_swallowed(path):
    handlers = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ExceptHandler)]
    assert [h.lineno for h in handlers if all(isinstance(line, ast.Pass) for line in h.body)] == []
