"""Our detectors as recognisers of presidio."""

from __future__ import annotations

from functools import lru_cache

from presidio_analyzer import AnalysisExplanation, EntityRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from payscrub.detect import Finder, Learnt
from payscrub.detect.identifiers import REGISTRY
from payscrub.model import Span

_ENTITIES = dict.fromkeys(["PERSON", *(name for one in REGISTRY for name in (one.pattern.groupindex or (one.entity,)))])


class PayscrubRecognizer(EntityRecognizer):
    """Recognises one entity of payscrub's in a text, as ``payscrub.clean_text`` does: no language model, no context of presidio's."""

    def __init__(self, entity: str, language: str = "en") -> None:
        """Keep what is looked for; ``language`` is the one that presidio files it under."""
        self._title = f"Payscrub{''.join(word.capitalize() for word in entity.split('_'))}Recognizer"
        super().__init__(supported_entities=[entity], name=self._title, supported_language=language)

    def load(self) -> None:
        """Load nothing: the word lists are read when they are first needed."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None) -> list[RecognizerResult]:  # noqa: ARG002 - presidio's interface
        """Return the places of the entity in ``text``; no two overlap, and none lies on a surer one of another entity."""
        entity = self.supported_entities[0]
        return [self._result(span) for span in _spans(text) if span.entity == entity] if entity in entities else []

    def _result(self, span: Span) -> RecognizerResult:
        told = AnalysisExplanation(recognizer=self._title, original_score=span.score, textual_explanation=span.reason)
        metadata = {RecognizerResult.RECOGNIZER_NAME_KEY: self._title, RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id}
        return RecognizerResult(span.entity, span.start, span.end, span.score, told, metadata)


def recognizers(language: str = "en") -> list[EntityRecognizer]:
    """Return a recogniser for each entity that payscrub finds in texts, for presidio's registry."""
    return [PayscrubRecognizer(entity, language) for entity in _ENTITIES]


@lru_cache(maxsize=1)  # presidio asks every recogniser about the same text, one after the other
def _spans(text: str) -> tuple[Span, ...]:
    return Finder(Learnt()).find([text])[0]
