"""Free text gets the same people and the same modes as files."""

from __future__ import annotations

import pytest

import payscrub
from payscrub.errors import UsageError
from payscrub.model import Action
from payscrub.policy import Policy

KEY = bytes(range(32))
TEXT = "Dear team, please call Mrs Marigold Thornquill (AB123456C) on 07912 345678 about her pay in March. Kind regards"


def cleaned(text=TEXT, **options):
    return payscrub.clean_text(text, key=KEY, **options)


def test_what_is_personal_goes_and_the_rest_stays():
    new = cleaned()
    assert [value for value in ("Marigold", "Thornquill", "AB123456C", "07912", "345678") if value in new] == []
    assert new.startswith("Dear team, please call Mrs ")
    assert new.endswith("about her pay in March. Kind regards")


def test_a_text_and_a_file_have_the_same_people():
    data, _ = payscrub.clean_bytes(b"Forename,Surname\nMarigold,Thornquill\nOsbert,Bellhanger\n", key=KEY)
    invented = data.decode().splitlines()[1].replace(",", " ")
    assert invented in cleaned()


@pytest.mark.parametrize(("mode", "name"), [(Action.MASK, "Xxxxxxxx Xxxxxxxxxx"), (Action.REDACT, "REDACTED")])
def test_every_mode_holds_for_texts(mode, name):
    new = cleaned(policy=Policy.default(mode))
    assert name in new
    assert "Thornquill" not in new


@pytest.mark.parametrize("mode", [Action.PSEUDONYMISE, Action.MASK, Action.REDACT])
def test_what_stands_for_a_name_behind_a_word_that_leads_to_one_is_accepted_in_every_mode(mode):
    new = cleaned("Cover for Marigold Thornquill until June, agreed with P. Thornquill", policy=Policy.default(mode))
    assert "hornquill" not in new
    assert "until June" in new


@pytest.mark.parametrize("given", [None, 5, b"Marigold"])
def test_what_is_no_text_is_wrong_usage(given):
    with pytest.raises(UsageError, match="text"):
        payscrub.clean_text(given, key=KEY)


def test_another_context_invents_other_people():
    assert cleaned() != cleaned(context="ticket 2")


def test_a_text_about_nobody_stays_as_it_is():
    text = "The report is ready."
    assert cleaned(text) == text
