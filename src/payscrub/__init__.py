"""payscrub makes it safe to e-mail a payroll spreadsheet.

``clean`` writes a copy without personal data, ``scan`` tells what is personal in a file, ``verify`` gives an independent verdict. Each is
imported when it is first used, so that ``import payscrub`` costs nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from payscrub.errors import (
        CannotReadOrWrite,
        Damaged,
        Encrypted,
        LimitExceeded,
        PayscrubError,
        PolicyError,
        StillPersonal,
        Unexaminable,
        Unsupported,
        UsageError,
    )
    from payscrub.explanation import Explanation
    from payscrub.exposure.nouns import Exposure
    from payscrub.frames import clean_frame
    from payscrub.judge import verify
    from payscrub.model import Action, Finding, Report, Unexamined, Verdict
    from payscrub.pipeline import clean, clean_bytes, explain, propose, risk, scan, trace
    from payscrub.policy import Policy
    from payscrub.texts import clean_text

__version__ = "0.1.0"

_HOMES = {
    "errors": (
        *("CannotReadOrWrite", "Damaged", "Encrypted", "LimitExceeded", "PayscrubError", "PolicyError", "StillPersonal"),
        *("Unexaminable", "Unsupported", "UsageError"),
    ),
    "explanation": ("Explanation",),
    "frames": ("clean_frame",),
    "model": ("Action", "Finding", "Report", "Unexamined", "Verdict"),
    "judge": ("verify",),
    "pipeline": ("clean", "clean_bytes", "explain", "propose", "risk", "scan", "trace"),
    "policy": ("Policy",),
    "exposure.nouns": ("Exposure",),
    "texts": ("clean_text",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}
_MODULES = ("faker",)  # found without an import of their own, but not before Faker is needed

__all__ = [
    "Action",
    "CannotReadOrWrite",
    "Damaged",
    "Encrypted",
    "Explanation",
    "Exposure",
    "Finding",
    "LimitExceeded",
    "PayscrubError",
    "Policy",
    "PolicyError",
    "Report",
    "StillPersonal",
    "Unexaminable",
    "Unexamined",
    "Unsupported",
    "UsageError",
    "Verdict",
    "clean",
    "clean_bytes",
    "clean_frame",
    "clean_text",
    "explain",
    "propose",
    "risk",
    "scan",
    "trace",
    "verify",
]


def __getattr__(name: str) -> object:
    """Import a name of ``__all__`` from the module where it lives (PEP 562)."""
    if name in _MODULES:
        return import_module(f"payscrub.{name}")
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"payscrub.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    """Return the public names."""
    return __all__


class _Door(ModuleType):
    """The package as a module in which ``verify`` stays the function.

    The import system writes each folder that is imported into its package, so that ``payscrub.verify`` would become the folder behind
    the wall as soon as anything was cleaned. ``from payscrub.verify import ...`` does not look here and goes on working.
    """

    @property
    def verify(self) -> object:
        """Return the public function."""
        return import_module("payscrub.judge").verify

    @verify.setter
    def verify(self, _folder: object) -> None:
        """Leave the public function where it is."""


sys.modules[__name__].__class__ = _Door
