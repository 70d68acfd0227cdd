"""The committed fixtures are what the script writes, and hold nobody by accident."""

import json
import zipfile
from pathlib import Path

import pytest
from fixtures.build import HERE, write

FILES = sorted(path.name for path in (HERE / "expected").iterdir())


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    write(folder)
    return folder


def parts(path: Path) -> list[tuple[str, bytes]]:
    """Return names and contents in order; how they are deflated is the library's affair."""
    with zipfile.ZipFile(path) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist()]


@pytest.mark.parametrize("answer", FILES)
def test_the_script_writes_the_committed_fixture(answer, built):
    name = answer.removesuffix(".json")
    if name.endswith(".csv"):
        assert (built / name).read_bytes() == (HERE / name).read_bytes()
    else:
        assert parts(built / name) == parts(HERE / name)


@pytest.mark.parametrize("answer", FILES)
def test_the_script_writes_the_committed_answers(answer, built):
    assert (built / "expected" / answer).read_text("utf-8") == (HERE / "expected" / answer).read_text("utf-8")


def test_every_fixture_has_answers_and_every_answer_a_fixture():
    fixtures = {path.name for path in HERE.iterdir() if path.suffix in {".xlsx", ".xlsm", ".xltx", ".csv"}}
    assert fixtures == {name.removesuffix(".json") for name in FILES}


def test_the_fixtures_stay_small():
    sizes = [path.stat().st_size for path in HERE.rglob("*") if path.is_file()]
    assert max(sizes) < 1_000_000
    assert sum(sizes) < 4_000_000


def test_every_personal_fixture_has_canaries():
    for name in FILES:
        answers = json.loads((HERE / "expected" / name).read_text("utf-8"))
        assert bool(answers["canaries"]) != (answers["file"] == "cost-centres.xlsx")
