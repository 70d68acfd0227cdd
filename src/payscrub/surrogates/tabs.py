"""Names of sheets."""

from __future__ import annotations

import re
from collections.abc import Collection

_LONGEST = 31  # characters, as Excel counts them: UTF-16 units (ECMA-376 part 1, 18.2.19)
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_RESERVED = "history"  # Excel keeps this name for itself
_GAPS = re.compile(r"[\s_.,&-]")
_FALLBACK = "Sheet"


def fit_tab(name: str, taken: Collection[str]) -> str:
    """Return ``name`` as a sheet's name that is not in ``taken`` (compared without case), cut between words where it is too long."""
    used = {other.casefold() for other in taken} | {_RESERVED}
    clean = _FORBIDDEN.sub(" ", name).strip().strip("'").strip() or _FALLBACK
    count, fitted = 1, _cut(clean, _LONGEST)
    while fitted.casefold() in used:
        count += 1
        ending = f" {count}"
        fitted = _cut(clean, _LONGEST - len(ending)) + ending
    return fitted


def _cut(name: str, room: int) -> str:
    """Return the words of ``name`` that fit: half an invented name could be taken for a real one."""
    while len(name.encode("utf-16-le")) > 2 * room:
        gaps = [match.start() for match in _GAPS.finditer(name)]
        name = name[: gaps[-1]].rstrip(" -_.,&'") if gaps and gaps[-1] > 0 else name[: room // 2]
    return name or _FALLBACK
