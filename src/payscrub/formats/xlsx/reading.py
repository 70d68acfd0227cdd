"""The kept parts of a workbook, each read into slots and cuts, and the places they come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from payscrub.formats.xlsx import formulas, markup
from payscrub.formats.xlsx.formulas import Renamed
from payscrub.formats.xlsx.package import Part
from payscrub.formats.xlsx.patch import Patch
from payscrub.formats.xlsx.slots import Markup, Slot
from payscrub.model import Place, Role

NO_REFERENCE = "#REF!"  # what Excel itself writes where a reference has lost its target


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a place comes from: a slot of a part or a literal in its formula, a relationship, or what a cell's formula quotes."""

    part: str = field(repr=False)
    slot: int = -1
    literal: int = -1  # where the literal starts in the slot's formula; -1: the whole slot
    relation: str = ""
    quoted: int = -1  # number of the literal in the formulas of a sheet


@dataclass(frozen=True, slots=True)
class Reading:
    """One part: its bytes made plain, and what was read in them."""

    part: Part
    data: bytes = field(repr=False)
    markup: Markup = field(repr=False)
    label: str  # what an address of the part begins with

    def places(self) -> Iterator[tuple[Origin, Place]]:
        """Yield the places of the part: plain slots, what formulas quote, and the targets of hyperlinks."""
        for number, slot in enumerate(self.markup.slots):
            if not slot.formula:
                yield Origin(self.part.name, number), Place(f"{self.label}{slot.address}", slot.channel, slot.text, slot.role, slot.title)
                continue
            for literal in formulas.literals(slot.text):
                role = Role.NUMBER if literal.number else Role.LITERAL
                place = Place(f"{self.label}{slot.address}", slot.channel, literal.text, role)
                yield Origin(self.part.name, number, literal.start), place
        for number, relation in enumerate(self.part.relations.values(), start=1):
            if relation.external and is_hyperlink(relation.type):
                place = Place(f"{self.label}link {number}", "B04", unquote(relation.target), Role.LINK)
                yield Origin(self.part.name, relation=relation.id), place

    def patches(self, replaced: Mapping[tuple[int, int], str], renamed: Renamed) -> list[Patch]:
        """Return the patches of the part; ``replaced`` maps slot and literal (-1: the whole slot) to new texts."""
        patches = list(markup.patches(self.markup))
        by_slot: dict[int, dict[int, str]] = {}
        for (number, literal), text in replaced.items():
            by_slot.setdefault(number, {})[literal] = text
        for number, slot in enumerate(self.markup.slots):
            new = self._new_text(slot, by_slot.get(number, {}), renamed)
            if new != slot.text:
                patches += markup.rewrite(self.data, slot, new)
        return patches

    @staticmethod
    def _new_text(slot: Slot, replaced: Mapping[int, str], renamed: Renamed) -> str:
        if not slot.formula:
            return replaced.get(-1, slot.text)
        if formulas.is_external(slot.text) or formulas.tokens(slot.text) is None:
            return NO_REFERENCE
        return formulas.rewrite(slot.text, replaced, renamed) if replaced or renamed else slot.text


def is_hyperlink(relation_type: str) -> bool:
    """Return whether a relationship is a hyperlink, Transitional or Strict."""
    return relation_type.rpartition("/")[2] == "hyperlink"
