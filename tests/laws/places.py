"""Every place of a file in which a text can stand, each as a function from the text to a file that is clean but for it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from html import escape
from types import MappingProxyType

from fixtures.package import Package
from tests.support.plant import EMAIL, FORENAME, LOGIN, NAME, NINO, NUMBER, SHEET, STRINGS, SURNAME, Plant, base, cell, tail
from tests.support.plants import PLANTS
from tests.verify.invented import marked, name

Place = Callable[[str], bytes]
_CALM = MappingProxyType(
    {
        EMAIL: "user10@example.com",
        NAME: f"{name(3)} {name(4)}",
        LOGIN: "user10",
        NINO: "KN100000A",
        NUMBER: "1",
        SURNAME: name(4),
        FORENAME: name(3),
    }
)
_TABLE = [["Employee Number", "Surname", "NI Number", "Annual Salary", "Notes"]]


class _Person:
    """An employee of whom everything is invented in the reserved spaces."""

    def __init__(self, index: int) -> None:
        self.number, self.surname, self.forename = marked(8, 1, index * 77), name(index), name(index + 40)
        self.nino, self.salary = f"KN{100_000 + 991 * index}A", 20_000 + index


_PEOPLE = tuple(_Person(index) for index in range(12))
_ROWS = [[person.number, person.surname, person.nino, str(person.salary), ""] for person in _PEOPLE]


@dataclass(frozen=True, slots=True)
class _Planted:
    """A channel of the census: where it holds a name, it holds the text."""

    plant: Plant

    def __call__(self, text: str) -> bytes:
        package = base(known=False, people=_PEOPLE)
        self.plant.sow(package)
        token = next(token for token in (NAME, SURNAME) if any(token.encode() in part for part in package.parts.values()))
        for part, data in package.parts.items():
            package.parts[part] = _said(data, token, text)
        return package.to_bytes()


def _said(data: bytes, token: str, text: str) -> bytes:
    """Return a part with the text where the token stood, and nobody in the rest of it."""
    new = _xml(text)
    quoted = f'"{token}"'.encode()
    literal = f'"{escape(text.replace(chr(34), chr(34) * 2), quote=False)}"'.encode()
    for before in (b">", b"=", b"{", b"(", b"&amp;"):  # a formula doubles quotes in its literals
        data = data.replace(before + quoted + b"<", before + literal + b"<") if before != b"=" else data
    data = data.replace(token.encode(), new.encode())
    for other, calm in _CALM.items():
        data = data.replace(other.encode(), calm.encode())
    return data


def _xml(text: str) -> str:
    """Return a text as it is written in elements and attributes alike; remarks know no escape of an apostrophe."""
    return escape(text, quote=False).replace('"', "&quot;")


def _packed(change: Callable[[Package, str], None], text: str) -> bytes:
    package = base(known=False, people=_PEOPLE)
    change(package, text)
    return package.to_bytes()


def _runs(package: Package, text: str) -> None:
    half = len(text) // 2
    cell(package, f'<c r="A20" t="inlineStr"><is>{_run(text[:half])}{_run(text[half:])}</is></c>')


def _run(text: str) -> str:
    return f'<r><t xml:space="preserve">{escape(text)}</t></r>'


def _beside(package: Package, text: str) -> None:
    """A column without a title, to the right of the table."""
    row = package.text(SHEET).index('<row r="5">')
    end = package.text(SHEET).index("</row>", row)
    whole = package.text(SHEET)
    package.parts[SHEET] = f'{whole[:end]}<c r="G5" t="inlineStr"><is><t>{escape(text)}</t></is></c>{whole[end:]}'.encode()


def _header(package: Package, text: str) -> None:
    half = len(text) // 2
    tail(package, f'<headerFooter><oddHeader>&amp;L{_coded(text[:half])}&amp;"Arial,Bold"{_coded(text[half:])}</oddHeader></headerFooter>')


def _coded(text: str) -> str:
    return escape(text.replace("&", "&&"))


def _spelt(package: Package, text: str) -> None:
    package.insert(STRINGS, "</sst>", f"<si><t>{''.join(f'&#{ord(sign)};' for sign in text)}</t></si>")


def _delimited(rows: Callable[[str], list[list[str]]], delimiter: str, encoding: str, text: str) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(rows(text))
    return stream.getvalue().encode(encoding)


def _note(text: str) -> list[list[str]]:
    return [*_TABLE, *_ROWS[:5], [*_ROWS[5][:4], text], *_ROWS[6:]]


def _before(text: str) -> list[list[str]]:
    return [[text], [], *_TABLE, *_ROWS]


def _after(text: str) -> list[list[str]]:
    return [*_TABLE, *_ROWS, [], [text]]


def _extra(text: str) -> list[list[str]]:
    return [[*_TABLE[0], "Extra 1"], *([*row, text if number == 4 else ""] for number, row in enumerate(_ROWS))]


def _named(plant: Plant) -> bool:
    """Return whether a plant puts a name, or a surname, in plain letters into a part."""
    package = base(known=False, people=_PEOPLE)
    plant.sow(package)
    return any(token.encode() in part for token in (NAME, SURNAME) for part in package.parts.values())


PLACES: dict[str, Place] = {
    **{str(plant): _Planted(plant) for plant in PLANTS if _named(plant)},
    "runs of a cell": partial(_packed, _runs),
    "beside the table": partial(_packed, _beside),
    "runs of a page header": partial(_packed, _header),
    "numeric references": partial(_packed, _spelt),
    "csv note": partial(_delimited, _note, ",", "utf-8"),
    "csv preamble": partial(_delimited, _before, ",", "utf-8"),
    "csv trailer": partial(_delimited, _after, ",", "utf-8"),
    "csv extra column": partial(_delimited, _extra, ",", "utf-8-sig"),
    "tsv note in UTF-16": partial(_delimited, _note, "\t", "utf-16"),
    "semicolons": partial(_delimited, _extra, ";", "utf-8"),
}
