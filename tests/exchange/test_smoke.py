"""The plain way through, on every exchange that the fake server plays."""

import pytest

from exchange.conftest import Setup
from exchange.venues import CLIENT_TEXT, ORDER_ID, VENUES


@pytest.mark.parametrize("name", VENUES)
async def test_an_order_is_sent_once_and_its_id_comes_back(setup: Setup, name: str) -> None:
    stage = await setup(name)
    answer = await stage.account.send(stage.intent())
    assert answer["outcome"] == "accepted", answer
    assert answer["order"] is not None
    assert answer["order"]["id"] == ORDER_ID
    assert len(stage.fake.asked(*stage.venue.create)) == 1
    assert CLIENT_TEXT in str(stage.fake.asked(*stage.venue.create)[0].values)


@pytest.mark.parametrize("name", VENUES)
async def test_open_orders_are_read_completely(setup: Setup, name: str) -> None:
    stage = await setup(name)
    part = await stage.account.read_open_orders()
    assert part["is_complete"], part
    assert [row["clientOrderId"] for row in part["rows"]] == [CLIENT_TEXT]
    assert part["rows"][0]["amount"] in ("0.5", "0.500")


@pytest.mark.parametrize("name", VENUES)
async def test_a_live_order_is_found_by_its_client_id(setup: Setup, name: str) -> None:
    stage = await setup(name)
    answer = await stage.account.lookup_order(stage.venue.symbol, CLIENT_TEXT)
    assert answer["outcome"] == "found", answer
    assert answer["order"] is not None
    assert answer["order"]["id"] == ORDER_ID


@pytest.mark.parametrize("name", VENUES)
async def test_cancel_by_client_id(setup: Setup, name: str) -> None:
    stage = await setup(name)
    answer = await stage.account.cancel(stage.venue.symbol, None, CLIENT_TEXT)
    assert answer["outcome"] == "accepted", answer
    assert CLIENT_TEXT in str(stage.fake.asked(*stage.venue.cancel)[0].values)


@pytest.mark.parametrize("name", VENUES)
async def test_balances_trades_and_positions_are_read(setup: Setup, name: str) -> None:
    stage = await setup(name)
    balances = await stage.account.read_balances()
    assert balances["is_complete"], balances
    trades = await stage.account.read_trades([{"symbol": stage.venue.symbol, "since_ms": None}])
    assert trades["is_complete"], trades
    positions = await stage.account.read_positions()
    assert positions["is_complete"], positions
