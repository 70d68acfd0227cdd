"""Channels K01 to K11: what a zip file and XML carry around the content."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from fixtures.package import CONTENT_TYPES, Package
from tests.support.plant import BOOK, LOGIN, MAIN, NAME, REL, SHEET, STRINGS, STYLES, SURNAME, Plant

_RELATIONS = "xl/_rels/workbook.xml.rels"
_AC = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"
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


def _spelt(part: str, old: str, new: str, package: Package) -> None:
    package.replace(part, old, new)


def _named(package: Package) -> None:
    """Name the relationship of the sheet after the person, in the list and where it is referred to."""
    package.replace(_RELATIONS, f'Target="/{SHEET}"', f'Target="/{SHEET}" Id="{SURNAME}"')
    package.parts[_RELATIONS] = re.sub(rb'Id="rId\d+"([^>]*) Id=', rb"\1 Id=", package.parts[_RELATIONS], count=1)
    package.parts[BOOK] = re.sub(rb'r:id="[^"]*"', f'r:id="{SURNAME}"'.encode(), package.parts[BOOK], count=1)


def _prefixed(part: str, package: Package) -> None:
    """Name the prefix of the main namespace after the person."""
    text = re.sub(r"<(/?)(?=[A-Za-z])", rf"<\1{SURNAME}:", package.text(part)).replace(' xmlns="', f' xmlns:{SURNAME}="', 1)
    package.parts[part] = text.encode()


def _declared(part: str, xml: str, package: Package) -> None:
    package.replace(part, " xmlns=", f" {xml} xmlns=")


_TARGET, _SHEET_TYPE = f'Target="/{SHEET}"', "spreadsheetml.worksheet+xml"
_MARKED = f'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:{SURNAME}="{_AC}" mc:Ignorable="{SURNAME}"'
_TYPES = {
    "extension without a part": f'<Default Extension="{SURNAME}" ContentType="application/xml"/>',
    "type of no part": f'<Default Extension="png" ContentType="image/{SURNAME}"/>',
    "type of a part that is not there": f'<Override PartName="/xl/{SURNAME}.xml" ContentType="application/xml"/>',
}
PLANTS = (
    Plant("K05", "part that nothing refers to", _unreached),
    Plant("K06", "target of a relationship", _target),
    Plant("K06", "way to a part", partial(_spelt, _RELATIONS, _TARGET, f'Target="{SURNAME}/../worksheets/sheet1.xml"')),
    Plant("K06", "place inside a part", partial(_spelt, _RELATIONS, _TARGET, f'Target="worksheets/sheet1.xml#{SURNAME}"')),
    Plant("K06", "id of a relationship", _named),
    Plant("K06", "mode of a relationship", partial(_spelt, _RELATIONS, _TARGET, f'{_TARGET} TargetMode="{SURNAME}"'), refused=True),
    Plant("K06", "type with a remark", partial(_spelt, CONTENT_TYPES, _SHEET_TYPE, f"{_SHEET_TYPE}; by={SURNAME}")),
    *(Plant("K06", label, partial(_around, CONTENT_TYPES, "</Types>", xml)) for label, xml in _TYPES.items()),
    *(Plant("K09", f"prefix of a namespace in {part}", partial(_prefixed, part)) for part in (BOOK, SHEET, STRINGS)),
    Plant("K09", "prefix that nothing uses", partial(_declared, STRINGS, f'xmlns:{SURNAME}="{REL}"')),
    Plant("K09", "prefix in a list", partial(_declared, STYLES, _MARKED)),
    Plant("K09", "namespace of its own", partial(_declared, STYLES, f'xmlns:q="urn:{SURNAME}"')),
    Plant("K09", "namespace of texts", partial(_declared, STRINGS, f'xmlns:q="urn:{SURNAME}"'), refused=True),
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
