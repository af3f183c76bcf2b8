"""Protection through the real driver, and whom its evaluation waits for."""

import psycopg
import pytest

from driving.conftest import MakePlace
from tools.server import Server
from tradekeel.engine_errors import EngineError


async def test_only_profiles_with_something_due_are_locked(
    make_place: MakePlace, server: Server, database: str
) -> None:
    place = await make_place("binance", '{"stop_loss_rate": "0.02", "trailing_stop_rate": "0.1"}')
    await place.enter("market")
    await place.settle()
    await place.move("1.001")  # the trailing stop is where it will be
    with server.connect(database) as busy, busy.transaction():
        busy.execute("select from ledger.capital for no key update")
        await place.driver.protect()
        for factor in ("1.01", "0.97"):  # a trailing stop moves, a stop fires
            price = place.at(factor)
            await place.rows(
                "update lifecycle.latest_prices set price = %s, observed_at = clock_timestamp()",
                price,
            )
            with pytest.raises((EngineError, psycopg.errors.LockNotAvailable)):
                await place.driver.protect()
    await place.driver.protect()
    await place.settle()
    position = await place.one("select state from lifecycle.positions")
    assert position["state"] == "closed"
    assert await place.violations() == []
