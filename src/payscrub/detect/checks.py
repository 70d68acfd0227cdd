"""Check digits and other arithmetic that real numbers obey."""

from __future__ import annotations

from datetime import date

_UTR_WEIGHTS = (6, 7, 8, 9, 10, 5, 4, 3, 2)
_UTR_CHECKS = "21987654321"


def luhn(digits: str) -> bool:
    """Return whether the last digit is the Luhn digit of the others (ISO/IEC 7812-1, annex B)."""
    total = sum(int(d) if i % 2 == 0 else sum(divmod(2 * int(d), 10)) for i, d in enumerate(reversed(digits)))
    return total % 10 == 0


def mod11(digits: str) -> bool:
    """Return whether ten digits end in the check digit of an NHS number (NHS Data Dictionary)."""
    total = sum(int(d) * (10 - i) for i, d in enumerate(digits[:9]))
    return len(digits) == 10 and (11 - total % 11) % 11 == int(digits[9])  # noqa: PLR2004 - the number has ten digits


def mod97(code: str) -> bool:
    """Return whether the check digits of an IBAN hold (ISO 13616)."""
    return int("".join(str(int(char, 36)) for char in code[4:] + code[:4])) % 97 == 1


def utr(digits: str) -> bool:
    """Return whether ten digits begin with the check digit of a Unique Taxpayer Reference (HMRC's domain library)."""
    digits = digits.strip("K")
    total = sum(weight * int(d) for weight, d in zip(_UTR_WEIGHTS, digits[1:], strict=True))
    return _UTR_CHECKS[total % 11] == digits[0]


def is_day(digits: str) -> bool:
    """Return whether six digits read as ddmmyy, or eight as ddmmyyyy or yyyymmdd."""
    day_first = digits[4:] + digits[2:4] + digits[:2]
    if len(digits) == len("ddmmyy"):
        return _exists("20" + day_first)
    return _exists(day_first) or _exists(digits)


def _exists(form: str) -> bool:
    try:
        day = date(int(form[:4]), int(form[4:6]), int(form[6:8]))
    except ValueError:
        return False
    return 1930 <= day.year <= 2100  # noqa: PLR2004 - the years a payroll can speak of
