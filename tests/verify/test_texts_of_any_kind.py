"""Identifiers and names inside texts, and texts inside encodings: found in any spelling, and not where there are none."""

import base64
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.verify.invented import marked, name, workbook

from payscrub.verify import inspect
from payscrub.verify.formulas import texts_in
from payscrub.verify.markup import leaves, lenient_leaves, unescape
from payscrub.verify.names import Where, suspicion
from payscrub.verify.shapes import hits

FOUND = [
    ("UK_NINO", "NI is jm482107c."),
    ("UK_NINO", "JM-48-21-07-C"),
    ("UK_NINO", "payslip_JM482107C_March.pdf"),
    ("UK_NINO", "JM 48 21 07"),
    ("UK_NINO", "JM4821O7C"),
    ("EMAIL_ADDRESS", "write to o.feather@trust.nhs.uk, please"),
    ("PHONE_NUMBER", "on +44 (0)7852 582745"),
    ("PHONE_NUMBER", "0161-237 1234"),
    ("PHONE_NUMBER", "+33 1 44 55 66 77"),
    ("UK_POSTCODE", "Leeds LS14AP"),
    ("UK_SORT_CODE", "sort code 204523"),
    ("UK_SORT_CODE", "paid to 20-45-23"),
    ("UK_BANK_ACCOUNT", "20-45-23 48213907"),
    ("UK_BANK_ACCOUNT", "a/c no: 48213907"),
    ("EMPLOYEE_ID", "emp no 24681350"),
    ("EMPLOYEE_ID", "assignment 24681351-2 ended"),
    ("UK_NHS", "NHS no 943 476 5919"),
    ("IBAN_CODE", "GB29 NWBK 6016 1331 9268 19"),
    ("CREDIT_CARD", "card 4111 1111 1111 1111"),
    ("UK_DRIVING_LICENCE", "FEATH 607196 OA9CD"),
    ("VEHICLE_REGISTRATION", "parks AB12 CDE"),
    ("PASSPORT", "passport 165893673"),
    ("NHS_PENSION_NUMBER", "SD 61/123456"),
    ("SHARE_CODE", "W9X-6GY-2S2"),
    ("IP_ADDRESS", "from 10.20.30.40"),
    ("MAC_ADDRESS", "3C:52:82:11:22:33"),
    ("DATE_OF_BIRTH", "DOB: 19/07/1961"),
    ("DATE_OF_BIRTH", "born 19 July 1961"),
    ("FILE_PATH", r"\\ntserver\home\x"),
    ("FILE_PATH", r"C:\Users\ofeather\pay.xlsx"),
    ("FILE_PATH", "/Users/ofeather/pay"),
    ("SECRET", "password: Fido99"),
    ("ADDRESS", "moved to 12 Rookery Lane"),
    ("COURT_ORDER_REFERENCE", "CMS 121012345678"),
    ("USERNAME", "User ID=jsmith;Password=x"),
    ("UK_NINO", "temporary TN010180M"),
    ("UK_NINO", "NI not known, was JM482107"),
    ("UK_SORT_CODE", "sort 20 45 23"),
    ("UK_BANK_ACCOUNT", "Acc No: 4821 3907"),
    ("UK_BANK_ACCOUNT", "20452348213907"),
    ("BANK_ROLL_NUMBER", "roll no 1234/5678-X"),
    ("EMPLOYEE_ID", "staff number A78683"),
    ("EMPLOYEE_ID", "clock no 4471"),
    ("UK_NHS", "asked about 9434765005"),
    ("NHS_PENSION_NUMBER", "SD number 39/693716"),
    ("PENSION_MEMBER", "LGPS ref 12345/A"),
    ("UK_UTR", "taxpayer reference is 29558 39661"),
    ("DATE_OF_BIRTH", "birthday 11th Jan 1951"),
    ("DATE_OF_BIRTH", "born on the 3rd of May 1961"),
    ("PASSPORT", "passport seen: AB1234567"),
    ("IMMIGRATION_DOCUMENT", "BRP RZ5765611"),
    ("IMMIGRATION_DOCUMENT", "visa number 597143987"),
    ("SHARE_CODE", "share code WE8 K7T 3XY"),
    ("DBS_CERTIFICATE", "DBS cert 003351417195"),
    ("PROFESSIONAL_REGISTRATION", "GMC 6943518"),
    ("COURT_ORDER_REFERENCE", "AEO D72YJ185"),
    ("COURT_ORDER_REFERENCE", "council tax order 800123456"),
    ("STUDENT_SUPPORT_NUMBER", "JONE 12345678 B"),
    ("VEHICLE_REGISTRATION", "car reg R123 XDE"),
    ("VEHICLE_REGISTRATION", "parks LK12XUV"),
    ("PHONE_NUMBER", "rang from 00353 86 104 0901"),
    ("SECRET", "her PIN is 4821"),
    ("ADDRESS", "12 Church View"),
    ("ADDRESS", "lives at 58 Quarry Bank"),
    ("ADDRESS", "147 The Larches, Swindon"),
    ("ADDRESS", "Flat B, Rose Court"),
    ("USERNAME", "login: dsouzag"),
]
NOTHING = [
    "Paid 31/03/2026",
    "Period 12 2025-26",
    "Tax code 1257L",
    "SC123456 Ltd",
    "Invoice 12345678",
    "Band 5 to Band 6",
    "£1,234.56 net",
    "call 0300 200 3300",
    "16.0300",
    "NI category A",
    "20-04-2023 to 21-04-2023",
    "password required",
    "Cost centre 123456",
    "call 07700 900123",
    "KN 12 34 56 C",
    f"emp no {marked(8, 1)}",
    "97-11-22 " + marked(8, 2),
    "a.b@nhs.example.com",
    "12 Example Road, Exampleton 4, ZY1 2AB",
    "DOB 12/01/2000",
    "password: redacted",
    r"C:\Users\example\000012",
    "XX 99 99 99 X",
    "000 0000 123",
    "P60, P45 and P11D",
    "payroll 202403",
    "payroll number 2024",
    "AEO 2024-25",
    "CMS 01/04/2025",
    "company registration number 01234567",
    "BRP expires 31/12/2026",
    "car allowance P12 MAR",
    "car scheme A12 and",
    "20240131123000",
    "LK12XUV",
    "9434765919",
    "lives at 12 Example Road",
    "a/c 12345.50",
    f"GMC {marked(7, 10)}",
    "UTR 8000087030",
    "FY24MAR ledger",
    "pin board 12",
    "login: required",
    "user: user12",
    "rate 00 12 34",
    "http://schemas.microsoft.com/office/2006/main",
]


@pytest.mark.parametrize(("entity", "text"), FOUND)
def test_an_identifier_in_a_text_is_found(entity, text):
    assert entity in {hit.entity for hit in hits(text, typed=True)}


@pytest.mark.parametrize("text", NOTHING)
def test_there_is_no_identifier_in_this_text(text):
    assert list(hits(text, typed=True)) == []


NAMED = [
    "Spoke to Grant about overtime",
    "Okonkwo rang",
    "okonkwo rang",
    "J Smith",
    "D'Souza",
    "G. D'Souza",
    "M'Bqrxta",
    "SMITH J",
    "Smith, John",
    "Mrs Bank",
    "Mr J. Featherstonehaugh",
]
NAMED += ["Net pay H FFOULKES", "Approved by Blenkinsop", "Dr Adeyemi", "ask Featherstonehaugh"]
UNNAMED = [
    "Staff Nurse",
    "Ward B",
    "Payroll Officer",
    "Dr Salary Control",
    "Business Miles NR NHS",
    "Mufti",
    "Royal Bank of Scotland",
    "Approved in March",
]
UNNAMED += [
    f"Spoke to {name(3)} about overtime",
    f"{name(4)}, {name(5)}",
    f"Mr J {name(6)}",
    "Willowmere Hospitals NHS Trust",
    "Gross to date",
    "April",
]


@pytest.mark.parametrize("text", NAMED)
def test_a_name_in_a_note_is_suspected(text):
    assert suspicion(text, Where.FREE)


@pytest.mark.parametrize("text", UNNAMED)
def test_no_name_is_suspected(text):
    assert not suspicion(text, Where.FREE)


@pytest.mark.parametrize(
    "text",
    ["Florence Suite", "Nightingale Ward", "Barnet", "Elizabeth House", "Kent Pension Fund", "Porter", "Sister", "Marks and Spencer"],
)
def test_what_is_named_after_people_is_no_person_where_places_stand(text):
    assert not suspicion(text, Where.ORGANISATION)


@given(st.text(max_size=80))
def test_any_text_can_be_looked_at(text):
    assert isinstance(suspicion(text, Where.FREE), str)
    assert isinstance(list(hits(text, typed=True)), list)


@given(
    st.sampled_from(["a" * 60 + "@", "0" * 40, "07" * 30, "A1 " * 30, "\\\\" * 30, "Mr " * 30, "x, " * 40, "12 " * 40]), st.integers(1, 120)
)
def test_no_text_takes_long(piece, times):
    assert list(hits((piece * times)[:30_000], typed=True)) is not None
    assert suspicion((piece * times)[:30_000], Where.FREE) is not None


FORMULAS = [
    ('IF(A2="Smith",1,0)', ["Smith"]),
    ('"Fea"&"ther"', ["Feather"]),
    ('"O""Brien"', ['O"Brien']),
    ('CHAR(74)&"ones"', ["Jones"]),
    ("'SMITH J'!F30+1", ["SMITH J"]),
    ("'O''Brien'!A1", ["O'Brien"]),
    ('{"Smith";"Jones"}', ["Smith", "Jones"]),
    ("SUM(A1:A9)", []),
]


@pytest.mark.parametrize(("formula", "texts"), FORMULAS)
def test_a_formula_gives_up_what_it_quotes(formula, texts):
    assert list(texts_in(formula)) == texts


@pytest.mark.parametrize(
    ("spelt", "text"), [("&#74;ones", "Jones"), ("&#x4A;ones", "Jones"), ("_x004A_ones", "Jones"), ("a&amp;b", "a&b"), ("&nope;", "&nope;")]
)
def test_an_escape_is_resolved(spelt, text):
    assert unescape(spelt) == text


def test_runs_comments_attributes_and_cdata_are_all_read():
    part = b'<x:si xmlns:x="u" n="Ann"><x:r><x:t>Feather</x:t></x:r><x:r><x:t><![CDATA[stone]]></x:t></x:r><!-- Bob --><?p Cyd?></x:si>'
    assert {leaf.text.strip() for leaf in leaves(part)} == {"u", "x", "Ann", "Featherstone", "Bob", "Cyd"}


def test_a_part_in_utf_16_is_read():
    assert [leaf.text for leaf in leaves("<?xml version='1.0' encoding='UTF-16'?><t>Siân</t>".encode("utf-16"))] == ["Siân"]


def test_markup_that_is_not_well_formed_is_read_leniently():
    assert "Featherstone" in " ".join(leaf.text for leaf in lenient_leaves(b"<v:shape alt=Featherstone><br>note</v:shape>"))


def test_a_workbook_hidden_in_base64_is_opened():
    inner = workbook([["NI Number"], ["JM482107C"]])
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook([["Grade"], ["Band 5"]]))) as outer, zipfile.ZipFile(stream, "w") as packed:
        for item in outer.infolist():
            packed.writestr(item.filename, outer.read(item))
        packed.writestr("customXml/item1.xml", b"<a>" + base64.b64encode(b"\0\0\0\0" + inner) + b"</a>")
    found = inspect(stream.getvalue()).findings
    assert [(finding.entity, finding.place) for finding in found] == [("UK_NINO", "customXml/item1.xml#1, inside: sheet1!A2")]


@pytest.mark.parametrize(
    "text",
    [
        *("Sarah Whitcombe", "SARAH WHITCOMBE", "Oluwaseun Adebayo", "Kowalska, Agnieszka", "Whitcombe, Sarah", "John Brown", "J Smith"),
        *("Smith J", "Mr P. Okonkwo", "see Sarah about this", "ask Tunde", "\u9648\u4f1f", "\u0393\u03b9\u03ce\u03c1\u03b3\u03bf\u03c2"),
    ],
)
def test_a_person_among_departments_and_jobs_is_suspected(text):
    assert suspicion(text, Where.ORGANISATION)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Mary Seacole Ward",
            "Florence Nightingale Ward",
            "Ward Bevan",
            "King George Hospital",
            "John Lewis Partnership",
            "Grant Thornton",
            "Bevan",
        ),
        *("Head of Nursing", "Staff nurse, Lister Ward", "J Sainsbury plc", "Legal & General", "Overtime x1.5", "St Mary's", "Block A"),
    ],
)
def test_departments_jobs_and_institutions_named_after_people_are_not_suspected(text):
    assert not suspicion(text, Where.ORGANISATION)
