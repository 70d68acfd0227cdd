import pkgutil
import re

import pytest

from payscrub.detect import identifiers
from payscrub.detect.identifiers import REGISTRY
from payscrub.detect.normalise import fold_texts
from payscrub.entities import BY_NAME

CASES = [(detector, example) for detector in REGISTRY for example in detector.examples]
COUNTER_CASES = [(detector, example) for detector in REGISTRY for example in detector.counter_examples]
HOSTILE = [
    "1",
    "A",
    "-",
    " ",
    "1 ",
    "A1",
    "A.",
    "a@",
    "1-",
    "1,",
    "AA1 ",
    "12 A ",
    "\\",
    "/A",
    ":",
    "::",
    "=",
    "AEO ",
    "STREET ",
    "1 A STREET, ",
    "0 1",
    "GB12 ",
    "+1 ",
]


def matches(detector, text):
    return [match for match in detector.pattern.finditer(fold_texts([text]).text) if detector.accepts(match)]


@pytest.mark.parametrize(("detector", "text"), CASES)
def test_a_detector_finds_its_examples(detector, text):
    assert matches(detector, text)
    assert sum(map(str.isdigit, text)) >= detector.digits
    assert not detector.marks or set(detector.marks) & set(text)


@pytest.mark.parametrize(("detector", "text"), COUNTER_CASES)
def test_a_detector_leaves_its_counter_examples(detector, text):
    assert not matches(detector, text)


def test_every_detector_names_known_entities_and_a_source():
    for detector in REGISTRY:
        assert {detector.entity, *detector.pattern.groupindex} <= set(BY_NAME)
        assert detector.source
        assert detector.examples
        assert detector.counter_examples


def test_every_module_of_the_folder_is_registered():
    for module in pkgutil.iter_modules(identifiers.__path__):
        listed = getattr(identifiers, module.name).DETECTORS
        assert listed
        assert all(any(detector is entry for entry in REGISTRY) for detector in listed)


def test_no_pattern_repeats_without_a_bound():
    for detector in REGISTRY:
        assert not re.search(r"(?<!\\)[*+](?![^\[]*\])", re.sub(r"\[[^\]]*\]", "[]", detector.pattern.pattern)), detector.pattern.pattern


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_cell_of_forty_thousand_characters_is_read_in_linear_work(piece):
    text = (piece * 40_000)[:40_000]
    for detector in REGISTRY:
        assert len(matches(detector, text)) <= len(text)
