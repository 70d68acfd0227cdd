"""What a decision about a column rests on, as data, and as sentences without a value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from payscrub.detect.checks import luhn, mod11, mod97, utr
from payscrub.detect.detector import squeeze
from payscrub.detect.profile import BY_VALUE, DOMAIN_LOGIN, FORMS, REFERENCE, Profile
from payscrub.detect.rules import Reading, Trust
from payscrub.entities import BY_NAME

_TOLD, _MOST_TOLD = 0.2, 5  # a form is told from this share of the values on, and at most so many
_LIKELY = 0.5
_NEEDED = dict(BY_VALUE)
_OTHER_FORMS = {REFERENCE: "a word with a number behind it", DOMAIN_LOGIN: "login in a domain"}


@dataclass(frozen=True, slots=True)
class Step:
    """One decision on the way to the last: an entity, or nothing personal, and who said so (``header says``)."""

    entity: str | None
    source: str


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Header, values and decisions of one column; ``rejected`` are entities that were ruled out, with the cause of each."""

    titled: bool
    reading: Reading
    profile: Profile
    steps: tuple[Step, ...] = ()
    rejected: tuple[tuple[str, str], ...] = ()

    def facts(self) -> tuple[str, ...]:
        """Return in plain English what speaks for the decision: header, values, forms, check digits, neighbours."""
        values = self.profile
        return (_of_header(self.titled, self.reading), _of_values(values), *_of_forms(values), *_of_checks(values), *self._last())

    def considered(self) -> dict[str, str]:
        """Return the entities that were not taken, each with the cause."""
        taken = self.steps[-1].entity if self.steps else None
        causes = {entity: f"the values have its form, but {self._why_no_form(entity)}" for entity, _ in self._alike()}
        causes |= {step.entity: "taken first, until the other columns were looked at" for step in self.steps[:-1] if step.entity}
        causes |= dict(self.rejected)
        return {entity: cause for entity, cause in causes.items() if entity != taken}

    def _last(self) -> Iterator[str]:
        if self.steps and self.steps[-1].source in _DECIDERS:
            yield _DECIDERS[self.steps[-1].source]

    def _alike(self) -> list[tuple[str, float]]:
        return [(entity, rate) for entity, rate in _rates(self.profile) if entity in BY_NAME and rate >= _LIKELY]

    def _why_no_form(self, entity: str) -> str:
        if self.reading.trust >= Trust.LIKELY:
            return "the header decides"
        if entity not in _NEEDED:
            return "other numbers have it too, and neither header nor neighbours name it"
        if self.profile.constant:
            return "they are all the same"
        least = _NEEDED[entity]
        return f"fewer than {least:.0%} of them" if self.profile.rate(entity) < least else "something surer was found"


_DECIDERS: Mapping[str, str] = {  # that the header alone decides is said of the header
    "values say": "The values decide.",
    "header and values say": "The header allows it, and the values confirm it.",
    "neighbour and values say": "A sort code or an account number stands beside it, and the values fit.",
    "the other columns say": "The other columns are about employers, not about people.",
    "header and the other columns say": "The header names it, and other columns are about people.",
    "values and the other columns say": "Other columns are about people, and the values fit.",
}
_TRUSTS: Mapping[Trust, str] = {
    Trust.SURE: "The header means {}, whatever the values are.",
    Trust.LIKELY: "The header means {}, unless the values contradict.",
    Trust.OPEN: "The header can mean {}, if the values confirm it.",
}
_Check = Callable[[str], bool]
_CHECKS: Mapping[str, tuple[_Check, str]] = {
    "UK_NHS": (mod11, "1 in 11"),
    "UK_UTR": (utr, "1 in 10"),
    "CREDIT_CARD": (luhn, "1 in 10"),
    "IBAN_CODE": (mod97, "1 in 97"),
}


def _of_header(titled: bool, reading: Reading) -> str:  # noqa: FBT001 - a field of the evidence
    if not titled:
        return "There is no header."
    if reading.trust is Trust.NONE:
        return "No rule knows the header."
    return _TRUSTS[reading.trust].format(BY_NAME[reading.entity].label if reading.entity else "nothing personal")


def _of_values(values: Profile) -> str:
    """Return how many values there are and of what kind."""
    kinds = {"whole numbers": values.numbers, "amounts": values.decimals, "days": values.days, "read as names": values.names}
    told = [f"{share:.0%} {kind}" for kind, share in kinds.items() if share >= _TOLD]
    different = "all the same" if values.constant else f"{values.unique:.0%} different"
    return f"{values.cells:,} values, {', '.join((different, *told))}."


def _rates(values: Profile) -> list[tuple[str, float]]:
    rates = ((entity, values.rate(entity)) for entity in FORMS)
    return sorted(((entity, rate) for entity, rate in rates if rate >= _TOLD), key=lambda pair: -pair[1])


def _of_forms(values: Profile) -> Iterator[str]:
    told = [f"{rate:.0%} {_label(entity)}" for entity, rate in _rates(values)[:_MOST_TOLD]]
    if told:
        yield f"By form: {', '.join(told)}."


def _label(form: str) -> str:
    return _OTHER_FORMS.get(form) or BY_NAME[form].label


def _of_checks(values: Profile) -> Iterator[str]:
    """Yield for each kind with a check digit that at least half of the values look like how many pass."""
    for entity, (check, chance) in _CHECKS.items():
        codes = [squeeze(text) for text in values.texts if FORMS[entity].fullmatch(text)]
        if codes and len(codes) >= _LIKELY * len(values.texts):
            passed = sum(map(check, codes)) / len(codes)
            yield f"By check digit: {passed:.0%} {_label(entity)} ({chance} by chance)."
