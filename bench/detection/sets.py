"""The test sets: hand-written lists of people, other values and notes, and the cases that are made of them.

Each list is split in two: the *open* half may be looked into to learn what is missed, the *closed* half is only counted. Everything is
drawn from a fixed seed, so the cases are the same on every machine and on every day.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

FROZEN = "24 November 2026"
SETS = ("first", "second")  # of people and notes; the second was written after all that was mended by the first
FOLDER = Path(__file__).parent / "sets"
HALVES = ("open", "closed")
_TITLES = re.compile(r"(?:(?:Mr|Mrs|Miss|Ms|Dr) )?")
_SLOT = re.compile(r"\{([^}]+)\}")
_SEED = 20261124
_PERSON_FORMS = 8  # of each form, for each origin
_DRAWS = {"first": 1, "second": 3}  # people put into each note, for each origin
_NOTES = {"first": "notes.txt", "second": "remarks.txt"}
_QUIET = {"first": "plain.txt", "second": "quiet.txt"}

Gold = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Case:
    """A text, where something personal stands in it, and the group that it is counted in."""

    text: str = field(repr=False)
    gold: tuple[Gold, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """The given names and surnames of one origin, which are put together freely, or whole names."""

    origin: str
    given: tuple[str, ...] = field(repr=False, default=())
    surname: tuple[str, ...] = field(repr=False, default=())
    whole: tuple[tuple[str, str], ...] = field(repr=False, default=())

    def draw(self, draw: random.Random) -> tuple[str, str]:
        """Return the given name and the surname of somebody."""
        return draw.choice(self.whole) if self.whole else (draw.choice(self.given), draw.choice(self.surname))


def _sections(name: str, separator: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            current.extend(entry.strip() for entry in line.split(separator))
    return found


def _lines(name: str, half: str) -> list[str]:
    lines = [line for line in (FOLDER / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return lines[HALVES.index(half) :: 2]


def people(half: str, which: str = "first") -> list[People]:
    """Return the people of each origin."""
    side = HALVES.index(half)
    if which == "second":
        pairs = _sections("pairs.txt", ",").items()
        return [People(origin, whole=tuple(_pair(entry) for entry in entries[side::2])) for origin, entries in pairs]
    found = []
    for origin, entries in _sections("people.txt", "\n").items():
        given, surname = (entry.partition(": ")[2].split(", ") for entry in entries)
        found.append(People(origin, tuple(given[side::2]), tuple(surname[side::2])))
    return found


def _pair(entry: str) -> tuple[str, str]:
    given, _, surname = entry.partition("/")
    return given, surname


def others(half: str) -> dict[str, list[str]]:
    """Return values of columns that name nobody, by kind."""
    return {kind: entries[HALVES.index(half) :: 2] for kind, entries in _sections("others.txt", ";").items()}


def ambiguous(half: str) -> list[Case]:
    """Return names that are everyday words, alone in a cell."""
    entries = [entry.strip() for line in (FOLDER / "ambiguous.txt").read_text(encoding="utf-8").splitlines() for entry in line.split(";")]
    entries = [entry for entry in entries if entry and not entry.startswith("#")]
    wanted = [entry for entry in entries if not entry.startswith(("day.", "Names that"))][HALVES.index(half) :: 2]
    return [Case(entry, ((_TITLES.match(entry).end(), len(entry), "PERSON"),), "ambiguous") for entry in wanted]


def _double(given: str, surname: str) -> str:
    return f"{given} {surname}-Smith" if "-" not in surname and " " not in surname else f"{given} {surname}"


PERSON_FORMS: Mapping[str, Callable[[str, str], str]] = {
    "full": lambda g, s: f"{g} {s}",
    "rev": lambda g, s: f"{s}, {g}",
    "si": lambda g, s: f"{s} {g[0]}",
    "is": lambda g, s: f"{g[0]} {s}",
    "i.s": lambda g, s: f"{g[0]}. {s}",
    "FULL": lambda g, s: f"{g} {s}".upper(),
    "REV": lambda g, s: f"{s}, {g}".upper(),
    "SI": lambda g, s: f"{s} {g[0]}".upper(),
    "low": lambda g, s: f"{g} {s}".lower(),
    "titled": lambda g, s: f"Mrs {g[0]} {s}",
    "titled rev": lambda g, s: f"Mr {s}, {g}",
    "surname first": lambda g, s: f"{s} {g}",
    "double": _double,
    "given": lambda g, _: g,
    "surname": lambda _, s: s,
}
_PIECES: Mapping[str, Callable[[str, str], str]] = {"low given": lambda g, _: g.lower(), "SURNAME": lambda _, s: s.upper()}
_INITIALS = {"in": "{}.{}.", "bare": "{}{}"}
_TITLED = {"titled": len("Mrs "), "titled rev": len("Mr ")}  # the title itself says little and stays


def cells(half: str, which: str = "first") -> list[Case]:
    """Return names alone in a cell, in every form, for each origin."""
    draw = random.Random(_SEED)
    return [
        Case(text, ((_TITLED.get(form, 0), len(text), "PERSON"),), f"{one.origin}/{form}")
        for one in people(half, which)
        for form, write in PERSON_FORMS.items()
        for _ in range(_PERSON_FORMS)
        if (text := write(*one.draw(draw)))
    ]


IDENTIFIERS: Mapping[str, tuple[str, ...]] = {  # 9 a digit from 1 to 9, P a prefix of an NI number, S its suffix, A and a letters
    "nino": ("P999999S", "P 99 99 99 S", "P99 99 99S", "p999999s", "P-99-99-99-S", "P 999999 S", "P\u00a099\u00a099\u00a099\u00a0S"),
    "sort": ("99-99-99", "99 99 99", "999999"),
    "account": ("99999999",),
    "pair": ("99-99-99 99999999", "999999 99999999", "99-99-99/99999999", "99 99 99 99999999", "sort code 99-99-99 account 99999999"),
    "email": ("aaaa.aaaaaa@aaaaa.co.uk", "aaaaa99@gmail.com", "a.aaaaaa@nhs.net", "AAAA.AAAAAA@AAAAA.ORG.UK", "aaaa_aaaa@aaaa-aaaa.com"),
    "phone": ("07999 999999", "07999999999", "+44 7999 999999", "0119 999 9999", "01299 999999", "(0117) 999 9999", "+447999999999"),
    "postcode": ("LS9 9AB", "SW1A 9AA", "M9 9AE", "CF99 9XH", "EC1V 9HQ", "bt9 9ef", "AB99 9ZZ"),
}
_ENTITY = {
    "nino": "UK_NINO",
    "sort": "UK_SORT_CODE",
    "account": "UK_BANK_ACCOUNT",
    "pair": "BANK_PAIR",
    "email": "EMAIL_ADDRESS",
    "phone": "PHONE_NUMBER",
    "postcode": "UK_POSTCODE",
}


def number(draw: random.Random, kind: str) -> str:
    """Return an invented identifier in one of its written forms."""
    text = draw.choice(IDENTIFIERS[kind])
    if kind == "nino":
        small = text.islower()
        text = text.upper().replace("P", draw.choice(("AB", "JG", "NX", "ZY", "CE", "WK")), 1).replace("S", "\x00", 1)
        text = text.replace("\x00", draw.choice("ABCD"))
        text = text.lower() if small else text
    elif kind == "email":
        text = re.sub("a", lambda _: draw.choice("eilnorst"), text)
        text = re.sub("A", lambda _: draw.choice("EILNORST"), text)
    return re.sub("9", lambda _: draw.choice("123456789"), text)


def identifier_cells() -> list[Case]:
    """Return identifiers alone in a cell, in every written form."""
    draw = random.Random(_SEED)
    kinds = [kind for kind in IDENTIFIERS if kind not in {"sort", "account"}]  # six or eight bare digits need a column
    found = []
    for kind in kinds:
        for _ in range(60):
            text = number(draw, kind)
            found.append(Case(text, ((0, len(text), _ENTITY[kind]),), _ENTITY[kind]))
    return found


def notes(half: str, which: str = "first") -> list[Case]:
    """Return the notes, each filled with people of each origin."""
    draw = random.Random(_SEED)
    everybody = people(half, which) * _DRAWS[which]
    return [_filled(line, one, draw) for line in _lines(_NOTES[which], half) for one in everybody]


def plain(half: str, which: str = "first") -> list[Case]:
    """Return notes that name nobody."""
    return [Case(line, (), "plain") for line in _lines(_QUIET[which], half)]


def _filled(line: str, one: People, draw: random.Random) -> Case:
    text, gold, cursor = "", list[Gold](), 0
    for slot in _SLOT.finditer(line):
        text += line[cursor : slot.start()]
        piece, entity = _piece(slot[1], one, draw)
        gold.append((len(text), len(text) + len(piece), entity))
        text, cursor = text + piece, slot.end()
    return Case(text + line[cursor:], tuple(gold), one.origin)


def _piece(slot: str, one: People, draw: random.Random) -> tuple[str, str]:
    if slot in _ENTITY:
        return number(draw, slot), _ENTITY[slot]
    given, surname = one.draw(draw)
    if slot in _INITIALS:
        return _INITIALS[slot].format(given[0], surname[0]).upper(), "INITIALS"
    return (_PIECES.get(slot) or PERSON_FORMS[slot])(given, surname), "PERSON"


def staff(cases: Sequence[Case]) -> Iterator[str]:
    """Return the names that a staff list of the same file would hold."""
    for case in cases:
        yield from (case.text[low:high] for low, high, entity in case.gold if entity == "PERSON")
