"""The cells of a sheet that is not in the plain form, read with a real XML parser: slower, and ready for anything."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.parsers import expat

from payscrub.errors import Damaged
from payscrub.model import Kind
from payscrub.verify.markup import undo_escapes
from payscrub.verify.styles import Styles

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_TYPES = {"s": Kind.TEXT, "n": Kind.NUMBER, "str": Kind.TEXT, "inlineStr": Kind.TEXT, "b": Kind.BOOLEAN, "e": Kind.ERROR, "d": Kind.DATE}
_ROWS = 1 << 20


@dataclass(frozen=True, slots=True, repr=False)
class OddCell:
    """One cell as read: where it stands, what it holds, and its formula."""

    row: int
    col: int
    kind: Kind
    text: str
    formula: str = ""


def read_odd(part: bytes, shared: list[str], styles: Styles) -> list[OddCell]:
    """Return the cells of a sheet part that hold a value or a formula.

    Raises:
        Damaged: the part is not well-formed, or a cell points to a shared string that does not exist.
    """
    walk = _Walk(shared, styles)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = walk.start, walk.end, walk.text
    try:
        parser.Parse(part, True)  # noqa: FBT003 - expat's own signature
    except (expat.ExpatError, ValueError, LookupError):
        raise Damaged("A sheet cannot be read.", "Open the file in Excel and save it under a new name.") from None
    return walk.cells


class _Walk:
    """Follows rows and cells; a cell without a reference stands behind the one before it (ECMA-376 part 1, 18.3.1.4)."""

    def __init__(self, shared: list[str], styles: Styles) -> None:
        self.shared, self.styles = shared, styles
        self.cells: list[OddCell] = []
        self.row, self.col = -1, -1
        self.attributes: dict[str, str] = {}
        self.pieces: dict[str, list[str]] = {}
        self.inside: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        self.inside.append(local)
        if local == "row":
            self.row = _bounded(int(attributes["r"]) - 1) if "r" in attributes else self.row + 1
            self.col = -1
        elif local == "c":
            self.attributes, self.pieces = attributes, {}
            self._place(attributes.get("r", ""))

    def _place(self, reference: str) -> None:
        match = _REFERENCE.fullmatch(reference)
        if match is None:
            self.col += 1
            return
        number = 0
        for letter in match[1].upper():
            number = number * 26 + ord(letter) - 64
        self.col, self.row = number - 1, _bounded(int(match[2]) - 1)

    def text(self, text: str) -> None:
        local = self.inside[-1]
        if local in ("v", "t", "f") and "rPh" not in self.inside and "c" in self.inside:
            self.pieces.setdefault(local, []).append(text)

    def end(self, name: str) -> None:
        self.inside.pop()
        if name.rpartition(":")[2] == "c" and self.pieces:
            self._finish()

    def _finish(self) -> None:
        kind = _TYPES.get(self.attributes.get("t", "n"), Kind.TEXT)
        value, formula = "".join(self.pieces.get("v", ())), "".join(self.pieces.get("f", ()))
        if self.attributes.get("t") == "s" and value:
            value = self.shared[self._index(value)]
        elif kind == Kind.TEXT:
            value = undo_escapes(value)
        inline = undo_escapes("".join(self.pieces.get("t", ())))
        style = self.attributes.get("s", "0")
        if kind == Kind.NUMBER and style.isdigit() and int(style) in self.styles.dates:
            kind = Kind.DATE
        for text in filter(None, (value, inline)):
            self.cells.append(OddCell(self.row, self.col, kind, text, formula))
        if not value and not inline and formula:
            self.cells.append(OddCell(self.row, self.col, Kind.ERROR, "", formula))

    def _index(self, value: str) -> int:
        index = int(value)
        if not 0 <= index < len(self.shared):
            raise ValueError
        return index


def _bounded(row: int) -> int:
    """Return a row that a sheet can have (ECMA-376 part 1, 18.3.1.73: 1,048,576 rows).

    Raises:
        ValueError: no sheet has it.
    """
    if not 0 <= row < _ROWS:
        raise ValueError
    return row
