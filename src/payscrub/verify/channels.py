"""Which texts of which XML elements people type, which are settings, and which name a person by themselves."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

from payscrub.verify.markup import Leaf
from payscrub.verify.names import Where
from payscrub.verify.wordlists import words


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    """Return (element, attribute) for every ``element@attribute`` of ``text``."""
    return frozenset((pair.partition("@")[0], pair.partition("@")[2]) for pair in words(text))


# Elements and attributes that hold the name or login of a person and nothing else (leak-channel census, ECMA-376).
_SOMEBODY: Final = MappingProxyType(
    {
        ("creator", ""): "PERSON",
        ("lastModifiedBy", ""): "PERSON",
        ("Manager", ""): "PERSON",
        ("author", ""): "PERSON",
        ("person", "displayName"): "PERSON",
        ("person", "userId"): "USERNAME",
        ("pivotCacheDefinition", "refreshedBy"): "USERNAME",
        ("fileSharing", "userName"): "USERNAME",
        ("header", "userName"): "USERNAME",
        ("userInfo", "name"): "USERNAME",
        ("scenario", "user"): "USERNAME",
        ("rcmt", "author"): "USERNAME",
        ("customWorkbookView", "name"): "USERNAME",
        ("DisplayName", ""): "PERSON",
        ("AccountId", ""): "USERNAME",
        ("LastAuthor", ""): "PERSON",
        ("vml", "suggestedsigner"): "PERSON",
        ("vml", "suggestedsigneremail"): "EMAIL_ADDRESS",
        ("absPath", "url"): "FILE_PATH",
    }
)
_SOFTWARE = re.compile(
    r"openpyxl|xlsxwriter|microsoft (?:office |corporation|excel)?.{0,24}|excel|apache poi|aspose.{0,24}|libreoffice.{0,120}|application|"
    r"epplus|author(?: \d{1,6})?|"
    r"closedxml|exceljs|sheetjs|pandas|unknown|user|admin|administrator|tc=\{[0-9a-f-]{36}\}|payscrub|\d{1,3}",
    re.IGNORECASE,
)

# What applications generate for revisions and relations (ECMA-376 part 2, 6.5; [MS-XLSX]): anything else was typed.
_GENERATED = re.compile(r"(?:\d{1,3}_)?(?:ncr:\d{1,3}_)?\{?[0-9A-Fa-f-]{6,40}\}?|[A-Za-z]{1,4}\d{1,9}|R[0-9a-f]{1,40}|")

# Texts that somebody typed: the bluntest rule.
_TYPED: Final = _pairs(
    """
    comment@ text@ p@ t@ vml@ title@ subject@ description@ keywords@ category@ contentStatus@ oddHeader@ oddFooter@ evenHeader@
    evenFooter@ firstHeader@ firstFooter@ dataValidation@prompt dataValidation@promptTitle dataValidation@error
    dataValidation@errorTitle hyperlink@display hyperlink@tooltip scenario@comment definedName@comment definedName@description
    table@comment lpwstr@ lpstr@ !comment@ threadedComment@
    """
)
# Texts that name something: tabs, captions, items of filters and pivots.
_NAMED: Final = _pairs(
    """
    sheet@name definedName@name definedName@ table@name table@displayName tableColumn@name tableColumn@totalsRowLabel s@v filter@val
    customFilter@val cacheField@name cacheField@caption pivotField@name dataField@name item@n member@name v@ pt@ a:t@ cNvPr@name
    cNvPr@descr cNvPr@title si@ is@ sheetName@val slicer@caption slicerCacheDefinition@name worksheetSource@sheet
    worksheetSource@name pivotTableDefinition@name formula1@ formula2@ formula@ f@ font@ cfRule@text inputCells@val vml@alt
    vml@title listItem@val item@val
    """
)
# Settings in which words look like names: fonts, scripts, styles, namespaces, types.
# Values that the format itself defines: words in camel case, colours, references to parts.
_ENUMERATED = re.compile(r"[a-z]+(?:[A-Z][a-z]*)*|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8}")
_INNER_TARGET = re.compile(r"(?:\.\./|/)?(?:[A-Za-z]{2,16}/){0,3}[A-Za-z_]{2,32}\d{0,6}\.(?:xml|bin|vml|rels|png|jpe?g|gif|emf|wmf)")
_SETTINGS: Final = words(
    """
    typeface font name@font script xmlns Type ContentType PartName Extension Id Target TargetMode uri uid id Requires Ignorable face
    iconSet patternType
    """
)


# Names that Excel in its languages gives its own themes, and namespaces of functions that it lists.
_PUBLIC_THEMES: Final = words(
    """
    office | office theme | larissa | larissa-design | kantoor | kantoorthema | thème office | bureau | стандартная | тема office |
    tema di office | tema do office | tema de office | office-teema | office-tema | motyw pakietu office | pakiet office | sheets | wps |
    office 主题 | office 佈景主題 | office テーマ | office 테마
    """,
    "|",
)
_THEMED: Final = _pairs("theme@name a:theme@name clrScheme@name fontScheme@name fmtScheme@name themeFamily@name")
_PUBLIC = re.compile(
    r"microsoft\.com:[A-Z_]{2,16}|Microsoft (?:New Tai Lue|Tai Le|PhagsPa|Himalaya|Uighur|Yi Baiti|YaHei|JhengHei|Sans Serif)"
)


def is_public(leaf: Leaf) -> bool:
    """Return whether a text is a name that the application gives: its own, a theme, a typeface, a set of functions."""
    if not leaf.attribute and leaf.element in ("Application", "AppVersion"):
        return _SOFTWARE.fullmatch(leaf.text.strip()) is not None or leaf.text.replace(".", "").isdigit()
    if (leaf.element, leaf.attribute) in _THEMED and leaf.text.lower() in _PUBLIC_THEMES:
        return True
    return leaf.attribute in ("name", "typeface", "val") and _PUBLIC.fullmatch(leaf.text) is not None


def somebody(leaf: Leaf) -> str:
    """Return the entity of a text that stands for one person by its element, unless it names software or says nothing."""
    if leaf.attribute in ("uid", "documentId") or (leaf.element, leaf.attribute) == ("rel", "id"):
        return "" if _GENERATED.fullmatch(leaf.text) else "USERNAME"
    entity = _SOMEBODY.get((leaf.element, leaf.attribute), "")
    if not entity or _SOFTWARE.fullmatch(leaf.text.strip()):
        return ""
    if entity == "FILE_PATH":
        return ""
    return "" if leaf.element == "author" and leaf.parent not in ("authors", "") else entity


def where(leaf: Leaf) -> Where:
    """Return how readily a text of a part is suspected."""
    pair = (leaf.element, leaf.attribute)
    if pair == ("Company", ""):
        return Where.ORGANISATION
    if pair in _TYPED or leaf.element.startswith("!"):
        return Where.FREE
    if pair in _NAMED:
        return Where.QUOTED
    setting = leaf.attribute in _SETTINGS or (leaf.attribute == "val" and leaf.element in ("name", "rFont", "scheme", "family"))
    if setting or _ENUMERATED.fullmatch(leaf.text) or (leaf.attribute == "Target" and _INNER_TARGET.fullmatch(leaf.text)):
        return Where.TECHNICAL
    return Where.QUOTED
