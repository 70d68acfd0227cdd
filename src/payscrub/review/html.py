"""The few pieces of HTML that the review page is made of; every text is escaped here and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape


def element(name: str, content: str, **attributes: str) -> str:
    """Return an element around ``content``, which is HTML already; ``class_`` is the attribute ``class``."""
    spelt = "".join(f' {key.rstrip("_")}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{spelt}>{content}</{name}>"


def text(name: str, content: str, **attributes: str) -> str:
    """Return an element around a text."""
    return element(name, escape(content), **attributes)


def table(caption: str, headings: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]], numbers: Sequence[str] = ()) -> str:
    """Return a table, or nothing when it has no row.

    Args:
        caption: what it shows.
        headings: the titles of its columns.
        rows: for each its class, and its texts; the first one heads the row.
        numbers: the titles of the columns that hold numbers.
    """
    if not rows:
        return ""
    head = "".join(text("th", heading, scope="col") for heading in headings)
    body = "".join(_row(kind, texts, headings, numbers) for kind, texts in rows)
    inner = text("caption", caption) + element("thead", element("tr", head)) + element("tbody", body)
    return element("div", element("table", inner), class_="wide", tabindex="0", role="region", **{"aria-label": caption})


def pairs(items: Sequence[tuple[str, str]]) -> str:
    """Return a list of names and what belongs to them."""
    return element("dl", "".join(text("dt", name) + text("dd", value) for name, value in items))


def _row(kind: str, texts: Sequence[str], headings: Sequence[str], numbers: Sequence[str]) -> str:
    cells = [text("th", texts[0], scope="row")]
    for heading, value in zip(headings[1:], texts[1:], strict=True):
        cells.append(text("td", value, class_="number") if heading in numbers else text("td", value))
    return element("tr", "".join(cells), class_=kind) if kind else element("tr", "".join(cells))
