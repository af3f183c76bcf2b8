"""Spot trading through unmodified ccxt: balances, fills, fees, cancelling, client ids."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import ccxt.async_support as ccxt
import pytest

from paper.conftest import PATIENT, SPOT, Desk, Setup

BUY = (SPOT, "limit", "buy", "0.01", "59000")


async def test_a_market_buy_fills_at_the_ask_and_pays_its_fee_in_base(desk: Desk) -> None:
    order = await desk.spot.create_order(SPOT, "market", "buy", "0.01")
    assert (order["status"], order["filled"], order["average"]) == (
        "closed",
        "0.01000000",
        "60000.01",
    )
    assert order["trades"][0]["fee"] == {"currency": "BTC", "cost": "0.00001000"}
    assert desk.balance("BTC") == (Decimal("1.00999000"), 0)
    assert desk.balance("USDT") == (Decimal("9399.9999"), 0)


async def test_a_sell_pays_its_fee_in_quote(desk: Desk) -> None:
    order = await desk.spot.create_order(SPOT, "market", "sell", "0.1")
    assert order["trades"][0]["fee"] == {"currency": "USDT", "cost": "5.99999900"}
    assert desk.balance("USDT")[0] == Decimal(10000) + Decimal("5999.999") - Decimal("5.999999")


async def test_with_bnb_burn_the_fee_is_three_quarters_in_bnb(setup: Setup) -> None:
    desk = await setup(spot={"USDT": "10000", "BNB": "1"}, bnb_burn=True)
    order = await desk.spot.create_order(SPOT, "market", "buy", "0.1")
    # 6000.001 * 0.001 * 0.75 / 600
    assert order["trades"][0]["fee"] == {"currency": "BNB", "cost": "0.00750000"}
    assert desk.balance("BNB")[0] == Decimal("0.9925")
    assert desk.balance("BTC")[0] == Decimal("0.1")


async def test_without_enough_bnb_the_fee_falls_back_to_the_proceeds(setup: Setup) -> None:
    desk = await setup(spot={"USDT": "10000", "BNB": "0.00001"}, bnb_burn=True)
    order = await desk.spot.create_order(SPOT, "market", "buy", "0.1")
    assert order["trades"][0]["fee"]["currency"] == "BTC"


async def test_a_large_order_walks_the_book_in_several_fills(desk: Desk) -> None:
    desk.liquidity("0.05")
    order = await desk.spot.create_order(SPOT, "market", "buy", "0.12")
    fills = [(trade["price"], trade["amount"]) for trade in order["trades"]]
    assert fills == [
        ("60000.01000000", "0.05000000"),
        ("60000.06000000", "0.05000000"),
        ("60000.11000000", "0.02000000"),
    ]


async def test_a_market_order_beyond_the_book_expires_with_what_it_got(desk: Desk) -> None:
    desk.liquidity("0.001")
    order = await desk.spot.create_order(SPOT, "market", "sell", "0.05")
    assert (order["status"], order["filled"]) == ("expired", "0.01000000")
    assert desk.balance("BTC") == (Decimal("0.99"), 0)


async def test_liquidity_taken_by_one_order_is_gone_until_the_next_tick(desk: Desk) -> None:
    desk.liquidity("0.01")
    await desk.spot.create_order(SPOT, "market", "buy", "0.1")
    order = await desk.spot.create_order(SPOT, "market", "buy", "0.01")
    assert (order["status"], order["filled"]) == ("expired", "0.00000000")
    assert order["trades"] == []
    assert (await desk.spot.fetch_order_book(SPOT))["asks"] == []
    desk.exchange.tick()
    order = await desk.spot.create_order(SPOT, "market", "buy", "0.01")
    assert order["status"] == "closed"


async def test_a_resting_order_locks_fills_in_parts_as_maker_and_unlocks(desk: Desk) -> None:
    order = await desk.spot.create_order(*BUY)
    assert (order["status"], order["filled"]) == ("open", "0.00000000")
    assert desk.balance("USDT") == (Decimal(9410), Decimal(590))
    desk.liquidity("0.004")
    desk.price("58999.99")  # the best ask is exactly the limit: one level reaches it
    order = await desk.spot.fetch_order(order["id"], SPOT)
    assert (order["status"], order["filled"]) == ("open", "0.00400000")
    assert order["info"]["status"] == "PARTIALLY_FILLED"
    assert desk.balance("USDT") == (Decimal(9410), Decimal(354))
    desk.price("58900")
    order = await desk.spot.fetch_order(order["id"], SPOT)
    assert (order["status"], order["filled"], order["cost"]) == (
        "closed",
        "0.01000000",
        "590.00000000",
    )
    assert desk.balance("USDT") == (Decimal(9410), 0)
    trades = await desk.spot.fetch_my_trades(SPOT)
    assert [(t["takerOrMaker"], t["price"], t["amount"]) for t in trades] == [
        ("maker", "59000.00000000", "0.00400000"),
        ("maker", "59000.00000000", "0.00600000"),
    ]


async def test_a_limit_that_crosses_takes_at_better_prices_and_unlocks_the_rest(desk: Desk) -> None:
    order = await desk.spot.create_order(SPOT, "limit", "buy", "0.01", "60500")
    assert (order["status"], order["average"]) == ("closed", "60000.01")
    assert desk.balance("USDT") == (Decimal("9399.9999"), 0)


async def test_cancel_unlocks_and_a_second_cancel_finds_nothing(desk: Desk) -> None:
    order = await desk.spot.create_order(*BUY, {"clientOrderId": "cancel-me"})
    cancelled = await desk.spot.cancel_order(order["id"], SPOT)
    assert cancelled["status"] == "canceled"
    assert cancelled["info"]["origClientOrderId"] == "cancel-me"
    assert cancelled["clientOrderId"] != "cancel-me"  # the exchange names the cancel itself
    assert desk.balance("USDT") == (Decimal(10000), 0)
    with pytest.raises(ccxt.OrderNotFound):
        await desk.spot.cancel_order(order["id"], SPOT)
    found = await desk.spot.fetch_order(None, SPOT, {"clientOrderId": "cancel-me"})
    assert (found["status"], found["clientOrderId"]) == ("canceled", "cancel-me")


async def test_a_partly_filled_order_keeps_its_fills_when_cancelled(desk: Desk) -> None:
    order = await desk.spot.create_order(*BUY)
    desk.liquidity("0.004")
    desk.price("58999.99")
    cancelled = await desk.spot.cancel_order(order["id"], SPOT)
    assert (cancelled["status"], cancelled["filled"]) == ("canceled", "0.00400000")
    assert desk.balance("USDT") == (Decimal(9764), 0)


async def test_a_duplicate_client_id_is_refused_only_while_the_first_is_open(desk: Desk) -> None:
    tag = {"clientOrderId": "once"}
    first = await desk.spot.create_order(*BUY, tag)
    with pytest.raises(ccxt.InvalidOrder, match="Duplicate order sent"):
        await desk.spot.create_order(*BUY, tag)
    desk.price("58000")
    second = await desk.spot.create_order(SPOT, "limit", "buy", "0.01", "57000", tag)
    found = await desk.spot.fetch_order(None, SPOT, tag)
    assert first["id"] != second["id"] == found["id"]
    assert len(desk.orders("once")) == 2


async def test_a_client_id_belongs_to_one_account(desk: Desk) -> None:
    desk.exchange.create_account("bob", "paper-key-bob", "s", spot={"USDT": Decimal(1000)})
    bob = desk.client("binance", apiKey="paper-key-bob", secret="s")  # noqa: S106 - made up
    await desk.spot.create_order(*BUY, {"clientOrderId": "same"})
    with pytest.raises(ccxt.OrderNotFound):
        await bob.fetch_order(None, SPOT, {"clientOrderId": "same"})
    order = await bob.create_order(*BUY, {"clientOrderId": "same"})
    assert await bob.fetch_open_orders() != await desk.spot.fetch_open_orders()
    with pytest.raises(ccxt.OrderNotFound):
        await desk.spot.fetch_order(order["id"], SPOT)
    with pytest.raises(ccxt.OrderNotFound):
        await desk.spot.cancel_order(order["id"], SPOT)


@pytest.mark.parametrize("bad", ["a" * 37, "ümlaut", "semi;colon"])
async def test_an_illegal_client_id_is_refused(desk: Desk, bad: str) -> None:
    with pytest.raises(ccxt.BadRequest, match="-1100"):
        await desk.spot.create_order(*BUY, {"clientOrderId": bad})
    assert not desk.exchange.state.orders["spot", "BTCUSDT"]


async def test_order_and_trade_ids_repeat_between_symbols(desk: Desk) -> None:
    bitcoin = await desk.spot.create_order(SPOT, "market", "buy", "0.01")
    ether = await desk.spot.create_order("ETH/USDT", "market", "buy", "0.1")
    assert bitcoin["id"] == ether["id"]
    assert int(bitcoin["id"]) > 2**31
    assert bitcoin["trades"][0]["id"] == ether["trades"][0]["id"]


async def test_open_orders_come_with_and_without_symbol(desk: Desk) -> None:
    await desk.spot.create_order(*BUY)
    await desk.spot.create_order("ETH/USDT", "limit", "buy", "0.1", "2900")
    assert len(await desk.spot.fetch_open_orders()) == 2
    assert [o["symbol"] for o in await desk.spot.fetch_open_orders("ETH/USDT")] == ["ETH/USDT"]
    cancelled = await desk.spot.cancel_all_orders("ETH/USDT")
    assert [order["status"] for order in cancelled] == ["canceled"]
    assert [o["symbol"] for o in await desk.spot.fetch_open_orders()] == [SPOT]


async def test_post_only_is_refused_when_it_would_take(desk: Desk) -> None:
    with pytest.raises(ccxt.OrderImmediatelyFillable):
        await desk.spot.create_order(SPOT, "limit", "buy", "0.01", "60500", {"postOnly": True})
    order = await desk.spot.create_order(*BUY, {"postOnly": True})
    assert (order["status"], order["postOnly"]) == ("open", True)


@pytest.mark.parametrize(
    ("time_in_force", "level", "status", "filled"),
    [
        ("IOC", "0.004", "expired", "0.00400000"),
        ("IOC", "0.1", "closed", "0.01000000"),
        ("FOK", "0.004", "expired", "0.00000000"),
        ("FOK", "0.1", "closed", "0.01000000"),
    ],
)
async def test_immediate_orders(
    desk: Desk, time_in_force: str, level: str, status: str, filled: str
) -> None:
    desk.liquidity(level)
    order = await desk.spot.create_order(
        SPOT, "limit", "buy", "0.01", "60000.01", {"timeInForce": time_in_force}
    )
    assert (order["status"], order["filled"]) == (status, filled)
    assert desk.balance("USDT")[1] == 0


async def test_a_market_order_can_spend_an_amount_of_quote(desk: Desk) -> None:
    order = await desk.spot.create_market_buy_order_with_cost(SPOT, "600")
    assert (order["status"], order["filled"]) == ("closed", "0.00999000")


async def test_money_is_conserved_over_many_orders(desk: Desk) -> None:
    """What left and came equals prices, quantities and fees of the trades, to the last place."""
    for number in range(12):
        side = "buy" if number % 3 else "sell"
        limit = str(59990 + 5 * number)
        await desk.spot.create_order(SPOT, "limit", side, f"0.00{number + 1}", limit)
        desk.exchange.tick()
    for order in desk.exchange.state.open_orders(("spot", "BTCUSDT")):
        await desk.spot.cancel_order(str(order.order_id), SPOT)
    usdt, btc = Decimal(10000), Decimal(1)
    for trade in await desk.spot.fetch_my_trades(SPOT):
        sign = 1 if trade["side"] == "buy" else -1
        btc += sign * Decimal(trade["amount"])
        usdt -= sign * Decimal(trade["cost"])
        fee = Decimal(trade["fee"]["cost"])
        btc, usdt = (btc - fee, usdt) if trade["fee"]["currency"] == "BTC" else (btc, usdt - fee)
    assert (desk.balance("USDT"), desk.balance("BTC")) == ((usdt, 0), (btc, 0))
    assert len(desk.exchange.state.trades["spot", "BTCUSDT"]) >= 5


async def test_amounts_below_a_satoshi_are_rounded_and_nothing_stays_locked(setup: Setup) -> None:
    """ETH/BTC has nine places in price times quantity, money has eight."""
    desk = await setup(spot={"BTC": "1"})
    order = await desk.spot.create_order("ETH/BTC", "limit", "buy", "0.9999", "0.04999")
    assert desk.balance("BTC") == (Decimal("0.95001499"), Decimal("0.04998501"))
    desk.liquidity("0.3333", symbol="ETHBTC")
    desk.price("0.04998", symbol="ETHBTC")
    assert desk.balance("BTC")[1] == Decimal("0.03332334")  # 0.6666 * 0.04999, rounded up
    for _ in range(2):
        desk.price("0.04998", symbol="ETHBTC")
    assert (await desk.spot.fetch_order(order["id"], "ETH/BTC"))["status"] == "closed"
    # Three fills of 0.3333 * 0.04999 = 0.016661667, each rounded down.
    assert desk.balance("BTC") == (1 - 3 * Decimal("0.01666166"), 0)


async def test_the_bnb_fee_is_priced_through_usdt_where_there_is_no_direct_market(
    setup: Setup,
) -> None:
    desk = await setup(spot={"BTC": "1", "BNB": "1"}, bnb_burn=True)
    order = await desk.spot.create_order("ETH/BTC", "market", "buy", "1")
    # 0.05001 BTC * 0.001 * 0.75, a BNB being 600 / 60000 BTC
    assert order["trades"][0]["fee"] == {"currency": "BNB", "cost": "0.00375075"}


REFUSALS: list[tuple[Any, type[Exception], str]] = [
    ({"quantity": "0.000015"}, ccxt.InvalidOrder, "LOT_SIZE"),
    ({"quantity": "0"}, ccxt.BadRequest, "Invalid quantity"),
    ({"quantity": "1000000"}, ccxt.InvalidOrder, "LOT_SIZE"),
    ({"quantity": "0.0100000001"}, ccxt.BadRequest, "-1111"),
    ({"quantity": "-0.01"}, ccxt.BadRequest, "-1102"),
    ({"quantity": "NaN"}, ccxt.BadRequest, "-1102"),
    ({"quantity": "1e-2"}, ccxt.BadRequest, "-1102"),
    ({"price": "59000.005"}, ccxt.InvalidOrder, "PRICE_FILTER"),
    ({"price": "1000"}, ccxt.InvalidOrder, "PERCENT_PRICE_BY_SIDE"),
    ({"quantity": "0.00008"}, ccxt.BadRequest, "NOTIONAL"),
    ({"quantity": "0.9"}, ccxt.InsufficientFunds, "insufficient balance"),
    ({"side": "HOLD"}, ccxt.BadRequest, "-1117"),
    ({"type": "ODD"}, ccxt.BadRequest, "-1116"),
    ({"timeInForce": "GTX"}, ccxt.BadRequest, "-1115"),
    ({"timeInForce": ""}, ccxt.BadRequest, "-1102"),
    ({"price": ""}, ccxt.BadRequest, "-1102"),
    ({"symbol": "NOPE"}, ccxt.BadSymbol, "-1121"),
    ({"symbol": ""}, ccxt.BadRequest, "-1102"),
    ({"quoteOrderQty": "10"}, ccxt.BadRequest, "-1106"),
    ({"newOrderRespType": "LOUD"}, ccxt.ExchangeError, "-1136"),
]


@pytest.mark.parametrize(("change", "error", "says"), REFUSALS)
async def test_a_bad_order_is_refused_and_leaves_nothing(
    desk: Desk, change: dict[str, str], error: type[Exception], says: str
) -> None:
    request = {
        "symbol": "BTCUSDT",
        "side": "BUY",
        "type": "LIMIT",
        "timeInForce": "GTC",
        "quantity": "0.01",
        "price": "59000",
        **change,
    }
    with pytest.raises(error, match=says):
        await desk.spot.private_post_order(request)
    assert not desk.exchange.state.orders["spot", "BTCUSDT"]
    assert desk.balance("USDT") == (Decimal(10000), 0)


async def test_the_order_answer_comes_in_three_lengths(desk: Desk) -> None:
    request = {"symbol": "BTCUSDT", "side": "BUY", "type": "MARKET", "quantity": "0.001"}
    lengths = {}
    for kind in ("ACK", "RESULT", "FULL"):
        lengths[kind] = set(
            await desk.spot.private_post_order({**request, "newOrderRespType": kind})
        )
    assert "status" not in lengths["ACK"]
    assert "status" in lengths["RESULT"]
    assert lengths["FULL"] - lengths["RESULT"] == {"fills"}


async def test_the_open_order_limit_holds(setup: Setup) -> None:
    desk = await setup(settings=replace(PATIENT, max_open_orders=2))
    for _ in range(2):
        await desk.spot.create_order(*BUY)
    with pytest.raises(ccxt.BadRequest, match="MAX_NUM_ORDERS"):
        await desk.spot.create_order(*BUY)


async def test_tickers_and_book_agree(desk: Desk) -> None:
    ticker = await desk.spot.fetch_ticker(SPOT)
    book = await desk.spot.fetch_order_book(SPOT)
    best = await desk.spot.fetch_bids_asks([SPOT])
    assert ticker["last"] == "60000.00000000"
    assert (ticker["bid"], ticker["ask"]) == ("59999.99000000", "60000.01000000")
    assert [str(book[side][0][0]) for side in ("bids", "asks")] == ["59999.99", "60000.01"]
    assert best[SPOT]["ask"] == ticker["ask"]
    assert set(await desk.spot.fetch_tickers()) == set(desk.spot.markets)
    assert (await desk.spot.fetch_last_prices())[SPOT]["price"] == "60000.00000000"
