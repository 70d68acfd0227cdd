"""A header in plain words: abbreviations written out, camel case and run-together capitals taken apart."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from payscrub.detect import lexicon
from payscrub.detect.normalise import fold

CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,5}(?:[a-z]\b)?")
_WORDS = re.compile(r"[a-z]+|\d+|[£%&/]")
_SPELLINGS = (
    (re.compile(r"\ba/c\b|\bac/"), "account "),
    (re.compile(r"\bs/c\b"), "sort code "),
    (re.compile(r"\bo/t\b"), "overtime "),
    (re.compile(r"\bn/i\b"), "ni "),
    (re.compile(r"\bm/f\b|^mf$"), "gender "),
    (re.compile(r"\be-?mails?\b"), "email "),
    (re.compile(r"\bpost ?codes?\b|\bp ?code\b|\bpost ?cds?\b|\bzip(?: code)?\b"), "postcode "),
    (re.compile(r"^#ref!?$"), "formula error "),
    (re.compile(r"#"), " number "),
    (re.compile(r"'s\b"), ""),
)
_PHRASES = (
    (re.compile(r"\bnational insurance\b|\bnat(?:ional)? ins\b|\bni ?n\b"), "ni"),
    (re.compile(r"\bnat number\b|\binsurance number\b|\bni ?no\b"), "ni number"),
    (re.compile(r"\bninos?\b"), "ni number"),
    (re.compile(r"\bdob\b|\bdate birth\b|\bd birth\b|\bbirth ?day\b(?! leave)"), "date of birth"),
    (re.compile(r"\bsort ?codes?\b"), "sort code"),
    (re.compile(r"\bbank ac\b"), "bank account"),
    (re.compile(r"\badd (?=\d)"), "address "),
    (re.compile(r"\bg ph c\b"), "gphc"),
    (re.compile(r"\bfore name\b|\bfirst name\b|\bgiven name\b|\bchristian name\b"), "forename"),
    (re.compile(r"\bsur name\b|\blast name\b|\bfamily name\b"), "surname"),
    (re.compile(r"\buser name\b|\bnetwork login\b|\buser logon\b"), "username"),
    (re.compile(r"\bpass word\b"), "password"),
    (re.compile(r"\bbirth ?date\b"), "date of birth"),
    (re.compile(r"\bhost name\b"), "hostname"),
)
_LEAST_SEGMENTED = 6


@lru_cache(maxsize=20_000)
def canonical(title: str) -> str:
    """Return a header as plain lower-case words: ``NI_No.`` and ``N.I. Number`` are both ``ni number``."""
    text = fold(CAMEL.sub(" ", title.replace("_", " "))) if not title.isupper() else fold(title.replace("_", " "))
    text = _DOTTED.sub(lambda match: match[0].replace(".", "") + " ", text)
    for pattern, new in _SPELLINGS:
        text = pattern.sub(new, text)
    words = [part for word in _WORDS.findall(text) for part in _expand(word)]
    plain = " ".join(words)
    for pattern, new in _PHRASES:
        plain = pattern.sub(new, plain)
    return plain


@cache
def _abbreviations() -> dict[str, str]:
    pairs = (line.split(" = ") for line in lexicon.sections("words.txt")["abbreviations"])
    return {short: long for shorts, long in pairs for short in shorts.split()}


def _expand(word: str) -> list[str]:
    short = _abbreviations()
    if word in short:
        return short[word].split(" ")
    parts = segment(word)
    if not parts:
        return [_misspelt().get(word, word)]
    return [piece for part in parts for piece in short.get(part, part).split(" ")]


@cache
def _misspelt() -> dict[str, str]:
    """Return how words of titles are misspelt most often, with what is meant; spellings that are words are left out."""
    return {
        wrong: word
        for word in sorted(lexicon.listed("misspelt"))
        for i in range(1, len(word))
        for wrong in (word[:i] + word[i + 1 :], word[: i + 1] + word[i:], word[: i - 1] + word[i] + word[i - 1] + word[i + 1 :])
        if not (wrong in lexicon.ordinary() or wrong in lexicon.names() or wrong in lexicon.vocabulary())
    }


def segment(word: str) -> list[str] | None:
    """Return a run-together word as header words, the fewest possible, or None."""
    known = lexicon.listed("segments")
    if len(word) < _LEAST_SEGMENTED or word in known:
        return [word] if word in known else None
    best: list[list[str] | None] = [[], *[None] * len(word)]
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 12), end):
            before = best[start]
            if before is not None and word[start:end] in known:
                current = best[end]
                if current is None or len(before) + 1 < len(current):
                    best[end] = [*before, word[start:end]]
    return best[-1]
