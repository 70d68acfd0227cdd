"""Where to listen or to connect: an address of this computer or another, and a port."""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from typing import Self

from payscrub.errors import CannotReadOrWrite, UsageError

_BACKLOG = 64
_SPELT = re.compile(r"(?:\[([0-9A-Fa-f:.]{2,45})\]|([^\[\]:\s]{1,253})):([0-9]{1,5})")
_PORTS = 1 << 16


@dataclass(frozen=True, slots=True)
class Address:
    """A host, by name or number, and a port."""

    host: str
    port: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the address in ``HOST:PORT`` or ``[IPv6]:PORT``.

        Raises:
            UsageError: when it is neither.
        """
        found = _SPELT.fullmatch(text)
        if found is None or int(found[3]) >= _PORTS:
            raise UsageError("An address is no HOST:PORT.", "Write it like 127.0.0.1:8025 or [::1]:8025.")
        return cls(found[1] or found[2], int(found[3]))

    @property
    def local(self) -> bool:
        """Return whether it is of this computer, and cannot be reached from another."""
        try:
            return self.host == "localhost" or ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def listen(self) -> socket.socket:
        """Return a socket that listens there.

        Raises:
            CannotReadOrWrite: when the operating system refuses.
        """
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        try:
            return socket.create_server((self.host, self.port), family=family, backlog=_BACKLOG)
        except (OSError, OverflowError, UnicodeError):
            raise CannotReadOrWrite("The address cannot be listened on.", "Choose another port, or end the program that has it.") from None
