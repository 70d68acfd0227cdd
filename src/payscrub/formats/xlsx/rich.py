"""Rich text: one text in several runs (ECMA-376 part 1, 18.4.4). It is read joined, and written as one run with the first format."""

from __future__ import annotations

import re

from payscrub.errors import Unsupported
from payscrub.formats.xlsx import escape, names

_SPACE = r"[ \t\r\n]*+"
_VALUES = {
    "b|i|strike|condense|extend|outline|shadow": r'val="(?:0|1|true|false)"',
    "u": r'val="(?:single|double|singleAccounting|doubleAccounting|none)"',
    "vertAlign": r'val="(?:baseline|superscript|subscript)"',
    "scheme": r'val="(?:none|major|minor)"',
    "sz|family|charset": r'val="-?[\d.]{1,12}"',
    "color": r'(?:auto="(?:0|1|true|false)"|(?:indexed|theme)="\d{1,5}"|tint="[-+.\deE]{1,24}"|rgb="[0-9A-Fa-f]{6,8}")',
    "rFont": r'val="[^"<]*+"',
}
_PROPERTY = "|".join(rf"<N(?:{name})(?:\s+{value})*+\s*(?:/>|></N(?:{name})>)" for name, value in _VALUES.items())
_TEXT = r"<Nt(?:\s+xml:space=[\"'](?:preserve|default)[\"'])?\s*(?:/>|>[^<]*+</Nt>)"
_RUN = rf"<Nr>{_SPACE}(?:<NrPr>(?:{_SPACE}(?:{_PROPERTY}))*+{_SPACE}</NrPr>|<NrPr/>)?{_SPACE}(?:{_TEXT})?{_SPACE}</Nr>"
_READING = (
    rf'<NrPh(?:\s+(?:sb|eb)="\d{{1,6}}")*+\s*>(?:{_SPACE}(?:{_TEXT}|{_RUN}))*+{_SPACE}</NrPh>'
    r'|<NphoneticPr(?:\s+\w{1,20}="\w{1,20}")*+\s*(?:/>|></NphoneticPr>)'
)


class Rich:
    """Reads and rewrites the content of ``si`` and ``is`` elements whose tags carry one namespace prefix."""

    def __init__(self, prefix: bytes) -> None:
        """Compile the patterns for ``prefix`` (``b"x:"`` or empty)."""
        name = prefix.decode()
        self._prefix = prefix
        self._whole, self._texts, self._readings, self._first, self._font = (
            re.compile(pattern.replace("<N", f"<{name}").replace("</N", f"</{name}").encode(), re.DOTALL)
            for pattern in (
                rf"(?:{_SPACE}(?:{_TEXT}|{_RUN}|{_READING}))*+{_SPACE}",
                r"<Nt(?:\s[^<>]*)?>([^<]*)</Nt>",
                _READING,
                r"\s*<Nr>\s*(<NrPr>.*?</NrPr>)",
                r'(<NrFont\s+val=")([^"<]*)(")',
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

    def tidied(self, content: bytes) -> bytes:
        """Return ``content`` without readings, which spell a name a second time (A03), and with public typefaces only (A13)."""
        return self._font.sub(_public, self._readings.sub(b"", content))

    def rewrite(self, content: bytes, text: str) -> bytes:
        """Return ``content`` as one run that holds ``text`` in the format of the first run."""
        first = self._first.match(content)
        opening, closing = b"<" + self._prefix, b"</" + self._prefix
        plain = opening + b't xml:space="preserve">' + escape.encode(text) + closing + b"t>"
        return self.tidied(opening + b"r>" + first[1] + plain + closing + b"r>" if first else plain)


def _public(match: re.Match[bytes]) -> bytes:
    return match[1] + escape.escape(names.font(escape.unescape(match[2]), 0)) + match[3]
