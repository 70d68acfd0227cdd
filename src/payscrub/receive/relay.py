"""Hand a message to the next mail server, and say what it answered for each recipient (RFC 5321; RFC 2033 for LMTP)."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from payscrub.receive.address import Address

_PATIENCE: Final = 120.0  # seconds for one answer of the next server
_US: Final = "localhost"
_LEADING_DOT: Final = re.compile(rb"(?m)^\.")
_OK: Final = range(200, 300)
_MORE: Final = 354
_LATER, _NEVER = 451, 554


@dataclass(frozen=True, slots=True)
class Mail:
    """What was sent to whom."""

    sender: str = field(repr=False)
    recipients: Sequence[str] = field(repr=False)
    data: bytes = field(repr=False)
    utf8: bool = False  # RFC 6531: addresses or headers beyond ASCII


@dataclass(frozen=True, slots=True)
class Relay:
    """The next server; ``lmtp`` says what it speaks, ``partly`` whether some of the recipients may get the message and others not."""

    address: Address
    lmtp: bool = False
    partly: bool = False

    def send(self, mail: Mail) -> list[int]:
        """Return the reply code of the next server for each recipient; 451 when it could not be asked."""
        try:
            with self._connected() as client:
                return self._said(client, mail)
        except (OSError, smtplib.SMTPException, UnicodeError):
            return [_LATER] * len(mail.recipients)

    def _connected(self) -> smtplib.SMTP:
        kind = smtplib.LMTP if self.lmtp else smtplib.SMTP
        client = kind(self.address.host, self.address.port, local_hostname=_US, timeout=_PATIENCE)
        client.ehlo_or_helo_if_needed()
        if not self.address.local:  # the text of a message is nobody else's business
            client.starttls(context=ssl.create_default_context())
            client.ehlo()
        return client

    def _said(self, client: smtplib.SMTP, mail: Mail) -> list[int]:
        options = _options(client, mail)
        if options is None:
            return [_NEVER] * len(mail.recipients)
        code, _ = client.mail(mail.sender, options)
        if code not in _OK:
            return [code] * len(mail.recipients)
        codes = [client.rcpt(recipient)[0] for recipient in mail.recipients]
        taken = [code in _OK for code in codes]
        if not any(taken) or not (self.partly or all(taken)):
            client.rset()
            return codes
        ends = iter(self._content(client, mail.data, sum(taken)))
        return [next(ends) if good else code for good, code in zip(taken, codes, strict=True)]

    def _content(self, client: smtplib.SMTP, data: bytes, count: int) -> list[int]:
        """Return the replies to the message itself: one of SMTP for all recipients, one of LMTP for each."""
        code, _ = client.docmd("DATA")
        if code != _MORE:
            return [code] * count
        client.send(_LEADING_DOT.sub(b"..", data) + b".\r\n")
        if self.lmtp:
            return [client.getreply()[0] for _ in range(count)]
        return [client.getreply()[0]] * count


def worst(codes: Sequence[int]) -> int:
    """Return the one code that loses nothing: come again if that may help anyone, else a refusal of any, else success."""
    later = [code for code in codes if code // 100 == _LATER // 100]
    never = [code for code in codes if code not in _OK]
    return (later or never or list(codes))[0]


def _options(client: smtplib.SMTP, mail: Mail) -> list[str] | None:
    """Return the parameters of the sender, or nothing when the next server cannot take such a message."""
    wanted = [("8bitmime", "BODY=8BITMIME", not mail.data.isascii()), ("smtputf8", "SMTPUTF8", mail.utf8)]
    if any(needed and not client.has_extn(name) for name, _, needed in wanted):
        return None
    return [spelt for _, spelt, needed in wanted if needed]
