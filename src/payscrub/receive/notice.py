"""What a sender is told of a delivery that was refused: what kind of data, where, and how to clean it; no value and no name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any, Final

from payscrub import publish
from payscrub.errors import UsageError
from payscrub.report import label

COMMAND: Final = "payscrub clean FILE"
_KINDS: Final = 3  # in one sentence
_PLACES: Final = 5  # of one kind, in a notice
_PERSONAL, _UNEXAMINED = "It holds personal data.", "It could not be examined in full, so nobody can say that it is clean."
_FIELDS: Final = ("time", "bytes", "sha256", "why", "found", "how")
_HOW: Final = (
    "1. On your own computer, run:  " + COMMAND,
    "   It writes NAME.clean.EXT beside it, in which every person is an invented one; formulas and layout stay.",
    "2. Look at the clean file, and send that.",
)


@dataclass(frozen=True, slots=True)
class Notice:
    """The text of a notice, with ``$time``, ``$bytes``, ``$sha256``, ``$why``, ``$found`` and ``$how`` in it."""

    template: Template = field(repr=False)

    def of(self, report: Mapping[str, Any], *, time: str, size: int | None, sha256: str | None) -> str:
        """Return the notice about a delivery that ``report`` rejects, which arrived at ``time``."""
        personal = bool(report["findings"])
        values = {
            "time": time,
            "bytes": "an unknown number of" if size is None else f"{size:,}",
            "sha256": sha256 or "not computed",
            "why": _PERSONAL if personal else _UNEXAMINED,
            "found": "\n".join(f"- {line}" for line in [*_found(report), *_unread(report)]),
            "how": "\n".join(_HOW) if personal else f"Do what is said above, or run:  {COMMAND}\nThen send the clean file.",
        }
        return self.template.substitute(values)


def load(path: Path | None) -> Notice:
    """Return the notice whose text is in a file, or the usual one.

    Raises:
        UsageError: when the text names something else than a notice has.
        CannotReadOrWrite: when the operating system refuses.
    """
    if path is None:
        return Notice(Template(files("payscrub.receive").joinpath("notice.txt").read_text(encoding="utf-8")))
    template = Template(publish.read(path, "template").decode("utf-8-sig", "replace"))
    if not template.is_valid() or not set(template.get_identifiers()) <= set(_FIELDS):
        known = ", ".join(f"${name}" for name in _FIELDS)
        raise UsageError("The template names something that a notice does not have.", f"It has {known}; write $$ for a dollar.")
    return Notice(template)


def sentence(report: Mapping[str, Any]) -> str:
    """Return in one sentence why a delivery is refused, and in one what to do."""
    if not report["findings"]:
        first = report["unexamined"][0]
        return f"It could not be examined in full, at {first['place']}: {first['cause']} {first['remedy']}"
    kinds = list(dict.fromkeys(label(finding["entity"]) for finding in report["findings"]))
    named = ", ".join(kinds[:_KINDS]) + (" and more" if len(kinds) > _KINDS else "")
    where = _several([finding["place"] for finding in report["findings"]], 1)
    return f"It holds personal data ({named}) at {where}. Run {COMMAND} on your own computer and send the clean file."


def _found(report: Mapping[str, Any]) -> list[str]:
    places: dict[str, list[str]] = defaultdict(list)
    for finding in report["findings"]:
        places[finding["entity"]].append(finding["place"])
    return [f"{label(entity)}: at {_several(where, _PLACES)}" for entity, where in places.items()]


def _unread(report: Mapping[str, Any]) -> list[str]:
    lines = [f"not examined, at {item['place']}: {item['cause']} {item['remedy']}" for item in report["unexamined"]]
    more = len(lines) - _PLACES
    return lines if more <= 0 else [*lines[:_PLACES], f"not examined: {more:,} more"]


def _several(places: list[str], shown: int) -> str:
    more = len(places) - shown
    return "; ".join(places[:shown]) + (f" and {more:,} more" if more > 0 else "")
