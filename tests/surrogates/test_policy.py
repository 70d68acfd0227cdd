"""The policy: one action for every entity, and three modes."""

import pytest

from payscrub.entities import TABLE
from payscrub.errors import PolicyError
from payscrub.model import Action
from payscrub.policy import Policy


def test_the_default_policy_is_the_table_of_entities():
    policy = Policy.default()
    assert all(policy.action(row.name) is row.action for row in TABLE)


@pytest.mark.parametrize("mode", [Action.MASK, Action.REDACT])
def test_a_mode_changes_what_identifies_directly_and_nothing_else(mode):
    policy = Policy.default(mode)
    for row in TABLE:
        follows = row.risk in ("direct", "secret") and row.action is Action.PSEUDONYMISE
        assert policy.action(row.name) is (mode if follows else row.action)


@pytest.mark.parametrize("mode", [Action.KEEP, Action.DROP, Action.GENERALISE])
def test_other_actions_are_no_modes(mode):
    with pytest.raises(PolicyError):
        Policy.default(mode)


def test_an_unknown_entity_is_refused():
    with pytest.raises(PolicyError):
        Policy.default().action("SHOE_SIZE")
