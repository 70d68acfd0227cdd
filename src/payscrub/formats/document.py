"""What every format offers: grids and places to look at, and one way to write their replacements back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from payscrub.model import Grid, Indices, PartReport, Place


@dataclass(frozen=True, slots=True, eq=False)
class CellEdits:
    """Replacements in one grid: ``texts[inverse[i]]`` is the new text of the cell with index ``cells[i]``.

    ``cells`` ascends; ``texts`` are plain, the format escapes and quotes them.
    """

    cells: Indices
    texts: Sequence[str] = field(repr=False)
    inverse: NDArray[np.int64] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Edits:
    """All replacements in a document, by the index of the grid or the place; what is not listed stays."""

    cells: Mapping[int, CellEdits] = field(default_factory=dict)
    places: Mapping[int, str] = field(default_factory=dict, repr=False)


class Document(Protocol):
    """An opened file: immutable; ``write`` makes new bytes."""

    @property
    def format(self) -> str:
        """Return the name of the format: ``xlsx``, ``csv``."""

    @property
    def grids(self) -> Sequence[Grid]:
        """Return every table-like thing, sheets first."""

    @property
    def places(self) -> Sequence[Place]:
        """Return every stored text outside the grids."""

    @property
    def parts(self) -> Sequence[PartReport]:
        """Return what writing drops or rebuilds, whatever the edits."""

    def write(self, edits: Edits) -> bytes:
        """Return the bytes of the file with ``edits`` applied and the listed parts dropped.

        Raises:
            Unexaminable: when the edits cannot be written without breaking the file.
        """
