"""Every fault, seen through ccxt: what the client learns, and what really happened."""

import asyncio
import logging
from decimal import Decimal
from typing import Any

import ccxt.async_support as ccxt
import pytest

from paper.conftest import SPOT, SWAP, Desk, Setup
from tradekeel.paper import FaultRule
from tradekeel.paper.faults import DELIVERY_KINDS

BUY = (SPOT, "limit", "buy", "0.01", "59000")
TAG = {"clientOrderId": "mine"}
ORDER = "/api/v3/order"

# What a failing create_order raises, and whether the order exists afterwards. A class of None means
# that unguarded ccxt returns an order without id.
RAISED: list[tuple[str, type[Exception] | None, bool]] = [
    ("reply_lost_before", ccxt.ExchangeNotAvailable, False),
    ("reply_lost_after", ccxt.ExchangeNotAvailable, True),
    ("restart_before", ccxt.ExchangeNotAvailable, False),
    ("restart_after", ccxt.ExchangeNotAvailable, True),
    ("error_before", ccxt.ExchangeNotAvailable, False),
    ("error_after", ccxt.ExchangeNotAvailable, True),
    ("unknown_before", ccxt.RequestTimeout, False),
    ("unknown_after", ccxt.RequestTimeout, True),
    ("timeout_before", ccxt.RequestTimeout, False),
    ("timeout_after", ccxt.RequestTimeout, True),
    ("truncated_after", ccxt.ExchangeError, True),
    ("rate_limited", ccxt.DDoSProtection, False),
    ("banned", ccxt.DDoSProtection, False),
    ("html_before", None, False),
    ("html_after", None, True),
    ("empty_before", None, False),
    ("empty_after", None, True),
    ("cut_json_after", None, True),
    ("empty_object_before", None, False),
    ("empty_object_after", None, True),
]


@pytest.mark.parametrize(("kind", "error", "is_placed"), RAISED)
async def test_a_fault_hides_what_happened_to_an_order(
    desk: Desk, kind: str, error: type[Exception] | None, is_placed: bool
) -> None:
    desk.fault(kind, ORDER, method="POST", symbol="BTCUSDT")
    if error is None:
        order = await desk.spot.create_order(*BUY, TAG)
        assert order["id"] is None
    else:
        with pytest.raises(ccxt.BaseError) as caught:
            await desk.spot.create_order(*BUY, TAG)
        assert type(caught.value) is error
    assert bool(desk.orders("mine")) is is_placed
    assert desk.balance("USDT")[1] == (590 if is_placed else 0)
    [injected] = desk.exchange.faults_injected
    assert (injected.kind, injected.account, injected.symbol) == (kind, "alice", "BTCUSDT")
    assert injected.hidden_status == (200 if is_placed else None)
    # The fault is used up: the next call says the truth.
    if is_placed:
        found = await desk.spot.fetch_order(None, SPOT, TAG)
        assert found["status"] == "open"
    else:
        with pytest.raises(ccxt.OrderNotFound):
            await desk.spot.fetch_order(None, SPOT, TAG)


def test_every_delivery_fault_is_tried_above() -> None:
    assert {kind for kind, _, _ in RAISED} == set(DELIVERY_KINDS)


async def test_a_lost_cancel_has_cancelled(desk: Desk) -> None:
    order = await desk.spot.create_order(*BUY)
    desk.fault("reply_lost_after", ORDER, method="DELETE")
    with pytest.raises(ccxt.ExchangeNotAvailable):
        await desk.spot.cancel_order(order["id"], SPOT)
    with pytest.raises(ccxt.OrderNotFound):
        await desk.spot.cancel_order(order["id"], SPOT)
    assert (await desk.spot.fetch_order(order["id"], SPOT))["status"] == "canceled"


async def test_nothing_is_sent_twice_by_the_client_below(desk: Desk) -> None:
    """The session of the bridge must not repeat a request on a dropped connection."""
    await desk.spot.fetch_time()
    desk.fault("reply_lost_before", "/api/v3/openOrders", count=None)
    with pytest.raises(ccxt.ExchangeNotAvailable):
        await desk.spot.fetch_open_orders(SPOT)
    assert len(desk.exchange.faults_injected) == 1


async def test_a_restart_closes_the_connections_of_others_and_keeps_the_state(desk: Desk) -> None:
    await desk.spot.create_order(*BUY, TAG)
    desk.fault("timeout_before", "/api/v3/account")
    waiting = asyncio.create_task(desk.spot.fetch_balance())
    while not desk.exchange.faults_injected:  # noqa: ASYNC110 - nothing signals it
        await asyncio.sleep(0)
    desk.fault("restart_before", "/api/v3/time")
    with pytest.raises(ccxt.ExchangeNotAvailable):
        await desk.spot.fetch_time()
    with pytest.raises(ccxt.ExchangeNotAvailable):
        await waiting
    assert (await desk.spot.fetch_order(None, SPOT, TAG))["status"] == "open"


async def test_rules_select_by_method_account_symbol_and_count(desk: Desk) -> None:
    desk.exchange.create_account("bob", "paper-key-bob", "bobs", spot={"USDT": Decimal(9000)})
    bob = desk.client("binance", apiKey="paper-key-bob", secret="bobs")  # noqa: S106 - made up
    desk.fault("error_before", "/api/v3/*", account="bob", symbol="BTCUSDT", count=2, skip=1)
    await bob.fetch_open_orders(SPOT)  # skipped
    await desk.spot.fetch_open_orders(SPOT)  # not bob
    await bob.fetch_open_orders("ETH/USDT")  # not this symbol
    for _ in range(2):
        with pytest.raises(ccxt.ExchangeNotAvailable):
            await bob.fetch_open_orders(SPOT)
    await bob.fetch_open_orders(SPOT)
    assert {fault.account for fault in desk.exchange.faults_injected} == {"bob"}


async def outcomes(desk: Desk) -> str:
    """Twenty calls under a fault that happens by chance: x failed, . went through."""
    desk.fault("error_before", "/api/v3/time", count=None, chance=Decimal("0.4"))
    marks = ""
    for _ in range(20):
        try:
            await desk.spot.fetch_time()
            marks += "."
        except ccxt.ExchangeNotAvailable:
            marks += "x"
    return marks


async def test_chance_follows_the_seed(setup: Setup) -> None:
    first, again, other = [await outcomes(await setup(seed=seed)) for seed in (1, 1, 2)]
    assert first == again != other
    assert 3 <= first.count("x") <= 13


async def test_a_skewed_clock_refuses_until_the_client_corrects_itself(desk: Desk) -> None:
    desk.fault("clock_skew", count=None, milliseconds=-7_200_000)
    with pytest.raises(ccxt.InvalidNonce):
        await desk.spot.create_order(*BUY)
    assert not desk.exchange.state.orders["spot", "BTCUSDT"]
    await desk.spot.load_time_difference()
    await desk.spot.create_order(*BUY)
    desk.exchange.faults.remove(None)
    desk.fault("clock_skew", count=None, milliseconds=90_000)
    desk.spot.options["timeDifference"] = 0
    with pytest.raises(ccxt.InvalidNonce):
        await desk.spot.create_order(*BUY)


async def test_late_trades_leave_a_filled_order_without_trades(desk: Desk) -> None:
    desk.fault("late_trades", "*rades", count=None, milliseconds=5_000)
    order = await desk.spot.create_order(SPOT, "market", "buy", "0.01")
    assert order["status"] == "closed"
    assert await desk.spot.fetch_my_trades(SPOT) == []
    desk.clock.advance(5_000)
    assert len(await desk.spot.fetch_my_trades(SPOT)) == 1


async def test_hidden_orders_are_not_found_but_can_be_cancelled(desk: Desk) -> None:
    desk.fault("hidden_orders", "/api/v3/*", count=None, milliseconds=5_000)
    order = await desk.spot.create_order(*BUY)
    assert await desk.spot.fetch_open_orders() == []
    with pytest.raises(ccxt.OrderNotFound):
        await desk.spot.fetch_order(order["id"], SPOT)
    assert (await desk.spot.cancel_order(order["id"], SPOT))["status"] == "canceled"


async def test_positions_can_be_empty_for_a_while(desk: Desk) -> None:
    await desk.usdm.create_order(SWAP, "market", "buy", "0.1")
    desk.fault("empty_rows", "*/positionRisk", count=None, for_ms=60_000)
    assert await desk.usdm.fetch_positions() == []
    desk.clock.advance(60_000)
    assert len(await desk.usdm.fetch_positions()) == 1


async def test_a_page_can_be_cut_short(desk: Desk) -> None:
    for _ in range(3):
        await desk.spot.create_order(*BUY)
    desk.fault("short_page", "*/openOrders", rows=2)
    assert len(await desk.spot.fetch_open_orders()) == 2
    assert len(await desk.spot.fetch_open_orders()) == 3


async def test_rows_can_come_twice_and_backwards(desk: Desk) -> None:
    orders = [await desk.spot.create_order(*BUY) for _ in range(2)]
    first, second = (int(order["id"]) for order in orders)
    desk.fault("repeated_rows", "*/openOrders")
    desk.fault("reversed_rows", "*/openOrders")
    rows = await desk.spot.private_get_openorders({"symbol": "BTCUSDT"})
    assert [int(row["orderId"]) for row in rows] == [second, second, first, first]


@pytest.mark.parametrize(
    "bad",
    [
        {"kind": "gremlin"},
        {"kind": "error_before", "colour": "red"},
        {"kind": "error_before", "count": "1"},
        {"kind": "error_before", "count": True},
        {"kind": "error_before", "endpoint": 3},
        {"kind": "error_before", "chance": "2"},
        {"kind": "error_before", "chance": "often"},
    ],
)
def test_a_bad_rule_is_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each says something else
        FaultRule.from_mapping(bad)


async def test_faults_leave_no_error_in_the_log(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        for kind in ("reply_lost_after", "truncated_after", "restart_after", "timeout_after"):
            desk.fault(kind, "/api/v3/time")
            with pytest.raises(ccxt.BaseError):
                await desk.spot.fetch_time()
    assert [record.getMessage() for record in caplog.records] == []
