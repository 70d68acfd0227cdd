"""A policy file to start from: every column of a file with what payscrub would do, for a person to review and sign."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from payscrub.decisions import Decided
from payscrub.detect import shown_title
from payscrub.entities import BY_NAME
from payscrub.formats.document import Document
from payscrub.model import Action, Grid, column_letters
from payscrub.policy import SMALLEST_GROUP, column_key, folded
from payscrub.policyfile import UNREVIEWED

_HEAD = f"""\
# What is done with the columns of a payroll file. Review every line: above all those that are kept.
# A reason that begins with "{UNREVIEWED}" is payscrub's own; write yours in its place. With --strict, nothing is cleaned before that.
#
# Reviewed by:                                   Date:

[thresholds]
smallest_group = {SMALLEST_GROUP}

[columns]"""


def propose(document: Document, decided: Sequence[Decided]) -> str:
    """Return the text of a policy file that names every column of ``document``.

    A column is named by its header where that holds words of the public payroll vocabulary only and means one thing, else by its address.
    """
    own = [(document.grids[one.column.grid], one) for one in decided if not document.grids[one.column.grid].label]
    meanings = Counter(title for title, _ in {(folded(one.column.title), _content(one)) for _, one in own})
    in_sheet = Counter((one.column.grid, folded(one.column.title)) for _, one in own)
    lines, seen = list[str](), set[str]()
    for grid, one in own:
        title = folded(one.column.title)
        plain = bool(title) and meanings[title] == 1 and in_sheet[one.column.grid, title] == 1 and _is_public(one.column.title)
        name = one.column.title if plain else _address(grid, one)
        if column_key(name) not in seen:
            seen.add(column_key(name))
            lines += _lines(name, grid, one)
    return "\n".join((_HEAD, *lines, ""))


def _content(one: Decided) -> tuple[str, str]:
    return one.column.entity or "", one.action


def _is_public(title: str) -> bool:
    return shown_title(title) == title and title.isprintable() and column_key(title) == folded(title)


def _address(grid: Grid, one: Decided) -> str:
    return f"sheet{grid.sheet}!{column_letters(one.column.col)}" if grid.sheet else f"column {one.column.col + 1}"


def _where(grid: Grid, one: Decided) -> str:
    """Return which column it is, and the rows it fills."""
    rows, letters = grid.rows[one.column.cells], column_letters(one.column.col)
    column = f"sheet{grid.sheet}, column {letters}" if grid.sheet else f"column {one.column.col + 1}"
    return f"{column} (rows {int(rows.min()) + 1} to {int(rows.max()) + 1})" if len(rows) else f"{column} (empty)"


def _lines(name: str, grid: Grid, one: Decided) -> Iterator[str]:
    """Yield a comment that says where the column stands and what it was taken for, and its line."""
    entity = one.column.entity
    yield f"# {_where(grid, one)}: {BY_NAME[entity].label if entity else 'nothing personal'}"
    parts = [f'entity = "{entity}"'] if entity else []
    parts.append(f'action = "{one.action}"')
    if one.action is Action.KEEP:
        parts.append(f"reason = {json.dumps(f'{UNREVIEWED}: {one.column.reason}')}")
    yield f"{json.dumps(name, ensure_ascii=False)} = {{ {', '.join(parts)} }}"
