"""Names inside the structure of a workbook: every one that the cleaner lets stand is accepted, a person's is not."""

import pytest

from payscrub.formats.xlsx import manifest, namespaces, rulings
from payscrub.formats.xlsx.ruling import spelt_out
from payscrub.verify.structure import is_foreign
from payscrub.verify.styles import literals_of

TYPES = [kind for row in rulings.TABLE for kind in (*spelt_out(row.relations), *spelt_out(row.contents))]
SPACES = [*namespaces.READ, *namespaces.KNOWN]
PARTS = ["xl/part12.xml", "xl/worksheets/sheet3.xml", "xl/pivotCache/pivotCacheRecords1.xml", "xl/media/image2.jpeg", "_rels/.rels"]
IDS = ["rId12", "rIdSt", "R9203b70608bb4f9c", "Internal", "External"]


@pytest.mark.parametrize(
    "names", [TYPES, SPACES, PARTS, IDS, sorted(manifest.WORDS), sorted(manifest.EXTENSIONS)], ids=lambda names: names[0]
)
def test_what_the_format_has_is_accepted(names):
    assert [name for name in names if is_foreign(name)] == []


@pytest.mark.parametrize("name", ["Okonkwo", "xl/Whitcombe.xml", "urn:okonkwo", "image/okonkwo", "rIdOkonkwo", "../okonkwo/sheet1.xml"])
def test_what_the_format_does_not_have_is_not_accepted(name):
    assert is_foreign(name)


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
