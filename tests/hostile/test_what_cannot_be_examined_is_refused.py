"""Closed by default: a file that cannot be read in full is refused in one sentence, and nothing is written or quoted."""

import shutil

import pytest
from tests.support.canary import Canaries
from tests.support.commands import key_in, payscrub
from tests.support.hostile import FILES, good
from tests.support.plant import CANARIES

COMMANDS = ("scan", "clean", "verify")


def words(command, path, folder):
    """Return the command line; a cleaning gets a key of its own and a place for its output."""
    return (command, path, "-o", folder / "out", "--key-file", key_in(folder)) if command == "clean" else (command, path)


@pytest.fixture(scope="module")
def made():
    """Return the bytes of each file, made once."""
    return {hostile.label: hostile.make() for hostile in FILES}


def test_the_file_they_are_made_from_is_fine(tmp_path):
    path = tmp_path / "good.xlsx"
    path.write_bytes(good())
    assert payscrub(*words("clean", path, tmp_path)).code == 0


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("hostile", FILES, ids=str)
def test_it_is_refused_in_one_sentence(hostile, command, made, tmp_path):
    path = tmp_path / f"case{hostile.suffix}"
    path.write_bytes(made[hostile.label])
    ran = payscrub(*words(command, path, tmp_path))
    # the verifier may already see the person in what it can read
    assert ran.code in ({1, 3} if command == "verify" else {3}), ran.err
    assert "Traceback" not in ran.out + ran.err
    assert len(ran.out + ran.err) > 20
    assert Canaries(CANARIES).seen_in(ran.said) == {}
    assert path.read_bytes() == made[hostile.label]
    assert {left.name for left in tmp_path.iterdir()} <= {path.name, "key"}


@pytest.mark.parametrize("hostile", FILES, ids=str)
def test_the_sentence_comes_with_a_remedy(hostile, made, tmp_path):
    path = tmp_path / f"case{hostile.suffix}"
    path.write_bytes(made[hostile.label])
    said = payscrub(*words("clean", path, tmp_path)).err.strip()
    assert "\n" not in said
    assert said.count(". ") >= 1
    assert said.endswith(".")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_is_not_there_cannot_be_read(command, tmp_path):
    ran = payscrub(*words(command, tmp_path / "Featherstonehaugh.xlsx", tmp_path))
    assert ran.code == 4
    assert Canaries(CANARIES).seen_in(ran.said) == {}


@pytest.mark.parametrize("command", COMMANDS)
def test_an_empty_folder_is_a_wrong_use(command, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    assert payscrub(*words(command, empty, tmp_path)).code == 2


def test_the_source_is_never_the_output(tmp_path):
    path = tmp_path / "pay.xlsx"
    path.write_bytes(good())
    ran = payscrub("clean", path, "-o", path, "--force", "--key-file", key_in(tmp_path))
    assert ran.code == 2
    assert path.read_bytes() == good()


def test_an_output_that_exists_is_left_as_it_is(tmp_path):
    path, output = tmp_path / "pay.xlsx", tmp_path / "out.xlsx"
    path.write_bytes(good())
    output.write_text("mine")
    assert payscrub("clean", path, "-o", output, "--key-file", key_in(tmp_path)).code == 4
    assert output.read_text() == "mine"


def test_an_output_in_no_folder_cannot_be_written(tmp_path):
    path = tmp_path / "pay.xlsx"
    path.write_bytes(good())
    assert payscrub("clean", path, "-o", tmp_path / "no" / "out.xlsx", "--key-file", key_in(tmp_path)).code == 4


def test_a_disk_that_is_full_cannot_be_written(tmp_path, monkeypatch):
    path = tmp_path / "pay.xlsx"
    path.write_bytes(good())

    def full(*_):
        raise OSError(28, "No space left on device", "Featherstonehaugh.xlsx")

    monkeypatch.setattr("os.fsync", full)
    key = key_in(tmp_path)
    ran = payscrub("clean", path, "-o", tmp_path / "out.xlsx", "--key-file", key)
    assert ran.code == 4
    assert {left.name for left in tmp_path.iterdir()} == {"pay.xlsx", "key"}
    assert Canaries(CANARIES).seen_in(ran.said) == {}


def test_each_file_is_done_and_the_highest_code_counts(tmp_path):
    for name, data in (("a.xlsx", good()), ("b.xlsx", b""), ("c.xlsx", good())):
        (tmp_path / name).write_bytes(data)
    out = tmp_path / "out"
    out.mkdir()
    ran = payscrub(
        "clean", tmp_path / "a.xlsx", tmp_path / "b.xlsx", tmp_path / "c.xlsx", "--output-dir", out, "--key-file", key_in(tmp_path)
    )
    assert ran.code == 3
    assert len(list(out.iterdir())) == 2


def test_a_personal_name_in_the_file_name_does_not_reach_the_output(tmp_path):
    path = tmp_path / "Featherstonehaugh Oluwakemi.xlsx"
    path.write_bytes(good())
    out = tmp_path / "out"
    out.mkdir()
    ran = payscrub("clean", path, "--output-dir", out, "--key-file", key_in(tmp_path))
    assert ran.code == 0
    (output,) = out.iterdir()
    assert Canaries(CANARIES).seen_in(output.name.encode() + ran.said) == {}
    shutil.rmtree(out)
