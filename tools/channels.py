"""Writes ``docs/channels.md``: every place of a workbook that can hold personal data, and what payscrub does with it.

Usage: ``python tools/channels.py > docs/channels.md``

What is done with parts and with the texts of parts is taken from the code (``rulings`` and ``policy``), so that the page cannot
claim anything else; the rows below add what cells, formulas, links and the container do.
"""

from __future__ import annotations

from collections.abc import Iterator

from payscrub.formats.xlsx.policy import ANY, Do, Rule
from payscrub.formats.xlsx.policy import TABLE as TEXTS
from payscrub.formats.xlsx.ruling import Do as Fate
from payscrub.formats.xlsx.rulings import TABLE as PARTS

DONE = {
    Do.TEXT: "replaced where personal",
    Do.NUMBER: "replaced where personal",
    Do.TAB: "replaced where personal, everywhere it is named",
    Do.NAME: "replaced where personal, everywhere it is named",
    Do.HEADER: "replaced where personal, with its header cell",
    Do.FORMULA: "literals replaced where personal, names followed",
    Do.LINK: "replaced where personal, names followed",
    Do.RUN: "runs joined, replaced where personal",
    Do.PAGE: "words replaced where personal, codes kept, `&Z` `&F` `&G` removed",
    Do.FORMAT: "literals replaced where personal",
    Do.ITEM: "replaced as cells are",
    Do.FONT: "kept when it is a public typeface, else `Calibri`",
    Do.THEME: "kept when applications ship it, else `Office`",
    Do.STYLE: "kept when it is built in, else numbered",
    Do.SHAPE: "kept when it is a kind and a number, else numbered",
    Do.ONLY: "the element is removed unless the value is technical",
    Do.LIKE: "removed unless technical",
    Do.BLANK: "removed",
    Do.DROP: "removed",
    Do.PICTURE: "removed unless a policy names its picture",
    Do.HOLLOW: "replaced by no fill unless a policy names its picture",
    Do.REFUSE: "the file is refused",
    Do.RELATION: "removed with the part it names",
}
FATES = {Fate.EDIT: "edited", Fate.REBUILD: "written anew", Fate.DROP: "left out", Fate.REFUSE: "the file is refused"}

CHANNELS: tuple[tuple[str, str, str], ...] = (
    ("A01", "text of cells in the shared strings", "replaced where personal"),
    ("A02", "text of a cell split into formatted runs", "runs joined, replaced as one"),
    ("A03", "phonetic readings of a cell", "removed"),
    ("A04", "shared strings that no cell uses any more", "left out"),
    ("A05", "text written in the cell itself", "replaced where personal"),
    ("A06", "numbers: account numbers, sort codes, dates of birth as serials, pay", "replaced by the rule of the column"),
    ("A07", "dates written as ISO 8601", "replaced by the rule of the column"),
    ("A08", "formulas: names of sheets, tables and ranges", "names followed when they change"),
    ("A09", "text quoted in formulas, and array constants", "replaced where personal"),
    ("A10", "cached results of formulas", "replaced as the cells they come from"),
    ("A11", "`_xHHHH_` escapes that split a name", "decoded before looking"),
    ("A12", "text in number formats", ""),
    ("A13", "names of styles, themes and typefaces", ""),
    ("A14", "cells that nobody sees: hidden sheets, rows and columns, white on white, under a merge", "treated like all others"),
    ("A15", "elements and attributes that cells do not have, two cells in one place", "the file is refused"),
    ("A16", "smart tags", ""),
    ("A17", "marks that tie a cell to rich values", "removed; the mark of dynamic arrays stays"),
    ("B01", "lists and formulas of data validation", ""),
    ("B02", "messages of data validation", ""),
    ("B03", "texts and formulas of conditional formats", ""),
    ("B04", "targets of hyperlinks", "replaced where personal"),
    ("B05", "texts, tips and places of hyperlinks", ""),
    ("B06", "page headers and footers", ""),
    ("B07", "values chosen in filters", ""),
    ("B08", "custom sort lists", ""),
    ("B09", "scenarios", ""),
    ("B10", "protected ranges with their account names", ""),
    ("B11", "password hashes of protection", ""),
    ("B12", "saved views, named after their users", ""),
    ("B13", "data that add-ins store with a sheet", ""),
    ("B14", "sources of consolidation", ""),
    ("B15", "settings of web publishing", ""),
    ("B16", "names that macros use for sheets", ""),
    ("B17", "sparklines and watched cells", ""),
    ("B18", "background pictures and pictures in page headers", ""),
    ("B19", "references from a sheet to its drawings, tables and objects", "removed with the part they name"),
    ("C01", "names of sheets", ""),
    ("C02", "defined names", ""),
    ("C03", "hidden defined names of add-ins", "treated like all others"),
    ("C04", "comments on defined names", ""),
    ("C05", "constants and formulas of defined names", ""),
    ("C06", "the folder the workbook was last saved in", "removed"),
    ("C07", "the name of who reserved the workbook", ""),
    ("C08", "revision ids that tie files of one author together", "removed"),
    ("C09", "small settings of the workbook", ""),
    ("C10", "round-trip data of Google Sheets", ""),
    ("C11", "data of WPS Office", ""),
    ("D01", "names of tables and their columns", ""),
    ("D02", "labels and formulas in totals rows", ""),
    ("D03", "comments and alternative texts of tables", ""),
    ("D04", "XML mappings", ""),
    ("E01", "notes and their authors", ""),
    ("E02", "threaded comments", ""),
    ("E03", "the list of commenters", ""),
    ("E04", "tasks", ""),
    ("E05", "legacy drawings of notes and controls", ""),
    ("F01", "text boxes and shapes", ""),
    ("F02", "names, descriptions and links of shapes", ""),
    ("F03", "pictures", ""),
    ("F04", "data inside picture files", ""),
    ("F05", "vector pictures that repeat cells", ""),
    ("F06", "the preview picture", ""),
    ("F07", "ink", ""),
    ("F08", "three-dimensional models, sound and film", ""),
    ("G01", "cached labels and values of charts", ""),
    ("G02", "titles, series names and labels of charts", ""),
    ("G03", "source workbooks of charts", ""),
    ("G04", "charts of newer kinds", ""),
    ("G05", "chart sheets, shapes on charts, chart styles", ""),
    ("G06", "diagrams", ""),
    ("H01", "items of pivot caches", ""),
    ("H02", "records of pivot caches: the whole source table", ""),
    ("H03", "who refreshed a pivot cache, and its source", ""),
    ("H04", "captions and filters of pivot tables", ""),
    ("H05", "slicers and timelines", ""),
    ("H06", "links to other workbooks with copies of their cells", ""),
    ("H07", "live data feeds", ""),
    ("H08", "data connections with passwords and queries", ""),
    ("H09", "query tables", ""),
    ("H10", "Power Query", ""),
    ("H11", "the data model", ""),
    ("H12", "cell metadata", ""),
    ("H13", "linked data types: cards of people and shares", ""),
    ("H14", "pictures placed in cells", ""),
    ("H15", "saved sheet views and check box formats", ""),
    ("H16", "the history of a shared workbook", ""),
    ("J01", "macros", ""),
    ("J02", "signatures", ""),
    ("J03", "Excel 4 macro sheets and dialog sheets", ""),
    ("J04", "form controls", ""),
    ("J05", "embedded files", ""),
    ("J06", "printer settings", ""),
    ("J07", "the calculation chain", ""),
    ("J08", "state of web add-ins", ""),
    ("J09", "customised ribbons and toolbars", ""),
    ("J10", "parts of an unknown kind", ""),
    ("I01", "author, title and dates of the document", ""),
    ("I02", "company, manager and list of sheets", ""),
    ("I03", "custom properties", ""),
    ("I04", "sensitivity labels", ""),
    ("I05", "custom XML", ""),
    ("I06", "document properties under unusual names", ""),
    ("K01", "times and extra fields of the archive", "written anew"),
    ("K02", "comments and gaps of the archive", "left out"),
    ("K03", "two entries of one name, paths that leave the archive", "the file is refused"),
    ("K04", "remains of older versions in the archive", "left out"),
    ("K05", "parts that no relationship reaches", "left out"),
    ("K06", "relationships: ids and targets", ""),
    ("K07", "alternate content for older applications", "every branch is read; one that is not understood is removed"),
    ("K08", "extensions", "removed unless known"),
    ("K09", "XML comments, processing instructions, foreign elements and attributes, stray text", "removed; a document type is refused"),
    ("K10", "other encodings and character references", "decoded before looking, written as UTF-8"),
    ("K11", "Strict workbooks and parts under unusual names", "read by relationship and namespace; test versions are refused"),
    ("K12", "the name of the file", "replaced where personal"),
)


def page() -> str:
    """Return the page as Markdown."""
    head = (
        "# Where personal data hides in a workbook, and what becomes of it\n\n"
        "Written by `tools/channels.py` from the tables that the code obeys. Reports name a channel by its id.\n"
    )
    return head + "".join(_section(*channel) for channel in CHANNELS)


def _section(channel: str, what: str, rest: str) -> str:
    lines = [rest] * bool(rest) + [*_parts(channel), *_texts(channel)]
    return f"\n## {channel}: {what}\n\n" + "".join(f"- {line}\n" for line in lines)


def _parts(channel: str) -> Iterator[str]:
    for row in PARTS:
        if channel in row.ruling.channels:
            yield f"part *{row.ruling.label}*: {FATES[row.ruling.do]}"


def _texts(channel: str) -> Iterator[str]:
    """Yield one line for each thing done, with the members it is done to."""
    by_deed: dict[Do, list[str]] = {}
    for row in TEXTS:
        if row.channel == channel:
            by_deed.setdefault(row.do, []).append(_member(row))
    for do, members in by_deed.items():
        yield f"{', '.join(f'`{member}`' for member in members)}: {DONE[do]}"


def _member(row: Rule) -> str:
    kind = "any element" if row.type == ANY else row.type.replace("CT_", "")
    return f"{kind} {row.member}" if row.member != "#" else kind


if __name__ == "__main__":
    print(page(), end="")
