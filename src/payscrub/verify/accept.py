"""Judges the values of one column whose kind is known: each must be invented, blanked or a placeholder."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from payscrub.model import Kind
from payscrub.verify.folding import dates_in, fold_all, from_serial, is_number
from payscrub.verify.lexicon import PLAIN, kind_of
from payscrub.verify.reserved import SPACES, always_accepted
from payscrub.verify.reserved_lines import surely
from payscrub.verify.titles import RECORD
from payscrub.verify.wording import SPECIAL
from payscrub.verify.wordlists import words

Flags = NDArray[np.bool_]

_SERIAL_DIGITS = 5
_COUNTED: Final = words("HEALTH UNION_MEMBERSHIP")  # days lost, deductions
_FALSE: Final = words("0 false")
_NUMBER_CODE: Final = re.compile(r"[1-9]\d{1,8}")
_FEWEST = 3

# Kinds whose proof is a mark of 1 in 97. Which of them a title means is often unclear (a "reference" may be an employee's or
# a pension's), so one of these is chosen for the whole column, never value by value.
_MARKED: Final = MappingProxyType(
    {
        "EMPLOYEE_ID": ("PENSION_MEMBER", "NHS_PENSION_NUMBER", "BANK_ROLL_NUMBER", "PROFESSIONAL_REGISTRATION", "COURT_ORDER_REFERENCE"),
        "UK_BANK_ACCOUNT": ("BANK_ROLL_NUMBER",),
        "BANK_ROLL_NUMBER": ("EMPLOYEE_ID", "UK_BANK_ACCOUNT", "PENSION_MEMBER"),
        "NHS_PENSION_NUMBER": ("PENSION_MEMBER", "EMPLOYEE_ID"),
        "PENSION_MEMBER": ("NHS_PENSION_NUMBER", "EMPLOYEE_ID", "PROFESSIONAL_REGISTRATION"),
        "PASSPORT": ("IMMIGRATION_DOCUMENT",),
        "IMMIGRATION_DOCUMENT": ("PASSPORT", "DBS_CERTIFICATE"),
        "DBS_CERTIFICATE": ("IMMIGRATION_DOCUMENT", "PROFESSIONAL_REGISTRATION"),
        "PROFESSIONAL_REGISTRATION": ("EMPLOYEE_ID", "DBS_CERTIFICATE", "VEHICLE_REGISTRATION"),
        "COURT_ORDER_REFERENCE": ("EMPLOYEE_ID", "BANK_ROLL_NUMBER"),
        "HOSTNAME": ("EMPLOYEE_ID", "MAC_ADDRESS", "IP_ADDRESS"),
        "USERNAME": ("EMPLOYEE_ID",),
        "UK_DRIVING_LICENCE": ("EMPLOYEE_ID", "PROFESSIONAL_REGISTRATION"),
        "PERSON": ("EMPLOYEE_ID", "USERNAME"),
    }
)
# Kinds that prove themselves by more than a mark: somebody may have typed one of them into any column.
_ANYWHERE: Final = ("UK_NINO", "EMAIL_ADDRESS", "IBAN_CODE", "UK_POSTCODE")
# Kinds that prove themselves, by which a value may be replaced under a title that says something else.
_ELSEWHERE: Final = MappingProxyType(
    {
        "EMPLOYEE_ID": ("PERSON",),
        "BANK_ROLL_NUMBER": ("PERSON",),
        "USERNAME": ("PERSON",),
        "COURT_ORDER_REFERENCE": ("PERSON",),
        "ADDRESS": ("PERSON",),
        "UK_POSTCODE": ("ADDRESS",),
        "EMAIL_ADDRESS": ("PERSON", "USERNAME"),
        "SHARE_CODE": ("IMMIGRATION_DOCUMENT",),
        "HOSTNAME": ("USERNAME",),
        "IP_ADDRESS": ("HOSTNAME",),
        "URL": ("FILE_PATH",),
    }
)
_DIALLED = re.compile(r"\+?(?=(?:[ ()-]*\d){10})[\d ()-]{10,20}")
_BANK_PAIR = re.compile(r"(\d\d([ -]?)\d\d\2\d\d)[ ,/-]{1,3}(\d{6,8})")
_PIECE = re.compile(r"[^\s,;:()\[\]|]+")
_RESERVED_PIECES = re.compile(
    r"(?<![A-Z0-9])(?:(?:BG|GB|KN|NK|NT|ZZ)(?:[ -]?\d\d){3}[ -]?[A-DFMP]?|\d{5,6}(?= Example Road\b)|Exampleton \d{1,6})(?![A-Z0-9])",
    re.IGNORECASE,
)


def offenders(entity: str, texts: list[str], kinds: NDArray[np.uint8]) -> Flags:
    """Return which of the distinct values of a personal column are neither invented nor empty of meaning."""
    folded = fold_all(texts)
    failing = _failing(entity, folded, kinds)
    if not failing.any() or entity == RECORD or entity in SPECIAL:
        return failing
    failing[failing] = [not _accepted_elsewhere(entity, folded[index]) for index in np.flatnonzero(failing).tolist()]
    return _best_mark(entity, folded, failing)


def _failing(entity: str, texts: list[str], kinds: NDArray[np.uint8]) -> Flags:
    """Try the space of the entity itself on everything first, which settles most columns, and most of that at once."""
    accepts = SPACES.get(entity)
    failing = ~surely(entity, texts)
    if accepts is not None:
        failing[failing] = [not accepts(texts[index]) for index in np.flatnonzero(failing).tolist()]
    left = np.flatnonzero(failing)
    failing[left] = [not _passes(entity, texts[index], kind) for index, kind in zip(left.tolist(), kinds[left].tolist(), strict=True)]
    return failing


def _passes(entity: str, text: str, kind: int) -> bool:
    if entity in SPECIAL and kind != Kind.ERROR:
        return _neutral(entity, text, kind)
    if kind in (Kind.BOOLEAN, Kind.ERROR):
        return True
    return _record(text) if entity == RECORD else _excused(entity, text)


def _excused(entity: str, text: str) -> bool:
    return always_accepted(text) or (entity == "DATE_OF_BIRTH" and _serial_birth(text))


def _serial_birth(text: str) -> bool:
    """A birth date in a cell without a date format is a serial number of five digits, in either calendar."""
    if len(text) != _SERIAL_DIGITS or not text.isdigit():
        return False
    moments = [from_serial(int(text), epoch) for epoch in (0, 1)]
    return any(moment is not None and SPACES["DATE_OF_BIRTH"](moment.date().isoformat()) for moment in moments)


def _accepted_elsewhere(entity: str, text: str) -> bool:
    if entity == "ADDRESS" and dates_in(text):
        return True  # From and To may be days
    return _proves_itself(entity, text) or _is_invented_pair(text)


def _proves_itself(entity: str, text: str) -> bool:
    if _DIALLED.fullmatch(text):
        return SPACES["PHONE_NUMBER"](text)  # of shorter numbers it takes any for an extension
    return any(SPACES[other](text) for other in (*_ANYWHERE, *_ELSEWHERE.get(entity, ())))


def _is_invented_pair(text: str) -> bool:
    """Return whether a text is a sort code and an account number, both invented, that stand in one cell."""
    match = _BANK_PAIR.fullmatch(text)
    return match is not None and SPACES["UK_SORT_CODE"](match[1]) and SPACES["UK_BANK_ACCOUNT"](match[3])


def _best_mark(entity: str, texts: list[str], failing: Flags) -> Flags:
    """Try the other marked kinds for the column as a whole; one that explains most of it is what the column holds.

    A mark is 1 in 97 by accident, so it says nothing for one or two values.
    """
    others = _MARKED.get(entity, ())
    if not others:
        return failing
    proven = np.array([always_accepted(text) or _proves_itself(entity, text) for text in texts], dtype=np.bool_)
    if (~proven).sum() < _FEWEST:
        return failing
    best = failing
    for other in others:
        accepts = SPACES[other]
        trial = np.array([not known and not accepts(text) for text, known in zip(texts, proven.tolist(), strict=True)], dtype=np.bool_)
        if trial.sum() * 3 <= (~proven).sum() and trial.sum() < best.sum():
            best = trial
    return best


def _neutral(entity: str, text: str, kind: int) -> bool:
    """A code, a number of several figures in a number cell, and false; days and money too where they can be what is counted."""
    if kind == Kind.BOOLEAN:
        return text.lower() in _FALSE
    if SPACES["NEUTRAL"](text) or always_accepted(text) or kind == Kind.DATE:
        return True
    if kind == Kind.NUMBER and _NUMBER_CODE.fullmatch(text):
        return True
    return entity in _COUNTED and (kind == Kind.NUMBER or is_number(text.rstrip("%")) or bool(dates_in(text)))


def _record(text: str) -> bool:
    """Every piece of a whole record is invented, an ordinary word or a short number."""
    rest = _RESERVED_PIECES.sub(" ", text)
    return all(_piece(piece) for piece in _PIECE.findall(rest))


def _piece(piece: str) -> bool:
    if any(char.isdigit() for char in piece):
        marked = ("EMPLOYEE_ID", "UK_BANK_ACCOUNT", "UK_SORT_CODE", "NHS_PENSION_NUMBER", "DATE_OF_BIRTH", "PHONE_NUMBER", "EMAIL_ADDRESS")
        return sum(char.isdigit() for char in piece) < _SERIAL_DIGITS or any(SPACES[kind](piece) for kind in marked)
    return always_accepted(piece) or SPACES["PERSON"](piece) or SPACES["EMAIL_ADDRESS"](piece) or kind_of(piece.strip(".-'")) == PLAIN
