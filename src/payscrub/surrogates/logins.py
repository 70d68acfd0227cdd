"""E-mail addresses and user names: composed of the tokens of the names they spell, and never two the same."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from payscrub.model import Kind
from payscrub.surrogates.allocate import Family, Plan
from payscrub.surrogates.compose import Composer
from payscrub.surrogates.maker import Maker
from payscrub.surrogates.people import Person
from payscrub.surrogates.prf import Prf
from payscrub.surrogates.shape import visible
from payscrub.surrogates.tokens import ENDING, folded

_LOCAL, _AT_DOMAIN = r"(?<!@)[^\s@,;<>()\"\[\]\\:/]{1,80}", r"(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?![\w@-])"
_ADDRESS = re.compile(rf"({_LOCAL})@({_AT_DOMAIN})", re.IGNORECASE)
_WHOLE_ADDRESS = re.compile(rf"{_LOCAL}@{_AT_DOMAIN}", re.IGNORECASE)
_NAMED = re.compile(r"""(?P<before>["']?)(?P<name>[^@<>"]{1,80}?)(?P<after>["']?[ ]{0,3}<)(?P<address>[^<>\s]{3,255})>""")  # RFC 5322, 3.4
_DOMAIN = re.compile(r"(?:[a-z0-9-]{1,63}\.){0,8}(?:example\.(?:com|org|net)|example)", re.IGNORECASE)
_AROUND = re.compile(r"(?:mailto:|[\s,;<>])*", re.IGNORECASE)
_GENERIC = re.compile(r"user[0-9]{1,9}", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+|[0-9]+")
_SMALLEST = 90  # domains: site10 to site99


class Logins:
    """Keeps logins apart: where two compose to the same, the later one gets a number, in an order that hangs on the key alone."""

    def __init__(self, prf: Prf, composer: Composer) -> None:
        """Compose with ``composer``."""
        self._prf, self._composer = prf, composer
        self._waiting: dict[str, str] = {}  # what stands before the @ of each login
        self._made: dict[str, str] = {}
        self._endings: dict[str, str] = {}
        self._taken: set[str] = set()
        self.forced = 0

    def learn(self, logins: Collection[str]) -> None:
        """Take in logins in small letters."""
        locals_ = [login.partition("@")[0] for login in logins]
        self._waiting.update(zip(logins, locals_, strict=True))
        self._composer.learn(locals_)

    def expect(self) -> None:
        """Take in the words of what was learnt, when all names are known."""
        self._composer.expect(self._waiting.values())

    def settle(self) -> None:
        """Compose everything that was learnt; of those that compose to the same, the first stays without a number."""
        waiting = {login: local for login, local in self._waiting.items() if login not in self._made} if self._made else self._waiting
        logins, locals_ = list(waiting), list(waiting.values())
        composed = self._composer.compose_all(locals_)
        whole = [new + login[len(local) :] for new, login, local in zip(composed, logins, locals_, strict=True)]
        places = dict(zip(whole, range(len(logins)), strict=True))
        if len(places) < len(logins) or not self._taken.isdisjoint(places):
            order = self._prf.numbers(logins).argsort(kind="stable")[::-1].tolist()
            places = {whole[place]: place for place in order if whole[place] not in self._taken}
        self._taken.update(places)
        if len(places) == len(logins):
            self._made.update(zip(logins, composed, strict=True))
        else:
            self._made.update((logins[place], composed[place]) for place in places.values())
        later = [login for login in logins if login not in self._made] if len(places) < len(logins) else []
        for place in self._prf.numbers(later).argsort(kind="stable").tolist():
            self._ending(later[place])

    def made(self, logins: Sequence[str]) -> list[str | None]:
        """Return ``make`` of many logins that were learnt, without the domain; ``None`` for others."""
        found: list[str | None] = list(map(self._made.get, logins))
        mixed = [place for place, new in enumerate(found) if new is None and logins[place].lower() in self._made]
        composed = self._composer.compose_all([logins[place].partition("@")[0] for place in mixed])
        for place, new in zip(mixed, composed, strict=True):
            found[place] = new + self._endings.get(logins[place].lower(), "")
        return found

    def issued(self, login: str) -> bool:
        """Return whether a login in small letters is a surrogate of this job and no original."""
        return login in self._taken and login not in self._made

    def make(self, local: str, domain: str = "") -> str:
        """Return the surrogate of ``local`` (at ``domain``), without the domain, in the case of ``local``."""
        return self._composer.compose(local) + self._ending(_small(f"{local}{domain}"))

    def _ending(self, login: str) -> str:
        """Return the number that keeps a login apart from those that compose to the same, nothing for the first of them."""
        if login not in self._made:
            local, at, domain = login.partition("@")
            new, count = self._composer.compose(local), 1
            while f"{new}{count if count > 1 else ''}{at}{domain}" in self._taken:
                count += 1
            if count > 1:
                self.forced += 1
                self._endings[login] = str(count)
            self._made[login] = f"{new}{self._endings.get(login, '')}"
            self._taken.add(f"{self._made[login]}{at}{domain}")
        return self._endings.get(login, "")


class Email(Maker):
    """Invents addresses at a subdomain of example.com (RFC 2606), one for each domain; one that is reserved already stays."""

    def __init__(self, prf: Prf, composer: Composer, person: Person) -> None:
        """Compose the part before the @ with ``composer``; ``person`` invents the names beside addresses."""
        super().__init__()
        self._person, self._composer = person, composer
        self._logins = Logins(prf, composer)
        plan = Plan(lambda digits: _SMALLEST * 10 ** len(digits), wider=lambda digits: f"{digits}9")
        self._domains = Family(prf, plan)
        self._sites: dict[str, str] = {}
        self._waiting: set[str] = set()

    @property
    def forced(self) -> int:
        """Return how many addresses had to be told apart by a number, and domains that did not get their first choice."""
        return self._logins.forced + self._domains.forced

    def learn(self, texts: Collection[str]) -> None:
        """Take in the addresses in the texts."""
        self._person.learn([named["name"] for named in map(_NAMED.fullmatch, texts) if named] if any("<" in text for text in texts) else [])
        found = "\n".join(_WHOLE_ADDRESS.findall("\n".join(map(visible, texts)))).lower().split("\n")
        found = found if found != [""] else []
        domains = {address.rpartition("@")[2] for address in found}
        reserved = set(filter(_DOMAIN.fullmatch, domains))
        self._logins.learn([address for address in found if not self._invented_at(reserved, address)] if reserved else found)
        self._waiting |= domains - reserved

    def expect(self) -> None:
        """Take in the words of what was learnt, when all names are known."""
        self._logins.expect()

    def settle(self) -> None:
        """Allocate domains, and compose every address that was learnt."""
        self._domains.place({"": self._waiting})
        self._logins.settle()

    def make(self, text: str, kind: int = Kind.TEXT) -> str | None:
        """Return the text with its addresses invented; ``None`` when it holds anything else."""
        text = visible(text)
        if kind == Kind.TEXT and (match := _ADDRESS.fullmatch(text)):
            return self._address(match)
        if kind != Kind.TEXT or "@" not in text:
            return None
        if named := _NAMED.fullmatch(text):
            name, address = self._person.make(named["name"]), _ADDRESS.fullmatch(named["address"])
            return f"{named['before']}{name}{named['after']}{self._address(address)}>" if name and address else None
        return _ADDRESS.sub(self._address, text) if _AROUND.fullmatch(_ADDRESS.sub("", text)) else None

    def make_all(self, texts: Sequence[str], kind: int = Kind.TEXT) -> list[str | None]:
        """Return ``make`` of many texts: those that are one address each in bulk."""
        if kind != Kind.TEXT:
            return super().make_all(texts, kind)
        return [
            self.make(text) if local is None else f"{local}@{self._site(text.partition('@')[2])}"
            for text, local in zip(texts, self._logins.made(texts), strict=True)
        ]

    def recognises(self, text: str) -> bool:
        """Return whether the text is made of addresses at reserved domains that name nobody: people have put themselves there, too."""
        text = visible(text)
        if (named := _NAMED.fullmatch(text)) and self._person.recognises(named["name"]):
            text = named["address"]
        found = _ADDRESS.findall(text)
        reserved = all(_DOMAIN.fullmatch(domain) and self._composer.proves(local) for local, domain in found)
        return bool(found) and reserved and bool(_AROUND.fullmatch(_ADDRESS.sub("", text)))

    def _invented_at(self, domains: Collection[str], address: str) -> bool:
        local, _, domain = address.rpartition("@")
        return domain in domains and self._composer.proves(local)

    def _address(self, match: re.Match[str]) -> str:
        local, domain = match[1], match[2]
        site = self._site(domain)
        return match[0] if self._invented_at([site], match[0]) else f"{self._logins.make(local, f'@{domain}')}@{site}"

    def _site(self, domain: str) -> str:
        """Return the domain that stands for one, a reserved one as it is."""
        if domain not in self._sites:
            self._sites[domain] = domain if _DOMAIN.fullmatch(domain) else self._invented(domain)
        return self._sites[domain]

    def _invented(self, domain: str) -> str:
        digits, number = self._domains.find(domain.lower(), "")
        site = f"site{10 ** (len(digits) + 1) + number}.example.com"
        return site.upper() if domain.isupper() else site


class Username(Maker):
    """Invents user names: of name tokens and initials, ``EXAMPLE`` for the domain, or an address."""

    weak = True

    def __init__(self, prf: Prf, composer: Composer, email: Email) -> None:
        """Compose with ``composer``; ``email`` invents those with an @."""
        super().__init__()
        self._logins, self._email = Logins(prf, composer), email

    @property
    def forced(self) -> int:
        """Return how many user names had to be told apart by a number."""
        return self._logins.forced

    def learn(self, texts: Collection[str]) -> None:
        """Take in user names."""
        self._email.learn([text for text in texts if "@" in text])
        self._logins.learn([_small(_login(text)) for text in texts if "@" not in text and not _proved(text)])

    def expect(self) -> None:
        """Take in the words of what was learnt, when all names are known."""
        self._logins.expect()

    def settle(self) -> None:
        """Compose every user name that was learnt."""
        self._logins.settle()

    def make(self, text: str, kind: int = Kind.TEXT) -> str | None:
        """Return the user name with every part invented."""
        if kind == Kind.DATE or "@" in text:
            return self._email.make(text, kind)
        login = _login(text)
        if _proved(text) or self._logins.issued(_small(login)) or (self.excused and self.recognises(text)):
            return text
        if not _WORDS.search(login):
            return None
        return ("EXAMPLE\\" if "\\" in text else "") + self._logins.make(login)

    def recognises(self, text: str) -> bool:
        """Return whether ``text`` holds an invented name, is ``user`` and a number, initials and numbers, or a reserved address."""
        words = _WORDS.findall(_login(text))
        plain = all(len(word) == 1 or word.isdigit() for word in words) and bool(words)
        return _proved(text) or _GENERIC.fullmatch(text) is not None or plain or self._email.recognises(text)


def _small(login: str) -> str:
    """Return a login in small letters, one character for one."""
    return visible(login.lower())


def _login(text: str) -> str:
    """Return a user name without its Windows domain."""
    return visible(text).rpartition("\\")[2]


def _proved(text: str) -> bool:
    """Return whether a user name holds an invented token, and no domain but EXAMPLE."""
    domain, slash, login = text.rpartition("\\")
    return ENDING in folded(login) and (not slash or domain.upper() == "EXAMPLE")
