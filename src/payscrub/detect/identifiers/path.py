"""Paths of files and shares, which spell users and machines."""

from __future__ import annotations

import re

from payscrub.detect.detector import Detector

_STEP = r'[^\\/:*?"<>|\r\n\x1e]{1,100}'
_LAST = r'[^\\/:*?"<>|\s\x1e]{0,100}'

DETECTORS = (
    Detector(
        entity="FILE_PATH",
        pattern=re.compile(rf"(?<![A-Z0-9])[A-Z]:[\\/](?!/)(?:{_STEP}[\\/]){{0,20}}{_LAST}"),
        source="Windows: drive letter and path",
        examples=(r"C:\Users\j bloggs\pay.xlsx", "d:/payroll/2024/x.csv"),
        counter_examples=("ratio 3:1", "http://x"),
        marks=":",
        score=0.93,
    ),
    Detector(
        entity="FILE_PATH",
        pattern=re.compile(rf'\\\\[^\\/:*?"<>|\s\x1e]{{1,63}}(?:\\(?:{_STEP}\\){{0,20}}{_LAST})?'),
        source="Windows: universal naming convention",
        examples=(r"\\srv01\home$\jbloggs", r"see \\server"),
        counter_examples=(r"a\b", "// comment"),
        marks="\\",
        score=0.93,
    ),
    Detector(
        entity="FILE_PATH",
        pattern=re.compile(
            r"(?<![A-Z0-9./])(?:FILE:///?[^\s\x1e\"<>]{1,500}|/(?:HOME|USERS|MNT|VOLUMES|VAR|OPT|SRV|EXPORT)/[^\s\x1e\"<>]{1,500})"
        ),
        source="POSIX paths and file URLs (RFC 8089)",
        examples=("/home/jbloggs/pay.csv", "file:///C:/Users/jb/x.xlsx"),
        counter_examples=("and/or", "home/office"),
        marks="/",
        score=0.93,
    ),
)
