"""The capital row stays HOT."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tools.server import Server

LIFECYCLES = 40


def test_the_capital_row_stays_hot(server: Server, database: str) -> None:
    """Broken by: an index on a column of ledger.capital that changes, or fillfactor = 100."""
    with server.connect(database) as connection:
        connection.execute("select fixture.stage(1)")
        for n in range(LIFECYCLES):
            connection.execute("select fixture.take_lock(1, 'BTC/USDT')")
            connection.execute(f"select fixture.hold(1, 'r{n}', 0.001)")
            connection.execute(f"select fixture.begin_exit(1, 'x{n}', 0.001)")
            connection.execute(
                f"select fixture.fill_and_settle(fixture.attempt(1, 'x{n}'), 'x-x{n}')"
            )
        connection.execute("select pg_stat_force_next_flush()")
        row = connection.execute(
            "select n_tup_upd, n_tup_hot_upd from pg_stat_user_tables"
            " where relid = 'ledger.capital'::regclass"
        ).fetchone()
    assert row is not None
    updated, hot = row
    assert updated >= 6 * LIFECYCLES
    assert hot > 0.99 * updated
