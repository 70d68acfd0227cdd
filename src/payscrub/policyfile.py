"""A policy file: TOML that says what is done with which kind of data, named by the user and never found by accident.

```toml
[actions]
JOB_TITLE = "mask"
HEALTH = "keep"
```
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from types import MappingProxyType
from typing import Any

from payscrub import publish
from payscrub.entities import BY_NAME
from payscrub.errors import PolicyError
from payscrub.model import Action
from payscrub.policy import Policy


def load(path: Path, mode: Action = Action.PSEUDONYMISE) -> Policy:
    """Return the defaults under ``mode`` with the lines of the file in their place.

    Raises:
        PolicyError: when the file is no TOML, or has a table, an entity or an action that does not exist.
        CannotReadOrWrite: when the operating system refuses.
    """
    tables = _parsed(publish.read(path, "policy file"))
    if set(tables) != {"actions"} or not isinstance(tables["actions"], dict):
        raise PolicyError("A policy file has one table, [actions], and nothing else.", "See docs/usage.md for an example.")
    chosen = {_entity(name): _action(word) for name, word in tables["actions"].items()}
    return Policy(MappingProxyType({**Policy.default(mode).actions, **chosen}))


def _parsed(data: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise PolicyError("The policy file is no TOML text in UTF-8.", "See docs/usage.md for an example.") from None


def _entity(name: str) -> str:
    if name not in BY_NAME:
        raise PolicyError("The policy file names a kind of data that does not exist.", "docs/usage.md lists the kinds.")
    return name


def _action(word: object) -> Action:
    if not isinstance(word, str) or word not in set(Action):
        raise PolicyError("The policy file names an action that does not exist.", f"The actions are {', '.join(Action)}.")
    return Action(word)
