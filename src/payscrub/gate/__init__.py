"""The gate: what stands between a file and the way out. Each name is imported when it is first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from payscrub.gate.require import cleared, only_clean, require_clean

__all__ = ["cleared", "only_clean", "require_clean"]


def __getattr__(name: str) -> object:
    """Import a name of ``__all__`` from ``payscrub.gate.require`` (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("payscrub.gate.require"), name)


def __dir__() -> list[str]:
    """Return the public names."""
    return __all__
