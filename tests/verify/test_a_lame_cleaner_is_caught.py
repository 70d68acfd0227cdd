"""A cleaner that forgets one kind of data, in one column or in one value of it, is caught without the source and with it."""

import csv
import io
import json
from pathlib import Path

import pytest

import payscrub
from payscrub.verify import inspect

FIXTURES = Path(__file__).parents[2] / "fixtures"
FILES = {
    "sage-export.csv": "cp1252",
    "brightpay-employees.csv": "utf-8-sig",
    "bacs-payments.csv": "utf-8",
    "pension-contributions.csv": "utf-8",
}


def personal(name):
    """Return the personal columns of a fixture, counted from 0, by title or number, with their entities."""
    answers = json.loads((FIXTURES / "expected" / f"{name}.json").read_text(encoding="utf-8"))["personal"][""]
    head = table((FIXTURES / name).read_bytes(), name)[0]
    return {int(title) - 1 if title.isdigit() else head.index(title): entity for title, entity in answers.items()}


def table(data, name):
    return list(csv.reader(io.StringIO(data.decode(FILES[name]), newline="")))


def written(rows, name):
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode(FILES[name])


@pytest.fixture(scope="module")
def cleaned(tmp_path_factory):
    """Return a function that cleans a fixture, once."""
    folder, done = tmp_path_factory.mktemp("lame"), {}

    def run(name):
        if name not in done:
            payscrub.clean(FIXTURES / name, folder / name)
            done[name] = (folder / name).read_bytes()
        return done[name]

    return run


@pytest.mark.parametrize("name", FILES)
def test_a_whole_cleaner_is_not_suspected(name, cleaned):
    verdict = inspect(cleaned(name), original=(FIXTURES / name).read_bytes())
    assert verdict.clean


COLUMNS = [(name, column, entity) for name in FILES for column, entity in personal(name).items()]
NUMBERS = {"UK_NINO", "UK_BANK_ACCOUNT", "PASSPORT", "PHONE_NUMBER", "EMAIL_ADDRESS", "UK_POSTCODE"}
INITIALS = ("sage-export.csv", 2)  # one letter belongs to nobody


@pytest.mark.parametrize(("name", "column"), [(name, column) for name, column, _ in COLUMNS if (name, column) != INITIALS])
def test_a_column_left_as_it_was_is_caught(name, column, cleaned):
    source, output = table((FIXTURES / name).read_bytes(), name), table(cleaned(name), name)
    lame = [new[:column] + old[column : column + 1] + new[column + 1 :] for old, new in zip(source, output, strict=True)]
    assert not inspect(written(lame, name)).clean


@pytest.mark.parametrize(("name", "column"), [(name, column) for name, column, entity in COLUMNS if entity in NUMBERS])
def test_a_value_copied_to_the_end_of_the_file_is_caught_with_the_source(name, column, cleaned):
    source, output = table((FIXTURES / name).read_bytes(), name), table(cleaned(name), name)
    pairs = [(old[column], new[column]) for old, new in zip(source[1:], output[1:], strict=True) if len(old) > column]
    value = next(old for old, new in pairs if old != new and len(old) >= 7)
    assert not inspect(written([*output, ["Note", f"see {value} again"]], name), original=(FIXTURES / name).read_bytes()).clean
