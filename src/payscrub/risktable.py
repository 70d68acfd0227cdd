"""The risk that is left, as a short table for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from payscrub.entities import BY_NAME
from payscrub.model import ColumnRisk, Exposure

if TYPE_CHECKING:
    from rich.console import Console

_SHOWN = 6  # columns of a sheet: the worst


def as_dicts(found: Sequence[Exposure]) -> list[dict[str, Any]]:
    """Return the assessment for programs, as in the JSON report."""
    return [asdict(table) for table in found]


def show(found: Sequence[Exposure], console: Console) -> None:
    """Print for each sheet with people who could be singled out, and which columns matter most."""
    if not found:
        console.print("No sheet has rows about people.")
    for table in found:
        console.print(_sentence(table))
        if table.diversity is not None:
            console.print(f"In the least diverse group there are {table.diversity} different sensitive values (l-diversity).")
        if table.exposed:
            _columns(table, console)


def _sentence(table: Exposure) -> str:
    if not table.exposed:
        shared = f"each of {table.people:,} people shares what is kept with at least {table.k - 1} others"
        return f"{table.place}: {shared} (k-anonymity, k = {table.k})."
    return (
        f"{table.place}: {table.exposed:,} of {table.people:,} people share what is kept with fewer than {table.k - 1} others "
        f"(k-anonymity, k = {table.k}; the smallest group has {table.smallest})."
    )


def _columns(table: Exposure, console: Console) -> None:
    from rich.table import Table  # noqa: PLC0415 - takes longer to import than a small file to examine

    shown = Table()
    for heading in ("Column", "Header", "What it is", "Singles out alone", "Left if dropped*", "Left if generalised*"):
        shown.add_column(heading, justify="left" if heading in ("Column", "Header", "What it is") else "right")
    for column in table.columns[:_SHOWN]:
        shown.add_row(column.place, column.title, _label(column), f"{column.alone:,}", f"{column.dropped:,}", f"{column.coarser:,}")
    console.print(shown)
    console.print("* people left who could be singled out, if this column and those above it are dropped or generalised")


def _label(column: ColumnRisk) -> str:
    return BY_NAME[column.entity].label if column.entity else "a category"
