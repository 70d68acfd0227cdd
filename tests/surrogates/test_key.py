"""The key file: made once, private, whole, and refused when it is something else."""

import stat
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from payscrub.errors import CannotReadOrWrite, UsageError
from payscrub.surrogates import Surrogates
from payscrub.surrogates.key import KEY_BYTES, default_path, ephemeral, load_or_create


def test_a_key_is_made_once_and_read_afterwards(tmp_path):
    path = tmp_path / "folder" / "key"
    assert load_or_create(path) == load_or_create(path)
    assert len(load_or_create(path)) == KEY_BYTES


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no modes")
def test_the_file_and_its_folder_are_private(tmp_path):
    path = tmp_path / "folder" / "key"
    load_or_create(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_nothing_is_left_beside_the_key(tmp_path):
    load_or_create(tmp_path / "key")
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_processes_that_start_together_get_the_same_key(tmp_path):
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        keys = set(pool.map(load_or_create, [tmp_path / "key"] * 6))
    assert len(keys) == 1


@pytest.mark.parametrize("text", ["", "00", "zz" * 32, "00" * 31, "00" * 33, "00" * 32 + "\nmore"])
def test_a_file_that_holds_no_key_is_refused_without_a_quotation(tmp_path, text):
    path = tmp_path / "key"
    path.write_text(text)
    with pytest.raises(UsageError) as caught:
        load_or_create(path)
    assert "zz" not in str(caught.value)


def test_a_key_file_with_a_line_end_of_windows_is_read(tmp_path):
    path = tmp_path / "key"
    path.write_bytes(b"0A" * 32 + b"\r\n")
    assert load_or_create(path) == b"\x0a" * 32


def test_a_folder_in_the_place_of_the_key_is_refused(tmp_path):
    with pytest.raises(CannotReadOrWrite):
        load_or_create(tmp_path)


def test_ephemeral_keys_differ():
    assert ephemeral() != ephemeral()


def test_the_default_file_lies_in_a_folder_of_its_own():
    assert default_path().name == "key"
    assert "payscrub" in default_path().parts


def test_a_key_of_another_length_is_a_usage_error():
    with pytest.raises(UsageError):
        Surrogates(b"short")


def test_the_key_is_in_no_repr():
    key = bytes(range(65, 97))
    shown = repr(Surrogates(key)) + str(vars(Surrogates(key)))
    assert key.decode() not in shown
    assert key.hex() not in shown
