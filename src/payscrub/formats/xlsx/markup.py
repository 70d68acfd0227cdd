"""Reads the kept parts of a workbook and says how an edit of them is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from payscrub.formats.xlsx.escape import encode, escape
from payscrub.formats.xlsx.patch import Patch
from payscrub.formats.xlsx.slots import ALL_STAY, Cut, Links, Markup, Slot, Spelling
from payscrub.formats.xlsx.spans import attribute_text, prepare, splice
from payscrub.formats.xlsx.walker import Walker

__all__ = ["READERS", "Cut", "Links", "Markup", "Slot", "Spelling", "keeps_arrays", "patches", "prepare", "read", "rewrite", "splice"]

_FIRST_TYPE = re.compile(rb"""<(?:\w{1,20}:)?metadataType\s[^<>]{0,400}?\bname=["']([A-Za-z_]{1,40})["']""")
# the name of a reader: the roots it accepts, with their types
READERS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "workbook": {"s:workbook": "s:CT_Workbook"},
        "worksheet": {"s:worksheet": "s:CT_Worksheet"},
        "chartsheet": {"s:chartsheet": "s:CT_Chartsheet"},
        "styles": {"s:styleSheet": "s:CT_Stylesheet"},
        "theme": {"a:theme": "a:CT_OfficeStyleSheet", "a:themeOverride": "a:CT_BaseStylesOverride"},
        "table": {"s:table": "s:CT_Table"},
        "drawing": {"xdr:wsDr": "xdr:CT_Drawing", "c:userShapes": "cdr:CT_Drawing"},
        "chart": {"c:chartSpace": "c:CT_ChartSpace"},
        "chart style": {"cs:chartStyle": "cs:CT_ChartStyle", "cs:colorStyle": "cs:CT_ColorStyle"},
        "pivot table": {"s:pivotTableDefinition": "s:CT_pivotTableDefinition"},
        "pivot cache": {"s:pivotCacheDefinition": "s:CT_PivotCacheDefinition"},
        "pivot records": {"s:pivotCacheRecords": "s:CT_PivotCacheRecords"},
        "metadata": {"s:metadata": "s:CT_Metadata"},
    }
)


def read(data: bytes, reader: str, links: Links = ALL_STAY) -> Markup:
    """Return what may change in a part that ``prepare`` has made plain, and what is cut from it.

    ``reader`` is a key of ``READERS``; ``links`` tell what becomes of the part's relationships: elements that name dropped ones
    are cut. The rows of a worksheet must have been taken out before (``<sheetData/>``).

    Raises:
        Unsupported: when the part holds an element or a value that its format does not have.
        Damaged: when its tags do not pair up.
    """
    walker = Walker(data, links)
    walker.run(READERS[reader])
    return Markup(tuple(walker.values.slots), tuple(sorted(walker.cuts, key=lambda cut: cut.start)))


def rewrite(data: bytes, slot: Slot, text: str) -> list[Patch]:
    """Return the patches that make ``text`` the text of ``slot`` in the part ``data``."""
    start, end = slot.spans[0]
    return [(start, end, _spelt(data, slot, text)), *((first, last, b"") for first, last in slot.spans[1:])]


def patches(markup: Markup) -> Iterator[Patch]:
    """Yield the cuts of a part as patches."""
    return ((cut.start, cut.end, cut.replacement) for cut in markup.cuts)


def _spelt(data: bytes, slot: Slot, text: str) -> bytes:
    if slot.spelling is Spelling.ESCAPED:
        return attribute_text(encode(text))
    if slot.spelling is Spelling.PAGE:
        after_digit = text[:1].isdigit() and data[slot.spans[0][0] - 1 : slot.spans[0][0]].isdigit()
        return attribute_text(escape(" " * after_digit + text.replace("&", "&&")))
    if slot.spelling is Spelling.FORMAT:
        return attribute_text(escape(text.replace('"', "").replace("]", "")))
    if slot.spelling is Spelling.BARE:
        quoted = text.replace('"', "")
        return attribute_text(escape(f'"{quoted}"'))
    return attribute_text(escape(text))


def keeps_arrays(data: bytes) -> bool:
    """Return whether a metadata part may stay: its first type marks dynamic arrays, so that cells which name it stay right.

    Otherwise drop the part and the ``cm`` attributes of cells; the ``vm`` attributes go in any case.
    """
    first = _FIRST_TYPE.search(data)
    return first is not None and first[1] == b"XLDAPR"
