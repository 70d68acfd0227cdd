"""Amounts hidden in a crowd, with their total as it was: each becomes the average of those next to it in size.

This is microaggregation with groups of at least k (D. Defays and M. Anwar 1998; J. Domingo-Ferrer and J. Mateo-Sanz, "Practical
data-oriented microaggregation for statistical disclosure control", 2002).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Context, Decimal

from payscrub.model import Kind
from payscrub.surrogates.amounts import Amount, amount
from payscrub.surrogates.shape import mask

_FIGURES = Context(prec=15)  # what a spreadsheet can hold (IEEE 754, double precision)
_EXACT = Context(prec=60)

_Counted = tuple[Decimal, int]  # an amount, and how many rows have it


def average(texts: Sequence[str], kinds: Sequence[int], counts: Sequence[int], least: int) -> list[str]:
    """Return for each of the distinct ``texts`` the average of its group, in the form it has.

    A group has at least ``least`` rows, unless the column has fewer; ``counts`` tells how many rows have each text. The total over all
    rows stays, to the fifteenth figure. An amount that enough rows have stays as it is. What is no amount is masked; blanks, truth
    values and errors stay.
    """
    read = [amount(text) if kind in (Kind.TEXT, Kind.NUMBER) else None for text, kind in zip(texts, kinds, strict=True)]
    rows: dict[Decimal, int] = {}
    for one, count in zip(read, counts, strict=True):
        if one is not None:
            rows[one.value] = rows.get(one.value, 0) + count
    means = dict(_means(sorted(rows.items()), least))
    return [_shown(text, kind, one, means) for text, kind, one in zip(texts, kinds, read, strict=True)]


def _means(ordered: Sequence[_Counted], least: int) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield every amount with the average of its group; what is left over joins the last group."""
    groups: list[list[_Counted]] = []
    for value, count in ordered:
        if not groups or sum(rows for _, rows in groups[-1]) >= least:
            groups.append([])
        groups[-1].append((value, count))
    if len(groups) > 1 and sum(rows for _, rows in groups[-1]) < least:
        rest = groups.pop()
        groups[-1] += rest
    for group in groups:
        total = sum((_EXACT.multiply(value, rows) for value, rows in group), Decimal(0))
        mean = _FIGURES.divide(total, sum(rows for _, rows in group))
        yield from ((value, mean if len(group) > 1 else value) for value, _ in group)


def _shown(text: str, kind: int, one: Amount | None, means: dict[Decimal, Decimal]) -> str:
    if one is not None:
        shape = replace(one, decimals=0) if kind == Kind.NUMBER else one  # the decimals of a stored number are the computer's
        return text if means[one.value] == one.value else shape.wears(means[one.value])
    return text if kind in (Kind.BOOLEAN, Kind.ERROR) or not text.strip() else mask(text, kind)
