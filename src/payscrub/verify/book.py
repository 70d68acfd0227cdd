"""Examines a workbook: every member in every decoding, the cells of its sheets by their titles."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from payscrub.errors import Unexaminable
from payscrub.verify.channels import is_public, somebody, where
from payscrub.verify.columns import judge_grid
from payscrub.verify.formulas import QUOTED_ACCOUNT, texts_in, unlike, without_references
from payscrub.verify.loose import Scanner
from payscrub.verify.markup import Leaf, attributes_of, leaves, lenient_leaves
from payscrub.verify.names import Where
from payscrub.verify.opaque import examine, runs
from payscrub.verify.package import Package, Part, is_standard
from payscrub.verify.pictures import is_bare, is_named
from payscrub.verify.pivots import read_cache
from payscrub.verify.pool import ReadGrid
from payscrub.verify.reserved import SPACES, always_accepted
from payscrub.verify.shapes import hits
from payscrub.verify.sheets import Sheet, read_sheet
from payscrub.verify.strings import NONE, Shared, read_shared
from payscrub.verify.structure import REASON, is_foreign, is_setting, is_typeface, is_unknown_typeface, without_ids
from payscrub.verify.styles import Styles, date_styles, literals_of
from payscrub.verify.wordlists import words

_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d{1,3}|[A-Za-z&])')
_LOOK = re.compile(
    r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d{1,3}|[BIUESXYOH])'
)  # a typeface, a size, a colour, bold: it may stand in a word
_HEADERS = words("oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter")
_FORMULAS = words("f formula formula1 formula2 definedName calculatedColumnFormula totalsRowFormula")
_WORKBOOK = "workbook"
_ACCOUNT = 8  # digits


@dataclass(frozen=True, slots=True, repr=False)
class Reading:
    """Everything that was decoded: grids of cells, and the other texts with their places."""

    grids: list[ReadGrid] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)


def read_book(package: Package, scanner: Scanner) -> Reading:
    """Return what a workbook holds, and note in the scanner's ledger what is personal or unread."""
    return _Book(package, scanner).read()


class _Book:
    def __init__(self, package: Package, scanner: Scanner) -> None:
        self.package, self.scanner = package, scanner
        self.reading = Reading()
        self.done: set[str] = set()
        self.quoted: dict[str, str] = {}  # numbers as long as an account's that formulas quote, and where

    def read(self) -> Reading:
        workbook = next(iter(self.package.rooted(_WORKBOOK)), None)
        if workbook is None:
            self.scanner.ledger.miss("file", "The file is no Excel workbook that can be read.", "Save it as .xlsx or .csv and try again.")
        self._sheets(workbook)
        self._caches()
        for number, part in enumerate(self.package.parts, 1):
            self._name(part, number)
            if part.name not in self.done:
                self._guarded(part, self._any)
        self._quoted_alone()
        return self.reading

    def _quoted_alone(self) -> None:
        """Object to accounts that formulas quote and no cell holds: what a cell holds is judged there, by its column."""
        held = {text.zfill(_ACCOUNT) for grid in self.reading.grids for text in grid.of_width(_ACCOUNT)} if self.quoted else set[str]()
        for number, place in self.quoted.items():
            if number not in held:
                self.scanner.ledger.find("UK_BANK_ACCOUNT", place, "A formula quotes a number with as many digits as a bank account has.")

    def _guarded(self, part: Part, work: Callable[[Part], None]) -> None:
        """Do one part; what cannot be read is noted, and the other parts are still examined."""
        try:
            work(part)
        except Unexaminable as error:
            self.scanner.ledger.miss(part.place, error.message, error.remedy)
            for text in runs(part.data):
                self.scanner.note(self.scanner.look(text, Where.TECHNICAL), part.place)

    def _name(self, part: Part, number: int) -> None:
        if not is_standard(part.name):
            self._setting(part.name, f"part {number}, its name")
        for text in runs(part.remarks):
            self.text(text, f"part {number}, its header", Where.QUOTED)

    def _setting(self, name: str, place: str) -> None:
        """Read a name in the structure of the file, where words of the format coincide with people's."""
        if is_foreign(name):
            self.scanner.ledger.find("PERSON", place, REASON)
        self.scanner.text(name, place, Where.TECHNICAL)
        self.scanner.note(hits(without_ids(name).replace("\\", "/"), typed=True), place)  # some programs write folders so

    def _typeface(self, name: str, place: str) -> None:
        if is_unknown_typeface(name):
            self.scanner.ledger.find("PERSON", place, REASON)
        self.scanner.note(hits(name, typed=True), place)

    def text(self, text: str, place: str, how: Where) -> None:
        """Read one text and keep it for the comparison with the source."""
        self.reading.texts.append((place, text))
        self.scanner.text(text, place, how)

    def _sheets(self, workbook: Part | None) -> None:
        shared, styles = self._tables(workbook)
        used = np.zeros(len(shared.texts), dtype=np.bool_)
        for number, part in enumerate(self.package.sheets(), 1):
            self.done.add(part.name)

            def work(part: Part, number: int = number) -> None:
                sheet = read_sheet(part.data, number, shared, styles)
                used[sheet.used] = True
                self._sheet(sheet, part)

            self._guarded(part, work)
        unseen = np.flatnonzero(~used)
        for index, text in zip(unseen.tolist(), shared.texts.read(unseen), strict=True):
            self.text(text, f"shared string {index + 1}, which no cell shows", Where.FREE)

    def _tables(self, workbook: Part | None) -> tuple[Shared, Styles]:
        """Return the shared strings and styles; a damaged part is noted and then counts as empty."""
        dates, epoch, found = frozenset[int](), 0, NONE
        strings = self._one(workbook, "sharedStrings", "sst")
        style = self._one(workbook, "styles", "styleSheet")
        try:
            found = read_shared(strings.data) if strings else found
            dates = date_styles(style.data) if style else dates
            epoch = self._epoch(workbook)
        except Unexaminable as error:
            self.scanner.ledger.miss("file", error.message, error.remedy)
        if strings and found.plain:
            self.done.add(strings.name)
        return found, Styles(dates, epoch)

    def _epoch(self, workbook: Part | None) -> int:
        settings = attributes_of(workbook.data, "workbookPr") if workbook else []
        return int(any(attributes.get("date1904", "0") in ("1", "true", "on") for _, attributes in settings))

    def _one(self, workbook: Part | None, kind: str, root: str) -> Part | None:
        related = self.package.related(workbook, kind) if workbook else None
        return related or next(iter(self.package.rooted(root)), None)

    def _sheet(self, sheet: Sheet, part: Part) -> None:
        self.reading.grids.append(sheet.grid)
        judge_grid(sheet.grid, self.scanner)
        for cell, formula in unlike(sheet.formulas):
            place = sheet.grid.address(cell) if cell >= 0 else f"sheet{sheet.grid.sheet}, a formula"
            self._formula(formula, place, Where.QUOTED)
        self._leaves(list(sheet.leaves), f"sheet{sheet.grid.sheet}", part)

    def _caches(self) -> None:
        for number, part in enumerate(self.package.rooted("pivotCacheDefinition"), 1):

            def work(part: Part, number: int = number) -> None:
                records = self.package.related(part, "pivotCacheRecords")
                grid = read_cache(part.data, records.data if records else b"", number)
                self.reading.grids.append(grid)
                judge_grid(grid, self.scanner)
                if records:
                    self.done.add(records.name)

            self._guarded(part, work)

    def _any(self, part: Part) -> None:
        if not part.root:
            if part.data.startswith(b"PK\x03\x04"):
                self.scanner.descend(part.data, part.place)
                return
            if is_named(part.data, self.scanner.pictures) and is_bare(part.data):
                return
            examine(part.data, part.place, self.scanner)
            self.reading.texts.extend((part.place, text) for text in runs(part.data))
            return
        if part.root in ("html", "Workbook", "xml") and part.name.lower().endswith((".vml", ".xml")):
            found = self._lenient(part)
        else:
            found = leaves(part.data)
        self._leaves(found, part.place, part)

    def _lenient(self, part: Part) -> list[Leaf]:
        try:
            return [*leaves(part.data), *lenient_leaves(part.data)]
        except Unexaminable:  # VML need not be well-formed; the lenient reading has all of it
            return lenient_leaves(part.data)

    def _leaves(self, found: list[Leaf], place: str, part: Part) -> None:
        """Read the texts of a part, equal ones once."""
        numbered: dict[tuple[str, str, str], int] = {}
        for number, leaf in enumerate(found, 1):
            numbered.setdefault((leaf.element, leaf.attribute, leaf.text), number)
            if numbered[leaf.element, leaf.attribute, leaf.text] == number:
                self._leaf(leaf, f"{place}#{number}", part)

    def _leaf(self, leaf: Leaf, place: str, part: Part) -> None:
        if is_setting(leaf):
            self._setting(leaf.text, place)
            return
        if is_typeface(leaf):
            self._typeface(leaf.text, place)
        if is_public(leaf) or (part.root == "sst" and leaf.element == "si" and not leaf.attribute):
            return  # an entry is read where a cell shows it, or as one that no cell shows
        entity = somebody(leaf)
        if entity and not SPACES[entity](leaf.text) and not always_accepted(leaf.text):
            self.scanner.ledger.find(entity, place, "A field that names a person or login is filled with one that is not invented.")
        if leaf.element in _FORMULAS and not leaf.attribute:
            self._formula(leaf.text, place, Where.QUOTED)
            return
        if leaf.element in _HEADERS:
            for text in dict.fromkeys(_CODES.sub(" ", shown) for shown in (leaf.text, _LOOK.sub("", leaf.text))):
                self.text(text, place, Where.FREE)
            return
        text = literals_of(leaf.text) if "formatCode" in (leaf.element, leaf.attribute) else leaf.text
        how = where(leaf)
        if how is Where.TECHNICAL:  # types, namespaces, fonts: words of the format, which coincide with people's
            self.scanner.text(text, place, how)
            return
        self.text(text, place, Where.TECHNICAL if part.root == "pivotCacheDefinition" and leaf.attribute == "v" else how)

    def _formula(self, formula: str, place: str, how: Where) -> None:
        for text in texts_in(formula):
            self.text(text, place, how)
            if QUOTED_ACCOUNT.fullmatch(text) and not any(accepts(text) for accepts in SPACES.values()):
                self.quoted.setdefault(text, place)
        plain = without_references(formula)
        self.reading.texts.append((place, plain))
        self.scanner.note(self.scanner.look(plain, Where.TECHNICAL), place)
