"""What is done with each kind of personal data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from payscrub.entities import TABLE
from payscrub.errors import PolicyError
from payscrub.model import Action

MODES = (Action.PSEUDONYMISE, Action.MASK, Action.REDACT)
_REWRITTEN = frozenset({"direct", "secret"})  # the risks whose default follows the mode


@dataclass(frozen=True, slots=True)
class Policy:
    """One action for every entity; explicit, and the same for every file it is used on."""

    actions: Mapping[str, Action]

    @classmethod
    def default(cls, mode: Action = Action.PSEUDONYMISE) -> Policy:
        """Return the policy of ``entities.py``, with what identifies directly treated by ``mode``.

        Raises ``PolicyError`` when ``mode`` is not one of ``MODES``.
        """
        if mode not in MODES:
            raise PolicyError("Unknown mode.", f"The modes are {', '.join(MODES)}.")
        follows = {row.name for row in TABLE if row.risk in _REWRITTEN and row.action is Action.PSEUDONYMISE}
        return cls(MappingProxyType({row.name: mode if row.name in follows else row.action for row in TABLE}))

    def action(self, entity: str) -> Action:
        """Return what is done with ``entity``; raises ``PolicyError`` for one that the policy does not know."""
        try:
            return self.actions[entity]
        except KeyError:
            raise PolicyError("The policy has no line for a kind of personal data that was found.", "Add one.") from None
