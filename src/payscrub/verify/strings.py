"""The shared strings of a workbook: one decoded text an entry, its runs joined."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

import numpy as np

from payscrub.errors import Damaged
from payscrub.verify import slices
from payscrub.verify.markup import undo_escapes, unescape
from payscrub.verify.pool import Pool, pool_of
from payscrub.verify.slices import Offsets, Words

_OPENING = re.compile(  # anything more than this is read like other markup
    rb"""(?:\xef\xbb\xbf)?(?:<\?xml version=["']1\.0["'](?: encoding=["']UTF-8["'])?(?: standalone=["'](?:yes|no)["'])? ?\?>)?\s{0,8}"""
    rb'<sst(?: (?:xmlns="http://(?:schemas\.openxmlformats\.org/spreadsheetml/2006|purl\.oclc\.org/ooxml/spreadsheetml)/main"'
    rb'|(?:count|uniqueCount)="\d{1,9}"))*>',
    re.IGNORECASE,
)
_FIRST, _LAST = b"<si><t>", b"</t></si>"
_TAGS_AN_ENTRY = 4
_SPELLINGS = ((b'<t xml:space="preserve">', b"<t>"), (b"<si><t/></si>", b"<si><t></t></si>"), (b"<si/>", b"<si><t></t></si>"))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Shared:
    """Texts by index, a hash of each, and whether the part held anything that was not a plain entry."""

    texts: Pool
    keys: Words
    plain: bool = True


NONE: Final = Shared(pool_of([]), pool_of([]).keys())


def read_shared(part: bytes) -> Shared:
    """Return the entries of a shared-strings part in order.

    Raises:
        Damaged: the part is not well-formed.
    """
    plain = _plain(part)
    texts = pool_of(_parsed(part)) if plain is None else plain
    return Shared(texts, texts.keys(), plain is not None)


def _plain(part: bytes) -> Pool | None:
    """Return the entries when every one of them is a single plain text, which is quick; else None."""
    opening = _OPENING.match(part)
    end = part.rfind(b"</sst>")
    if opening is None or end < 0 or part[end + 6 :].strip() or b"<!" in part or not _is_utf8(part):
        return None
    body = part[opening.end() : end].strip()
    for spelling, usual in _SPELLINGS:
        body = body.replace(spelling, usual)
    return _entries(body + slices.PADDING)


def _is_utf8(part: bytes) -> bool:
    if not part.isascii():
        try:
            part.decode()
        except UnicodeDecodeError:
            return False
    return True


def _entries(padded: bytes) -> Pool | None:
    """Return the entries of ``<si><t>...</t></si>`` again and again and nothing between, else None."""
    plain, words = np.frombuffer(padded, dtype=np.uint8), slices.overlapping(padded)
    tags = np.flatnonzero(plain == ord("<"))
    if len(tags) % _TAGS_AN_ENTRY:
        return None
    opens, closes = tags[::_TAGS_AN_ENTRY], tags[2::_TAGS_AN_ENTRY]
    ends = closes + len(_LAST)
    follow = (opens == np.append(0, ends)[:-1]).all() and np.append(0, ends)[-1] == len(padded) - len(slices.PADDING)
    first = slices.first_bytes(words[opens], len(_FIRST)) == slices.literal(_FIRST)
    last = (words[closes] == slices.literal(_LAST[:8])) & (plain[ends - 1] == ord(">"))
    if not (follow and first.all() and last.all()):
        return None
    pool = Pool(padded, opens + len(_FIRST), closes)
    which = _escaped(pool)
    return pool.replaced(which, [unescape(text) for text in pool.read(which)])


def _escaped(pool: Pool) -> Offsets:
    """Return the numbers of the texts with an entity or an escape of Office."""
    plain = np.frombuffer(pool.padded, dtype=np.uint8)
    places = np.flatnonzero((plain[:-1] == ord("&")) | ((plain[:-1] == ord("_")) & (plain[1:] == ord("x"))))
    escaped = np.zeros(len(pool), dtype=np.bool_)
    escaped[np.searchsorted(pool.starts, places, side="right") - 1] = True
    return np.flatnonzero(escaped)


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
