"""Every order type from the tenant's request to settled money, through the real driver."""

from decimal import Decimal

import pytest

from driving.conftest import MakePlace, Place

EXCHANGES = ("binance", "binanceusdm")
# order type, its terms as multiples of the price, and the move that triggers and fills it
WAITING_ENTRIES = (
    ("stop", {"trigger_price": "1.01"}, "1.011"),
    ("stop_limit", {"trigger_price": "1.01", "limit_price": "1.02"}, "1.011"),
    ("take_profit", {"trigger_price": "0.99"}, "0.989"),
    ("take_profit_limit", {"trigger_price": "0.99", "limit_price": "0.995"}, "0.989"),
)
WAITING_EXITS = (
    ("stop", {"trigger_price": "0.99"}, "0.989"),
    ("stop_limit", {"trigger_price": "0.99", "limit_price": "0.98"}, "0.989"),
    ("take_profit", {"trigger_price": "1.01"}, "1.011"),
    ("take_profit_limit", {"trigger_price": "1.01", "limit_price": "1.005"}, "1.011"),
)


def _terms(place: Place, terms: dict[str, str]) -> dict[str, Decimal]:
    return {name: place.at(factor) for name, factor in terms.items()}


@pytest.mark.parametrize("name", EXCHANGES)
@pytest.mark.parametrize(("order_type", "terms", "move"), WAITING_ENTRIES)
async def test_an_entry_waits_for_its_trigger_then_fills_and_settles(
    make_place: MakePlace, name: str, order_type: str, terms: dict[str, str], move: str
) -> None:
    place = await make_place(name)
    signal = await place.enter(order_type, **_terms(place, terms))
    await place.settle(2)
    waiting = await place.intent(signal)
    assert (waiting["settled_at"], waiting["filled"]) == (None, 0)
    reserved = (await place.capital())["reserved_for_orders"]
    # what a fill at the trigger or limit costs is covered before the exchange knows of the order
    assert reserved >= Decimal("0.02") * max(_terms(place, terms).values())
    await place.move(move)
    await place.settle()
    done = await place.intent(signal)
    assert (done["outcome"], done["filled"]) == ("filled", Decimal("0.02"))
    # on futures the triggered order is another one, with an id of its own
    assert done["order_count"] == (2 if place.is_swap else 1)
    capital = await place.capital()
    assert (capital["reserved_for_orders"], capital["trading_state"]) == (0, "active")
    assert (await place.driver.reconcile()).mismatches_open == 0
    assert await place.violations() == []


@pytest.mark.parametrize("name", EXCHANGES)
@pytest.mark.parametrize(("order_type", "terms", "move"), WAITING_EXITS)
async def test_an_exit_waits_for_its_trigger_then_closes_the_position(
    make_place: MakePlace, name: str, order_type: str, terms: dict[str, str], move: str
) -> None:
    place = await make_place(name)
    await place.enter("market")
    await place.settle()
    held = (await place.one("select quantity from lifecycle.positions"))["quantity"]
    quantity = Decimal(format(held, ".3f")) if place.is_swap else Decimal("0.01998")
    signal = await place.leave(order_type, quantity=quantity, **_terms(place, terms))
    await place.settle(2)
    assert (await place.intent(signal))["settled_at"] is None
    await place.move(move)
    await place.settle()
    done = await place.intent(signal)
    assert (done["outcome"], done["order_count"]) == ("filled", 2 if place.is_swap else 1)
    position = await place.one("select state, quantity from lifecycle.positions")
    assert (position["state"], position["quantity"]) == ("closed", 0)
    assert (await place.driver.reconcile()).mismatches_open == 0
    assert await place.violations() == []


@pytest.mark.parametrize("name", EXCHANGES)
async def test_a_triggered_order_whose_reply_was_lost_is_found_and_taken(
    make_place: MakePlace, name: str
) -> None:
    place = await make_place(name)
    recorders = place.driver._recorders
    recorders["accepted"] = recorders["unknown"]  # the reply is lost on its way to the database
    signal = await place.enter("stop", trigger_price=place.at("1.01"))
    attempt = await place.one("select state from lifecycle.attempts")
    assert attempt["state"] == "unknown"
    await place.move("1.011")  # it triggers before anybody has looked
    await place.driver.reconcile()
    await place.settle()
    done = await place.intent(signal)
    assert (done["outcome"], done["filled"]) == ("filled", Decimal("0.02"))
    assert (await place.driver.reconcile()).mismatches_open == 0
    assert await place.violations() == []


@pytest.mark.parametrize("name", EXCHANGES)
@pytest.mark.parametrize("time_in_force", ["IOC", "FOK"])
async def test_what_cannot_be_had_at_once_expires_and_frees_its_reservation(
    make_place: MakePlace, name: str, time_in_force: str
) -> None:
    place = await make_place(name)
    signal = await place.enter("limit", limit_price=place.at("0.99"), time_in_force=time_in_force)
    await place.settle()
    done = await place.intent(signal)
    is_refused = place.is_swap and time_in_force == "FOK"  # said at once there
    assert (done["outcome"], done["filled"]) == ("rejected" if is_refused else "expired", 0)
    assert (await place.capital())["reserved_for_orders"] == 0
    assert (await place.capital())["available"] == Decimal(10_000)
    assert await place.violations() == []


@pytest.mark.parametrize("name", EXCHANGES)
async def test_a_post_only_order_that_would_take_is_refused_and_one_that_rests_fills(
    make_place: MakePlace, name: str
) -> None:
    place = await make_place(name)
    crossing = await place.enter("limit", limit_price=place.at("1.01"), is_post_only=True)
    await place.settle()
    assert (await place.intent(crossing))["outcome"] == "rejected"
    assert (await place.capital())["available"] == Decimal(10_000)
    resting = await place.enter("limit", limit_price=place.at("0.99"), is_post_only=True)
    await place.settle(1)
    assert (await place.intent(resting))["settled_at"] is None
    await place.move("0.98")
    await place.settle()
    assert (await place.intent(resting))["outcome"] == "filled"
    assert await place.violations() == []


@pytest.mark.parametrize("name", EXCHANGES)
async def test_an_ioc_order_fills_what_is_there_and_expires_with_the_rest(
    make_place: MakePlace, name: str
) -> None:
    place = await make_place(name)
    kind = "usdm" if place.is_swap else "spot"
    place.exchange.set_liquidity(kind, "BTCUSDT", Decimal("0.001"))  # ten levels
    place.exchange.set_price(kind, "BTCUSDT", place.price)
    signal = await place.enter("limit", limit_price=place.at("1.02"), time_in_force="IOC")
    await place.settle()
    done = await place.intent(signal)
    assert (done["outcome"], done["filled"]) == ("partial", Decimal("0.01"))
    assert (await place.capital())["reserved_for_orders"] == 0
    assert await place.violations() == []
