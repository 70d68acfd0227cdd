"""The risk that is left, as a short table for people, and what would lower it as lines of a policy file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from payscrub.entities import BY_NAME
from payscrub.exposure.nouns import ColumnRisk, Exposure, Step

if TYPE_CHECKING:
    from rich.console import Console

_SHOWN = 6  # columns of a sheet: the worst
_HEADINGS = ("Column", "Header", "What it is", "Singles out alone", "Gain if generalised", "Left if dropped*", "Left if generalised*")
_LEFT_ALIGNED = 3  # the headings before the numbers


def as_dicts(found: Sequence[Exposure]) -> list[dict[str, Any]]:
    """Return the assessment for programs, as in the JSON report."""
    return [asdict(table) for table in found]


def as_policy(found: Sequence[Exposure]) -> str:
    """Return the steps that would lower the risk as lines of a policy file, each column by its address."""
    return "\n".join(
        (
            "# What hides people in a crowd again. Put these lines into your policy, or use them as one; take out what you need.",
            *_lines(found),
        )
    )


def _lines(found: Sequence[Exposure]) -> Iterator[str]:
    if any(table.advice for table in found):
        yield "[columns]"
    for table in found:
        yield f"# {_sentence(table)}"
        yield from (_line(table.place, step) for step in table.advice)
    yield ""


def _line(sheet: str, step: Step) -> str:
    name = f"{sheet}!{step.place}" if sheet.startswith("sheet") else step.place
    entity = f'entity = "{step.entity}", ' if step.entity else ""
    title = f"{step.title}: " if step.title and step.title.isprintable() else ""
    return f'"{name}" = {{ {entity}action = "{step.action}" }}  # {title}{step.left:,} left'


def show(found: Sequence[Exposure], console: Console) -> None:
    """Print for each sheet with people who could be singled out, which columns matter most, and what would lower the risk."""
    if not found:
        console.print("No sheet has rows about people.")
    for table in found:
        console.print(_sentence(table))
        if table.diversity is not None:
            console.print(_diversity(table.diversity))
        if table.exposed:
            _columns(table, console)
            console.print(_advice(table))
    if any(table.advice for table in found):
        console.print("payscrub risk FILE --format policy writes this as lines of a policy.")


def _sentence(table: Exposure) -> str:
    if not table.exposed:
        shared = f"all {table.people:,} people share what is kept with at least {table.k - 1} others"
        return f"{table.place}: {shared} (k-anonymity, k = {table.k})."
    return (
        f"{table.place}: {table.exposed:,} of {table.people:,} people share what is kept with fewer than {table.k - 1} others "
        f"(k-anonymity, k = {table.k}; the smallest group has {table.smallest:,})."
    )


def _diversity(different: int) -> str:
    if different == 1:
        return "In at least one group all sensitive values are alike, so that who is in it is known to have them (l-diversity, l = 1)."
    return f"Every group has at least {different} different sensitive values (l-diversity, l = {different})."


def _columns(table: Exposure, console: Console) -> None:
    from rich.table import Table  # noqa: PLC0415 - takes longer to import than a small file to examine

    shown = Table()
    for number, heading in enumerate(_HEADINGS):
        shown.add_column(heading, justify="left" if number < _LEFT_ALIGNED else "right")
    for column in table.columns[:_SHOWN]:
        numbers = (column.alone, column.gain, column.dropped, column.coarser)
        shown.add_row(column.place, column.title, _label(column), *(f"{number:,}" for number in numbers))
    console.print(shown)
    if len(table.columns) > _SHOWN:
        console.print(f"and {len(table.columns) - _SHOWN:,} more columns that single out fewer")
    console.print("* people left who could be singled out, if this column and those above it are dropped or generalised")


def _advice(table: Exposure) -> str:
    if not table.advice:
        return f"There are fewer than {table.k} people, so nothing but dropping the sheet hides them."
    done = "; ".join(f"{step.action} {step.place}{f' ({step.title})' if step.title else ''}" for step in table.advice)
    kept = " Averaged amounts keep their totals." if any(step.action == "average" for step in table.advice) else ""
    return f"To leave {table.advice[-1].left:,} exposed: {done}.{kept}"


def _label(column: ColumnRisk) -> str:
    return BY_NAME[column.entity].label if column.entity else "a category"
