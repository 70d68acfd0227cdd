"""When the source is at hand: nothing that was replaced may be left anywhere."""

from __future__ import annotations

from payscrub.verify.book import Reading
from payscrub.verify.ledger import Ledger


def note_survivors(source: Reading, output: Reading, ledger: Ledger) -> None:
    """Note every replaced value of ``source`` that still stands somewhere in ``output``."""
