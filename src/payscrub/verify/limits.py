"""The largest things the verifier reads; beyond them a file is unexamined, not clean."""

from __future__ import annotations

from typing import Final

MEMBERS: Final = 20_000  # the largest workbook seen had fewer than 3,000 parts
MEMBER_BYTES: Final = 1 << 30
TOTAL_BYTES: Final = 2 << 30
NESTING: Final = 3  # a workbook in a document in a workbook
DEPTH: Final = 256  # elements inside elements; Office writes fewer than 40
RATIO: Final = 1_100  # deflate cannot expand more than 1,032 times
LARGE, LARGE_RATIO = 1 << 24, 400  # the densest large part of thousands of real workbooks expands fewer than 200 times
FINDINGS_A_PART: Final = 50
