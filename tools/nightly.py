"""Mutation testing of the verifier: a fault in any of its rules must make a test fail.

Usage, in the folder of the project, on a system that can fork:
``python -m tools.nightly [MODULE ...] [--sample N] [--seed N] [--minutes N]``

Every mutant of the sample is loaded in place of its module in a process of its own, and the tests that concern the module run until one
fails. A mutant that all of them let pass has survived. Those of which that is known and right stand in ``tools/survivors.tsv`` with the
reason; any other, and any row of that file that names no mutant, makes the run fail. See ``docs/decisions`` for why this is no library.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from multiprocessing import get_context
from pathlib import Path
from types import CodeType, ModuleType

import pytest
from tools.mutants import Mutant, mutants
from tools.tests_of import TESTS

ROOT = Path(__file__).parents[1]
VERIFY = ROOT / "src" / "payscrub" / "verify"
KNOWN = Path(__file__).with_name("survivors.tsv")
_SECONDS = 120  # of the processor, for one mutant; beyond it loops for ever
_WAIT = 15 * _SECONDS  # of the clock; a mutant that sleeps for ever is killed, too, but never one that shares a busy machine
_MEMORY = 4 << 30
_USED = ("hypothesis", "lxml.etree", "msoffcrypto", "numpy.random", "openpyxl", "pandas", "python_calamine", "xlsxwriter")  # by the tests
_PLUGINS = ["-p", "_hypothesis_pytestplugin", "-p", "no:cacheprovider", "-p", "no:unraisableexception"]
_PYTEST = ["-x", "-q", "--tb=no", *_PLUGINS, "--hypothesis-seed=0"]


@dataclass(slots=True)
class Score:
    """What became of the mutants of one module."""

    made: int
    tried: int = 0
    killed: int = 0
    known: int = 0
    survived: list[Mutant] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Count the mutants of another module, too."""
        self.made, self.tried = self.made + other.made, self.tried + other.tried
        self.killed, self.known = self.killed + other.killed, self.known + other.known
        self.survived += other.survived

    def __str__(self) -> str:
        """Return the numbers in a sentence."""
        return f"{self.made} mutants, {self.tried} tried, {self.killed} killed, {self.known} known, {len(self.survived)} survived"


class _InPlace(MetaPathFinder, Loader):
    """Loads one module from the code of a mutant."""

    def __init__(self, name: str, path: Path, code: CodeType) -> None:
        self.name, self.path, self.code = name, path, code

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        del path, target
        if fullname != self.name:
            return None
        places = [str(self.path.parent)] if self.path.stem == "__init__" else None
        return spec_from_file_location(fullname, self.path, loader=self, submodule_search_locations=places)

    def exec_module(self, module: ModuleType) -> None:
        exec(self.code, module.__dict__)  # noqa: S102 - it is our own module with one change


def main() -> int:
    """Print what survives and return 1 if anything does of which that is not known."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", metavar="MODULE", default=sorted(path.stem for path in VERIFY.glob("*.py")))
    parser.add_argument("--sample", type=int, default=14, help="mutants of each module; 0 is all of them (default: 14)")
    parser.add_argument("--seed", type=int, default=11, help="of the sample; another one tries other mutants (default: 11)")
    parser.add_argument("--minutes", type=float, default=360, help="no mutant is begun after so long (default: 360)")
    options = parser.parse_args()
    until, known = time.monotonic() + 60 * options.minutes, dict(_known())
    _prepare(options.modules)
    print(f"seed {options.seed}")
    failed, whole = False, Score(0)
    for module in options.modules:
        made = mutants(VERIFY / f"{module}.py", module)
        stale = [key for key in known if key.startswith(f"{module}\t") and key not in {mutant.key for mutant in made}]
        score = _scored(made, random.Random(f"{options.seed} {module}"), options.sample, known, until)
        for key in stale:
            print(f"STALE     {key}")
        print(f"{module}: {score}", flush=True)
        whole.add(score)
        failed = failed or bool(stale or score.survived)
    print(f"all: {whole}; {whole.tried / whole.made:.1%} were tried")
    return int(failed)


def _known() -> Iterator[tuple[str, str]]:
    for line in KNOWN.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            key, _, reason = line.rpartition("\t")
            yield key, reason


def _prepare(modules: Sequence[str]) -> None:
    """Import once what all tests use, and see that they pass before anything is changed."""
    os.chdir(ROOT)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = tempfile.mkdtemp(prefix="payscrub-")
    for name in _USED:
        __import__(name)
    if any(name.startswith("payscrub.verify") for name in sys.modules):
        raise SystemExit("The verifier is loaded already; no mutant could take its place.")
    if _run(None, sorted({path for module in modules for path in TESTS[module]})) != 0:
        raise SystemExit("The tests fail before anything is changed.")


def _scored(made: list[Mutant], order: random.Random, sample: int, known: dict[str, str], until: float) -> Score:
    score = Score(len(made))
    for mutant in order.sample(made, min(sample or len(made), len(made))):
        if time.monotonic() > until:
            break
        score.tried += 1
        if _run(mutant, TESTS[mutant.module]) != 0:
            score.killed += 1
        elif mutant.key in known:
            score.known += 1
        else:
            score.survived.append(mutant)
            print(f"SURVIVED  {mutant.key}\t(line {mutant.line})", flush=True)
    return score


def _run(mutant: Mutant | None, tests: Sequence[str]) -> int:
    """Return what pytest returns with the mutant in place; not 0 if it takes too long or too much."""
    process = get_context("fork").Process(target=_inside, args=(mutant, tests))
    process.start()
    process.join(_WAIT)
    if process.is_alive():
        process.kill()
        process.join()
    return process.exitcode or 0


def _inside(mutant: Mutant | None, tests: Sequence[str]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    if mutant:
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    if mutant:
        name = "payscrub.verify" if mutant.module == "__init__" else f"payscrub.verify.{mutant.module}"
        sys.meta_path.insert(0, _InPlace(name, VERIFY / f"{mutant.module}.py", mutant.build()))
    os._exit(pytest.main([*_PYTEST, "-W", "ignore:Module already", *tests]))


if __name__ == "__main__":
    sys.exit(main())
