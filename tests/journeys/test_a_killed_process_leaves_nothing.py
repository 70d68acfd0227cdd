"""Whenever the process is killed there is a whole, clean output or none, and no original in anything left behind."""

import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random

from fixtures.build import HERE
from tests.support.canary import Canaries
from tests.support.commands import key_in
from tests.support.fixtures import answers

import payscrub

NAME, TRIES = "sage-export.csv", 50


def start(folder: Path, output: Path) -> subprocess.Popen[bytes]:
    """Start a cleaning whose temporary files can only go into ``folder``."""
    source = Path(payscrub.__file__).parent.parent
    settings = {"PYTHONPATH": str(source), "TMPDIR": str(folder), "TMP": str(folder), "TEMP": str(folder), "XDG_CONFIG_HOME": str(folder)}
    command = [sys.executable, "-m", "payscrub", "clean", str(HERE / NAME), "-o", str(output), "--key-file", str(key_in(folder))]
    return subprocess.Popen(command, env=os.environ | settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_a_kill_at_any_instant_leaves_no_original(tmp_path):
    search = Canaries(answers(NAME).values, bounded=True)
    whole = tmp_path / "whole.csv"
    begun = time.monotonic()
    assert start(tmp_path, whole).wait() == 0
    length = time.monotonic() - begun
    chance = Random(50)
    for attempt in range(TRIES):
        output = tmp_path / f"out{attempt}.csv"
        process = start(tmp_path, output)
        time.sleep(length * (0.3 + 0.75 * chance.random()))  # the first third is Python's own start
        process.kill()
        process.wait()
        assert not output.exists() or output.read_bytes() == whole.read_bytes()
    for left in (path for path in tmp_path.rglob("*") if path.is_file()):
        assert search.seen_in(left.read_bytes()) == {}, left.suffix
    assert (HERE / NAME).read_bytes().count(b"\r\n") > 250
