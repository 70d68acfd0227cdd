"""How addresses look in a text: a house in a street, a house that has a name, a flat, a box. Texts are in capitals."""

from __future__ import annotations

from typing import Final

from payscrub.verify import shape_checks as check
from payscrub.verify.shape import Shape

_STREET = (
    "STREET|ROAD|AVENUE|LANE|DRIVE|CLOSE|CRESCENT|GARDENS|TERRACE|COURT|GROVE|AVE|ST|RD|BROW|MEWS|ROW|SQUARE|PLACE|HILL|LARCHES|LIMES|OAKS|"
    "ELMS|FIRS|BEECHES|CEDARS|WILLOWS|POPLARS|LAURELS|CHESTNUTS|PINES|CROFT|DENE|GARTH|GLADE|HEIGHTS|ORCHARD|PADDOCKS?|SPINNEY|WYND|BRAE|"
    "COPSE|RISE|VALE|CHASE|MEADOWS?|COTTAGES?|WAY|WALK|VIEW|GREEN|PARK|PARADE|QUAY|WHARF|BROADWAY|ESPLANADE|PROMENADE|FIELDS|GDNS|CRES|TERR?|LN"
)
_COUNTED = (
    "HOURS?|HRS?|DAYS?|SHIFTS?|NIGHTS?|WEEK(?:END|LY)?S?|MONTHS?|YEARS?|STAFF|NURSES?|HCA|EXTRA|LATES?|EARL(?:Y|IES)|LONG|NON|PER|AND|THE|"
    "FOR|NEW|OLD|FOOD|BLOOD|DATA|LLOYDS|BARCLAYS|PART|FULL|ZERO|MORE|CASUAL|RELIEF|AGENCY|EASTER|SPRING|SUMMER|AUGUST|MAY"
)
_WORD = r"[A-Z][A-Z'.-]{1,20}"
_STANDS = "It has the form of a house in a street."
_SAID = "The words before it say that it is an address."

ADDRESSES: Final[tuple[Shape, ...]] = (
    Shape(
        "ADDRESS",
        rf"(?<![A-Z0-9/-])\d{{1,4}}[A-Z]?,? (?:[A-Z][A-Z'-]{{1,24}} ){{1,3}}(?:{_STREET})(?![A-Z])",
        "digit",
        _STANDS,
        check.real_street,
        ask=True,
    ),
    Shape(
        "ADDRESS",
        r"(?<![A-Z])(?:C/O|LIV(?:ES|ING) AT|RESID(?:ES|ING) AT|ADDRESS(?: IS| TO| NOW)?:?) \d{1,4}[A-Z]?,? [A-Z][A-Z'.-]{1,20}"
        r"(?: [A-Z][A-Z'.-]{1,20}){0,2}",
        "digit",
        _SAID,
        check.real_street,
        ask=True,
    ),
    Shape(
        "ADDRESS",
        r"(?<![A-Z0-9/-])(?:\d{1,3}[A-Z]? THE [A-Z]{4,16}(?=[,\n]|$)|P\.?O\.? BOX \d{1,6}(?!\d))",
        "digit",
        _STANDS,
        ask=True,
    ),
    Shape(
        "ADDRESS",
        r"(?<![A-Z])(?:FLAT|FLT|APARTMENT|APT) [A-Z0-9]{1,5},? (?:[A-Z][A-Z'.-]{1,20} ){1,3}"
        r"(?:HOUSE|COURT|TOWERS?|MANSIONS|LODGE|POINT)(?![A-Z])",
        "A",
        "It has the form of a flat in a house.",
        ask=True,
    ),
    Shape(
        "ADDRESS",
        rf"(?<![A-Z0-9/-])\d{{1,3}}[A-Z]? (?!(?:{_COUNTED}) )[A-Z'-]{{3,16}} (?:BANK|REACH|STRAND|FOLD|STILE|LEAS|DOWNS|COMMON|WOODS?)"
        r"(?=[,.;)\n]|$)",
        "digit",
        _STANDS,
        ask=True,
    ),
    Shape(
        "ADDRESS",
        rf"(?<![A-Z])(?:LIV(?:ES|ING) AT|ADDR(?:ESS)?(?: IS| TO| NOW)?:?|P45 TO|PAYSLIPS? TO) (?:THE )?(?:{_WORD} ){{1,3}}"
        r"(?:COTTAGES?|HOUSE|FARM(?:HOUSE)?|LODGE|BARN|MANOR|BUNGALOW)(?![A-Z])",
        "A",
        _SAID,
        ask=True,
    ),
    Shape(
        "ADDRESS",
        rf"(?<![A-Z])(?:{_WORD} ){{1,2}}(?:COTTAGE|FARMHOUSE|BUNGALOW), (?:{_WORD} ){{1,3}}(?:{_STREET})(?![A-Z])",
        "A",
        _STANDS,
        check.real_street,
        ask=True,
    ),
)
