"""Names that belong to the application and not to a person: typefaces, themes, built-in cell styles, kinds of shape.

A name that is not public is replaced, so that nobody's name hides as a font or a style.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

FALLBACK_FONT = "Calibri"
FALLBACK_THEME = "Office"
# names that the applications give to their own themes, in the languages met
_THEMES = (
    "Office|Office Theme|Office 2007 - 2010|Office 2013 - 2022|Office Theme 2007 - 2010|Office 2013 - 2022 Theme|"
    "Office Classic|Office Classic 2|Larissa|Larissa-Design|Sheets|WPS|LibreOffice|Thème Office|Tema di Office|"
    "Tema do Office|Tema de Office|Тема Office|Стандартная|Bureau|Kantoor|Kantoorthema|Office-teema|Office-tema|"
    "Motyw pakietu Office|Pakiet Office|Office 主题|Office テーマ|Office 테마|Office 佈景主題|Metro|Median|Aspect|Apex|Civic|"
    "Concourse|Equity|Flow|Foundry|Grayscale|Module|Opulent|Oriel|Origin|Paper|Solstice|Technic|Trek|Urban|Verve|"
    "Facet|Ion|Retrospect|Slice|Wisp|Office Colors|Office Fonts|Office Effects|Blue|Blue II|Blue Warm|Green|Red"
)
THEMES = frozenset(_THEMES.split("|"))
# ECMA-376 part 1, 18.8.7: the names that Excel gives its built-in styles, in the order of builtinId
_ACCENTS = [f"{shade}Accent{number}" for number in range(1, 7) for shade in ("", "20% - ", "40% - ", "60% - ")]
_BUILT_IN = (
    "Normal|RowLevel_|ColLevel_|Comma|Currency|Percent|Comma [0]|Currency [0]|Hyperlink|Followed Hyperlink|Note|Warning Text||||Title|"
    "Heading 1|Heading 2|Heading 3|Heading 4|Input|Output|Calculation|Check Cell|Linked Cell|Total|Good|Bad|Neutral"
)
BUILT_IN = (*_BUILT_IN.split("|"), *_ACCENTS, "Explanatory Text")
# copies that Excel makes when sheets are merged bear a number: Normal 2, Comma 2 3
_STYLE = re.compile(rf"(?:{'|'.join(re.escape(name) for name in BUILT_IN if name)}|Accent[1-6] - [246]0%)[0-9]?(?: [0-9]{{1,3}}){{0,9}}")

# names that applications give to new shapes: a kind and a number
_SHAPE = re.compile(
    r"(?:Picture|Chart|Text ?Box|Shape|Object|Group(?: Shape)?|Image|Diagram|Graphic(?:al Object)?|Line|Oval|(?:Rounded )?Rectangle|"
    r"AutoShape|WordArt|Button|Check Box|Option Button|Drop Down|List Box|Label|Spinner|Scroll Bar|Group Box|"
    r"(?:Straight |Straight Arrow |Elbow )?Connector|(?:Right |Left |Up |Down )?Arrow|(?:Isosceles |Right )?Triangle|Diamond|Hexagon|"
    r"Freeform(?:: Shape)?|Title|(?:Speech )?Callout|"
    r"Rectangle: Rounded Corners|Comment|Star|Cloud|Heart|Smiley Face)? ?[0-9]{0,6}"
)


@cache
def fonts() -> frozenset[str]:
    """Return the public typeface names in lower case."""
    text = files("payscrub.formats.xlsx.parts").joinpath("fonts.txt").read_text("utf-8")
    return frozenset(text.lower().split("\n"))


def font(name: str, _ordinal: int) -> str:
    """Return ``name`` when it is a public typeface, else the fallback."""
    return name if name.lower() in fonts() else FALLBACK_FONT


def theme(name: str, _ordinal: int) -> str:
    """Return ``name`` without signs that nobody sees when applications ship a theme of that name, else the fallback."""
    plain = name.replace("\u200b", "")  # some languages put zero-width spaces into the name
    return plain if not plain or plain in THEMES else FALLBACK_THEME


def style(name: str, ordinal: int) -> str:
    """Return ``name`` when it is built in, else a name made of the style's position, which no other style can have."""
    return name if _STYLE.fullmatch(name) else f"Style {ordinal}"


def shape(name: str, ordinal: int) -> str:
    """Return ``name`` when it is only a kind of shape and a number, else a neutral one."""
    return name if _SHAPE.fullmatch(name) else f"Object {ordinal}"
