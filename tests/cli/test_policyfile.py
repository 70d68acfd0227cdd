"""A policy file changes what it names, and is refused when it names what does not exist."""

from __future__ import annotations

import pytest

from payscrub.errors import CannotReadOrWrite, PolicyError
from payscrub.model import Action
from payscrub.policy import Policy
from payscrub.policyfile import load


def write(tmp_path, text):
    path = tmp_path / "policy.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_named_changes_and_the_rest_stays(tmp_path):
    policy = load(write(tmp_path, '[actions]\nJOB_TITLE = "mask"\nHEALTH = "keep"\n'))
    default = Policy.default()
    assert (policy.action("JOB_TITLE"), policy.action("HEALTH")) == (Action.MASK, Action.KEEP)
    assert {name for name in default.actions if policy.action(name) is not default.action(name)} == {"JOB_TITLE", "HEALTH"}


def test_the_mode_holds_for_what_is_not_named(tmp_path):
    policy = load(write(tmp_path, '[actions]\nPERSON = "redact"\n'), Action.MASK)
    assert (policy.action("PERSON"), policy.action("UK_NINO")) == (Action.REDACT, Action.MASK)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[actions",
        "actions = 1\n",
        '[actions]\nNOBODY = "keep"\n',
        '[actions]\nPERSON = "shred"\n',
        "[actions]\nPERSON = 1\n",
        "[other]\n",
    ],
)
def test_a_file_that_means_nothing_is_refused(tmp_path, text):
    with pytest.raises(PolicyError):
        load(write(tmp_path, text))


def test_a_missing_file_is_called_the_policy_file(tmp_path):
    with pytest.raises(CannotReadOrWrite, match="policy file"):
        load(tmp_path / "Quintessa.toml")
