"""Names inside the structure of a workbook: every one that the cleaner lets stand is accepted, a person's is not."""

import pytest

from payscrub.formats.xlsx import manifest, namespaces, rulings
from payscrub.formats.xlsx.ruling import spelt_out
from payscrub.verify import structure
from payscrub.verify.lexicon import NAME
from payscrub.verify.markup import Leaf
from payscrub.verify.structure import is_foreign, is_setting, is_typeface, is_unknown_typeface
from payscrub.verify.styles import literals_of
from payscrub.verify.wordlists import words

TYPES = [kind for row in rulings.TABLE for kind in (*spelt_out(row.relations), *spelt_out(row.contents))]
SPACES = [*namespaces.READ, *namespaces.KNOWN]
PARTS = ["xl/part12.xml", "xl/worksheets/sheet3.xml", "xl/pivotCache/pivotCacheRecords1.xml", "xl/media/image2.jpeg", "_rels/.rels"]
SMALL = sorted(
    words(
        """
        activex addins attachedtoolbars calcchain cellimages ctrlprop ctrlprops customxml dialogsheets docmetadata externallinks intlsheet
        itemprops labelinfo macrosheets metaattributes oleobject opendocument printersettings querytable quickstyle slicercaches
        slidemaster smartart taskpanes thememanager timelinecaches vbaproject vmldrawing volatiledependencies webextensions xmlmaps
        xmlsignatures
        """
    )
)  # as programs write them that know no capitals
PREFIXES = sorted(
    words(
        """
        cdr ctrl dcmitype dcterms dgm dsp loext mdssi odoc ole pic psmdcp sle sml sst tfng thm uri xcalcf xda xdr xlrd xmlns xsd xsi
        """
    )
)
ORDINARY = words(
    """
    alternate animation app application audio bag bin binary calc calculation certificate charts com comments compatibility
    connections core custom dell diagram diagrams drawing drawings embeddings etc excel ext external gmc google guru http https
    hyperlink image ink intl layout library libreoffice media metadata mime missing none oasis octet pdf person persons pivottable
    pivottables powerpoint prop props purl query rid schemas sharepoint sheet sheets slicers spreadsheet startup strings structure
    style styles sub table tables task temp theme themes thumbnail tiff timelines urn user usernames uuid video web workbook
    worksheet worksheets www xls xlsx xml
    """
)
SUFFIXES = ["xlsm", "xltm", "xltx", "tif", "sigs"]
SPACES_OF_OTHERS = [
    "http://schemas.microsoft.com/office/2006/metadata/properties/metaAttributes",
    "http://schemas.microsoft.com/office/infopath/2007/PartnerControls",
    "http://schemas.microsoft.com/office/2006/documentManagement/types",
    "http://schemas.microsoft.com/office/powerpivot/datamodel",
    "http://schemas.microsoft.com/office/2006/digsig",
    "http://www.w3.org/2001/XMLSchema",
    "http://www.w3.org/2000/09/xmldsig#",
    "http://xml.org/namespaces",
    "urn:schemas-microsoft-com:office:msforms",
    "Valencia hsts tcid sig",
]
SCRIPTS = ["Arab", "Beng", "Cher", "Cyrl", "Deva", "Ethi", "Hans", "Hant", "Latn", "Mong", "Syrc", "zh-CHS", "zh-CHT"]
IDS = ["rId12", "rIdSt", "R9203b70608bb4f9c", "R9203abcde8bbf9cd", "R12abcd", "Internal", "External"]


@pytest.mark.parametrize(
    "names",
    [TYPES, SPACES, PARTS, IDS, SMALL, PREFIXES, SUFFIXES, SPACES_OF_OTHERS, SCRIPTS, sorted(manifest.WORDS), sorted(manifest.EXTENSIONS)],
    ids=lambda names: names[0],
)
def test_what_the_format_has_is_accepted(names):
    assert [name for name in names if is_foreign(name)] == []


@pytest.mark.parametrize(
    "name",
    [
        "Okonkwo",
        "xl/Whitcombe.xml",
        "urn:okonkwo",
        "image/okonkwo",
        "rIdOkonkwo",
        "../okonkwo/sheet1.xml",
        "OkonkwoSheet",
        "Zqv",
        "Rabcdeg",
    ],
)
def test_what_the_format_does_not_have_is_not_accepted(name):
    assert is_foreign(name)


def test_words_of_the_format_are_accepted_though_one_is_somebodys_name(monkeypatch):
    monkeypatch.setattr(structure, "kind_of", lambda _: NAME)
    assert [word for word in sorted(ORDINARY) if is_foreign(word)] == []


SETTINGS = [
    ("worksheet", "xmlns", "urn:x"),
    ("worksheet", "prefix", "x14ac"),
    ("rPr", "lang", "en-GB"),
    ("rPr", "altLang", "en-GB"),
    ("Default", "Extension", "xml"),
    ("Default", "ContentType", "text/xml"),
    ("Override", "PartName", "/xl/workbook.xml"),
    ("Override", "ContentType", "text/xml"),
    ("Relationship", "Id", "rId1"),
    ("Relationship", "Type", "http://x"),
    ("Relationship", "Target", "sheet1.xml"),
    ("Relationship", "TargetMode", "External"),
]
TEXTS = [
    ("Relationship", "Target", "file:///okonkwo.xlsx"),
    ("Relationship", "Target", "mailto:okonkwo"),
    ("Relationship", "Target", "\\\\server\\okonkwo"),
    ("Relationship", "Target", "#Okonkwo!A1"),
    ("sheet", "name", "Okonkwo"),
    ("t", "", "Okonkwo"),
]
TYPEFACES = [("latin", "typeface", True), ("rFont", "val", True), ("name", "val", True), ("color", "val", False), ("name", "", False)]


def test_names_in_the_structure_are_told_from_texts():
    assert [item for item in SETTINGS if not is_setting(Leaf(*item))] == []
    assert [item for item in TEXTS if is_setting(Leaf(*item))] == []


@pytest.mark.parametrize(("element", "attribute", "expected"), TYPEFACES)
def test_the_name_of_a_typeface_is_told_from_other_texts(element, attribute, expected):
    assert is_typeface(Leaf(element, attribute, "Calibri")) is expected


def test_a_typeface_that_is_neither_public_nor_of_ordinary_words_is_unknown():
    assert not any(map(is_unknown_typeface, ["Calibri", "CALIBRI", "Bahnschrift", "Payroll Sans"]))
    assert all(map(is_unknown_typeface, ["Featherstonehaugh", "Okonkwo Sans", "Sans Zqvtrab"]))


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('"Oko""nkwo "0.00', "Okonkwo"),
        (r"\O\k\o\n\k\w\o0", "Okonkwo"),
        ("[$Okonkwo-809]0.00", "Okonkwo"),
        ("_O_k_o_n_k_w_o0.00", "Okonkwo"),
        ("[$£-809]#,##0.00;[Red]-#,##0.00", "£"),
        ("General", ""),
    ],
)
def test_what_a_number_format_shows_is_joined(code, shown):
    assert literals_of(code).strip() == shown
