"""Free text in, free text out: a mail or a ticket is a document with one place, and its clean copy is judged like a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from payscrub.errors import StillPersonal, Unexaminable, UsageError
from payscrub.formats.document import Edits
from payscrub.model import Grid, PartReport, Place
from payscrub.policy import Policy
from payscrub.surrogates import Surrogates
from payscrub.surrogates.key import load_or_create
from payscrub.treatment import treat
from payscrub.verify import inspect


@dataclass(frozen=True, slots=True)
class _Text:
    """A text as a document."""

    text: str = field(repr=False)
    grids: Sequence[Grid] = ()
    parts: Sequence[PartReport] = ()

    @property
    def format(self) -> str:
        """Return ``text``."""
        return "text"

    @property
    def places(self) -> Sequence[Place]:
        """Return the text."""
        return [Place("text", "text", self.text)]

    def rewritten(self, edits: Edits) -> str:
        """Return the text with ``edits``."""
        return edits.places.get(0, self.text)

    def write(self, edits: Edits) -> bytes:
        """Return the text with ``edits`` as the note of a table, which is how it is verified."""
        target = io.StringIO()
        csv.writer(target).writerows([("Key", "Note"), ("text", self.rewritten(edits))])
        return target.getvalue().encode()


def clean_text(text: str, *, policy: Policy | None = None, key: bytes | None = None, context: str = "") -> str:
    """Return a free text without personal data: what was found in it is treated by ``policy``, everything else stays.

    The same key and ``context`` give the same invented people as in files and frames. A text shows less than a table does: without a
    table that teaches it, a name that is an everyday word as well may not be seen as one.

    Raises:
        StillPersonal: when the verifier finds personal data in the copy.
        Unexaminable: when the copy cannot be examined in full.
        UsageError: when ``text`` is no text.
    """
    if not isinstance(text, str):
        raise UsageError("clean_text takes a text.", "Decode bytes first; clean_frame takes a pandas frame.")
    document = _Text(text)
    made = treat(document, policy or Policy.default(), Surrogates(load_or_create() if key is None else key, context=context))
    verdict = inspect(document.write(made.edits))
    if verdict.findings:
        raise StillPersonal(f"The cleaned text still holds personal data ({verdict.findings[0].reason}).", "Take it out by hand.")
    if verdict.unexamined:
        raise Unexaminable(f"The cleaned text could not be examined in full ({verdict.unexamined[0].cause}).", verdict.unexamined[0].remedy)
    return document.rewritten(made.edits)
