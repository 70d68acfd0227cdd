"""What becomes of every part of a workbook: no row in the table, no passage.

A part is reached through a relationship and declares a content type; both have their say, and the stricter one wins.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from payscrub.formats.xlsx.ruling import UNKNOWN, Do, Row, Ruling, spelt_out
from payscrub.formats.xlsx.rulingtable import TABLE

__all__ = ["TABLE", "UNKNOWN", "Do", "Ruling", "rule"]


def rule(relationship_type: str, content_type: str) -> Ruling:
    """Return what becomes of a part reached by ``relationship_type`` that declares ``content_type`` (empty for a link or none).

    A relationship type that is dropped or rebuilt decides alone. Otherwise the content type must have a row too; when both
    would edit the part but by different readers, it is refused.
    """
    relations, contents = _indices()
    by_relation = relations.get(relationship_type, UNKNOWN)
    if by_relation.do is not Do.EDIT or by_relation.reader == "link":
        return by_relation
    by_content = contents.get(content_type.partition(";")[0].strip().lower(), UNKNOWN)
    if by_content.do is Do.EDIT and by_content.reader != by_relation.reader:
        return replace(UNKNOWN, message="The workbook has a part whose type contradicts the way it is used.")
    return by_content if by_content.do is not Do.REBUILD else UNKNOWN


def canonical(relationship_type: str, content_type: str) -> str:
    """Return the content type of a part that stays as the table spells it; of a part that is written anew, the one of its kind."""
    known = content_type.partition(";")[0].strip().lower()
    spelt = {name.lower(): name for name in _listed()}
    return spelt.get(known) or next(iter(spelt_out(_rebuilt_by(relationship_type).contents)))


def is_listed(content_type: str) -> bool:
    """Return whether the table has a content type, spelt like this."""
    return content_type in _listed()


def _rebuilt_by(relationship_type: str) -> Row:
    return next(row for row in TABLE if row.ruling.do is Do.REBUILD and relationship_type in set(spelt_out(row.relations)))


@cache
def _listed() -> frozenset[str]:
    return frozenset(name for row in TABLE for name in spelt_out(row.contents))


@cache
def _indices() -> tuple[dict[str, Ruling], dict[str, Ruling]]:
    relations = {name: row.ruling for row in TABLE for name in spelt_out(row.relations)}
    contents = {name.lower(): row.ruling for row in TABLE for name in spelt_out(row.contents)}
    return relations, contents
