"""What aiohttp's session is to ccxt: hands requests to the paper exchange in the same process.

The classes of errors are aiohttp's own, so the adapter's classification is the real one.
"""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import aiohttp
import yarl
from multidict import CIMultiDict

from tradekeel.exchange.sending import current_sending
from tradekeel.paper.messages import ApiReply, ApiRequest, Delivery
from tradekeel.paper.streams import REORDER_MS, SOCKET_PATHS

if TYPE_CHECKING:
    from simulation.process import Process
    from simulation.world import World
    from tradekeel.paper.streams import Channel
    from tradekeel.paper.streams import Delivery as Delivered


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

    def ws_connect(self, url: str, **_options: Any) -> Dialling:
        """A connection to a user-data stream."""
        return Dialling(self._world, self._process, yarl.URL(url))

    async def close(self) -> None:
        """Nothing is open."""


class Dialling:
    """What `session.ws_connect` gives back."""

    def __init__(self, world: World, process: Process, url: yarl.URL) -> None:
        self._world, self._process, self._url = world, process, url

    async def __aenter__(self) -> Connection:
        """Connect; raises what aiohttp would."""
        world, process = self._world, self._process
        await process.gate(f"listen {self._url.path}")
        if world.is_exchange_down:
            raise _refused(self._url.host or "")
        request = ApiRequest(
            "GET", self._url.path, self._url.raw_query_string, host=self._url.host or "",
            peer=process.name,
        )  # fmt: skip
        refusal = world.exchange.streams.refusal(request)
        world.note(process.name, f"listen {self._url.path}", refusal or "connected")
        if refusal is not None:
            raise aiohttp.WSServerHandshakeError(_about(self._url), (), status=403)
        return Connection(world, process, request)


class Connection:
    """One user-data stream, as ccxt uses aiohttp's WebSocket."""

    _conn = None  # ccxt looks here for what is buffered

    def __init__(self, world: World, process: Process, request: ApiRequest) -> None:
        self.closed = False
        self._world, self._process = world, process
        self._incoming: asyncio.Queue[aiohttp.WSMessage] = asyncio.Queue()
        self._channels: list[Channel] = []
        if SOCKET_PATHS[request.path] == "usdm":
            self._channels.append(world.exchange.streams.open_usdm(request, self._deliver))
        self._flushing = asyncio.ensure_future(self._flush())
        world.connections.append(self)

    def _deliver(self, delivery: Delivered) -> None:
        """The exchange says something; it arrives a little later."""
        seconds = delivery.delay_ms / 1000 + self._process.draws.uniform(0.001, 0.03)
        asyncio.get_running_loop().call_later(seconds, self._arrive, delivery.text)

    def _arrive(self, text: str | None) -> None:
        if text is None:
            self.break_off()
        elif not self.closed and not self._world.is_exchange_down:
            self._incoming.put_nowait(aiohttp.WSMessage(aiohttp.WSMsgType.TEXT, text, None))

    def break_off(self) -> None:
        """The connection is lost."""
        for channel in self._channels:
            self._world.exchange.streams.close(channel)
        self._channels.clear()
        self._flushing.cancel()
        if not self.closed:
            self.closed = True
            self._incoming.put_nowait(aiohttp.WSMessage(aiohttp.WSMsgType.CLOSED, None, None))

    async def _flush(self) -> None:
        while True:
            await asyncio.sleep(REORDER_MS / 1000)
            for channel in self._channels:
                channel.let_go()

    # What ccxt asks of a connection.

    async def receive(self) -> aiohttp.WSMessage:
        """The next message."""
        message = await self._incoming.get()
        while self._process.is_dead:  # noqa: ASYNC110 - for ever
            await asyncio.sleep(3600)  # a timer is kept, a future that nobody knows is not
        return message

    async def send_str(self, text: str) -> None:
        """Ask the WebSocket API."""
        await self._process.gate("listen out")
        reply, channel = self._world.exchange.streams.answer(text, self._deliver)
        self._channels += [channel] if channel is not None else []
        self._arrive(reply)

    async def ping(self, _data: bytes = b"") -> None:
        """Answered, unless the stream is silent."""
        if not self.closed and not any(channel.is_silent for channel in self._channels):
            self._incoming.put_nowait(aiohttp.WSMessage(aiohttp.WSMsgType.PONG, b"", None))

    async def close(self, **_options: Any) -> None:
        """Hang up."""
        self.break_off()


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


def _about(url: yarl.URL) -> Any:
    return SimpleNamespace(real_url=url)


def _refused(host: str) -> aiohttp.ClientConnectorError:
    key: Any = SimpleNamespace(host=host, port=443, ssl=True, is_ssl=True)
    return aiohttp.ClientConnectorError(key, ConnectionRefusedError(111, "Connection refused"))
