"""Numbers of citizens with a fixed form: NHS, tax, student, property, driving and vehicle."""

from __future__ import annotations

import re
from functools import cache

import numpy as np

from payscrub.surrogates.allocate import Plan
from payscrub.surrogates.coded import Form, as_wrong

_A_Z = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_AREA = "ABCDEFGHJKLMNOPRSTUVWXY"  # no I, Q, Z in the first two letters of a plate
_LAST = "ABCDEFGHJKLMNOPRSTUVWXYZ"  # no I, Q in the last three
_PLATE = (_AREA, _AREA, _LAST, _LAST, _LAST)
_SURNAME = (_A_Z,) * 5
_IMPOSSIBLE = ("0230", "0231", "0431", "0631", "0931", "1131")  # month and day of a driving licence
_UTR_WEIGHTS = (6, 7, 8, 9, 10, 5, 4, 3, 2)
_UTR_CHECK = "21987654321"  # HMRC's published rule: the first digit follows from the other nine


def nhs_check(body: str) -> int:
    """Return the check digit of nine digits; 10 stands for a number that is not used (NHS Data Dictionary)."""
    return -sum(int(digit) * weight for digit, weight in zip(body, range(10, 1, -1), strict=True)) % 11


def utr_check(body: str) -> str:
    """Return the first digit of a Unique Taxpayer Reference from the other nine (HMRC)."""
    return _UTR_CHECK[sum(int(digit) * weight for digit, weight in zip(body, _UTR_WEIGHTS, strict=True)) % 11]


@cache
def _unused_nhs() -> frozenset[int]:
    """Return the numbers 999nnnnnn without a check digit."""
    bodies = np.arange(10**6)
    total = np.full(10**6, 9 * (10 + 9 + 8))
    for place in range(6):
        total += bodies // 10 ** (5 - place) % 10 * (7 - place)
    return frozenset(np.flatnonzero(-total % 11 == 10).tolist())  # noqa: PLR2004 - the remainder that no digit can show


def _mixed(number: int, alphabets: tuple[str, ...]) -> str:
    """Return ``number`` written with one letter of each alphabet."""
    letters = []
    for alphabet in reversed(alphabets):
        number, place = divmod(number, len(alphabet))
        letters.append(alphabet[place])
    return "".join(reversed(letters))


def _unmixed(letters: str, alphabets: tuple[str, ...]) -> int:
    number = 0
    for letter, alphabet in zip(letters, alphabets, strict=True):
        number = number * len(alphabet) + max(alphabet.find(letter), 0)
    return number


def _nhs(number: int, core: str) -> str:
    body = f"999{number:06d}"
    return f"{body}{as_wrong(int(core[9]), nhs_check(core[:9]), nhs_check(body))}"


def _utr(number: int, core: str) -> str:
    body = f"0000{number:05d}"
    old = core.strip("K")
    bare = f"{as_wrong(int(old[0]), int(utr_check(old[1:])), int(utr_check(body)))}{body}"
    return f"K{bare}" if core[0] == "K" else f"{bare}K" if core[-1] == "K" else bare


def _licence(number: int, core: str) -> str:
    """Return a licence of an impossible day; the sex that the month shows stays, as in the column beside it."""
    rest, year = divmod(number, 100)
    surname, day = divmod(rest, len(_IMPOSSIBLE))
    month_day = int(_IMPOSSIBLE[day]) + (5000 if core[6] in "56" else 0)
    return f"{_mixed(surname, _SURNAME)}{year // 10}{month_day:04d}{year % 10}XX9XX{'01' if len(core) == 18 else ''}"  # noqa: PLR2004 - with its issue number


def _locate_licence(core: str) -> int:
    month_day = f"{int(core[6:8]) % 50:02d}{core[8:10]}"
    return (_unmixed(core[:5], _SURNAME) * len(_IMPOSSIBLE) + _IMPOSSIBLE.index(month_day)) * 100 + int(core[5] + core[10])


def _plate(number: int, _: str) -> str:
    letters = _mixed(number, _PLATE)
    return f"{letters[:2]}01{letters[2:]}"


def _fixed(size: int) -> Plan:
    return Plan(lambda _: size)


_LICENCE_DAYS = r"(?:[05]23[01]|[05][469]31|[16]131)"
NHS = Form(
    pattern=re.compile(r"[0-9]{10}"),
    reserved=re.compile(r"999[0-9]{7}"),
    plan=_fixed(10**6),
    spell=_nhs,
    locate=lambda core: int(core[3:9]),
    blocked=_unused_nhs,
    numeric=True,
)
UTR = Form(
    pattern=re.compile(r"(?:[0-9]{10}K?|K[0-9]{10})"),
    reserved=re.compile(r"K?[0-9]0000[0-9]{5}K?"),
    plan=_fixed(10**5),
    spell=_utr,
    locate=lambda core: int(core.strip("K")[5:]),
    canonical=lambda core: core.strip("K"),
    numeric=True,
)
UPRN = Form(
    pattern=re.compile(r"0{0,11}[1-9][0-9]{0,11}"),
    reserved=re.compile(r"999[0-9]{9}"),
    plan=_fixed(10**9),
    spell=lambda number, _: f"999{number:09d}",
    locate=lambda core: int(core[3:]),
    canonical=lambda core: core.lstrip("0"),
    numeric=True,
)
STUDENT = Form(
    pattern=re.compile(r"[A-Z]{4}[0-9]{8}[A-Z]"),
    reserved=re.compile(r"ZZZZ[0-9]{8}Z"),
    plan=_fixed(10**8),
    spell=lambda number, _: f"ZZZZ{number:08d}Z",
    locate=lambda core: int(core[4:12]),
)
LICENCE = Form(
    pattern=re.compile(r"[A-Z][A-Z9]{4}[0-9]{6}[A-Z9]{2}[A-Z0-9][A-Z]{2}(?:[0-9]{2})?"),
    reserved=re.compile(rf"[A-Z0-9]{{5}}[0-9]{_LICENCE_DAYS}[0-9][A-Z0-9]{{5}}(?:[0-9]{{2}})?"),
    plan=_fixed(26**5 * len(_IMPOSSIBLE) * 100),
    spell=_licence,
    locate=_locate_licence,
    canonical=lambda core: core[:16],
)
PLATE = Form(
    pattern=re.compile(r"(?=[A-Z]{0,3}[0-9])(?=[0-9]{0,4}[A-Z])[A-Z0-9]{2,7}"),
    reserved=re.compile(r"[A-Z]{2}01[A-Z]{3}"),
    plan=_fixed(len(_AREA) ** 2 * len(_LAST) ** 3),
    spell=_plate,
    locate=lambda core: _unmixed(core[:2] + core[4:], _PLATE),
)
