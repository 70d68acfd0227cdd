"""The word lists of the package, read with the verifier's own loader and used by its own blunt rule."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from payscrub.errors import PayscrubError
from payscrub.verify.folding import bare
from payscrub.verify.reserved import is_invented_name
from payscrub.verify.standing import TITLES
from payscrub.verify.wordlists import words

PLAIN: Final = "plain"  # an ordinary word, a payroll word or a place, and no name
BOTH: Final = "both"  # an ordinary word that is also a name
NAME: Final = "name"  # a name and nothing else
UNKNOWN: Final = "unknown"
INVENTED: Final = "invented"

# Words between names that stay as they are, the second list only where they are written small (Ben and Van are names too).
_PARTICLES: Final = words("de der dela des von ter ap ab mc st bint ibn ul zu zur ferch")
_SMALL_PARTICLES: Final = words(
    "da do dos das del della di du le la las los el al bin ben abu abd ur van den ten te ni nic ui e y i of the"
)
# Words that the file formats and their writers use for themselves.
_FORMAT_WORDS: Final = words(
    """
    xldapr xlrichvalue calc origin rvrel local github perl openpyxl xlsxwriter libreoffice libre apache poi calibri center richvalue rv
    blatt tabelle arbeitsblatter benannte bereiche feuil feuilles calcul hoja hojas foglio fogli lavoro
    """
)
_PREFIX: Final = re.compile(r"^(?:re|un|non|over|under|pre|mis|sub|inter|multi)-?")
_SPLIT = re.compile(r"[^a-z0-9']+")


@dataclass(frozen=True, slots=True, repr=False)
class Lexicon:
    """Names, ordinary words (with payroll words and places), and the payroll words and places of several words."""

    names: frozenset[str]
    ordinary: frozenset[str]
    trade: frozenset[str]  # the payroll words and places among the ordinary ones
    phrases: frozenset[tuple[str, ...]]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the word lists.

    Raises:
        PayscrubError: the package is installed without them.
    """
    entries = [entry for name in ("vocabulary", "places") for entry in _lines(name)]
    trade = frozenset(word for entry in entries for word in _SPLIT.split(entry) if word and " " not in entry)
    phrases = frozenset(tuple(_SPLIT.split(entry)) for entry in entries if " " in entry)
    return Lexicon(frozenset(_lines("names")), frozenset(_lines("ordinary")) | trade, trade, phrases)


def _lines(name: str) -> list[str]:
    try:
        packed = (files("payscrub") / "data" / f"{name}.txt.gz").read_bytes()
    except OSError:
        raise PayscrubError("The word lists of payscrub are missing.", "Install payscrub again.") from None
    return gzip.decompress(packed).decode().splitlines()


@lru_cache(maxsize=1 << 17)
def kind_of(word: str) -> str:
    """Return what one word is: invented, plain, both, name or unknown."""
    folded = bare(word).replace("\u2019", "'")
    possessive = folded.endswith("'s") and len(folded) > 3  # noqa: PLR2004 - of a word
    if possessive and folded not in lexicon().trade:  # Barnardo's
        folded = folded[:-2]
    pieces = [piece for piece in folded.split("'") if piece]
    halves = [half for piece in pieces for half in piece.split("-")]
    if len(halves) > 1 and all(len(half) == 1 or is_invented_name(half) for half in halves):
        return INVENTED
    if is_invented_name(folded) or folded == "exampleton":
        return INVENTED
    if folded in _FORMAT_WORDS or not folded.strip("x'"):
        return PLAIN
    if folded in _PARTICLES or (word.islower() and folded in _SMALL_PARTICLES):
        return PLAIN
    known = lexicon()
    named = folded in known.names or (len(pieces) == 2 and len(pieces[0]) == 1 and pieces[1] in known.names)  # noqa: PLR2004 - D'Souza
    if folded in known.ordinary or folded in TITLES or len(folded) == 1 or _plain_form(folded, known):
        return BOTH if named else PLAIN
    return NAME if named else UNKNOWN


def _plain_form(word: str, words: Lexicon) -> bool:
    """Return whether a form of an ordinary word is meant: a plural, an -ed or -ing, a prefix, an American spelling."""
    rest = _PREFIX.sub("", word)
    if rest != word and len(rest) > 3 and (rest in words.ordinary or _plain_form(rest, words)):  # noqa: PLR2004 - a word
        return True
    for ending, other in (
        ("s", ""),
        ("es", ""),
        ("ies", "y"),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
        ("ize", "ise"),
        ("or", "our"),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 2 and word[: -len(ending)] + other in words.ordinary:
            return True
    return False


def is_trade(word: str) -> bool:
    """Return whether a word is a payroll word or a place."""
    return bare(word) in lexicon().trade
