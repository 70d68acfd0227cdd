"""The columns and index levels of a pandas frame as strips of distinct values, and back."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from payscrub.errors import Unsupported
from payscrub.model import Grid, Indices, Kind

if TYPE_CHECKING:
    import pandas as pd

_SHIFT, _HEAD = 40, 1 << 62  # a key is the number of the strip and the code of the value, or the strip's title
BETWEEN = " / "  # the titles of several rows, read as one
_CODE = (1 << _SHIFT) - 1
_EXACT = 2**53  # whole floats up to here are written without a point, as spreadsheets write them (IEEE 754)


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """An index level or a column: its title, the code of each row's value (-1: missing) and the distinct values."""

    title: str = field(repr=False)
    codes: Indices = field(repr=False)
    values: Sequence[Any] = field(repr=False)
    texts: Sequence[str] = field(repr=False)
    kinds: NDArray[np.uint8] = field(repr=False)

    def rows(self) -> list[str]:
        """Return the text of each row, blank where it is missing."""
        texts: list[str] = np.array([*self.texts, ""], dtype=object)[self.codes].tolist()
        return texts


def strip(label: Hashable, values: pd.Series | pd.Index) -> Strip:
    """Return a column or an index level as a strip.

    Raises:
        Unsupported: when it holds things that are not text, numbers, dates, times or truth values.
    """
    import pandas as pd  # noqa: PLC0415 - only those who pass a frame have it

    try:
        codes, distinct = pd.factorize(values)
    except TypeError:
        raise _unsupported() from None
    items = list(distinct)
    spelt = [_spell(item) for item in items]
    title = BETWEEN.join(map(str, label)) if isinstance(label, tuple) else "" if label is None else str(label)
    kinds = np.array([kind for kind, _ in spelt], dtype=np.uint8)
    return Strip(title, codes.astype(np.int64), items, [text for _, text in spelt], kinds)


def grid(strips: Sequence[Strip]) -> Grid:
    """Return strips side by side as a grid whose row 0 holds the titles."""
    heads = [number for number, one in enumerate(strips) if one.title]
    rows = [np.zeros(len(heads), dtype=np.int64), *(np.flatnonzero(one.codes >= 0) + 1 for one in strips)]
    keys = [np.array(heads, dtype=np.uint64) | np.uint64(_HEAD)]
    kinds = [np.full(len(heads), Kind.TEXT, dtype=np.uint8)]
    cols = [np.array(heads, dtype=np.int64)]
    for number, one in enumerate(strips):
        codes = one.codes[one.codes >= 0]
        keys.append(codes.astype(np.uint64) | np.uint64(number << _SHIFT))
        kinds.append(one.kinds[codes])
        cols.append(np.full(len(codes), number, dtype=np.int64))
    all_rows, all_cols = np.concatenate(rows), np.concatenate(cols)
    order = np.lexsort((all_cols, all_rows))
    ordered = np.concatenate(keys)[order]

    def read(cells: Indices) -> list[str]:
        return [strips[key & _CODE].title if key & _HEAD else strips[key >> _SHIFT].texts[key & _CODE] for key in ordered[cells].tolist()]

    return Grid(
        0, all_rows[order].astype(np.int32), all_cols[order].astype(np.int32), np.concatenate(kinds)[order], ordered, read, headed=True
    )


def by_strip(keys: Sequence[int], texts: Sequence[str]) -> tuple[dict[int, str], dict[int, dict[int, str]]]:
    """Return new texts for keys of a grid: titles by strip, and by strip the texts by code."""
    titles, values = dict[int, str](), dict[int, dict[int, str]]()
    for key, text in zip(keys, texts, strict=True):
        if key & _HEAD:
            titles[key & _CODE] = text
        else:
            values.setdefault(key >> _SHIFT, {})[key & _CODE] = text
    return titles, values


def array(original: pd.Series | pd.Index, one: Strip, new: Mapping[int, str]) -> Any:  # noqa: ANN401 - the array type of the dtype
    """Return the values of a strip with the texts of ``new`` in place of the values with these codes, in the original's dtype.

    Raises:
        Unsupported: when the dtype has no room for an invented value.
    """
    import pandas as pd  # noqa: PLC0415 - as in strip

    items = [_like(item, new[code]) if code in new else item for code, item in enumerate(one.values)]
    if isinstance(original.dtype, pd.CategoricalDtype):
        return _categorical(original.dtype, one, items)
    if original.dtype == object:
        return _objects(original, one, items)
    if original.dtype.kind in "iu" and isinstance(original.dtype, np.dtype):
        items = [0 if item is None else item for item in items]
    try:
        distinct = pd.Series(items, dtype=original.dtype)
        taken = distinct.reindex(np.where(one.codes >= 0, one.codes, len(items)))
        return taken.astype(original.dtype).array
    except (OverflowError, TypeError, ValueError):
        raise _no_room() from None


def hides_values(values: pd.Series | pd.Index) -> bool:
    """Return whether a dtype holds values that no row has: the categories of a frame that was filtered, but not bands of amounts."""
    import pandas as pd  # noqa: PLC0415 - as in strip

    return isinstance(values.dtype, pd.CategoricalDtype) and not isinstance(values.dtype.categories.dtype, pd.IntervalDtype)


def _objects(original: pd.Series | pd.Index, one: Strip, items: Sequence[Any]) -> NDArray[np.object_]:
    """Return objects; what is missing stays missing in its own way (``None`` or ``NaN``)."""
    result = np.array(original, dtype=object)
    for row in np.flatnonzero(one.codes >= 0).tolist():
        result[row] = items[one.codes[row]]
    return result


def _categorical(dtype: pd.CategoricalDtype, one: Strip, items: Sequence[Any]) -> pd.Categorical:
    """Return a categorical with the new values as its only categories, in the order of the old ones."""
    import pandas as pd  # noqa: PLC0415 - as in strip

    by_old = dict(zip(one.values, items, strict=True))
    categories = dict.fromkeys(by_old[old] for old in dtype.categories if old in by_old and by_old[old] is not None)
    values = [items[code] if code >= 0 else None for code in one.codes.tolist()]
    return pd.Categorical(values, categories=list(categories), ordered=dtype.ordered)


def _spell(item: Any) -> tuple[Kind, str]:  # noqa: ANN401 - a frame holds whatever its owner put in
    """Return how a value is stored and how it reads, as a spreadsheet would store it."""
    for kinds, kind, spelt in _SPELT:
        if isinstance(item, kinds):
            return kind, spelt(item)
    if _is_span(item):
        return Kind.TEXT, str(item)
    raise _unsupported()


def _spelt_float(item: float) -> str:
    """Return a float without a point where it is whole: a column of numbers with a gap becomes one of floats in pandas."""
    return str(int(item)) if abs(item) < _EXACT and item == int(item) else str(item)


def _spelt_moment(item: datetime) -> str:
    """Return what the clock on the wall shows, in any zone."""
    return item.replace(tzinfo=None).isoformat().removesuffix("T00:00:00")


_SPELT: tuple[tuple[Any, Kind, Callable[[Any], str]], ...] = (  # the first that fits: a truth value is an integer, a moment is a date
    (str, Kind.TEXT, str),
    ((bool, np.bool_), Kind.BOOLEAN, str),
    ((float, np.floating), Kind.NUMBER, _spelt_float),
    ((int, np.integer, Decimal), Kind.NUMBER, str),
    (datetime, Kind.DATE, _spelt_moment),
    (date, Kind.DATE, date.isoformat),
)


def _is_span(item: Any) -> bool:  # noqa: ANN401 - as in _spell
    """Return whether a value is a time of day, a duration, a period or an interval."""
    import pandas as pd  # noqa: PLC0415 - as in strip

    return isinstance(item, time | timedelta | np.timedelta64 | pd.Period | pd.Interval)


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
    if _is_span(old):
        raise _no_room()
    kind: Callable[[str], Any] = Decimal if isinstance(old, Decimal) else float if isinstance(old, float | np.floating) else int
    return kind(text)


def _unsupported() -> Unsupported:
    return Unsupported(
        "The frame holds things that are not text, numbers, dates, times or truth values.", "Turn the column into one of these first."
    )


def _no_room() -> Unsupported:
    return Unsupported("A column's type has no room for its invented values.", "Turn it into a wider type, or into text, first.")
