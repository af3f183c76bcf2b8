"""A scripted HTTPS server on loopback that stands for any exchange.

It answers (method, path) with what the test registered, keeps what it was asked, and can do to one
request what networks and exchanges do: drop it, cut it, answer HTML, never answer.
"""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import trustme
from aiohttp import web

Answer = Any | Callable[["Request"], Any]


@dataclass(frozen=True)
class Request:
    """One request as it arrived; `values` joins query, form and JSON body."""

    method: str
    path: str
    host: str
    headers: dict[str, str]
    values: dict[str, Any]


@dataclass
class Status:
    """An answer with a status, headers and any body."""

    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json"


@dataclass
class Fault:
    """What happens to the next request of a path. `has_effect`: the exchange acted before."""

    kind: str  # hang, drop, truncate, html, empty, cut_json, object, status
    has_effect: bool = False
    status: Status | None = None


_CANNED = {
    "html": Status(200, "<html>busy</html>", content_type="text/html"),
    "empty": Status(200, ""),
    "cut_json": Status(200, '{"orderId": 1, "sym'),
    "object": Status(200, {}),
}


class FakeExchange:
    """The server. `effects` counts the requests that the exchange acted on, per (method, path)."""

    def __init__(self) -> None:
        self.answers: dict[tuple[str, str], Answer] = {}
        self.faults: dict[tuple[str, str], list[Fault]] = {}
        self.requests: list[Request] = []
        self.effects: dict[tuple[str, str], int] = {}
        self.port = 0
        self.ca_pem = Path()
        self.hangs = asyncio.Event()  # set once a request hangs
        self._hanging: set[asyncio.Event] = set()

    def on(self, method: str, path: str, answer: Answer) -> None:
        """Answer (method, path) with JSON, a Status, or what a function of the request returns."""
        self.answers[(method, path)] = answer

    def fail(self, method: str, path: str, fault: Fault) -> None:
        """Do `fault` to the next request of (method, path)."""
        self.faults.setdefault((method, path), []).append(fault)

    def asked(self, method: str, path: str) -> list[Request]:
        """Return the requests of (method, path), oldest first."""
        return [r for r in self.requests if (r.method, r.path) == (method, path)]

    def redirects(self, *hosts: str) -> dict[str, tuple[str, int]]:
        """Return the redirection of hosts to this server."""
        return dict.fromkeys(hosts, ("127.0.0.1", self.port))

    async def handle(self, raw: web.Request) -> web.StreamResponse:
        """Answer one request."""
        request = await _read(raw)
        key = (request.method, request.path)
        self.requests.append(request)
        queue = self.faults.get(key)
        fault = queue.pop(0) if queue else None
        if fault is None or fault.has_effect:
            self.effects[key] = self.effects.get(key, 0) + 1
        if fault is not None:
            return await self._do(fault, raw, request)
        return self._answer(request)

    def _answer(self, request: Request) -> web.Response:
        answer = self.answers.get((request.method, request.path))
        if callable(answer):
            answer = answer(request)
        if answer is None:
            return web.json_response({"code": -1, "msg": f"no {request.path}"}, status=404)
        if isinstance(answer, Status):
            return _respond(answer)
        return web.json_response(answer)

    async def _do(self, fault: Fault, raw: web.Request, request: Request) -> web.StreamResponse:
        transport = raw.transport
        assert transport is not None
        if fault.kind == "hang":
            forever = asyncio.Event()
            self._hanging.add(forever)
            self.hangs.set()
            await forever.wait()
        if fault.kind in ("hang", "drop"):
            transport.abort()
            return web.Response()
        if fault.kind == "truncate":
            return await self._cut(raw, request)
        canned = fault.status or _CANNED[fault.kind]
        return _respond(canned)

    async def _cut(self, raw: web.Request, request: Request) -> web.StreamResponse:
        """Send half of the good answer and drop the connection."""
        body = json.dumps({"padding": "x" * 1000}).encode()
        answer = self._answer(request).body
        body = answer if isinstance(answer, bytes) else body
        cut = web.StreamResponse(
            headers={"Content-Length": str(len(body)), "Content-Type": "application/json"}
        )
        await cut.prepare(raw)
        await cut.write(body[: len(body) // 2])
        if raw.transport is not None:
            raw.transport.abort()
        return cut

    async def release(self) -> None:
        """Let go of every hanging request, so that the server can stop."""
        for event in self._hanging:
            event.set()


def _respond(answer: Status) -> web.Response:
    text = answer.body if isinstance(answer.body, str) else json.dumps(answer.body)
    return web.Response(
        status=answer.status, text=text, headers=answer.headers, content_type=answer.content_type
    )


async def _read(raw: web.Request) -> Request:
    text = await raw.text()
    values: dict[str, Any] = dict(raw.query)
    if text.startswith(("{", "[")):
        document = json.loads(text)
        document = document[0] if isinstance(document, list) else document
        values.update(document)
    else:
        values.update(parse_qsl(text))
    return Request(raw.method, raw.path, raw.host, dict(raw.headers), values)


@asynccontextmanager
async def fake_exchange(folder: Path, *hosts: str) -> AsyncIterator[FakeExchange]:
    """Run a fake exchange for `hosts` until the block ends; its CA is in `ca_pem`."""
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(*hosts).configure_cert(context)
    fake = FakeExchange()
    fake.ca_pem = folder / "ca.pem"
    authority.cert_pem.write_to_path(str(fake.ca_pem))
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", fake.handle)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context)
    await site.start()
    fake.port = runner.addresses[0][1]
    try:
        yield fake
    finally:
        await fake.release()
        await runner.cleanup()
