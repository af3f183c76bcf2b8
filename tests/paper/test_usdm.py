"""Futures trading through unmodified ccxt: margin, positions, modes, liquidation, funding."""

import itertools
from decimal import Decimal
from typing import Any

import ccxt.async_support as ccxt
import pytest

from paper.conftest import SWAP, Desk, Setup

HOUR_MS = 3_600_000


def held(desk: Desk, side: str = "BOTH", symbol: str = "BTCUSDT") -> Any:
    """A position as the exchange knows it."""
    return desk.exchange.state.accounts["alice"].held(symbol, side)  # type: ignore[arg-type]  # text


def wallet(desk: Desk) -> Decimal:
    """The futures wallet as the exchange knows it."""
    return desk.exchange.state.accounts["alice"].futures["USDT"]


async def test_a_market_order_answers_with_its_result(desk: Desk) -> None:
    order = await desk.usdm.create_order(
        SWAP, "market", "buy", "0.1", None, {"clientOrderId": "a:1"}
    )
    assert (order["status"], order["filled"], order["average"]) == (
        "closed",
        "0.100",
        "60000.10000",
    )
    assert order["clientOrderId"] == "a:1"
    assert held(desk).amount == Decimal("0.1")
    assert wallet(desk) == Decimal(5000) - Decimal("3.000005")


async def test_without_result_the_answer_is_new(desk: Desk) -> None:
    request = {"symbol": "BTCUSDT", "side": "BUY", "type": "MARKET", "quantity": "0.01"}
    reply = await desk.usdm.fapiprivate_post_order({**request, "newOrderRespType": "ACK"})
    assert (reply["status"], reply["executedQty"]) == ("NEW", "0.000")


async def test_realized_profit_and_fees_add_up_in_wallet_trades_and_ledger(desk: Desk) -> None:
    await desk.usdm.create_order(SWAP, "market", "buy", "0.03")
    desk.price("60333.3", "usdm")
    await desk.usdm.create_order(SWAP, "market", "buy", "0.02")
    await desk.usdm.create_order(SWAP, "market", "sell", "0.017")
    desk.price("59111.7", "usdm")
    await desk.usdm.create_order(SWAP, "market", "sell", "0.06")  # turns the position around
    assert held(desk).amount == Decimal("-0.027")
    desk.price("58000", "usdm")
    await desk.usdm.create_order(SWAP, "market", "buy", "0.027")
    assert (held(desk).amount, held(desk).entry_cost) == (0, 0)
    trades = await desk.usdm.fetch_my_trades(SWAP)
    cash = sum(Decimal(t["cost"]) * (-1 if t["side"] == "buy" else 1) for t in trades)
    fees = sum(Decimal(t["fee"]["cost"]) for t in trades)
    realized = sum(Decimal(t["info"]["realizedPnl"]) for t in trades)
    assert realized == cash  # flat before and after: profit is what came in
    assert wallet(desk) == Decimal(5000) + realized - fees
    ledger = await desk.usdm.fapiprivate_get_income()
    assert sum(Decimal(line["income"]) for line in ledger) == realized - fees


async def test_positions_and_balance_follow_the_mark_price(desk: Desk) -> None:
    await desk.usdm.set_leverage(10, SWAP)
    await desk.usdm.create_order(SWAP, "market", "sell", "0.1")
    desk.price("59000", "usdm")
    [position] = await desk.usdm.fetch_positions()
    assert (position["side"], position["contracts"]) == ("short", "0.1")
    assert position["entryPrice"] == "59999.90000000"
    assert Decimal(position["unrealizedPnl"]) == Decimal("99.99")
    assert Decimal(position["initialMargin"]) == Decimal(590)
    balance = (await desk.usdm.fetch_balance())["USDT"]
    assert Decimal(balance["total"]) == wallet(desk) + Decimal("99.99")
    assert Decimal(balance["free"]) == wallet(desk) + Decimal("99.99") - 590
    [v2] = await desk.usdm.fetch_positions(None, {"useV2": True})
    assert (v2["leverage"], v2["marginMode"]) == ("10", "cross")
    [from_account] = await desk.usdm.fetch_positions(
        None, {"method": "account", "useV2": True, "filterClosed": True}
    )
    assert Decimal(from_account["contracts"]) == Decimal("0.1")
    assert Decimal((await desk.usdm.fapiprivatev2_get_balance())[0]["balance"]) == wallet(desk)


async def test_margin_is_checked_and_open_orders_bind_it(desk: Desk) -> None:
    with pytest.raises(ccxt.InsufficientFunds):
        await desk.usdm.create_order(SWAP, "limit", "buy", "2", "59000")
    await desk.usdm.create_order(SWAP, "limit", "buy", "1", "59000")
    free = Decimal((await desk.usdm.fetch_balance())["USDT"]["free"])
    assert free == Decimal(5000) - Decimal(59000) / 20
    with pytest.raises(ccxt.InsufficientFunds):
        await desk.usdm.create_order(SWAP, "market", "buy", "1")
    await desk.usdm.cancel_all_orders(SWAP)
    assert Decimal((await desk.usdm.fetch_balance())["USDT"]["free"]) == 5000


async def test_maintenance_grows_by_brackets_without_a_jump(setup: Setup) -> None:
    desk = await setup(usdm={"USDT": "50000"})
    desk.liquidity("20", "usdm")
    await desk.usdm.create_order(SWAP, "market", "buy", "7")
    account = await desk.usdm.fapiprivatev3_get_account()
    # 420000 lies in the second bracket: 0.5 % of it, less the 0.1 % of 300000 that the first saves
    assert Decimal(account["totalMaintMargin"]) == Decimal(420000) * Decimal("0.005") - 300
    tiers = (await desk.usdm.fetch_leverage_tiers([SWAP]))[SWAP]
    for lower, upper in itertools.pairwise(tiers):
        edge = Decimal(upper["minNotional"])
        assert edge == Decimal(lower["maxNotional"])
        margins = [
            edge * Decimal(tier["maintenanceMarginRate"]) - Decimal(tier["info"]["cum"])
            for tier in (lower, upper)
        ]
        assert margins[0] == margins[1]


async def test_an_order_against_the_position_binds_nothing(setup: Setup) -> None:
    desk = await setup(usdm={"USDT": "320"})
    await desk.usdm.create_order(SWAP, "market", "buy", "0.1")  # binds 300 of 317
    await desk.usdm.create_order(SWAP, "limit", "sell", "0.1", "61000")
    with pytest.raises(ccxt.InsufficientFunds):
        await desk.usdm.create_order(SWAP, "limit", "sell", "0.2", "61000")


async def test_reduce_only_never_opens(desk: Desk) -> None:
    reduce = {"reduceOnly": True}
    with pytest.raises(ccxt.InvalidOrder, match="-2022"):
        await desk.usdm.create_order(SWAP, "market", "sell", "0.1", None, reduce)
    await desk.usdm.create_order(SWAP, "market", "buy", "0.1")
    with pytest.raises(ccxt.InvalidOrder, match="-2022"):
        await desk.usdm.create_order(SWAP, "market", "buy", "0.1", None, reduce)
    resting = await desk.usdm.create_order(SWAP, "limit", "sell", "0.1", "61000", reduce)
    order = await desk.usdm.create_order(SWAP, "market", "sell", "0.25", None, reduce)
    assert (order["status"], order["filled"]) == ("expired", "0.100")
    assert held(desk).amount == 0
    resting = await desk.usdm.fetch_order(resting["id"], SWAP)
    assert resting["status"] == "expired"  # nothing is left to reduce


async def test_reduce_only_may_be_smaller_than_the_minimum_notional(desk: Desk) -> None:
    await desk.usdm.create_order(SWAP, "market", "buy", "0.002")
    with pytest.raises(ccxt.InvalidOrder, match="-4164"):
        await desk.usdm.create_order(SWAP, "market", "sell", "0.001")
    order = await desk.usdm.create_order(
        SWAP, "market", "sell", "0.001", None, {"reduceOnly": True}
    )
    assert order["status"] == "closed"


async def test_hedge_mode_keeps_two_positions(desk: Desk) -> None:
    with pytest.raises(ccxt.OperationRejected, match="-4061"):
        await desk.usdm.create_order(SWAP, "market", "buy", "0.1", None, {"positionSide": "LONG"})
    await desk.usdm.set_position_mode(True)
    with pytest.raises(ccxt.OperationRejected, match="-4059"):
        await desk.usdm.set_position_mode(True)
    assert (await desk.usdm.fetch_position_mode())["hedged"] is True
    await desk.usdm.create_order(SWAP, "market", "buy", "0.1", None, {"hedged": True})
    await desk.usdm.create_order(SWAP, "market", "sell", "0.2", None, {"hedged": True})
    positions = {p["side"]: p["contracts"] for p in await desk.usdm.fetch_positions()}
    assert positions == {"long": "0.1", "short": "0.2"}
    with pytest.raises(ccxt.InvalidOrder, match="-2022"):
        await desk.usdm.create_order(SWAP, "market", "sell", "0.3", None, {"positionSide": "LONG"})
    with pytest.raises(ccxt.BadRequest, match="-1106"):
        await desk.usdm.create_order(
            SWAP, "market", "sell", "0.1", None, {"positionSide": "LONG", "reduceOnly": True}
        )
    await desk.usdm.create_order(
        SWAP, "market", "sell", "0.1", None, {"hedged": True, "reduceOnly": True}
    )
    assert (held(desk, "LONG").amount, held(desk, "SHORT").amount) == (0, Decimal("-0.2"))
    with pytest.raises(ccxt.OperationRejected, match="-4068"):
        await desk.usdm.set_position_mode(False)


async def test_post_only_and_fill_or_kill_leave_no_order_behind(desk: Desk) -> None:
    with pytest.raises(ccxt.InvalidOrder, match="-5022"):
        await desk.usdm.create_order(SWAP, "limit", "buy", "0.1", "60500", {"postOnly": True})
    desk.liquidity("0.01", "usdm")
    with pytest.raises(ccxt.InvalidOrder, match="-5021"):
        await desk.usdm.create_order(SWAP, "limit", "buy", "0.5", "60500", {"timeInForce": "FOK"})
    assert await desk.usdm.fetch_orders(SWAP) == []
    order = await desk.usdm.create_order(
        SWAP, "limit", "buy", "0.5", "60500", {"timeInForce": "IOC"}
    )
    assert (order["status"], order["filled"]) == ("expired", "0.100")


async def test_a_duplicate_client_id_is_refused_only_while_the_first_is_open(desk: Desk) -> None:
    tag = {"clientOrderId": "once"}
    await desk.usdm.create_order(SWAP, "limit", "buy", "0.1", "59000", tag)
    with pytest.raises(ccxt.InvalidOrder, match="-4116"):
        await desk.usdm.create_order(SWAP, "limit", "buy", "0.1", "59000", tag)
    cancelled = await desk.usdm.cancel_order(None, SWAP, tag)
    assert (cancelled["status"], cancelled["clientOrderId"]) == ("canceled", "once")
    await desk.usdm.create_order(SWAP, "limit", "buy", "0.1", "59000", tag)
    assert len(desk.orders("once")) == 2


async def test_resting_orders_fill_in_parts_as_maker(desk: Desk) -> None:
    order = await desk.usdm.create_order(SWAP, "limit", "buy", "0.1", "59000")
    desk.liquidity("0.04", "usdm")
    desk.price("58999.9", "usdm")
    order = await desk.usdm.fetch_order(order["id"], SWAP)
    assert (order["status"], order["filled"], order["average"]) == ("open", "0.040", "59000.00000")
    [trade] = await desk.usdm.fetch_my_trades(SWAP)
    assert trade["takerOrMaker"] == "maker"
    assert Decimal(trade["fee"]["cost"]) == Decimal(59000) * Decimal("0.04") * Decimal("0.0002")


async def test_a_cross_position_is_liquidated_when_the_margin_is_gone(setup: Setup) -> None:
    desk = await setup(usdm={"USDT": "400"})
    await desk.usdm.create_order(SWAP, "market", "buy", "0.1")
    await desk.usdm.create_order(SWAP, "limit", "buy", "0.002", "52000")
    [position] = await desk.usdm.fetch_positions()
    price = Decimal(position["liquidationPrice"])
    desk.price(str(price.quantize(Decimal("0.1")) + 1), "usdm")
    assert held(desk).amount == Decimal("0.1")
    desk.price(str(price.quantize(Decimal("0.1")) - 1), "usdm")
    assert held(desk).amount == 0
    assert await desk.usdm.fetch_open_orders(SWAP) == []
    [forced] = [o for o in await desk.usdm.fetch_orders(SWAP) if o["status"] == "closed"][1:]
    assert forced["clientOrderId"].startswith("autoclose-")
    assert (forced["side"], forced["filled"]) == ("sell", "0.100")
    assert forced["id"] in {trade["order"] for trade in await desk.usdm.fetch_my_trades(SWAP)}
    assert [
        row["info"]["clientOrderId"] for row in await desk.usdm.fetch_my_liquidations(SWAP)
    ] == [forced["clientOrderId"]]
    assert 0 <= wallet(desk) < 30


async def test_the_insurance_fund_pays_when_the_price_gaps(setup: Setup) -> None:
    desk = await setup(usdm={"USDT": "400"})
    await desk.usdm.create_order(SWAP, "market", "buy", "0.1")
    desk.price("40000", "usdm")
    assert wallet(desk) == 0
    ledger = await desk.usdm.fapiprivate_get_income({"incomeType": "INSURANCE_CLEAR"})
    assert Decimal(ledger[0]["income"]) > 1500


async def test_an_isolated_position_loses_its_own_margin_only(desk: Desk) -> None:
    await desk.usdm.set_margin_mode("isolated", SWAP)
    with pytest.raises(ccxt.MarginModeAlreadySet):
        await desk.usdm.set_margin_mode("isolated", SWAP)
    await desk.usdm.create_order(SWAP, "market", "buy", "0.1")
    assert held(desk).isolated_wallet == Decimal("300.0005")
    with pytest.raises(ccxt.OperationRejected, match="-4048"):
        await desk.usdm.set_margin_mode("cross", SWAP)
    before = wallet(desk)
    desk.price("50000", "usdm")
    assert held(desk).amount == 0
    assert before - wallet(desk) == Decimal("300.0005")


async def test_closing_an_isolated_position_gives_its_margin_back(desk: Desk) -> None:
    await desk.usdm.set_margin_mode("isolated", SWAP)
    await desk.usdm.create_order(SWAP, "market", "buy", "0.1")
    await desk.usdm.create_order(SWAP, "market", "sell", "0.04")
    assert held(desk).isolated_wallet == Decimal("180.0003")
    await desk.usdm.create_order(SWAP, "market", "sell", "0.06")
    assert held(desk).isolated_wallet == 0
    assert Decimal((await desk.usdm.fetch_balance())["USDT"]["free"]) == wallet(desk)


async def test_a_forced_deleveraging_carries_its_own_client_id(desk: Desk) -> None:
    await desk.usdm.create_order(SWAP, "market", "sell", "0.1")
    desk.exchange.force_liquidation("alice", "BTCUSDT", is_adl=True)
    assert held(desk).amount == 0
    rows = await desk.usdm.fapiprivate_get_forceorders({"autoCloseType": "ADL"})
    assert [row["clientOrderId"].startswith("adl_autoclose") for row in rows] == [True]


async def test_funding_is_paid_when_its_hour_passes(desk: Desk) -> None:
    desk.exchange.tick()
    await desk.usdm.create_order(SWAP, "market", "buy", "0.1")
    before, mark = wallet(desk), desk.exchange.state.mid("usdm", "BTCUSDT")
    assert mark is not None
    desk.clock.advance(8 * HOUR_MS)
    desk.price(str(mark), "usdm")
    assert before - wallet(desk) == (mark * Decimal("0.1") * Decimal("0.0001")).quantize(
        Decimal("1e-8")
    )
    desk.price(str(mark), "usdm")
    assert [i["incomeType"] for i in await raw_income(desk)].count("FUNDING_FEE") == 1


async def raw_income(desk: Desk) -> Any:
    """The ledger; the client's clock is hours behind the exchange's, so ask the exchange."""
    lines = desk.exchange.state.incomes["alice"]
    return [{"incomeType": line.income_type} for line in lines]


async def test_leverage_has_bounds_and_needs_margin(setup: Setup) -> None:
    desk = await setup(usdm={"USDT": "400"})
    with pytest.raises(ccxt.BadRequest, match="-4028"):
        await desk.usdm.fapiprivate_post_leverage({"symbol": "BTCUSDT", "leverage": "126"})
    await desk.usdm.create_order(SWAP, "market", "buy", "0.1")
    with pytest.raises(ccxt.OperationRejected, match="-2028"):
        await desk.usdm.set_leverage(10, SWAP)
    await desk.usdm.set_leverage(50, SWAP)
    assert (await desk.usdm.fetch_leverage(SWAP))["longLeverage"] == 50


async def test_money_moves_between_the_wallets(desk: Desk) -> None:
    await desk.spot.transfer("USDT", "1000", "spot", "swap")
    assert (desk.balance("USDT")[0], wallet(desk)) == (Decimal(9000), Decimal(6000))
    await desk.spot.transfer("USDT", "500", "swap", "spot")
    assert (desk.balance("USDT")[0], wallet(desk)) == (Decimal(9500), Decimal(5500))
    with pytest.raises(ccxt.ExchangeError, match="-5013"):
        await desk.spot.transfer("USDT", "5501", "swap", "spot")


async def test_an_old_order_without_fills_vanishes(desk: Desk) -> None:
    start = desk.clock.now_ms() - 4 * 24 * HOUR_MS
    order = await desk.usdm.create_order(SWAP, "limit", "buy", "0.1", "59000")
    await desk.usdm.cancel_order(order["id"], SWAP)
    row = desk.exchange.state.orders["usdm", "BTCUSDT"][int(order["id"])]
    row.created_ms = start
    with pytest.raises(ccxt.OrderNotFound):
        await desk.usdm.fetch_order(order["id"], SWAP)


REFUSALS: list[tuple[dict[str, str], type[Exception], str]] = [
    ({"quantity": "0"}, ccxt.BadRequest, "-1102|-4003"),
    ({"quantity": "0.0001"}, ccxt.BadRequest, "-1111"),
    ({"quantity": "200000"}, ccxt.BadRequest, "-4005"),
    ({"price": "59000.05"}, ccxt.BadRequest, "-4014"),
    ({"price": "59000.123"}, ccxt.BadRequest, "-1111"),
    ({"price": "70000"}, ccxt.BadRequest, "-4016"),
    ({"side": "SELL", "price": "50000"}, ccxt.BadRequest, "-4024"),
    ({"quantity": "0.001"}, ccxt.InvalidOrder, "-4164"),
    ({"timeInForce": "GTD"}, ccxt.BadRequest, "-1115"),
    ({"positionSide": "UP"}, ccxt.BadRequest, "-4060"),
    ({"newClientOrderId": "no spaces"}, ccxt.BadRequest, "-4015"),
    ({"type": "STOP_MARKET"}, ccxt.ExchangeError, "-4120"),
    ({"symbol": "NOPE"}, ccxt.BadSymbol, "-1121"),
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
        await desk.usdm.fapiprivate_post_order(request)
    assert not desk.exchange.state.orders["usdm", "BTCUSDT"]


async def test_market_data_and_settings_answer(desk: Desk) -> None:
    assert (await desk.usdm.fetch_ticker(SWAP))["last"] == "60000.0"
    assert Decimal((await desk.usdm.fetch_funding_rate(SWAP))["markPrice"]) == 60000
    assert set(await desk.usdm.fetch_leverage_tiers()) == set(desk.usdm.markets)
    assert (await desk.usdm.fetch_trading_fee(SWAP))["taker"] == "0.0005"
    assert (await desk.usdm.fetch_margin_mode(SWAP))["marginMode"] == "cross"
    assert str((await desk.usdm.fetch_order_book(SWAP))["asks"][0][0]) == "60000.1"
