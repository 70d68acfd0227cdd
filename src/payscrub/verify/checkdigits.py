"""Check digits by the published rules of their issuers."""

from __future__ import annotations


def iban_valid(core: str) -> bool:
    """Return whether an IBAN without separators has right check digits (ISO 13616)."""
    moved = core[4:] + core[:4]
    return int("".join(str(int(char, 36)) for char in moved)) % 97 == 1


def luhn_valid(digits: str) -> bool:
    """Return whether a card number has the right last digit (ISO/IEC 7812-1, annex B)."""
    doubled = [int(digit) * 2 for digit in digits[-2::-2]]
    return (sum(int(digit) for digit in digits[::-2]) + sum(value - 9 if value > 9 else value for value in doubled)) % 10 == 0  # noqa: PLR2004 - two digits are added up


def nhs_valid(core: str) -> bool:
    """Return whether ten digits are an NHS number (NHS Data Dictionary: weights 10 to 2, modulus 11)."""
    rest = sum(int(digit) * weight for digit, weight in zip(core, range(10, 1, -1), strict=False)) % 11
    return (11 - rest) % 11 == int(core[9])
