"""Street lines, and whole addresses that end in a postcode."""

from __future__ import annotations

import re

from payscrub.detect.detector import BEGIN, END, Detector

_KIND = (
    "STREET|STR?|ROAD|RD|AVENUE|AVE?|LANE|LN|CLOSE|CL|DRIVE|DR|CRESCENT|CRES|COURT|CT|GARDENS|GDNS|GROVE|GR|PLACE|PL|TERRACE|TERR?|WAY|WALK|SQUARE|SQ|"
    "HILL|PARK|PARADE|MEWS|RISE|ROW|VIEW|GREEN|YARD|MOUNT|FIELDS?|CLIFF|CROFT|DALE|DENE|END|GATE|HEIGHTS|ORCHARD|PATH|RIDGE|VALE|WYND|CIRCUS|CHASE|MEADOWS?|"
    "LIMES|OAKS|ELMS|FIRS|BEECHES|CEDARS|WILLOWS|POPLARS|LARCHES|LAURELS|BIRCHES|CHESTNUTS|HOLLIES|PINES|BROW|BRAE|COPSE|DELL|"
    "GARTH|GLADE|GLEBE|HOLT|HURST|KNOLL|NOOK|PADDOCKS?|PASTURES|SPINNEY|THICKET|VILLAS?|BOULEVARD|ESPLANADE|PROMENADE|QUAY|WHARF|EMBANKMENT|BROADWAY|LEA|CLOSES|COTTAGES?|HEOL|FFORDD|STRYD|TRIANGLE"
)
_EVERYDAY = "BANK|REACH|STRAND|FOLD|STILE|LEAS|DOWNS|COMMON|WOODS?|SHAW|MEAD"  # what streets are called and much else
_NO_STREET = (
    r"(?:HOURS?|HRS?|DAYS?|SHIFTS?|NIGHTS?|WEEK(?:END|LY)?S?|MONTHS?|YEARS?|STAFF|NURSES?|HCA|EXTRA|LATES?|EARL(?:Y|IES)|LONG|NON|PER|AND|THE|FOR|"
    r"NEW|OLD|FOOD|BLOOD|DATA|LLOYDS|BARCLAYS|PART|FULL|ZERO|MORE|CASUAL|RELIEF|AGENCY|EASTER|SPRING|SUMMER|AUGUST|MAY)"
)
_SMALL = "(?:IS|AT|TO|OF|IN|FROM|AND|THE|NOW|FOR|BY|ON)"
_NAME = r"[A-Z][A-Z'.\-]{1,20}"
_AT = "C/O|LIV(?:ES|ING) AT|RESID(?:ES|ING) AT|ADDR(?:ESS)?(?: IS| TO| NOW)?:?"  # what only an address follows
_HOUSE = "COTTAGES?|HOUSE|FARM(?:HOUSE)?|LODGE|BARN|MANOR|BUNGALOW|CARAVAN"
_WORDS = r"(?:[A-Z][A-Z'.\-]{0,20} ){1,4}"
_FLAT = r"(?:(?:FLAT|FLT|UNIT|APARTMENT|APT|ROOM|STUDIO) ?[A-Z0-9]{1,5},? {0,2})?"
_STREET = rf"{_FLAT}(?:\d{{1,4}}(?:[A-Z]|[\-/]\d{{1,4}})?|\d{{5,6}}(?= EXAMPLE ROAD)),? {_WORDS}(?:{_KIND}){END}"
_POSTCODE = r"[A-PR-UWYZ][A-HK-Z]?\d[A-Z\d]? {0,2}\d[ABD-HJLNP-UW-Z]{2}"

DETECTORS = (
    Detector(
        entity="ADDRESS",
        pattern=re.compile(
            rf"{BEGIN}{_STREET}(?:[,\r\n]{{1,3}} {{0,2}}[A-Z0-9][A-Z0-9 '.\-]{{1,40}}){{0,6}}[, \r\n]{{1,4}}{_POSTCODE}{END}"
        ),
        source="Royal Mail: number and street, locality, town, postcode",
        examples=("12 Acacia Avenue, Ashford, Kent, TN24 0AB", "Flat 3, 9 High St\nLeeds\nLS1 4AP"),
        counter_examples=("Ashford, Kent", "12 High dependency beds"),
        digits=3,
        score=0.96,
    ),
    Detector(
        entity="ADDRESS",
        pattern=re.compile(rf"{BEGIN}(?:{_STREET}|P\.?O\.? BOX \d{{1,6}}{END})"),
        source="as above, the street line alone",
        examples=("12 Acacia Avenue", "9a St John's Rd", "PO Box 123", "Flat 3, 9 High St"),
        counter_examples=("12 hours overtime", "Acacia Avenue"),
        digits=1,
        score=0.92,  # surer than the names that streets are called after
    ),
    Detector(
        entity="ADDRESS",
        pattern=re.compile(
            rf"{BEGIN}{_FLAT}\d{{1,4}}[A-Z]?,? [A-Z][A-Z '.\-]{{2,40}}(?:[,\r\n]{{1,3}} {{0,2}}[A-Z][A-Z '.\-]{{1,40}}){{1,5}}"
            rf"[, \r\n]{{1,4}}{_POSTCODE}{END}"
        ),
        source="as above, a street whose name does not say that it is one",
        examples=("147 The Larches, Swindon SN1 4AP", "58 Quarry Bank\nLeeds\nLS1 4AP"),
        counter_examples=("12 beds in Leeds LS1 4AP", "12 Acacia"),
        digits=3,
        score=0.93,
    ),
    Detector(
        entity="ADDRESS",
        pattern=re.compile(
            rf"{BEGIN}(?:{_AT}) "
            rf"(?P<ADDRESS>{_FLAT}\d{{1,4}}[A-Z]?,? {_NAME}(?: {_NAME}){{0,2}}){END}"
        ),
        source="as above, after words that only an address follows",
        examples=("arrears; c/o 58 Quarry Bank", "new address: 147 The Larches"),
        counter_examples=("58 Quarry Bank", "address changed"),
        digits=1,
        score=0.9,
    ),
    Detector(
        entity="ADDRESS",
        pattern=re.compile(rf"{BEGIN}\d{{1,3}}[A-Z]? THE [A-Z]{{4,16}}(?=[,\r\n\x1e]|$)"),
        source="as above, a street called The and a word, at the end of a line",
        examples=("147 The Larches, Swindon", "reissued to 12 The Spinney"),
        counter_examples=("1 the total is wrong", "147 Larches"),
        digits=1,
        score=0.72,
    ),
    Detector(
        entity="ADDRESS",
        pattern=re.compile(rf"{BEGIN}\d{{1,3}}[A-Z]? (?!{_NO_STREET} )[A-Z'\-]{{3,16}} (?:{_EVERYDAY})(?=[,.;)\r\n\x1e]|$)"),
        source="as above, a street of two words whose second means much else, too, at the end of a line or phrase",
        examples=("200 Quarry Bank, Leeds", "12 Heather Common"),
        counter_examples=("12 nurse bank", "3 days bank", "12 Quarry Bank shifts"),
        digits=1,
        score=0.91,
    ),
    Detector(
        entity="ADDRESS",
        pattern=re.compile(
            rf"{BEGIN}(?:{_AT}|P45 TO|P60 TO|PAYSLIPS? TO) "
            rf"(?P<ADDRESS>(?:THE )?(?:{_NAME} ){{1,3}}(?:{_HOUSE})(?:, (?:{_NAME} ){{1,3}}(?:{_KIND}))?){END}"
        ),
        source="as above, a house that has a name and no number",
        examples=("lives at Rose Cottage, Church Hill", "address: Low Fell Farm"),
        counter_examples=("Rose Cottage", "moved to Rose Ward"),
        score=0.9,
    ),
    Detector(
        entity="ADDRESS",
        pattern=re.compile(
            rf"{BEGIN}(?!{_SMALL} ){_NAME} (?:{_NAME} )?(?:COTTAGE|FARMHOUSE|BUNGALOW), (?:{_NAME} ){{1,3}}(?:{_KIND}){END}"
        ),
        source="as above, beside its street",
        examples=("Rose Cottage, Church Hill",),
        counter_examples=("Rose Cottage, two beds", "Rose Ward, Church Hill"),
        score=0.89,
    ),
    Detector(
        entity="ADDRESS",
        pattern=re.compile(
            rf"{BEGIN}(?:FLAT|FLT|APARTMENT|APT) [A-Z0-9]{{1,5}},? (?:[A-Z][A-Z'.\-]{{1,20}} ){{1,3}}"
            rf"(?:HOUSE|COURT|TOWERS?|MANSIONS|LODGE|BUILDINGS?|POINT|HEIGHTS){END}"
        ),
        source="as above, a flat in a named house",
        examples=("Flat 3, Rose Court", "Apartment 12 Tower Bridge House"),
        counter_examples=("flat rate 3", "Rose Court"),
        score=0.75,
    ),
)
