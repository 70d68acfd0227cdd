"""What is measured: payscrub, the naive word-list method, and presidio's patterns, behind one door."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.detect.invent import grid_of  # noqa: E402 - the root of the repository must be known first

from payscrub.detect import Finder, Learnt, learn, lexicon, survey  # noqa: E402 - likewise
from payscrub.detect.normalise import fold  # noqa: E402 - likewise

Found = tuple[int, int, str]
Finds = Callable[[Sequence[str]], list[list[Found]]]

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")


def payscrub(staff: Sequence[str] = ()) -> Finds:
    """Return payscrub's finder; ``staff`` are names in a column of the same file."""
    learnt = Learnt()
    if staff:
        grid = grid_of([["Employee Name"], *([name] for name in staff)])
        learnt = learn(survey([grid]), [grid])
    finder = Finder(learnt)
    return lambda texts: [[(span.start, span.end, span.entity) for span in spans] for spans in finder.find(texts)]


def word_list() -> Finds:
    """Return the method that most scripts use: a capitalised word is a name when a list says so."""
    names = lexicon.names()

    def find(texts: Sequence[str]) -> list[list[Found]]:
        return [
            [(match.start(), match.end(), "PERSON") for match in _WORD.finditer(text) if match[0][0].isupper() and fold(match[0]) in names]
            for text in texts
        ]

    return find


def presidio() -> Finds:
    """Return presidio with all its patterns and its British recognisers, over an empty spaCy model (none can be had offline)."""
    logging.getLogger("presidio-analyzer").setLevel(logging.ERROR)
    import spacy  # noqa: PLC0415 - a peer, and heavy
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry  # noqa: PLC0415 - likewise
    from presidio_analyzer.nlp_engine import SpacyNlpEngine  # noqa: PLC0415 - likewise
    from presidio_analyzer.predefined_recognizers import (  # noqa: PLC0415 - likewise
        CreditCardRecognizer,
        IbanRecognizer,
        IpRecognizer,
        NhsRecognizer,
        PhoneRecognizer,
        UkNinoRecognizer,
    )

    class Blank(SpacyNlpEngine):
        def __init__(self) -> None:
            super().__init__()
            self.nlp = {"en": spacy.blank("en")}

    registry = RecognizerRegistry(
        recognizers=[
            CreditCardRecognizer(),
            IbanRecognizer(),
            IpRecognizer(),
            NhsRecognizer(),
            PhoneRecognizer(supported_regions=("GB",)),
            UkNinoRecognizer(),
            *_optional(),
        ]
    )
    engine = AnalyzerEngine(registry=registry, nlp_engine=Blank(), supported_languages=["en"])

    def find(texts: Sequence[str]) -> list[list[Found]]:
        return [[(hit.start, hit.end, hit.entity_type) for hit in engine.analyze(text, language="en")] for text in texts]

    return find


def _optional() -> list[object]:
    """Return the recognisers that only newer releases have; the one of e-mail addresses without its look-up in the network."""
    import presidio_analyzer.predefined_recognizers as all_of_them  # noqa: PLC0415 - a peer, and heavy

    class Email(all_of_them.EmailRecognizer):
        def validate_result(self, pattern_text: str) -> bool:
            return "@" in pattern_text

    names = ("UkPostcodeRecognizer", "UkPassportRecognizer", "UkDrivingLicenceRecognizer", "UkVehicleRegistrationRecognizer")
    return [Email(), *(getattr(all_of_them, name)() for name in names if hasattr(all_of_them, name))]
