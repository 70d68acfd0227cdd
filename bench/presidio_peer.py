"""presidio as a peer: its analyzer with its own patterns and a blank spaCy, fed cell by cell or distinct value by distinct value.

    python bench/presidio_peer.py TABLE.csv

That would take hours for a whole payroll, so some texts are sampled and the time for all is extrapolated; results say so.
"""

from __future__ import annotations

import csv
import json
import random
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

_SAMPLE = 400


@dataclass(frozen=True, slots=True)
class Sampled:
    """Seconds of processor time to build the engine and for one text, how many texts there would be, and the peak of memory."""

    engine: float
    each: float
    texts: int
    sample: int
    peak_mib: float


def measure(table: Path) -> dict[str, Sampled]:
    """Return what presidio would take for each cell of a delimited file, and for each distinct value of each column."""
    begun = time.process_time()
    analyzer = engine()
    built = time.process_time() - begun
    with table.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    cells = [value for row in rows for value in row if value]
    distinct = [value for column in zip(*rows, strict=True) for value in dict.fromkeys(column) if value]
    return {name: _sampled(analyzer, built, texts) for name, texts in (("each cell", cells), ("each distinct value", distinct))}


def engine() -> Any:  # noqa: ANN401 - presidio has no types of its own
    """Return presidio's analyzer with its own recognisers, names left out: there is no language model that ships as a package."""
    import spacy  # noqa: PLC0415 - what is imported is part of the job
    import tldextract  # noqa: PLC0415 - likewise
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry  # noqa: PLC0415 - likewise
    from presidio_analyzer.nlp_engine import SpacyNlpEngine  # noqa: PLC0415 - likewise

    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)  # a bench asks no network
    blank = SpacyNlpEngine(models=[{"lang_code": "en", "model_name": "blank"}])
    blank.nlp = {"en": spacy.blank("en")}
    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"], nlp_engine=blank)
    registry.remove_recognizer("SpacyRecognizer")
    return AnalyzerEngine(registry=registry, nlp_engine=blank, supported_languages=["en"])


def _sampled(analyzer: Any, built: float, texts: Sequence[str]) -> Sampled:  # noqa: ANN401 - as above
    chosen = random.Random(7).sample(texts, min(_SAMPLE, len(texts)))
    analyzer.analyze(text="warm", language="en")
    begun = time.process_time()
    for text in chosen:
        analyzer.analyze(text=text, language="en")
    each = (time.process_time() - begun) / len(chosen)
    return Sampled(built, each, len(texts), len(chosen), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    print(json.dumps({name: asdict(found) for name, found in measure(Path(sys.argv[1])).items()}))
