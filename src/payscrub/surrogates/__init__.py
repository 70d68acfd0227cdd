"""Inventions: what stands in a cleaned file where a person's data stood."""

from __future__ import annotations

from payscrub.surrogates.amounts import amount
from payscrub.surrogates.dates import year_of
from payscrub.surrogates.invent import Surrogates
from payscrub.surrogates.reserved import strength_of
from payscrub.surrogates.shape import says_nothing
from payscrub.surrogates.tabs import fit_tab

__all__ = ["Surrogates", "amount", "fit_tab", "says_nothing", "strength_of", "year_of"]
