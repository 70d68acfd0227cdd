"""The terminal: where texts go, and a sign of life while work takes longer than a second."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console

_PATIENCE = 1.0  # seconds without a sign of life
_PIPED_WIDTH = 160  # a table in a log is not cut to the width of a terminal that is not there


def forgiving(*streams: TextIO) -> None:
    """Make streams print a question mark for a character that their code page lacks, instead of failing."""
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def console(stream: TextIO) -> Console:
    """Return a rich console on ``stream`` that takes every text as it is; it respects ``NO_COLOR``."""
    from rich.console import Console  # noqa: PLC0415 - not needed for --help, and takes longer to import than click

    width = None if stream.isatty() else _PIPED_WIDTH
    return Console(file=stream, width=width, markup=False, emoji=False, highlight=False)


@contextmanager
def sign_of_life(text: str) -> Iterator[None]:
    """Show ``text`` with a moving sign on the terminal's error stream while the block runs, from its second second on."""
    if not sys.stderr.isatty():
        yield
        return
    status = console(sys.stderr).status(text, spinner="line")  # plain ASCII
    timer = threading.Timer(_PATIENCE, status.start)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        status.stop()
