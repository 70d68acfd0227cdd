"""What ``scan``, ``clean`` and ``verify`` do with one file before anything is shown or written; it can be done by another process.

The tasks import the library when they are called, so that ``--help`` does not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from payscrub.sources import Source

if TYPE_CHECKING:
    from payscrub.model import Report
    from payscrub.pipeline import Made
    from payscrub.policy import Policy


@dataclass(frozen=True, slots=True)
class Scanning:
    """Tell what is personal in a file."""

    policy: Policy = field(repr=False)
    password: str | None = field(repr=False)
    stdin_name: str | None = field(repr=False)

    def __call__(self, source: Source) -> Report:
        """Return the report; raises as ``pipeline.scan``."""
        from payscrub import pipeline  # noqa: PLC0415 - imports numpy and the word lists

        return pipeline.scan(source.content(self.stdin_name), policy=self.policy, password=self.password)


@dataclass(frozen=True, slots=True)
class Cleaning:
    """Make the clean copy of a file and prove it."""

    target: Path | None = field(repr=False)
    policy: Policy = field(repr=False)
    key: bytes | None = field(repr=False)
    context: str = field(repr=False)
    password: str | None = field(repr=False)
    stdin_name: str | None = field(repr=False)
    force: bool
    jobs: int

    def __call__(self, source: Source) -> Made:
        """Return what is to be published; raises as ``pipeline.make``."""
        from payscrub import pipeline  # noqa: PLC0415 - imports numpy and the word lists

        return pipeline.make(
            source.content(self.stdin_name),
            self.target,
            policy=self.policy,
            key=self.key,
            context=self.context,
            password=self.password,
            force=self.force,
            jobs=self.jobs,
        )


@dataclass(frozen=True, slots=True)
class Verifying:
    """Judge a file, perhaps beside the one it was made from."""

    original: Path | None = field(repr=False)
    stdin_name: str | None = field(repr=False)
    pictures: tuple[str, ...] = ()

    def __call__(self, source: Source) -> Report:
        """Return the verdict as a report; raises as ``judge.verify``."""
        from payscrub import judge  # noqa: PLC0415 - imports numpy and the word lists
        from payscrub.report import of_verdict  # noqa: PLC0415 - likewise

        data = source.data()
        name = source.path.name if source.path is not None else self.stdin_name or ""
        return of_verdict(judge.verify(data, original=self.original, name=name, pictures=self.pictures), data)
