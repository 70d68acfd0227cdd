"""A policy file: TOML that a person can read, review and sign, named by the user and never found by accident.

```toml
[actions]                                   # kinds of data: what is done with them
JOB_TITLE = "mask"

[columns]                                   # columns by header or address: what they hold, or what is done with them
"Local ref" = "EMPLOYEE_ID"
"sheet2!C" = "drop"
"Ward" = { entity = "EMPLOYER", action = "keep", reason = "wards have no staff lists" }

[sheets]
drop = [3]                                  # by number: a sheet's name can be a person's

[keep]                                      # places that stay, with the reason
"sheet1!B2" = "the name of our software"

[pictures]                                  # pictures that stay, by the hash in the report, with the reason
"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" = "our logo"

[thresholds]
smallest_group = 5                          # k of the table of what is left
```
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from payscrub import publish
from payscrub.entities import BY_NAME
from payscrub.errors import PolicyError
from payscrub.model import Action
from payscrub.policy import FITS, Choice, Policy, column_key

UNREVIEWED = "to review"  # how the reason begins of a line that payscrub proposed and nobody has looked at
_HELP = "See docs/policy.md for an example."
_TABLE = re.compile(r"\s*\[\s*([\w.-]+)\s*\]")
_KEY = re.compile(r"""\s*("(?:[^"\\]|\\.){0,1000}"|'[^']{0,1000}'|[A-Za-z0-9_-]{1,1000})\s*=""")
_AT_LINE = re.compile(r"at line (\d+)")
_HASH = re.compile(r"[0-9a-f]{64}")
_CHOICE = frozenset({"entity", "action", "reason"})
_DIGITS = 16  # of the digest: enough to tell the policies of one firm apart
_WIDEST_GROUP = 1000
_PART = r"[a-z][a-z ]{1,60} \d{1,7}"
_PLACE = re.compile(
    rf"sheet\d{{1,5}}![A-Z]{{1,3}}\d{{1,7}}(?: formula)?|row \d{{1,9}}, column \d{{1,5}}|(?:sheet\d{{1,5}}|{_PART})(?:, {_PART}){{1,3}}"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a policy file: the line (0: the file as a whole), the sentence and the remedy."""

    line: int
    message: str
    remedy: str


class _Wrong(Exception):  # noqa: N818 - never leaves this module
    """One wrong line: a sentence and its remedy."""

    def __init__(self, message: str, remedy: str = _HELP) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


@dataclass(slots=True)
class _Draft:
    """What was read so far."""

    actions: dict[str, Action] = field(default_factory=dict)
    columns: dict[str, Choice] = field(default_factory=dict)
    sheets: frozenset[int] = frozenset()
    kept: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)
    smallest_group: int | None = None


def load(path: Path, mode: Action = Action.PSEUDONYMISE, *, strict: bool = False) -> Policy:
    """Return the defaults under ``mode`` with the lines of the file in their place.

    With ``strict`` a file is refused that has a column which the policy does not name, and so is a policy with lines nobody reviewed.

    Raises:
        PolicyError: when the file is no TOML, or holds a word that means nothing; says which line is the first wrong one.
        CannotReadOrWrite: when the operating system refuses.
    """
    data = publish.read(path, "policy file")
    draft, faults = _read(data)
    if strict and not faults:
        faults = unreviewed(data)
    if faults:
        first = faults[0]
        where = f"Line {first.line} of the policy file" if first.line else "The policy file"
        raise PolicyError(f"{where} {first.message}.", first.remedy)
    base = Policy.default(mode)
    return replace(
        base,
        actions=MappingProxyType({**base.actions, **draft.actions}),
        columns=MappingProxyType(draft.columns),
        sheets=draft.sheets,
        kept=MappingProxyType(draft.kept),
        pictures=MappingProxyType(draft.pictures),
        smallest_group=draft.smallest_group or base.smallest_group,
        strict=strict,
        digest=hashlib.sha256(data).hexdigest()[:_DIGITS],
    )


def check(path: Path) -> list[Fault]:
    """Return everything that is wrong in the file, by line; nothing when it can be used.

    Raises ``CannotReadOrWrite`` when the operating system refuses.
    """
    return _read(publish.read(path, "policy file"))[1]


def unreviewed(data: bytes) -> list[Fault]:
    """Return the lines of a sound policy file that keep a column for a reason which nobody has reviewed."""
    text = data.decode("utf-8-sig")
    lines, columns = _lines(text), tomllib.loads(text).get("columns", {})
    waiting = [key for key, value in columns.items() if isinstance(value, dict) and str(value.get("reason", "")).startswith(UNREVIEWED)]
    return [
        Fault(lines.get(("columns", key), 0), "keeps a column that nobody has reviewed", "Write the reason why it stays.")
        for key in waiting
    ]


def _read(data: bytes) -> tuple[_Draft, list[Fault]]:
    try:
        text = data.decode("utf-8-sig")
        tables = tomllib.loads(text)
    except UnicodeDecodeError:
        return _Draft(), [Fault(0, "is no text in UTF-8", "Save it as UTF-8.")]
    except tomllib.TOMLDecodeError as error:
        at = _AT_LINE.search(str(error))
        return _Draft(), [Fault(int(at[1]) if at else 0, "is no TOML, or says one thing twice", _HELP)]
    lines, draft, faults = _lines(text), _Draft(), list[Fault]()
    if not tables:
        faults.append(Fault(0, "says nothing", _HELP))
    for table, key, value in _entries(tables):
        try:
            _take(draft, table, key, value)
        except _Wrong as error:
            faults.append(Fault(lines.get((table, key), lines.get((table, ""), 0)), error.message, error.remedy))
    return draft, sorted(faults, key=lambda fault: fault.line)


def _entries(tables: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Yield table, key and value of every line; a table that is none, or is unknown, comes with an empty key."""
    for table, content in tables.items():
        if table not in _TAKERS or not isinstance(content, dict):
            yield table, "", content
        else:
            yield from ((table, key, value) for key, value in content.items())


def _take(draft: _Draft, table: str, key: str, value: object) -> None:
    if not key or table not in _TAKERS:
        raise _Wrong("names a table that does not exist", f"The tables are {', '.join(_TAKERS)}.")
    _TAKERS[table](draft, key, value)


def _take_action(draft: _Draft, key: str, value: object) -> None:
    entity, action = _entity(key), _action(value)
    draft.actions[entity] = _fitting(entity, action)


def _take_column(draft: _Draft, key: str, value: object) -> None:
    name = column_key(key)
    if name in draft.columns:
        raise _Wrong("names a column again", "Leave one line for each column.")
    draft.columns[name] = _choice(value)


def _take_sheets(draft: _Draft, key: str, value: object) -> None:
    if key != "drop" or not isinstance(value, list) or not all(type(item) is int and item > 0 for item in value):
        raise _Wrong("may only say which sheets to drop, by number", "Write drop = [3] for the third sheet.")
    draft.sheets = frozenset(value)


def _take_kept(draft: _Draft, key: str, value: object) -> None:
    if not isinstance(value, str) or not value.strip():
        raise _Wrong("keeps a place without a reason", "Write the reason in quotation marks.")
    if not _PLACE.fullmatch(key):
        raise _Wrong("keeps what is no place", 'Copy the place from the report: "sheet1!B2", or "row 14, column 3".')
    draft.kept[key] = value


def _take_picture(draft: _Draft, key: str, value: object) -> None:
    if not isinstance(value, str) or not value.strip():
        raise _Wrong("keeps a picture without a reason", "Write the reason in quotation marks.")
    if not _HASH.fullmatch(key.lower()):
        raise _Wrong("keeps what is no picture", "Copy the 64 signs that the report shows for the picture.")
    draft.pictures[key.lower()] = value


def _take_threshold(draft: _Draft, key: str, value: object) -> None:
    if key != "smallest_group":
        raise _Wrong("names a threshold that does not exist", "There is one: smallest_group.")
    if type(value) is not int or not 1 < value <= _WIDEST_GROUP:
        raise _Wrong("needs a whole number of rows", f"Write a number from 2 to {_WIDEST_GROUP}.")
    draft.smallest_group = value


_TAKERS: MappingProxyType[str, Callable[[_Draft, str, object], None]] = MappingProxyType(
    {
        "actions": _take_action,
        "columns": _take_column,
        "sheets": _take_sheets,
        "keep": _take_kept,
        "pictures": _take_picture,
        "thresholds": _take_threshold,
    }
)


def _choice(value: object) -> Choice:
    """Return what is said about a column: a kind of data, an action, or a table of both."""
    if isinstance(value, str):
        value = {"action": value} if value in set(Action) else {"entity": value}
    if not isinstance(value, dict) or not value or not value.keys() <= _CHOICE:
        raise _Wrong("says of a column what means nothing", "Write a kind of data, an action, or { entity, action, reason }.")
    reason = value.get("reason", "")
    if not isinstance(reason, str):
        raise _Wrong("has a reason that is no text", "Write the reason in quotation marks.")
    entity, action = value.get("entity"), value.get("action")
    choice = Choice("" if entity is None else _entity(entity), None if action is None else _action(action), reason)
    if choice.entity and choice.action:
        _fitting(choice.entity, choice.action)
    if choice.action is Action.KEEP and not reason.strip():
        raise _Wrong("keeps a column without a reason", 'Write { action = "keep", reason = "..." }.')
    return choice


def _entity(name: object) -> str:
    if not isinstance(name, str) or name not in BY_NAME:
        raise _Wrong("names a kind of data that does not exist", "docs/usage.md lists the kinds and the actions.")
    return name


def _action(word: object) -> Action:
    if not isinstance(word, str) or word not in set(Action):
        raise _Wrong("names an action that does not exist", f"The actions are {', '.join(Action)}.")
    return Action(word)


def _fitting(entity: str, action: Action) -> Action:
    """Return an action that can be done with a kind of data: only dates can be shifted, only amounts scaled or averaged."""
    if action in FITS and entity not in FITS[action]:
        raise _Wrong("has an action that its kind of data cannot have", f"{action} is for {' and '.join(sorted(FITS[action]))} only.")
    return action


def _lines(text: str) -> dict[tuple[str, str], int]:
    """Return the line of every key by table and key, and of every table by its name and an empty key."""
    found: dict[tuple[str, str], int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        heading, key = _TABLE.match(line), _KEY.match(line)
        if heading:
            table = heading[1]
            found[table, ""] = number
        elif key:
            found.setdefault((table, _plain(key[1])) if table else (_plain(key[1]), ""), number)
    return found


def _plain(key: str) -> str:
    """Return a key as it is meant, without its quotation marks."""
    try:
        return next(iter(tomllib.loads(f"{key} = 0")))
    except tomllib.TOMLDecodeError:  # a line inside of a text of several lines
        return key
