"""Mail servers on this computer: the one behind the filter, and the filter itself in a thread."""

from __future__ import annotations

import asyncio
import socket
import threading
from concurrent.futures import ThreadPoolExecutor

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP

from payscrub.receive import mail


class Sink:
    """A server that keeps every message; ``answers`` are its replies: by recipient at RCPT, and ``DATA`` at the end of one."""

    def __init__(self, *, lmtp=False):
        self.messages, self.senders, self.answers, self._lmtp = [], [], {}, lmtp
        self._sock = socket.create_server(("127.0.0.1", 0))
        self.address = self._sock.getsockname()[:2]
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run)

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 - aiosmtpd's name
        answer = self.answers.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - likewise
        if "DATA" in self.answers:
            return self.answers["DATA"]
        self.messages.append(envelope.original_content)
        self.senders.append((envelope.mail_from, tuple(envelope.rcpt_tos)))
        return "\r\n".join([self.answers.get(f"DATA {one}", "250 OK") for one in envelope.rcpt_tos]) if self._lmtp else "250 OK"

    def _run(self):
        asyncio.set_event_loop(self._loop)
        kind = LMTP if self._lmtp else SMTP
        settings = {"hostname": "sink", "enable_SMTPUTF8": True, "loop": self._loop}
        server = self._loop.run_until_complete(self._loop.create_server(lambda: kind(self, **settings), sock=self._sock))
        self._loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
            self._loop.run_until_complete(asyncio.gather(task, return_exceptions=True))
        self._loop.run_until_complete(server.wait_closed())
        self._loop.close()

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()


class Running:
    """The filter, in a thread of its own."""

    def __init__(self, gate, sock, *, lmtp):
        self._pool = ThreadPoolExecutor(4)
        self._loop = asyncio.new_event_loop()
        self._task = self._loop.create_task(mail._serve(gate, self._pool, sock, lmtp=lmtp))
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self):
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(asyncio.gather(self._task, return_exceptions=True))
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
            self._loop.run_until_complete(asyncio.gather(task, return_exceptions=True))
        self._loop.close()

    def stop(self):
        self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join()
        self._pool.shutdown()
