"""A pivot cache is a copy of its source: every value of it is listed with its field, its record and its bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.markup.pieces import R, S

from payscrub.errors import Unsupported
from payscrub.formats.xlsx.markup import prepare
from payscrub.formats.xlsx.parts.pivotcache import Values, read_pivot_cache
from payscrub.model import Kind


def definition(fields, source='<cacheSource type="worksheet"><worksheetSource ref="A1:B9" sheet="Pay"/></cacheSource>'):
    return prepare(
        f'<pivotCacheDefinition {S} {R} r:id="rId1">{source}<cacheFields count="2">{fields}</cacheFields></pivotCacheDefinition>'.encode()
    )


def records(rows, prefix=""):
    declared = S.replace("xmlns", f"xmlns:{prefix[:-1]}") if prefix else S
    return prepare(f'<{prefix}pivotCacheRecords {declared} count="9">{rows}</{prefix}pivotCacheRecords>'.encode())


def listed(values: Values, data):
    return [
        (int(column), int(row), Kind(kind).name, data[start:end].decode())
        for column, row, kind, start, end in zip(values.fields, values.rows, values.kinds, values.starts, values.ends, strict=True)
    ]


NAMES = (
    '<cacheField name="Name" numFmtId="0"><sharedItems containsBlank="1" count="4">'
    '<s v="Smith &amp; Co"/><m/><s v="Jane" u="1"/><s v="Jo"/></sharedItems></cacheField>'
)
PAY = (
    '<cacheField name="Pay" numFmtId="0">'
    '<sharedItems containsSemiMixedTypes="0" containsString="0" containsNumber="1" minValue="1" maxValue="9.5"/></cacheField>'
    '<cacheField name="Born" numFmtId="14"><sharedItems><d v="1980-05-01T00:00:00"/><b v="1"/>'
    '<e v="#N/A"/><n v="1E3"/></sharedItems></cacheField>'
)


def test_shared_items_are_listed_by_field_and_position():
    data = definition(NAMES + PAY)
    found = read_pivot_cache(data, None)
    assert [field.text for field in found.fields] == ["Name", "Pay", "Born"]
    assert listed(found.items, data) == [
        (0, 0, "TEXT", "Smith &amp; Co"),
        (0, 2, "TEXT", "Jane"),
        (0, 3, "TEXT", "Jo"),
        (2, 0, "DATE", "1980-05-01T00:00:00"),
        (2, 1, "BOOLEAN", "1"),
        (2, 2, "ERROR", "#N/A"),
        (2, 3, "NUMBER", "1E3"),
    ]
    assert not found.external


def test_the_least_and_the_greatest_value_are_places_that_know_their_field():
    found = [
        (slot.text, slot.title)
        for slot in read_pivot_cache(definition(PAY), None).definition.slots
        if slot.address.startswith("pivot range")
    ]
    assert found == [("1", "Pay"), ("9.5", "Pay")]


def test_labels_of_groups_are_places():
    group = (
        '<cacheField name="Born"><fieldGroup base="0">'
        '<rangePr groupBy="months" startDate="1980-05-01T00:00:00" endDate="1990-05-01T00:00:00"/>'
        '<groupItems count="2"><s v="&lt;01/05/1980"/><s v="Jan"/></groupItems></fieldGroup></cacheField>'
    )
    found = read_pivot_cache(definition(group), None)
    assert [slot.text for slot in found.definition.slots if slot.title == "Born" and slot.address.startswith("pivot group label")] == [
        "<01/05/1980",
        "Jan",
    ]
    assert len(found.items.rows) == 0


RECORDS = (
    '<r><x v="0"/><n v="12.5"/><d v="1980-05-01T00:00:00"/></r><r><s v="&quot;Jo&quot;"/>'
    '<m/><b v="0"/></r><r><x v="1"/><e v="#N/A"/><m/></r>'
)
INLINE = [
    (1, 0, "NUMBER", "12.5"),
    (2, 0, "DATE", "1980-05-01T00:00:00"),
    (0, 1, "TEXT", "&quot;Jo&quot;"),
    (2, 1, "BOOLEAN", "0"),
    (1, 2, "ERROR", "#N/A"),
]


@pytest.mark.parametrize(
    "data",
    [
        records(RECORDS),
        records(RECORDS.replace("</r><r>", "</r>\n  <r>")),
        records(RECORDS.replace('"/>', '" />')),
        records(RECORDS.replace("<", "<q:").replace("<q:/", "</q:"), "q:"),
        records(RECORDS.replace("<m/>", '<m u="1"/>')),
    ],
)
def test_records_are_read_in_any_form(data):
    assert listed(read_pivot_cache(definition(NAMES), data).inline, data) == INLINE


values = st.one_of(
    st.integers(0, 99).map(lambda number: f'<x v="{number}"/>'),
    st.sampled_from(["Smith", "O&apos;Neil", "a&gt;b", ""]).map(lambda text: f'<s v="{text}"/>'),
    st.floats(allow_nan=False, allow_infinity=False).map(lambda number: f'<n v="{number!r}"/>'),
    st.just("<m/>"),
)


@given(st.lists(st.lists(values, max_size=4), max_size=6))
def test_the_quick_and_the_thorough_reading_agree(rows):
    body = "".join(f"<r>{''.join(row)}</r>" for row in rows)
    quick, thorough = records(body), records(body.replace("/>", " />"))
    fast, slow = (read_pivot_cache(definition(NAMES), data).inline for data in (quick, thorough))
    assert listed(fast, quick) == listed(slow, thorough)


def test_a_cache_fed_by_a_connection_says_so():
    assert read_pivot_cache(definition(NAMES, '<cacheSource type="external" connectionId="1"/>'), None).external


@pytest.mark.parametrize(
    "data", [records('<r><jane v="1"/></r>'), records('<r><n v="Jane"/></r>'), records("<r><s/></r><jane/>"), definition("")]
)
def test_records_that_are_none_are_refused(data):
    with pytest.raises(Unsupported):
        read_pivot_cache(definition(NAMES), data)
