"""Run the HTTP service: on a socket of its own, with nothing logged, and no connection that sends nothing kept open."""

from __future__ import annotations

import asyncio
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from payscrub.errors import UsageError
from payscrub.receive.service import Service

_HEADERS: Final = 10.0  # seconds in which a caller must have sent the head of its request
_CONNECTIONS: Final = 200
_GOODBYE: Final = 10  # seconds for what is being done when the service is stopped


@dataclass(frozen=True, slots=True)
class Tls:
    """The files for TLS: the certificate, and its key unless it is in the same file."""

    certificate: Path
    key: Path | None = None


class Punctual(H11Protocol):
    """HTTP/1.1 that hangs up on who connects and then does not send a whole head (slow loris); there is one request a connection."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # - as uvicorn declares it
        """Start the clock."""
        super().connection_made(transport)
        self.loop.call_later(_HEADERS, self._late)

    def _late(self) -> None:
        begun: object = self.cycle  # uvicorn declares it set from the start, which it is not
        if begun is None and not self.transport.is_closing():
            self.transport.close()


def run(service: Service, sock: socket.socket, tls: Tls | None = None) -> None:
    """Answer requests until the process is interrupted.

    Raises:
        UsageError: when the files for TLS cannot be used.
    """
    settings: dict[str, Any] = {"http": Punctual, "ws": "none", "lifespan": "off", "loop": "asyncio", "log_config": None}
    silent: dict[str, Any] = {"access_log": False, "server_header": False, "date_header": True, "log_level": "critical"}
    if tls is not None:
        settings |= {"ssl_certfile": str(tls.certificate), "ssl_keyfile": str(tls.key) if tls.key else None}
    config = uvicorn.Config(service.app(), **settings, **silent, limit_concurrency=_CONNECTIONS, timeout_graceful_shutdown=_GOODBYE)
    try:
        config.load()
    except (OSError, ValueError):
        raise UsageError("The files for TLS cannot be read, or do not belong together.", "Name a certificate and its key in PEM.") from None
    uvicorn.Server(config).run(sockets=[sock])
