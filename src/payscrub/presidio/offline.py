"""Keeps what presidio runs from the network: a recogniser that reads a payroll has nobody to talk to."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import tldextract

_ASKING = frozenset(
    {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
)
_here = threading.local()


@contextmanager
def offline() -> Iterator[None]:
    """Refuse, in this thread and while the block runs, every event by which Python asks the network (PEP 578)."""
    _guard()
    _here.closed = True
    try:
        yield
    finally:
        _here.closed = False


@cache
def _guard() -> None:
    """Install the guard once, and a list of domain suffixes that needs no download for presidio's e-mail recogniser."""
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    sys.addaudithook(_refuse)


def _refuse(event: str, _: object) -> None:
    if event in _ASKING and getattr(_here, "closed", False):
        raise PermissionError("payscrub lets no recogniser use the network")
