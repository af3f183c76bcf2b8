"""User-data streams as unmodified ccxt.pro hears them, and every fault of theirs."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import ccxt.pro as ccxt_pro
import pytest
from ccxt.base.errors import AuthenticationError, NetworkError

from paper.conftest import API_KEY, SECRET, SPOT, SWAP, Desk
from tradekeel.paper.faults import STREAM_KINDS
from tradekeel.paper.streams import LISTEN_KEY_MS

NAMES = {"binance": SPOT, "binanceusdm": SWAP}
FAR = {"binance": "20000", "binanceusdm": "20000"}


@dataclass
class Ear:
    """One ccxt.pro client that watches orders and trades until something ends it."""

    client: Any
    heard: list[tuple[str, str | None, str | None]] = field(default_factory=list)
    trades: list[dict[str, Any]] = field(default_factory=list)
    ended: list[BaseException] = field(default_factory=list)

    async def orders(self) -> None:
        """Note id, status and filled of everything, in order of arrival."""
        try:
            while True:
                for row in await self.client.watch_orders():
                    self.heard.append((row["id"], row["status"], row["filled"]))
        except Exception as error:  # noqa: BLE001 - ccxt may end in anything
            self.ended.append(error)

    async def fills(self) -> None:
        """Keep the trades."""
        try:
            while True:
                self.trades += [dict(row) for row in await self.client.watch_my_trades()]
        except Exception as error:  # noqa: BLE001 - ccxt may end in anything
            self.ended.append(error)

    async def hears(self, is_enough: Callable[[], object]) -> None:
        """Wait until it has heard enough. Raises TimeoutError."""
        async with asyncio.timeout(3):
            while not is_enough():  # noqa: ASYNC110 - any condition
                await asyncio.sleep(0.005)


Listen = Callable[..., Awaitable[Ear]]


@pytest.fixture
async def listen(desk: Desk) -> AsyncIterator[Listen]:
    """Return a function that lets a client listen; it has subscribed when it returns."""
    async with AsyncExitStack() as stack:

        async def start(name: str, **changes: Any) -> Ear:
            client = getattr(ccxt_pro, name)({
                "apiKey": API_KEY, "secret": SECRET, "session": desk.session,
                "enableRateLimit": False,
                "options": {"watchPositions": {"fetchPositionsSnapshot": False}}, **changes,
            })  # fmt: skip
            client.number = str
            client.set_markets_from_exchange(desk.usdm if name == "binanceusdm" else desk.spot)
            ear = Ear(client)
            before = len(desk.exchange.streams.channels)
            tasks = [asyncio.create_task(ear.orders()), asyncio.create_task(ear.fills())]

            async def stop() -> None:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
                await client.close()

            stack.push_async_callback(stop)
            await ear.hears(lambda: len(desk.exchange.streams.channels) > before or ear.ended)
            return ear

        yield start


def trader(desk: Desk, name: str) -> Any:
    """The polling client of a market."""
    return desk.usdm if name == "binanceusdm" else desk.spot


@pytest.mark.parametrize("name", NAMES)
async def test_an_order_and_its_fill_are_heard_with_id_and_fee(
    desk: Desk, listen: Listen, name: str
) -> None:
    ear = await listen(name)
    order = await trader(desk, name).create_order(NAMES[name], "market", "buy", "0.01")
    await ear.hears(lambda: ear.trades and (order["id"], "closed") in [h[:2] for h in ear.heard])
    [trade] = ear.trades
    [polled] = await trader(desk, name).fetch_my_trades(NAMES[name])
    same = ("id", "order", "symbol", "side", "price", "amount", "timestamp", "takerOrMaker")
    assert [trade[key] for key in same] == [polled[key] for key in same]
    fee = {key: polled["fee"][key] for key in ("cost", "currency")}
    assert {key: trade["fee"][key] for key in fee} == fee
    read = await trader(desk, name).fetch_order(order["id"], NAMES[name])
    assert (read["id"], read["status"]) == (order["id"], "closed")


@pytest.mark.parametrize("name", NAMES)
async def test_a_cancel_is_heard_under_the_orders_own_client_id(
    desk: Desk, listen: Listen, name: str
) -> None:
    ear = await listen(name)
    client = trader(desk, name)
    order = await client.create_order(
        NAMES[name], "limit", "buy", "0.01", FAR[name], {"clientOrderId": "mine"}
    )
    await client.cancel_order(order["id"], NAMES[name])
    await ear.hears(lambda: "canceled" in [h[1] for h in ear.heard])
    assert ear.client.orders[-1]["clientOrderId"] == "mine"


async def test_a_triggered_order_and_what_it_became_are_heard(desk: Desk, listen: Listen) -> None:
    ear = await listen("binanceusdm")
    await desk.usdm.create_order(SWAP, "market", "buy", "0.01")
    parent = await desk.usdm.create_order(
        SWAP, "market", "sell", "0.01", None, {"triggerPrice": "59000", "clientOrderId": "stop"}
    )
    desk.price("58000", market="usdm")
    await ear.hears(lambda: (parent["id"], "closed") in [h[:2] for h in ear.heard])
    [child] = desk.orders("stop")
    parents = [row for row in ear.client.orders if row["id"] == parent["id"]]
    assert parents[-1]["info"]["ai"] == str(child.order_id)
    await ear.hears(lambda: str(child.order_id) in [t["order"] for t in ear.trades])


async def test_nobody_hears_another_customer(desk: Desk, listen: Listen) -> None:
    ear = await listen("binance")
    desk.exchange.create_account("bob", "paper-key-bob-0", "s" * 8, spot={"USDT": Decimal(9000)})
    desk.exchange.manual_trade("bob", "spot", "BTCUSDT", "BUY", Decimal("0.01"))
    order = await desk.spot.create_order(SPOT, "market", "buy", "0.01")
    await ear.hears(lambda: ear.trades)
    assert {trade["order"] for trade in ear.trades} == {order["id"]}


@pytest.mark.parametrize("name", NAMES)
async def test_a_wrong_key_may_not_listen(listen: Listen, name: str) -> None:
    ear = await listen(name, apiKey="no-such-key-at-all")
    await ear.hears(lambda: ear.ended)
    assert not ear.heard


async def test_a_wrong_signature_may_not_listen(desk: Desk, listen: Listen) -> None:
    ear = await listen("binance", secret="another")  # noqa: S106 - made up
    await ear.hears(lambda: ear.ended)  # ccxt raises a KeyError out of its own cleaning up
    assert not desk.exchange.streams.channels


async def test_a_listen_key_lives_an_hour_unless_it_is_kept(desk: Desk) -> None:
    first = (await desk.usdm.fapiPrivatePostListenKey())["listenKey"]
    desk.clock.advance(LISTEN_KEY_MS - 1)
    await desk.usdm.fapiPrivatePutListenKey()
    desk.clock.advance(LISTEN_KEY_MS - 1)
    assert desk.exchange.streams.owner_of(first, desk.clock.now_ms()) == "alice"
    desk.clock.advance(1)
    assert desk.exchange.streams.owner_of(first, desk.clock.now_ms()) is None
    with pytest.raises(AuthenticationError):
        await desk.usdm.fapiPrivatePutListenKey()
    assert (await desk.usdm.fapiPrivatePostListenKey())["listenKey"] != first


# Of three resting orders, the events of the second meet the fault: what of NEW is heard.
HEARD = {
    "stream_drop": [0, 2],
    "stream_duplicate": [0, 1, 2, 1],
    "stream_delay": [0, 2, 1],
    "stream_reorder": [0, 2, 1],
    "stream_silence": [0],
}


@pytest.mark.parametrize("kind", HEARD)
async def test_a_fault_of_the_stream(desk: Desk, listen: Listen, kind: str) -> None:
    ear = await listen("binance")
    desk.fault(kind, "executionReport", skip=1, milliseconds=100)
    placed = []
    for _ in range(3):
        placed.append((await desk.spot.create_order(SPOT, "limit", "buy", "0.001", "20000"))["id"])
        await asyncio.sleep(0.02)
    expected = [placed[index] for index in HEARD[kind]]
    await ear.hears(lambda: len(ear.heard) >= len(expected))
    await asyncio.sleep(0.15)
    assert [heard[0] for heard in ear.heard] == expected
    assert not ear.ended


async def test_the_stream_breaks_off(desk: Desk, listen: Listen) -> None:
    ear = await listen("binance")
    desk.fault("stream_disconnect", "executionReport")
    await desk.spot.create_order(SPOT, "limit", "buy", "0.001", "20000")
    await ear.hears(lambda: len(ear.ended) == 2)
    assert all(isinstance(error, NetworkError) for error in ear.ended)
    assert desk.exchange.streams.channels == []


@pytest.mark.parametrize(("name", "endpoint"), [("binance", "subscribe"), ("binance", "connect"),
                                                ("binanceusdm", "connect")])  # fmt: skip
async def test_the_stream_is_refused(
    desk: Desk, listen: Listen, name: str, endpoint: str
) -> None:  # fmt: skip
    desk.fault("stream_refuse", endpoint, count=None)
    ear = await listen(name)
    await ear.hears(lambda: ear.ended)
    assert not desk.exchange.streams.channels


async def test_an_expired_key_is_said_and_then_nothing(desk: Desk, listen: Listen) -> None:
    ear = await listen("binanceusdm")
    desk.clock.advance(LISTEN_KEY_MS)
    desk.exchange.manual_trade("alice", "usdm", "BTCUSDT", "BUY", Decimal("0.01"))
    await asyncio.sleep(0.1)
    assert ear.heard == []
    assert desk.exchange.streams.channels[0].is_silent


def test_every_fault_of_streams_is_tried() -> None:
    elsewhere = {"stream_refuse", "stream_disconnect", "stream_expire", "stream_garbage"}
    assert set(HEARD) | elsewhere == set(STREAM_KINDS)
