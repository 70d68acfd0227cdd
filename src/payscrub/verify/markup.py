"""XML without a schema: every text, attribute, comment and instruction of a part, decoded, with runs joined.

Strict XML is read with expat. VML, which Office itself writes not well-formed, is read by a lenient splitter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

from payscrub.errors import Damaged, LimitExceeded, Unsupported
from payscrub.verify import limits

# Elements whose inner runs are one text for the reader (ECMA-376 part 1, 18.4 and 21.1.2).
_JOINERS = frozenset({"si", "is", "comment", "p", "rich", "text", "oddHeader", "oddFooter", "evenHeader", "evenFooter", "f", "formula"})
_READINGS = frozenset({"rPh"})  # the reading of a name in another script, a text of its own
_ENTITY = re.compile(r"&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});")
_TITLED_ROW = re.compile(rb"<\w{1,40}>[,;|\t]<?\w")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ROOT = re.compile(r"<(?![?!])(?:[\w.-]{1,40}:)?([\w.-]{1,80})")
_TAG = re.compile(r"<[^<>]{0,100000}>")
_ATTRIBUTE = re.compile(r"""([\w:.-]{1,80})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'<>]{1,4096}))""")
_BROKEN = "A part of the workbook is not well-formed XML."
_RESAVE = "Open the file in Excel and save it under a new name, then try again."


@dataclass(frozen=True, slots=True, repr=False)
class Leaf:
    """One text of a part: the element it stands in, the attribute if it is one, and the attributes beside it."""

    element: str
    attribute: str
    text: str
    parent: str = ""


def unescape(text: str) -> str:
    """Return ``text`` with XML entities and Office's ``_xHHHH_`` escapes resolved."""
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    return undo_escapes(text) if "_x" in text else text


def undo_escapes(text: str) -> str:
    """Return ``text`` with Office's ``_xHHHH_`` escapes resolved (ECMA-376 part 1, 22.9.2.19)."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    name = match[1]
    if name[0] != "#":
        return _NAMED.get(name, match[0])
    code = int("0" + name[1:], 16) if name[1] in "xX" else int(name[1:])
    return chr(code) if code < 0x110000 else match[0]  # noqa: PLR2004 - the end of Unicode


def looks_like_markup(data: bytes) -> bool:
    """Return whether ``data`` starts like XML in any of the encodings that expat reads; a row of titles in angle brackets does not."""
    head = data[:400].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"").lstrip()
    return head[:1] == b"<" and not _TITLED_ROW.match(head)


def root_of(data: bytes) -> str:
    """Return the local name of the first element, or nothing."""
    head = data[:8192].replace(b"\0", b"").decode("latin-1")
    match = _ROOT.search(re.sub(r"<!--.*?-->", "", head, flags=re.DOTALL))
    return match[1] if match else ""


def leaves(data: bytes) -> list[Leaf]:
    """Return every text of an XML part.

    Raises:
        Damaged: it is not well-formed.
        Unsupported: it declares a document type (entities could hide text) or an encoding that expat does not know.
        LimitExceeded: elements stand too deep in each other.
    """
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.pieces.append
    parser.CommentHandler = lambda text: reader.emit("!comment", "", text)
    parser.ProcessingInstructionHandler = lambda target, text: reader.emit("?" + target, "", text)
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat's own signature
    except (expat.ExpatError, ValueError, LookupError):
        raise Damaged(_BROKEN, _RESAVE) from None
    return reader.found


def _refuse_doctype(*_: object) -> None:
    raise Unsupported("A part of the workbook declares a document type, which can hide text.", _RESAVE)


class _Reader:
    """Collects leaves while expat walks; runs inside a joiner become one text."""

    def __init__(self) -> None:
        self.found: list[Leaf] = []
        self.stack: list[str] = []
        self.pieces: list[str] = []
        self.joining = 0
        self.prefixes = {"xml", "xmlns"}

    def emit(self, element: str, attribute: str, text: str) -> None:
        if text and not text.isspace():
            parent = self.stack[-1] if self.stack and self.stack[-1] != element else self.stack[-2] if len(self.stack) > 1 else ""
            self.found.append(Leaf(element, attribute, undo_escapes(text), parent))

    def flush(self, element: str) -> None:
        if self.pieces:
            self.emit(element, "", "".join(self.pieces))
            self.pieces.clear()

    def prefix(self, local: str, name: str, *, declared: bool = False) -> None:
        """Note a prefix that was not met before, declared or not."""
        prefix, colon, _ = name.partition(":")
        if (colon or declared) and prefix not in self.prefixes:
            self.prefixes.add(prefix)
            self.emit(local, "prefix", prefix)

    def outdent(self) -> None:
        """Forget the blanks between the runs of a text, which only set out the file; in a run they are text."""
        if self.joining and self.pieces and self.pieces[-1].isspace() and self.stack[-1] != "t":
            self.pieces.pop()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        self.outdent()
        if not self.joining or local in _READINGS:
            self.flush(self.stack[-1] if self.stack else "")
        self.stack.append(local)
        if len(self.stack) > limits.DEPTH:
            raise LimitExceeded("The elements of a part stand too deep in each other.", _RESAVE)
        self.joining += local in _JOINERS
        self.prefix(local, name)
        for key, value in attributes.items():
            self.emit(local, key.rpartition(":")[2] if not key.startswith("xmlns") else "xmlns", value)
            self.prefix(local, key.removeprefix("xmlns:"), declared=key.startswith("xmlns:"))

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        self.outdent()
        if not self.joining or local in _JOINERS or local in _READINGS:
            self.flush(local)
        self.joining -= local in _JOINERS
        self.stack.pop()


def lenient_leaves(data: bytes) -> list[Leaf]:
    """Return the texts and attribute values of markup that need not be well-formed (VML)."""
    text = data.decode("utf-8", "replace")
    found = [Leaf("vml", name.rpartition(":")[2], unescape(value)) for name, value in _attributes(text)]
    between = " ".join(piece for piece in _TAG.split(text) if piece and not piece.isspace())
    return [*found, Leaf("vml", "", unescape(between))] if between else found


def _attributes(text: str) -> Iterator[tuple[str, str]]:
    for tag in _TAG.findall(text):
        for name, double, single, bare in _ATTRIBUTE.findall(tag):
            yield name, double or single or bare


def attributes_of(data: bytes, *elements: str) -> list[tuple[str, dict[str, str]]]:
    """Return the attributes (by local name) of every element with one of the given local names, in order.

    Raises:
        Damaged: the part is not well-formed.
    """
    found: list[tuple[str, dict[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local in elements:
            found.append((local, {key.rpartition(":")[2]: value for key, value in attributes.items()}))

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat's own signature
    except (expat.ExpatError, ValueError, LookupError):
        raise Damaged(_BROKEN, _RESAVE) from None
    return found
