"""Run a command as a user does, and keep what it said."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended: exit code and both streams."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> bytes:
        """Return all that was printed."""
        return f"{self.out}\n{self.err}".encode()


def payscrub(*words: str | Path) -> Ran:
    """Run ``payscrub`` in this process."""
    from payscrub.cli import main  # noqa: PLC0415 - what is tested is loaded when it is tested

    result = CliRunner().invoke(main, [str(word) for word in words])
    return Ran(result.exit_code, result.stdout, result.stderr)


def key_in(folder: Path) -> Path:
    """Return the key file of ``folder``, which always holds the same key: what fails once fails again."""
    path = folder / "key"
    if not path.exists():
        path.write_text("5a" * 32, encoding="ascii")
        path.chmod(0o600)
    return path
