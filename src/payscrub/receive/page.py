"""The page on which people check a file before they send it: one document, which loads nothing and tells nobody anything."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Final

from payscrub.entities import TABLE

_STYLE: Final = ("<style>", "</style>")
_SCRIPT: Final = ("<script>", "</script>")


def html(*, tokens: bool) -> str:
    """Return the page; with a field for the token when callers need one."""
    labels = json.dumps({entity.name: entity.label for entity in TABLE})
    return _source().replace("{labels}", labels).replace("{token}", "" if tokens else "hidden")


@cache
def policy() -> str:
    """Return the page's content security policy: its own style and script, by hash, and requests to where it came from."""
    rules = (
        "default-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "connect-src 'self'",
        f"style-src {_hash(_STYLE)}",
        f"script-src {_hash(_SCRIPT)}",
    )
    return "; ".join(rules)


@cache
def _source() -> str:
    return files("payscrub.receive").joinpath("page.html").read_text(encoding="utf-8").replace("\r\n", "\n")


def _hash(marks: tuple[str, str]) -> str:
    """Return the source expression of the element between ``marks`` (CSP level 3, 2.3.1)."""
    inner = _source().partition(marks[0])[2].partition(marks[1])[0]
    return f"'sha256-{base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()}'"
