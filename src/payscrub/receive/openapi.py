"""The OpenAPI document of the service: what it promises to programs, and what it is fuzzed from."""

from __future__ import annotations

from typing import Any, Final

from payscrub import __version__
from payscrub.receive.limits import Limits

NAME_HEADER: Final = "X-File-Name"
NAME_PATTERN: Final = "^(?:[A-Za-z0-9._~!*'()-]|%[0-9A-Fa-f]{2})*$"  # as JavaScript's encodeURIComponent spells it
NAME_LENGTH: Final = 3_000  # a file system's 255 characters, most of them percent-encoded

_TEXT: Final = {"type": "string"}
_COUNT: Final = {"type": "integer", "minimum": 0}
_SECURITY: Final[list[dict[str, list[str]]]] = [{"token": []}]
_NULLABLE: Final = {"type": ["string", "null"]}


def document(limits: Limits, *, tokens: bool) -> dict[str, Any]:
    """Return the document (OpenAPI 3.1) of a service with these limits, whose callers need ``tokens`` or not."""
    components = {"schemas": {"Report": _REPORT, "Problem": _PROBLEM}} | ({"securitySchemes": _BEARER} if tokens else {})
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "payscrub",
            "version": __version__,
            "description": "Tells whether a spreadsheet holds personal data, and makes copies without. Nothing that is sent is kept.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": {
            "/v1/verify": {"post": _verify(limits, tokens=tokens)},
            "/v1/clean": {"post": _clean(limits, tokens=tokens)},
            "/healthz": {"get": _HEALTH},
        },
        "components": components,
    }


def _verify(limits: Limits, *, tokens: bool) -> dict[str, Any]:
    return {
        "operationId": "verify",
        "summary": "The independent verdict on a file, or on all files in a zip archive or mail message",
        "parameters": [_FILE_NAME],
        "requestBody": _body(limits),
        "responses": {"200": _json("The file is clean.", "Report"), **_others(tokens=tokens)},
        **({"security": _SECURITY} if tokens else {}),
    }


def _clean(limits: Limits, *, tokens: bool) -> dict[str, Any]:
    kinds = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv")
    made = {"description": "The copy, which the verifier accepted.", "content": {kind: {"schema": {}} for kind in kinds}}
    return {
        "operationId": "clean",
        "summary": "A copy of a workbook or delimited file in which every person is an invented one",
        "requestBody": _body(limits),
        "responses": {"200": made, **_others(tokens=tokens)},
        **({"security": _SECURITY} if tokens else {}),
    }


def _body(limits: Limits) -> dict[str, Any]:
    what = f"The bytes of the file, at most {limits.size:,}."
    return {"required": False, "description": what, "content": {"application/octet-stream": {"schema": {}}}}


def _others(*, tokens: bool) -> dict[str, Any]:
    refusals = {
        "400": "The name is not readable, or the upload is not whole.",
        "403": "A page of another site sent the request.",
        "408": "The upload took too long.",
        "413": "The file is too large.",
        "500": "A defect in payscrub.",
        "503": "All workers are busy; Retry-After says when to come again.",
    } | ({"401": "The token is missing or unknown."} if tokens else {})
    problems = {code: _json(what, "Problem", "application/problem+json") for code, what in refusals.items()}
    return {"422": _json("The file holds personal data, or could not be examined in full.", "Report"), **problems}


def _json(what: str, schema: str, kind: str = "application/json") -> dict[str, Any]:
    return {"description": what, "content": {kind: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}}


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


def _list(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


_BEARER: Final = {"token": {"type": "http", "scheme": "bearer"}}
_FILE_NAME: Final = {
    "name": NAME_HEADER,
    "in": "header",
    "required": False,
    "description": "The name of the file, UTF-8, percent-encoded; it is judged too.",
    "schema": {"type": "string", "pattern": NAME_PATTERN, "maxLength": NAME_LENGTH},
}
_HEALTH: Final = {
    "operationId": "health",
    "summary": "Whether the service runs",
    "responses": {
        "200": {
            "description": "It does.",
            "content": {"application/json": {"schema": _object(status={"const": "ok"}, version=_TEXT)}},
        }
    },
}
_PROBLEM: Final = _object(type=_TEXT, title=_TEXT, status={"type": "integer"}, detail=_TEXT)
_REPORT: Final = _object(
    schema={"const": "payscrub.report/1"},
    tool=_object(name=_TEXT, version=_TEXT),
    file=_object(sha256=_NULLABLE, bytes={"type": ["integer", "null"]}, format=_NULLABLE),
    verdict={"enum": ["clean", "personal", "unexamined"]},
    findings=_list(_object(entity=_TEXT, place=_TEXT, score={"type": "number"}, reason=_TEXT, action=_TEXT)),
    unexamined=_list(_object(place=_TEXT, cause=_TEXT, remedy=_TEXT)),
    counts={"type": "object", "additionalProperties": _COUNT},
)
