"""How much of a file is read before it is refused: one table, far above any payroll and far below a computer's memory."""

from __future__ import annotations

from payscrub.errors import LimitExceeded

FILE_BYTES = 1 << 29  # 512 MiB: nine times a payroll of 250,000 people
COLUMNS = 16_384  # Excel specifications and limits
FIELDS = 40_000_000  # each takes about 60 bytes while it is worked on
FIELD_BYTES = 1 << 20  # Excel's cells hold 32,767 characters


def within(count: int, limit: int, noun: str) -> None:
    """Return when ``count`` is at most ``limit``.

    Raises:
        LimitExceeded: naming ``noun`` (a plural) and the limit, never the count.
    """
    if count > limit:
        raise LimitExceeded(f"The file has more than {limit:,} {noun}.", "Split it into smaller files and try each of them.")
