"""The names inside a workbook's structure: parts, types, namespaces and their prefixes, ids. Only words that the formats use belong there.

The list below is of ECMA-376, [MS-XLSX] and the applications that write these files; ordinary words pass beside it.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final

from payscrub.verify.lexicon import NAME, PLAIN, UNKNOWN, kind_of
from payscrub.verify.markup import Leaf
from payscrub.verify.name_patterns import CAMEL
from payscrub.verify.wordlists import words

REASON = "A name inside the file that Excel does not show holds a word that does not belong there."
_SHORT = 2  # letters: prefixes and pieces of numbers
_RUN = re.compile(r"[^\W\d_]+")
_GUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|R[0-9a-f]{6,32}")
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|\\\\|#")  # the target of a hyperlink is a text like any other
_SETTINGS: Final = frozenset(
    {
        ("Default", "Extension"),
        ("Default", "ContentType"),
        ("Override", "PartName"),
        ("Override", "ContentType"),
        ("Relationship", "Id"),
        ("Relationship", "Type"),
        ("Relationship", "Target"),
        ("Relationship", "TargetMode"),
    }
)
_FORMAT: Final = words(
    """
    activex addin addins alternate animation app application arab attachedtoolbars audio bag beng bin binary bmp calc calcchain
    calcfeatures calculation cdr cellimage cellimages certificate chartcolorstyle chartex charts chartshapes chartsheet chartsheets
    chartstyle cher chs cht classificationlabels colors com comments compatibility connections controlproperties core ctrl ctrlprop
    ctrlprops custom customization customooxmlschemas customschemas customxml cyrl datamodel dcmitype dcterms ddp dell deva dgm diagram
    diagrams dialogsheet dialogsheets digsig docmetadata docprops documenttask documenttasks drawing drawingml drawings dsp
    dynamicarray embeddings emf etc ethi excel ext extensibility external externallinks extlinks featurepropertybag gif gltf gmc google
    guru hans hant hdphoto heic hmac hsts http https hyperlink image infopath ink inkml intl intlmacrosheet intlsheet itemprops jpeg
    jpg labelinfo latn layout library libreoffice link loext long mac macrosheet macrosheets mdssi meatadata media metaattributes
    metadata mime missing mong msforms msword namedsheetviews namespace namespaces none oasis oclc octet odoc officedocument ole
    oleobject ooxml opendocument openxmlformats org pdf person persons pic pivotcache pivotcachedefinition pivotcacherecords
    pivotdefaultlayout pivottable pivottables pjpeg png power powerpivot powerpoint presentationml printersettings prop propertdes
    props psmdcp purl query querytable quickstyle rdarray rdrichvalue rdrichvaluestructure rdrichvaluetypes rdrichvaluewebimage
    rdsupportingpropertybag rdsupportingpropertybagstructure rels rich richdata richdatawebimage richstyles richvaluerel rid schemas
    sharedstrings sharepoint sheet sheets sig sigs sketchyshapes sle slicercaches slicers slidemaster smartart sml spreadsheet
    spreadsheetml sst startup strings structure style styles sub svg syrc table tables task taskpanes tcid temp tfng theme thememanager
    thememl themeoverride themes thm threadedcomments thumbnail tif tiff timelinecaches timelines timeslicer uri urn user usernames
    uuid valencia vba vbaproject video vml vmldrawing vnd volatiledependencies web webextension webextensions webextensiontaskpanes
    webp wmf wordprocessing wordprocessingml workbook workbookmetadata worksheet worksheets wps www xcalcf xda xdr xen xlrd xls xlsm
    xlsx xltm xltx xml xmldsig xmlmaps xmlns xmlsignature xmlsignatures xsd xsi
    """
)


def is_setting(leaf: Leaf) -> bool:
    """Return whether a text is a name in the structure of the file: a type, a part, a namespace or its prefix, an id."""
    if leaf.attribute in ("xmlns", "prefix", "lang", "altLang"):
        return True
    return (leaf.element, leaf.attribute) in _SETTINGS and not (leaf.attribute == "Target" and _ELSEWHERE.match(leaf.text))


def is_typeface(leaf: Leaf) -> bool:
    """Return whether a text is the name of a typeface."""
    return leaf.attribute == "typeface" or (leaf.attribute == "val" and leaf.element in ("rFont", "name"))


def is_unknown_typeface(name: str) -> bool:
    """Return whether the name of a typeface is not a public one and holds a word that is somebody's or nobody's."""
    return name.lower() not in _typefaces() and any(kind_of(run) in (NAME, UNKNOWN) for run in _RUN.findall(name))


@cache
def _typefaces() -> frozenset[str]:
    listed = files("payscrub").joinpath("formats", "xlsx", "parts", "fonts.txt").read_text("utf-8")
    return frozenset(listed.lower().split("\n"))


def is_foreign(name: str) -> bool:
    """Return whether a name in the structure holds a word that is neither the format's nor an ordinary one."""
    return not all(map(_is_usual, _RUN.findall(without_ids(name))))


def without_ids(name: str) -> str:
    """Return a name in the structure without what programs number things by, whose digits and letters mean nothing."""
    return _GUID.sub(" ", name)


def _is_usual(run: str) -> bool:
    return run.lower() in _FORMAT or all(
        len(piece) <= _SHORT or piece.lower() in _FORMAT or kind_of(piece) == PLAIN for piece in CAMEL.split(run)
    )
