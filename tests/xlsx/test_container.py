"""The container reader: every byte accounted for, and nothing told by what is written."""

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payscrub.errors import Damaged, Encrypted, LimitExceeded, PayscrubError, Unsupported
from payscrub.formats.xlsx import container


def archive(parts, **options):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts:
            file.writestr(name, content)
        file.comment = options.get("comment", b"")
    return stream.getvalue()


TWO = archive([("a.xml", b"<a/>" * 50), ("b/c.xml", b"<c/>")])


def test_a_file_made_by_another_program_reads_the_same():
    entries = container.read(TWO)
    assert {name: entry.read() for name, entry in entries.items()} == {"a.xml": b"<a/>" * 50, "b/c.xml": b"<c/>"}


def test_a_stream_written_without_knowing_sizes_reads_the_same():
    class Pipe(io.BytesIO):
        def seekable(self):
            return False

    stream = Pipe()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.xml", b"<a/>")
    assert container.read(stream.getvalue())["a.xml"].read() == b"<a/>"


@given(
    st.dictionaries(
        st.text(st.sampled_from("abcé/"), min_size=1).filter(lambda n: not n.startswith("/") and not n.endswith("/")), st.binary()
    )
)
def test_what_is_written_reads_the_same_here_and_elsewhere(parts):
    parts = {name: content for name, content in parts.items() if name.casefold() == name}
    data = container.write((name, [content]) for name, content in parts.items())
    assert {name: entry.read() for name, entry in container.read(data).items()} == parts
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert {name: file.read(name) for name in file.namelist()} == parts


def test_a_written_file_has_no_times_no_extra_fields_and_no_comments():
    with zipfile.ZipFile(io.BytesIO(container.write([("a.xml", [b"<a/>"]), ("b.xml", container.read(TWO)["a.xml"])]))) as file:
        assert {(info.date_time, info.extra, info.comment) for info in file.infolist()} == {((1980, 1, 1, 0, 0, 0), b"", b"")}
        assert file.comment == b""


def test_the_same_parts_give_the_same_bytes():
    assert container.write([("a.xml", [b"x" * 99])]) == container.write([("a.xml", [b"x" * 99])])


def central(data, name):
    at = data.index(b"PK\x01\x02")
    while data[at + 46 : at + 46 + len(name)] != name:
        at = data.index(b"PK\x01\x02", at + 1)
    return at


def changed(data, at, layout, value):
    raw = bytearray(data)
    struct.pack_into(layout, raw, at, value)
    return bytes(raw)


def read_all(data):
    return {name: entry.read() for name, entry in container.read(data).items()}


HOSTILE = {
    "cut short": (TWO[:-30], Damaged),
    "no end": (TWO[:40], Damaged),
    "bytes after the end": (TWO + b"SMITH", Damaged),
    "bytes before the start": (b"SMITH" + TWO, Damaged),
    "an entry name of the same spelling": (archive([("a.xml", b"1"), ("A.XML", b"2")]), Damaged),
    "a name that climbs out": (archive([("../a.xml", b"1")]), Unsupported),
    "an absolute name": (archive([("/a.xml", b"1")]), Unsupported),
    "another name in the local header": (TWO.replace(b"a.xml", b"z.xml", 1), Damaged),
    "an encrypted entry": (changed(TWO, central(TWO, b"a.xml") + 8, "<H", 1), Encrypted),
    "an unknown compression": (changed(TWO, central(TWO, b"a.xml") + 10, "<H", 12), Unsupported),
    "a wrong checksum": (changed(changed(TWO, central(TWO, b"a.xml") + 16, "<L", 7), 14, "<L", 7), Damaged),
    "a size that lies": (changed(changed(TWO, central(TWO, b"a.xml") + 24, "<L", 9), 22, "<L", 9), PayscrubError),
    "an absurd size": (changed(TWO, central(TWO, b"a.xml") + 24, "<L", 0xF0000000), LimitExceeded),
    "several volumes": (changed(TWO, len(TWO) - 18, "<H", 1), Unsupported),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_container_that_contradicts_itself_is_refused(case):
    data, error = HOSTILE[case]
    with pytest.raises(error) as refusal:
        read_all(data)
    assert "SMITH" not in str(refusal.value)
    assert refusal.value.remedy


def test_an_entry_that_the_directory_does_not_list_is_refused():
    first, second = archive([("a.xml", b"hidden")]), TWO
    body = first[: first.index(b"PK\x01\x02")]
    at = second.index(b"PK\x01\x02")
    shifted = bytearray(second)
    struct.pack_into("<L", shifted, len(second) - 6, at + len(body))
    for name in (b"a.xml", b"b/c.xml"):
        place = central(second, name) + 42
        struct.pack_into("<L", shifted, place, struct.unpack_from("<L", second, place)[0] + len(body))
    with pytest.raises(Damaged):
        container.read(body + bytes(shifted))
