"""Page headers and number formats: the words are found, the codes stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.markup.pieces import edited, read, slots, styles, worksheet

from payscrub.formats.xlsx.parts.texts import number_format, page


def header(text):
    return worksheet(f"<headerFooter><oddHeader>{text.replace('&', '&amp;')}</oddHeader></headerFooter>")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("&LPayroll&CJane Smith&RPage &P of &N", ["Payroll", "Jane Smith", "Page ", " of "]),
        ('&L&"Arial,Bold"&12J&BSmi&Bth', ["JSmith"]),
        ("&CSmith && Sons", ["Smith & Sons"]),
        ("&C&K01+034Jane &KFF0000Smith", ["Jane Smith"]),
        ("&LPrepared by J Smith &D", ["Prepared by J Smith "]),
        ("&P", []),
        ("", []),
    ],
)
def test_the_words_of_a_header_are_found_between_its_codes(text, words):
    assert [word.text for word in page(text)[0]] == words


@pytest.mark.parametrize("code", ["&Z", "&F", "&G", "&Q", "&", '&"Jane Smith,Bold"', '&"Arial,Jane"'])
def test_a_code_that_prints_a_path_or_picture_or_is_unknown_goes(code):
    text = f"&L{code}"
    assert [text[start:end] for start, end in page(text)[1]] == [code]


def test_an_edit_of_a_header_keeps_the_codes_and_doubles_ampersands():
    new = edited(header('&L&"Arial,Bold"&12J&BSmith&R&F&D'), "worksheet", lambda _: "5 & Co")
    assert "<oddHeader>&amp;L&amp;&quot;Arial,Bold&quot;&amp;12 5 &amp;&amp; Co&amp;B&amp;R&amp;D</oddHeader>" in new.replace(
        '"Arial,Bold"', "&quot;Arial,Bold&quot;"
    )
    assert [text for text, _ in slots(new)] == [" 5 & Co"]


@given(
    st.lists(st.sampled_from(["&L", "&C", "&R", "&P", "&B", "&12", "&&", "Jane ", "Smith", "9", '&"Arial,Bold"', "&K112233"]), max_size=8)
)
def test_every_letter_of_a_header_is_in_a_word_or_in_a_code(pieces):
    text = "".join(pieces)
    covered = "".join(text[start:end] for word in page(text)[0] for start, end in word.ranges)
    assert sum(covered.count(name) for name in ("Jane", "Smith")) == sum(text.count(name) for name in ("Jane", "Smith"))


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "0.00",
        "#,##0.00_);[Red]\\(#,##0.00\\)",
        "dd/mm/yyyy hh:mm:ss",
        "d mmm yy",
        "[h]:mm",
        "[$-809]dd mmmm yyyy;@",
        "[$£-809]#,##0.00",
        "[$EUR] #,##0",
        '_-* #,##0.00_-;-* "-"??_-',
        "0.00E+00",
        "# ?/?",
        "h:mm AM/PM",
        '00"-"00"-"00',
        "[>=1000]0,;0",
        ";;;",
        '0"p"',
    ],
)
def test_a_number_format_of_codes_alone_is_left_alone(code):
    assert number_format(code) == ([], [])


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ('"J Smith"0', ["J Smith"]),
        ("\\S\\m\\i\\t\\h0", ["Smith"]),
        ("[$Smith-809]0", ["Smith"]),
        ("0 Smith", ["Smith"]),
        ('"Jane";"Smith";0', ["Jane", "Smith"]),
        ('"Müller"', ["Müller"]),
    ],
)
def test_words_in_a_number_format_are_found(code, words):
    assert [word.text for word in number_format(code)[0]] == words


@pytest.mark.parametrize("code", ['"J Smith"0', "\\S\\m\\i\\t\\h0", "[$Smith-809]0", "0 Smith"])
def test_an_edited_number_format_can_be_read_again(code):
    escaped = code.replace('"', "&quot;")
    new = edited(styles(f'<numFmts count="1"><numFmt numFmtId="164" formatCode="{escaped}"/></numFmts>'), "styles", lambda _: "Tebaquox")
    assert [text for text, _ in slots(new, "styles")] == ["Tebaquox"]


def test_brackets_that_mean_nothing_go():
    assert not read(
        edited(styles('<numFmts count="1"><numFmt numFmtId="164" formatCode="[Jane]0"/></numFmts>'), "styles", str), "styles"
    ).slots
