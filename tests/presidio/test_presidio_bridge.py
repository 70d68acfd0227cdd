"""Our recognisers in presidio, and presidio's in our files."""

from __future__ import annotations

import csv
import io
import socket
import time

import pytest

import payscrub
from payscrub.errors import LimitExceeded, Unexaminable, UsageError

presidio = pytest.importorskip("presidio_analyzer", reason="the extra presidio is not installed")

from payscrub.presidio import Guest, analyzer, recognizers  # noqa: E402 - not before the extra is known to be there

KEY = bytes([0x5A]) * 32
SECRET_VALUE = "Thornquill"


class Badge(presidio.PatternRecognizer):
    """What an office may add: badges that only it knows."""

    def __init__(self, **extra):
        pattern = presidio.Pattern("badge", r"\bzq:\d{4}\b", 0.6)
        super().__init__(supported_entity=extra.pop("supported_entity", "BADGE"), patterns=[pattern], name="Badge", **extra)


class Custom(presidio.EntityRecognizer):
    """A recogniser that does what it is told with each text."""

    def __init__(self, act):
        self.act = act
        super().__init__(supported_entities=["BADGE"], name="Custom")

    def load(self):
        pass

    def analyze(self, text, entities, nlp_artifacts=None):  # noqa: ARG002 - presidio's interface
        return self.act(text)


def under(*readers):
    return payscrub.Policy.default().with_recognizers(readers)


def written(tmp_path, *notes):
    path = tmp_path / "staff.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(
            [("Employee No", "Name", "Department", "Notes"), *(("20345678", "Thornquill, Maud", "Estates", note) for note in notes)]
        )
    return path


def notes_of(path):
    return column(path, "Notes")


def column(path, title):
    return [row[title] for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))]


def test_each_of_our_entities_is_a_recogniser_of_presidio():
    ours = recognizers()
    assert all(isinstance(one, presidio.EntityRecognizer) for one in ours)
    named = {entity for one in ours for entity in one.supported_entities}
    assert {"PERSON", "UK_NINO", "UK_SORT_CODE", "UK_BANK_ACCOUNT", "EMPLOYEE_ID", "SECRET", "UPRN"} <= named
    assert len(named) == len(ours) > 25


@pytest.mark.parametrize(
    ("entity", "text", "piece"),
    [
        ("UK_NINO", "her NI number is JG 10 37 59 A.", "JG 10 37 59 A"),
        ("UK_SORT_CODE", "pay into 08-99-99 66374958", "08-99-99"),
        ("UK_BANK_ACCOUNT", "pay into 08-99-99 66374958", "66374958"),
        ("PERSON", "spoke to Mr Bellhanger about it", "Bellhanger"),
        ("PHONE_NUMBER", "call 07911 123456 today", "07911 123456"),
    ],
)
def test_our_recognisers_find_in_a_text_what_clean_text_finds(entity, text, piece):
    found = [result for one in recognizers() for result in one.analyze(text, [entity])]
    assert [(result.entity_type, text[result.start : result.end]) for result in found] == [(entity, piece)]
    assert found[0].score > 0.5
    assert found[0].analysis_explanation.textual_explanation


def test_what_a_recogniser_of_the_user_finds_is_replaced_and_the_verifier_accepts_it(tmp_path):
    path, out = written(tmp_path, "took zq:7351 home", "zq:7351 and zq:8462", "nothing here"), tmp_path / "out.csv"
    report = payscrub.clean(path, out, policy=under(Badge()), key=KEY)
    first, second, third = notes_of(out)
    code = first.removeprefix("took ").removesuffix(" home")
    assert code.startswith("Code ")
    assert second.startswith(f"{code} and Code ")
    assert third == "nothing here"
    assert payscrub.verify(out).clean
    assert report.verdict.clean


def test_scan_tells_who_found_it_and_never_what(tmp_path):
    path = written(tmp_path, "took zq:7351 home")
    report = payscrub.scan(path, policy=under(Badge()))
    found = [finding for finding in report.verdict.findings if finding.entity == "CUSTOM"]
    assert [(one.place, one.score, one.reason) for one in found] == [("row 2, column 4", 0.6, "the recogniser Badge")]
    assert "zq:" not in repr(report)


def test_without_the_recogniser_nothing_changes(tmp_path):
    path, out = written(tmp_path, "took zq:7351 home"), tmp_path / "out.csv"
    payscrub.clean(path, out, key=KEY)
    assert notes_of(out) == ["took zq:7351 home"]


def test_an_entity_of_presidio_that_we_know_gets_our_inventions(tmp_path):
    path, out = written(tmp_path, "took zq:7351 home"), tmp_path / "out.csv"
    payscrub.clean(path, out, policy=under(Badge(supported_entity="UK_PASSPORT")), key=KEY)
    assert "zq:7351" not in out.read_text(encoding="utf-8")
    assert payscrub.scan(path, policy=under(Badge(supported_entity="UK_PASSPORT"))).verdict.findings[-1].entity == "PASSPORT"


def test_what_is_kept_anyway_hides_nothing_of_ours(tmp_path):
    path, out = written(tmp_path, "JG103759A"), tmp_path / "out.csv"
    everything = Custom(lambda text: [presidio.RecognizerResult("ORGANIZATION", 0, len(text), 1.0)])
    payscrub.clean(path, out, policy=under(everything), key=KEY)
    assert "JG103759A" not in out.read_text(encoding="utf-8")


def test_recognisers_read_texts_and_frames_too():
    assert "zq:7351" not in payscrub.clean_text("took zq:7351 home", policy=under(Badge()), key=KEY)


def fail(text):
    raise ValueError(text)


def wait(_):
    time.sleep(60)


@pytest.mark.parametrize(
    ("act", "error", "told"),
    [
        (fail, Unexaminable, "Custom failed (ValueError)"),
        (lambda text: [presidio.RecognizerResult("BADGE", 0, len(text) + 1, 1.0)], Unexaminable, "failed (ValueError)"),
        (lambda _: [presidio.RecognizerResult("BADGE", 3, 3, 1.0)], Unexaminable, "failed (ValueError)"),
        (lambda _: [object()], Unexaminable, "failed (AttributeError)"),
    ],
)
def test_a_recogniser_that_fails_makes_the_file_unexaminable_and_nothing_is_written(tmp_path, act, error, told):
    path, out = written(tmp_path, f"about {SECRET_VALUE}"), tmp_path / "out.csv"
    for work in (
        lambda: payscrub.clean(path, out, policy=under(Custom(act)), key=KEY),
        lambda: payscrub.scan(path, policy=under(Custom(act))),
    ):
        with pytest.raises(error) as raised:
            work()
        assert raised.value.exit_code == 3
        assert told in str(raised.value)
        assert SECRET_VALUE not in str(raised.value)
        assert raised.value.__cause__ is None
    assert not out.exists()


def test_a_recogniser_that_does_not_come_back_makes_the_file_unexaminable(tmp_path):
    with pytest.raises(LimitExceeded, match=r"took longer than 0\.05 seconds") as raised:
        payscrub.scan(written(tmp_path, "anything"), policy=under(Guest(Custom(wait), seconds=0.05)))
    assert raised.value.exit_code == 3


def connect(_):
    socket.create_connection(("192.0.2.1", 80), timeout=1)


def look_up(_):
    socket.getaddrinfo("host.example", 80)


@pytest.mark.parametrize("act", [connect, look_up])
def test_a_recogniser_that_asks_the_network_is_refused(tmp_path, act):
    with pytest.raises(Unexaminable, match="PermissionError"):
        payscrub.scan(written(tmp_path, "anything"), policy=under(Custom(act)))


def test_presidios_e_mail_recogniser_asks_nobody(tmp_path, monkeypatch):
    asked = []

    def forbidden(*args, **_):
        asked.append(args)
        raise AssertionError

    monkeypatch.setattr(socket, "getaddrinfo", forbidden)
    monkeypatch.setattr(socket.socket, "connect", forbidden)
    path, out = written(tmp_path, "write to m.thornquill@trust.nhs.uk"), tmp_path / "out.csv"
    payscrub.clean(path, out, policy=under(presidio.predefined_recognizers.EmailRecognizer()), key=KEY)
    assert asked == []
    assert "trust.nhs.uk" not in out.read_text(encoding="utf-8")


def test_the_network_is_left_open_to_everybody_else():
    with pytest.raises(OSError, match=r".") as raised:
        socket.create_connection(("127.0.0.1", 1), timeout=1)
    assert not isinstance(raised.value, PermissionError)


def remote():
    class Remote(presidio.RemoteRecognizer):
        def load(self):
            pass

        def analyze(self, text, entities, nlp_artifacts):  # noqa: ARG002 - presidio's interface
            return []

        def get_supported_entities(self):
            return self.supported_entities

    return Remote(supported_entities=["PERSON"], name="Remote", supported_language="en", version="1")


@pytest.mark.parametrize("reader", [remote, presidio.predefined_recognizers.SpacyRecognizer, lambda: "badge"])
def test_a_reader_that_cannot_read_here_is_refused_at_once(reader):
    with pytest.raises(UsageError):
        under(reader())


def test_a_language_model_that_is_not_here_is_not_downloaded():
    with pytest.raises(UsageError, match="not installed"):
        analyzer("en_core_web_none")


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """The folder of a model that knows one person and one group, made here."""
    spacy = pytest.importorskip("spacy")
    blank = spacy.blank("en")
    blank.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "sparrow"}, {"label": "ORG", "pattern": "estates"}])
    folder = tmp_path_factory.mktemp("model")
    blank.to_disk(folder)
    return folder


def test_our_recognisers_work_in_an_analyzer_of_presidio(model):
    text = "NI number JG 10 37 59 A for Mr Bellhanger, not the sparrow"
    found = {(one.entity_type, text[one.start : one.end]) for one in analyzer(str(model)).analyze(text, language="en")}
    assert found == {("UK_NINO", "JG 10 37 59 A"), ("PERSON", "Bellhanger"), ("PERSON", "sparrow")}


def test_free_text_is_read_with_a_language_model_when_the_user_asks_for_it(tmp_path, model):
    path, out = written(tmp_path, "the sparrow in estates will repay", "ask JG103759A"), tmp_path / "out.csv"
    payscrub.clean(path, out, policy=under(analyzer(str(model))), key=KEY)
    first, second = notes_of(out)
    assert "sparrow" not in first
    assert first.endswith("in estates will repay")
    assert "JG103759A" not in second
    assert column(out, "Department") == ["Estates", "Estates"]
