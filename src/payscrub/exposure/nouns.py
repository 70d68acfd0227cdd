"""The nouns of the risk that is left after cleaning: counts and addresses, never a value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ColumnRisk:
    """What a column adds to the risk that is left.

    ``alone`` people have a value in it that fewer than k share; ``gain`` people would no longer be exposed if it alone were generalised.
    Columns are listed with the worst first: ``dropped`` people would still be exposed without this column and those before it,
    ``coarser`` with these generalised.
    """

    place: str
    title: str
    entity: str
    alone: int
    dropped: int
    coarser: int
    gain: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """What a policy could say of a column to lower the risk, and how many people are ``left`` exposed by then."""

    place: str
    title: str
    entity: str
    action: str
    left: int


@dataclass(frozen=True, slots=True)
class Exposure:
    """Who could be singled out in a table: of ``people``, those in a group of fewer than ``k``; l-diversity where it has a meaning.

    ``advice`` are steps that together leave as few as can be, none of which could be left out.
    """

    place: str
    people: int
    k: int
    exposed: int
    smallest: int
    diversity: int | None
    columns: tuple[ColumnRisk, ...]
    advice: tuple[Step, ...] = ()
