"""Where everything the verifier notices is written down, each fact once, without a value."""

from __future__ import annotations

from dataclasses import dataclass, field

from payscrub.model import Action, Finding, Grid, Indices, Objection, Unexamined, Verdict

_ACTIONS = {"SECRET": Action.REDACT, "PHOTO": Action.DROP, "SIGNATURE": Action.DROP}


@dataclass(frozen=True, slots=True, repr=False)
class Ledger:
    """Collects findings and unread things; equal ones are kept once, in the surest wording."""

    found: dict[tuple[str, str], Finding] = field(default_factory=dict)
    unread: dict[tuple[str, str], Unexamined] = field(default_factory=dict)
    objected: list[Objection] = field(default_factory=list)

    def find(self, entity: str, place: str, reason: str, score: float = 0.8, action: Action | None = None) -> None:
        """Note personal data of ``entity`` at ``place``; ``reason`` is plain English and quotes nothing."""
        settled = action or _ACTIONS.get(entity, Action.PSEUDONYMISE)
        known = self.found.get((entity, place))
        if known is None or known.score < score:
            self.found[entity, place] = Finding(entity, place, score, reason, settled.value)

    def object_to(self, grid: Grid, cells: Indices, entity: str) -> None:
        """Note which cells a finding speaks for."""
        self.objected.append(Objection(grid.sheet, grid.label, entity, grid.rows[cells], grid.cols[cells]))

    def miss(self, place: str, cause: str, remedy: str) -> None:
        """Note that something at ``place`` could not be read, why, and what the user can do."""
        self.unread.setdefault((place, cause), Unexamined(place, cause, remedy))

    def verdict(self) -> Verdict:
        """Return what was noted, in the order it was met."""
        return Verdict(tuple(self.found.values()), tuple(self.unread.values()), tuple(self.objected))


def both(first: Verdict, second: Verdict) -> Verdict:
    """Return as one what was noted in two parts of an examination, as if one ledger had been kept."""
    ledger = Ledger(
        {(one.entity, one.place): one for one in first.findings},
        {(one.place, one.cause): one for one in first.unexamined},
        [*first.objections],
    )
    for finding in second.findings:
        ledger.find(finding.entity, finding.place, finding.reason, finding.score, Action(finding.action))
    for item in second.unexamined:
        ledger.miss(item.place, item.cause, item.remedy)
    ledger.objected.extend(second.objections)
    return ledger.verdict()
