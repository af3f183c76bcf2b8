"""`/metrics` and `/internal/health`: one address, no tenant's data, closed to strangers.

Bound to loopback unless told otherwise; any other address needs a token, which every request then
has to carry as `Authorization: Bearer <token>`.
"""

import asyncio
import contextlib
import hmac
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from typing import Any

import psycopg
import structlog
import uvicorn
from psycopg_pool import PoolTimeout
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from tradekeel.engine_errors import EngineError
from tradekeel.metrics import CONTENT_TYPE, render

log = structlog.get_logger(__name__)

ReadHealth = Callable[[], Awaitable[Mapping[str, Any]]]
Figures = Callable[[], Mapping[str, Any]]
LONGEST_FRAME_BYTES = 65_536
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
READ_LIMIT_SECONDS = 5.0
UNREADABLE = (psycopg.Error, PoolTimeout, EngineError, OSError, TimeoutError)


class AddressError(Exception):
    """The address to serve at cannot be used; the text says why and what to do."""


class HealthPage:
    """Reads health once per request and answers in both forms."""

    def __init__(
        self, read: ReadHealth, token: str | None = None, gateway: Figures | None = None
    ) -> None:
        """Remember how to read; `token` is asked of every request when it is there.

        `gateway`: figures of the gateway of live updates of this process, if it serves one.
        """
        self._read = read
        self._token = token
        self._gateway = gateway
        self._unmeasured = 0

    def application(self, others: Sequence[BaseRoute] = ()) -> Starlette:
        """The two routes, and others beside them."""
        return Starlette(
            routes=[
                Route("/metrics", self._metrics),
                Route("/internal/health", self._health),
                *others,
            ]
        )

    async def _measure(self) -> tuple[Mapping[str, Any] | None, float]:
        began = time.monotonic()
        try:
            async with asyncio.timeout(READ_LIMIT_SECONDS):
                document: Mapping[str, Any] | None = await self._read()
                if self._gateway is not None and document is not None:
                    document = {**document, "gateway": self._gateway()}
        except UNREADABLE as error:
            self._unmeasured += 1
            document = None
            log.warning("health could not be read", error=type(error).__name__)
        return document, time.monotonic() - began

    async def _metrics(self, request: Request) -> Response:
        if not self._is_welcome(request):
            return _refused()
        document, seconds = await self._measure()
        return Response(
            render(document, seconds, self._unmeasured), headers={"content-type": CONTENT_TYPE}
        )

    async def _health(self, request: Request) -> Response:
        if not self._is_welcome(request):
            return _refused()
        document, seconds = await self._measure()
        answer = health_answer(document, seconds)
        status = 200 if answer["status"] in {"ok", "degraded"} else 503
        return JSONResponse(answer, status, headers={"cache-control": "no-store"})

    def _is_welcome(self, request: Request) -> bool:
        if self._token is None:
            return True
        given = request.headers.get("authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {self._token}".encode())


def health_answer(document: Mapping[str, Any] | None, read_seconds: float) -> dict[str, Any]:
    """The document as it is answered; without one, that the database could not be asked."""
    latency = round(read_seconds * 1000, 1)
    if document is None:
        return {
            "status": "at_risk",
            "atRisk": [
                {
                    "promise": "durability",
                    "reason": "the database could not be asked",
                    "runbook": "database-outage",
                }
            ],
            "degraded": [],
            "lockContentionCount": None,
            "capitalInvariantViolations": None,
            "reconciliationMismatchCount": None,
            "database": {"isWritable": None, "latencyMs": latency},
        }
    return {**document, "database": {**document["database"], "latencyMs": latency}}


def _refused() -> Response:
    return JSONResponse({"error": "a token is needed"}, 401, headers={"www-authenticate": "Bearer"})


def bind(address: str, token: str | None) -> socket.socket:
    """The socket to serve at. Raises AddressError in one line: malformed, in use, or open."""
    host, _, port = address.rpartition(":")
    host = host.strip("[]")
    if not host or not port.isdigit() or int(port) > 65535:
        raise AddressError(f"{address} is no address: give host:port, such as 127.0.0.1:9464")
    if host not in LOOPBACK and not token:
        raise AddressError(
            f"{address} can be reached from outside: set TRADEKEEL_HTTP_TOKEN, or use 127.0.0.1"
        )
    try:
        family = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0][0]
        made = socket.socket(family, socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, int(port)))
    except OSError as error:
        raise AddressError(
            f"cannot serve at {address}: {error.strerror or error};"
            " set TRADEKEEL_HTTP_ADDRESS to another, or to off"
        ) from None
    return made


@contextlib.asynccontextmanager
async def serving(application: Any, bound: socket.socket) -> AsyncIterator[None]:
    """Serve as long as the block lasts; what is under way ends within two seconds."""
    config = uvicorn.Config(
        application, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=2,
        ws="websockets-sansio", ws_max_size=LONGEST_FRAME_BYTES, ws_per_message_deflate=False,
    )  # fmt: skip
    server = _QuietServer(config)
    task = asyncio.create_task(server.serve(sockets=[bound]))
    try:
        yield
    finally:
        server.should_exit = True
        await task
        bound.close()


class _QuietServer(uvicorn.Server):
    """Leaves signals to whoever runs the process."""

    @contextlib.contextmanager
    def capture_signals(self) -> Any:
        """Capture none."""
        yield
