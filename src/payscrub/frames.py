"""pandas in, pandas out: a frame is a document with one grid, and its clean copy is judged like a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from payscrub.errors import StillPersonal, Unexaminable, Unsupported
from payscrub.formats.document import Edits
from payscrub.model import Grid, Indices, Kind, PartReport, Place, Verdict
from payscrub.policy import Policy
from payscrub.surrogates import Surrogates
from payscrub.surrogates.key import load_or_create
from payscrub.treatment import treat
from payscrub.verify import inspect

if TYPE_CHECKING:
    import pandas as pd

_SHIFT, _HEAD = np.uint64(40), np.uint64(1 << 62)  # a key is the number of the strip and the code of the value, or the strip's title


@dataclass(frozen=True, slots=True, eq=False)
class _Strip:
    """An index level or a column: its title, the code of each row's value (-1: missing) and the distinct values."""

    title: str = field(repr=False)
    codes: Indices = field(repr=False)
    values: Sequence[Any] = field(repr=False)
    texts: Sequence[str] = field(repr=False)
    kinds: NDArray[np.uint8] = field(repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class FrameDocument:
    """A pandas frame as a document: row 0 holds the titles; index levels that are not just a count stand before the columns."""

    frame: pd.DataFrame = field(repr=False)
    strips: Sequence[_Strip] = field(repr=False)
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
        return _as_csv(self.rebuilt(edits), self.levels)

    def rebuilt(self, edits: Edits) -> pd.DataFrame:
        """Return a new frame with ``edits``: dtypes, index, column order and attributes as they were."""
        titles, values = self._new(edits)
        result = self.frame.copy()
        levels = self.levels
        for column in range(self.frame.shape[1]):
            old, new = self.frame.iloc[:, column], values.get(levels + column)
            if new is not None or _hides_values(old):
                result.isetitem(column, _array(old, self.strips[levels + column], new or {}))
        if levels:
            result.index = _index(self.frame.index, self.strips[:levels], values)
        if any(number >= levels for number in titles):
            result.columns = [titles.get(levels + i, label) for i, label in enumerate(self.frame.columns)]
        for number, text in edits.places.items():
            result.attrs[self.attributes[number]] = text
        return result

    def _new(self, edits: Edits) -> tuple[dict[int, str], dict[int, dict[int, str]]]:
        """Return the new titles by strip, and by strip the new text of each edited value."""
        titles, values = dict[int, str](), dict[int, dict[int, str]]()
        if 0 in edits.cells:
            keys, first = np.unique(self.grids[0].keys[edits.cells[0].cells], return_index=True)
            for key, text in zip(keys.tolist(), edits.cells[0].inverse[first].tolist(), strict=True):
                strip, code = int(key) >> int(_SHIFT), int(key) & ((1 << int(_SHIFT)) - 1)
                if int(key) & int(_HEAD):
                    titles[code] = edits.cells[0].texts[text]
                else:
                    values.setdefault(strip, {})[code] = edits.cells[0].texts[text]
        return titles, values


def clean_frame(frame: pd.DataFrame, *, policy: Policy | None = None, key: bytes | None = None, context: str = "") -> pd.DataFrame:
    """Return a copy of ``frame`` without personal data; the frame itself is never changed.

    Dtypes, index, order, attributes and missing values are kept; two frames, or a frame and a file, that are cleaned with the same key
    (32 bytes; the user's own without one) and ``context`` have the same invented people.

    Raises:
        StillPersonal: when the verifier finds personal data in the copy.
        Unexaminable: when a column holds things that are not text, numbers, dates or truth values.
    """
    document = open_frame(frame)
    made = treat(document, policy or Policy.default(), Surrogates(key or load_or_create(None), context=context))
    result = document.rebuilt(made.edits)
    for data in (_as_csv(result, document.levels), _notes_of(result)):
        _refuse_unless_clean(inspect(data))
    return result


def _refuse_unless_clean(verdict: Verdict) -> None:
    if verdict.findings:
        raise StillPersonal(
            f"The cleaned frame still holds personal data ({verdict.findings[0].reason}).", "Name the column in the policy."
        )
    if verdict.unexamined:
        raise Unexaminable(
            f"The cleaned frame could not be examined in full ({verdict.unexamined[0].cause}).", verdict.unexamined[0].remedy
        )


def _as_csv(frame: pd.DataFrame, levels: int) -> bytes:
    """Return a frame as it is verified."""
    return frame.to_csv(index=levels > 0).encode()


def _notes_of(frame: pd.DataFrame) -> bytes:
    """Return what a frame says beside its cells, to be verified as well: attributes and the names of its axes."""
    names = [name for name in (*frame.index.names, *frame.columns.names) if name is not None]
    rows = [*((key, value) for key, value in frame.attrs.items()), *(("axis", name) for name in names)]
    target = io.StringIO()
    csv.writer(target).writerows([("Key", "Note"), *rows])
    return target.getvalue().encode()


def open_frame(frame: pd.DataFrame) -> FrameDocument:
    """Return ``frame`` as a document.

    Raises:
        Unsupported: when a column holds things that are not text, numbers, dates or truth values.
    """
    import pandas as pd  # noqa: PLC0415 - only those who pass a frame have it

    index = frame.index
    levels = [] if isinstance(index, pd.RangeIndex) else [index.get_level_values(i) for i in range(index.nlevels)]
    columns = [frame.iloc[:, i] for i in range(frame.shape[1])]
    named: list[tuple[Hashable, pd.Series | pd.Index]] = [
        *((level.name, level) for level in levels),
        *zip(frame.columns, columns, strict=True),
    ]
    strips = [_strip(label, values) for label, values in named]
    attributes = [key for key, value in frame.attrs.items() if isinstance(value, str)]
    if any(not isinstance(value, str | int | float | None) for value in frame.attrs.values()):
        raise Unsupported("The frame has attributes that are neither texts nor numbers.", "Take them out of its attrs first.")
    return FrameDocument(frame, strips, [_grid(strips)], attributes)


def _strip(label: Hashable, values: pd.Series | pd.Index) -> _Strip:
    import pandas as pd  # noqa: PLC0415 - as in open_frame

    try:
        codes, distinct = pd.factorize(values)
    except TypeError:
        raise _unsupported() from None
    items = list(distinct)
    spelt = [_spell(item) for item in items]
    title = " / ".join(map(str, label)) if isinstance(label, tuple) else "" if label is None else str(label)
    kinds = np.array([kind for kind, _ in spelt], dtype=np.uint8)
    return _Strip(title, codes.astype(np.int64), items, [text for _, text in spelt], kinds)


def _spell(item: Any) -> tuple[Kind, str]:  # noqa: ANN401 - a frame holds whatever its owner put in
    """Return how a value is stored and how it reads."""
    if isinstance(item, str):
        return Kind.TEXT, item
    if isinstance(item, bool | np.bool_):
        return Kind.BOOLEAN, str(item)
    if isinstance(item, int | float | Decimal | np.number):
        return Kind.NUMBER, str(item)
    if isinstance(item, date):
        return Kind.DATE, item.isoformat()
    raise _unsupported()


def _grid(strips: Sequence[_Strip]) -> Grid:
    heads = [number for number, strip in enumerate(strips) if strip.title]
    rows = [np.zeros(len(heads), dtype=np.int64), *(np.flatnonzero(strip.codes >= 0) + 1 for strip in strips)]
    keys = [np.array(heads, dtype=np.uint64) | _HEAD]
    kinds = [np.full(len(heads), Kind.TEXT, dtype=np.uint8)]
    cols = [np.array(heads, dtype=np.int64)]
    for number, strip in enumerate(strips):
        codes = strip.codes[strip.codes >= 0]
        keys.append(codes.astype(np.uint64) | np.uint64(number) << _SHIFT)
        kinds.append(strip.kinds[codes])
        cols.append(np.full(len(codes), number, dtype=np.int64))
    all_rows, all_cols, all_keys = np.concatenate(rows), np.concatenate(cols), np.concatenate(keys)
    order = np.lexsort((all_cols, all_rows))
    ordered = all_keys[order]

    def read(cells: Indices) -> list[str]:
        mask = (1 << int(_SHIFT)) - 1
        return [
            strips[key & mask].title if key & int(_HEAD) else strips[key >> int(_SHIFT)].texts[key & mask]
            for key in ordered[cells].tolist()
        ]

    return Grid(
        0, all_rows[order].astype(np.int32), all_cols[order].astype(np.int32), np.concatenate(kinds)[order], ordered, read, headed=True
    )


def _hides_values(values: pd.Series | pd.Index) -> bool:
    """Return whether a dtype holds values that no row has: the categories of a frame that was filtered."""
    import pandas as pd  # noqa: PLC0415 - as in open_frame

    return isinstance(values.dtype, pd.CategoricalDtype)


def _array(original: pd.Series | pd.Index, strip: _Strip, new: dict[int, str]) -> Any:  # noqa: ANN401 - the array type of the dtype
    """Return the values of a strip with the texts of ``new`` in place of the values with these codes, in the original's dtype.

    Raises:
        Unsupported: when the dtype has no room for an invented value.
    """
    import pandas as pd  # noqa: PLC0415 - as in open_frame

    items = [_like(item, new[code]) if code in new else item for code, item in enumerate(strip.values)]
    if isinstance(original.dtype, pd.CategoricalDtype):
        return _categorical(original.dtype, strip, items)
    if original.dtype.kind in "iu" and isinstance(original.dtype, np.dtype):
        items = [0 if item is None else item for item in items]
    try:
        distinct = pd.Series(items, dtype=original.dtype)
        taken = distinct.reindex(np.where(strip.codes >= 0, strip.codes, len(items)))
        return taken.astype(original.dtype).array
    except (OverflowError, TypeError, ValueError):
        raise Unsupported(
            "A column's type has no room for its invented values.", "Turn it into a wider type, or into text, first."
        ) from None


def _categorical(dtype: pd.CategoricalDtype, strip: _Strip, items: Sequence[Any]) -> pd.Categorical:
    """Return a categorical with the new values as its only categories, in the order of the old ones."""
    import pandas as pd  # noqa: PLC0415 - as in open_frame

    by_old = dict(zip(strip.values, items, strict=True))
    categories = dict.fromkeys(by_old[old] for old in dtype.categories if old in by_old and by_old[old] is not None)
    values = [items[code] if code >= 0 else None for code in strip.codes.tolist()]
    return pd.Categorical(values, categories=list(categories), ordered=dtype.ordered)


def _index(original: pd.Index, strips: Sequence[_Strip], values: dict[int, dict[int, str]]) -> pd.Index:
    """Return a new index with the texts of ``values`` in place, level by level."""
    import pandas as pd  # noqa: PLC0415 - as in open_frame

    levels = [original.get_level_values(i) for i in range(len(strips))]
    new = [
        _array(level, strip, values.get(number, {})) if number in values or _hides_values(level) else level
        for number, (level, strip) in enumerate(zip(levels, strips, strict=True))
    ]
    return pd.Index(new[0], name=original.name) if len(new) == 1 else pd.MultiIndex.from_arrays(new, names=original.names)


def _like(old: Any, text: str) -> Any:  # noqa: ANN401 - as in _spell
    """Return ``text`` as a value of the type of ``old``."""
    if isinstance(old, str):
        return text
    if isinstance(old, bool | np.bool_):
        return text == "True"
    if not text:  # what a policy drops: missing, or zero in a dtype that knows no missing values
        return None
    if isinstance(old, date):
        day = date.fromisoformat(text[:10])
        return old.replace(year=day.year, month=day.month, day=day.day)
    kind: Callable[[str], Any] = Decimal if isinstance(old, Decimal) else float if isinstance(old, float | np.floating) else int
    return kind(text)


def _unsupported() -> Unsupported:
    return Unsupported(
        "The frame holds things that are not text, numbers, dates or truth values.", "Turn the column into one of these first."
    )
