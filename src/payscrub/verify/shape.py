"""What the shape of an identifier is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from payscrub.verify.shape_checks import always


@dataclass(frozen=True, slots=True)
class Shape:
    """One pattern: what it recognises, what must be in the text for it to be tried, and what else must hold.

    The number itself is the group ``value``, or all of a pattern that has none.
    """

    entity: str
    pattern: str
    needs: str
    reason: str
    holds: Callable[[re.Match[str]], bool] = always
    ask: bool = False  # only in texts that somebody typed: in codes the same shape is common
