"""Channels K01 to K11: what a zip file and XML carry around the content."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from fixtures.package import Package
from tests.support.plant import BOOK, LOGIN, MAIN, NAME, REL, SHEET, STRINGS, SURNAME, Plant

_STRICT = {MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main", REL: "http://purl.oclc.org/ooxml/officeDocument/relationships"}


@dataclass(frozen=True, slots=True)
class Wrapping:
    """A change to the finished zip file rather than to a part."""

    channel: str
    label: str
    wrap: Callable[[bytes], bytes]
    refused: bool = False

    def __str__(self) -> str:
        return f"{self.channel} {self.label}"


def rezip(data: bytes, change: Callable[[zipfile.ZipFile], None]) -> bytes:
    """Return ``data`` with more written to the archive."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        change(archive)
    return out.getvalue()


def _comment(archive: zipfile.ZipFile) -> None:
    archive.comment = f"packed by {NAME}".encode()


def _more(name: str, archive: zipfile.ZipFile) -> None:
    archive.writestr(name, f"left by {NAME}")


def _twice(data: bytes) -> bytes:
    """Return the package with a second member of a name: one reader sees the first, another the last."""
    spare = STRINGS[:-1] + "~"
    return rezip(data, partial(_more, spare)).replace(spare.encode(), STRINGS.encode())


def _fields(data: bytes) -> bytes:
    """Return the package with an extra field and an entry comment that name the person."""
    out = io.BytesIO()
    note = NAME.encode()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in Package.read(data).parts.items():
            info = zipfile.ZipInfo(name)
            info.extra = (0x9999).to_bytes(2, "little") + len(note).to_bytes(2, "little") + note
            info.comment = note
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _append(data: bytes) -> bytes:
    return data + NAME.encode()


def _prepend(data: bytes) -> bytes:
    return NAME.encode() + data


def _unreached(package: Package) -> None:
    package.put("xl/worksheets/old.xml", f"<worksheet>{NAME}</worksheet>")


def _target(package: Package) -> None:
    package.relate(SHEET, "image", f"file:///C:/Users/{LOGIN}/{NAME.replace(' ', '%20')}.png", external=True)


def _around(part: str, before: str, text: str, package: Package) -> None:
    package.insert(part, before, text)


def _utf16(package: Package) -> None:
    text = package.text(STRINGS).replace('encoding="UTF-8"', 'encoding="UTF-16"').replace("</sst>", f"<si><t>{NAME}</t></si></sst>")
    package.parts[STRINGS] = text.encode("utf-16")


def _references(package: Package) -> None:
    spelt = "".join(f"&#x{ord(letter):X};" for letter in SURNAME)
    package.insert(STRINGS, "</sst>", f"<si><t>{spelt}</t></si>")


def _strict(package: Package) -> None:
    package.insert(STRINGS, "</sst>", f"<si><t>{NAME}</t></si>")
    for name, data in package.parts.items():
        text = data.decode()
        for transitional, strict in _STRICT.items():
            text = text.replace(transitional, strict)
        package.parts[name] = text.encode()


PLANTS = (
    Plant("K05", "part that nothing refers to", _unreached),
    Plant("K06", "target of a relationship", _target),
    Plant("K09", "XML comment", partial(_around, SHEET, "<sheetData>", f"<!-- {NAME} -->")),
    Plant("K09", "processing instruction", partial(_around, BOOK, "<sheets>", f"<?note {NAME}?>")),
    Plant("K09", "document type", partial(_around, STRINGS, "<sst", f'<!DOCTYPE sst [<!ENTITY who "{NAME}">]>'), refused=True),
    Plant("K09", "CDATA", partial(_around, STRINGS, "</sst>", f"<si><t><![CDATA[{NAME}]]></t></si>")),
    Plant("K10", "part in UTF-16", _utf16),
    Plant("K10", "letters as numbers", _references),
    Plant("K11", "strict namespaces", _strict),
)
WRAPPINGS = (
    Wrapping("K01", "extra fields and entry comments", _fields),
    Wrapping("K02", "comment of the archive", partial(rezip, change=_comment)),
    Wrapping("K02", "bytes behind the archive", _append, refused=True),
    Wrapping("K02", "bytes before the archive", _prepend, refused=True),
    Wrapping("K03", "two members of one name", _twice, refused=True),
    Wrapping("K04", "what an in-place saver left", partial(rezip, change=partial(_more, "[trash]/0000.dat"))),
    Wrapping("K05", "litter of an operating system", partial(rezip, change=partial(_more, "__MACOSX/._a"))),
)
