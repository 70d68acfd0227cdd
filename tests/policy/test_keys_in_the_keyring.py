"""Where the system has a keyring, the user's own key lies there; where it has none or it refuses, in a private file."""

from __future__ import annotations

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError
from tests.support.commands import payscrub

from payscrub.errors import CannotReadOrWrite, UsageError
from payscrub.surrogates import key as keys


class Ring(KeyringBackend):
    """A keyring that keeps secrets for the length of a test."""

    priority = 5

    def __init__(self):
        super().__init__()
        self.kept = {}
        self.locked = False

    def get_password(self, service, username):
        if self.locked:
            raise KeyringLocked("opensesame")
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        if self.locked:
            raise KeyringLocked("opensesame")
        self.kept[service, username] = password

    def delete_password(self, service, username):
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError


class Poor(Ring):
    """A keyring that its own library calls unsafe: it keeps secrets in a plain file."""

    priority = 0.5


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    path = tmp_path / "config" / "key"
    monkeypatch.setattr(keys, "default_path", lambda: path)
    return path


@pytest.fixture
def ring(request):
    before = keyring.get_keyring()
    kind = getattr(request, "param", Ring)
    keyring.set_keyring(made := kind())
    yield made
    keyring.set_keyring(before)


def test_the_keyring_holds_the_key_and_the_file_only_its_name(ring, place):
    made = payscrub("key", "new")
    name = payscrub("key", "show-id").out.strip()
    assert made.code == 0
    assert "in the keyring of your system" in made.out
    assert place.read_text("ascii") == f"keyring {name}\n"
    assert list(ring.kept) == [("payscrub", name)]
    assert ring.kept["payscrub", name] not in made.out
    assert keys.load_or_create() == bytes.fromhex(ring.kept["payscrub", name])


@pytest.mark.parametrize("ring", [Poor], indirect=True)
def test_a_keyring_that_is_not_safe_is_not_used(ring, place):
    assert "in a file that only you can read" in payscrub("key", "new").out
    assert ring.kept == {}
    assert len(place.read_text("ascii").strip()) == 64


def test_a_keyring_that_refuses_is_not_waited_for(ring, place):
    ring.locked = True
    assert len(keys.load_or_create()) == keys.KEY_BYTES
    assert len(place.read_text("ascii").strip()) == 64


def test_a_file_that_somebody_names_holds_the_key_itself(ring, tmp_path):
    payscrub("key", "new", "--key-file", tmp_path / "case")
    assert ring.kept == {}
    assert len((tmp_path / "case").read_text("ascii").strip()) == 64


def test_a_key_that_the_keyring_does_not_give_is_never_replaced_by_another(ring, place):
    keys.load_or_create()
    ring.locked = True
    with pytest.raises(CannotReadOrWrite, match="does not give the key") as caught:
        keys.load_or_create()
    assert "opensesame" not in str(caught.value)
    ring.locked = False
    ring.kept.clear()
    with pytest.raises(UsageError, match="has no key"):
        keys.load_or_create()
    assert place.read_text("ascii").startswith("keyring ")


@pytest.mark.parametrize("text", ["00" * 32, "nonsense"])
def test_another_key_under_its_name_is_refused(ring, text):
    keys.load_or_create()
    ring.kept = dict.fromkeys(ring.kept, text)
    with pytest.raises(UsageError, match="something else") as caught:
        keys.load_or_create()
    assert text not in str(caught.value)


@pytest.mark.usefixtures("ring")
def test_a_replaced_key_can_still_be_used_for_tracing(place):
    before = keys.load_or_create()
    name = keys.identity(before)
    said = payscrub("key", "rotate").out
    assert f"the entry {name} of payscrub in your keyring" in " ".join(said.split())
    assert keys.load_or_create() != before
    assert keys.existing(place.with_name(f"key.{name}")) == before


def test_who_comes_second_leaves_nothing_behind(ring, place):
    place.parent.mkdir()
    place.write_text("5a" * 32, encoding="ascii")
    keys._create(place, in_keyring=True)
    assert ring.kept == {}
    assert keys.load_or_create() == b"\x5a" * 32
