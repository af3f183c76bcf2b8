"""Exits that we did not send: the exchange's own, and those by hand that an operator names."""

from decimal import Decimal
from typing import Any

import pytest

from driving.conftest import PROFILE, USER, MakePlace, Place


async def _position(place: Place) -> dict[str, Any]:
    return await place.one(
        "select state, trim_scale(quantity) as quantity from lifecycle.positions"
    )


@pytest.mark.parametrize("is_adl", [False, True])
async def test_a_liquidation_closes_the_position_and_is_an_incident(
    make_place: MakePlace, *, is_adl: bool
) -> None:
    place = await make_place("binanceusdm")
    await place.enter("market")
    resting = await place.leave("limit", limit_price=place.at("1.1"), quantity="0.02")
    await place.settle()
    await place.move("0.95")
    place.exchange.force_liquidation("dora", "BTCUSDT", is_adl=is_adl)
    await place.settle()
    assert (await _position(place))["state"] == "open", "nothing is guessed before it is compared"
    for _ in range(2):  # an empty list of positions is read twice before it is believed
        await place.driver.reconcile()
    await place.settle()
    position = await _position(place)
    assert position == {"state": "closed", "quantity": 0}
    adopted = await place.one(
        "select i.reason, i.outcome, d.kind, d.state, d.reason as evidence"
        " from lifecycle.adoptions as d join lifecycle.intents as i"
        " on i.request_id = 'adopted:' || d.symbol || ':' || d.exchange_order_id"
    )
    assert (adopted["reason"], adopted["outcome"]) == ("liquidation", "filled")
    assert (adopted["kind"], adopted["state"]) == ("liquidation", "adopted")
    assert ("adl_autoclose" if is_adl else "autoclose-") in adopted["evidence"]
    capital = await place.capital()
    assert capital["realized_pnl"] < 0
    assert capital["reserved_for_positions"] == 0
    incidents = await place.rows("select kind from health.incidents where state = 'open'")
    assert [row["kind"] for row in incidents] == ["position_liquidated"]
    assert (await place.driver.reconcile()).mismatches_open == 0
    assert (await place.one("select state from tenancy.exchange_accounts"))["state"] == "active"
    assert (await place.intent(resting))["filled"] == 0
    assert await place.violations() == []


@pytest.mark.parametrize("name", ["binance", "binanceusdm"])
async def test_an_order_made_by_hand_changes_nothing_until_an_operator_names_it(
    make_place: MakePlace, name: str
) -> None:
    place = await make_place(name)
    await place.enter("market")
    await place.settle()
    held = (await _position(place))["quantity"]
    order = place.exchange.manual_trade(
        "dora", "usdm" if place.is_swap else "spot", "BTCUSDT", "SELL", Decimal("0.01")
    )
    for _ in range(3):
        await place.driver.reconcile()
        await place.settle(1)
    assert (await _position(place))["quantity"] == held, "no reading of a difference is a fill"
    if place.is_swap:
        account = await place.one("select state from tenancy.exchange_accounts")
        assert account["state"] == "halted"
    await place.one(
        "select ops.fn_adopt_order(%s, %s, %s, 'long', %s, 'sold by hand')",
        USER, PROFILE, place.symbol, str(order.order_id),
    )  # fmt: skip
    await place.settle(5)
    assert (await _position(place))["quantity"] == held - Decimal("0.01")
    adoption = await place.one("select kind, state from lifecycle.adoptions")
    assert (adoption["kind"], adoption["state"]) == ("external", "adopted")
    assert (await place.driver.reconcile()).mismatches_open == 0
    assert await place.violations() == []


async def test_an_order_that_does_not_close_the_position_is_refused(make_place: MakePlace) -> None:
    place = await make_place("binance")
    await place.enter("market")
    await place.settle()
    held = (await _position(place))["quantity"]
    order = place.exchange.manual_trade("dora", "spot", "BTCUSDT", "BUY", Decimal("0.01"))
    await place.one(
        "select ops.fn_adopt_order(%s, %s, %s, 'long', %s, 'bought by hand')",
        USER, PROFILE, place.symbol, str(order.order_id),
    )  # fmt: skip
    await place.settle()
    assert (await _position(place))["quantity"] == held
    assert (await place.one("select state from lifecycle.adoptions"))["state"] == "refused"
    assert await place.violations() == []
