"""Turns the public XSDs of ECMA-376 (5th edition, Transitional) into the compact table that payscrub reads.

Usage: ``python tools/schema.py XSD_FOLDER > src/payscrub/formats/xlsx/parts/schema.tsv``

Only types that the kept parts can reach are written; what ``policy`` drops is not followed. One line a complex type: name,
attributes (``name=simple``, ``!`` after the name when required), children (``name=type``, or ``name=#simple``), the content
model where some child cannot be left out, and the simple type of its own text. One line a simple type, its name after ``=``:
the kinds of value it admits (``word:a|b``, ``like:PATTERN``, ``int``, ``float``, ``bool``, ``date``, ``hex``, or ``str`` for text).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

from payscrub.formats.xlsx.policy import ANY, TABLE, Do

XSD = "{http://www.w3.org/2001/XMLSchema}"
FILES = {
    "s": "sml.xsd",
    "a": "dml-main.xsd",
    "c": "dml-chart.xsd",
    "cdr": "dml-chartDrawing.xsd",
    "xdr": "dml-spreadsheetDrawing.xsd",
    "sh": "shared-commonSimpleTypes.xsd",
    "r": "shared-relationshipReference.xsd",
}
ROOTS = (
    "s:workbook",
    "s:worksheet",
    "s:chartsheet",
    "s:styleSheet",
    "s:table",
    "s:pivotTableDefinition",
    "s:pivotCacheDefinition",
    "s:pivotCacheRecords",
    "s:metadata",
    "a:theme",
    "a:themeOverride",
    "xdr:wsDr",
    "c:chartSpace",
    "c:userShapes",
)
NOT_FOLLOWED = "-"
NUMBERS = {
    "boolean": "bool",
    "double": "float",
    "float": "float",
    "decimal": "float",
    "dateTime": "date",
    "hexBinary": "hex",
    "string": "str",
    "token": "str",
    "anyURI": "str",
    "base64Binary": "str",
}


@dataclass
class Type:
    """A complex type: its attributes, its children, and its content model as a regular expression over names."""

    attributes: dict[str, str] = field(default_factory=dict)
    children: dict[str, str] = field(default_factory=dict)
    model: str = ""
    text: str = ""


class Schema:
    """The definitions of all files, by prefixed name."""

    def __init__(self, folder: Path) -> None:
        """Read the files of ``folder``."""
        self.named: dict[tuple[str, str], ET.Element] = {}
        self.simples: dict[str, str] = {}
        self.home: dict[ET.Element, tuple[str, dict[str, str]]] = {}
        uris: dict[str, str] = {}
        trees: list[tuple[str, ET.Element, dict[str, str]]] = []
        for prefix, name in FILES.items():
            spaces: dict[str, str] = {}
            root = None
            for event, item in ET.iterparse(folder / name, ("start-ns", "end")):  # noqa: S314 - the public schemas, named by the caller
                if event == "start-ns":
                    spaces[item[0]] = item[1]
                else:
                    root = item
            uris[root.get("targetNamespace")] = prefix
            trees.append((prefix, root, spaces))
        for prefix, root, spaces in trees:
            known = {short: uris.get(uri, "xsd" if uri == XSD[1:-1] else "?") for short, uri in spaces.items()}
            for node in root.iter():
                self.home[node] = (prefix, known)
            for node in root:
                if node.get("name"):
                    self.named[node.tag.removeprefix(XSD), f"{prefix}:{node.get('name')}"] = node

    def qualify(self, node: ET.Element, name: str) -> str:
        """Return ``name`` as written in ``node`` with the one prefix this tool uses for its namespace."""
        short, _, local = name.rpartition(":")
        prefix, known = self.home[node]
        return f"{known.get(short, prefix)}:{local}"

    def type_of(self, node: ET.Element) -> str:
        """Return the qualified type name of an element or attribute declaration."""
        return self.qualify(node, node.get("type", "xsd:string"))

    def complex(self, name: str) -> Type:
        """Return the complex type called ``name``, groups and bases resolved."""
        found = Type()
        self.fill(self.named["complexType", name], found)
        return found

    def fill(self, node: ET.Element, found: Type) -> None:
        """Add what ``node`` (a type, an extension, an attribute group) declares to ``found``."""
        for child in node:
            tag = child.tag.removeprefix(XSD)
            if tag in ("complexContent", "simpleContent"):
                self.fill(child, found)
            elif tag == "extension":
                base = self.qualify(child, child.get("base"))
                if ("complexType", base) in self.named:
                    self.fill(self.named["complexType", base], found)
                else:
                    found.text = self.simple(base)
                self.fill(child, found)
            elif tag in ("sequence", "choice", "all", "group"):
                found.model += self.particle(child, found)
            elif tag == "attributeGroup":
                self.fill(self.named["attributeGroup", self.qualify(child, child.get("ref"))], found)
            elif tag == "attribute":
                self.attribute(child, found)

    def attribute(self, node: ET.Element, found: Type) -> None:
        """Add one attribute declaration."""
        if node.get("use") == "prohibited":
            return
        must = "!" if node.get("use") == "required" else ""
        if node.get("ref"):
            name = self.qualify(node, node.get("ref"))
            target = self.named.get(("attribute", name))
            kind = self.simple(self.type_of(target)) if target is not None else "str"
        else:
            name, kind = node.get("name"), self.simple(self.type_of(node))
        found.attributes[name + must] = kind

    def particle(self, node: ET.Element, found: Type) -> str:
        """Return the regular expression of a particle and note its children."""
        tag = node.tag.removeprefix(XSD)
        if tag == "any":
            found.children["*"] = "any"
            return "(?:[^ ]+ )*"
        if tag == "element":
            text = self.element(node, found)
        elif tag == "group" and node.get("ref"):
            target = self.named["group", self.qualify(node, node.get("ref"))]
            text = "".join(self.particle(child, found) for child in target if child.tag != f"{XSD}annotation")
        else:
            parts = [self.particle(child, found) for child in node if child.tag != f"{XSD}annotation"]
            text = "|".join(parts) if tag == "choice" else "".join(parts)
        low, high = node.get("minOccurs", "1"), node.get("maxOccurs", "1")
        return f"(?:{text}){_times(low, high)}" if text else ""

    def element(self, node: ET.Element, found: Type) -> str:
        """Note a child element; return its name followed by a blank."""
        if node.get("ref"):
            name = self.qualify(node, node.get("ref"))
            node = self.named["element", name]
            prefix = name.split(":")[0]
        else:
            prefix, name = self.home[node][0], node.get("name")
        name = f"{prefix}:{name.rpartition(':')[2]}"
        kind = self.type_of(node)
        found.children[name] = kind if ("complexType", kind) in self.named else f"#{self.simple(kind)}"
        return f"{name} "

    def simple(self, name: str) -> str:
        """Return the name of a simple type, having noted what it holds; the built-in ones have short names of their own."""
        prefix, local = name.split(":")
        if prefix == "xsd":
            return NUMBERS.get(local, "int")
        if name not in self.simples:
            node = self.named.get(("simpleType", name))
            kinds = sorted(set(self.facets(node))) if node is not None else ["str"]
            words = sorted({word for kind in kinds if kind.startswith("word:") for word in kind[5:].split("|")})
            rest = [kind for kind in kinds if not kind.startswith("word:")]
            self.simples[name] = "str" if "str" in rest else " ".join([f"word:{'|'.join(words)}"] * bool(words) + rest)
        return name

    def facets(self, node: ET.Element) -> Iterator[str]:
        """Yield the kinds of value that a simple type admits."""
        restriction = node.find(f"{XSD}restriction")
        union, several = node.find(f"{XSD}union"), node.find(f"{XSD}list")
        if union is not None:
            for member in union.get("memberTypes", "").split():
                yield from self.simple_parts(self.qualify(union, member))
            for inner in union.findall(f"{XSD}simpleType"):
                yield from self.facets(inner)
        elif several is not None:
            yield "str"
        elif restriction is not None:
            words = [item.get("value") for item in restriction.findall(f"{XSD}enumeration")]
            pattern = restriction.find(f"{XSD}pattern")
            if words:
                yield "word:" + "|".join(words)
            elif pattern is not None:
                yield f"like:{pattern.get('value')}"
            else:
                base = self.qualify(restriction, restriction.get("base"))
                yield from self.simple_parts(base)

    def simple_parts(self, name: str) -> list[str]:
        """Return the kinds of a simple type one by one."""
        prefix, local = name.split(":")
        if prefix == "xsd":
            return [NUMBERS.get(local, "int")]
        node = self.named.get(("simpleType", name))
        return ["str"] if node is None else list(self.facets(node))


def _times(low: str, high: str) -> str:
    few = {("1", "1"): "", ("0", "1"): "?", ("0", "unbounded"): "*", ("1", "unbounded"): "+"}
    return few.get((low, high), f"{{{low},{'' if high == 'unbounded' else high}}}")


def reachable(schema: Schema) -> dict[str, Type]:
    """Return every complex type that the roots lead to."""
    gone = {(row.type, row.member[1:]) for row in TABLE if row.do in (Do.DROP, Do.REFUSE)}
    found: dict[str, Type] = {}
    todo = [schema.type_of(schema.named["element", root]) for root in ROOTS]
    while todo:
        name = todo.pop()
        if name in found:
            continue
        kind = found[name] = schema.complex(name)
        for child, target in kind.children.items():
            if {(name, child), (ANY, child)} & gone:
                kind.children[child] = NOT_FOLLOWED
            elif target not in ("any", NOT_FOLLOWED) and not target.startswith("#"):
                todo.append(target)
    return found


def needs_model(kind: Type) -> bool:
    """Return whether leaving out some children would break the content model."""
    return bool(kind.model) and not re.fullmatch(kind.model, "")


def _compact(model: str) -> str:
    """Return ``model`` without groups that hold a single name or a single group."""
    model = re.sub(r"\(\?:([a-z]+:\w+ )\)(?![?*+{])", r"\1", model)
    while (shorter := re.sub(r"\(\?:(\(\?:[^()]*\))\)", r"\1", model)) != model:
        model = shorter
    return model


def main(folder: Path) -> None:
    """Print the table."""
    schema = Schema(folder)
    types = reachable(schema)
    for name, kind in sorted(types.items()):
        attributes = " ".join(f"{key}={value}" for key, value in kind.attributes.items())
        children = " ".join(f"{key}={value}" for key, value in kind.children.items())
        print(name, attributes, children, _compact(kind.model) if needs_model(kind) else "", kind.text, sep="\t")
    used = " ".join(f"{' '.join(kind.attributes.values())} {' '.join(kind.children.values())} {kind.text}" for kind in types.values())
    words = set(used.replace("#", "").split())
    for name, values in sorted(schema.simples.items()):
        if name in words:
            print(f"={name}", values, sep="\t")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
