"""pandas in, pandas out: a frame is a document with one grid, and its clean copy is judged like a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from payscrub.errors import StillPersonal, Unexaminable, Unsupported, UsageError
from payscrub.formats.document import Edits
from payscrub.model import Grid, PartReport, Place, Verdict
from payscrub.packed import Packed
from payscrub.policy import Policy
from payscrub.strips import BETWEEN, Strip, array, by_strip, grid, hides_values, strip
from payscrub.surrogates import Surrogates
from payscrub.surrogates.key import load_or_create
from payscrub.treatment import treat
from payscrub.verify import inspect

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, eq=False)
class FrameDocument:
    """A pandas frame as a document: row 0 holds the titles; index levels that are not just a count stand before the columns."""

    frame: pd.DataFrame = field(repr=False)
    strips: Sequence[Strip] = field(repr=False)
    grids: Sequence[Grid] = field(repr=False)
    attributes: Sequence[Hashable] = field(repr=False)  # keys of the attributes that are texts
    parts: Sequence[PartReport] = ()

    @property
    def format(self) -> str:
        """Return ``pandas``."""
        return "pandas"

    @property
    def places(self) -> Sequence[Place]:
        """Return the texts among the frame's attributes."""
        return [Place(f"attribute {i}", "frame", self.frame.attrs[key]) for i, key in enumerate(self.attributes, start=1)]

    @property
    def levels(self) -> int:
        """Return how many index levels stand before the columns."""
        return len(self.strips) - self.frame.shape[1]

    def write(self, edits: Edits) -> bytes:
        """Return the frame with ``edits`` as CSV, which is how it is verified."""
        return _as_csv(_strips(self.rebuilt(edits)))

    def rebuilt(self, edits: Edits) -> pd.DataFrame:
        """Return a new frame with ``edits``: dtypes, index, column order and attributes as they were."""
        titles, values = self._new(edits)
        result = self.frame.copy()
        levels = self.levels
        for column in range(self.frame.shape[1]):
            old, new = self.frame.iloc[:, column], values.get(levels + column)
            if new is not None or hides_values(old):
                result.isetitem(column, array(old, self.strips[levels + column], new or {}))
        if levels:
            result.index = _index(self.frame.index, self.strips[:levels], values)
            result.index.names = [titles.get(number, name) for number, name in enumerate(self.frame.index.names)]
        if any(number >= levels for number in titles):
            result.columns = _titles(self.frame.columns, {number - levels: text for number, text in titles.items()})
        for number, text in edits.places.items():
            result.attrs[self.attributes[number]] = text
        return result

    def _new(self, edits: Edits) -> tuple[dict[int, str], dict[int, dict[int, str]]]:
        """Return the new titles by strip, and by strip the new text of each edited value."""
        if 0 not in edits.cells:
            return {}, {}
        edit = edits.cells[0]
        keys, first = np.unique(self.grids[0].keys[edit.cells], return_index=True)
        return by_strip(keys.tolist(), Packed.of(edit.texts).take(edit.inverse[first]).listed())


def clean_frame(frame: pd.DataFrame, *, policy: Policy | None = None, key: bytes | None = None, context: str = "") -> pd.DataFrame:
    """Return a copy of ``frame`` without personal data; the frame itself is never changed.

    Dtypes, index, order, attributes and missing values are kept; two frames, or a frame and a file, that are cleaned with the same key
    (32 bytes; the user's own without one) and ``context`` have the same invented people.

    Raises:
        StillPersonal: when the verifier finds personal data in the copy.
        Unexaminable: when a column holds things that are not text, numbers, dates, times or truth values.
        UsageError: when ``frame`` is no frame.
    """
    document = open_frame(frame)
    made = treat(document, policy or Policy.default(), Surrogates(load_or_create() if key is None else key, context=context))
    result = document.rebuilt(made.edits)
    _refuse_unless_clean(inspect(_as_csv(_strips(result)), original=_as_csv(document.strips)), "at {} of it as CSV")
    _refuse_unless_clean(inspect(_notes_of(result)), "in its attributes or the names of its axes")
    return result


def _refuse_unless_clean(verdict: Verdict, where: str) -> None:
    if verdict.findings:
        first = verdict.findings[0]
        raise StillPersonal(
            f"The cleaned frame still holds personal data: {where.format(first.place)} ({first.reason.rstrip('.')}).",
            'Say in a policy what is done with the column, by its name or as "column 3"; names elsewhere have to go first.',
        )
    if verdict.unexamined:
        raise Unexaminable(
            f"The cleaned frame could not be examined in full ({verdict.unexamined[0].cause.rstrip('.')}).", verdict.unexamined[0].remedy
        )


def _as_csv(strips: Sequence[Strip]) -> bytes:
    """Return a frame as it is verified: each value as a spreadsheet would store it."""
    return _csv([[one.title for one in strips], *zip(*(one.rows() for one in strips), strict=True)])


def _csv(rows: Sequence[Sequence[Any]]) -> bytes:
    target = io.StringIO()
    csv.writer(target).writerows(rows)
    return target.getvalue().encode()


def _notes_of(frame: pd.DataFrame) -> bytes:
    """Return what a frame says beside its cells, to be verified as well: attributes and the names of its axes."""
    names = [name for name in (*frame.index.names, *frame.columns.names) if name is not None]
    return _csv([("Key", "Note"), *frame.attrs.items(), *(("axis", name) for name in names)])


def open_frame(frame: pd.DataFrame) -> FrameDocument:
    """Return ``frame`` as a document.

    Raises:
        UsageError: when ``frame`` is no frame.
        Unsupported: when a column holds things that are not text, numbers, dates, times or truth values.
    """
    import pandas as pd  # noqa: PLC0415 - only those who pass a frame have it

    if not isinstance(frame, pd.DataFrame):
        raise UsageError("clean_frame takes a pandas DataFrame.", "Make one of a series with its method to_frame.")
    strips = _strips(frame)
    attributes = [key for key, value in frame.attrs.items() if isinstance(value, str)]
    if any(not isinstance(value, str | int | float | None) for value in frame.attrs.values()):
        raise Unsupported("The frame has attributes that are neither texts nor numbers.", "Take them out of its attrs first.")
    return FrameDocument(frame, strips, [grid(strips)], attributes)


def _strips(frame: pd.DataFrame) -> list[Strip]:
    """Return the index levels, unless the index only counts the rows, and the columns."""
    index = frame.index
    levels = [] if _only_counts(index) else [index.get_level_values(i) for i in range(index.nlevels)]
    columns = [frame.iloc[:, i] for i in range(frame.shape[1])]
    return [
        *(strip(level.name, level) for level in levels),
        *(strip(label, column) for label, column in zip(frame.columns, columns, strict=True)),
    ]


def _only_counts(index: pd.Index) -> bool:
    """Return whether an index numbers the rows; a range with a name of its own may be one of employee numbers."""
    import pandas as pd  # noqa: PLC0415 - as in open_frame

    return isinstance(index, pd.RangeIndex) and (index.name is None or (index.start in (0, 1) and index.step == 1))


def _index(original: pd.Index[Any], strips: Sequence[Strip], values: Mapping[int, Mapping[int, str]]) -> pd.Index[Any]:
    """Return a new index with the texts of ``values`` in place, level by level."""
    import pandas as pd  # noqa: PLC0415 - as in open_frame

    levels = [original.get_level_values(i) for i in range(len(strips))]
    new = [
        array(level, one, values.get(number, {})) if number in values or hides_values(level) else level
        for number, (level, one) in enumerate(zip(levels, strips, strict=True))
    ]
    if isinstance(original, pd.MultiIndex):
        return pd.MultiIndex.from_arrays(new, names=original.names)
    index: pd.Index[Any] = pd.Index(new[0], name=original.name)
    return index


def _titles(columns: pd.Index[Any], new: Mapping[int, str]) -> pd.Index[Any]:
    """Return the labels of the columns with those of ``new`` in place.

    Raises:
        Unsupported: when what stands for a label of several rows cannot be told apart again.
    """
    import pandas as pd  # noqa: PLC0415 - as in open_frame

    if not isinstance(columns, pd.MultiIndex):
        index: pd.Index[Any] = pd.Index([new.get(i, label) for i, label in enumerate(columns)], name=columns.name)
        return index
    labels = [tuple(new[i].split(BETWEEN)) if i in new else label for i, label in enumerate(columns)]
    if any(len(label) != columns.nlevels for label in labels):
        raise Unsupported("The frame's titles of several rows name people.", "Give each column one title first.")
    return pd.MultiIndex.from_tuples(labels, names=columns.names)
