"""What aiohttp's session is to ccxt: hands requests to the paper exchange in the same process.

The classes of errors are aiohttp's own, so the adapter's classification is the real one.
"""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import aiohttp
from multidict import CIMultiDict

from tradekeel.exchange.sending import current_sending
from tradekeel.paper.messages import ApiReply, ApiRequest, Delivery

if TYPE_CHECKING:
    import yarl

    from simulation.process import Process
    from simulation.world import World


class Session:
    """The session of one process."""

    closed = False

    def __init__(self, world: World, process: Process) -> None:
        self.headers: dict[str, str] = {}
        self._world = world
        self._process = process

    def __getattr__(self, name: str) -> Any:
        """`session.get(url, ...)` and the other methods."""
        if name not in ("get", "post", "put", "delete"):
            raise AttributeError(name)
        return lambda url, **options: Exchange(
            self._world, self._process, name.upper(), url, options
        )

    async def close(self) -> None:
        """Nothing is open."""


class Exchange:
    """One request and its reply, as `async with session.get(...) as response`."""

    def __init__(
        self, world: World, process: Process, method: str, url: yarl.URL, options: dict[str, Any]
    ) -> None:
        self._world, self._process = world, process
        self._method, self._url, self._options = method, url, options
        self._reply = ApiReply(200, b"")

    async def __aenter__(self) -> Exchange:
        """Send; raises what aiohttp would."""
        world, process = self._world, self._process
        what = f"{self._method} {self._url.path}"
        await process.gate(f"{what} out")
        if world.is_exchange_down:
            raise _refused(self._url.host or "")
        sending = current_sending()
        if sending is not None:
            sending.about_to_write(self._method, self._url.path)
        # From here on it is on its way, whatever becomes of the process.
        await asyncio.sleep(process.draws.uniform(0.001, 0.05))
        started_at = asyncio.get_running_loop().time()
        self._reply = world.exchange.handle(self._request())
        world.note(
            process.name,
            what,
            f"{self._reply.status} {self._reply.delivery} {len(self._reply.body)}",
        )
        await self._deliver(started_at)
        await process.gate(f"{what} back")
        if self._reply.delivery in (Delivery.DROP, Delivery.RESTART):
            raise aiohttp.ServerDisconnectedError
        return self

    async def __aexit__(self, *_: object) -> None:
        """The connection goes back to a pool that is not there."""

    async def _deliver(self, started_at: float) -> None:
        if self._reply.delivery is not Delivery.HOLD:
            return
        limit = self._options["timeout"].total
        await asyncio.sleep(min(self._reply.hold_seconds, limit))
        waited = asyncio.get_running_loop().time() - started_at
        if waited >= limit:
            raise aiohttp.ServerTimeoutError
        raise aiohttp.ServerDisconnectedError

    def _request(self) -> ApiRequest:
        return ApiRequest(
            method=self._method,
            path=self._url.path,
            query=self._url.raw_query_string,
            body=(self._options.get("data") or b"").decode(),
            headers={k.lower(): v for k, v in (self._options.get("headers") or {}).items()},
            host=self._url.host or "",
            peer=self._process.name,
        )

    # What ccxt reads of a response.

    @property
    def status(self) -> int:
        """HTTP status."""
        return self._reply.status

    @property
    def reason(self) -> str:
        """HTTP reason."""
        return "simulated"

    @property
    def headers(self) -> CIMultiDict[str]:
        """HTTP headers."""
        return CIMultiDict({**self._reply.headers, "Content-Type": self._reply.content_type})

    async def text(self, errors: str = "strict") -> str:
        """The body. Raises ClientPayloadError when the connection broke within it."""
        if self._reply.delivery is Delivery.TRUNCATE:
            raise aiohttp.ClientPayloadError("Response payload is not completed")
        return self._reply.body.decode("utf-8", errors)


def _refused(host: str) -> aiohttp.ClientConnectorError:
    key: Any = SimpleNamespace(host=host, port=443, ssl=True, is_ssl=True)
    return aiohttp.ClientConnectorError(key, ConnectionRefusedError(111, "Connection refused"))
