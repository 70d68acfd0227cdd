"""What a kept part may hold: element by element, from the public schemas (``parts/schema.tsv``) and the rules of ``policy``.

A table is read on first use and a type is compiled when the first element of it is met, because a file meets few of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from payscrub.formats.xlsx.policy import ANY, TABLE, Rule

_REF = r"\$?[A-Z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?"
_RANGE = rf"(?:{_REF}|#REF!|\$?[A-Z]{{1,3}}:\$?[A-Z]{{1,3}}|\$?[0-9]{{1,7}}:\$?[0-9]{{1,7}})"
_GUIDE = r"(?:_?(?:adj|connsite|[A-Za-z]{1,3})[A-Za-z]?[0-9]{0,6}|(?:[1-8]?cd[248]|[hw]d[0-9]{1,2}|ss?d?[0-9]{0,2}|[lrtb]|[hv]c|[ls]s))"
_OPERATOR = r"(?:\*/|\+-|\+/|\?:|abs|at2|cat2|cos|max|min|mod|pin|sat2|sin|sqrt|tan|val)"
_SCRIPT = "Latn|Cyrl|Arab|Hans|Hant|Deva|Beng|Guru|Mong|Cher|Tfng|Ethi|Syrc|CHS|CHT"  # of a language (BCP 47)
_INTEGER = r"[-+]?[0-9]{1,20}"
PATTERNS: Mapping[str, str] = {
    "bool": r"true|false|0|1|on|off|t|f",
    "int": _INTEGER,
    "float": r"[-+]?(?:[0-9]{1,400}\.?[0-9]{0,400}|\.[0-9]{1,400})(?:[eE][-+]?[0-9]{1,4})?|-?INF|NaN",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?(?:Z|[-+][0-9]{2}:[0-9]{2})?",
    "hex": r"[0-9A-Fa-f]{1,20}",
    "a:ST_GeomGuideName": _GUIDE,
    "a:ST_AdjAngle": rf"{_INTEGER}|{_GUIDE}",
    "a:ST_AdjCoordinate": rf"{_INTEGER}(?:mm|cm|in|pt|pc|pi)?|{_GUIDE}",
    "a:ST_GeomGuideFormula": rf"{_OPERATOR}(?: +(?:{_INTEGER}|{_GUIDE})){{1,3}} *",
    "r:ST_RelationshipId": r"(?:rId|Id|id|rel|R|r)?[0-9]{1,9}|rId[A-Z]?[a-z]?[0-9]{0,9}|R[0-9a-f]{6,32}|",
    "s:ST_CellRef": _REF,
    "s:ST_Ref": _RANGE,
    "s:ST_Sqref": rf"\s*(?:{_RANGE}(?:\s+|$)){{0,100000}}",
    "s:ST_CellSpans": r"[0-9]{1,5}:[0-9]{1,5}(?: [0-9]{1,5}:[0-9]{1,5})*",
    "sh:ST_Guid": r"\{[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}",
    "sh:ST_Lang": rf"[A-Za-z]{{2,3}}(?:[-_](?:{_SCRIPT}))?(?:[-_](?:[A-Za-z]{{2}}|[0-9]{{3}}|valencia))?|x-none|",
}
CORE = ("s", "a", "c", "cdr", "xdr", "cs")  # prefixes of the formats themselves; what extends them may be left out
# extensions by uri: the one element each may hold; every other uri is cut, which the format allows (ECMA-376 part 3, 7)
EXTENSIONS: Mapping[str, Mapping[str, str]] = {
    "{78C0D931-6437-407D-A8EE-F0AAD7539E65}": {"x14:conditionalFormattings": "x14:CT_ConditionalFormattings"},
    "{CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF}": {"x14:dataValidations": "x14:CT_DataValidations"},
    "{05C60535-1F16-4FD2-B633-F4F36F0B64E0}": {"x14:sparklineGroups": "x14:CT_SparklineGroups"},
    "{B025F937-C7B1-47D3-B67F-A62EFF666E3E}": {"x14:id": "#sh:ST_Guid"},
    "{EB79DEF2-80B8-43E5-95BD-54CBDDF9020C}": {"x14:slicerStyles": "x14:CT_SlicerStyles"},
    "{9260A510-F301-46A8-8635-F512D64BE5F5}": {"x15:timelineStyles": "x15:CT_TimelineStyles"},
    "{79F54976-1DA5-4618-B147-4CDE4B953A38}": {"x14:workbookPr": "x14:CT_WorkbookPr"},
    "{140A7094-0E35-4892-8432-C4D2E57EDEB5}": {"x15:workbookPr": "x15:CT_WorkbookPr"},
    "{962EF5D1-5CA2-4C93-8EF4-DBF5C05439D2}": {"x14:pivotTableDefinition": "x14:CT_PivotTableDefinition"},
    "{2946ED86-A175-432A-8AC1-64E0C546D7DE}": {"x14:pivotField": "x14:CT_PivotField"},
    "{E15A36E0-9728-4E99-A89B-3F7291B0FE68}": {"x14:dataField": "x14:CT_DataField"},
    "{CE6537A1-D6FC-4F65-9D91-7224C49458BB}": {
        "c15:showDataLabelsRange": "c:CT_Boolean",
        "c15:showLeaderLines": "c:CT_Boolean",
        "c15:leaderLines": "c:CT_ChartLines",
        "c15:layout": "c:CT_Layout",
        "c15:spPr": "a:CT_ShapeProperties",
        "c15:dlblFieldTable": "c15:CT_DataLabelFieldTable",
    },
    "{02D57815-91ED-43CB-92C2-25804820EDAC}": {"c15:datalabelsRange": "c15:CT_DataLabelsRange"},
    "{B58B0392-4F1F-4190-BB64-5DF3571DCE5F}": {"xcalcf:calcFeatures": "xcalcf:CT_CalcFeatures"},
    "{BDBB8CDC-FA1E-496E-A857-3C3F30C029C3}": {"xda:dynamicArrayProperties": "xda:CT_DynamicArrayProperties"},
    "{05A4C25C-085E-4340-85A3-A5531E510DB2}": {"thm15:themeFamily": "thm15:CT_ThemeFamily"},
    "{64002731-A6B0-56B0-2670-7721B7C09600}": {"mx:PLV": "mx:CT_PLV"},
    "{7523E5D3-25F3-A5E0-1632-64F254C22452}": {"mx:ArchID": "mx:CT_ArchID"},
    "HTTP://SCHEMAS.MICROSOFT.COM/OFFICE/MAC/EXCEL/2008/MAIN": {"mx:PLV": "mx:CT_PLV", "mx:ArchID": "mx:CT_ArchID"},
}
# elements that only stand in one branch of mc:AlternateContent, which the public schemas do not know
ALTERNATIVES: Mapping[str, Mapping[str, str]] = {"c:CT_ChartSpace": {"c14:style": "c14:CT_Style"}}
CHART = {"c:chart": "c:CT_RelId"}
MORE_ATTRIBUTES = {"s:CT_WorkbookPr": {"dateCompatibility": "bool"}}  # of the second edition, which changes what a date is
IGNORED_ATTRIBUTES = {"x14ac:dyDescent": "float", "x14ac:knownFonts": "bool"}


@dataclass(frozen=True, slots=True)
class Member:
    """An attribute or a text: whether the schema demands it, what it must match, and the rule for it, if any."""

    required: bool
    pattern: re.Pattern[bytes] | None
    rule: Rule | None
    escaped: bool = False  # holds _xHHHH_ escapes (ST_Xstring)


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """A compiled complex type, or a simple one (then ``text`` is set and the rest is empty)."""

    name: str
    attributes: Mapping[str, Member] = field(default_factory=dict)
    children: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, Rule] = field(default_factory=dict)  # of children
    text: Member | None = None
    model: re.Pattern[str] | None = None
    technical: bytes = rb"\s*"  # a pattern of the attributes of a tag that needs no closer look
    simples: frozenset[str] = frozenset()  # children of simple type


@cache
def kind(name: str) -> Kind:
    """Return the type called ``name`` (``s:CT_Sheet``)."""
    attributes, children, model, text = _lines()[name]
    rules = _rules()
    members = {
        key.rstrip("!"): _member(simple, rules.get((name, f"@{key.rstrip('!')}")), required=key.endswith("!"))
        for key, simple in _pairs(attributes)
    }
    members |= {
        key: _member(simple, None, required=False) for key, simple in {**IGNORED_ATTRIBUTES, **MORE_ATTRIBUTES.get(name, {})}.items()
    }
    found = dict(_pairs(children))
    ruled = {child: rule for child in found if (rule := rules.get((name, f"/{child}")) or rules.get((ANY, f"/{child}")))}
    return Kind(
        name,
        members,
        {**found, **ALTERNATIVES.get(name, {})},
        ruled,
        _member(text, rules.get((name, "#")), required=True) if text else None,
        re.compile(model) if model else None,
        _technical(members),
        frozenset(child for child, target in found.items() if target.startswith("#")),
    )


@cache
def simple_kind(simple: str, parent: str, child: str) -> Kind:
    """Return the type of a child element that holds only text of the simple type ``simple``."""
    return Kind(f"{parent}/{child}", text=_member(simple, _rules().get((parent, f"/{child}")), required=True))


def _member(simple: str, rule: Rule | None, *, required: bool) -> Member:
    source = rule.pattern if rule and rule.pattern else _source(simple)
    compiled = re.compile(rf"(?:{source})".encode()) if source else None
    return Member(required, compiled, rule, escaped=simple in ("sh:ST_Xstring", "s:ST_Formula"))


def _source(simple: str) -> str:
    """Return the regular expression of a simple type, or nothing for free text."""
    if simple in PATTERNS:
        return PATTERNS[simple]
    values = _lines().get(f"={simple}", (simple,))[0]
    parts = [_part(value) for value in values.split(" ")]
    return "|".join(parts) if all(parts) else ""


def _part(value: str) -> str:
    how, _, what = value.partition(":")
    if how == "word":
        return "|".join(re.escape(word) for word in what.split("|"))
    if how == "like":
        return f"{what}|{_INTEGER}" if "%" in what else what  # Office writes thousandths of a per cent where Strict has a sign
    return PATTERNS.get(value, "")


@cache
def plain(kind: Kind) -> re.Pattern[bytes]:
    """Return what matches attributes that are all technical, unprefixed and right: most tags need no more than this."""
    return re.compile(kind.technical)


def _technical(members: Mapping[str, Member]) -> bytes:
    technical = [
        rb'%s="(?:%s)"' % (name.encode(), member.pattern.pattern)
        for name, member in members.items()
        if member.pattern and not member.rule and ":" not in name
    ]
    return rb"(?:\s+(?:%s))*+\s*" % b"|".join(technical) if technical else rb"\s*"


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(pair.split("=")[0], pair.split("=")[1]) for pair in text.split()]


@cache
def _rules() -> dict[tuple[str, str], Rule]:
    return {(rule.type, rule.member): rule for rule in TABLE}


@cache
def _lines() -> dict[str, tuple[str, ...]]:
    folder = files("payscrub.formats.xlsx.parts")
    lines = "".join(folder.joinpath(name).read_text("utf-8") for name in ("schema.tsv", "extensions.tsv")).splitlines()
    return {name: tuple(rest) for name, *rest in (line.split("\t") for line in lines)}
