"""The shared strings of a workbook: one decoded text an entry, its runs joined."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from payscrub.errors import Damaged
from payscrub.verify import slices
from payscrub.verify.markup import undo_escapes, unescape
from payscrub.verify.slices import Words

_OPENING = re.compile(  # anything more than this is read like other markup
    r"""(?:<\?xml version=["']1\.0["'](?: encoding=["']UTF-8["'])?(?: standalone=["'](?:yes|no)["'])? ?\?>)?\s{0,8}"""
    r'<sst(?: (?:xmlns="http://(?:schemas\.openxmlformats\.org/spreadsheetml/2006|purl\.oclc\.org/ooxml/spreadsheetml)/main"'
    r'|(?:count|uniqueCount)="\d{1,9}"))*>',
    re.IGNORECASE,
)
_FIRST, _LAST, _BETWEEN = "<si><t>", "</t></si>", "</t></si><si><t>"
_TAGS_AN_ENTRY = 4
_SPELLINGS = (('<t xml:space="preserve">', "<t>"), ("<si><t/></si>", "<si><t></t></si>"), ("<si/>", "<si><t></t></si>"))


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """Texts by index, a hash of each, and whether the part held anything that was not a plain entry."""

    texts: list[str] = field(repr=False)
    keys: Words = field(repr=False)
    plain: bool = True


def read_shared(part: bytes) -> Shared:
    """Return the entries of a shared-strings part in order.

    Raises:
        Damaged: the part is not well-formed.
    """
    plain = _plain(part)
    texts = _parsed(part) if plain is None else plain
    return Shared(texts, text_keys(texts), plain is not None)


def text_keys(texts: list[str]) -> Words:
    """Return a hash of every text, the same as of a slice of bytes that spells it."""
    padded, starts, ends = slices.packed(texts)
    return slices.keys(slices.overlapping(padded), starts, ends)


def _plain(part: bytes) -> list[str] | None:
    """Return the entries when every one of them is a single plain text, which is quick; else None."""
    try:
        text = part.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    opening = _OPENING.match(text)
    end = text.rfind("</sst>")
    if opening is None or end < 0 or text[end + 6 :].strip() or "<!" in text:
        return None
    body = text[opening.end() : end].strip()
    for spelling, usual in _SPELLINGS:
        body = body.replace(spelling, usual)
    if not body:
        return []
    entries = body.removeprefix(_FIRST).removesuffix(_LAST).split(_BETWEEN)
    whole = body.startswith(_FIRST) and body.endswith(_LAST)
    if not whole or body.count("<") != _TAGS_AN_ENTRY * len(entries):
        return None
    return [unescape(entry) for entry in entries] if "&" in body or "_x" in body else entries


def _parsed(part: bytes) -> list[str]:
    walk = _Walk()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = walk.start, walk.end, walk.text
    try:
        parser.Parse(part, True)  # noqa: FBT003 - expat's own signature
    except (expat.ExpatError, ValueError, LookupError):
        raise Damaged("The shared strings are not well-formed XML.", "Open the file in Excel and save it under a new name.") from None
    return walk.texts


class _Walk:
    """Joins the runs of each entry; readings in another script are left to the leaves of the part."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.pieces: list[str] = []
        self.inside: list[str] = []

    def start(self, name: str, _: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "si":
            self.pieces = []
        self.inside.append(local)

    def text(self, text: str) -> None:
        if self.inside[-1] == "t" and "rPh" not in self.inside:
            self.pieces.append(text)

    def end(self, name: str) -> None:
        self.inside.pop()
        if name.rpartition(":")[2] == "si":
            self.texts.append(undo_escapes("".join(self.pieces)))
