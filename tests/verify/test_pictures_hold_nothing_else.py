"""A picture that somebody has looked at is accepted only if it holds nothing beside its pixels."""

import hashlib
import zlib

import pytest

from payscrub.verify.pictures import is_bare, is_named


def chunk(name, data=b""):
    return len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4)


def png(*more):
    shown = [chunk(name) for name in (b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs")]
    return b"".join([b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", bytes(13)), *shown, *more, chunk(b"IDAT", b"pixels"), chunk(b"IEND")])


def segment(kind, data):
    return bytes([0xFF, kind]) + (len(data) + 2).to_bytes(2) + data


JFIF = segment(0xE0, b"JFIF\0" + bytes(9))
SCAN = segment(0xDA, bytes(10)) + b"pixels\xff\0more\xff\xd0\xff\xd7more"


def jpeg(*segments, end=b"\xff\xd9"):
    return b"".join([b"\xff\xd8", *segments, end])


BARE = [
    png(),
    jpeg(JFIF, segment(0xDB, bytes(64)), SCAN),
    jpeg(JFIF, SCAN, segment(0xC4, bytes(20)), SCAN),
    jpeg(segment(0xEF, bytes(14)), SCAN),
    jpeg(*(segment(kind, b"") for kind in (0xC0, 0xCF, 0xDB, 0xDF)), segment(0xC4, bytes(300)), SCAN),
    jpeg(JFIF, SCAN + b"\xff\0\xff\xd0" + b"\xff\xd7"),
]
LADEN = [
    ("a text", png(chunk(b"tEXt", b"Author\0Okonkwo"))),
    ("a profile", png(chunk(b"iCCP", b"x"))),
    ("a text before all", png().replace(b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n" + chunk(b"tEXt", b"Okonkwo"))),
    ("bytes behind the end", png() + b"x"),
    ("a second end", png() + chunk(b"IEND")),
    ("a chunk behind the end", png() + chunk(b"IDAT")),
    ("no end", png()[:-12]),
    ("an end cut short", png()[:-1]),
    ("a comment", jpeg(JFIF, segment(0xFE, b"Okonkwo"), SCAN)),
    ("a short comment", jpeg(JFIF, segment(0xFE, b"Jo"), SCAN)),
    ("a preview", jpeg(segment(0xE0, bytes(15)), SCAN)),
    ("camera data", jpeg(segment(0xE1, b"Exif" + bytes(40)), SCAN)),
    ("the last kind of application data", jpeg(segment(0xEF, bytes(15)), SCAN)),
    ("bytes behind the end of a JPEG", jpeg(JFIF, SCAN) + b"x"),
    ("a second picture", jpeg(JFIF, SCAN) + jpeg(SCAN)),
    ("no end of a JPEG", jpeg(JFIF, SCAN, end=b"")),
    ("a comment behind the pixels", jpeg(JFIF, SCAN, segment(0xFE, b"Okonkwo"))),
    ("application data between the pixels", jpeg(JFIF, SCAN, segment(0xE5, bytes(30)), SCAN)),
    ("a start between the pixels", jpeg(JFIF, SCAN, b"\xff\xd8 Okonkwo")),
    ("a size that leads back", jpeg(JFIF, b"\xff\xdb\0\1", SCAN)),
    ("a size that leads nowhere", jpeg(JFIF, b"\xff\xdb\0\0", SCAN)),
    ("a mark without a size", jpeg(b"\xff\x01", SCAN)),
    ("a kind that nobody uses", jpeg(segment(0xF0, b"Okonkwo"), SCAN)),
    ("another start", jpeg(segment(0xD8, b"Okonkwo"), SCAN)),
    ("a mark and nothing else", b"\xff\xd8\xff"),
    ("pixels without an end", jpeg(segment(0xDA, b"pixels"), end=b"")),
    ("bytes between segments", jpeg(JFIF, b"Okonkwo", SCAN)),
    ("a segment without its mark", jpeg(JFIF, b"O\xdb\0\2", SCAN)),
    ("a restart mark outside of pixels", jpeg(segment(0xD0, b"Okonkwo"), SCAN)),
    ("another kind of file", b"GIF89a\xff\xd9"),
    ("nothing but an end", b"\xff\xd9"),
    ("something with the end of a JPEG", b"xx\xff\xd9"),
    ("nothing", b""),
]


@pytest.mark.parametrize("data", BARE)
def test_pixels_alone_are_bare(data):
    assert is_bare(data)


@pytest.mark.parametrize("data", [case[1] for case in LADEN], ids=[case[0] for case in LADEN])
def test_a_picture_is_not_bare_with(data):
    assert not is_bare(data)


def test_a_picture_is_named_by_the_hash_of_all_its_bytes():
    data = png()
    assert is_named(data, {hashlib.sha256(data).hexdigest()})
    assert not is_named(data + b"x", {hashlib.sha256(data).hexdigest()})
