"""Through no channel of the census does a person reach the output: treated, dropped, or the file is refused."""

import io
import re
import warnings
from pathlib import Path

import openpyxl
import pytest
from fixtures.package import Package
from tests.support.canary import Canaries
from tests.support.commands import key_in, payscrub
from tests.support.plant import CANARIES, LOGIN, NAME, base
from tests.support.plants import PLANTS, WRAPPINGS

SEARCH = Canaries((*CANARIES, LOGIN[:10]))
PAGE = Path(__file__).parents[2] / "docs" / "channels.md"
FILE_NAME = "K12"  # no place in the file


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    """Return a function that cleans bytes: exit code, output or nothing, all that was said."""
    folder = tmp_path_factory.mktemp("channels")

    def run(data: bytes):
        source, output = folder / "source.xlsx", folder / "out.xlsx"
        source.write_bytes(data)
        output.unlink(missing_ok=True)
        ran = payscrub("clean", source, "-o", output, "--key-file", key_in(folder))
        return ran, output.read_bytes() if output.exists() else None

    return run


def planted(plant, *, known):
    package = base(known=known)
    plant.sow(package)
    return package.to_bytes()


def check(ran, output, *, refused):
    """Hold one cleaning against the census: refused as it says, or written without a trace and still a workbook."""
    assert SEARCH.seen_in(ran.said) == {}
    if refused:
        assert (ran.code, output) == (3, None), ran.err
        return
    assert ran.code == 0, ran.err
    assert SEARCH.seen_in(output) == {}
    if b"purl.oclc.org" in b"".join(Package.read(output).parts.values()):
        return  # openpyxl does not read strict workbooks
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says what it does not know; that is no fault of the file
        sheet = openpyxl.load_workbook(io.BytesIO(output)).worksheets[0]
    assert sheet["E14"].value == "=SUM(E2:E13)"
    assert [cell.value for cell in sheet[1]][:5] == ["Employee Number", "Surname", "Forename", "NI Number", "Annual Salary"]


@pytest.mark.parametrize("plant", PLANTS, ids=str)
def test_a_person_of_the_table_does_not_pass(plant, clean):
    check(*clean(planted(plant, known=True)), refused=plant.refused)


@pytest.mark.parametrize("plant", PLANTS, ids=str)
def test_a_person_met_nowhere_else_does_not_pass(plant, clean):
    ran, output = clean(planted(plant, known=False))
    assert SEARCH.seen_in(ran.said) == {}
    assert ran.code in {0, 1, 3}, ran.err  # a stranger may be more than the cleaner can settle; then nothing is written
    assert (output is not None) == (ran.code == 0)
    assert output is None or SEARCH.seen_in(output) == {}


@pytest.mark.parametrize("wrapping", WRAPPINGS, ids=str)
def test_nothing_passes_around_the_content(wrapping, clean):
    check(*clean(wrapping.wrap(base(known=False).to_bytes())), refused=wrapping.refused)


@pytest.fixture(scope="module")
def accepted(clean):
    """Return a cleaned workbook that the check accepts."""
    _, output = clean(base(known=False).to_bytes())
    return output


@pytest.mark.parametrize("plant", PLANTS, ids=str)
def test_the_verifier_rejects_what_is_planted_into_a_clean_file(plant, accepted, tmp_path):
    path, package = tmp_path / "planted.xlsx", Package.read(accepted)
    plant.sow(package)
    path.write_bytes(package.to_bytes())
    ran = payscrub("verify", path)
    assert ran.code in {1, 3}
    assert SEARCH.seen_in(ran.said) == {}


def test_the_name_of_the_file_does_not_pass(tmp_path):
    source = tmp_path / f"{NAME} P45.xlsx"
    source.write_bytes(base(known=True).to_bytes())
    ran = payscrub("clean", source, "--key-file", key_in(tmp_path))
    assert ran.code == 0, ran.err
    (output,) = (path for path in tmp_path.glob("*.xlsx") if path != source)
    assert output.name.endswith(" P45.clean.xlsx")
    assert SEARCH.seen_in(output.name.encode()) == {}


def test_every_channel_of_the_census_has_a_test():
    listed = set(re.findall(r"^## ([A-K]\d\d):", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    tested = {plant.channel for plant in (*PLANTS, *WRAPPINGS)} | {FILE_NAME}
    assert listed - tested == set()
    assert tested - listed == set()
