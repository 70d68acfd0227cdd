"""Addresses of computers and files."""

from __future__ import annotations

import re
from collections.abc import Collection

from payscrub.model import Kind
from payscrub.surrogates.allocate import Family, Plan
from payscrub.surrogates.coded import Form
from payscrub.surrogates.labelled import Label, Labelled
from payscrub.surrogates.logins import Email
from payscrub.surrogates.maker import FromFamily
from payscrub.surrogates.prf import Prf

HOSTNAME = Label(lambda _: "host-{}.example", re.compile(r"host-[0-9]{1,9}\.example", re.IGNORECASE), "example", 5)
URL = Label(lambda _: "https://www.example.com/{}", re.compile(r"https?://www\.example\.com(?:/[0-9]{0,9})?", re.IGNORECASE), "example", 6)
_PATHS = (
    (re.compile(r"(?:file:/{0,3})?([A-Z]):.*", re.IGNORECASE | re.DOTALL), r"\1:\\Users\\example\\{}"),
    (re.compile(r"(?:file://)?/(?!/).*", re.DOTALL), "/home/example/{}"),
    (re.compile(r".*", re.DOTALL), r"\\\\server.example\\files\\{}"),
)
_PATH = re.compile(r"(?:[A-Z]:\\Users\\example|/home/example)[\\/][0-9]{1,9}|\\\\server\.example\\files\\[0-9]{1,9}", re.IGNORECASE)
_MAC_BLOCK = "00005E0053"  # RFC 7042, 2.1.1
MAC = Form(
    pattern=re.compile(r"[0-9A-F]{12}"),
    reserved=re.compile(rf"{_MAC_BLOCK}[0-9A-F]{{2}}"),
    plan=Plan(lambda _: 256, shared=True),
    spell=lambda number, _: f"{_MAC_BLOCK}{number:02X}",
    locate=lambda core: int(core[10:], 16),
)
_IP4 = re.compile(r"(\d{1,3}(?:\.\d{1,3}){3})((?:/\d{1,2}|:\d{1,5})?)")
_IP6 = re.compile(r"((?=[^:]{0,4}:)[0-9A-F:]{2,39}(?:(?:\d{1,3}\.){3}\d{1,3})?)(?:%\w{1,20})?((?:/\d{1,3})?)", re.IGNORECASE)
_IP_RESERVED = re.compile(r"(?:192\.0\.2|198\.51\.100|203\.0\.113|198\.1[89]\.\d{1,3})\.\d{1,3}(?:/\d{1,2}|:\d{1,5})?")
_IP6_RESERVED = re.compile(r"2001:0?db8:[0-9a-f:]{0,40}", re.IGNORECASE)
_TEST_NETS = ("192.0.2", "198.51.100", "203.0.113")  # RFC 5737
_BYTE, _BENCHMARK = 256, 2 * 256 * 256  # RFC 2544: 198.18 and 198.19


def path_template(text: str) -> str:
    """Return the label of a path: on a drive, on a Unix machine, or on a server."""
    return next(match.expand(template) for pattern, template in _PATHS if (match := pattern.fullmatch(text)))


FILE_PATH = Label(path_template, _PATH, "example", 6)


class Web(Labelled):
    """Invents web addresses; a ``mailto:`` link is an e-mail address."""

    def __init__(self, prf: Prf, email: Email) -> None:
        """Draw with ``prf``; ``email`` invents addresses."""
        super().__init__(prf, URL)
        self._email = email

    def learn(self, texts: Collection[str]) -> None:
        """Take in addresses."""
        super().learn([text for text in texts if not _is_mail(text)])
        self._email.learn(list(filter(_is_mail, texts)))

    def make(self, text: str, kind: int = Kind.TEXT) -> str | None:
        """Return the label, or the invented e-mail address."""
        return self._email.make(text.partition("?")[0], kind) if _is_mail(text) else super().make(text, kind)

    def recognises(self, text: str) -> bool:
        """Return whether ``text`` is a label or a reserved e-mail address."""
        return self._email.recognises(text) if _is_mail(text) else super().recognises(text)


class Ip(FromFamily):
    """Invents addresses of the blocks for documentation and benchmarking (RFC 5737, 2544, 3849)."""

    def __init__(self, prf: Prf) -> None:
        """Draw with ``prf``."""
        super().__init__()
        sizes = {"4": len(_TEST_NETS) * _BYTE + _BENCHMARK, "6": 2**32}
        self._family = Family(prf, Plan(sizes.__getitem__, shared=True))
        self._waiting: dict[str, set[str]] = {"4": set(), "6": set()}

    def learn(self, texts: Collection[str]) -> None:
        """Take in addresses."""
        for text in texts:
            found = _address(text)
            if found and not self.recognises(text):
                self._waiting[found[0]].add(found[1])

    def settle(self) -> None:
        """Allocate everything that was learnt."""
        self._family.place(self._waiting)

    def make(self, text: str, kind: int = Kind.TEXT) -> str | None:
        """Return another address; a port or the length of a prefix stays."""
        if self.recognises(text):
            return text
        found = _address(text)
        if kind != Kind.TEXT or not found:
            return None
        version, address, ending = found
        number = self._family.find(address, version)[1]
        return f"{_four(number)}{ending}" if version == "4" else f"2001:db8::{number:x}"

    def recognises(self, text: str) -> bool:
        """Return whether ``text`` lies in one of the blocks."""
        return _IP_RESERVED.fullmatch(text) is not None or _IP6_RESERVED.fullmatch(text) is not None


def _address(text: str) -> tuple[str, str, str] | None:
    """Return version, address and ending of ``text``."""
    for version, pattern in (("4", _IP4), ("6", _IP6)):
        if match := pattern.fullmatch(text):
            return version, match[1].lower(), match[2]
    return None


def _four(number: int) -> str:
    if number < _BENCHMARK:
        high, low = divmod(number, _BYTE)
        return f"198.{18 + high // _BYTE}.{high % _BYTE}.{low}"
    net, low = divmod(number - _BENCHMARK, _BYTE)
    return f"{_TEST_NETS[net]}.{low}"


def _is_mail(text: str) -> bool:
    return text[:7].lower() == "mailto:"
