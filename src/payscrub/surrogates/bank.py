"""Bank details: sort code, account, both in one value, IBAN and payment card."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta

from payscrub.model import Kind
from payscrub.surrogates.allocate import Family, Plan
from payscrub.surrogates.bulk import in_bulk, marked, squeezed
from payscrub.surrogates.coded import Form, as_wrong
from payscrub.surrogates.maker import FromFamily, Maker
from payscrub.surrogates.numbers import MODULUS, Known, Numbered
from payscrub.surrogates.prf import Prf
from payscrub.surrogates.shape import fill, squeeze, whole_number

_SORT_SIZE = 10**4  # 97nnnn: 97 appears in no list of allocated prefixes
_FIRST_DAY, _DAYS = date(1901, 1, 1), 365  # a sort code that became a date cell stays a date cell, in a year without pay dates
_SORT_CODE = re.compile(r"[0-9]{6}")
_SORT_NUMBER = re.compile(r"[0-9]{1,6}")  # a number cell has no leading zeros
_SORT_RESERVED = re.compile(r"97[0-9]{4}")
_DATE_RESERVED = re.compile(r"1901-[0-9]{2}-[0-9]{2}.{0,20}")
_PAIR = re.compile(r"([0-9]{2}[- ]?[0-9]{2}[- ]?[0-9]{2})([ /,|:;.-]{0,3})([0-9]{5,10})")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_IBAN_RESERVED = re.compile(r"GB[0-9]{2}ZZZZ97[0-9]{4}[0-9]{8}")
_SORT_DIGITS, _IBAN_LENGTH, _ACCOUNT_DIGITS, _SHORTEST_PAIR = 6, 22, 8, 11
_GB_ACCOUNT = re.compile(r"GB[0-9]{2}[A-Z]{4}([0-9]{6})([0-9]{8})")
_TWICE = str.maketrans("0123456789", "0246813579")  # ISO/IEC 7812-1: digits doubled, and their digits added up


class SortCode(FromFamily):
    """Invents 97nnnn; when a job has more than 9,000 sort codes they are shared: a sort code is a branch, not a person."""

    def __init__(self, prf: Prf, known: Known) -> None:
        """Draw with ``prf``; tell ``known`` the originals."""
        super().__init__()
        self._known = known
        self._waiting: dict[str, None] = {}
        self._made: dict[str, str] = {}
        self._reserved: dict[str, set[int]] = {"": set(), "date": set()}
        sizes = {"": _SORT_SIZE, "date": _DAYS}
        self._family = Family(prf, Plan(sizes.__getitem__, shared=True), self._reserved.__getitem__)
        self.account: Maker

    def learn(self, texts: Collection[str]) -> None:
        """Take in originals, the account of a pair with them."""
        listed = list(texts)
        cores = squeezed([whole_number(text) if "." in text else text for text in listed])
        numbers = dict.fromkeys([core for core in cores if len(core) <= _SORT_DIGITS and core.isdigit() and core.isascii()])
        reserved = set(filter(_SORT_RESERVED.fullmatch, numbers))
        self._reserved[""].update(int(core[2:]) for core in reserved)
        originals = [core.lstrip("0") or "0" for core in numbers if core not in reserved]
        self._waiting.update(dict.fromkeys(originals))
        self._known.add(originals)
        others = [text for text, core in zip(listed, cores, strict=True) if core not in numbers] if len(numbers) < len(listed) else []
        pairs = [pair for pair in map(_pair, others) if pair]
        if pairs:
            self.learn([pair[1] for pair in pairs])
            self.account.learn([pair[3] for pair in pairs])

    def settle(self) -> None:
        """Allocate everything that was learnt."""
        self._family.place({"": self._waiting})
        self._waiting = {}
        for shape, table in self._family.placed():
            if not shape:
                self._made.update(zip(table, marked("97", table.values(), _SORT_DIGITS - 2), strict=True))

    def make_all(self, texts: Sequence[str], kind: int = Kind.TEXT) -> list[str | None]:
        """Return ``make`` of many texts: six digits in any layout in bulk."""
        if kind != Kind.TEXT:
            return super().make_all(texts, kind)
        made = self._made
        return in_bulk(texts, [made.get(core.lstrip("0")) if len(core) == _SORT_DIGITS else None for core in squeezed(texts)], self.make)

    def make(self, text: str, kind: int = Kind.TEXT) -> str | None:
        """Return 97nnnn in the separators of ``text``, a day of 1901 for a date cell, and both parts of a pair."""
        if kind == Kind.DATE:
            return text if _DATE_RESERVED.fullmatch(text) else self._day(text)
        core = squeeze(whole_number(text))
        if _SORT_RESERVED.fullmatch(core):
            return text
        if (_SORT_NUMBER if kind == Kind.NUMBER else _SORT_CODE).fullmatch(core):
            number = self._family.find(core.lstrip("0") or "0", "")[1]
            return fill(whole_number(text), f"97{number:04d}")
        return _make_pair(text, self, self.account.make)

    def recognises(self, text: str) -> bool:
        """Return whether ``text`` is 97nnnn, a day of 1901, or a pair whose account is marked."""
        if _SORT_RESERVED.fullmatch(squeeze(text)) or _DATE_RESERVED.fullmatch(text):
            return True
        pair = _pair(text)
        return pair is not None and self.recognises(pair[1]) and self.account.recognises(pair[3])

    def _day(self, text: str) -> str:
        number = self._family.find(text[:10], "date")[1]
        return f"{_FIRST_DAY + timedelta(days=number)}{text[10:]}"


class Account(Numbered):
    """Invents account numbers: marked by themselves, because sort codes may stand on another sheet."""

    def __init__(self, prf: Prf, residue: int, known: Known, sort_code: SortCode) -> None:
        """Draw with ``prf``; ``sort_code`` invents the other part of a pair."""
        super().__init__(prf, residue, known)
        self._sort_code = sort_code
        sort_code.account = self

    def learn(self, texts: Collection[str]) -> None:
        """Take in originals, the sort code of a pair with them."""
        texts = set(texts)
        pairs = {text for text in texts if _pair(text)}
        super().learn(texts - pairs)
        self._sort_code.learn(pairs)

    def make(self, text: str, kind: int = Kind.TEXT) -> str | None:
        """Return a marked number in the layout of ``text``, or both parts of a pair."""
        return _make_pair(text, self._sort_code, super().make) or super().make(text, kind)

    def recognises(self, text: str) -> bool:
        """Return whether ``text`` is marked, or a pair of surrogates."""
        pair = _pair(text)
        return self._sort_code.recognises(pair[1]) and super().recognises(pair[3]) if pair else super().recognises(text)


def _pair(text: str) -> re.Match[str] | None:
    """Return the parts of a sort code and an account in one value."""
    match = _PAIR.fullmatch(text) if len(text) >= _SHORTEST_PAIR and text.isascii() else None
    return match if match and _is_pair(match) else None


def _is_pair(pair: re.Match[str]) -> bool:
    """Return whether a match is a sort code and an account, not one long number."""
    return bool(pair[2]) or len(pair[1]) > len("000000") or len(pair[3]) == _ACCOUNT_DIGITS


def _make_pair(text: str, sort_code: SortCode, account: Callable[[str], str | None]) -> str | None:
    """Return the surrogate of a sort code and an account in one value, ``None`` for anything else."""
    pair = _pair(text)
    if pair is None:
        return None
    return f"{sort_code.make(pair[1])}{text[pair.start(2) : pair.end(2)]}{account(pair[3])}"


class Iban(Maker):
    """Invents GB numbers of the bank ZZZZ that agree with the surrogates of sort code and account."""

    def __init__(self, sort_code: SortCode, account: Account) -> None:
        """Compose from the surrogates of the two."""
        super().__init__()
        self._sort_code, self._account = sort_code, account

    def learn(self, texts: Collection[str]) -> None:
        """Take in the sort codes and accounts."""
        for text in texts:
            core = squeeze(text)
            if _IBAN.fullmatch(core) and not self.recognises(core):
                sort_code, account = _parts(core)
                self._sort_code.learn((sort_code,))
                self._account.expect(account)

    def settle(self) -> None:
        """Do nothing: sort codes and accounts are allocated by their own makers."""

    def make(self, text: str, kind: int = Kind.TEXT) -> str | None:
        """Return a GB number in the grouping of ``text``, with check digits as wrong as there; ``None`` when it has not the form."""
        core = squeeze(text)
        if self.recognises(core):
            return text
        if kind != Kind.TEXT or not _IBAN.fullmatch(core):
            return None
        sort_code, account = _parts(core)
        number = self._account.number(account).rjust(_ACCOUNT_DIGITS, "0")
        if len(number) > _ACCOUNT_DIGITS:  # the space of eight digits is full
            return None
        new = f"ZZZZ{self._sort_code.make(sort_code)}{number}"
        digits = as_wrong(int(core[2:4]), _check_digits(core), _check_digits(f"GB00{new}"), MODULUS)
        whole = f"GB{digits:02d}{new}"
        return fill(text, whole) if len(core) == _IBAN_LENGTH else _grouped(whole, text)

    def recognises(self, text: str) -> bool:
        """Return whether ``text`` is such a number of the bank ZZZZ."""
        return _IBAN_RESERVED.fullmatch(squeeze(text)) is not None


def _check_digits(core: str) -> int:
    """Return the right check digits, 2 to 98: letters (10 to 35) and digits read as one number, modulo 97 (ISO 13616)."""
    return 98 - int("".join(str(int(char, 36)) for char in f"{core[4:]}{core[:2]}00")) % MODULUS


def _parts(core: str) -> tuple[str, str]:
    """Return sort code and canonical account; a foreign number gets one sort code and eight digits of its own."""
    match = _GB_ACCOUNT.fullmatch(core)
    if match:
        return match[1], match[2].lstrip("0") or "0"
    return f"{int(core, 36) % 10**6:06d}", f"{core}|{'1' * _ACCOUNT_DIGITS}"


def _grouped(whole: str, layout: str) -> str:
    """Return ``whole`` in groups of four if ``layout`` has blanks."""
    groups = " ".join(whole[start : start + 4] for start in range(0, len(whole), 4)) if " " in layout.strip() else whole
    return groups.lower() if layout.islower() else groups


def _luhn(body: str) -> int:
    """Return the check digit of a card number without it (ISO/IEC 7812-1, annex B)."""
    total = sum(int(digit) for digit in body[::-1][::2].translate(_TWICE)) + sum(int(digit) for digit in body[::-1][1::2])
    return -total % 10


def _card(number: int, core: str) -> str:
    body = f"000000{number:0{len(core) - 7}d}"
    return f"{body}{as_wrong(int(core[-1]), _luhn(core[:-1]), _luhn(body))}"


CARD = Form(
    pattern=re.compile(r"[0-9]{13,19}"),
    reserved=re.compile(r"000000[0-9]{7,13}"),
    plan=Plan(lambda _: 10**6),
    spell=_card,
    locate=lambda core: int(core[6:-1]) % 10**6,
    shape=lambda core: str(len(core)),
)
