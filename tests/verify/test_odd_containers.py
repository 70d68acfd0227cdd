"""Containers written byte by byte: what contradicts itself in any field is refused, what is only unusual is read."""

import struct
import zlib

import pytest

from payscrub.errors import Damaged, Encrypted, LimitExceeded, Unsupported
from payscrub.verify.unpack import looks_zipped, unpack

TEXT = b"<a/>" * 20
BIG, BIG_SHORT = 0xFFFFFFFF, 0xFFFF


def deflated(data):
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    return engine.compress(data) + engine.flush()


def field(kind, data):
    return struct.pack("<2H", kind, len(data)) + data


def member(name=b"a.xml", data=TEXT, stored=None, **odd):
    """Return the record of a member, its entry in the directory without the place, and what the entry says behind it."""
    packed = deflated(data) if stored is None else stored
    told = {
        "flags": 0,
        "method": 8 if stored is None else 0,
        "crc": zlib.crc32(data),
        "packed": len(packed),
        "size": len(data),
        "name": name,
    }
    near = told | {"extra": b""} | {key[6:]: value for key, value in odd.items() if key.startswith("local_")}
    far = told | {"extra": b"", "comment": b""} | {key: value for key, value in odd.items() if not key.startswith(("local_", "behind"))}
    sizes = (near["crc"], near["packed"], near["size"], len(near["name"]), len(near["extra"]))
    head = struct.pack("<4s5H3L2H", b"PK\3\4", 20, near["flags"], near["method"], 0, 0, *sizes)
    return head + near["name"] + near["extra"] + packed + odd.get("behind", b""), far


def entry(far, start):
    sizes = (far["crc"], far["packed"], far["size"], len(far["name"]), len(far["extra"]), len(far["comment"]))
    head = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, far["flags"], far["method"], 0, 0, *sizes, 0, 0, 0, far.get("start", start))
    return head + far["name"] + far["extra"] + far["comment"]


def container(*members, end=None, between=b"", comment=b""):
    data, entries = b"", b""
    for record, far in members:
        entries += entry(far, len(data))
        data += record
    told = {"disk": 0, "first": 0, "here": len(members), "total": len(members), "size": len(entries), "start": len(data)} | (end or {})
    return data + entries + between + struct.pack("<4s4H2LH", b"PK\5\6", *told.values(), len(comment)) + comment


def big(*members, **odd):
    """Return a container whose end record points to one of 64 bits."""
    plain = container(*members)
    size, start = struct.unpack_from("<2L", plain, len(plain) - 10)
    short = {"here": BIG_SHORT, "total": BIG_SHORT, "size": BIG, "start": BIG}
    if "short" in odd:
        short = {"here": len(members), "total": len(members), "size": size, "start": start} | odd.pop("short")
    told = {"mark": b"PK\6\6", "locator": b"PK\6\7", "at": start + size, "total": len(members), "size": size, "start": start} | odd
    record = struct.pack("<4sQ2H2L4Q", told["mark"], 44, 45, 45, 0, 0, len(members), told["total"], told["size"], told["start"])
    locator = struct.pack("<4sLQL", told["locator"], 0, told["at"], 1)
    return plain[: start + size] + record + locator + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, *short.values(), 0)


def _reaching():
    """Return a container whose entry claims a comment that it does not have."""
    data = container(member())
    at = data.find(b"PK\1\2") + 32
    return data[:at] + struct.pack("<H", 5) + data[at + 2 :]


CRC, PACKED = zlib.crc32(TEXT), len(deflated(TEXT))
STREAMED = {"flags": 8, "local_flags": 8, "local_crc": 0, "local_packed": 0, "local_size": 0}
READ = {
    "a plain one": container(member(), member(b"b")),
    "one that is stored": container(member(stored=TEXT)),
    "sizes behind the data, marked": container(
        member(**STREAMED, behind=b"PK\7\10" + struct.pack("<3L", CRC, PACKED, len(TEXT))), member(b"b")
    ),
    "sizes behind the data, bare": container(member(**STREAMED, behind=struct.pack("<3L", CRC, PACKED, len(TEXT))), member(b"b")),
    "long sizes behind the data": container(
        member(**STREAMED, behind=b"PK\7\10" + struct.pack("<L2Q", CRC, PACKED, len(TEXT))), member(b"b")
    ),
    "bare long sizes": container(member(**STREAMED, behind=struct.pack("<L2Q", CRC, PACKED, len(TEXT))), member(b"b")),
    "an end record of 64 bits": big(member(), member(b"b")),
    "sizes in an extra field": container(
        member(
            size=BIG,
            packed=BIG,
            extra=field(0x5455, b"123") + field(1, struct.pack("<2Q", len(TEXT), PACKED)),
            local_size=BIG,
            local_packed=BIG,
            local_extra=field(1, struct.pack("<2Q", len(TEXT), PACKED)),
        )
    ),
    "one of the two sizes in an extra field": container(
        member(size=BIG, extra=field(1, struct.pack("<Q", len(TEXT))), local_size=BIG, local_extra=field(1, struct.pack("<Q", len(TEXT))))
    ),
    "an empty field last": container(member(extra=field(0x5455, b""), local_extra=field(0x5455, b""))),
    "an entry of the shortest name": container(member(b"")),
    "64 bits in the place alone": big(member(), short={"start": BIG}),
    "64 bits in the size alone": big(member(), short={"size": BIG}),
    "64 bits in the total alone": big(member(), short={"total": BIG_SHORT}),
    "a name of a neighbouring folder": container(member(b"a/..b/c..xml")),
}
WRONG = {
    "a disk number": container(member(), end={"disk": 1}),
    "a first disk": container(member(), end={"first": 1}),
    "another size of the directory": container(member(), end={"size": 5}),
    "bytes between directory and end": container(member(), between=b"x"),
    "another place of the directory": container(member(), end={"start": 3}),
    "a member too many": container(member(), end={"total": 2}),
    "a member too few": container(member(), member(b"b"), end={"total": 1}),
    "another place of a member": container(member(), member(b"b", start=1)),
    "bytes between members": container(member(behind=b"gap"), member(b"b")),
    "bytes behind the last member": container(member(behind=b"gap")),
    "another name in front": container(member(local_name=b"b.xml")),
    "another method in front": container(member(local_method=0)),
    "another check sum in front": container(member(local_crc=1)),
    "another size in front": container(member(local_size=1)),
    "another packed size in front": container(member(local_packed=1)),
    "streamed in front only": container(member(local_flags=8)),
    "streamed behind only": container(member(flags=8)),
    "a wrong check sum in both": container(member(crc=1, local_crc=1)),
    "a wrong size in both": container(member(size=79, local_size=79)),
    "a size that is larger in both": container(member(size=81, local_size=81)),
    "bytes behind the compressed ones": container(member(stored=deflated(TEXT) + b"x", method=8, local_method=8)),
    "compressed bytes that break off": container(member(stored=deflated(TEXT)[:-2], method=8, local_method=8)),
    "no compressed bytes": container(member(stored=b"\xff\xff", method=8, local_method=8)),
    "a stored size that is another": container(member(stored=TEXT, size=1, local_size=1, data=TEXT)),
    "no sizes behind the data": container(member(**STREAMED)),
    "wrong sizes behind the data": container(member(**STREAMED, behind=struct.pack("<3L", CRC, PACKED, 1))),
    "the same name twice": container(member(), member()),
    "names that differ in case": container(member(), member(b"A.XML")),
    "names that differ in slashes": container(member(b"x/a"), member(b"x\\a")),
    "a name from the root": container(member(b"/a.xml")),
    "a name from a drive": container(member(b"c:a.xml")),
    "a name from the folder above": container(member(b"x\\..\\a.xml")),
    "no locator": big(member(), locator=b"PKxx"),
    "no record of 64 bits": big(member(), mark=b"PKxx"),
    "a record elsewhere": big(member(), at=0),
    "another total in 64 bits": big(member(), total=2),
    "another size in 64 bits": big(member(), size=1),
    "another start in 64 bits": big(member(), start=1),
    "64 bits without a record": container(end={"total": BIG_SHORT}),
    "no entry": container(end={"size": 1, "start": 0}, between=b"x"),
    "an entry that breaks off": container(member(), end={"size": 60}, between=b"PK\1\2" + bytes(5)),
    "bytes behind the end": container(member()) + b"x",
    "a comment that is shorter than told": container(member(), comment=b"Okonkwo")[:-1],
    "an entry without its mark": container(member()).replace(b"PK\1\2", b"PK\1\3"),
    "an entry that reaches into the end": _reaching(),
    "nothing": b"",
    "no end": container(member())[:-22],
    "no end but much else": bytes(100),
    "64 bits at the very start": struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0, BIG_SHORT, 0, 0, 0),
    "an end that breaks off": b"PK\5\6" + bytes(17),
}
OTHERS = {
    "encrypted in front": (container(member(local_flags=1)), Encrypted),
    "encrypted behind": (container(member(flags=1)), Encrypted),
    "strongly encrypted": (container(member(flags=0x41, local_flags=0x40)), Encrypted),
    "an encrypted directory": (container(member(flags=0x2000, local_flags=0x2000)), Encrypted),
    "another compression": (container(member(method=12, local_method=12)), Unsupported),
    "too many members": (big(member(), total=20_001), LimitExceeded),
    "a field of sizes that breaks off": (
        container(member(size=BIG, extra=struct.pack("<2H", 1, 8) + b"1234", local_size=BIG)),
        LimitExceeded,
    ),
    "a large size that only a limit holds back": (container(member(size=BIG, local_size=BIG)), LimitExceeded),
    "too large a member": (container(member(size=(1 << 30) + 1, packed=1 << 23)), LimitExceeded),
    "too dense a member": (container(member(size=PACKED * 1_100 + 1_025)), LimitExceeded),
}


@pytest.mark.parametrize("data", READ.values(), ids=READ.keys())
def test_what_is_only_unusual_is_read(data):
    assert {one.data for one in unpack(data).members} == {TEXT}


@pytest.mark.parametrize("data", WRONG.values(), ids=WRONG.keys())
def test_a_container_is_damaged_that_has(data):
    with pytest.raises(Damaged):
        unpack(data)


@pytest.mark.parametrize(("data", "error"), OTHERS.values(), ids=OTHERS.keys())
def test_a_container_is_refused_that_has(data, error):
    with pytest.raises(error):
        unpack(data)


@pytest.mark.parametrize("kind", [0x0001, 0x000A, 0x5455, 0x5855, 0x7855, 0x7875, 0xCAFE])
def test_a_field_of_numbers_is_no_remark(kind):
    read = unpack(container(member(extra=field(kind, b"Okonkwo"), local_extra=field(kind, b"Okonkwo")))).members[0]
    assert read.remarks.strip() == b""


@pytest.mark.parametrize(
    "odd",
    [
        {"extra": field(0x7075, b"Okonkwo")},
        {"local_extra": field(0x5455, b"12345") + field(0x7075, b"Okonkwo")},
        {"extra": field(0x5455, b"") + b"Oko"},
        {"comment": b"Okonkwo"},
    ],
)
def test_whatever_else_is_said_about_a_member_is_handed_out(odd):
    assert b"Oko" in unpack(container(member(**odd))).members[0].remarks


def test_names_are_read_as_utf_8_and_otherwise_as_the_old_letters_of_dos():
    names = [one.name for one in unpack(container(member("\u00e9".encode()), member(b"\x82t"))).members]
    assert names == ["\u00e9", "\u00e9t"]


def test_members_are_given_as_they_lie_and_a_comment_is_given():
    found = unpack(container(member(b"b"), member(b"a"), comment=b"Okonkwo"))
    assert ([one.name for one in found.members], found.comment) == (["b", "a"], b"Okonkwo")


def test_what_looks_like_a_container_with_or_without_a_member():
    assert [looks_zipped(data) for data in (b"PK\3\4x", b"PK\5\6x", b"PK\1\2x", b"x")] == [True, True, False, False]
