"""The service is called from its own OpenAPI document, with what fits it and what does not, and keeps to it."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings, strategies
from schemathesis.specs.openapi.checks import positive_data_acceptance
from tests.receive.deliveries import BOOK, CLEAN, PERSONAL

from payscrub.receive.audit import Audit
from payscrub.receive.limits import Limits
from payscrub.receive.openapi import document
from payscrub.receive.service import Service
from payscrub.receive.tokens import Tokens, hashed

TOKEN = "a token of the tests"
POSITIVE, NEGATIVE = schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE
NOT_OURS = positive_data_acceptance  # that any bytes may be sent does not make them clean


@pytest.fixture(scope="module")
def api(workers, tmp_path_factory):
    with Audit(tmp_path_factory.mktemp("log") / "audit.jsonl") as audit:
        yield schemathesis.openapi.from_asgi("/openapi.json", Service(workers, audit, Tokens((hashed(TOKEN),))).app())


@pytest.mark.parametrize(
    ("method", "path", "mode"),
    [("GET", "/healthz", POSITIVE), *(("POST", path, mode) for path in ("/v1/verify", "/v1/clean") for mode in (POSITIVE, NEGATIVE))],
)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
@given(data=strategies.data())
def test_whatever_is_sent_is_answered_as_described(api, method, path, mode, data):
    case = data.draw(api[path][method].as_strategy(generation_mode=mode))
    case.headers["Authorization"] = f"Bearer {TOKEN}"
    case.call_and_validate(excluded_checks=[NOT_OURS])


@pytest.mark.parametrize("data", [CLEAN, PERSONAL, BOOK, BOOK[:300], b""])
@pytest.mark.parametrize("path", ["/v1/verify", "/v1/clean"])
def test_a_verdict_is_as_described(api, path, data):
    headers = {"Authorization": f"Bearer {TOKEN}"}
    api[path]["POST"].Case(body=data, media_type="application/octet-stream", headers=headers).call_and_validate(excluded_checks=[NOT_OURS])


def test_the_document_names_no_token_where_none_is_needed():
    assert "401" not in str(document(Limits(), tokens=False))
    assert "401" in str(document(Limits(), tokens=True))
