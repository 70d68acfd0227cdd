"""Puts a cleaned workbook together: patches for each part, lists of what is left, and one new container."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from payscrub.errors import Unsupported
from payscrub.formats.document import CellEdits, Edits
from payscrub.formats.xlsx import chartcaches, container, manifest, package, patch, sharing, spans, tableheads
from payscrub.formats.xlsx.container import Entry
from payscrub.formats.xlsx.formulas import Renamed
from payscrub.formats.xlsx.package import Part, Relation
from payscrub.formats.xlsx.patch import Patch, Patches
from payscrub.formats.xlsx.reading import is_hyperlink
from payscrub.formats.xlsx.sharing import Sharing
from payscrub.model import Indices, Role

if TYPE_CHECKING:
    from payscrub.formats.xlsx.workbook import Workbook

Content = Iterable[bytes] | Entry


@dataclass(frozen=True, slots=True)
class _Late:
    """A part that is made only when its turn to be written comes, so that one large part is in memory at a time."""

    make: Callable[[], Content] = field(repr=False)


_WITH, _WITHOUT = (
    "application/vnd.ms-excel.{}.macroEnabled.main+xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.{}.main+xml",
)
_MACRO_FREE = {_WITH.format(kind): _WITHOUT.format(kind) for kind in ("sheet", "template")}
_CALCULATION = re.compile(rb"<((?:[\w.-]+:)?)calcPr\b([^<>]*?)(/?)>")
_BEFORE_CALCULATION = re.compile(rb"<((?:[\w.-]+:)?)sheets\b.*?</(?:[\w.-]+:)?sheets\s*>(?:.*</(?:[\w.-]+:)?definedNames\s*>)?", re.DOTALL)
_FULL = b'fullCalcOnLoad="1"'
_IN_ADDRESSES = ":/?#[]@!$&'()*+,;=~"  # beside letters, digits and -._ (RFC 3986, 2.2)


@dataclass(frozen=True, slots=True)
class _Sorted:
    """The edits of places, by what they belong to."""

    slots: Mapping[str, dict[tuple[int, int], str]] = field(repr=False)
    links: Mapping[str, dict[str, str]] = field(repr=False)
    quoted: Mapping[str, dict[int, str]] = field(repr=False)
    renamed: Renamed = field(repr=False)


def write(book: Workbook, edits: Edits) -> bytes:
    """Return the workbook with ``edits`` applied."""
    edits = tableheads.followed(book, edits)
    places = _sort(book, edits)
    contents: dict[str, Content | _Late] = {name: [data] for name, data in book.rebuilt.items()}
    contents |= _sheets_and_strings(book, edits, places)
    contents |= _pivots(book, edits, places)
    cached = chartcaches.of(book.tabs, edits.cells)
    for name, reading in book.readings.items():
        if name not in contents:
            shown = {(number, -1): text for number, text in cached.renewed(reading.markup.slots)}
            patches = reading.patches(places.slots.get(name, {}) | shown, places.renamed)
            if name == book.main and any(len(edit.cells) for edit in edits.cells.values()):
                patches += _recalculate(book, reading.data)
            contents[name] = _patched(book.package.parts[name].entry, reading.data, patch.listed(patches))
    return container.write(_in_order(book, contents, places))


def _sheets_and_strings(book: Workbook, edits: Edits, places: _Sorted) -> dict[str, _Late]:
    """Return the worksheets and the shared strings."""
    sheets = list(book.sheets.values())
    by_sheet = {number: edit for number, edit in edits.cells.items() if number < len(sheets)}
    shared = sharing.decide(book.strings, sheets, by_sheet)
    contents: dict[str, _Late] = {}
    if book.strings_part:
        contents[book.strings_part] = _Late(lambda: _strings(book, shared))
    for number, name in enumerate(book.sheets):
        contents[name] = _Late(partial(_sheet, book, name, places, by_sheet.get(number), shared.moved.get(number)))
    return contents


def _strings(book: Workbook, shared: Sharing) -> Content:
    entry = book.package.parts[book.strings_part].entry
    data = spans.plain(entry.read(), disguised=book.strings.disguised)
    new = book.strings.rewrite(data, shared.changed, shared.unused, shared.added)
    return entry if entry.holds(new) else [new]


def _sheet(book: Workbook, name: str, places: _Sorted, edit: CellEdits | None, moved: tuple[Indices, Indices] | None) -> Content:
    """Return one worksheet; its bytes are inflated a second time, for holding them meanwhile would double the memory."""
    found, entry = book.sheets[name], book.package.parts[name].entry
    data = spans.plain(entry.read(), disguised=found.frame.disguised)
    arrays = any(reading.part.content_type.endswith("sheetMetadata+xml") for reading in book.readings.values())
    single: list[Patch] = [(start, end, b"") for start, end in (*found.cuts, *(() if arrays else found.array_cuts))]
    single += found.formulas.patches(data, places.quoted.get(name, {}), places.renamed)
    frame = book.readings[name].patches(places.slots.get(name, {}), places.renamed)
    single += [(found.frame.place(start), found.frame.place(end), text) for start, end, text in frame]
    several = [found.patches(data, edit)] if edit is not None else []
    several += [found.repointed(data, *moved)] if moved is not None else []
    several += [patch.listed([*single, *found.untidy])]  # an edit of the same text comes before and wins
    return _patched(entry, data, patch.joined(several))


def _pivots(book: Workbook, edits: Edits, places: _Sorted) -> dict[str, Content]:
    """Return the definitions and records of pivot caches, whose grids follow those of the sheets."""
    contents: dict[str, Content] = {}
    for number, ((definition, records), pivot) in enumerate(book.pivots.items(), start=len(book.sheets)):
        values, rest = pivot.patches(edits.cells.get(number))
        values += book.readings[definition].patches(places.slots.get(definition, {}), places.renamed)
        contents[definition] = _patched(book.package.parts[definition].entry, pivot.definition, patch.listed(values))
        if records:
            contents[records] = _patched(book.package.parts[records].entry, pivot.records, patch.listed(rest))
    return contents


def _patched(entry: Entry, data: bytes, patches: Patches) -> Content:
    """Return the patched bytes, or the entry itself, still compressed, when it says the same."""
    if len(patches):
        return patch.stream(data, patch.merged(patches))
    return entry if entry.holds(data) else [data]


def _sort(book: Workbook, edits: Edits) -> _Sorted:
    """Sort the edits of places, and tell from them what was renamed."""
    slots: dict[str, dict[tuple[int, int], str]] = {}
    links: dict[str, dict[str, str]] = {}
    quoted: dict[str, dict[int, str]] = {}
    new_names: dict[Role, dict[str, str]] = {Role.TAB: {}, Role.NAME: {}, Role.HEADER: {}}
    for number, text in edits.places.items():
        origin, place = book.listed[number]
        if origin.relation:
            links.setdefault(origin.part, {})[origin.relation] = text
        elif origin.quoted >= 0:
            quoted.setdefault(origin.part, {})[origin.quoted] = text
        else:
            slots.setdefault(origin.part, {})[origin.slot, origin.literal] = text
        if place.role in new_names and text != place.text:
            new_names[place.role][place.text.casefold()] = text
    return _Sorted(slots, links, quoted, Renamed(new_names[Role.TAB], new_names[Role.NAME], new_names[Role.HEADER]))


def _recalculate(book: Workbook, data: bytes) -> list[Patch]:
    """Return the patch that makes Excel compute every formula again when it opens the file (18.2.2)."""
    if not any(len(found.formulas) for found in book.sheets.values()):
        return []
    match = _CALCULATION.search(data)
    if match:
        if b"fullCalcOnLoad" in match[2]:
            return []
        return [(match.end(2), match.end(2), b" " * (not match[2].endswith(b" ")) + _FULL)]
    before = _BEFORE_CALCULATION.search(data)
    if not before:
        raise Unsupported("The workbook has no list of sheets.", "Open it in Excel, save it under a new name, and try again.")
    return [(before.end(), before.end(), b"<" + before[1] + b"calcPr " + _FULL + b"/>")]


def _in_order(book: Workbook, contents: Mapping[str, Content | _Late], places: _Sorted) -> Iterator[tuple[str, Content]]:
    """Yield the parts that stay in the order of the source, each list where it was; names that say too much are neutral."""
    entries = book.package.entries
    names = {name: name if manifest.is_plain(name) else manifest.neutral(name, number) for number, name in enumerate(contents, start=1)}
    owners = {package.relations_name(name).casefold(): name for name in ("", *contents)}
    for entry in entries.values():
        owner = owners.get(entry.name.casefold())
        if entry.name in contents:
            content = contents[entry.name]
            yield names[entry.name], content.make() if isinstance(content, _Late) else content
        elif entry.name == package.TYPES:
            yield package.TYPES, [_content_types(book, contents, names)]
        elif owner is not None:
            relations = book.package.parts[owner].relations if owner else book.package.roots
            kept = _kept(relations, names, places.links.get(owner, {}))
            if kept:
                yield (
                    package.relations_name(names.get(owner, "")),
                    [manifest.relations(entry.read(), names.get(owner, ""), relations, kept)],
                )


def _kept(relations: Mapping[str, Relation], names: Mapping[str, str], links: Mapping[str, str]) -> dict[str, str]:
    """Return the relationships that stay with their targets: parts by absolute name, hyperlinks as they were or as edited."""
    kept = {}
    for key, relation in relations.items():
        if relation.external and is_hyperlink(relation.type):
            kept[key] = quote(links[key], safe=_IN_ADDRESSES) if key in links else relation.target
        elif not relation.external and relation.target in names:
            kept[key] = f"/{names[relation.target]}"
    return kept


def _content_types(book: Workbook, contents: Iterable[str], names: Mapping[str, str]) -> bytes:
    parts: dict[str, Part] = {name: book.package.parts[name] for name in contents}
    kinds = {names[name]: _MACRO_FREE.get(part.content_type, part.content_type) for name, part in parts.items()}
    return manifest.content_types(book.package.entries[package.TYPES].read(), kinds)
