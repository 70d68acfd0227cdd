"""An analyzer of presidio's with our recognisers and a language model that is already on this computer."""

from __future__ import annotations

from pathlib import Path

import spacy.util
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine
from presidio_analyzer.predefined_recognizers import SpacyRecognizer

from payscrub.errors import UsageError
from payscrub.presidio.ours import recognizers


def analyzer(model: str, language: str = "en") -> AnalyzerEngine:
    """Return presidio's analyzer with our recognisers and the people, places and groups that a spaCy ``model`` finds.

    ``model`` is the name of an installed spaCy package or the folder of one. Nothing is downloaded.

    Raises:
        UsageError: when there is no such model here.
    """
    if not (spacy.util.is_package(model) or Path(model).is_dir()):  # presidio would download it
        raise UsageError("The language model is not installed.", "Install it with pip, or name the folder it lies in.")
    engine = SpacyNlpEngine(models=[{"lang_code": language, "model_name": model}], ner_model_configuration=NerModelConfiguration())
    engine.load()
    registry = RecognizerRegistry(
        recognizers=[*recognizers(language), SpacyRecognizer(supported_language=language)], supported_languages=[language]
    )
    return AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=[language])
