"""The one way out of the command line: every end becomes an exit code and at most one sentence on standard error."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from typing import Any, NoReturn

import click

from payscrub.console import forgiving
from payscrub.errors import CannotReadOrWrite, LimitExceeded, PayscrubError

INTERRUPTED = 130  # as shells number it: 128 and the signal
_SELDOM = 100_000  # new objects between two searches for cycles, of which there are few: with Python's 700 these take a twentieth of a run


class Door(click.Group):
    """A group of commands that return their exit code."""

    def main(self, *args: Any, **extra: Any) -> NoReturn:  # noqa: ANN401 - click's own signature
        """Run the command line and exit."""
        gc.set_threshold(_SELDOM)
        forgiving(sys.stdout, sys.stderr)
        extra["standalone_mode"] = False
        sys.exit(_guarded(lambda: super(Door, self).main(*args, **extra)))


def plain(error: Exception) -> PayscrubError:
    """Return any exception as one of ours; the text of an unknown one is left out, for it may quote the file."""
    match error:
        case PayscrubError():
            return error
        case OSError():
            return CannotReadOrWrite("The operating system refused to read or write.", "Check the disk, the folder and the permissions.")
        case MemoryError():
            return LimitExceeded("The file needs more memory than there is.", "Close other programs or split the file.")
        case _:
            return PayscrubError(f"A defect in payscrub stopped the work ({type(error).__name__}).", "Please report it without the file.")


def say(sentence: str) -> None:
    """Print one sentence on standard error."""
    click.echo(f"payscrub: {sentence}", err=True)


def _guarded(run: Callable[[], int | None]) -> int:
    """Return the exit code of ``run``, or of what it raised."""
    try:
        return run() or 0
    except click.exceptions.Abort:
        say("Interrupted; nothing more was written.")
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except Exception as error:  # noqa: BLE001 - the last door: no traceback may show a value
        failure = plain(error)
        say(str(failure))
        return failure.exit_code
