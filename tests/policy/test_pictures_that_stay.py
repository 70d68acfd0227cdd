"""A picture stays only when a policy names its hash: without metadata, and accepted by the check only by the same hash."""

import hashlib
import io
import json
import struct
import zipfile
import zlib

import openpyxl
import pytest
from fixtures.package import Package
from tests.support.canary import Canaries
from tests.support.commands import key_in, payscrub
from tests.support.plant import CANARIES, NAME, base
from tests.support.plants_parts import PLANTS as PARTS
from tests.support.plants_parts import png

SEARCH = Canaries(CANARIES)
NOTED = NAME.encode()


def jpeg(*extra: bytes, behind: bytes = b"") -> bytes:
    """Return a grey picture of one pixel with segments of an application in it."""

    def segment(marker: int, data: bytes) -> bytes:
        return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data

    tables = segment(0xDB, bytes(65)) + segment(0xC4, bytes([0, 1, *[0] * 15, 0])) + segment(0xC4, bytes([16, 1, *[0] * 15, 0]))
    frame = segment(0xC0, bytes([8, 0, 1, 0, 1, 1, 1, 17, 0]))
    return b"\xff\xd8" + b"".join(extra) + tables + frame + segment(0xDA, bytes([1, 1, 0, 0, 63, 0])) + b"\x3f\xff\0\x12\xff\xd9" + behind


def exif(text: bytes) -> bytes:
    return b"\xff\xe1" + struct.pack(">H", len(text) + 8) + b"Exif\0\0" + text


def book(picture: bytes, extension: str = "png", kind: str = "image/png") -> bytes:
    """Return a workbook that shows a picture on its sheet, behind it, and inside a shape."""
    package = base(known=True)
    next(plant for plant in PARTS if plant.label == "bytes behind a picture").sow(package)
    package.replace("[Content_Types].xml", 'Extension="png" ContentType="image/png"', f'Extension="{extension}" ContentType="{kind}"')
    del package.parts["xl/media/image1.png"]
    package.parts[f"xl/media/image1.{extension}"] = picture
    rels = "xl/drawings/_rels/drawing1.xml.rels"
    package.replace(rels, "image1.png", f"image1.{extension}")
    rid = package.relate("xl/worksheets/sheet1.xml", "image", f"/xl/media/image1.{extension}")
    package.insert("xl/worksheets/sheet1.xml", "</worksheet>", f'<picture r:id="{rid}"/>')
    shape = (
        '<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="3" name="Rectangle 2"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr><a:prstGeom prst="rect"/>'
        '<a:blipFill><a:blip r:embed="rId900"/><a:stretch><a:fillRect/></a:stretch></a:blipFill></xdr:spPr></xdr:sp>'
    )
    drawing = package.text("xl/drawings/drawing1.xml")
    anchor = drawing[drawing.index("<xdr:oneCellAnchor>") : drawing.index("</xdr:wsDr>")]
    start, end = anchor.index("<xdr:pic>"), anchor.index("</xdr:pic>") + len("</xdr:pic>")
    package.insert("xl/drawings/drawing1.xml", "</xdr:wsDr>", anchor[:start] + shape + anchor[end:])
    return package.to_bytes()


@pytest.fixture
def run(tmp_path):
    """Return a function that cleans a workbook under a policy that names hashes: what ran, and the output or nothing."""

    def run(data, *hashes):
        source, output, policy = tmp_path / "book.xlsx", tmp_path / "out.xlsx", tmp_path / "policy.toml"
        source.write_bytes(data)
        lines = "".join(f'"{one}" = "the logo of the trust"\n' for one in hashes)
        policy.write_text(f"[pictures]\n{lines}", encoding="utf-8")
        options = ("--policy", policy) if hashes else ()
        ran = payscrub("clean", source, "-o", output, "--key-file", key_in(tmp_path), "--force", *options)
        return ran, output if ran.code == 0 else None

    return run


def hash_in(tmp_path, data):
    path = tmp_path / "scanned.xlsx"
    path.write_bytes(data)
    report = json.loads(payscrub("scan", path, "--format", "json").out)
    return [part["sha256"] for part in report["parts"] if part["sha256"]]


def media(output):
    package = Package.read(output.read_bytes())
    return [data for name, data in package.parts.items() if "/media/" in name]


PICTURES = {
    "PNG": (png(), "png", "image/png"),
    "PNG with a text": (png(b"Author\0" + NOTED), "png", "image/png"),
    "JPEG": (jpeg(), "jpeg", "image/jpeg"),
    "JPEG with Exif and a remark": (jpeg(exif(NOTED), b"\xff\xfe\0\x22" + NOTED.ljust(32)), "jpg", "image/jpeg"),
    "JPEG with bytes behind its end": (jpeg(behind=NOTED), "jpg", "image/jpeg"),
}


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_is_dropped_and_its_hash_is_told(kind, run, tmp_path):
    data = book(*PICTURES[kind])
    ran, output = run(data)
    assert media(output) == []
    (digest,) = hash_in(tmp_path, data)
    assert digest in ran.out


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_that_the_policy_names_stays_wherever_it_is_shown_without_its_metadata(kind, run, tmp_path):
    data = book(*PICTURES[kind])
    (digest,) = hash_in(tmp_path, data)
    ran, output = run(data, digest)
    assert ran.code == 0, ran.err
    assert [hashlib.sha256(one).hexdigest() for one in media(output)] == [digest]
    assert SEARCH.seen_in(output.read_bytes()) == {}
    drawing = Package.read(output.read_bytes()).text("xl/drawings/drawing1.xml")
    assert drawing.count('<a:blip r:embed="rId900"/>') == 2
    assert "<picture " in Package.read(output.read_bytes()).text("xl/worksheets/sheet1.xml")
    openpyxl.load_workbook(output)


def test_a_bare_picture_is_named_by_the_hash_of_its_file(run):
    _, output = run(book(png()), hashlib.sha256(png()).hexdigest().upper())
    assert media(output) == [png()]


def test_another_picture_than_the_named_one_does_not_stay(run):
    _, output = run(book(png()), hashlib.sha256(jpeg()).hexdigest())
    assert media(output) == []


def test_the_check_accepts_a_picture_only_by_its_hash(run):
    digest = hashlib.sha256(png()).hexdigest()
    _, output = run(book(png()), digest)
    assert payscrub("verify", output).code == 3
    assert payscrub("verify", output, "--picture", hashlib.sha256(jpeg()).hexdigest()).code == 3
    assert payscrub("verify", output, "--picture", digest).code == 0


@pytest.mark.parametrize("kind", [kind for kind in PICTURES if " with " in kind])
def test_the_check_accepts_no_picture_with_more_in_it_than_it_shows(kind, run):
    picture, extension, _ = PICTURES[kind]
    bare = png() if extension == "png" else jpeg()
    _, output = run(book(bare, *PICTURES[kind][1:]), hashlib.sha256(bare).hexdigest())
    package = Package.read(output.read_bytes())
    (name,) = (name for name in package.parts if "/media/" in name)
    package.parts[name] = picture
    output.write_bytes(package.to_bytes())
    assert payscrub("verify", output, "--picture", hashlib.sha256(picture).hexdigest()).code == 3


def test_a_picture_whose_pixels_are_not_all_is_not_offered(tmp_path):
    picture = png()
    at = picture.index(b"IDAT") - 4
    more = zlib.compress(b"\0\0\0\0" + NOTED)
    chunk = b"IDAT" + more
    longer = (
        picture[:at] + struct.pack(">I", len(more)) + chunk + struct.pack(">I", zlib.crc32(chunk)) + picture[picture.index(b"IEND") - 4 :]
    )
    assert hash_in(tmp_path, book(longer)) == []


def test_cleaning_again_changes_nothing(run):
    digest = hashlib.sha256(png()).hexdigest()
    _, output = run(book(png()), digest)
    first = output.read_bytes()
    _, output = run(first, digest)
    assert output.read_bytes() == first


def test_a_picture_without_a_reason_and_a_hash_that_is_none_are_wrong_lines(tmp_path):
    policy = tmp_path / "policy.toml"
    policy.write_text(f'[pictures]\n"{"0" * 64}" = ""\n"logo.png" = "our logo"\n', encoding="utf-8")
    ran = payscrub("policy", "check", policy)
    assert ran.code != 0
    assert "Line 2" in ran.out + ran.err
    assert "Line 3" in ran.out + ran.err


def test_large_workbooks_are_judged_with_the_pictures_of_the_policy(run):
    package = Package.read(book(png()))
    rows = "".join(f'<row r="{row}"><c r="J{row}"><v>{row * 7}.25</v></c></row>' for row in range(40, 60_000))
    package.insert("xl/worksheets/sheet1.xml", "</sheetData>", rows)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in package.parts.items():
            archive.writestr(name, data)
    ran, output = run(out.getvalue(), hashlib.sha256(png()).hexdigest())
    assert ran.code == 0, ran.err
    assert media(output) == [png()]
