"""The journey: open, look, decide, write, verify, publish. Nothing touches the disk before the verdict."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from payscrub import __version__, publish
from payscrub.errors import StillPersonal, Unexaminable
from payscrub.explanation import Explanation, explained
from payscrub.exposure.assess import assess
from payscrub.exposure.nouns import Exposure
from payscrub.formats import open_document
from payscrub.formats.document import Document
from payscrub.formats.encrypted import unlocked
from payscrub.given import Source, content
from payscrub.judge import Judge, judging
from payscrub.model import Finding, Objection, Report, Unexamined, Verdict
from payscrub.objections import Rounds
from payscrub.policy import Policy
from payscrub.proposal import propose as proposed
from payscrub.surrogates import Surrogates
from payscrub.surrogates.key import ephemeral, load_or_create
from payscrub.tracing import traced
from payscrub.treatment import Treatment, treat

Tried = TypeVar("Tried")


def scan(source: Source, *, policy: Policy | None = None, password: str | None = None) -> Report:
    """Return what is personal in ``source`` (a path, the bytes of a file, or a binary file); nothing is written.

    ``password`` opens a workbook that is encrypted.

    Raises:
        Unexaminable: when the file cannot be read in full, or the password does not open it.
        CannotReadOrWrite: when the operating system refuses.
    """
    data = content(source)
    chosen = policy or Policy.default()
    document = open_document(unlocked(data, password), chosen.pictures)
    found = treat(document, chosen, Surrogates(ephemeral()))
    return replace(_report(data, document, found, chosen), verdict=Verdict(found.findings))


def risk(source: Source, *, policy: Policy | None = None) -> tuple[Exposure, ...]:
    """Return who could still be singled out once ``source`` is cleaned (or as it is, when it is clean), a line for each sheet of people.

    Raises as ``scan`` does.
    """
    document, chosen = open_document(content(source)), policy or Policy.default()
    return assess(document, treat(document, chosen, Surrogates(ephemeral())), chosen.smallest_group)


def explain(source: Source, *, policy: Policy | None = None) -> tuple[Explanation, ...]:
    """Return for each column of ``source`` what it was taken for, on what evidence, and what else was considered; never a value.

    Raises as ``scan`` does.
    """
    document = open_document(content(source))
    return explained(document, treat(document, policy or Policy.default(), Surrogates(ephemeral())))


def propose(source: Source) -> str:
    """Return the text of a policy file that names every column of ``source``, for a person to review.

    Raises as ``scan`` does.
    """
    document = open_document(content(source))
    return proposed(document, treat(document, Policy.default(), Surrogates(ephemeral())).decided)


def trace(source: Source, surrogate: str, *, policy: Policy | None = None, key: bytes | None = None, context: str = "") -> tuple[str, ...]:
    """Return the addresses in ``source`` of what ``surrogate`` stands for in the copy made with the same key, policy and context.

    Raises:
        UsageError: when it stands for nothing in the file.
        Unexaminable: when the file cannot be read in full.
        CannotReadOrWrite: when the operating system refuses.
    """
    plain, policy = content(source), policy or Policy.default()
    with judging(plain, 1, policy.pictures) as judge:

        def attempt(rounds: Rounds) -> tuple[Document, Treatment, tuple[Objection, ...]]:
            document = open_document(plain, policy.pictures)
            made = treat(document, policy, _surrogates(key, context), objections=rounds)
            return document, made, judge(document.write(made.edits))().objections

        document, made, _ = _settled(attempt, lambda tried: tried[2])
    return traced(document, made, surrogate)


def clean(  # noqa: PLR0913 - one parameter a thing that a user may choose
    source: Source,
    target: str | Path | None = None,
    *,
    policy: Policy | None = None,
    key: bytes | None = None,
    context: str = "",
    password: str | None = None,
    force: bool = False,
    jobs: int = 1,
) -> Report:
    """Write a copy of ``source`` without personal data to ``target`` and return what was done.

    Without ``target`` the copy stands beside the source as ``NAME.clean.EXT``, and under that name in ``target`` when that is a
    folder; the report says which name it is, for people in it are replaced. ``key`` is 32 bytes; the same key gives the same
    invented people in every file. Without one, the user's own key is used, and made on first use. Files of different ``context``
    (a ticket's number) have nothing in common, so that two cases cannot be linked. ``password`` opens a workbook that is encrypted;
    the copy needs none. With more than one of ``jobs`` another process reads the source of a large copy meanwhile and compares both;
    the copy and the verdict are the same.

    Raises:
        StillPersonal: when the verifier finds personal data in the copy; nothing is written.
        Unexaminable: when the file, or the copy, cannot be read in full; nothing is written.
        UsageError: when the target is the source, or ``source`` has no name and ``target`` names no file.
        CannotReadOrWrite: when the operating system refuses, or the target exists and ``force`` is not set.
    """
    made = make(source, target, policy=policy, key=key, context=context, password=password, force=force, jobs=jobs)
    return put(made, source, target, force=force)


@dataclass(frozen=True, slots=True)
class Made:
    """A copy that was found clean and is not published yet, the report, and the file's own name without people in it."""

    data: bytes = field(repr=False)
    report: Report
    stem: str = field(repr=False)


def make(  # noqa: PLR0913 - as clean
    source: Source,
    target: str | Path | None = None,
    *,
    policy: Policy | None = None,
    key: bytes | None = None,
    context: str = "",
    password: str | None = None,
    force: bool = False,
    jobs: int = 1,
) -> Made:
    """Return what ``clean`` publishes; nothing is written. Raises as ``clean`` does."""
    path, named, wanted = _names(source, target)
    if wanted is not None and not wanted.is_dir():
        publish.check_target(wanted, source=path, force=force)  # before the work, not only after it
    data, stem = content(source), named.stem if named else ""
    return _cleaned(data, unlocked(data, password), policy or Policy.default(), partial(_surrogates, key, context), stem, jobs)


def put(made: Made, source: Source, target: str | Path | None = None, *, force: bool = False) -> Report:
    """Publish the copy of ``source`` and return the report, which says under which name. Raises as ``clean`` does."""
    path, named, wanted = _names(source, target)
    goal = publish.goal(named, made.stem, wanted)
    publish.publish(made.data, goal, source=path, force=force)
    return replace(made.report, output="" if goal == wanted else goal.name)


def clean_bytes(
    data: bytes, *, policy: Policy | None = None, key: bytes | None = None, context: str = "", password: str | None = None
) -> tuple[bytes, Report]:
    """Return the copy of a file without personal data, and what was done; see ``clean``."""
    made = _cleaned(data, unlocked(data, password), policy or Policy.default(), partial(_surrogates, key, context), "", 1)
    return made.data, made.report


def _surrogates(key: bytes | None, context: str) -> Surrogates:
    return Surrogates(load_or_create() if key is None else key, context=context)


def _cleaned(data: bytes, plain: bytes, policy: Policy, invent: Callable[[], Surrogates], stem: str, jobs: int) -> Made:  # noqa: PLR0913, PLR0917 - see clean
    """Return the copy of ``plain``, which is ``data`` out of its encryption, once it was found clean.

    What its check objects to in cells is treated too, and the whole is judged again.
    """
    with judging(plain, jobs, policy.pictures) as judge:
        made = _settled(partial(_attempt, data, plain, policy, invent, stem, judge), lambda tried: tried.report.verdict.objections)
    _refuse_unless_clean(made.report)
    return made


def _settled(attempt: Callable[[Rounds], Tried], objections: Callable[[Tried], tuple[Objection, ...]]) -> Tried:
    """Return the last attempt at a copy: that to which nothing in its cells is objected, or one too many."""
    rounds: list[tuple[Objection, ...]] = []
    tried = attempt(rounds)
    while (met := objections(tried)) and len(rounds) < _MOST_ROUNDS:
        rounds.append(met)
        tried = attempt(rounds)
    return tried


def _attempt(  # noqa: PLR0913, PLR0917 - see clean
    data: bytes, plain: bytes, policy: Policy, invent: Callable[[], Surrogates], stem: str, judge: Judge, objections: Rounds
) -> Made:
    """Return a copy with its verdict, whatever that is."""
    document = open_document(plain, policy.pictures)
    made = treat(document, policy, invent(), stem, objections)
    if len(plain) > _LARGE:
        gc.collect()  # the tables of what was invented hold each other, and would stay while the copy is written and judged
    cleaned = document.write(made.edits)
    verdict = judge(cleaned)
    report, stem = _report(data, document, made, policy), made.name
    del document, made  # which leaves room for what the verdict needs
    report = replace(report, verdict=verdict())
    return Made(cleaned, replace(report, output_sha256=hashlib.sha256(cleaned).hexdigest(), output_size=len(cleaned)), stem)


def _refuse_unless_clean(report: Report) -> None:
    """Refuse a copy that did not pass; nothing was written, so the report speaks of none."""
    verdict, report = report.verdict, replace(report, output_sha256="", output_size=0)
    if verdict.findings:
        raise StillPersonal(*_why(verdict.findings, "still holds personal data"), report)
    if verdict.unexamined:
        raise Unexaminable(*_why(verdict.unexamined, "could not be examined in full"), report)


_LARGE = 1 << 20  # bytes; the tables of 50,000 people (9 MB) take 60 MB, and looking for them takes a twentieth of a second
_MOST_ROUNDS = 4  # the second masks what the first could not settle; what was hidden by one kind of data may show as another
_SETTLE = "Say in a policy what is to be done there (payscrub policy init proposes one), then clean again."


def _why(found: tuple[Finding, ...] | tuple[Unexamined, ...], what: str) -> tuple[str, str]:
    """Return the sentence and the remedy for a copy that did not pass."""
    first = found[0]
    reason = (first.reason if isinstance(first, Finding) else first.cause).rstrip(".")
    remedy = _SETTLE if isinstance(first, Finding) else first.remedy
    more = f" and in {len(found) - 1} more places" if len(found) > 1 else ""
    return f"The cleaned file {what}, so nothing was written: at {first.place}{more} ({reason}).", remedy


def _report(data: bytes, document: Document, made: Treatment, policy: Policy) -> Report:
    """Return the report on a file that was treated, still without a verdict."""
    return Report(
        tool={"name": "payscrub", "version": __version__},
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        format=document.format,
        verdict=Verdict(),
        columns=made.columns,
        parts=tuple(document.parts),
        counts=dict(made.counts),
        policy=policy.digest,
        risk=assess(document, made, policy.smallest_group),
    )


def _names(source: Source, target: str | Path | None) -> tuple[Path | None, Path | None, Path | None]:
    """Return the path of the source, the name it has, and the target as a path."""
    path = Path(source) if isinstance(source, str | Path) else None
    return path, path or _name(source), Path(target) if target is not None else None


def _name(source: Source) -> Path | None:
    """Return the name that an opened file has, if any."""
    name = getattr(source, "name", None)
    return Path(name) if isinstance(name, str) else None
