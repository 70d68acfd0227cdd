"""The tree of errors: one sentence for a person, one exit code for a gate, never a value of the file.

Exit codes follow the contract in ``docs/contract.md``: 1 personal data, 2 usage, 3 could not be examined,
4 cannot read or write, 70 a defect in payscrub.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from payscrub.model import Report


class PayscrubError(Exception):
    """Root of every error that payscrub raises on purpose.

    ``remedy`` says what the user can do about it; both texts are complete sentences and hold no value of the file.
    """

    exit_code = 70

    def __init__(self, message: str, remedy: str = "", report: Report | None = None) -> None:
        """Keep ``message`` (what happened), ``remedy`` (what to do) and, when a file was looked at, its report."""
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.report = report

    def __str__(self) -> str:
        """Return the sentence and its remedy, one space apart."""
        return f"{self.message} {self.remedy}".strip()


class StillPersonal(PayscrubError):  # noqa: N818 - the contract names it; it states a fact about the file
    """The cleaned file still holds personal data, so nothing was written."""

    exit_code = 1


class UsageError(PayscrubError):
    """A wrong option, policy, key or name."""

    exit_code = 2


class PolicyError(UsageError):
    """The policy file is wrong: unknown word, wrong type, contradicting lines."""


class Unexaminable(PayscrubError):  # noqa: N818 - the contract names it; it states a fact about the file
    """The file cannot be examined in full, so it is not clean."""

    exit_code = 3


class Damaged(Unexaminable):
    """The bytes contradict themselves: truncated, overlapping, malformed."""


class Encrypted(Unexaminable):
    """The file is encrypted, and no password was given that opens it."""


class Unsupported(Unexaminable):
    """A format, part, element or encoding that payscrub does not know."""


class LimitExceeded(Unexaminable):
    """A size, depth or time limit was reached."""


class CannotReadOrWrite(PayscrubError):  # noqa: N818 - named after exit code 4 of the contract
    """The operating system refused to read the source or write the output."""

    exit_code = 4
