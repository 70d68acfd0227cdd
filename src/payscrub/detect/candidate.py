"""A column under examination: its evidence and the decision so far."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from payscrub.detect.evidence import Evidence, Step
from payscrub.detect.profile import Profile
from payscrub.detect.rules import Reading, Trust
from payscrub.detect.tables import Strip
from payscrub.entities import BY_NAME

MOST, HALF, SOME, FEW = 0.8, 0.5, 0.4, 0.2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A strip, what its header says, what its values look like, and the decision so far."""

    strip: Strip = field(repr=False)
    reading: Reading
    profile: Profile
    entity: str | None = None
    score: float = 0.0
    reason: str = ""
    steps: tuple[Step, ...] = ()
    rejected: tuple[tuple[str, str], ...] = ()
    category: bool = False
    things: bool = False

    @property
    def evidence(self) -> Evidence:
        """Return what the decision rests on."""
        return Evidence(bool(self.strip.title), self.reading, self.profile, self.steps, self.rejected)

    def decided(self, entity: str | None, score: float, source: str) -> Candidate:
        """Return the candidate with a decision; ``source`` says who made it (``header says``)."""
        rate = self.profile.rate(entity) if entity else 0.0
        shape = self._shape(rate)
        label, risk = (BY_NAME[entity].label, BY_NAME[entity].risk) if entity else ("nothing personal", "")
        category = risk in {"", "quasi", "special"} and entity != "FREE_TEXT" and self.reading.trust > Trust.NONE
        steps = (*self.steps, Step(entity, source))
        return replace(self, entity=entity, score=score, reason=f"{source} {label}; {shape}", steps=steps, category=category)

    def _shape(self, rate: float) -> str:
        """Return how many values there are, and which share of them has the form."""
        cells = self.profile.cells
        if cells == 1:
            return "its value has the form of one" if rate else "1 value"
        return f"{rate:.0%} of {cells:,} values have its form" if rate else f"{cells:,} values"

    def without(self, entity: str, cause: str) -> Candidate:
        """Return the candidate with an entity ruled out, and why."""
        return replace(self, rejected=(*self.rejected, (entity, cause)))
