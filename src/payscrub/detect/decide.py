"""Decides from header and values what one column holds.

The more the header decides by itself, the less the values are asked: a personal column is personal with its malformed
values. Where the same header means different things (``Name``, ``Account no``, ``Reference``), the values must confirm.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from payscrub.detect.candidate import FEW, HALF, MOST, SOME, Candidate
from payscrub.detect.headers import canonical
from payscrub.detect.people import words_of
from payscrub.detect.profile import BY_VALUE, DOMAIN_LOGIN, REFERENCE, profile
from payscrub.detect.rules import Trust, read_header
from payscrub.detect.sensitive import protected
from payscrub.detect.tables import Strip
from payscrub.detect.things import is_thing, lists_things
from payscrub.entities import BY_NAME
from payscrub.model import Grid

_OF_WORDS = frozenset({"PERSON", "ADDRESS"})  # amounts never speak against their headers, and one value in all rows may be a person
_OF_ANYTHING = re.compile(r"(?:(?:account|client|customer) )?name|client|customer")
_PHRASE, _SENTENCE = 1.6, 4.0  # mean words of a cell
_LONGEST_PIN = 6
_FEWEST_ROWS = 3
_FEWEST_PEOPLE, _ALL_NAMES, _FULL_NAME = 4, 0.9, 1.5  # values, share that reads as names, words

_Rule = Callable[[Candidate], Candidate]


def first_look(grid: Grid, strip: Strip) -> Candidate:
    """Return a strip with what header and values say about it."""
    candidate = Candidate(strip, read_header(strip.title), profile(grid, strip))
    found = _BY_TRUST[candidate.reading.trust](candidate)
    if found.entity is None and _are_people(found):
        return found.decided("PERSON", 0.7, "values say")  # people along the top of a cross-tab
    return found


def _sure(this: Candidate) -> Candidate:
    rule = _SURE.get(this.reading.entity or "")
    return rule(this) if rule else _whole(this)


def _whole(this: Candidate) -> Candidate:
    entity = this.reading.entity
    if entity and BY_NAME[entity].risk == "direct" and entity not in _OF_WORDS and this.profile.decimals > MOST:
        return this.without(entity, "the values are amounts").decided("PAY_AMOUNT", 0.7, "values say")
    return this.decided(entity, 0.99, "header says")


def _are_people(this: Candidate) -> bool:
    """Return whether nearly all values read as full names, each of another person, which outweighs a header about something else."""
    values = this.profile
    distinct = len(values.texts) >= _FEWEST_PEOPLE and values.unique > MOST
    return distinct and values.names >= _ALL_NAMES and values.words >= _FULL_NAME


def _likely(this: Candidate) -> Candidate:
    rule = _LIKELY.get(this.reading.entity or "")
    return rule(this) if rule else this.decided(this.reading.entity, 0.9, "header says")


def _open(this: Candidate) -> Candidate:
    rule = _OPEN.get(this.reading.entity or "")
    return rule(this) if rule else this.decided(this.reading.entity, 0.8, "header says")


def _by_values(this: Candidate) -> Candidate:
    values = this.profile
    if values.rate(DOMAIN_LOGIN) > HALF:
        return this.decided("USERNAME", 0.8, "values say")
    if values.paired:
        return this.decided("UK_BANK_ACCOUNT", 0.75, "values say")
    for entity, least in BY_VALUE:
        if values.texts and values.rate(entity) >= least and (entity in _OF_WORDS or not values.constant):
            return this.decided(entity, 0.75, "values say")
    other = "UK_SORT_CODE" if values.dashed else protected(values.originals)
    if other:
        return this.decided(other, 0.75, "values say")
    if values.words > _SENTENCE:
        return this.decided("FREE_TEXT", 0.5, "values say")
    return replace(this.decided(None, 0.5, "values say"), things=lists_things(values.originals))


def _person(this: Candidate) -> Candidate:
    values = this.profile
    least = FEW if this.reading.trust == Trust.LIKELY else SOME
    if values.rate("EMAIL_ADDRESS") > HALF:
        return this.decided("EMAIL_ADDRESS", 0.9, "values say")
    if values.rate("USERNAME") > HALF:
        return this.decided("USERNAME", 0.8, "header and values say")
    if values.paired:
        return this.decided("UK_BANK_ACCOUNT", 0.8, "values say")
    if values.numbers > HALF or values.rate("EMPLOYEE_ID") > MOST:
        return this.without("PERSON", "the values are numbers").decided("EMPLOYEE_ID", 0.8, "header and values say")
    if _OF_ANYTHING.fullmatch(canonical(this.strip.title)) and lists_things(values.originals):
        ruled_out = this.without("PERSON", "most of the values are plainly no people")
        return replace(ruled_out.decided(None, 0.6, "values say"), category=False, things=True)
    named = values.names >= least or not values.texts
    return this.decided("PERSON", 0.9, "header says") if named else _unlikely_person(this)


def _unlikely_person(this: Candidate) -> Candidate:
    """Decide about values that do not read as names under a header that can mean people."""
    values, title = this.profile, canonical(this.strip.title)
    if title == "employee" and any(map(str.isdigit, "".join(values.texts))):
        return this.decided("FREE_TEXT", 0.8, "values say")  # name and number in one cell
    things = sum(is_thing(words_of(text)) for text in values.texts)
    if "name" in title.split() and 2 * things <= len(values.texts):  # a nickname, a name in a script that no list knows
        return this.decided("PERSON", 0.5, "header says")
    ruled_out = this.without("PERSON", f"only {values.names:.0%} of the values read as names")
    return replace(ruled_out.decided(None, 0.6, "values say"), category=False)


def _number(this: Candidate) -> Candidate:
    values = this.profile
    if values.names > HALF:
        return this.decided("PERSON", 0.8, "values say")
    alike = values.rate("EMPLOYEE_ID") >= HALF and not values.decimals
    if alike and (values.unique > HALF or values.cells < _FEWEST_ROWS):
        return this.decided("EMPLOYEE_ID", 0.7, "header and values say")
    return this.without("EMPLOYEE_ID", "the values repeat or are no numbers").decided(None, 0.6, "values say")


def _payment_reference(this: Candidate) -> Candidate:
    values = this.profile
    if values.names >= SOME:
        return this.decided("PERSON", 0.85, "values say")
    if values.words > _PHRASE and values.numbers < HALF and values.rate(REFERENCE) < HALF:
        return this.without("BANK_ROLL_NUMBER", "the values are phrases").decided("FREE_TEXT", 0.7, "values say")
    return this.decided("BANK_ROLL_NUMBER", 0.85, "header says")


def _phone(this: Candidate) -> Candidate:
    """Take ``WorkNo`` for a works number when its values are no telephone numbers."""
    values = this.profile
    if canonical(this.strip.title) == "work number" and values.rate("EMPLOYEE_ID") > HALF and values.rate("PHONE_NUMBER") < FEW:
        return this.without("PHONE_NUMBER", "the values have another form").decided("EMPLOYEE_ID", 0.85, "header and values say")
    return _whole(this)


def _registration(this: Candidate) -> Candidate:
    values = this.profile
    if canonical(this.strip.title) == "pin" and all(len(text) <= _LONGEST_PIN for text in values.texts):
        return this.decided("SECRET", 0.8, "header and values say")
    vehicle = values.rate("VEHICLE_REGISTRATION") > values.rate("PROFESSIONAL_REGISTRATION")
    return this.decided("VEHICLE_REGISTRATION" if vehicle else "PROFESSIONAL_REGISTRATION", 0.85, "header and values say")


def _account(this: Candidate) -> Candidate:
    if this.profile.paired or (this.profile.rate("UK_BANK_ACCOUNT") >= HALF and not this.profile.constant):
        return this.decided("UK_BANK_ACCOUNT", 0.8, "header and values say")
    ruled_out = this.without("UK_BANK_ACCOUNT", "the values have another form or are all the same")
    return ruled_out.decided(None, 0.7, "values say")


def _sort_code(this: Candidate) -> Candidate:
    if this.profile.dashed:
        return this.decided("UK_SORT_CODE", 0.8, "header and values say")
    return this.without("UK_SORT_CODE", "the values have another form, or read as days").decided(None, 0.7, "values say")


def _address(this: Candidate) -> Candidate:
    values = this.profile
    if values.days > HALF or (this.reading.trust == Trust.OPEN and values.days + values.numbers + values.decimals > HALF):
        return this.without("ADDRESS", "the values are dates or numbers").decided(None, 0.8, "values say")
    return this.decided("ADDRESS", 0.9, "header says")


def _kept(this: Candidate) -> Candidate:
    """Keep an attribute when its values are what its header says; else let the values speak."""
    values = this.profile
    plain = values.numbers + values.decimals + values.days > SOME or values.names < SOME
    return this.decided(this.reading.entity, 0.8, "header says") if plain else _by_values(this)


def _bank(this: Candidate) -> Candidate:
    """Take ``Building Society`` over numbers for the roll numbers of its customers."""
    if sum(any(map(str.isdigit, text)) for text in this.profile.texts) > HALF * len(this.profile.texts):
        return this.without("BANK_NAME", "the values are numbers").decided("BANK_ROLL_NUMBER", 0.85, "header and values say")
    return _kept(this)


def _thing(this: Candidate) -> Candidate:
    """Keep a column whose header names things, unless its values have the form of an identifier; single names are those of things."""
    found = _by_values(this)
    return this.decided(this.reading.entity, 0.7, "header says") if found.entity in {None, "PERSON"} else found


def _free_text(this: Candidate) -> Candidate:
    """Take a column of remarks that holds nothing but names for names."""
    values = this.profile
    if values.names > HALF and values.words < _SENTENCE:
        return this.decided("PERSON", 0.75, "values say")
    return this.decided("FREE_TEXT", 0.8, "header says")


_BY_TRUST: Mapping[Trust, _Rule] = {Trust.SURE: _sure, Trust.LIKELY: _likely, Trust.OPEN: _open, Trust.NONE: _by_values}
_SURE: Mapping[str, _Rule] = {"FREE_TEXT": _free_text, "PHONE_NUMBER": _phone}
_LIKELY: Mapping[str, _Rule] = {
    "PERSON": _person,
    "BANK_ROLL_NUMBER": _payment_reference,
    "PROFESSIONAL_REGISTRATION": _registration,
    "ADDRESS": _address,
}
_OPEN: Mapping[str, _Rule] = {
    "PERSON": _person,
    "EMPLOYEE_ID": _number,
    "UK_BANK_ACCOUNT": _account,
    "UK_SORT_CODE": _sort_code,
    "VEHICLE_REGISTRATION": _registration,
    "ADDRESS": _address,
    "PAY_AMOUNT": _kept,
    "EMPLOYMENT_DATE": _kept,
    "BANK_NAME": _bank,
    "": _thing,
}
