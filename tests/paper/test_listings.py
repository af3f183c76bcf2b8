"""What listings show: visibility lag, windows, paging."""

from dataclasses import replace

import ccxt.async_support as ccxt
import pytest

from paper.conftest import PATIENT, SPOT, SWAP, Desk, Setup
from paper.signed import answer, call

DAY_MS = 86_400_000


async def test_a_new_order_is_invisible_during_the_lag(setup: Setup) -> None:
    desk = await setup(settings=replace(PATIENT, order_lag_ms=300))
    for client, symbol in ((desk.spot, SPOT), (desk.usdm, SWAP)):
        order = await client.create_order(symbol, "limit", "buy", "0.01", "59000")
        desk.clock.advance(299)
        with pytest.raises(ccxt.OrderNotFound):
            await client.fetch_order(order["id"], symbol)
        assert await client.fetch_open_orders(symbol) == []
        assert await client.fetch_orders(symbol) == []
        desk.clock.advance(1)
        assert (await client.fetch_order(order["id"], symbol))["status"] == "open"
        assert len(await client.fetch_open_orders(symbol)) == 1


async def test_trades_are_invisible_during_their_lag(setup: Setup) -> None:
    desk = await setup(settings=replace(PATIENT, trade_lag_ms=300))
    for client, symbol in ((desk.spot, SPOT), (desk.usdm, SWAP)):
        order = await client.create_order(symbol, "market", "buy", "0.01")
        assert order["filled"] != "0"
        desk.clock.advance(299)
        assert await client.fetch_my_trades(symbol) == []
        desk.clock.advance(1)
        assert len(await client.fetch_my_trades(symbol)) == 1


def fill_over_days(desk: Desk, path: str) -> list[int]:
    """Five trades, a quarter of a day apart; returns their ids."""
    order = {"symbol": "BTCUSDT", "side": "BUY", "type": "MARKET", "quantity": "0.002"}
    for _ in range(5):
        assert call(desk.exchange, "POST", path, **order).status == 200
        desk.clock.advance(DAY_MS // 4)
    market = "spot" if "api/v3" in path else "usdm"
    kind = ("spot", "BTCUSDT") if market == "spot" else ("usdm", "BTCUSDT")
    return [trade.trade_id for trade in desk.exchange.state.trades[kind]]  # type: ignore[index]  # a key


def ids(desk: Desk, path: str, **parameters: str) -> list[int]:
    """The trade ids of a page."""
    rows = answer(call(desk.exchange, "GET", path, symbol="BTCUSDT", **parameters))
    return [row["id"] for row in rows]


async def test_spot_trades_page_by_id_and_by_windows_of_a_day(desk: Desk) -> None:
    start = desk.clock.now_ms()
    trades = fill_over_days(desk, "/api/v3/order")
    path = "/api/v3/myTrades"
    assert ids(desk, path) == trades
    assert ids(desk, path, limit="2") == trades[-2:]  # the newest
    assert ids(desk, path, fromId=str(trades[1]), limit="2") == trades[1:3]
    assert ids(desk, path, startTime=str(start), limit="2") == trades[:2]
    assert ids(desk, path, startTime=str(start)) == trades  # the fifth is 24 h after the first
    assert ids(desk, path, startTime=str(start - 1)) == trades[:4]
    assert ids(desk, path, endTime=str(start)) == trades[:1]
    first = next(iter(desk.exchange.state.orders["spot", "BTCUSDT"]))
    assert ids(desk, path, orderId=str(first)) == trades[:1]
    long = call(
        desk.exchange,
        "GET",
        path,
        symbol="BTCUSDT",
        startTime=str(start),
        endTime=str(start + DAY_MS + 1),
    )
    assert answer(long)["code"] == -1127
    both = call(desk.exchange, "GET", path, symbol="BTCUSDT", fromId="1", startTime=str(start))
    assert answer(both)["code"] == -1128


async def test_futures_trades_page_by_windows_of_a_week(desk: Desk) -> None:
    start = desk.clock.now_ms()
    trades = fill_over_days(desk, "/fapi/v1/order")
    path = "/fapi/v1/userTrades"
    assert ids(desk, path) == trades
    desk.clock.advance(7 * DAY_MS - 5 * DAY_MS // 4)
    assert ids(desk, path) == trades  # exactly seven days
    desk.clock.advance(1)
    assert ids(desk, path) == trades[1:]
    assert ids(desk, path, startTime=str(start)) == trades
    assert ids(desk, path, fromId=str(trades[3])) == trades[3:]
    long = call(
        desk.exchange,
        "GET",
        path,
        symbol="BTCUSDT",
        startTime=str(start),
        endTime=str(start + 7 * DAY_MS + 1),
    )
    assert answer(long)["code"] == -4165


async def test_all_orders_page_by_id_and_limit(desk: Desk) -> None:
    made = [
        (await desk.spot.create_order(SPOT, "limit", "buy", "0.001", "59000"))["id"]
        for _ in range(4)
    ]
    await desk.spot.cancel_order(made[0], SPOT)
    listed = await desk.spot.fetch_orders(SPOT)
    assert [(row["id"], row["status"]) for row in listed][:2] == [
        (made[0], "canceled"),
        (made[1], "open"),
    ]
    rows = await desk.spot.private_get_allorders(
        {"symbol": "BTCUSDT", "orderId": made[1], "limit": "2"}
    )
    assert [str(row["orderId"]) for row in rows] == made[1:3]
    newest = await desk.spot.private_get_allorders({"symbol": "BTCUSDT", "limit": "2"})
    assert [str(row["orderId"]) for row in newest] == made[2:]


@pytest.mark.parametrize("bad", ["0", "-1", "many", ""])
async def test_a_bad_page_size_is_refused(desk: Desk, bad: str) -> None:
    with pytest.raises(ccxt.BadRequest, match="-1102"):
        await desk.spot.private_get_mytrades({"symbol": "BTCUSDT", "limit": bad})
