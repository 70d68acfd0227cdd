"""Opens a workbook: walks its parts, applies the rulings, reads what stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from payscrub.errors import Damaged, Unsupported
from payscrub.formats.xlsx import manifest, markup, numberformats, outline, package, pictures, pivots, properties, rulings, sheet, strings
from payscrub.formats.xlsx.outline import Tag
from payscrub.formats.xlsx.package import Package, Part
from payscrub.formats.xlsx.parts.pivotcache import is_external
from payscrub.formats.xlsx.pictures import Picture
from payscrub.formats.xlsx.pivots import Pivot
from payscrub.formats.xlsx.reading import Origin, Reading, is_hyperlink
from payscrub.formats.xlsx.rulings import Do, Ruling
from payscrub.formats.xlsx.sheet import Sheet
from payscrub.formats.xlsx.slots import Links
from payscrub.formats.xlsx.strings import Strings
from payscrub.formats.xlsx.workbook import Workbook
from payscrub.model import PartReport, Place

_LARGE = frozenset({"worksheet", "strings"})  # inflated when they are read, and then let go; they make themselves plain
_SAVE_AGAIN = "Open it in Excel or LibreOffice, save it under a new name, and try again."


def open_workbook(data: bytes, named: Container[str] = ()) -> Workbook:
    """Return the workbook in ``data``; of its pictures only those stay whose hash is ``named``.

    Raises:
        Damaged: when the file contradicts itself.
        Encrypted: when an entry of the container is encrypted.
        LimitExceeded: when it is absurdly large.
        Unsupported: when it holds a part, element or attribute that has no ruling.
    """
    found = package.read(data, _walked)
    rules = {part.name: rulings.rule(part.relation_type, part.content_type) for part in found.parts.values()}
    main = _main(found, rules)
    shown = pictures.read(found.parts, named)
    _settle(found, rules, shown)
    plain = {
        name: markup.prepare(found.parts[name].entry.read())
        for name, rule in rules.items()
        if rule.do is Do.EDIT and rule.reader not in _LARGE
    }
    for name in _unfounded(found, rules, plain):
        rules[name] = replace(rules[name], do=Do.DROP)
        del plain[name]
    texts_part, texts = _strings(found, rules)
    tabs = list(_tabs(found, main, outline.read(plain[main.name])))
    sheets = _sheets(found, plain, tabs, rules, texts, main.name)
    caches = _pivots(found, rules, plain)
    outside = plain | {name: one.frame.hollow for name, one in sheets.items()}
    readings = _readings(found, rules, outside, caches, _labels(rules, tabs))
    return Workbook(
        package=found,
        main=main.name,
        strings=texts,
        strings_part=texts_part,
        sheets=sheets,
        pivots=caches,
        readings=readings,
        rebuilt={name: _rebuilt(found.parts[name], shown) for name, rule in rules.items() if rule.do is Do.REBUILD},
        listed=list(_listed(readings, sheets)),
        parts=(*_reports(found, rules, shown), *_shown(shown)),
    )


def _walked(relation_type: str, content_type: str) -> bool:
    """Return whether a part stays, and so do its own relationships; refuse what is refused."""
    rule = rulings.rule(relation_type, content_type)
    if rule.do is Do.REFUSE:
        raise Unsupported(rule.message, rule.remedy)
    return rule.do is Do.EDIT


def _settle(found: Package, rules: dict[str, Ruling], shown: Mapping[str, Picture]) -> None:
    """Give what stays its usual content type, and let the pictures stay that a policy names."""
    for name, part in found.parts.items():
        if name in shown and shown[name].kept:
            rules[name] = replace(rules[name], do=Do.REBUILD)
            found.parts[name] = replace(part, content_type=shown[name].content_type)
        elif rules[name].do in (Do.EDIT, Do.REBUILD):
            found.parts[name] = replace(part, content_type=rulings.canonical(part.relation_type, part.content_type))


def _main(found: Package, rules: Mapping[str, Ruling]) -> Part:
    mains = [found.parts[relation.target] for relation in found.roots.values() if relation.target in found.parts]
    mains = [part for part in mains if rules[part.name].reader == "workbook"]
    if len(mains) != 1:
        raise Unsupported(
            "The file is an Office file and not a workbook.", "Save the table as an Excel workbook (.xlsx) and try that file."
        )
    return mains[0]


def _tabs(found: Package, main: Part, tags: Iterable[Tag]) -> Iterator[tuple[int, Part]]:
    """Yield the number, from 1, and the part of each sheet in the order of the tabs."""
    number = 0
    for tag in tags:
        if tag.name != "sheet" or tag.depth != 2:  # noqa: PLR2004 - workbook, sheets, sheet
            continue
        number += 1
        relation = next((value for name, value in tag.attributes.items() if name.endswith("/relationships id")), "")
        part = found.target(main, relation)
        if part is None:
            raise Damaged("The workbook lists a sheet that is not in the file.", _SAVE_AGAIN)
        yield number, part


def _sheets(  # noqa: PLR0913, PLR0917 - what a sheet depends on
    found: Package, plain: Mapping[str, bytes], tabs: Iterable[tuple[int, Part]], rules: Mapping[str, Ruling], texts: Strings, main: str
) -> dict[str, Sheet]:
    styles = next((plain[name] for name, rule in rules.items() if rule.reader == "styles"), None)
    is_date = numberformats.date_styles(styles)
    since_1904 = any(
        tag.name == "workbookPr" and tag.attributes.get("date1904") in ("1", "true", "on") for tag in outline.read(plain[main])
    )
    return {
        part.name: sheet.read(found.parts[part.name].entry.read(), number, texts, is_date, since_1904=since_1904)
        for number, part in tabs
        if rules[part.name].reader == "worksheet"
    }


def _labels(rules: Mapping[str, Ruling], tabs: Iterable[tuple[int, Part]]) -> dict[str, str]:
    """Return for each part what its addresses begin with: the number of a sheet, or the kind of part and a number."""
    numbers = {part.name: f"sheet{number}, " for number, part in tabs}
    seen: Counter[str] = Counter()
    labels = {}
    for name, rule in rules.items():
        seen[rule.label] += 1
        labels[name] = numbers.get(name) or f"{rule.label} {seen[rule.label]}, "
    return labels


def _unfounded(found: Package, rules: Mapping[str, Ruling], plain: Mapping[str, bytes]) -> set[str]:
    """Return the parts that cannot stay because of what is dropped.

    These are pivot tables whose data come from a connection or another file, and cell metadata that are only about linked data types.
    """
    gone = {name for name, rule in rules.items() if rule.reader == "metadata" and not markup.keeps_arrays(plain[name])}
    gone |= {name for name, rule in rules.items() if rule.reader == "pivot cache" and is_external(plain[name])}
    for name, rule in rules.items():
        targets = {relation.target for relation in found.parts[name].relations.values()}
        if rule.reader == "pivot table" and targets & gone:
            gone.add(name)
    records = {relation.target for name in gone for relation in found.parts[name].relations.values()}
    return gone | {name for name in records if name in rules and rules[name].reader == "pivot records"}


def _pivots(found: Package, rules: Mapping[str, Ruling], plain: Mapping[str, bytes]) -> dict[tuple[str, str], Pivot]:
    caches: dict[tuple[str, str], Pivot] = {}
    for name in plain:
        if rules[name].reader == "pivot cache":
            targets = (relation.target for relation in found.parts[name].relations.values())
            records = next((target for target in targets if target in plain and rules[target].reader == "pivot records"), "")
            links = _links(found.parts[name], rules)
            caches[name, records] = pivots.read(plain[name], plain.get(records), len(caches) + 1, links)
    return caches


def _strings(found: Package, rules: Mapping[str, Ruling]) -> tuple[str, Strings]:
    """Return the name of the part with the shared strings, and what it holds."""
    name = next((name for name, rule in rules.items() if rule.reader == "strings"), "")
    return name, strings.read(found.parts[name].entry.read()) if name else strings.none()


def _readings(
    found: Package,
    rules: Mapping[str, Ruling],
    outside: Mapping[str, bytes],
    caches: Mapping[tuple[str, str], Pivot],
    labels: Mapping[str, str],
) -> dict[str, Reading]:
    """Return what every part says outside of the cells, the pivot caches last, whose two parts were read together."""
    apart = set(chain.from_iterable(caches))
    readings = {name: _reading(found, rules, name, outside[name], labels[name]) for name in rules if name in outside and name not in apart}
    for (name, _), pivot in caches.items():
        readings[name] = Reading(found.parts[name], pivot.definition, pivot.cache.definition, labels[name])
    return readings


def _reading(found: Package, rules: Mapping[str, Ruling], name: str, data: bytes, label: str) -> Reading:
    part = found.parts[name]
    return Reading(part, data, markup.read(data, rules[name].reader, _links(part, rules)), label)


def _links(part: Part, rules: Mapping[str, Ruling]) -> Links:
    """Return what becomes of the relationships of ``part``; of those to other files, only hyperlinks stay."""
    stay = {
        relation: is_hyperlink(relation.type) if relation.external else _stays(rules, relation.target)
        for relation in part.relations.values()
    }
    return Links(
        frozenset(relation.id for relation, stays in stay.items() if not stays),
        frozenset(relation.id for relation, stays in stay.items() if stays and relation.type in pictures.IMAGE),
        manifest.new_ids(part.relations),
    )


def _stays(rules: Mapping[str, Ruling], name: str) -> bool:
    return name in rules and rules[name].do in (Do.EDIT, Do.REBUILD)


def _listed(readings: Mapping[str, Reading], sheets: Mapping[str, Sheet]) -> Iterator[tuple[Origin, Place]]:
    yield from chain.from_iterable(reading.places() for reading in readings.values())
    for name, found in sheets.items():
        for number, place in enumerate(found.formulas.places):
            yield Origin(name, quoted=number), place


def _rebuilt(part: Part, shown: Mapping[str, Picture]) -> bytes:
    return shown[part.name].data if part.name in shown else properties.empty(part.content_type)


def _shown(shown: Mapping[str, Picture]) -> Iterator[PartReport]:
    """Yield what becomes of each picture that could be kept, with the hash by which a policy keeps it."""
    for number, picture in enumerate(shown.values(), start=1):
        action, cause = ("kept", "the policy names it") if picture.kept else ("dropped", "its pixels can show anything")
        yield PartReport(f"picture {number}", action, cause, picture.sha256)


def _reports(found: Package, rules: Mapping[str, Ruling], shown: Container[str]) -> Iterator[PartReport]:
    """Yield what is dropped and rebuilt, by kind and number; a name of a part can be a person's."""
    for do, action, cause in ((Do.DROP, "dropped", "it can hold personal data"), (Do.REBUILD, "rebuilt empty", "it names people")):
        labels = Counter(rule.label for name, rule in rules.items() if rule.do is do and name not in shown)
        for label, count in labels.items():
            yield PartReport(label if count == 1 else f"{label} ({count})", action, cause)
    if found.unreached:
        yield PartReport(f"leftover parts ({found.unreached})", "dropped", "nothing in the workbook refers to them")
