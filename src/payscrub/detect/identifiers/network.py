"""Addresses and names of machines."""

from __future__ import annotations

import re

from payscrub.detect.detector import BEGIN, END, Detector, words


def _not_plain_word(code: str) -> bool:
    return any(map(str.isdigit, code)) or len(code) > len("DESKTOP")


DETECTORS = (
    Detector(
        entity="IP_ADDRESS",
        pattern=re.compile(
            r"(?<![A-Z0-9.])(?<!V )(?<!VERSION )(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![0-9A-Z]|\.\d)"
        ),
        source="RFC 791; a version number is told by the word before it",
        examples=("10.12.200.7", "host 192.168.1.20."),
        counter_examples=("v 1.2.3.4", "1.2.3", "300.1.1.1", "1.2.3.4.5"),
        marks=".",
        digits=4,
        score=0.85,
    ),
    Detector(
        entity="IP_ADDRESS",
        pattern=re.compile(
            r"(?<![0-9A-Z:.])(?=[0-9A-F]{0,4}:[0-9A-F]{0,4}:)(?:[0-9A-F]{1,4}(?::[0-9A-F]{1,4}){7}|(?:[0-9A-F]{1,4}(?::[0-9A-F]{1,4}){0,6})?::(?:[0-9A-F]{1,4}(?::[0-9A-F]{1,4}){0,6})?)(?![0-9A-Z:.])"
        ),
        source="RFC 4291",
        examples=("2001:db8::1", "fe80:0:0:0:200:f8ff:fe21:67cf"),
        counter_examples=("12:30:45", "a::", "09:00"),
        check=lambda code: len(code) > 3,  # noqa: PLR2004 - a double colon between words is no address
        marks=":",
        score=0.85,
    ),
    Detector(
        entity="MAC_ADDRESS",
        pattern=re.compile(
            rf"{BEGIN}[0-9A-F]{{2}}(?:([:\-])[0-9A-F]{{2}})(?:\1[0-9A-F]{{2}}){{4}}{END}|{BEGIN}(?:[0-9A-F]{{4}}\.){{2}}[0-9A-F]{{4}}{END}"
        ),
        source="IEEE 802: six octets",
        examples=("00:1A:2B:3C:4D:5E", "00-1a-2b-3c-4d-5e", "001A.2B3C.4D5E"),
        counter_examples=("00:1A:2B", "12-34-56"),
        marks=":-.",
        digits=2,
        score=0.95,
    ),
    Detector(
        entity="HOSTNAME",
        pattern=re.compile(rf"{BEGIN}(?:LT|LAP|LAPTOP|PC|WS|DT|DESKTOP|TAB|SRV|VM|VDI|WKS|NB)-[A-Z0-9\-]{{3,30}}{END}"),
        source="common naming schemes for workstations: kind, hyphen, asset or user",
        examples=("LT-JSMITH01", "DESKTOP-4KJ2H1A"),
        counter_examples=("LT-", "pc-based"),
        check=_not_plain_word,
        marks="-",
        score=0.78,
    ),
    Detector(
        entity="HOSTNAME",
        pattern=re.compile(rf"(?<![A-Z0-9@.\-])(?:[A-Z0-9\-]{{1,40}}\.){{1,5}}(?:LOCAL|LAN|INTERNAL|CORP|INTRA|AD){END}"),
        source="private top-level names",
        examples=("pc12.trust.local", "srv01.corp"),
        counter_examples=("local", "at corp."),
        marks=".",
        score=0.85,
    ),
    Detector(
        entity="HOSTNAME",
        pattern=re.compile(rf"{BEGIN}(?=[A-Z\-]{{0,20}}\d)[A-Z0-9][A-Z0-9\-]{{4,30}}{END}"),
        source="a machine or asset after a word that names it",
        examples=("hostname: UKLT00123", "asset tag NB-0042"),
        counter_examples=("UKLT00123", "computer literate"),
        context=words("HOST(?:NAME)?", "ASSET(?: TAG)?", "COMPUTER(?: NAME)?", "SERIAL(?: NO)?", "MACHINE"),
        digits=1,
        score=0.78,
    ),
)
