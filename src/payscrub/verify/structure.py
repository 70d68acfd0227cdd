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
    activex addin addins arab attachedtoolbars beng bmp calcchain calcfeatures cdr cellimage cellimages
    chartcolorstyle chartex chartshapes chartsheet chartsheets chartstyle cher chs cht classificationlabels colors controlproperties
    ctrl ctrlprop ctrlprops customization customooxmlschemas customschemas customxml cyrl datamodel dcmitype dcterms ddp deva dgm
    dialogsheet dialogsheets digsig docmetadata docprops documenttask documenttasks drawingml dsp dynamicarray emf
    ethi extensibility externallinks extlinks featurepropertybag gif gltf hans hant hdphoto heic hmac hsts infopath inkml
    intlmacrosheet intlsheet itemprops jpeg jpg labelinfo latn link loext long mac macrosheet macrosheets mdssi meatadata
    metaattributes mong msforms msword namedsheetviews namespace namespaces oclc odoc officedocument ole oleobject ooxml opendocument
    openxmlformats org pic pivotcache pivotcachedefinition pivotcacherecords pivotdefaultlayout pjpeg png power powerpivot
    presentationml printersettings propertdes psmdcp querytable quickstyle rdarray rdrichvalue rdrichvaluestructure rdrichvaluetypes
    rdrichvaluewebimage rdsupportingpropertybag rdsupportingpropertybagstructure rels rich richdata richdatawebimage richstyles
    richvaluerel sharedstrings sig sigs sketchyshapes sle slicercaches slidemaster smartart sml spreadsheetml sst svg syrc
    taskpanes tcid tfng thememanager thememl themeoverride thm threadedcomments tif timelinecaches timeslicer uri valencia vba
    vbaproject vml vmldrawing vnd volatiledependencies webextension webextensions webextensiontaskpanes webp wmf wordprocessing
    wordprocessingml workbookmetadata wps xcalcf xda xdr xen xlrd xlsm xltm xltx xmldsig xmlmaps xmlns xmlsignature
    xmlsignatures xsd xsi
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
