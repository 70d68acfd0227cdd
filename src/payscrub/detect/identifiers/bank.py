"""Sort codes, account numbers and roll numbers."""

from __future__ import annotations

import re

from payscrub.detect.checks import is_day
from payscrub.detect.detector import BEGIN, Detector, words

_SORT = r"\d\d[ \-]?\d\d[ \-]?\d\d"
_LINK = r"(?: ?[/,|:;\-_] ?| |[ ,;:/\-]{1,3}(?:AND )?(?:BANK )?(?:A/?C|ACC(?:OUNT|T)?)(?: ?(?:NO|NUMBER|NUM|N))?\.?[ :.#\-]{0,3}(?:IS )?)"
_ACCOUNT = ("A/?C", "ACC", "ACCT", "ACCOUNT", "BANK (?:ACCOUNT|DETAILS|NO)", "BACS")
_TIME = re.compile(r"(?:[01]\d|2[0-3])(?:[0-5]\d){2}")  # hhmmss
_YEARS = re.compile(r"(?:19|20)\d\d(?:19|20)\d\d")

ACCOUNT_DIGITS = 8
_QUOTED = re.compile(r"(?!0{8}|(?:19|20)\d\d(?:0\d|1[0-2])[0-3]\d|[0-3]\d(?:0\d|1[0-2])(?:19|20)\d\d)\d{8}")  # no layout and no day


def is_quoted_account(text: str) -> bool:
    """Return whether a text that a formula quotes has the digits of an account: amounts are not quoted, layouts are zeros."""
    return _QUOTED.fullmatch(text) is not None


def _no_years(digits: str) -> bool:
    return not _YEARS.fullmatch(digits)


def _no_day(digits: str) -> bool:
    return not is_day(digits)


def _no_moment(digits: str) -> bool:
    return not (is_day(digits[:8]) and _TIME.fullmatch(digits[8:]))


DETECTORS = (
    Detector(
        entity="UK_BANK_ACCOUNT",
        pattern=re.compile(rf"(?<![A-Z0-9.\-])(?P<UK_SORT_CODE>{_SORT}){_LINK}(?P<UK_BANK_ACCOUNT>\d{{7,8}})(?![0-9]|[.,]\d)"),
        source="Pay.UK: sort code of six digits, account of eight (seven when a zero was lost)",
        examples=("08-99-99 66374958", "089999/66374958", "08 99 99 66374958", "Sort code 08-99-99, account no: 66374958"),
        counter_examples=("08-99-99", "66374958", "08-99-99 663"),
        digits=13,
        score=0.95,
    ),
    Detector(
        entity="UK_BANK_ACCOUNT",
        pattern=re.compile(r"(?<![A-Z0-9.,])(?P<UK_SORT_CODE>\d{6})(?P<UK_BANK_ACCOUNT>\d{8})(?![A-Z0-9]|[.,]\d)"),
        source="Bacs Standard 18 runs both parts together; a time stamp of 14 digits is none",
        examples=("08999966374958", "20700711620293"),
        counter_examples=("20240131123000",),
        check=_no_moment,
        digits=14,
        score=0.75,
    ),
    Detector(
        entity="UK_SORT_CODE",
        pattern=re.compile(r"(?<![A-Z0-9.\-/])\d\d-\d\d-\d\d(?![A-Z0-9]|[.\-/]\d)"),
        source="Pay.UK; 3.7 % of all sort codes read as a day and need a word before them",
        examples=("08-99-99",),
        counter_examples=("01-02-23", "2024-01-02-03"),
        check=_no_day,
        digits=6,
        score=0.85,
    ),
    Detector(
        entity="UK_SORT_CODE",
        pattern=re.compile(rf"(?<![A-Z0-9.]){_SORT}(?![A-Z0-9])"),
        source="as above, beside its name",
        examples=("sort code 010203", "S/C: 01-02-23"),
        counter_examples=("010203",),
        context=words("SORT", "SORT ?CODE", "SRT ?CODE", "S/C", "SC", "SORTCODE"),
        digits=6,
    ),
    Detector(
        entity="UK_BANK_ACCOUNT",
        pattern=re.compile(rf"{BEGIN}\d{{5,11}}(?:[/\-]\d{{1,2}})?(?![A-Z0-9]|[.,]\d)"),
        source="banks print 6 to 11 digits (HMRC's guide to bank account numbers)",
        examples=("a/c 66374958", "account number: 0663749"),
        counter_examples=("66374958", "account for 2023"),
        context=words(*_ACCOUNT),
        digits=5,
        score=0.85,
    ),
    Detector(
        entity="UK_BANK_ACCOUNT",
        pattern=re.compile(rf"{BEGIN}\d{{4}}[ \-]\d{{4}}(?![A-Z0-9]|[.,\- ]\d)"),
        source="as above, printed in two groups of four",
        examples=("Acc No: 6637 4958", "a/c 6637-4958"),
        counter_examples=("6637 4958", "account 2023 2024"),
        check=_no_years,
        context=words(*_ACCOUNT),
        digits=8,
        score=0.85,
    ),
    Detector(
        entity="UK_BANK_ACCOUNT",
        pattern=re.compile(rf"{BEGIN}[X*]{{0,8}}\d{{3,4}}(?![A-Z0-9]|[.,/\-]\d)"),
        source="the last digits of an account or a card, which with a name tell whose it is",
        examples=("a/c ending 4958", "card ending in 4958", "acct ends 958"),
        counter_examples=("4958", "year ending 2024", "period ending 2024"),
        context=words("A/?C", "ACCT?", "ACCOUNT", "CARD", tail=r"(?: (?:NO|NUMBER))?\.? (?:ENDING|ENDS|END)(?: (?:IN|WITH))?[ :.]{1,2}"),
        digits=3,
        score=0.8,
    ),
    Detector(
        entity="BANK_ROLL_NUMBER",
        pattern=re.compile(rf"{BEGIN}(?=[A-Z/\-]{{0,10}}\d)[A-Z0-9][A-Z0-9/\-]{{3,19}}(?![A-Z0-9])"),
        source="building societies use up to 18 letters, digits and separators",
        examples=("roll no: 1234/56789-X",),
        counter_examples=("roll number missing", "payroll no"),
        context=words("ROLL", "BUILDING SOC[A-Z]*", "B/?SOC"),
        digits=3,
        score=0.85,
    ),
)
