"""User-data streams only make it faster: with any fault of theirs the end is that of none."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator
from decimal import Decimal
from uuid import uuid4

import pytest

from driving.conftest import ACCOUNT, KEY, PHRASE, USER, MakePlace, Place
from simulation.digest import plain, queries
from tradekeel.driver import Identity, NotDrivingError
from tradekeel.engine_errors import EngineError
from tradekeel.exchange.streams import StreamEndedError
from tradekeel.paper import FaultRule
from tradekeel.settings import Settings
from tradekeel.streaming import ROWS_A_CALL, EventQueue, StreamLoop
from tradekeel.up import Bridge

NAMES = ("binance", "binanceusdm")
ORDERS = {"binance": "executionReport", "binanceusdm": "ORDER_TRADE_UPDATE"}
FAULTS = ("stream_drop", "stream_duplicate", "stream_delay", "stream_reorder")


async def until(place: Place, query: str, *arguments: object, seconds: float = 5) -> None:
    """Wait until a query has a row. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not await place.rows(query, *arguments):  # noqa: ASYNC110 - a row of another
            await asyncio.sleep(0.02)


class Listener:
    """The stream loop of a place, and what it counted."""

    def __init__(self, place: Place, idle_seconds: float) -> None:
        self.counts: dict[str, int] = {}
        self.beats = 0
        self.loop = StreamLoop(
            place.driver, lambda: place.hub.stream(place.reference, self.count), idle_seconds
        )

    def count(self, kind: str, number: int) -> None:
        """Count a kind of event."""
        self.counts[kind] = self.counts.get(kind, 0) + number

    async def run(self) -> bool:
        """Listen until it ends."""

        async def beat() -> None:
            self.beats += 1

        return await self.loop.run(beat)


@contextlib.asynccontextmanager
async def listening(
    place: Place, idle_seconds: float = 60
) -> AsyncIterator[tuple[Listener, asyncio.Task[bool]]]:
    """Listen as long as the block lasts; connected when it begins."""
    listener = Listener(place, idle_seconds)
    task = asyncio.create_task(listener.run())
    try:
        await until(place, "select 1 from health.streams where connected_at is not null")
        yield listener, task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def story(place: Place) -> dict[str, list[str]]:
    """An entry that fills in pieces, one that is cancelled, an exit; and the state at the end."""
    await place.enter("limit", limit_price=str(place.at("0.99")))
    place.exchange.set_liquidity(place.market, "BTCUSDT", Decimal("0.001"))
    for factor in ("0.99", "0.985"):
        await place.move(factor)
        await asyncio.sleep(0.05)
    place.exchange.set_liquidity(place.market, "BTCUSDT", None)
    await place.move("0.98")
    await place.settle()
    await place.leave("market")
    await asyncio.sleep(0.05)
    await place.settle()
    await asyncio.sleep(0.3)  # what was delayed has come
    assert (await place.driver.reconcile()).state == "finished"
    await place.settle()
    assert await place.violations() == []
    return {
        part: [plain(str(row["line"])) for row in await place.rows(query.replace("%", "%%"))]
        for part, query in queries().items()
        if part != "signals"  # its ids are drawn
    }


@pytest.mark.parametrize("name", NAMES)
async def test_a_fill_is_in_the_database_without_any_poll(make_place: MakePlace, name: str) -> None:
    place = await make_place(name)
    async with listening(place) as (listener, _):
        await place.enter("limit", limit_price=str(place.at("0.99")))
        place.exchange.set_price(place.market, "BTCUSDT", place.at("0.98"))
        await until(place, "select 1 from lifecycle.fills")
        await until(place, "select 1 from lifecycle.orders where status = 'closed'")
        [held] = await place.rows("select quantity, state from lifecycle.positions")
        assert held["state"] == "open"
        assert listener.counts["trade"] >= 1
        assert listener.counts["account"] >= 1
    await place.settle()
    [settled] = await place.rows("select settled_at, inferred_quantity from lifecycle.orders")
    assert settled["settled_at"] is not None
    assert settled["inferred_quantity"] == 0
    assert await place.violations() == []


@pytest.mark.parametrize("name", NAMES)
async def test_a_stream_with_every_fault_ends_where_no_stream_ends(
    make_place: MakePlace, name: str
) -> None:
    expected = await story(await make_place(name))
    place = await make_place(name, fresh=True)
    for kind in FAULTS:
        place.exchange.inject(
            FaultRule(kind, ORDERS[name], count=None, chance=Decimal("0.3"), milliseconds=150)
        )
    async with listening(place) as (listener, _):
        assert await story(place) == expected
        assert listener.counts["order"] > 0
    assert {fault.kind for fault in place.exchange.faults_injected} >= {"stream_drop"}


async def test_after_a_reconnect_a_full_reading_follows(make_place: MakePlace) -> None:
    place = await make_place("binance")
    place.driver.needs_reconciliation.clear()
    async with listening(place) as (_, task):
        assert place.driver.needs_reconciliation.is_set()
        await place.driver.reconcile()
        await until(place, "select 1 from health.streams where caught_up_at is not null")
        place.exchange.inject(FaultRule("stream_disconnect", "executionReport"))
        await place.enter("limit", limit_price=str(place.at("0.9")))
        with pytest.raises(StreamEndedError):
            await task
    [row] = await place.rows("select * from health.streams")
    assert (row["error_class"], row["caught_up_at"]) == ("StreamEndedError", None)
    assert row["down_at"] is not None
    assert not place.driver.needs_reconciliation.is_set()
    async with listening(place):
        [row] = await place.rows("select * from health.streams")
        assert (row["connection_no"], row["caught_up_at"]) == (2, None)
        assert place.driver.needs_reconciliation.is_set()


async def test_a_stolen_lease_ends_it_and_nothing_is_taken(make_place: MakePlace) -> None:
    place = await make_place("binance")
    async with listening(place) as (_, task):
        await place.enter("limit", limit_price=str(place.at("0.99")))
        await until(place, "select 1 from health.streams where heard_at is not null")
        await place.rows("update locks.account_leases set expires_at = now() - interval '1 second'")
        thief = Identity(uuid4(), uuid4())
        await place.engine.start_instance(thief.instance_id, thief.owner_token, "t", "t")
        await place.engine.lease_account(USER, ACCOUNT, thief.instance_id, thief.owner_token, 60)
        place.exchange.set_price("spot", "BTCUSDT", place.at("0.98"))
        with pytest.raises(EngineError) as refused:
            await task
        assert refused.value.sqlstate == "LKC01"
    assert await place.rows("select 1 from lifecycle.fills") == []


async def test_a_driver_without_a_lease_does_not_listen(make_place: MakePlace) -> None:
    place = await make_place("binance")
    await place.rows("update locks.account_leases set owner_token = gen_random_uuid()")
    assert not (await place.driver.hold()).is_acquired
    with pytest.raises(NotDrivingError):
        await Listener(place, 60).run()
    assert await place.rows("select 1 from health.streams") == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["stream_garbage", "stream_expire", "stream_silence"])
async def test_a_stream_that_is_broken_ends(make_place: MakePlace, name: str, kind: str) -> None:
    place = await make_place(name)
    async with listening(place, idle_seconds=1) as (listener, task):
        place.exchange.inject(FaultRule(kind, ORDERS[name]))
        place.exchange.manual_trade("dora", place.market, "BTCUSDT", "BUY", Decimal("0.01"))
        async with asyncio.timeout(4):
            with pytest.raises(StreamEndedError) as ended:
                await task
    counted = {"stream_garbage": "unreadable", "stream_expire": "ended"}.get(kind)
    assert counted is None or listener.counts[counted] == 1
    keys = list(place.exchange.state.listen_keys)
    assert not any(secret in str(ended.value) for secret in (KEY, PHRASE, *keys))


@pytest.mark.parametrize(("name", "endpoint"), [("binance", "subscribe"), ("binance", "connect"),
                                                ("binanceusdm", "connect")])  # fmt: skip
async def test_a_stream_that_is_refused_is_said_to_be_down(
    make_place: MakePlace, name: str, endpoint: str
) -> None:
    place = await make_place(name)
    place.exchange.inject(FaultRule("stream_refuse", endpoint, count=None))
    with pytest.raises(StreamEndedError) as ended:
        await Listener(place, 60).run()
    keys = list(place.exchange.state.listen_keys)
    assert not any(secret in str(ended.value) for secret in (KEY, PHRASE, *keys))
    [row] = await place.rows("select * from health.streams")
    assert (row["connection_no"], row["error_class"]) == (0, "StreamEndedError")


def test_a_full_queue_is_emptied_and_says_so() -> None:
    queue = EventQueue(rows=1200)
    queue.put([{"n": n} for n in range(700)], [{"n": n} for n in range(400)])
    orders, trades, dropped = queue.take()
    assert ([o["n"] for o in orders], len(trades), dropped) == (list(range(500)), 400, 0)
    assert queue.news.is_set()
    queue.put([{}] * 1100, [])
    assert queue.take() == ([], [], 1300)
    assert not queue.news.is_set()
    assert ROWS_A_CALL <= 1000


async def test_what_was_dropped_is_as_if_the_connection_was_lost(
    make_place: MakePlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tradekeel.streaming.EventQueue", lambda: EventQueue(rows=0))
    place = await make_place("binance")
    async with listening(place):
        place.driver.needs_reconciliation.clear()
        await place.enter("limit", limit_price=str(place.at("0.9")))
        await until(place, "select 1 from health.streams where connection_no = 2")
        assert place.driver.needs_reconciliation.is_set()
    events = place.engine.tally.take()
    assert {"counter": "stream_events", "label": "dropped", "count": 1} in events
    await place.settle()
    assert await place.violations() == []


async def test_the_bridge_listens_and_begins_again(
    make_place: MakePlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Polls are a minute apart: what is known within seconds came over the stream."""
    monkeypatch.setattr("tradekeel.streaming.BEAT_SECONDS", 0.5)
    place = await make_place("binance")
    await place.rows("update locks.account_leases set expires_at = now() - interval '1 second'")
    await place.rows("select ops.fn_rotate_credentials(%s, %s, 'env:STREAM_TEST', 'test')",
                     USER, ACCOUNT)  # fmt: skip
    os.environ["STREAM_TEST"] = f"{KEY}:{PHRASE}"
    settings = Settings.model_construct(
        trading_seconds=0.1, monitor_seconds=60.0, reconciliation_seconds=60.0,
        capital_watchdog_seconds=60.0, lease_seconds=10.0, streams=True, stream_idle_seconds=60.0,
    )  # fmt: skip
    bridge = Bridge(settings, place.engine, place.hub)
    running = asyncio.create_task(bridge.run())
    try:
        await until(place, "select 1 from health.streams where caught_up_at is not null", seconds=9)
        await place.engine.record_prices(
            USER, ACCOUNT, [{"symbol": place.symbol, "last": str(place.price)}]
        )
        await place.ask("entry", "buy", "limit", quantity="0.02",
                        limit_price=str(place.at("0.99")))  # fmt: skip
        await until(place, "select 1 from lifecycle.orders")
        place.exchange.inject(FaultRule("stream_disconnect", "outboundAccountPosition"))
        place.exchange.set_price("spot", "BTCUSDT", place.at("0.98"))
        await until(place, "select 1 from lifecycle.fills", seconds=10)
        await until(place, "select 1 from health.streams where connection_no = 2"
                           " and caught_up_at is not null", seconds=15)  # fmt: skip
        assert await place.rows("select 1 from health.loops where loop = 'stream'"
                                " and failure_count = 1")  # fmt: skip
    finally:
        bridge.stop()
        await running
    assert await place.violations() == []


async def test_streams_take_no_connection_from_requests(make_place: MakePlace) -> None:
    """More of them than the pool of requests has places, and requests are answered at once."""
    place = await make_place("binance")

    def count(_kind: str, _number: int) -> None:
        """Nobody counts."""

    async def connected() -> None:
        """Nobody is told."""

    streams = [await place.hub.stream(place.reference, count) for _ in range(70)]
    listening = [
        asyncio.create_task(stream.listen(lambda _orders, _trades: None, connected, 60))
        for stream in streams
        if stream is not None
    ]
    try:
        async with asyncio.timeout(15):
            while len(place.exchange.streams.channels) < 70:  # noqa: ASYNC110 - of the exchange
                await asyncio.sleep(0.02)
            await place.driver.monitor()
            assert (await place.driver.reconcile()).state == "finished"
    finally:
        for task in listening:
            task.cancel()
        await asyncio.gather(*listening, return_exceptions=True)
        for stream in streams:
            if stream is not None:
                await stream.close()
