"""Money that moves without an order, from the exchange's statement to the journal."""

from decimal import Decimal

from driving.conftest import MakePlace, Place


async def _read_again(place: Place) -> None:
    """Let the statement be due, and monitor."""
    await place.rows("update lifecycle.income_cursors set read_at = read_at - interval '2 minutes'")
    await place.driver.monitor()


async def test_funding_and_clearance_reach_the_journal_once(make_place: MakePlace) -> None:
    place = await make_place("binanceusdm")
    await place.enter("market")
    await place.settle()
    before = (await place.capital())["realized_pnl"]
    state = place.exchange.state
    now = place.exchange.clock.now_ms()
    for kind, amount in (("FUNDING_FEE", "-0.52"), ("INSURANCE_CLEAR", "-0.25"),
                         ("COMMISSION", "-0.09"), ("TRANSFER", "7")):  # fmt: skip
        state.post_income(state.accounts["dora"], kind, Decimal(amount), "BTCUSDT", now)
    await place.driver.monitor()
    assert (await place.capital())["realized_pnl"] == before, "not due yet"
    for _ in range(2):
        await _read_again(place)
        assert (await place.capital())["realized_pnl"] == before - Decimal("0.77")
    kinds = await place.rows(
        "select kind from ledger.entries where source like 'income:%%' order by kind"
    )
    assert [row["kind"] for row in kinds] == ["funding", "liquidation"]
    assert (await place.driver.reconcile()).mismatches_open == 0
    assert await place.violations() == []


async def test_what_has_no_price_is_booked_when_the_monitor_brings_one(
    make_place: MakePlace,
) -> None:
    place = await make_place("binanceusdm")
    await place.enter("market")
    await place.settle()
    before = (await place.capital())["realized_pnl"]
    state = place.exchange.state
    now = place.exchange.clock.now_ms()
    state.post_income(state.accounts["dora"], "FUNDING_FEE", Decimal("-0.001"), "BTCUSDT", now,
                      "ETH")  # fmt: skip
    await _read_again(place)
    waiting = await place.one("select kind, state from reconciliation.mismatches")
    assert (waiting["kind"], waiting["state"]) == ("unpriced_fee", "open")
    assert (await place.capital())["realized_pnl"] == before
    await place.driver.monitor()
    healed = await place.one("select state from reconciliation.mismatches")
    assert healed["state"] == "healed"
    income = await place.one("select amount, amount_quote from lifecycle.incomes")
    assert income["amount"] == Decimal("-0.001")
    assert income["amount_quote"] < -1
    assert (await place.capital())["realized_pnl"] == before + income["amount_quote"]
    assert await place.violations() == []
