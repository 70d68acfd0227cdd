"""Rich text: one text in several runs (ECMA-376 part 1, 18.4.4). It is read joined, and written as one run with the first format."""

from __future__ import annotations

import re

from payscrub.errors import Unsupported
from payscrub.formats.xlsx import escape

_ON_OFF = "b|i|strike|condense|extend|outline|shadow"
_PROPERTY = (
    rf'<N(?:{_ON_OFF})(?: val="(?:0|1|true|false)")?/>'
    r'|<Nu(?: val="[A-Za-z]{1,20}")?/>|<N(?:sz|family|charset) val="[\d.]{1,8}"/>|<N(?:vertAlign|scheme) val="[A-Za-z]{1,20}"/>'
    r'|<Ncolor(?: (?:auto|indexed|theme|tint|rgb)="[-+.\w]{1,24}")*/>|<NrFont val="(?:[^"<]*)"/>'
)
_SPACE = r"[ \t\r\n]*"
_TEXT = r"<Nt(?: xml:space=[\"'](?:preserve|default)[\"'])?>[^<]*</Nt>|<Nt(?: xml:space=[\"'](?:preserve|default)[\"'])?/>"
_RUN = rf"<Nr>{_SPACE}(?:<NrPr>(?:{_SPACE}(?:{_PROPERTY}))*{_SPACE}</NrPr>|<NrPr/>)?{_SPACE}(?:{_TEXT}){_SPACE}</Nr>"
_READING = rf'<NrPh(?: (?:sb|eb)="\d{{1,6}}")*>{_SPACE}(?:{_TEXT})?{_SPACE}</NrPh>|<NphoneticPr(?: \w{{1,20}}="\w{{1,20}}")*/>'


class Rich:
    """Reads and rewrites the content of ``si`` and ``is`` elements whose tags carry one namespace prefix."""

    def __init__(self, prefix: bytes) -> None:
        """Compile the patterns for ``prefix`` (``b"x:"`` or empty)."""
        name = prefix.decode()
        self._prefix = prefix
        self._whole, self._texts, self._readings, self._first, self._font = (
            re.compile(pattern.replace("<N", f"<{name}").replace("</N", f"</{name}").encode())
            for pattern in (
                rf"(?:{_SPACE}(?:{_TEXT}|{_RUN}|{_READING}))*{_SPACE}",
                r"<Nt(?: [^>]*)?>([^<]*)</Nt>",
                rf"{_READING}",
                r"<Nr>.*?(<NrPr>.*?</NrPr>)?<Nt[ >/]",
                r'(<NrFont val=")([^"<]*)(")',
            )
        )

    def text(self, content: bytes) -> str:
        """Return the runs of ``content`` joined, readings (``rPh``) left out.

        Raises:
            Unsupported: for anything that rich text does not have.
        """
        if not self._whole.fullmatch(content):
            raise Unsupported(
                "A cell has rich text with an element that rich text does not have.",
                "Open it in Excel or LibreOffice, save it under a new name, and try again.",
            )
        return "".join(escape.decode(piece) for piece in self._texts.findall(self._readings.sub(b"", content)))

    def unread(self, content: bytes) -> bytes:
        """Return ``content`` without readings, which spell a name a second time (A03)."""
        return self._readings.sub(b"", content)

    def rewrite(self, content: bytes, text: str) -> bytes:
        """Return ``content`` as one run that holds ``text`` in the format of the first run."""
        first = self._first.match(content.lstrip())
        opening, closing = b"<" + self._prefix, b"</" + self._prefix
        plain = opening + b't xml:space="preserve">' + escape.encode(text) + closing + b"t>"
        return opening + b"r>" + first[1] + plain + closing + b"r>" if first and first[1] else plain
