"""What ``clean`` writes besides the clean files: certificates, and the report as JSON or as a page to sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from payscrub import batch, publish
from payscrub.commands import certificate

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from payscrub.model import Report
    from payscrub.policy import Policy
    from payscrub.review.look import Look

JSON, PAGE = ".json", ".html"
REPORTS = (JSON, PAGE)


@dataclass(frozen=True, slots=True)
class Papers:
    """What is wanted, and what was looked at for the page, by the number of the file."""

    target: Path | None = field(repr=False)
    signer: Ed25519PrivateKey | None = field(repr=False)
    policy: Policy = field(repr=False)
    looks: dict[int, Look] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, target: Path | None, signer: Ed25519PrivateKey | None, policy: Policy) -> Papers:
        """Return the papers that were asked for: a report at ``target``, certificates by ``signer``."""
        return cls(target, signer, policy)

    def file(self, number: int, report: Report, source: Path | BinaryIO, wanted: Path | None) -> None:
        """Write the certificate of a file that was just cleaned, and look at it for the page."""
        output = _output(report, source, wanted)
        if self.signer is not None:
            certificate.write(report, self.signer, output, self.policy)
        if self.target is not None and self.target.suffix.lower() == PAGE:
            from payscrub.review.look import look  # noqa: PLC0415 - imports numpy

            self.looks[number] = look(report, _bytes(source), publish.read(output, "output"))

    def write(self, outcomes: Sequence[batch.Outcome], *, force: bool) -> None:
        """Write the report on all files, if one was asked for."""
        if self.target is None:
            return
        if self.target.suffix.lower() == JSON:
            text = batch.as_json(outcomes)
        else:
            from payscrub.review.page import page  # noqa: PLC0415 - imports numpy

            text = page([(outcome.report, self.looks.get(outcome.number)) for outcome in outcomes])
        publish.publish(text.encode(), self.target, force=force)


def _output(report: Report, source: Path | BinaryIO, wanted: Path | None) -> Path:
    """Return where ``clean`` wrote the output; see ``pipeline.clean``."""
    if wanted is not None:
        return wanted / report.output if report.output else wanted
    return (source.parent if isinstance(source, Path) else Path()) / report.output


def _bytes(source: Path | BinaryIO) -> bytes:
    if isinstance(source, Path):
        return publish.read(source)
    source.seek(0)
    return source.read()
