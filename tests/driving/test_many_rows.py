"""What is more than one call takes goes in with further calls."""

from driving.conftest import MakePlace


async def test_more_rows_than_a_call_takes_all_go_in(make_place: MakePlace) -> None:
    place = await make_place("binance")
    engine, ids = place.driver._engine, place.driver.ids
    began = str((await place.one("select clock_timestamp() as at"))["at"])
    orders = [{"id": f"o{number}", "symbol": place.symbol} for number in range(1500)]
    trades = [{"id": f"t{number}", "order": "x", "symbol": place.symbol} for number in range(2001)]
    applied = await engine.apply_exchange_updates(*ids, began, orders, trades)
    assert applied.rows_unknown == 3501

    tickers = [{"symbol": f"S{number}/USDT", "last": "1"} for number in range(1001)]
    assert await engine.record_prices(*ids, tickers) == 1001
    assert await engine.record_prices(*ids, []) == 0


async def test_the_last_call_of_many_incomes_moves_the_cursor(make_place: MakePlace) -> None:
    place = await make_place("binanceusdm")
    until = (await place.one("select clock_timestamp() as at"))["at"]
    at = int(until.timestamp() * 1000)
    incomes = [
        {"id": f"i{number}", "kind": "funding", "symbol": place.symbol, "currency": "USDT",
         "amount": "-0.01", "timestamp": at}
        for number in range(1001)
    ]  # fmt: skip
    done = await place.driver._engine.record_incomes(*place.driver.ids, incomes, until)
    assert (done.recorded, done.refused) == (1001, 0)
    cursor = await place.one("select read_until from lifecycle.income_cursors")
    assert cursor["read_until"] == until
    assert await place.violations() == []
