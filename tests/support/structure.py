"""What makes Excel offer a repair: everything in a workbook that names, counts or numbers something must be right.

Each check yields sentences that name the part and the fault; a sound workbook gives none. What is written here comes from ECMA-376
part 1 (chapter 18) and part 2 (chapters 8 and 9) and shares nothing with payscrub.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from lxml import etree
from tests.support.opened import RELATIONSHIPS, TYPES, Opened, local

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_NAME = re.compile(r"[^\W\d][\w.\\?]*|\\[\w.\\?]*")
_BUILT_IN_FORMATS = 164  # numbers below are known to the application
_TEXT, _TAB, _TITLE, _MESSAGE, _PAGE = 32767, 31, 32, 255, 255
Check = Callable[[Opened], Iterator[str]]


def faults(book: Opened) -> list[str]:
    """Return every fault of a workbook, each once, sorted."""
    return sorted({fault for check in CHECKS for fault in check(book)})


# -------------------------------------------------------------------- container


def container(book: Opened) -> Iterator[str]:
    """Yield parts that are doubled, broken, of no type, or listed and missing."""
    for name, count in Counter(map(str.casefold, book.names)).items():
        if count > 1:
            yield f"{name}: there twice"
    yield from (f"{name}: no well-formed XML" for name in book.broken)
    yield from (f"{name}: has no content type" for name in book.names if name != TYPES and not book.type_of(name))
    plain = (name for name in book.names if book.type_of(name) == "application/xml" and name != TYPES and "customXml" not in name)
    yield from (f"{name}: has no content type of its own" for name in plain)
    there = {name.casefold() for name in book.names}
    yield from (f"{name}: has a content type and is not there" for name in book.overrides if name not in there)


def relationships(book: Opened) -> Iterator[str]:
    """Yield relationships that are doubled or lead nowhere, lists without an owner, and ids that no relationship has."""
    there = {name.casefold() for name in book.names}
    for part, found in book.relations.items():
        if part and part.casefold() not in there:
            yield f"{part}: has relationships and is not there"
        if len({relation.id for relation in found}) < len(found):
            yield f"{part}: two relationships of one id"
        for relation in found:
            if not relation.external and relation.target.partition("#")[0].casefold() not in there:
                yield f"{part}: a relationship ({relation.kind}) leads nowhere"
    for name, tree in book.trees.items():
        known = {relation.id for relation in book.relations.get(name, ())}
        for element in tree.iter(etree.Element):
            for key, value in element.attrib.items():
                if etree.QName(key).namespace in RELATIONSHIPS and value and value not in known:
                    yield f"{name}: {local(element)} names a relationship that is not there"


def reached(book: Opened) -> Iterator[str]:
    """Yield parts that no relationship leads to."""
    targets = {relation.target.partition("#")[0].casefold() for found in book.relations.values() for relation in found}
    for name in book.names:
        if name != TYPES and not name.endswith(".rels") and name.casefold() not in targets:
            yield f"{name}: nothing leads to it"


def compatibility(book: Opened) -> Iterator[str]:
    """Yield prefixes that ``mc:Ignorable`` or ``Requires`` name and nobody declares: Excel refuses the whole part."""
    for name, tree in book.trees.items():
        for element in tree.iter(etree.Element):
            listed = [element.get(f"{_MC}{key}", "") for key in ("Ignorable", "ProcessContent", "MustUnderstand")]
            if element.tag == f"{_MC}Choice":
                listed.append(element.get("Requires", "?"))
            for prefix in " ".join(listed).split():
                if prefix.partition(":")[0] not in element.nsmap:
                    yield f"{name}: {local(element)} names an undeclared prefix"


def counts(book: Opened) -> Iterator[str]:
    """Yield elements whose ``count`` is not the number of their children."""
    for name, tree in book.trees.items():
        for element in tree.iter(etree.Element):
            told = element.get("count", "")
            if told.isdigit() and local(element) not in _COUNTED_OTHERWISE and int(told) != _children(element):
                yield f"{name}: {local(element)} miscounts its children"


_COUNTED_OTHERWISE = frozenset({"sst", "i", "x", "ptCount", "gd", "metadataStrings", "gradientFill", "s", "deletedField"})


def _children(element: etree._Element) -> int:
    return sum(isinstance(child.tag, str) and local(child) != "extLst" for child in element)


# -------------------------------------------------------------------- workbook and cells


def tabs(book: Opened) -> Iterator[str]:
    """Yield names and numbers of sheets that Excel does not take, and defined names that point past the last sheet."""
    for name, tree in book.of_kind("workbook"):
        sheets = list(tree.iter("{*}sheet"))
        titles = [sheet.get("name", "") for sheet in sheets]
        yield from _doubled(name, "sheet name", (title.casefold() for title in titles))
        yield from _doubled(name, "sheet id", (sheet.get("sheetId", "") for sheet in sheets))
        if any(not title or len(title) > _TAB or set(title) & set("[]:*?/\\") or title[0] == "'" or title[-1] == "'" for title in titles):
            yield f"{name}: a sheet name is not allowed"
        for view in tree.iter("{*}workbookView"):
            if int(view.get("activeTab", "0")) >= len(sheets) or int(view.get("firstSheet", "0")) >= len(sheets):
                yield f"{name}: the sheet in view is not there"
        defined = list(tree.iter("{*}definedName"))
        yield from _doubled(name, "defined name", (f"{one.get('localSheetId')} {one.get('name', '').casefold()}" for one in defined))
        if any(int(one.get("localSheetId", "0")) >= len(sheets) for one in defined):
            yield f"{name}: a defined name belongs to a sheet that is not there"
        if any(not _NAME.fullmatch(one.get("name", "")) for one in defined):
            yield f"{name}: a defined name is not allowed"


def cells(book: Opened) -> Iterator[str]:
    """Yield cells out of order, doubled, of a style or text that is not there, or too long."""
    formats = sum(_children(found) for _, tree in book.of_kind("styleSheet") for found in tree.iter("{*}cellXfs"))
    texts = sum(_children(tree) for _, tree in book.of_kind("sst"))
    for name, tree in book.of_kind("worksheet"):
        last_row = 0
        for row in tree.iter("{*}row"):
            number = int(row.get("r", last_row + 1))
            if number <= last_row:
                yield f"{name}: rows out of order"
            last_row = number
            yield from _row(name, row, number, formats, texts)
        if any(int(one.get("style", "0")) >= max(formats, 1) for one in tree.iter("{*}col")):
            yield f"{name}: a column has a style that is not there"


def _row(name: str, row: etree._Element, number: int, formats: int, texts: int) -> Iterator[str]:
    last = 0
    if int(row.get("s") or "0") >= max(formats, 1):
        yield f"{name}: a row has a style that is not there"
    for cell in row.iterchildren("{*}c"):
        place = _CELL.fullmatch(cell.get("r", ""))
        column = _column(place[1]) if place else last + 1
        if column <= last or (place and int(place[2]) != number):
            yield f"{name}: cells out of order"
        last = column
        if int(cell.get("s") or "0") >= max(formats, 1):
            yield f"{name}: a cell has a style that is not there"
        value = cell.findtext("{*}v") or ""
        if cell.get("t") == "s" and not (value.strip().isdigit() and int(value) < texts):
            yield f"{name}: a cell has a text that is not there"
        if cell.get("t", "n") == "n" and value.strip() and not _is_number(value):
            yield f"{name}: a number is none"
        if len(value) > _TEXT:
            yield f"{name}: a text is too long"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def shared_strings(book: Opened) -> Iterator[str]:
    """Yield counts of shared strings that are wrong, and texts that are too long."""
    used = sum(cell.get("t") == "s" for _, tree in book.of_kind("worksheet") for cell in tree.iter("{*}c"))
    for name, tree in book.of_kind("sst"):
        if int(tree.get("uniqueCount", _children(tree))) != _children(tree):
            yield f"{name}: miscounts its texts"
        if int(tree.get("count", used)) != used:
            yield f"{name}: miscounts the cells that use it"
        if any(len("".join(one.itertext())) > _TEXT for one in tree.iterchildren("{*}si")):
            yield f"{name}: a text is too long"


def formulas(book: Opened) -> Iterator[str]:
    """Yield members of shared formulas whose master is missing, and formulas that are too long."""
    for name, tree in book.of_kind("worksheet"):
        found = list(tree.iter("{*}f"))
        masters = {one.get("si") for one in found if one.get("t") == "shared" and one.get("ref")}
        if any(one.get("t") == "shared" and one.get("si") not in masters for one in found):
            yield f"{name}: a shared formula has no master"
        if any(len(one.text or "") > 8192 for one in found):
            yield f"{name}: a formula is too long"


def ranges(book: Opened) -> Iterator[str]:
    """Yield merged areas that overlap, and limits of texts that a sheet has beside its cells."""
    for name, tree in book.of_kind("worksheet"):
        areas = [_area(one.get("ref", "")) for one in tree.iter("{*}mergeCell")]
        if any(_meet(one, other) for index, one in enumerate(areas) for other in areas[:index]):
            yield f"{name}: merged areas overlap"
        for rule in tree.iter("{*}dataValidation"):
            if any(len(rule.get(key, "")) > _TITLE for key in ("promptTitle", "errorTitle")) or any(
                len(rule.get(key, "")) > _MESSAGE for key in ("prompt", "error")
            ):
                yield f"{name}: a message of validation is too long"
            if any(len(one.text or "") > _MESSAGE + 2 and (one.text or "").startswith('"') for one in rule.iter("{*}formula1")):
                yield f"{name}: a list of validation is too long"
        if any(len(one.text or "") > _PAGE for found in tree.iter("{*}headerFooter") for one in found):
            yield f"{name}: a page header is too long"


def _area(reference: str) -> tuple[int, int, int, int]:
    corners = [match for corner in reference.split(":") if (match := _CELL.fullmatch(corner))]
    if not corners:
        return (0, 0, -1, -1)
    return (int(corners[0][2]), _column(corners[0][1]), int(corners[-1][2]), _column(corners[-1][1]))


def _meet(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


# -------------------------------------------------------------------- styles, metadata


def styles(book: Opened) -> Iterator[str]:
    """Yield formats that name fonts, fills, borders, number formats or parents that are not there."""
    for name, tree in book.of_kind("styleSheet"):
        size = {local(group): _children(group) for group in tree.iterchildren(etree.Element)}
        numbers = {one.get("numFmtId") for one in tree.iterfind("{*}numFmts/{*}numFmt")}
        for xf in (*tree.iterfind("{*}cellXfs/{*}xf"), *tree.iterfind("{*}cellStyleXfs/{*}xf")):
            for key, group in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders"), ("xfId", "cellStyleXfs")):
                if int(xf.get(key, "0")) >= max(size.get(group, 0), 1):
                    yield f"{name}: a format names one of {group} that is not there"
            if int(xf.get("numFmtId", "0")) >= _BUILT_IN_FORMATS and xf.get("numFmtId") not in numbers:
                yield f"{name}: a format names a number format that is not there"
        named = list(tree.iterfind("{*}cellStyles/{*}cellStyle"))
        yield from _doubled(name, "cell style", (one.get("name", "").casefold() for one in named))
        if any(int(one.get("xfId", "0")) >= max(size.get("cellStyleXfs", 0), 1) for one in named):
            yield f"{name}: a cell style is made of what is not there"
        known = [one.get("name") for one in tree.iterfind("{*}tableStyles/{*}tableStyle")]
        yield from _doubled(name, "table style", known)


def differential(book: Opened) -> Iterator[str]:
    """Yield differential formats that are named and not there."""
    there = sum(_children(found) for _, tree in book.of_kind("styleSheet") for found in tree.iterchildren("{*}dxfs"))
    for name, tree in book.trees.items():
        for element in tree.iter(etree.Element):
            for key, value in element.attrib.items():
                if key.casefold().endswith("dxfid") and value.isdigit() and int(value) >= there:
                    yield f"{name}: {local(element)} names a format that is not there"


def metadata(book: Opened) -> Iterator[str]:
    """Yield cells whose metadata are not there."""
    there = Counter[str]()
    for _, tree in book.of_kind("metadata"):
        there["cm"] += sum(_children(found) for found in tree.iterchildren("{*}cellMetadata"))
        there["vm"] += sum(_children(found) for found in tree.iterchildren("{*}valueMetadata"))
    for name, tree in book.of_kind("worksheet"):
        for cell in tree.iter("{*}c"):
            if any(int(cell.get(key, "0")) > there[key] for key in ("cm", "vm")):
                yield f"{name}: a cell names metadata that are not there"


# -------------------------------------------------------------------- tables, pivots, drawings


def tables(book: Opened) -> Iterator[str]:
    """Yield tables of one id or name, with columns of one name, or whose header cells say something else."""
    found = list(book.of_kind("table"))
    yield from _doubled("tables", "table id", (tree.get("id", "") for _, tree in found))
    names = [tree.get("displayName", "").casefold() for _, tree in found]
    names += [one.get("name", "").casefold() for _, tree in book.of_kind("workbook") for one in tree.iter("{*}definedName")]
    yield from _doubled("tables", "table name", (name for name in names if not name.startswith("_xlnm")))
    for name, tree in found:
        titles = [one.get("name", "") for one in tree.iterfind("{*}tableColumns/{*}tableColumn")]
        top, left, _, right = _area(tree.get("ref", ""))
        if len(titles) != right - left + 1:
            yield f"{name}: miscounts its columns"
        yield from _doubled(name, "column name", map(str.casefold, titles))
        if tree.get("headerRowCount", "1") != "0" and (told := _texts_at(book, name, top, left, right)) is not None and told != titles:
            yield f"{name}: the header cells differ from the names of the columns"


def _texts_at(book: Opened, table: str, row: int, left: int, right: int) -> list[str] | None:
    """Return the texts of the cells above a table as its columns must be called, or nothing when one of them is no text."""
    sheet = next((part for part in book.relations if table in book.related(part, "table")), "")
    if sheet not in book.trees:
        return None
    strings = [tree for _, tree in book.of_kind("sst")]
    entries = list(strings[0].iterchildren("{*}si")) if strings else []
    found = {}
    for cell in book.trees[sheet].iterfind(f"{{*}}sheetData/{{*}}row[@r='{row}']/{{*}}c"):
        if place := _CELL.fullmatch(cell.get("r", "")):
            found[_column(place[1])] = _text(cell, entries)
    told = [found.get(column) for column in range(left, right + 1)]
    return [_told(text) for text in told if text is not None] if None not in told else None


def _text(cell: etree._Element, entries: list[etree._Element]) -> str | None:
    if cell.get("t") == "s":
        value = int(cell.findtext("{*}v") or "-1")
        return "".join(one.text or "" for one in entries[value].iter("{*}t")) if 0 <= value < len(entries) else None
    return "".join(one.text or "" for one in cell.iter("{*}t")) if cell.get("t") == "inlineStr" else None


def _told(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "_x000a_") if "\n" in text else text


def pivots(book: Opened) -> Iterator[str]:
    """Yield pivot tables whose cache, fields, items or records do not fit together."""
    ids = [one.get("cacheId", "") for _, tree in book.of_kind("workbook") for one in tree.iterfind("{*}pivotCaches/{*}pivotCache")]
    yield from _doubled("workbook", "pivot cache id", ids)
    for name, tree in book.of_kind("pivotTableDefinition"):
        if tree.get("cacheId") not in ids:
            yield f"{name}: names a cache that the workbook does not list"
        sources = [book.trees[target] for target in book.related(name, "pivotCacheDefinition") if target in book.trees]
        for source in sources:
            fields = source.findall("{*}cacheFields/{*}cacheField")
            used = tree.findall("{*}pivotFields/{*}pivotField")
            if len(used) != len(fields):
                yield f"{name}: has other fields than its cache"
            for field, cached in zip(used, fields, strict=False):
                items = cached.find("{*}sharedItems")
                groups = cached.find("{*}fieldGroup/{*}groupItems")
                there = _children(groups) if groups is not None else _children(items) if items is not None else 0
                if any(int(one.get("x", "0")) >= max(there, 1) for one in field.iterfind("{*}items/{*}item")):
                    yield f"{name}: an item is not in the cache"
    for name, tree in book.of_kind("pivotCacheDefinition"):
        for target in book.related(name, "pivotCacheRecords"):
            yield from _records(target, book.trees.get(target), tree)


def _records(name: str, records: etree._Element | None, cache: etree._Element) -> Iterator[str]:
    if records is None:
        return
    fields = [field for field in cache.findall("{*}cacheFields/{*}cacheField") if field.get("databaseField", "1") != "0"]
    sizes = [_children(items) if (items := field.find("{*}sharedItems")) is not None else 0 for field in fields]
    for record in records.iterchildren("{*}r"):
        values = list(record.iterchildren(etree.Element))
        if len(values) != len(fields):
            yield f"{name}: a record has other fields than its cache"
        if any(local(value) == "x" and int(value.get("v", "0")) >= size for value, size in zip(values, sizes, strict=False)):
            yield f"{name}: a record names an item that is not in the cache"
    if int(cache.get("recordCount", _children(records))) != _children(records):
        yield f"{name}: the cache miscounts the records"


def drawings(book: Opened) -> Iterator[str]:
    """Yield drawings with anchors that hold nothing, and more than one drawing for a sheet."""
    for name, tree in book.of_kind("wsDr"):
        for anchor in tree.iterchildren("{*}twoCellAnchor", "{*}oneCellAnchor", "{*}absoluteAnchor"):
            if not any(local(child) in _ANCHORED for child in anchor.iter(etree.Element)):
                yield f"{name}: an anchor holds nothing"
    for name, tree in book.of_kind("worksheet"):
        if len(tree.findall("{*}drawing")) > 1:
            yield f"{name}: has two drawings"


_ANCHORED = frozenset({"sp", "grpSp", "graphicFrame", "cxnSp", "pic", "contentPart"})


def _doubled(name: str, what: str, values: Iterable[str | None]) -> Iterator[str]:
    if any(count > 1 for count in Counter(values).values()):
        yield f"{name}: two of one {what}"


CHECKS: tuple[Check, ...] = (
    container,
    relationships,
    reached,
    compatibility,
    counts,
    tabs,
    cells,
    shared_strings,
    formulas,
    ranges,
    styles,
    differential,
    metadata,
    tables,
    pivots,
    drawings,
)
