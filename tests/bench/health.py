"""What reading health costs with many profiles, and whether a long history makes it dearer.

`python -m bench health` measures the default sizes; `PYTHONPATH=bridge:tests .venv/bin/python
tests/bench/health.py [profiles] [fills] [accounts]` any. Either fills a database in bulk past the
functions (a lease, five loops and a stream an account, an open position a profile; as many fills
and journal entries as asked for), and measures a reading without history and with it, part by part,
in processor time. By default each profile has an account of its own, which is dearest; loops are
stale, as after an outage. 10000 profiles and 10000000 fills take half an hour and 15 GB to write;
the default is smaller.
"""

from __future__ import annotations

import statistics
import sys
import time
from typing import TYPE_CHECKING, Any

from bench.derivation import clock
from bench.frame import Figure, started

if TYPE_CHECKING:
    import psycopg

    from bench.frame import Bench

READINGS = 40
LIMIT_MS = 50
PARTS = ("loops", "instances", "locks", "capital", "reconciliation", "exchanges", "database",
         "lifecycle", "incidents", "checks", "streams")  # fmt: skip

_WORLD = """
insert into health.instances (instance_id, owner_token, version, host, epoch, started_at,
  heartbeat_at) values (md5('i')::uuid, md5('t')::uuid, 'bench', 'bench', 1, now(), now());
insert into tenancy.users (user_id)
select md5('u' || n)::uuid from generate_series(1, {accounts}) as n;
insert into tenancy.exchange_accounts (user_id, account_id, exchange, market_type, credentials_ref)
select md5('u' || n)::uuid, md5('a' || n)::uuid, 'binance', 'spot', 'env:BENCH'
  from generate_series(1, {accounts}) as n;
insert into tenancy.profiles (user_id, profile_id, account_id, name, quote_currency)
select md5('u' || n % {accounts} + 1)::uuid, md5('p' || n)::uuid,
       md5('a' || n % {accounts} + 1)::uuid, 'bench ' || n, 'USDT'
  from generate_series(1, {n}) as n;
insert into ledger.capital (user_id, profile_id, account_id, allocated, reserved_for_positions,
  realized_pnl, seq)
select p.user_id, p.profile_id, p.account_id, 1000.12345678,
       617.123456789012 + ascii(p.name) % 7, -0.0123456789, 3 from tenancy.profiles as p;
insert into locks.account_leases (user_id, account_id, owner_token, instance_id, term, epoch,
  acquired_at, expires_at, ready_term, ready_epoch, reconciled_at)
select md5('u' || n)::uuid, md5('a' || n)::uuid, md5('t')::uuid, md5('i')::uuid, 1, 1, now(),
       now() + interval '1 day', 1, 1, now() from generate_series(1, {accounts}) as n;
insert into health.loops (user_id, account_id, loop, instance_id, interval_seconds, began_at,
  started_at, succeeded_at)
select md5('u' || n)::uuid, md5('a' || n)::uuid, l.loop, md5('i')::uuid, 5, now(), now(), now()
  from generate_series(1, {accounts}) as n,
       unnest(array['trading', 'monitor', 'reconciliation', 'capital_watchdog', 'stream'])
         as l (loop);
insert into health.streams (user_id, account_id, lease_term, connection_no, connected_at,
  caught_up_at, heard_at, lag_ms)
select l.user_id, l.account_id, 1, 1, now(), now(), now(), 20 from locks.account_leases as l;
insert into health.exchange_contacts (user_id, account_id, succeeded_at, latency_ms, clock_skew_ms)
select md5('u' || n)::uuid, md5('a' || n)::uuid, now(), n % 90, n % 7
  from generate_series(1, {accounts}) as n;
insert into lifecycle.positions (user_id, position_id, profile_id, account_id, symbol, side)
select p.user_id, p.profile_id, p.profile_id, p.account_id, 'BTC/USDT', 'long'
  from tenancy.profiles as p;
analyze
"""
_HISTORY = """
insert into lifecycle.fills (user_id, account_id, symbol, exchange_order_id, trade_id, side,
  order_id, profile_id, price, quantity, cost, executed_at)
select p.user_id, p.account_id, 'BTC/USDT', n || p.name, n::text, 'buy', p.profile_id,
       p.profile_id, 50000, 0.01, 500, now()
  from tenancy.profiles as p, generate_series(1, {fills} / {n}) as n;
insert into ledger.entries (user_id, profile_id, seq, kind, source, allocated_delta,
  reserved_for_orders_delta, reserved_for_positions_delta, realized_pnl_delta, allocated_after,
  reserved_for_orders_after, reserved_for_positions_after, realized_pnl_after, effective_at,
  recorded_at)
select p.user_id, p.profile_id, n, 'entry_fill', 'order:' || p.profile_id || ':' || n, 0, 0, 1, 0,
       0, 0, 1, 0, now(), now()
  from tenancy.profiles as p, generate_series(1, {fills} / {n}) as n;
analyze
"""


def _run(connection: psycopg.Connection[Any], script: str, **sizes: int) -> None:
    for statement in script.split(";\n"):
        connection.execute(statement.format(**sizes).encode())


def times_of(connection: psycopg.Connection[Any], query: str) -> tuple[float, float]:
    """Milliseconds of one reading: processor time of the server's process, and median of the wall.

    The first readings (plans, caches) are left out. Processor time is what a machine with nothing
    else to do would take; the wall is what this one took.
    """
    for _ in range(6):
        connection.execute(query.encode()).fetchall()
    walls = []
    used = clock(connection.info.backend_pid)
    for _ in range(READINGS):
        began = time.perf_counter()
        connection.execute(query.encode()).fetchall()
        walls.append((time.perf_counter() - began) * 1000)
    used = clock(connection.info.backend_pid) - used
    return used / READINGS * 1000, statistics.median(walls)


def measure(connection: psycopg.Connection[Any]) -> dict[str, float]:
    """Milliseconds of processor time: `all`, its `wall`, and each part."""
    used, wall = times_of(connection, "select engine.fn_read_health()")
    figures = {"all": used, "wall": wall}
    for part in PARTS:
        argument = "" if part == "capital" else "now()"
        query = f"select health.measure_{part}({argument})"
        figures[part] = times_of(connection, query)[0]
    figures["counters"] = times_of(connection, "select health.read_counters()")[0]
    return figures


def run(
    bench: Bench,
    repeats: int = 3,
    profiles: int = 10_000,
    fills: int = 100_000,
    accounts: int | None = None,
) -> list[Figure]:
    """A reading without history and with it; the parts are in the runs."""
    owners = accounts or profiles
    figures = []
    with bench.database() as dbname, bench.connect(dbname) as connection:
        connection.execute("set session_replication_role = replica")
        _run(connection, _WORLD, n=profiles, accounts=owners)
        for check in connection.execute("select * from engine.fn_list_checks()").fetchall():
            connection.execute("insert into health.check_results values (%s, 0, 'critical',"
                               " now(), 1)", [check[0]])  # fmt: skip
        for history in (0, fills):
            if history:
                _run(connection, _HISTORY, n=profiles, fills=history)
            runs = [measure(connection) for _ in range(repeats)]
            parts = {name: [one[name] for one in runs] for name in runs[0]}
            ours = max(statistics.median(parts["all"]), 0.01)  # some clocks have ticks of 10 ms
            name = f"health, {profiles:,} profiles, {owners:,} accounts, {history:,} fills"
            figures.append(
                Figure(name, "ms of processor", ours, None, None, f"under {LIMIT_MS} ms",
                       ours < LIMIT_MS, parts)
            )  # fmt: skip
    return figures


def main() -> int:
    """Measure what was asked for and print the parts; 1 when it is too slow."""
    sizes = [int(argument) for argument in sys.argv[1:]]
    with started() as bench:
        figures = run(bench, 1, *sizes)
    for figure in figures:
        print(figure.name)
        for part, times in figure.runs.items():
            print(f"  {part}: {times[0]:.1f} ms")
    return 0 if all(figure.is_reached for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
