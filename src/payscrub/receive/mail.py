"""The mail filter: a message is judged while its sender waits, and is handed on, or refused before anything of it is stored.

It answers 250 only once the next server did, so that nothing is lost whenever it ends: the sender still has the message.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from payscrub import __version__
from payscrub.door import plain
from payscrub.errors import CannotReadOrWrite
from payscrub.receive import notice
from payscrub.receive.audit import Audit
from payscrub.receive.relay import Mail, Relay, worst
from payscrub.receive.workers import Busy, Workers

HEADER: Final = "X-Payscrub"
_FORGED: Final = re.compile(rb"^x-payscrub[ \t]*:[^\n]*\n(?:[ \t][^\n]*\n)*", re.IGNORECASE | re.MULTILINE)
_HEADERS: Final = re.compile(rb"\A(?:[^\r\n][^\n]*\n)*")
_BARE: Final = re.compile(rb"(?<!\r)\n|\r(?!\n)")  # RFC 5321, 2.3.8: servers disagree about where such a message ends
_LINE: Final = 400  # characters of one line of a reply; RFC 5321, 4.5.3.1.5 has 512
_WAITING: Final = 4  # connections for each worker; the next caller is told to come again
_SILENCE: Final = 300.0  # seconds without a command; RFC 5321, 4.5.3.2.7

_REPLIES: Final = {
    "bare": "550 5.6.0 The message has line ends that no mail may have.",
    "busy": "451 4.3.2 The gate is busy or closing; try again later.",
    "defect": "451 4.3.0 The gate cannot judge the message now; try again later.",
    "later": "{code} 4.4.0 The next server cannot take the message now; try again later.",
    "never": "{code} 5.0.0 The next server refuses the message.",
    "taken": "250 2.0.0 The message was passed on.",
    "many": "421 4.3.2 The gate is busy; try again later.\r\n",
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What becomes of messages; ``others`` says whether attachments that cannot be judged may pass."""

    workers: Workers
    audit: Audit
    relay: Relay
    others: bool = False

    def deliver(self, mail: Mail) -> list[str]:
        """Return the reply for each recipient, having handed the message on if it may be."""
        try:
            refusal, marked = self._judged(mail.data)
        except Busy:
            return [_REPLIES["busy"]] * len(mail.recipients)
        except CannotReadOrWrite:
            return [_REPLIES["defect"]] * len(mail.recipients)
        if refusal:
            return [refusal] * len(mail.recipients)
        codes = self.relay.send(Mail(mail.sender, mail.recipients, marked, mail.utf8))
        return [_reply(code) for code in codes]

    def _judged(self, data: bytes) -> tuple[str, bytes]:
        """Return the refusal of a message, or the message with the verdict in its header."""
        if _BARE.search(data):
            return _REPLIES["bare"], b""
        report = self.workers.judge(data, message=True, others=self.others).report
        self.audit.write("mail", data, report)
        if report["verdict"] != "clean":
            return _lines("550", "5.7.1", f"The message was not accepted, and nothing of it is kept. {notice.sentence(report)}"), b""
        return "", mark(data, report["counts"])


class Hooks:
    """What aiosmtpd calls."""

    def __init__(self, gate: Filter, pool: ThreadPoolExecutor, *, lmtp: bool) -> None:
        """Let messages be judged by ``gate`` in the threads of ``pool``."""
        self._gate, self._pool, self._lmtp = gate, pool, lmtp

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Return the reply at the end of a message; LMTP has one for each recipient (RFC 2033, 4.2)."""
        mail = Mail(envelope.mail_from or "", tuple(envelope.rcpt_tos), envelope.original_content or b"", envelope.smtp_utf8)
        replies = await asyncio.get_running_loop().run_in_executor(self._pool, self._gate.deliver, mail)
        if self._lmtp:
            return "\r\n".join(replies)
        code = worst([int(reply[:3]) for reply in replies])
        return next(reply for reply in replies if reply.startswith(str(code)))

    async def handle_exception(self, error: Exception) -> str:
        """Return the reply after a defect, which says nothing of the message."""
        return f"{_REPLIES['defect']} ({type(plain(error)).__name__})"


def mark(data: bytes, counts: dict[str, int]) -> bytes:
    """Return a message with the verdict as its first header, and no other header of that name."""
    word = "clean" if counts["spreadsheets"] else "none"
    header = f"{HEADER}: {word}; spreadsheets={counts['spreadsheets']}; others={counts['others']}; version={__version__}\r\n"
    found = _HEADERS.match(data)
    end = found.end() if found else 0
    return header.encode() + _FORGED.sub(b"", data[:end]) + data[end:]


def run(gate: Filter, sock: Any, *, lmtp: bool) -> None:  # noqa: ANN401 - a socket, whose module only address.py needs
    """Answer mail servers that call on ``sock`` until the process is interrupted."""
    logging.getLogger("mail.log").setLevel(logging.CRITICAL + 1)  # aiosmtpd would log lines of messages
    logging.getLogger("asyncio").setLevel(logging.CRITICAL + 1)
    pool = ThreadPoolExecutor(gate.workers.limits.workers * _WAITING)
    try:
        asyncio.run(_serve(gate, pool, sock, lmtp=lmtp))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


async def _serve(gate: Filter, pool: ThreadPoolExecutor, sock: Any, *, lmtp: bool) -> None:  # noqa: ANN401 - see run
    loop, hooks = asyncio.get_running_loop(), Hooks(gate, pool, lmtp=lmtp)
    limits = gate.workers.limits
    settings: dict[str, Any] = {"data_size_limit": limits.size, "enable_SMTPUTF8": True, "hostname": "localhost", "ident": "payscrub"}
    kind = LMTP if lmtp else SMTP
    server = await loop.create_server(
        _few(lambda: kind(hooks, timeout=_SILENCE, loop=loop, **settings), limits.workers * _WAITING), sock=sock
    )
    async with server:
        await server.serve_forever()


def _few(make: Callable[[], SMTP], most: int) -> Callable[[], asyncio.BaseProtocol]:
    """Return a factory of protocols, of which at most so many are connected at a time: each may hold a message in memory."""
    connected: set[SMTP] = set()

    def one() -> asyncio.BaseProtocol:
        if len(connected) >= most:
            return _Refusing()
        protocol = make()
        connected.add(protocol)
        lost = protocol.connection_lost

        def gone(error: Exception | None) -> None:
            connected.discard(protocol)
            lost(error)

        protocol.connection_lost = gone  # type: ignore[method-assign]  # - once for this connection
        return protocol

    return one


class _Refusing(asyncio.Protocol):
    """Tells a caller to come again."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Say so and hang up."""
        if isinstance(transport, asyncio.WriteTransport):
            transport.write(_REPLIES["many"].encode())
            transport.close()


def _reply(code: int) -> str:
    words = {2: "taken", 4: "later"}.get(code // 100, "never")
    code = code if words != "never" or code // 100 == 5 else 554  # noqa: PLR2004 - a code that no server may give is a refusal
    return _REPLIES[words].format(code=code)


def _lines(code: str, status: str, text: str) -> str:
    """Return a reply of as many lines as the text needs (RFC 5321, 4.2.1)."""
    lines, line = [], ""
    for word in text.encode("ascii", "replace").decode().split():
        if len(line) + len(word) >= _LINE:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    lines.append(line)
    return "\r\n".join(f"{code}{'-' if number < len(lines) else ' '}{status} {line}" for number, line in enumerate(lines, 1))
