"""User-data streams through ccxt.pro: what an exchange tells of an account by itself.

One connection is one ccxt client; when it ends, for whatever reason, the client is thrown away with
its caches. Rows leave here in the shape of the polled readings. What ccxt adds up by itself from
the events that it happened to hear (an order's fees and trades, what a triggered order filled) is
taken out: an event that comes twice is in it twice.
"""

import asyncio
import contextlib
import functools
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import ccxt.pro as ccxt_pro
from ccxt.base.errors import BaseError, NetworkError

from tradekeel.exchange.client_ids import ClientIdRule, order_row
from tradekeel.exchange.guard import GuardMixin, UnknownExchangeError
from tradekeel.exchange.json_safe import FloatInMoneyError, json_safe
from tradekeel.exchange.redaction import redact

# Where streams are known to work, by exchange and market type. Elsewhere accounts are only polled.
STREAMED = frozenset({("binance", "spot"), ("binance", "swap"), ("binanceusdm", "swap")})
CONNECT_SECONDS = 20.0
PING_MS = 15_000
_ORDER_EVENTS = frozenset({"executionReport", "ORDER_TRADE_UPDATE", "ALGO_UPDATE"})
_ENDS = frozenset({"listenKeyExpired", "eventStreamTerminated"})
# States of a conditional order that ccxt reads as "closed", and hence as filled.
_NOTHING_OF_ITS_OWN = ("filled", "remaining", "cost", "average")

Take = Callable[[list[dict[str, Any]], list[dict[str, Any]]], None]
Count = Callable[[str, int], None]


class StreamEndedError(NetworkError):  # type: ignore[misc]  # ccxt is not typed
    """The stream is over: closed, refused, expired, unreadable, or silent for too long."""


class StreamMixin:
    """Notes what is heard; mixed in before the guards and ccxt.pro's class."""

    # ccxt sets these on the instance; named here for the type checker.
    id: str
    options: dict[str, Any]
    tradekeel_heard_at: float = 0.0
    tradekeel_count: Count = staticmethod(lambda _kind, _number: None)

    @property
    def tradekeel_connected(self) -> asyncio.Event:
        """Set once events can be heard."""
        events: dict[str, Any] = self.__dict__
        if "_tradekeel_connected" not in events:
            events["_tradekeel_connected"] = asyncio.Event()
        event: asyncio.Event = events["_tradekeel_connected"]
        return event

    def client(self, url: str) -> Any:
        """As ccxt's; what cannot be read ends the connection instead of its reading loop."""
        parent: Any = super()
        made = parent.client(url)
        if not hasattr(made, "tradekeel_inner"):
            made.tradekeel_inner = made.handle_message
            made.handle_message = functools.partial(self._heard, made)
            made.tradekeel_future = made.future
            made.future = functools.partial(_awaited, made)
        return made

    def _heard(self, client: Any, message: Any) -> None:
        try:
            client.tradekeel_inner(message)
        except Exception as error:  # noqa: BLE001  # whatever it is, the connection is over
            self.tradekeel_count("unreadable", 1)
            client.on_error(StreamEndedError(f"{self.id} stream: {type(error).__name__}"))

    def on_connected(self, client: Any, message: Any = None) -> None:
        """A private stream is heard from here on, the WebSocket API once it was asked to."""
        parent: Any = super()
        parent.on_connected(client, message)
        if "/ws-api/" not in client.url:
            self.tradekeel_connected.set()

    def handle_user_data_stream_subscribe(self, client: Any, message: Any) -> None:
        """Binance's answer to the subscription."""
        parent: Any = super()
        parent.handle_user_data_stream_subscribe(client, message)
        if isinstance(message.get("result"), dict):
            self.tradekeel_connected.set()

    def handle_message(self, client: Any, message: Any) -> None:
        """Note what kind of event it is; ccxt says nothing when a listen key has expired."""
        self.tradekeel_heard_at = time.monotonic()
        event = message
        if isinstance(message, Mapping) and isinstance(message.get("event"), Mapping):
            event = message["event"]
        name = event.get("e") if isinstance(event, Mapping) else None
        if name in _ENDS:
            self.tradekeel_count("ended", 1)
            client.on_error(StreamEndedError(f"{self.id} stream: {name}"))
            return
        if name is not None and name not in _ORDER_EVENTS:
            self.tradekeel_count("account", 1)
        parent: Any = super()
        parent.handle_message(client, message)

    def currency_to_precision(self, code: Any, fee: Any, *_: Any) -> str:
        """ccxt adds up fees of orders with this; nobody reads the sum."""
        return str(fee)


def _awaited(client: Any, message_hash: str) -> Any:
    """A future of ccxt's whose error nobody has to fetch; asyncio would print it, with its URL."""
    future = client.tradekeel_future(message_hash)
    future.remove_done_callback(_fetch_error)
    future.add_done_callback(_fetch_error)
    return future


def _fetch_error(future: asyncio.Future[Any]) -> None:
    if not future.cancelled():
        future.exception()


@functools.cache
def streaming(exchange: str) -> type[Any]:
    """Return the class of ccxt.pro, guarded and noted. Raises UnknownExchangeError."""
    base = getattr(ccxt_pro, exchange, None) if exchange in ccxt_pro.exchanges else None
    if base is None:
        raise UnknownExchangeError(f"ccxt.pro has no exchange {exchange!r}")
    return type(f"Streaming{exchange.capitalize()}", (StreamMixin, GuardMixin, base), {})


class UserStream:
    """One connection to one account's user-data stream. Made by ExchangeHub.stream()."""

    def __init__(
        self,
        client: Any,
        rule: ClientIdRule,
        secrets: tuple[str, ...],
        count: Count,
        on_closed: Callable[[], None] = lambda: None,
    ) -> None:
        self._client = client
        self._on_closed = on_closed
        self._rule = rule
        self._secrets = secrets
        self._count = count
        client.tradekeel_count = count

    async def listen(
        self, take: Take, on_connected: Callable[[], Awaitable[None]], idle_seconds: float
    ) -> None:
        """Hand over what is heard, as rows of orders and rows of trades, until the stream ends.

        `take` must not wait. `on_connected` is awaited once events can be heard; what it raises
        comes out. Raises StreamEndedError, never returns.
        """
        self._client.tradekeel_heard_at = time.monotonic()
        tasks = [
            asyncio.ensure_future(self._watch_orders(take)),
            asyncio.ensure_future(self._watch_trades(take)),
            asyncio.ensure_future(self._watch_over(on_connected, idle_seconds)),
        ]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            await next(iter(task for task in tasks if task in done))
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def close(self) -> None:
        """Close the connection; nothing of it goes on."""
        self._client.options = {
            name: {**value, "listenKey": None} if _has_key(value) else value
            for name, value in self._client.options.items()
        }
        with contextlib.suppress(BaseError, OSError, TimeoutError, RuntimeError):
            await self._client.close()
        self._on_closed()

    async def _watch_orders(self, take: Take) -> None:
        while True:
            rows = await self._next(self._client.watch_orders)
            take(self._readable(rows, "order", functools.partial(event_order, self._rule)), [])

    async def _watch_trades(self, take: Take) -> None:
        while True:
            rows = await self._next(self._client.watch_my_trades)
            take([], self._readable(rows, "trade", event_trade))

    async def _next(self, watch: Callable[[], Awaitable[Any]]) -> list[Any]:
        """What was told since the last time. ccxt may end in any error."""
        try:
            return list(await watch())
        except Exception as error:  # noqa: BLE001  # said in other words, not hidden
            raise self._ended(error) from None

    def _ended(self, error: Exception) -> StreamEndedError:
        if isinstance(error, StreamEndedError):
            return error
        keys = [value["listenKey"] for value in self._client.options.values() if _has_key(value)]
        text = redact(str(error), (*self._secrets, *map(str, keys)))
        return StreamEndedError(f"{type(error).__name__}: {text}")

    def _readable(
        self, rows: list[Any], kind: str, normalised: Callable[[dict[str, Any]], dict[str, Any]]
    ) -> list[dict[str, Any]]:
        readable = []
        for row in rows:
            try:
                readable.append(normalised(row))
            except (FloatInMoneyError, TypeError, KeyError, AttributeError):
                self._count("unreadable", 1)
        self._count(kind, len(readable))
        return readable

    async def _watch_over(
        self, on_connected: Callable[[], Awaitable[None]], idle_seconds: float
    ) -> None:
        """Say when it is connected, and end it when nothing is heard for too long."""
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                await self._client.tradekeel_connected.wait()
        except TimeoutError:
            raise StreamEndedError("the stream could not be opened in time") from None
        await on_connected()
        while True:
            heard_at = self._client.tradekeel_heard_at
            await asyncio.sleep(max(0.0, heard_at + idle_seconds - time.monotonic()) + 0.01)
            if self._client.tradekeel_heard_at + idle_seconds <= time.monotonic():
                raise StreamEndedError("nothing was heard for too long")


def _has_key(value: Any) -> bool:
    return isinstance(value, dict) and bool(value.get("listenKey"))


def event_order(rule: ClientIdRule, order: dict[str, Any]) -> dict[str, Any]:
    """Return an order that was told of, in the shape of `order_row`.

    Without fees and trades: ccxt sums those of the events that it heard. With a cost only where
    the exchange states one. Raises FloatInMoneyError.
    """
    info = order.get("info")
    raw = info if isinstance(info, dict) else {}
    told = {**order, "fee": None, "fees": [], "trades": []}
    if raw.get("Z") is None:
        told["cost"] = None
    is_conditional = raw.get("aid") is not None and str(raw["aid"]) == str(order.get("id"))
    if is_conditional:
        told.update(dict.fromkeys(_NOTHING_OF_ITS_OWN))
    row = order_row(rule, told)
    if rule.algo_field:
        child = raw.get("ai") if is_conditional else None
        row["isConditional"] = is_conditional
        row["childOrderId"] = None if child in (None, "", "0", 0) else str(child)
    return row


def event_trade(trade: dict[str, Any]) -> dict[str, Any]:
    """Return a trade that was told of; a fee of nothing has no currency, and is none."""
    row: dict[str, Any] = json_safe(trade)
    fee = row.get("fee") or {}
    if fee.get("currency") is None and _is_zero(fee.get("cost")):
        row["fee"], row["fees"] = None, []
    return row


def _is_zero(amount: Any) -> bool:
    return not str(amount or "0").strip("0.")
