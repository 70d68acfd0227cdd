"""Whatever way a part is written, it is read as plain UTF-8, or refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payscrub.errors import Damaged, Unsupported
from payscrub.formats.xlsx.spans import ATTRIBUTE, TAG, offsets, prepare

DECLARED = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@pytest.mark.parametrize("part", [DECLARED + b"<a>b</a>", b"<a/>", b"<?xml version=\"1.0\"?><a b='c'>&#233;</a>"])
def test_a_plain_part_is_not_touched(part):
    assert prepare(part) == part


@pytest.mark.parametrize(
    ("part", "plain"),
    [
        (b"<a>x<!-- Jane Smith -->y</a>", b"<a>xy</a>"),
        (b"<a><?note Jane Smith?><b/></a>", b"<a><b/></a>"),
        (b"<a><![CDATA[Jane & <Smith>]]></a>", b"<a>Jane &amp; &lt;Smith&gt;</a>"),
        (b"<a><![CDATA[<!-- kept -->]]></a>", b"<a>&lt;!-- kept --&gt;</a>"),
        (b"<a><!-- <![CDATA[gone]]> --></a>", b"<a></a>"),
        (b"<a/><!-- after the end -->", b"<a/>"),
        (DECLARED + b"<!-- before --><a/>", DECLARED + b"<a/>"),
        (b"\xef\xbb\xbf<a>\xc3\xa9</a>", b"<a>\xc3\xa9</a>"),
    ],
)
def test_what_is_rare_is_made_plain(part, plain):
    assert prepare(part) == plain


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_sixteen_bit_text_becomes_utf_8(encoding):
    part = '<?xml version="1.0" encoding="UTF-16"?><a>Zoë</a>'.encode(encoding)
    assert prepare(part).endswith("?><a>Zoë</a>".encode())
    assert b"UTF-16" not in prepare(part)


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1252", "ISO8859-1"])
def test_western_code_pages_become_utf_8(encoding):
    part = f'<?xml version="1.0" encoding="{encoding}"?><a>Zoë</a>'.encode("cp1252")
    assert prepare(part).endswith("?><a>Zoë</a>".encode())


def test_a_declaration_in_an_unusual_form_is_written_anew():
    assert prepare(b'<?xml version = "1.0"?><a/>') == b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><a/>'


@pytest.mark.parametrize(
    "part", [b"<!DOCTYPE a><a/>", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b'<!DOCTYPE a SYSTEM "http://x/y"><a/>']
)
def test_a_document_type_is_refused(part):
    with pytest.raises(Unsupported):
        prepare(part)


@pytest.mark.parametrize(
    "part",
    [
        b"",
        b"<a>",
        b"<a></b>",
        b"<a>&nbsp;</a>",
        b"<a>&#0;</a>",
        b"<p:a/>",
        b'<a b="1" b="2"/>',
        b"<a b=1/>",
        b"<a>\xff</a>",
        b"<a/><a/>",
        b"<a>\x00</a>",
        b"<?xml version='1.0' encoding='utf-16-le'?><a/>",
    ],
)
def test_what_is_not_xml_is_refused(part):
    with pytest.raises(Damaged):
        prepare(part)


@pytest.mark.parametrize("name", ["utf-7", "shift_jis", "none-of-these", "rot13"])
def test_an_encoding_that_nobody_writes_is_refused(name):
    with pytest.raises(Unsupported):
        prepare(f'<?xml version="1.0" encoding="{name}"?><a/>'.encode())


@given(st.text(alphabet="ab&<>\"'é \n", max_size=30))
def test_each_character_is_found_where_it_is_written(text):
    written = "".join(f"&#{ord(sign)};" if sign in "&<>\"'" else sign for sign in text).encode()
    found, positions = offsets(b"12" + written + b"3", 2, 2 + len(written))
    assert found == text
    assert len(positions) == len(text) + 1
    assert positions[-1] == 2 + len(written)


@given(st.binary(max_size=60))
def test_no_input_makes_the_tag_pattern_slow_or_greedy(noise):
    for tag in TAG.finditer(b"<a b='" + noise + b"<c d=\"'>'\"/>"):
        assert tag[0].count(b"<") == 1


def test_attributes_may_hold_angle_brackets_and_either_quotation_mark():
    tag = TAG.match(b"""<a:b c = "d'>e" f='"'/>""")
    assert tag is not None
    assert [(m[2], m[3] if m[3] is not None else m[4]) for m in ATTRIBUTE.finditer(tag[3])] == [(b"c", b"d'>e"), (b"f", b'"')]
