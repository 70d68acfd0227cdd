"""Inventions: what stands in a cleaned file where a person's data stood."""

from __future__ import annotations
