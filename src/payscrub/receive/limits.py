"""What one arriving file or message may take before it counts as unexamined: one table for all three ways in."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Final

MIB: Final = 1 << 20
NESTING: Final = 5  # a workbook in a zip in a message in a message
FILES: Final = 200  # in one message or archive
UNPACKED: Final = 512 * MIB  # all files of one message or archive together


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits that whoever runs the gate may choose: seconds, bytes of what arrives, bytes of memory, and processes."""

    seconds: float = 60.0
    size: int = 64 * MIB
    memory: int = 4096 * MIB
    workers: int = min(4, os.cpu_count() or 1)
