"""Writes the table of reserved spaces in ``docs/surrogates.md`` from ``surrogates/reserved.py``.

Usage: ``python tools/surrogates.py``
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from payscrub.surrogates.reserved import TABLE

PAGE = Path(__file__).resolve().parent.parent / "docs" / "surrogates.md"
_STRENGTHS = {"word": "by word"}
_TABLE = re.compile(r"^\| entity \|.*?(?=\n\n)", re.MULTILINE | re.DOTALL)


def rows() -> Iterator[str]:
    """Yield the lines of the table; kinds with the same space share one."""
    yield "| entity | space | strength | source |"
    yield "|---|---|---|---|"
    kinds: dict[tuple[str, str, str], list[str]] = {}
    for one in TABLE:
        kinds.setdefault((one.space, one.strength, one.source), []).append(one.entity)
    for (space, strength, source), entities in kinds.items():
        yield f"| {', '.join(entities)} | {space} | {_STRENGTHS.get(strength, strength)} | {source} |"


def page(text: str) -> str:
    """Return the page ``text`` with the table as the code has it."""
    return _TABLE.sub(lambda _: "\n".join(rows()), text, count=1)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
