"""What is done with each kind of personal data, and what a person has decided about columns, sheets and places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from payscrub.entities import TABLE
from payscrub.errors import PolicyError
from payscrub.model import Action

if TYPE_CHECKING:
    from payscrub.detect import Searcher

MODES = (Action.PSEUDONYMISE, Action.MASK, Action.REDACT)
SMALLEST_GROUP = 5  # k: rows that must agree before they count as a crowd
UNNAMED = "FREE_TEXT"  # the kind of a column that a policy treats without saying what it holds
FITS = MappingProxyType(  # the kinds of data that an action can be done with; every other action fits all
    {
        Action.SHIFT: frozenset({"EMPLOYMENT_DATE"}),
        Action.SCALE: frozenset({"PAY_AMOUNT", "WORK_PATTERN"}),
        Action.AVERAGE: frozenset({"PAY_AMOUNT", "WORK_PATTERN"}),
    }
)
_REWRITTEN = frozenset({"direct", "secret"})  # the risks whose default follows the mode
_ADDRESS = re.compile(r"(?:sheet(\d{1,5})!)?(?:column (\d{1,5})|([A-Z]{1,3}))")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a policy says about one column: what it holds, what is done with it, or both, and why."""

    entity: str = ""
    action: Action | None = None
    reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Policy:
    """One action for every entity, and a person's decisions; explicit, and the same for every file it is used on.

    ``columns`` are keyed by folded header or by address, ``sheets`` are the numbers of those whose cells are blanked, ``kept`` maps
    addresses to the reason why they stay, ``pictures`` the hashes of pictures, ``digest`` tells policy files apart in reports,
    ``searchers`` look through texts beside us.
    """

    actions: Mapping[str, Action]
    columns: Mapping[str, Choice] = field(default_factory=dict, repr=False)
    sheets: frozenset[int] = frozenset()
    kept: Mapping[str, str] = field(default_factory=dict, repr=False)
    pictures: Mapping[str, str] = field(default_factory=dict, repr=False)
    smallest_group: int = SMALLEST_GROUP
    strict: bool = False
    digest: str = ""
    searchers: tuple[Searcher, ...] = field(default=(), repr=False)

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

    def with_recognizers(self, readers: Iterable[Any]) -> Policy:
        """Return the policy under which recognisers and analyzers of presidio's kind also read what nothing else has decided.

        Raises ``UsageError`` when presidio is not installed, or one of them cannot read here (``docs/presidio.md``).
        """
        from payscrub.presidio import guests  # noqa: PLC0415 - presidio takes seconds to import

        return replace(self, searchers=(*self.searchers, *guests(readers)))

    def choice(self, title: str, sheet: int, position: int) -> Choice | None:
        """Return what was decided about the column at ``position`` (from 1) of a sheet, by its address before its header."""
        for address in (place(sheet, position), place(0, position)):
            if address in self.columns:
                return self.columns[address]
        return self.columns.get(folded(title))


def place(sheet: int, position: int) -> str:
    """Return the key of a column's address; sheet 0 stands for all."""
    return f"sheet{sheet}!column {position}" if sheet else f"column {position}"


def column_key(name: str) -> str:
    """Return the key of a column as a person writes it: ``sheet2!C``, ``column 3``, or a header.

    Letters alone are a header; an address in letters needs its sheet.
    """
    match = _ADDRESS.fullmatch(name)
    if match is None or (match[3] and not match[1]):
        return folded(name)
    return place(int(match[1] or 0), int(match[2]) if match[2] else _position(match[3]))


def folded(title: str) -> str:
    """Return a header without what nobody sees: case, and the width of its blanks."""
    return " ".join(title.split()).casefold()


def _position(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number
