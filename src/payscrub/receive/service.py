"""The HTTP service: a file in, a verdict out. What is uploaded is held in memory and judged in a worker, and is kept nowhere."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final, TypeVar
from urllib.parse import unquote

import anyio
import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from payscrub import __version__
from payscrub.door import plain
from payscrub.receive import openapi, page
from payscrub.receive.address import Address
from payscrub.receive.audit import Audit
from payscrub.receive.limits import Limits
from payscrub.receive.tokens import Tokens
from payscrub.receive.workers import Busy, Workers

T = TypeVar("T")
Endpoint = Callable[[Request], Awaitable[Response]]

_SPELT: Final = re.compile(openapi.NAME_PATTERN)
_WAITING: Final = 4  # callers for each worker; the next is told to come again
_TURNS: Final = 4  # time limits that a call may take: to be sent, to wait for a worker, to be judged, to be fetched
_COMMON: Final = {
    "Cache-Control": "no-store",
    "Connection": "close",  # one request a connection: none can be held open
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_KINDS: Final = {"xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "clean.xlsx")}
_TEXT: Final = ("text/csv", "clean.csv")


@dataclass(frozen=True, slots=True)
class Service:
    """What the service works with; ``key`` is that of the invented values, or nothing for a new one each time."""

    workers: Workers
    audit: Audit
    tokens: Tokens | None = None
    key: bytes | None = field(default=None, repr=False)

    def app(self) -> ASGIApp:
        """Return the ASGI application."""
        routes = [
            Route("/", self.page, methods=["GET"]),
            Route("/healthz", self.health, methods=["GET"]),
            Route("/openapi.json", self.description, methods=["GET"]),
            Route("/v1/verify", self.verify, methods=["POST"]),
            Route("/v1/clean", self.clean, methods=["POST"]),
        ]
        handlers = {HTTPException: _refused, Busy: _busy, Exception: _defect}
        inner = Starlette(routes=[_guarded(route) for route in routes], exception_handlers=handlers)
        return _Bounded(inner, self.workers.limits)

    async def page(self, _: Request) -> Response:
        """Return the page on which people check a file."""
        return HTMLResponse(page.html(tokens=self.tokens is not None), headers={"Content-Security-Policy": page.policy()})

    async def health(self, _: Request) -> Response:
        """Tell that the service runs."""
        return JSONResponse({"status": "ok", "version": __version__})

    async def description(self, _: Request) -> Response:
        """Return the OpenAPI document."""
        return JSONResponse(openapi.document(self.workers.limits, tokens=self.tokens is not None))

    async def verify(self, request: Request) -> Response:
        """Return the verdict on the file in the body."""
        self._admit(request)
        name, data = _name(request), await self._body(request)
        answer = await self._work(lambda: self.workers.judge(data, name))
        await self._work(lambda: self.audit.write("http", data, answer.report))
        return JSONResponse(answer.report, HTTPStatus.OK if answer.clean else HTTPStatus.UNPROCESSABLE_ENTITY)

    async def clean(self, request: Request) -> Response:
        """Return a copy of the file in the body without personal data, or what kept it from being made."""
        self._admit(request)
        data = await self._body(request)
        answer = await self._work(lambda: self.workers.clean(data, self.key))
        if not answer.clean or not answer.data:
            return JSONResponse(answer.report, HTTPStatus.UNPROCESSABLE_ENTITY)
        kind, name = _KINDS.get(answer.report["file"]["format"], _TEXT)
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-SHA256": hashlib.sha256(answer.data).hexdigest()}
        return Response(answer.data, media_type=kind, headers=headers)

    def _admit(self, request: Request) -> None:
        """Refuse who has no token and, where none is needed, web pages that call this computer by a name of their own."""
        if self.tokens is None and not Address(request.url.hostname or "", 0).local:
            raise HTTPException(HTTPStatus.FORBIDDEN, "Without tokens, this service is called by an address of this computer only.")
        if self.tokens is not None and not self.tokens.accept(request.headers.get("authorization", "")):
            raise HTTPException(HTTPStatus.UNAUTHORIZED, "A token is needed.", {"WWW-Authenticate": 'Bearer realm="payscrub"'})
        if request.headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}:
            raise HTTPException(HTTPStatus.FORBIDDEN, "Another web site sent this request.")

    async def _body(self, request: Request) -> bytes:
        """Return the body, of which no more is read than may be sent, and no longer than a file may be examined."""
        limits = self.workers.limits
        told = request.headers.get("content-length", "0")
        if told.isascii() and told.isdecimal() and int(told[:20]) > limits.size:
            raise _large(limits.size)
        body = bytearray()
        try:
            with anyio.fail_after(limits.seconds):
                async for chunk in request.stream():
                    body += chunk
                    if len(body) > limits.size:
                        raise _large(limits.size)
        except TimeoutError:
            raise HTTPException(HTTPStatus.REQUEST_TIMEOUT, "The upload took too long.") from None
        except ClientDisconnect:
            raise HTTPException(HTTPStatus.BAD_REQUEST, "The upload is not whole.") from None
        return bytes(body)

    async def _work(self, job: Callable[[], T]) -> T:
        return await anyio.to_thread.run_sync(job, limiter=anyio.CapacityLimiter(1))


class _Bounded:
    """Few uploads and answers in memory at a time, and none for longer than it takes to send, judge and fetch it."""

    def __init__(self, inner: ASGIApp, limits: Limits) -> None:
        self._inner, self._seconds = inner, limits.seconds * _TURNS
        self._room = anyio.Semaphore(limits.workers * _WAITING)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST":  # which holds nothing in memory
            await self._inner(scope, receive, send)
            return
        try:
            self._room.acquire_nowait()
        except anyio.WouldBlock:
            await _busy(Request(scope), Busy("The gate is busy.", "Try again in a minute."))(scope, receive, send)
            return
        try:
            with anyio.move_on_after(self._seconds):  # a caller who does not fetch the answer is hung up on
                await self._inner(scope, receive, send)
        finally:
            self._room.release()


def _guarded(route: Route) -> Route:
    """Return a route whose every answer has the headers that all have, and whose every failure is told without a value."""
    endpoint: Endpoint = route.endpoint

    async def answered(request: Request) -> Response:
        try:
            response = await endpoint(request)
        except (HTTPException, Busy):
            raise
        except Exception as error:  # noqa: BLE001 - nothing may reach the server's log, which would quote it
            return _defect(request, error)
        return _dressed(response)

    return Route(route.path, answered, methods=sorted((route.methods or set()) - {"HEAD"}))


def _dressed(response: Response) -> Response:
    for name, value in _COMMON.items():
        response.headers.setdefault(name, value)
    return response


def _problem(status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    """Return a refusal as RFC 9457 describes it."""
    content: dict[str, Any] = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return _dressed(JSONResponse(content, status, headers, "application/problem+json"))


def _refused(_: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        return _defect(_, error)
    return _problem(error.status_code, error.detail, dict(error.headers or {}))


def _busy(_: Request, error: Exception) -> Response:
    return _problem(HTTPStatus.SERVICE_UNAVAILABLE, str(error), {"Retry-After": "10"})


def _defect(_: Request, error: Exception) -> Response:
    return _problem(HTTPStatus.INTERNAL_SERVER_ERROR, str(plain(error)))


def _large(size: int) -> HTTPException:
    return HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"The file is larger than {size:,} bytes.")


def _name(request: Request) -> str:
    """Return the name of the file, which comes in a header because addresses end up in logs."""
    spelt = request.headers.get(openapi.NAME_HEADER, "")
    if len(spelt) > openapi.NAME_LENGTH or not _SPELT.fullmatch(spelt):
        raise HTTPException(HTTPStatus.BAD_REQUEST, f"{openapi.NAME_HEADER} is too long or not percent-encoded.")
    return unquote(spelt)
