"""The paper exchange behind HTTPS and HTTP on loopback.

Clients keep the real URLs; only name resolution is redirected, to ``redirects``. The certificates
come from an authority that exists for this one server and is in no trust store.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import ssl
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Self

import trustme
from aiohttp import web

from tradekeel.paper import admin
from tradekeel.paper.clock import RealClock
from tradekeel.paper.exchange import PaperExchange
from tradekeel.paper.messages import ApiReply, ApiRequest, Delivery
from tradekeel.paper.persistence import PaperStore
from tradekeel.paper.routes import HOSTS
from tradekeel.paper.sockets import serve_socket
from tradekeel.paper.streams import SOCKET_PATHS

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from tradekeel.paper.faults import FaultRule
    from tradekeel.paper.settings import PaperSettings

log = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
CA_FILE_NAME = "ca.pem"


class PaperServer:
    """Serves one exchange until the ``async with`` block ends.

    port: HTTPS port, http_port: plain HTTP port, 0 picks a free one. tick_seconds: how often the
    markets move by themselves, None for never. store: where changes are kept, if anywhere.
    """

    def __init__(
        self,
        exchange: PaperExchange,
        port: int = 0,
        http_port: int = 0,
        tick_seconds: float | None = None,
        store: PaperStore | None = None,
        folder: Path | None = None,
    ) -> None:
        """``folder`` is where the authority's certificate is written; default is a fresh one."""
        self.exchange = exchange
        self.port = port
        self.http_port = http_port
        self._tick_seconds = tick_seconds
        self._store = store
        self._folder = folder
        self._own_folder: tempfile.TemporaryDirectory[str] | None = None
        self._authority = trustme.CA()
        self._runner: web.ServerRunner | None = None
        self._server: web.Server | None = None
        self._ticking: asyncio.Task[None] | None = None

    # What clients need.

    @property
    def redirects(self) -> dict[str, tuple[str, int]]:
        """Where a client's resolver sends each real host: (address, port)."""
        return dict.fromkeys(HOSTS, (LOOPBACK, self.port))

    @property
    def ca_pem_path(self) -> Path:
        """The certificate of the authority. Errors: RuntimeError when the server is not running."""
        if self._folder is None:
            raise RuntimeError("the server is not running")
        return self._folder / CA_FILE_NAME

    def ssl_context_for_clients(self) -> ssl.SSLContext:
        """A client context that trusts this server and nothing else."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._authority.configure_trust(context)
        return context

    # Life.

    async def __aenter__(self) -> Self:
        try:
            await self._open()
        except BaseException:
            await self._close()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._close()

    async def _open(self) -> None:
        if self._folder is None:
            self._own_folder = tempfile.TemporaryDirectory(prefix="tradekeel-paper-")
            self._folder = Path(self._own_folder.name)
        self._authority.cert_pem.write_to_path(str(self.ca_pem_path))
        # A held reply ends when its client goes away; nothing is waited for at the end.
        self._server = web.Server(self._serve, access_log=None, handler_cancellation=True)
        self._runner = web.ServerRunner(self._server, shutdown_timeout=0.5)
        await self._runner.setup()
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._authority.issue_cert(*HOSTS, "localhost", LOOPBACK).configure_cert(tls)
        self.port = await self._listen(self._runner, self.port, tls)
        self.http_port = await self._listen(self._runner, self.http_port, None)
        if self._tick_seconds is not None:
            self._ticking = asyncio.create_task(self._tick(self._tick_seconds))

    async def _close(self) -> None:
        if self._ticking is not None:
            self._ticking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._ticking
        self.drop_connections()
        if self._runner is not None:
            await self._runner.cleanup()
        if self._own_folder is not None:
            self._own_folder.cleanup()
            self._own_folder = self._folder = None

    def drop_connections(self) -> None:
        """Close every connection at once, as a restart of the exchange does."""
        for connection in self._server.connections if self._server is not None else []:
            if connection.transport is not None:
                connection.transport.abort()

    def save(self) -> None:
        """Write what changed. Call it after changing the exchange object directly."""
        if self._store is not None:
            self._store.save(self.exchange.state)

    async def _listen(self, runner: web.ServerRunner, port: int, tls: ssl.SSLContext | None) -> int:
        site = web.TCPSite(runner, LOOPBACK, port, ssl_context=tls)
        await site.start()
        # The runner lists its sockets in the order they were opened.
        return int(runner.addresses[-1][1])

    async def _tick(self, seconds: float) -> None:
        while True:
            await asyncio.sleep(seconds)
            try:
                self.exchange.tick()
                self.save()
            except Exception:
                log.exception("a tick of the paper exchange failed")

    # Requests.

    async def _serve(self, raw: web.BaseRequest) -> web.StreamResponse:
        request = ApiRequest(
            method=raw.method,
            path=raw.path,
            query=raw_query(raw),
            body=(await raw.read()).decode("utf-8", errors="replace"),
            headers={name.lower(): value for name, value in raw.headers.items()},
            host=host_name(raw.host),
            peer=raw.remote or "",
        )
        if (
            request.path in SOCKET_PATHS
            and "websocket" in request.headers.get("upgrade", "").lower()
        ):
            return await serve_socket(self.exchange.streams, raw, request)
        if request.path.startswith(admin.PREFIX):
            reply = admin.handle(self.exchange, request)
        else:
            reply = self.exchange.handle(request)
        self.save()
        return await self._deliver(raw, reply)

    async def _deliver(self, raw: web.BaseRequest, reply: ApiReply) -> web.StreamResponse:
        response = web.Response(
            status=reply.status,
            body=reply.body,
            headers={**reply.headers, "Content-Type": reply.content_type},
        )
        match reply.delivery:
            case Delivery.SEND:
                return response
            case Delivery.TRUNCATE:
                return await _send_half(raw, reply)
            case Delivery.HOLD:
                await asyncio.sleep(reply.hold_seconds)
                _close(raw)
            case Delivery.DROP:
                _close(raw)
            case Delivery.RESTART:
                self.drop_connections()
        return response


def raw_query(raw: web.BaseRequest) -> str:
    """The query string exactly as it was sent: the signature covers these bytes."""
    return raw.raw_path.partition("?")[2]


def host_name(host: str) -> str:
    """The name in a Host header, without port and brackets."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _close(raw: web.BaseRequest) -> None:
    if raw.transport is not None:
        raw.transport.abort()


async def _send_half(raw: web.BaseRequest, reply: ApiReply) -> web.StreamResponse:
    """Announce the whole body, send half of it, close the connection."""
    response = web.StreamResponse(status=reply.status, headers=dict(reply.headers))
    response.content_type = "application/json"
    response.content_length = len(reply.body)
    await response.prepare(raw)
    await response.write(reply.body[: len(reply.body) // 2])
    if raw.transport is not None:
        raw.transport.close()
    return response


async def run_paper(
    *,
    seed: int = 1,
    folder: Path | None = None,
    port: int = 0,
    http_port: int = 0,
    tick_seconds: float | None = 1,
    settings: PaperSettings | None = None,
    faults: list[FaultRule] | None = None,
    on_ready: Callable[[PaperServer], None] | None = None,
) -> None:
    """Run a paper exchange until cancelled. ``folder`` keeps its state and its certificate.

    Errors: RuntimeError when the folder is in use or holds another seed, OSError for a busy port.
    """
    exchange = PaperExchange(seed=seed, clock=RealClock(), settings=settings)
    store = PaperStore(folder) if folder is not None else None
    try:
        if store is not None:
            store.load_into(exchange.state)
        for rule in faults or []:
            exchange.inject(rule)
        server = PaperServer(exchange, port, http_port, tick_seconds, store, folder)
        async with server:
            if on_ready is not None:
                on_ready(server)
            await asyncio.Event().wait()
    finally:
        if store is not None:
            store.close()
