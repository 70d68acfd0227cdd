"""A worksheet part cut in two: the cells, and the frame around them that is read like any other part."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from payscrub.errors import Damaged
from payscrub.formats.xlsx import spans
from payscrub.formats.xlsx.tags import Disguised

_ROOT = re.compile(rb"<((?:[\w.-]+:)?)worksheet[\s>]")
_SAVE_AGAIN = "Open it in Excel or LibreOffice, save it under a new name, and try again."


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the content of ``sheetData`` starts and ends in a part, and the part without it (``hollow``).

    ``disguised`` tells how the part is made plain (see ``spans.plain``); its bytes are not held, for they are most of a workbook.
    """

    hollow: bytes = field(repr=False)
    start: int
    end: int
    prefix: bytes
    disguised: bool

    def place(self, position: int) -> int:
        """Return where a position in ``hollow`` lies in the part."""
        return position if position <= self.start else position + self.end - self.start


def read(data: bytes, *, disguised: bool) -> Frame:
    """Return the frame of a worksheet part that was made plain. Well-formedness is checked by expat for the frame alone.

    Raises:
        Damaged: when the part is not well-formed, has no ``sheetData``, or it does not end.
        Disguised: when the part has to be made plain first.
        Unsupported: as ``spans.prepare``.
    """
    root = _ROOT.search(data)
    if not root:
        raise Damaged("A sheet is damaged.", _SAVE_AGAIN)
    prefix = root[1]
    opening = re.compile(rb"<" + re.escape(prefix) + rb"sheetData\s*(/?)>").search(data, root.end())
    if not opening:
        raise Damaged("A sheet is damaged.", _SAVE_AGAIN)
    start = opening.end()
    end = start if opening[1] else data.rfind(b"</" + prefix + b"sheetData")
    if end < start:
        raise Damaged("A sheet is cut short.", _SAVE_AGAIN)
    hollow = data[:start] + data[end:]
    if spans.is_rare(hollow):
        raise Disguised
    spans.check(hollow)
    return Frame(hollow, start, end, prefix, disguised)
