"""Telephone numbers in every layout."""

from __future__ import annotations

import re

from payscrub.detect.detector import Detector, words

_EXT = r"(?: ?(?:X|EXT?\.?|EXTENSION|#) ?\d{1,6})?"
_NAMED = "TEL|TELEPHONE|PHONE|MOB|MOBILE|FAX|CELL|EXT|EXTENSION|EXTN|BLEEP|PAGER|WHATSAPP"
_REST = r"(?:[ ()\-./]{0,2}\d)"

DETECTORS = (
    Detector(
        entity="PHONE_NUMBER",
        pattern=re.compile(
            rf"(?<![A-Z0-9.,])(?:\+44 ?(?:\(0\))? ?|0044 ?(?:\(0\))? ?|\(?0\)? ?)[1-35789]{_REST}{{8,9}}(?!\d|[.,]\d){_EXT}"
        ),
        source="Ofcom National Telephone Numbering Plan: 0 and nine or ten digits, or +44",
        examples=("020 7946 0123", "07700900123", "+44 (0)7700 900 123", "(01632) 960123", "0113-496-0123 ext 12", "0044 7700 900123"),
        counter_examples=("0.12345678901", "01/02/2023", "0012345678", "0207946"),
        digits=10,
        score=0.9,
    ),
    Detector(
        entity="PHONE_NUMBER",
        pattern=re.compile(rf"(?<![A-Z0-9.,])\+(?!44)\d{{1,3}}{_REST}{{6,12}}(?!\d)"),
        source="ITU-T E.164: a plus sign, a country code, at most fifteen digits",
        examples=("+353 1 234 5678", "+234-803-123-4567"),
        counter_examples=("+12.50", "+353"),
        marks="+",
        digits=7,
        score=0.9,
    ),
    Detector(
        entity="PHONE_NUMBER",
        pattern=re.compile(rf"(?<![A-Z0-9.,/\-])00(?!44)(?:[1-9]\d{{0,2}}|0|000)[ ()\-]{_REST}{{5,12}}(?!\d)"),
        source="as above, dialled from here: two zeros, the country (zeros in an invented number), a blank or sign",
        examples=("00353 86 123 4567", "001 (212) 555-0123"),
        counter_examples=("00353861234567", "00 12 34", "0012345678"),
        digits=9,
        score=0.85,
    ),
    Detector(
        entity="PHONE_NUMBER",
        pattern=re.compile(r"(?<![A-Z0-9.,\-])(?:44[127]\d{9}|7\d{9}|[12]\d{9})(?![A-Z0-9]|[.,\-]\d)"),
        source="as Ofcom, the leading zero or plus lost in a number cell",
        examples=("7700900123", "447700900123", "2079460123"),
        counter_examples=("4700900123", "7700900123.5", "77009001234"),
        digits=10,
        score=0.65,
    ),
    Detector(
        entity="PHONE_NUMBER",
        pattern=re.compile(r"(?<![0-9.,])\(?\d(?:[ ()\-]{0,2}\d){2,12}(?!\d|[.,]\d)"),
        source="local numbers, extensions and bleeps, beside a word that names them",
        examples=("Tel: 960123", "mob 7700 900123", "ext. 4412", "bleep 1234"),
        counter_examples=("960123", "telephone allowance"),
        context=words(_NAMED, tail=r"(?: (?:NO|NUMBER))?[.:# \-]{1,3}"),
        digits=3,
        score=0.85,
    ),
)
