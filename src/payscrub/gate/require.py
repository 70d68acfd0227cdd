"""The gate inside a program: nothing goes on unless the verifier accepts the very bytes that go on.

```python
data = require_clean(upload)              # bytes that were accepted, or an exception

with cleared(upload) as file:             # the same as a binary file
    store(file)

@only_clean("attachment")                 # the argument is replaced by the accepted bytes
def send(address, attachment): ...
```
"""

from __future__ import annotations

import inspect
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import BinaryIO, ParamSpec, TypeVar

from payscrub import publish
from payscrub.errors import StillPersonal, Unexaminable

Source = str | Path | bytes | BinaryIO
P = ParamSpec("P")
R = TypeVar("R")


def require_clean(source: Source, *, name: str = "") -> bytes:
    """Return the bytes of ``source`` (a path, bytes or a binary file) once the verifier has accepted them.

    What is stored or sent should be what is returned: a path or a file can change after it was read. A file that can be wound
    back stands afterwards where it stood before. ``name`` is the name under which the file would be sent, judged too.

    Raises:
        StillPersonal: when personal data is found; ``report`` tells where.
        Unexaminable: when the file cannot be read in full; ``report`` tells what.
        CannotReadOrWrite: when the operating system refuses.
    """
    from payscrub import judge  # noqa: PLC0415 - imports numpy and the word lists
    from payscrub.report import of_verdict  # noqa: PLC0415 - likewise

    data = _read(source)
    verdict = judge.verify(data, name=name)
    if verdict.clean:
        return data
    report = of_verdict(verdict, data)
    if verdict.findings:
        raise StillPersonal("The file holds personal data.", "Run payscrub clean and send the cleaned file.", report)
    first = verdict.unexamined[0]
    raise Unexaminable(f"The file could not be examined in full: {first.cause}", first.remedy, report)


@contextmanager
def cleared(source: Source, *, name: str = "") -> Iterator[BinaryIO]:
    """Enter the block with a binary file of the accepted bytes; see ``require_clean`` for what is raised instead."""
    with io.BytesIO(require_clean(source, name=name)) as file:
        yield file


def only_clean(*parameters: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return a decorator: the function is called only if the files given as ``parameters`` are clean, and with their accepted bytes.

    See ``require_clean`` for what is raised instead.

    Raises:
        TypeError: when the function has no parameter of that name, or none is named.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        signature = inspect.signature(function)
        if not parameters or not set(parameters) <= set(signature.parameters):
            raise TypeError("only_clean needs the names of parameters of the function")

        @wraps(function)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            bound = signature.bind(*args, **kwargs)
            bound.apply_defaults()
            for parameter in parameters:
                bound.arguments[parameter] = require_clean(bound.arguments[parameter])
            return function(*bound.args, **bound.kwargs)

        return guarded

    return decorate


def _read(source: Source) -> bytes:
    if isinstance(source, bytes):
        return source
    if isinstance(source, str | Path):
        return publish.read(Path(source))
    if not source.seekable():
        return source.read()
    start = source.tell()
    data = source.read()
    source.seek(start)
    return data
