"""The table of reserved spaces, the page that describes it, and the makers that draw from it, say the same."""

import re

from tools.surrogates import PAGE, page

from payscrub.entities import TABLE
from payscrub.model import Action
from payscrub.surrogates.makers import build
from payscrub.surrogates.numbers import Known
from payscrub.surrogates.reserved import SPACES


def test_every_entity_that_is_replaced_has_a_space():
    replaced = {row.name for row in TABLE if row.action not in (Action.KEEP, Action.DROP)}
    assert set(SPACES) == replaced


def test_the_page_holds_the_table_of_the_code():
    text = PAGE.read_text(encoding="utf-8")
    assert page(text) == text
    assert all(space.entity in text for space in SPACES.values())


def test_every_mark_is_described_with_its_residue():
    for entity, space in SPACES.items():
        if space.residue:
            assert set(re.findall(r"mark97\((\d+)\)", space.space)) == {str(space.residue)}, entity


def test_no_two_entities_share_a_residue():
    residues = [space.residue for space in SPACES.values() if space.residue]
    assert len(set(residues)) == len(residues)


def test_every_space_names_its_source():
    assert all(space.source and space.space for space in SPACES.values())


def test_every_entity_has_a_maker():
    assert set(build(bytes(32), "", Known())) == {row.name for row in TABLE}
