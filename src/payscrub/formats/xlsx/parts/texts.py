"""Texts with codes inside: page headers and number formats. The words are found; the codes stay or go.

Sources: ECMA-376 part 1, 18.3.1.46 (header and footer codes) and 18.8.31 (number formats).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from payscrub.formats.xlsx.names import fonts
from payscrub.formats.xlsx.slots import Spelling

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Words:
    """Words inside a text with codes: where they stand and how they are written there."""

    ranges: tuple[Range, ...]  # of the text, not of the part
    text: str = field(repr=False)
    spelling: Spelling


_PAGE = re.compile(
    r'(?P<font>&"[^"]*+"?)|(?P<look>&(?:K[0-9A-Fa-f]{6}|K[0-9]{2}[-+][0-9]{3}|[0-9]{1,3}|[BIUESXYOHbiuesxyoh]))|(?P<end>&[LCRPNDTAlcrpndta])|(?P<gone>&[^&])|(?P<word>(?:[^&]|&&)++)|(?P<lone>&)'
)
_FONT_STYLES = ("", "regular", "bold", "italic", "bold italic", "standard", "fett", "kursiv", "fett kursiv", "normal", "gras", "italique")
_FORMAT = re.compile(
    r'"(?P<quoted>[^"]*+)"?'
    r"|(?P<shielded>(?:\\.)++)"
    r"|[_*]."
    r"|\[\$(?P<currency>[^\]-]*+)(?:-[0-9A-Fa-f,]{1,12})?\]"
    r"|\[(?:[<>=]{1,2}[-+0-9.eE]{1,30}|h+|m+|s+|Color ?[0-9]{1,2}|Black|Blue|Cyan|Green|Magenta|Red|White|Yellow)\]"
    r"|\[(?:DBNum[0-9]|ENG|Natnum[0-9]{1,2})\]"
    r"|General|Standard|AM/PM|A/P|am/pm|a/p|[dmyhsegbrnEDMYHSGBRN]++(?!\w)|[#0?.,%:;@/()+\-$ €£¥0-9'^~{}<>=&!]"
    r"|(?P<gone>\[[^\]]*+\]?)"
    r"|(?P<bare>\w++|.)",
    re.DOTALL | re.IGNORECASE,
)
_NEEDS_NO_LOOK = re.compile(r"[\W_]*|[A-Z]{3}|[a-zA-Z]")


def page(text: str) -> tuple[list[Words], list[Range]]:
    """Return the words of a header or footer, joined over codes that only change their look, and the codes that go.

    ``&Z`` and ``&F`` print the path and name of the file and ``&G`` a picture; they go, and so do unknown codes and fonts.
    """
    words, gone, ranges = list[Words](), list[Range](), list[Range]()
    for match in _PAGE.finditer(text):
        if match["word"]:
            ranges.append(match.span())
        elif match["end"]:
            words += _joined(text, ranges)
            ranges = []
        elif match["look"] is None and not (match["font"] and _public(match["font"])):
            gone.append(match.span())
    return [*words, *_joined(text, ranges)], gone


def number_format(text: str) -> tuple[list[Words], list[Range]]:
    """Return the literals of a number format that could be words, and what is no part of a number format and goes."""
    words, gone = list[Words](), list[Range]()
    for match in _FORMAT.finditer(text):
        if match["gone"]:
            gone.append(match.span())
        words += _literals(match)
    return words, gone


def _joined(text: str, ranges: Sequence[Range]) -> Iterator[Words]:
    joined = "".join(text[start:end] for start, end in ranges).replace("&&", "&")
    if joined.strip():
        yield Words(tuple(ranges), joined, Spelling.PAGE)


def _public(code: str) -> bool:
    name, _, style = code[2:].rstrip('"').partition(",")
    return (name == "-" or name.lower() in fonts()) and style.lower() in _FONT_STYLES


def _literals(match: re.Match[str]) -> Iterator[Words]:
    for group, spelling in (
        ("quoted", Spelling.FORMAT),
        ("currency", Spelling.FORMAT),
        ("shielded", Spelling.BARE),
        ("bare", Spelling.BARE),
    ):
        found = match[group]
        if found:
            plain = found[1::2] if group == "shielded" else found
            if not _NEEDS_NO_LOOK.fullmatch(plain):
                yield Words((match.span(group),), plain, spelling)
