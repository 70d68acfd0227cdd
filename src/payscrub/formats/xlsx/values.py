"""The values of attributes and text elements: listed as slots, checked, replaced or cut, as ``policy`` says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from payscrub.errors import Unsupported
from payscrub.formats.xlsx import names
from payscrub.formats.xlsx.context import Block, Context, Item
from payscrub.formats.xlsx.escape import decode, escape, unescape
from payscrub.formats.xlsx.parts import texts
from payscrub.formats.xlsx.policy import Do, Rule
from payscrub.formats.xlsx.slots import Cut, Links, Slot, Spelling
from payscrub.formats.xlsx.spaces import UNKNOWN
from payscrub.formats.xlsx.spans import ATTRIBUTE, SAVE_AGAIN, offsets
from payscrub.model import Role

if TYPE_CHECKING:
    from payscrub.formats.xlsx.schema import Member
    from payscrub.formats.xlsx.walker import Frame

ROLES: Mapping[Do, tuple[Role, bool]] = {
    Do.TEXT: (Role.TEXT, False),
    Do.NUMBER: (Role.NUMBER, False),
    Do.TAB: (Role.TAB, False),
    Do.NAME: (Role.NAME, False),
    Do.HEADER: (Role.HEADER, False),
    Do.FORMULA: (Role.TEXT, True),
    Do.LINK: (Role.LINK, True),
}
RENAMED: Mapping[Do, Callable[[str, int], str]] = {
    Do.FONT: names.font,
    Do.THEME: names.theme,
    Do.STYLE: names.style,
    Do.SHAPE: names.shape,
}
_SPACE = re.compile(rb"preserve|default")
_BUILT_IN = re.compile(rb"""\sbuiltinId=["'](\d{1,3})["']""")
_PIVOT_SOURCE = re.compile(r"\[[^\[\]]*\]")
_LINEAGE = ("uid", "documentId", "uidLastSave", "coauthVersionLast", "coauthVersionMax")


class Values:
    """What was listed so far, and what the next value needs to know."""

    def __init__(self, data: bytes, links: Links) -> None:
        """Start with nothing listed; ``links`` tell what becomes of the relationships of the part."""
        self.data, self.links = data, links
        self.slots: list[Slot] = []
        self.cuts: list[Cut] = []
        self.items: list[Item] = []  # values of a pivot cache
        self.blocks: list[Block] = []  # more of them
        self.context = Context()
        self._numbers: Counter[str] = Counter()
        self._runs: list[tuple[int, int]] = []

    def enter(self, name: str, attributes: tuple[int, int]) -> None:
        """Note that an element starts, before its attributes are read."""
        self.context.enter(name, self.data, attributes)
        if name == "a:br":
            self._paragraph()

    def leave(self, name: str) -> None:
        """Note that an element ended."""
        self.context.leave(name)
        if name == "a:p":
            self._paragraph()

    def block(self, start: int, end: int) -> None:
        """Note values of a pivot cache that stand one after the other in their usual form, without looking at each."""
        self.blocks.append(self.context.block(start, end, self.data.count(b"<", start, end)))

    def forget(self, frame: Frame) -> None:
        """Forget what was listed inside an element that is cut whole."""
        del self.slots[frame.slots :], self.cuts[frame.cuts :], self.items[frame.items :]
        self.blocks = [block for block in self.blocks if block.start < frame.start]
        self._runs.clear()

    def unwrap(self, since: int, spans: tuple[tuple[int, int], ...]) -> None:
        """Cut what stands around the fallback of alternate content, with the cuts listed there since ``since``."""
        kept = [cut for cut in self.cuts[since:] if not any(start <= cut.start < end for start, end in spans)]
        self.cuts[since:] = [*kept, *(Cut(start, end, b"", "K07") for start, end in spans)]

    def recount(self, frame: Frame, children: int) -> None:
        """Set the number of children that an element states to what is left."""
        for match in ATTRIBUTE.finditer(self.data, *frame.attributes):
            if match[2] == b"count":
                self._replace(match, str(children).encode(), "K08")

    # ---------------------------------------------------------------- attributes

    def attribute(self, frame: Frame, match: re.Match[bytes]) -> None:
        """Read one attribute."""
        name = frame.spaces.attribute(match[2])
        member = frame.kind.attributes.get(name)
        if member is None:
            self._foreign(frame, name, match)
        elif name.startswith("r:"):
            self._relation(frame, member, match)
        elif member.rule:
            self._ruled(frame, member, member.rule, match)
        elif member.pattern is None:
            self._blank(member, match, "K08")
        elif not _matches(member, _raw(match)):
            self._misfit(member, match)

    def content(self, frame: Frame, end: int) -> None:
        """Read the text of a text element that ends at ``end``."""
        member, start = frame.kind.text, frame.open_end
        if member is None:
            return
        if member.rule and member.rule.do is not Do.LIKE:
            self._list(frame, member, member.rule, start, end)
        elif member.pattern is None or not _matches(member, self.data[start:end].strip()):
            if member.rule is None:
                raise Unsupported("A part of the file has text where its format has none.", SAVE_AGAIN)
            frame.channel = member.rule.channel

    def _ruled(self, frame: Frame, member: Member, rule: Rule, match: re.Match[bytes]) -> None:
        do = rule.do
        if do is Do.BLANK or (do is Do.LIKE and not _matches(member, _raw(match))):
            self._blank(member, match, rule.channel)
        elif do is Do.ONLY and not _matches(member, _raw(match)):
            frame.channel = rule.channel
        elif do in RENAMED:
            self._renamed(frame, rule, match)
        elif do not in (Do.LIKE, Do.ONLY):
            self._list(frame, member, rule, *_inner(match))

    def _foreign(self, frame: Frame, name: str, match: re.Match[bytes]) -> None:
        """Cut an attribute that the element does not have, unless it is one of markup compatibility or white space."""
        if name == "mc:Ignorable":
            prefixes = _raw(match).split()
            kept = [prefix for prefix in prefixes if frame.spaces.declared.get(prefix, UNKNOWN) != UNKNOWN]
            if kept == prefixes:
                return
            if kept:
                self._replace(match, b" ".join(kept), "K09")
                return
        elif name == "mc:MustUnderstand":
            raise Unsupported("A part of the file demands an extension of its format.", SAVE_AGAIN)
        elif name == "xml:space" and _SPACE.fullmatch(_raw(match)):
            return
        lineage = name.startswith("-:") and name.endswith(_LINEAGE)
        self.cuts.append(Cut(match.start(), match.end(), b"", "C08" if lineage else "K09"))

    def _relation(self, frame: Frame, member: Member, match: re.Match[bytes]) -> None:
        identity = unescape(_raw(match))
        if identity in self.links.dropped:
            if member.rule and member.rule.do is Do.RELATION:
                self.cuts.append(Cut(match.start(), match.end(), b"", member.rule.channel))
            else:
                frame.channel = "K06"
        elif identity in self.links.renamed:
            self._replace(match, self.links.renamed[identity].encode(), "K06")
        elif member.pattern and not member.pattern.fullmatch(_raw(match)):
            raise Unsupported("A part of the file names a relationship in an unusual way.", SAVE_AGAIN)

    def _misfit(self, member: Member, match: re.Match[bytes]) -> None:
        if member.required:
            raise Unsupported("A part of the file has a value that its format does not admit there.", SAVE_AGAIN)
        self.cuts.append(Cut(match.start(), match.end(), b"", "K09"))

    def _blank(self, member: Member, match: re.Match[bytes], channel: str) -> None:
        if _raw(match):
            if member.required:
                self._replace(match, b"", channel)
            else:
                self.cuts.append(Cut(match.start(), match.end(), b"", channel))

    def _renamed(self, frame: Frame, rule: Rule, match: re.Match[bytes]) -> None:
        key = f"{rule.type}{rule.member}"
        self._numbers[key] += 1
        text = unescape(_raw(match))
        built_in = _BUILT_IN.search(self.data, *frame.attributes) if rule.do is Do.STYLE else None
        known = names.BUILT_IN[int(built_in[1])] if built_in and int(built_in[1]) < len(names.BUILT_IN) else ""
        new = RENAMED[rule.do](text, self._numbers[key])
        new = known if known and new != text else new
        if new != text:
            self._replace(match, escape(new), rule.channel)

    def _replace(self, match: re.Match[bytes], value: bytes, channel: str) -> None:
        self.cuts.append(Cut(*_inner(match), value, channel))

    # ---------------------------------------------------------------- slots

    def _list(self, frame: Frame, member: Member, rule: Rule, start: int, end: int) -> None:
        """List the value ``data[start:end]`` as ``rule`` says, unless it is empty or known."""
        if start == end or (member.pattern and member.rule and member.rule.pattern and member.pattern.fullmatch(self.data, start, end)):
            return
        if rule.do in (Do.ITEM, Do.NUMBER) and member.pattern and not member.pattern.fullmatch(self.data, start, end):
            raise Unsupported("A part of the file has a value that its format does not admit there.", SAVE_AGAIN)
        if rule.do is Do.RUN:
            self._runs.append((start, end))
        elif rule.do is Do.ITEM:
            self._item(frame, rule, start, end)
        elif rule.do in (Do.PAGE, Do.FORMAT):
            self._coded(rule, start, end)
        else:
            self._slot(rule, start, end, member)

    def _slot(self, rule: Rule, start: int, end: int, member: Member) -> None:
        raw = self.data[start:end]
        text = decode(raw) if member.escaped else unescape(raw)
        if rule.label == "chart pivot" and (book := _PIVOT_SOURCE.match(text)):
            start = self._unnamed(start, end, book.end(), rule.channel)
            text = text[book.end() :]
        if rule.label == "chart source":
            self.context.source = text
        if rule.label == "pivot field":
            self.context.title = text
        role, formula = ROLES[rule.do]
        spelling = Spelling.ESCAPED if member.escaped else Spelling.PLAIN
        self._add(rule, ((start, end),), text, role, spelling, formula=formula)

    def _item(self, frame: Frame, rule: Rule, start: int, end: int) -> None:
        item = self.context.item(frame.name, start, end)
        if item:
            self.items.append(item)
        else:
            self._add(rule, ((start, end),), decode(self.data[start:end]), Role.TEXT, Spelling.ESCAPED)

    def _unnamed(self, start: int, end: int, length: int, channel: str) -> int:
        """Replace the file name that leads a reference; return where the rest of it starts."""
        positions = offsets(self.data, start, end)[1]
        if self.data[start : positions[length]] != b"[Book.xlsx]":
            self.cuts.append(Cut(start, positions[length], b"[Book.xlsx]", channel))
        return positions[length]

    def _coded(self, rule: Rule, start: int, end: int) -> None:
        text, positions = offsets(self.data, start, end)
        words, gone = (texts.page if rule.do is Do.PAGE else texts.number_format)(text)
        self.cuts += [Cut(positions[first], positions[last], b"", rule.channel) for first, last in gone]
        for word in words:
            spans = tuple((positions[first], positions[last]) for first, last in word.ranges)
            self._add(rule, spans, word.text, Role.TEXT, word.spelling)

    def _paragraph(self) -> None:
        """List the runs of a paragraph, or of a line of it, as one text."""
        text = "".join(unescape(self.data[start:end]) for start, end in self._runs)
        if text.strip():
            self._add(_RUN, tuple(self._runs), text, Role.TEXT, Spelling.PLAIN)
        self._runs.clear()

    def _add(  # noqa: PLR0913 - the fields of a slot
        self, rule: Rule, spans: tuple[tuple[int, int], ...], text: str, role: Role, spelling: Spelling, *, formula: bool = False
    ) -> None:
        self._numbers[rule.label] += 1
        address = f"{rule.label} {self._numbers[rule.label]}"
        context = self.context
        source = context.source if context.index >= 0 else ""
        self.slots.append(Slot(spans, text, role, address, rule.channel, context.title, formula, source, context.index, spelling))


_RUN = Rule("a:CT_TextParagraph", "/a:r", Do.RUN, "F01", "text box")


def _inner(match: re.Match[bytes]) -> tuple[int, int]:
    return match.span(3) if match[3] is not None else match.span(4)


def _raw(match: re.Match[bytes]) -> bytes:
    return match[3] if match[3] is not None else match[4]


def _matches(member: Member, raw: bytes) -> bool:
    """Return whether a value is what the member's pattern says; references and outer blanks are undone first."""
    if member.pattern is None:
        return False
    if member.pattern.fullmatch(raw):
        return True
    plain = (escape(unescape(raw)) if b"&" in raw else raw).strip()
    return plain != raw and member.pattern.fullmatch(plain) is not None
