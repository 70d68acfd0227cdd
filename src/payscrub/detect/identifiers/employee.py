"""Employee and payroll numbers that stand in a text."""

from __future__ import annotations

import re

from payscrub.detect.checks import is_day
from payscrub.detect.detector import BEGIN, Detector, words

_WHO = (
    "EMP(?:L(?:OYEE)?)?|EE|PAYROLL|STAFF|WORKS|PERSONNEL|ASSIGN(?:MENT)?|ASG|PERSON|WORKER|CLOCK(?: CARD)?|ESR|BADGE|PAYEE|COLLEAGUE|"
    "SERVICE"
)
_NUMBER = r"(?:NO|NUM|NUMBER|NR|ID|REF|REFERENCE|CODE|#)"
_SAID = r"[.:#= (\-]{0,3}(?:(?:IS|WAS|NOW|QUOTED|GIVEN AS|SHOULD BE)[ :]{1,2})?"
_NAMED = words(_WHO, tail=rf"[ .]{{0,2}}{_NUMBER}{_SAID}")
_BESIDE = words(_WHO, tail=r"[ :#(.\-]{1,3}")


def _no_period(code: str) -> bool:
    year_first = code[:2] in {"19", "20"} and len(code) in {4, 6}
    return not year_first and not (len(code) == len("ddmmyyyy") and is_day(code))


DETECTORS = (
    Detector(
        entity="EMPLOYEE_ID",
        pattern=re.compile(rf"{BEGIN}[A-Z]{{0,3}}\d{{2,10}}(?:-\d{{1,2}})?(?![A-Z0-9]|[.,]\d)"),
        source="employers number freely; after a word that names the number",
        examples=("emp no 1042", "Payroll ID: A10432", "assignment number 20345678-2"),
        counter_examples=("1042", "payroll 2023"),
        context=_NAMED,
        digits=2,
        score=0.88,
    ),
    Detector(
        entity="EMPLOYEE_ID",
        pattern=re.compile(rf"{BEGIN}[A-Z]{{0,3}}\d{{4,10}}(?:-\d{{1,2}})?(?![A-Z0-9]|[.,]\d)"),
        source="as above, after words that other numbers have too: at least four digits",
        examples=("ID no 4471", "pay no. A10432"),
        counter_examples=("pay no 12", "ID no 4471.50"),
        check=_no_period,
        context=words("PAY", "ID", tail=rf"[ .]{{0,2}}{_NUMBER}{_SAID}"),
        digits=4,
        score=0.8,
    ),
    Detector(
        entity="EMPLOYEE_ID",
        pattern=re.compile(rf"{BEGIN}\d{{4,10}}(?![A-Z0-9%]|[.,/]\d| (?:HOURS?|HRS|DAYS|ROWS|STAFF|EMPLOYEES)(?![A-Z]))"),
        source="as above, right behind a word that only an employee's number follows without a sign",
        examples=("emp 6465 missing", "clock card 4471", "clock 4471"),
        counter_examples=("emp 2024", "clock 4.5", "emp 1200 hours"),
        check=_no_period,
        context=words("EMP", "EE", "CLOCK", "CLOCK CARD", "PAYROLL NO", tail=" "),
        digits=4,
        score=0.8,
    ),
    Detector(
        entity="EMPLOYEE_ID",
        pattern=re.compile(rf"{BEGIN}\d{{5,10}}(?:-\d{{1,2}})?(?![A-Z0-9]|[.,]\d)"),
        source="as above, beside the person; at least five digits",
        examples=("employee 20345678", "staff (104321)"),
        counter_examples=("payroll 202403", "staff 12 hours"),
        check=_no_period,
        context=_BESIDE,
        digits=5,
        score=0.8,
    ),
    Detector(
        entity="EMPLOYEE_ID",
        pattern=re.compile(r"(?<=[A-Z.] \()(?P<EMPLOYEE_ID>\d{5,10}(?:-\d{1,2})?)(?=\))"),
        source="payroll reports print the number in brackets behind the name",
        examples=("Smith, John (20345678)", "SMITH J. (104321-2)"),
        counter_examples=("(20345678)", "net (1,234)", "Smith (2023)"),
        digits=5,
        score=0.72,
    ),
    Detector(
        entity="EMPLOYEE_ID",
        pattern=re.compile(r"(?<![A-Z0-9.,/\-])\d{8}-\d{1,2}(?![A-Z0-9]|[.,/\-]\d)"),
        source="NHS Electronic Staff Record: employee number, hyphen, assignment",
        examples=("20345678-2",),
        counter_examples=("2034567-2", "20345678-2-3"),
        digits=9,
        score=0.82,
    ),
)
