"""Inventions: what stands in a cleaned file where a person's data stood."""

from __future__ import annotations

from payscrub.surrogates.invent import Surrogates
from payscrub.surrogates.reserved import strength_of
from payscrub.surrogates.tabs import fit_tab

__all__ = ["Surrogates", "fit_tab", "strength_of"]
