"""Recognisers and analyzers of presidio's kind, brought by the user, that read the texts nothing else has decided.

A guest that fails, takes too long or answers nonsense makes the file unexaminable: what was not read is not clean.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerResult, RemoteRecognizer
from presidio_analyzer.predefined_recognizers import SpacyRecognizer

from payscrub.entities import BY_NAME
from payscrub.errors import LimitExceeded, Unexaminable, UsageError
from payscrub.model import Span
from payscrub.presidio.offline import offline

PATIENCE = 30.0  # seconds for one text
CUSTOM = "CUSTOM"
_ENTITIES: Mapping[str, str] = {
    "AGE": "AGE",
    "DATE_TIME": "EMPLOYMENT_DATE",  # most days in a payroll are no births: kept, unless the policy says otherwise
    "LOCATION": "ADDRESS",
    "GPE": "ADDRESS",
    "NRP": "ETHNICITY",  # nationality, religion, political group
    "ORG": "EMPLOYER",
    "ORGANIZATION": "EMPLOYER",
    "MEDICAL_LICENSE": "PROFESSIONAL_REGISTRATION",
    "UK_PASSPORT": "PASSPORT",
    "US_PASSPORT": "PASSPORT",
    "UK_VEHICLE_REGISTRATION": "VEHICLE_REGISTRATION",
    "US_BANK_NUMBER": "UK_BANK_ACCOUNT",
}
_REMEDY = "Repair the recogniser, or leave it out."
_Answer = list[Span] | Exception


@dataclass(frozen=True, slots=True)
class Guest:
    """A recogniser or an analyzer that reads our texts; ``seconds`` is how long it may take for one text.

    An analyzer is given what stands in no column of departments, job titles and the like, whose words a language model takes for names.
    """

    reader: EntityRecognizer | AnalyzerEngine = field(repr=False)
    language: str = "en"
    seconds: float = PATIENCE

    def __post_init__(self) -> None:
        """Refuse a reader that cannot read here."""
        if isinstance(self.reader, RemoteRecognizer):
            raise UsageError("A remote recogniser sends texts away, which payscrub never does.", "Use one that works on this computer.")
        if isinstance(self.reader, SpacyRecognizer):
            raise UsageError("This recogniser reads only with a language model.", "Pass an analyzer that has it: docs/presidio.md.")
        if not isinstance(self.reader, EntityRecognizer | AnalyzerEngine):
            raise UsageError("This is no recogniser and no analyzer of presidio's.", "Derive it from presidio_analyzer.EntityRecognizer.")

    @property
    def name(self) -> str:
        """Return what reports call it."""
        return str(getattr(self.reader, "name", type(self.reader).__name__))

    def search(self, texts: Sequence[str], *, category: bool) -> Iterator[tuple[int, Span]]:
        """Yield what the reader finds in each text, with the text's number.

        Raises:
            LimitExceeded: when it takes longer than ``seconds`` for one text.
            Unexaminable: when it fails, or answers with something that is no place in the text.
        """
        if category and isinstance(self.reader, AnalyzerEngine):
            return
        for number, spans in enumerate(self._answers(texts)):
            for span in spans:
                yield number, span

    def _answers(self, texts: Sequence[str]) -> Iterator[list[Span]]:
        """Yield the answers to all texts, given by a thread that can be left behind when it does not come back."""
        answers: queue.SimpleQueue[_Answer] = queue.SimpleQueue()
        threading.Thread(target=_read, args=(self._spans, texts, answers), daemon=True).start()
        for _ in texts:
            try:
                answer = answers.get(timeout=self.seconds)
            except queue.Empty:
                cause = f"The recogniser {self.name} took longer than {self.seconds:g} seconds for one text."
                raise LimitExceeded(cause, "Give it more time (payscrub.presidio.Guest), or leave it out.") from None
            if isinstance(answer, Exception):  # its text may quote the file
                cause = f"The recogniser {self.name} failed ({type(answer).__name__}), so the texts could not be examined."
                raise Unexaminable(cause, _REMEDY) from None
            yield answer

    def _spans(self, text: str) -> list[Span]:
        return [self._span(result, len(text)) for result in self._results(text) or ()]

    def _results(self, text: str) -> list[RecognizerResult] | None:
        reader = self.reader
        if isinstance(reader, AnalyzerEngine):
            return reader.analyze(text=text, language=self.language)
        nothing = cast("Any", None)  # there is no language model here
        return reader.analyze(text=text, entities=list(reader.supported_entities), nlp_artifacts=nothing)

    def _span(self, result: RecognizerResult, length: int) -> Span:
        if not 0 <= result.start < result.end <= length:
            raise ValueError("a place that the text does not have")
        return Span(result.start, result.end, known_as(result.entity_type), min(max(result.score, 0.0), 1.0), f"the recogniser {self.name}")


def known_as(entity: str) -> str:
    """Return our entity for one of presidio's; ``CUSTOM`` for one that we do not know."""
    return entity if entity in BY_NAME else _ENTITIES.get(entity, CUSTOM)


def guests(readers: Iterable[Any]) -> tuple[Guest, ...]:
    """Return each recogniser or analyzer as a guest; raises ``UsageError`` for what cannot be one."""
    return tuple(one if isinstance(one, Guest) else Guest(one) for one in readers)


def _read(read: Callable[[str], list[Span]], texts: Sequence[str], answers: queue.SimpleQueue[_Answer]) -> None:
    with offline():
        for text in texts:
            try:
                answers.put(read(text))
            except Exception as error:  # noqa: BLE001 - whatever it is, the other thread must know
                answers.put(error)
                return
