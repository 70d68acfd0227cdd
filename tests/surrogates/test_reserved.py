"""The table of reserved spaces, the page that describes it, and the makers that draw from it, say the same."""

import re
from pathlib import Path

from payscrub.entities import TABLE
from payscrub.model import Action
from payscrub.surrogates.makers import build
from payscrub.surrogates.numbers import Known
from payscrub.surrogates.reserved import SPACES

PAGE = (Path(__file__).parents[2] / "docs" / "surrogates.md").read_text(encoding="utf-8")
ROWS = {cells[1].strip(): (cells[2], cells[3].strip()) for cells in (line.split("|") for line in PAGE.splitlines()) if len(cells) == 5}


def test_every_entity_that_is_replaced_has_a_space():
    replaced = {row.name for row in TABLE if row.action not in (Action.KEEP, Action.DROP)}
    assert set(SPACES) == replaced


def test_every_space_is_described_with_the_same_strength():
    special = {row.name for row in TABLE if row.risk == "special"}
    for entity, space in SPACES.items():
        described = ROWS["special categories" if entity in special else entity][1]
        strength = {"by word": "word"}.get(described, described)
        assert space.strength == strength.removesuffix("+D").split(" ")[0], entity


def test_every_mark_is_described_with_the_same_residue():
    for entity, space in SPACES.items():
        if space.residue:
            assert set(re.findall(r"mark97\((\d+)\)", ROWS[entity][0])) == {str(space.residue)}, entity


def test_no_two_entities_share_a_residue():
    residues = [space.residue for space in SPACES.values() if space.residue]
    assert len(set(residues)) == len(residues)


def test_every_space_names_its_source():
    assert all(space.source and space.space for space in SPACES.values())


def test_every_entity_has_a_maker():
    assert set(build(bytes(32), "", Known())) == {row.name for row in TABLE}
