"""Every byte of the container belongs to a member, and both headers of a member tell the same story."""

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payscrub.errors import Damaged, Encrypted, LimitExceeded, Unexaminable, Unsupported
from payscrub.verify.unpack import unpack

CENTRAL, LOCAL = b"PK\x01\x02", b"PK\x03\x04"


def archive(members=None, method=zipfile.ZIP_DEFLATED, stream=None):
    stream = stream or io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as packed:
        for name, data in (members or {"a.xml": b"<a/>" * 50, "b/c.xml": b"text"}).items():
            packed.writestr(name, data)
    return stream.getvalue()


class Unseekable(io.BytesIO):
    """A stream that cannot go back, so that sizes are written behind the data."""

    def seekable(self):
        return False

    def tell(self):
        raise OSError

    def seek(self, *_):
        raise OSError


def patched(data, signature, offset, value, form="<H"):
    at = data.find(signature) + offset
    return data[:at] + struct.pack(form, value) + data[at + struct.calcsize(form) :]


@given(
    st.dictionaries(st.from_regex(r"[a-z]{1,8}\.xml", fullmatch=True), st.binary(max_size=400), min_size=1, max_size=5),
    st.sampled_from([0, 8]),
)
def test_what_was_packed_is_unpacked(members, method):
    assert {member.name: member.data for member in unpack(archive(members, method)).members} == members


def test_sizes_behind_the_data_are_read():
    data = archive(stream=Unseekable())
    assert [member.data for member in unpack(data).members] == [b"<a/>" * 50, b"text"]


def test_large_sizes_in_an_extra_field_are_read():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed, packed.open("a.xml", "w", force_zip64=True) as member:
        member.write(b"<a/>")
    assert unpack(stream.getvalue()).members[0].data == b"<a/>"


def test_a_comment_is_handed_out():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("a", b"1")
        packed.comment = b"from somebody"
    assert unpack(stream.getvalue()).comment == b"from somebody"


GOOD = archive()
BROKEN = [
    ("bytes before", b"x" + GOOD, Damaged),
    ("bytes behind", GOOD + b"x", Damaged),
    ("a gap", GOOD.replace(CENTRAL, b"gap" + CENTRAL, 1), Damaged),
    ("cut short", GOOD[:-9], Damaged),
    ("another method in the local header", patched(GOOD, LOCAL, 8, 0), Damaged),
    ("another check sum", patched(GOOD, CENTRAL, 16, 1, "<L"), Damaged),
    ("an encrypted member", patched(patched(GOOD, CENTRAL, 8, 1), LOCAL, 6, 1), Encrypted),
    ("an unknown method", patched(patched(GOOD, CENTRAL, 10, 99), LOCAL, 8, 99), Unsupported),
    ("an absurd size", patched(GOOD, CENTRAL, 24, 0xFFFFFFF0, "<L"), LimitExceeded),
    ("two members of one name", archive({"a.xml": b"1", "A.XML": b"2"}), Damaged),
    ("a name that points outside", archive({"../a.xml": b"1"}), Damaged),
    ("nothing", b"", Damaged),
]


@pytest.mark.parametrize(("data", "error"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_container_is_refused_for(data, error):
    with pytest.raises(error) as caught:
        unpack(data)
    assert caught.value.remedy


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_a_changed_byte_is_noticed_or_changes_nothing_that_is_read(at, by):
    data = bytearray(GOOD)
    data[at] ^= by
    try:
        members = unpack(bytes(data)).members
    except Unexaminable:
        return
    assert [member.data for member in members] == [b"<a/>" * 50, b"text"]


def test_a_large_part_that_is_denser_than_any_workbook_is_not_unpacked():
    with pytest.raises(LimitExceeded):
        unpack(archive({"a.xml": b" " * (17 << 20)}))
    assert len(unpack(archive({"a.xml": b" " * (1 << 20)})).members[0].data) == 1 << 20
