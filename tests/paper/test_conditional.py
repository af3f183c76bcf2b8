"""Stops and take-profits on both markets, through unmodified ccxt."""

from decimal import Decimal

import ccxt.async_support as ccxt
import pytest

from paper.conftest import SPOT, SWAP, Desk, Setup

WAITING = {"trigger": True}


async def test_a_spot_stop_waits_locks_and_sells_when_the_price_falls(desk: Desk) -> None:
    order = await desk.spot.create_order(
        SPOT, "limit", "sell", "0.1", "58900", {"stopLossPrice": "59000"}
    )
    assert (order["status"], order["info"]["type"]) == ("open", "STOP_LOSS_LIMIT")
    assert desk.balance("BTC") == (Decimal("0.9"), Decimal("0.1"))
    desk.price("59000.01")
    waiting = await desk.spot.fetch_order(order["id"], SPOT)
    assert (waiting["status"], waiting["info"]["isWorking"]) == ("open", False)
    assert waiting["triggerPrice"] == "59000.00000000"
    desk.price("59000")
    done = await desk.spot.fetch_order(order["id"], SPOT)
    assert (done["status"], done["average"]) == ("closed", "58999.99")
    assert desk.balance("BTC") == (Decimal("0.9"), 0)


async def test_a_spot_stop_limit_may_trigger_and_then_rest(desk: Desk) -> None:
    order = await desk.spot.create_order(
        SPOT, "limit", "sell", "0.1", "58900", {"stopLossPrice": "59000"}
    )
    desk.price("58000")  # fell through the limit
    resting = await desk.spot.fetch_order(order["id"], SPOT)
    assert (resting["status"], resting["info"]["isWorking"]) == ("open", True)
    desk.price("58950")
    assert (await desk.spot.fetch_order(order["id"], SPOT))["status"] == "closed"


async def test_a_spot_take_profit_by_market(desk: Desk) -> None:
    order = await desk.spot.create_order(
        SPOT, "market", "sell", "0.1", None, {"takeProfitPrice": "61000"}
    )
    desk.price("61000")
    done = await desk.spot.fetch_order(order["id"], SPOT)
    assert (done["status"], done["filled"]) == ("closed", "0.10000000")


async def test_a_spot_stop_that_buys_rises(desk: Desk) -> None:
    order = await desk.spot.create_order(
        SPOT, "market", "buy", "0.1", None, {"stopLossPrice": "61000"}
    )
    assert desk.balance("USDT") == (Decimal(3900), Decimal(6100))
    desk.price("61500")
    assert (await desk.spot.fetch_order(order["id"], SPOT))["average"] == "61500.01"
    assert desk.balance("USDT") == (Decimal("3849.999"), 0)


async def test_a_spot_stop_that_can_no_longer_be_paid_expires(setup: Setup) -> None:
    desk = await setup(spot={"USDT": "6100"})
    order = await desk.spot.create_order(
        SPOT, "market", "buy", "0.1", None, {"stopLossPrice": "61000"}
    )
    desk.price("61500")
    assert (await desk.spot.fetch_order(order["id"], SPOT))["status"] == "expired"
    assert desk.balance("USDT") == (Decimal(6100), 0)


@pytest.mark.parametrize(("kind", "price"), [("stopLossPrice", "60000"), ("takeProfitPrice", "1")])
async def test_a_stop_that_would_trigger_now_is_refused(desk: Desk, kind: str, price: str) -> None:
    if price == "1":
        price = "59000"
    with pytest.raises(ccxt.OrderImmediatelyFillable):
        await desk.spot.create_order(SPOT, "market", "sell", "0.1", None, {kind: price})
    with pytest.raises(ccxt.OrderImmediatelyFillable):
        await desk.usdm.create_order(SWAP, "market", "sell", "0.1", None, {kind: price})
    assert desk.balance("BTC") == (Decimal(1), 0)


async def test_a_waiting_spot_stop_can_be_cancelled(desk: Desk) -> None:
    order = await desk.spot.create_order(
        SPOT, "limit", "sell", "0.1", "58900", {"stopLossPrice": "59000"}
    )
    await desk.spot.cancel_order(order["id"], SPOT)
    desk.price("58000")
    assert (await desk.spot.fetch_order(order["id"], SPOT))["status"] == "canceled"
    assert desk.balance("BTC") == (Decimal(1), 0)


async def test_a_futures_stop_becomes_an_order_of_its_own(desk: Desk) -> None:
    await desk.usdm.create_order(SWAP, "market", "buy", "0.1")
    stop = await desk.usdm.create_order(
        SWAP,
        "market",
        "sell",
        "0.1",
        None,
        {"stopLossPrice": "59000", "reduceOnly": True, "clientOrderId": "stop-1"},
    )
    assert (stop["status"], stop["clientOrderId"]) == ("open", "stop-1")
    assert await desk.usdm.fetch_open_orders(SWAP) == []
    [waiting] = await desk.usdm.fetch_open_orders(None, None, None, WAITING)
    assert waiting["id"] == stop["id"]
    desk.price("58999.9", "usdm")
    done = await desk.usdm.fetch_order(None, SWAP, {**WAITING, "clientOrderId": "stop-1"})
    assert (done["status"], done["info"]["algoStatus"]) == ("closed", "FINISHED")
    order = await desk.usdm.fetch_order(done["info"]["actualOrderId"], SWAP)
    assert (order["status"], order["clientOrderId"]) == ("closed", "stop-1")
    assert order["info"]["origType"] == "STOP_MARKET"
    assert await desk.usdm.fetch_positions() == []
    assert await desk.usdm.fetch_open_orders(SWAP, None, None, WAITING) == []


async def test_a_futures_take_profit_limit_rests_after_its_trigger(desk: Desk) -> None:
    await desk.usdm.create_order(SWAP, "market", "sell", "0.1")
    await desk.usdm.create_order(
        SWAP, "limit", "buy", "0.1", "57900", {"takeProfitPrice": "58000", "reduceOnly": True}
    )
    desk.price("57999.9", "usdm")
    [order] = await desk.usdm.fetch_open_orders(SWAP)
    assert (order["price"], order["reduceOnly"]) == ("57900.0", True)
    [algo] = await desk.usdm.fetch_orders(SWAP, None, None, WAITING)
    assert algo["info"]["algoStatus"] == "TRIGGERED"
    desk.price("57899.9", "usdm")
    assert await desk.usdm.fetch_positions() == []


async def test_a_futures_stop_without_a_position_left_is_over(desk: Desk) -> None:
    close = {"stopLossPrice": "59000", "closePosition": True}
    reduce = {"stopLossPrice": "59000", "reduceOnly": True}
    closing = await desk.usdm.create_order(SWAP, "market", "sell", "0.1", None, close)
    reducing = await desk.usdm.create_order(SWAP, "market", "sell", "0.1", None, reduce)
    desk.price("58000", "usdm")
    closing = await desk.usdm.fetch_order(closing["id"], SWAP, WAITING)
    reducing = await desk.usdm.fetch_order(reducing["id"], SWAP, WAITING)
    assert [closing["status"], reducing["status"]] == ["expired", "rejected"]
    assert await desk.usdm.fetch_orders(SWAP) == []


async def test_a_close_position_stop_closes_all_of_it(desk: Desk) -> None:
    await desk.usdm.create_order(SWAP, "market", "buy", "0.123")
    await desk.usdm.create_order(
        SWAP, "market", "sell", "0.001", None, {"stopLossPrice": "59000", "closePosition": True}
    )
    desk.price("58000", "usdm")
    assert await desk.usdm.fetch_positions() == []


async def test_hedge_mode_stops_close_their_side(desk: Desk) -> None:
    await desk.usdm.set_position_mode(True)
    await desk.usdm.create_order(SWAP, "market", "buy", "0.1", None, {"positionSide": "LONG"})
    await desk.usdm.create_order(
        SWAP,
        "market",
        "sell",
        "0.1",
        None,
        {"stopLossPrice": "59000", "positionSide": "LONG"},
    )
    desk.price("58000", "usdm")
    assert await desk.usdm.fetch_positions() == []


async def test_a_waiting_futures_stop_can_be_cancelled_by_both_names(desk: Desk) -> None:
    for name in ("one", "two", "three"):
        await desk.usdm.create_order(
            SWAP,
            "market",
            "sell",
            "0.1",
            None,
            {"stopLossPrice": "59000", "clientOrderId": name},
        )
    with pytest.raises(ccxt.InvalidOrder, match="-4116"):
        await desk.usdm.create_order(
            SWAP, "market", "sell", "0.1", None, {"stopLossPrice": "58000", "clientOrderId": "one"}
        )
    first, second, _ = await desk.usdm.fetch_open_orders(SWAP, None, None, WAITING)
    await desk.usdm.cancel_order(first["id"], SWAP, WAITING)
    await desk.usdm.cancel_order(None, SWAP, {**WAITING, "clientOrderId": "two"})
    with pytest.raises(ccxt.OrderNotFound, match="-2011"):
        await desk.usdm.cancel_order(second["id"], SWAP, WAITING)
    await desk.usdm.cancel_all_orders(SWAP, WAITING)
    desk.price("58000", "usdm")
    algos = await desk.usdm.fetch_orders(SWAP, None, None, WAITING)
    assert [algo["status"] for algo in algos] == ["canceled"] * 3
    assert await desk.usdm.fetch_positions() == []
