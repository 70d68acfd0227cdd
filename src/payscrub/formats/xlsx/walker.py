"""Reads one XML part against the typed allow-list and lists what may change and what is cut."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from payscrub.errors import Damaged, Unsupported
from payscrub.formats.xlsx.context import ITEMS
from payscrub.formats.xlsx.pictures import relations_shown
from payscrub.formats.xlsx.policy import Do
from payscrub.formats.xlsx.repair import left, unwrapped
from payscrub.formats.xlsx.schema import CHART, CORE, EXTENSIONS, Kind, kind, plain, simple_kind
from payscrub.formats.xlsx.slots import Cut, Links
from payscrub.formats.xlsx.spaces import START, UNKNOWN, UNREAD, Spaces, declarations, standing
from payscrub.formats.xlsx.spans import ATTRIBUTE, SAVE_AGAIN, TAG
from payscrub.formats.xlsx.values import Values

_CONTROL_SHAPE = "{63B3BB69-23CF-44E3-9099-C40C66FF867C}"  # a14:compatExt ties a shape to a form control, and controls are dropped
_SHAPES = ("xdr:sp", "xdr:graphicFrame", "xdr:grpSp")
_HOLDERS = (":extLst", ":ext", ":graphicData", "mc:Choice", "mc:Fallback")  # of no use when empty
_RULED_OUT = (Do.DROP, Do.REFUSE, Do.PICTURE, Do.HOLLOW)
_SCHEMA_LIKE = re.compile(r"[A-Za-z][A-Za-z0-9]{0,40}")


class Frame:
    """An element that is open."""

    __slots__ = (
        "attributes",
        "channel",
        "children",
        "cuts",
        "items",
        "kind",
        "lost",
        "name",
        "open_end",
        "raw",
        "slots",
        "spaces",
        "start",
    )

    def __init__(self, name: str, found: Kind, tag: re.Match[bytes], spaces: Spaces) -> None:
        """Note where the element starts; the marks of what was listed before it are set by the walker."""
        self.name, self.kind, self.spaces = name, found, spaces
        self.raw = tag[2]
        self.start, self.open_end = tag.start(), tag.end()
        self.attributes = tag.span(3)
        self.children: Mapping[str, str] = found.children
        self.channel = ""  # set when the element has to go
        self.lost = False  # a child was cut
        self.slots = self.cuts = self.items = 0


class Walker:
    """One pass over one prepared part."""

    def __init__(self, data: bytes, links: Links) -> None:
        """Make ready to read ``data``; ``links`` tell what becomes of its relationships."""
        self.data, self.links = data, links
        self.values = Values(data, links)
        self.cuts: list[Cut] = self.values.cuts
        self.stack: list[Frame] = []
        self.gone: set[int] = set()  # starts of the elements that were cut

    def run(self, roots: Mapping[str, str]) -> None:
        """Read the part, whose root must be one of ``roots`` (name to type).

        Raises:
            Unsupported: for an element or value that the allow-list does not know and that cannot be left out.
            Damaged: when tags do not pair up.
        """
        data, position, end = self.data, self.data.find(b"?>") + 2 if self.data.lstrip()[:5] == b"<?xml" else 0, len(self.data)
        while tag := TAG.search(data, position):
            if tag.start() > position:
                self._between(position, tag.start())
            position = self._close(tag) if tag[1] else self._open(tag, roots)
            if self.stack:
                position = self._run(self.stack[-1], position)
        self._between(position, end)
        if self.stack:
            raise Damaged("A part of the file is cut short.", SAVE_AGAIN)

    def _run(self, frame: Frame, position: int) -> int:
        """Pass over children that need no closer look one by one, and return where to go on."""
        pattern = _plain_children(frame.kind, frame.name, frame.raw)
        run = pattern.match(self.data, position) if pattern else None
        if run is None or run.end() == position:
            return position
        if frame.name == "s:sharedItems":
            self.values.block(position, run.end())
        return run.end()

    def _between(self, start: int, end: int) -> None:
        """Cut text between elements, where only blanks belong; the text of a text element is read when it closes."""
        if self.stack and self.stack[-1].kind.text is None and not self.data[start:end].isspace():
            self.cuts.append(Cut(start, end, b"", "K09"))

    # ---------------------------------------------------------------- opening

    def _open(self, tag: re.Match[bytes], roots: Mapping[str, str]) -> int:
        """Take an opening or empty tag and return where to go on."""
        parent = self.stack[-1] if self.stack else None
        spaces = parent.spaces if parent else START
        if b"xmlns" in tag[3]:
            spaces = spaces.within(self.data, *tag.span(3))
        name = spaces.element(tag[2])
        if parent is None:
            if name not in roots:
                raise Unsupported("A part of the file is not what its type says.", SAVE_AGAIN)
            return self._push(Frame(name, kind(roots[name]), tag, spaces), tag)
        if name.startswith("mc:") or parent.name == "mc:AlternateContent":
            return self._branch(parent, name, tag, spaces)
        if name not in parent.children:
            return self._stranger(parent, name, tag)
        return self._child(parent, name, tag, spaces)

    def _child(self, parent: Frame, name: str, tag: re.Match[bytes], spaces: Spaces) -> int:
        """Take an element that the schema allows here."""
        target = parent.children[name]
        rule = parent.kind.rules.get(name)
        if rule and rule.do in _RULED_OUT and not (rule.do in (Do.PICTURE, Do.HOLLOW) and self._stays(tag)):
            return self._ruled_out(rule.do, rule.channel, tag)
        if target == "-":
            return self._skip(tag, "K08")
        if target.startswith("#"):
            return self._push(Frame(name, simple_kind(target[1:], parent.kind.name, name), tag, spaces), tag)
        frame = Frame(name, kind(target), tag, spaces)
        if "*" in frame.children and not self._extend(frame):
            return self._skip(tag, "K08" if name.endswith(":ext") else "G06")
        return self._push(frame, tag)

    def _push(self, frame: Frame, tag: re.Match[bytes]) -> int:
        values = self.values
        frame.slots, frame.cuts, frame.items = len(values.slots), len(values.cuts), len(values.items)
        self.stack.append(frame)
        values.enter(frame.name, frame.attributes)
        self._attributes(frame, tag)
        if tag[4]:
            self._leave(frame, tag.end(), tag.end())
        return tag.end()

    def _extend(self, frame: Frame) -> bool:
        """Set what an extension or a graphic may hold, by its ``uri``; return whether it is one that is kept."""
        match = next((found for found in ATTRIBUTE.finditer(self.data, *frame.attributes) if found[2] == b"uri"), None)
        uri = (match[3] or match[4] or b"").decode().upper() if match else ""
        if uri == _CONTROL_SHAPE:
            shape = next((open_frame for open_frame in reversed(self.stack) if open_frame.name in _SHAPES), None)
            if shape:
                shape.channel = "J04"
        allowed = CHART if frame.name == "a:graphicData" else EXTENSIONS.get(uri)
        frame.children = allowed or {}
        return allowed is not None

    def _stranger(self, parent: Frame, name: str, tag: re.Match[bytes]) -> int:
        """Cut an element of a foreign or extending namespace; refuse an unknown one of the format itself."""
        prefix, _, local = name.partition(":")
        if prefix not in CORE or parent.name.endswith((":ext", ":graphicData")):
            return self._skip(tag, "K09")
        known = f" ({local})" if _SCHEMA_LIKE.fullmatch(local) else ""
        raise Unsupported(f"A part of the file has an element that its format does not have there{known}.", SAVE_AGAIN)

    def _ruled_out(self, do: Do, channel: str, tag: re.Match[bytes]) -> int:
        if do is Do.REFUSE:
            raise Unsupported("A part of the file has an element that payscrub does not read.", SAVE_AGAIN)
        if do is not Do.HOLLOW:
            return self._skip(tag, channel)
        end, prefix = self._end_of(tag), b"".join(tag[2].rpartition(b":")[:2])
        self.cuts.append(Cut(tag.start(), end, b"<%bnoFill/>" % prefix, channel))
        return end

    def _stays(self, tag: re.Match[bytes]) -> bool:
        """Return whether every picture that an element shows stays."""
        shown = relations_shown(self.data, tag.start(), self._end_of(tag))
        return bool(shown) and self.links.pictures.issuperset(shown)

    def _skip(self, tag: re.Match[bytes], channel: str) -> int:
        """Cut the element that ``tag`` opens, unread, and return where it ends."""
        end = self._end_of(tag)
        self._cut(tag.start(), end, channel)
        return end

    def _end_of(self, tag: re.Match[bytes]) -> int:
        depth, end = (0 if tag[4] else 1), tag.end()
        while depth:
            following = TAG.search(self.data, end)
            if following is None:
                raise Damaged("A part of the file is cut short.", SAVE_AGAIN)
            depth += -1 if following[1] else 0 if following[4] else 1
            end = following.end()
        return end

    def _cut(self, start: int, end: int, channel: str) -> None:
        self.gone.add(start)
        if self.stack:
            self.stack[-1].lost = True
        self.cuts.append(Cut(start, end, b"", channel))

    # ---------------------------------------------------------------- alternate content (ECMA-376 part 3, 10.2)

    def _branch(self, parent: Frame, name: str, tag: re.Match[bytes], spaces: Spaces) -> int:
        inside = parent.name == "mc:AlternateContent"
        if name not in (("mc:Choice", "mc:Fallback") if inside else ("mc:AlternateContent",)) or parent.kind.text:
            raise Unsupported("A part of the file uses markup compatibility in a way that payscrub does not read.", SAVE_AGAIN)
        if name == "mc:Choice" and not self._understood(tag, spaces):
            return self._skip(tag, "K07")
        frame = Frame(name, parent.kind, tag, spaces)
        frame.children = parent.children
        values = self.values
        frame.slots, frame.cuts, frame.items = len(values.slots), len(values.cuts), len(values.items)
        self.stack.append(frame)
        self._declared(frame)
        if tag[4]:
            self._leave(frame, tag.end(), tag.end())
        return tag.end()

    def _understood(self, tag: re.Match[bytes], spaces: Spaces) -> bool:
        required = [
            (found[3] or found[4] or b"").split() for found in ATTRIBUTE.finditer(self.data, *tag.span(3)) if found[2] == b"Requires"
        ]
        return bool(required) and all(spaces.declared.get(prefix, UNKNOWN) not in (UNREAD, UNKNOWN) for prefix in required[0])

    # ---------------------------------------------------------------- attributes

    def _attributes(self, frame: Frame, tag: re.Match[bytes]) -> None:
        if plain(frame.kind).fullmatch(self.data, *frame.attributes):
            return
        if b"xmlns" in tag[3]:
            self._declared(frame)
        for match in ATTRIBUTE.finditer(self.data, *frame.attributes):
            if not match[2].startswith(b"xmlns"):
                self.values.attribute(frame, match)

    def _declared(self, frame: Frame) -> None:
        """Cut the declarations of namespaces nobody published: their URIs could say anything."""
        for _, uri, start, end in declarations(self.data, *frame.attributes):
            if standing(uri) == UNKNOWN and uri:
                self.cuts.append(Cut(start, end, b"", "K09"))

    # ---------------------------------------------------------------- closing

    def _close(self, tag: re.Match[bytes]) -> int:
        if not self.stack or self.stack[-1].raw != tag[2]:
            raise Damaged("A part of the file has tags that do not pair up.", SAVE_AGAIN)
        self._leave(self.stack[-1], tag.start(), tag.end())
        return tag.end()

    def _leave(self, frame: Frame, close_start: int, end: int) -> None:
        """End an element: read its text, see whether it can stay, and if not, cut it."""
        self.stack.pop()
        if frame.kind.text and not frame.name.startswith("mc:"):
            self.values.content(frame, close_start)
        self.values.leave(frame.name)
        if frame.lost and not frame.channel:
            self._repair(frame, close_start, end)
        if frame.channel:
            self.values.forget(frame)
            if not self.stack:
                raise Unsupported("A part of the file is made of what payscrub drops.", SAVE_AGAIN)
            self._cut(frame.start, end, frame.channel)

    def _repair(self, frame: Frame, close_start: int, end: int) -> None:
        """After a cut: the element goes too when it needs what was cut, or is of no use without."""
        before, after = left(self.data, frame.open_end, close_start, frame.spaces, self.gone)
        useless = frame.name.endswith(_HOLDERS) and not after
        model = None if frame.name.startswith("mc:") else frame.kind.model
        if useless or (model and model.fullmatch("".join(before)) and not model.fullmatch("".join(after))):
            frame.channel = self.cuts[-1].channel
        elif frame.name == "mc:AlternateContent":
            spans = unwrapped(self.data, frame.start, end, self.gone)
            if spans is None:
                frame.channel = "K07"
            elif spans:
                self.values.unwrap(frame.cuts, spans)
        else:
            self.values.recount(frame, len(after))


@cache
def _plain_children(parent: Kind, name: str, raw: bytes) -> re.Pattern[bytes] | None:
    """Return what matches a run of empty children with technical attributes only, or nothing when there can be none."""
    if parent.name == "s:CT_Record":  # the position of every child matters
        return None
    if parent.name == "s:CT_SharedItems":
        return ITEMS if raw == b"sharedItems" else None
    space = name.partition(":")[0]
    prefix = raw.rpartition(b":")[0]
    written = prefix + b":" if prefix else b""
    leaves = [
        re.escape(written + child.partition(":")[2].encode()) + b"(?=[ \\t\\r\\n/])" + leaf.technical
        for child, target in parent.children.items()
        if child.startswith(f"{space}:") and target not in ("-", "any") and target[0] != "#" and child not in parent.rules
        for leaf in (kind(target),)
        if not leaf.children and leaf.text is None
    ]
    return re.compile(rb"(?:\s*<(?:%s)/>)*+" % b"|".join(leaves)) if leaves else None
