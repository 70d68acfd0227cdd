"""The laws between cleaner and check, over every kind of data in every way of writing it and every place of a file.

What is left in a file is objected to, without source, key or policy; what the cleaner makes of it is accepted, and stays as it is.
"""

import pytest
from tests.laws.places import PLACES
from tests.laws.values import FORMS, Person
from tests.support.canary import fold, layers

from payscrub import pipeline
from payscrub.errors import Unexaminable
from payscrub.formats import open_document
from payscrub.formats.document import Edits
from payscrub.model import Action, Mark
from payscrub.policy import Policy
from payscrub.surrogates import Surrogates
from payscrub.treatment import treat
from payscrub.verify import inspect

KEY = bytes(range(32))
WRITTEN = [(entity, number) for entity, forms in FORMS.items() for number in range(len(forms))]
STEP = 7  # every form is tried in a seventh of the places, another seventh each, and every place with a seventh of the forms
CALM = [place for place, make in PLACES.items() if inspect(make("Total")).clean]
GLUED = {  # a letter and a dash, a slash or a colon touch the text there, and numbers in longer codes are not people's
    "F01 language of a text",
    "K06 type of a part that is not there",
    "K06 type of no part",
    "K09 prefix that nothing uses",
}
NAMES = {"C02 defined name", "C03 hidden name", "D01 name of a table"}  # where Excel allows no blanks and no signs


def opens(place):
    """Return whether the cleaner opens the file with any text there; some places hold no blanks, and some files are always refused."""
    try:
        open_document(PLACES[place]("Total 1, (a/b)"))
    except Unexaminable:
        return False
    return True


OPENED = [place for place in CALM if place not in NAMES and opens(place)]


def text_of(entity, number, seed=0):
    return FORMS[entity][number](Person(seed))


def some_of(places, entity, number, step=STEP):
    return places[WRITTEN.index((entity, number)) % step :: step]


@pytest.mark.parametrize(("entity", "number"), WRITTEN)
def test_what_is_left_in_a_file_is_objected_to_wherever_it_stands(entity, number):
    text = text_of(entity, number)
    places = [place for place in some_of(CALM, entity, number) if place not in GLUED or entity == "PERSON"]
    assert [place for place in places if inspect(PLACES[place](text)).clean] == []


@pytest.mark.parametrize(("entity", "number"), WRITTEN)
def test_a_cleaned_file_holds_nothing_of_it_is_accepted_and_stays_as_it_is(entity, number):
    text = text_of(entity, number, seed=3)
    for place in some_of(OPENED, entity, number, 23):
        clean, report = pipeline.clean_bytes(PLACES[place](text), key=KEY)
        assert report.verdict.mark is Mark.CLEAN, place
        assert not any(fold(text) in fold(layer) for _, layer in layers(clean)), place
        assert pipeline.clean_bytes(clean, key=KEY)[0] == clean, place


def lame(data, policy=None, *, cells=True, places=True):
    """Return a copy that was made by a cleaner which lacks a kind of data, or the hands for cells or for other places."""
    document = open_document(data)
    edits = treat(document, policy or Policy.default(), Surrogates(KEY)).edits
    return document.write(Edits(edits.cells if cells else {}, edits.places if places else {}))


def caught(copy, text):
    """Return whether a copy is objected to, or has lost the place in which the text stood."""
    return not inspect(copy).clean or not any(fold(text) in fold(layer) for _, layer in layers(copy))


@pytest.mark.parametrize("entity", FORMS)
def test_a_cleaner_that_lacks_a_kind_of_data_is_caught_in_every_place(entity):
    policy, text = Policy.default(), text_of(entity, 0)
    blind = Policy({**policy.actions, entity: Action.KEEP})
    assert [
        place for place in some_of(OPENED, entity, 0) if place not in GLUED and not caught(lame(PLACES[place](text), blind), text)
    ] == []


@pytest.mark.parametrize("place", OPENED)
def test_a_cleaner_that_lacks_the_hands_for_a_place_is_caught(place):
    text = text_of("UK_NINO", 0)
    assert caught(lame(PLACES[place](text), cells=False, places=False), text)
