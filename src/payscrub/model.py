"""The nouns of payscrub: frozen, no I/O, and no ``repr`` that shows a value.

A file is seen as *grids* (sheets, delimited files, pivot caches: many cells, held as parallel arrays) and *places*
(every other stored text, one object each). Detection works on distinct texts, decisions map a distinct text to its
replacement, and a format writes the replacements back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from enum import IntEnum, StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from payscrub.bytewise import Indices as Indices  # noqa: PLC0414 - everybody takes it from here; it is defined where packed texts have it from
from payscrub.bytewise import grouped
from payscrub.exposure.nouns import Exposure
from payscrub.packed import Packed


class Kind(IntEnum):
    """How a value is stored, which its replacement must keep.

    ``DATE`` is a number that the file shows as a date; its text is ISO 8601 (``1980-05-01`` or
    ``1980-05-01T08:30:00``), whatever the epoch of the workbook.
    """

    TEXT = 0
    NUMBER = 1
    DATE = 2
    BOOLEAN = 3
    ERROR = 4


class Action(StrEnum):
    """What is done with a value that was found."""

    PSEUDONYMISE = "pseudonymise"
    MASK = "mask"
    REDACT = "redact"
    GENERALISE = "generalise"
    SHIFT = "shift"
    SCALE = "scale"
    AVERAGE = "average"
    DROP = "drop"
    KEEP = "keep"


class Mark(StrEnum):
    """The three possible ends of an examination."""

    CLEAN = "clean"
    PERSONAL = "personal"
    UNEXAMINED = "unexamined"


@dataclass(frozen=True, slots=True)
class Distinct:
    """The distinct values of some cells: ``texts[inverse[i]]`` is the text of the i-th cell asked for."""

    texts: Packed = field(repr=False)
    kinds: NDArray[np.uint8] = field(repr=False)  # one Kind for each distinct text
    inverse: NDArray[np.int64] = field(repr=False)
    counts: NDArray[np.int64] = field(repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """The filled cells of one table-like thing, in row-major order, as parallel arrays.

    ``rows`` and ``cols`` count from 0. Two cells have equal ``keys`` if and only if kind and stored text are equal.
    ``read`` decodes the texts of the cells whose indices it is given; ``pack``, where there is one, leaves them as bytes.
    ``sheet`` is the sheet's number from 1, or 0 for a delimited file, and chooses the form of an address. ``headed`` says that
    row 0 is known to be the header (a pivot cache). Blank cells are not listed.
    """

    sheet: int
    rows: NDArray[np.int32] = field(repr=False)
    cols: NDArray[np.int32] = field(repr=False)
    kinds: NDArray[np.uint8] = field(repr=False)
    keys: NDArray[np.uint64] = field(repr=False)
    read: Callable[[Indices], list[str]] = field(repr=False)
    label: str = ""  # for a grid that is no sheet: "pivot cache 1"; never a name from the file
    headed: bool = False
    pack: Callable[[Indices], Packed] | None = field(default=None, repr=False)

    def __len__(self) -> int:
        """Return the number of filled cells."""
        return len(self.rows)

    def distinct(self, cells: Indices) -> Distinct:
        """Return the distinct values among ``cells`` (indices into the arrays), in the order in which they are met."""
        chosen, inverse = grouped([self.keys[cells]])
        counts = np.bincount(inverse, minlength=len(chosen))
        representatives = cells[chosen]
        texts = self.pack(representatives) if self.pack else Packed.of(self.read(representatives))
        return Distinct(texts, self.kinds[representatives], inverse, counts)

    def address(self, cell: int) -> str:
        """Return where a cell stands: ``sheet2!B7``, ``row 14, column 3`` or ``pivot cache 1, row 2, column 3``."""
        row, col = int(self.rows[cell]), int(self.cols[cell])
        if self.sheet:
            return f"sheet{self.sheet}!{column_letters(col)}{row + 1}"
        prefix = f"{self.label}, " if self.label else ""
        return f"{prefix}row {row + 1}, column {col + 1}"


class Role(StrEnum):
    """What a text outside the grids is for, which limits what may replace it."""

    TEXT = "text"  # free or cell-like text
    NUMBER = "number"  # a number spelt in an attribute or element
    TAB = "tab"  # a sheet's name: at most 31 characters, none of []:*?/\ (ECMA-376 part 1, 18.2.19)
    NAME = "name"  # a defined name, table name or view name: no blanks
    HEADER = "header"  # a table column's name, which must equal its header cell
    LITERAL = "literal"  # a string literal inside a formula
    LINK = "link"  # the target of a hyperlink


@dataclass(frozen=True, slots=True)
class Place:
    """One stored text outside the grids.

    ``channel`` names the row of ``docs/channels.md`` (``B05``); ``address`` is printable (``sheet2, link 3``);
    ``title`` is the header of the column that the text copies, where that is known (a pivot field's name).
    """

    address: str
    channel: str
    text: str = field(repr=False)
    role: Role = Role.TEXT
    title: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece ``text[start:end]`` that was recognised: what it is, how surely (0 to 1) and who says so."""

    start: int
    end: int
    entity: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Personal data at a place: never a quotation."""

    entity: str
    place: str
    score: float
    reason: str
    action: str = ""


@dataclass(frozen=True, slots=True)
class Unexamined:
    """Something that could not be read, why, and what the user can do."""

    place: str
    cause: str
    remedy: str


@dataclass(frozen=True, slots=True, eq=False)
class Objection:
    """Cells of one ``Grid`` (its ``sheet`` and ``label``) that were found to hold ``entity``; rows and columns count from 0."""

    sheet: int
    label: str
    entity: str
    rows: NDArray[np.int32] = field(repr=False)
    cols: NDArray[np.int32] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an examination of a file came to; ``objections`` are all the cells that its findings give an example of."""

    findings: tuple[Finding, ...] = ()
    unexamined: tuple[Unexamined, ...] = ()
    objections: tuple[Objection, ...] = field(default=(), repr=False, compare=False)

    @property
    def clean(self) -> bool:
        """Return whether nothing was found and nothing was left unread."""
        return not self.findings and not self.unexamined

    @property
    def mark(self) -> Mark:
        """Return the verdict in one word; a file that was not read in full is not called clean."""
        if self.findings:
            return Mark.PERSONAL
        return Mark.UNEXAMINED if self.unexamined else Mark.CLEAN


@dataclass(frozen=True, slots=True)
class ColumnReport:
    """One column of the report; ``title`` shows only words of the public payroll vocabulary.

    ``strength`` says how strongly the space of the invented values is reserved (``docs/surrogates.md``), where there are any.
    """

    place: str
    title: str
    entity: str
    values: int
    score: float
    reason: str
    action: str
    strength: str = ""


@dataclass(frozen=True, slots=True)
class PartReport:
    """One part of the file that was dropped, rebuilt or kept, and why; of a picture also the hash by which a policy keeps it."""

    place: str
    action: str
    cause: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What was found and done; addresses and counts only."""

    tool: dict[str, str]
    sha256: str
    size: int
    format: str
    verdict: Verdict
    columns: tuple[ColumnReport, ...] = ()
    parts: tuple[PartReport, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    policy: str = ""  # the digest of the policy file, if there was one
    risk: tuple[Exposure, ...] = ()
    output: str = field(default="", repr=False)  # the file name that payscrub chose for the output; no person is in it
    output_sha256: str = ""  # of the bytes that were verified and written
    output_size: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Return the report as the JSON object of schema ``payscrub.report/1``."""
        return {
            "schema": "payscrub.report/1",
            "tool": dict(self.tool),
            "file": {"sha256": self.sha256, "bytes": self.size, "format": self.format},
            "verdict": self.verdict.mark.value,
            "findings": [_fields(finding) for finding in self.verdict.findings],
            "unexamined": [_fields(item) for item in self.verdict.unexamined],
            "columns": [_fields(column) for column in self.columns],
            "parts": [_fields(part) for part in self.parts],
            "counts": dict(self.counts),
            "policy": self.policy,
            "risk": [asdict(table) for table in self.risk],
        }


def column_letters(col: int) -> str:
    """Return the spreadsheet name of a column counted from 0: 0 is ``A``, 26 is ``AA``."""
    letters = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _fields(item: Finding | Unexamined | ColumnReport | PartReport) -> dict[str, Any]:
    return {name: getattr(item, name) for name in item.__slots__}
