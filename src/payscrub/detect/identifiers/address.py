"""Street lines, and whole addresses that end in a postcode."""

from __future__ import annotations

import re

from payscrub.detect.detector import BEGIN, END, Detector

_KIND = (
    "STREET|STR?|ROAD|RD|AVENUE|AVE?|LANE|LN|CLOSE|CL|DRIVE|DR|CRESCENT|CRES|COURT|CT|GARDENS|GDNS|GROVE|GR|PLACE|PL|TERRACE|TERR?|WAY|WALK|SQUARE|SQ|"
    "HILL|PARK|PARADE|MEWS|RISE|ROW|VIEW|GREEN|YARD|MOUNT|FIELDS?|CLIFF|CROFT|DALE|DENE|END|GATE|HEIGHTS|ORCHARD|PATH|RIDGE|VALE|WYND|CIRCUS|CHASE|MEADOWS?|"
    "BOULEVARD|ESPLANADE|PROMENADE|QUAY|WHARF|EMBANKMENT|BROADWAY|LEA|CLOSES|COTTAGES?|HEOL|FFORDD|STRYD|TRIANGLE"
)
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
            rf"{BEGIN}(?:C/O|LIV(?:ES|ING) AT|RESID(?:ES|ING) AT|ADDRESS(?: IS| TO| NOW)?:?) "
            rf"(?P<ADDRESS>{_FLAT}\d{{1,4}}[A-Z]?,? [A-Z][A-Z'.\-]{{1,20}}(?: [A-Z][A-Z'.\-]{{1,20}}){{0,2}}){END}"
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
