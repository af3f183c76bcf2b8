"""What reading health costs with many profiles, and whether a long history makes it dearer.

`PYTHONPATH=bridge:tests .venv/bin/python tests/bench/health.py [profiles] [fills] [accounts]` fills
a cluster of its own in bulk past the functions (a lease and four loops an account, an open position
a profile; as many fills and journal entries as asked for), and prints what a reading takes without
history and with it, part by part. Exit code 1 when it is 50 ms of processor time or more. By
default each profile has an account of its own, which is dearest; loops are stale, as after an
outage. 10000 profiles and 10000000 fills take half an hour and 15 GB to write; the default is
smaller.
"""

from __future__ import annotations

import statistics
import sys
import time
from typing import TYPE_CHECKING, Any

from bench.derivation import clock
from tools.server import start_server

if TYPE_CHECKING:
    import psycopg

READINGS = 40
LIMIT_MS = 50
PARTS = ("loops", "instances", "locks", "capital", "reconciliation", "exchanges", "database",
         "lifecycle", "incidents", "checks")  # fmt: skip

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
       unnest(array['trading', 'monitor', 'reconciliation', 'capital_watchdog']) as l (loop);
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


def report(connection: psycopg.Connection[Any], what: str) -> float:
    """Print the whole and each part; processor time of the whole in ms."""
    used, wall = times_of(connection, "select engine.fn_read_health()")
    print(f"{what}: {used:.1f} ms of processor, {wall:.1f} ms in all")
    for part in PARTS:
        argument = "" if part == "capital" else "now()"
        cost, _ = times_of(connection, f"select health.measure_{part}({argument})")
        print(f"  {part}: {cost:.1f} ms")
    print(f"  counters: {times_of(connection, 'select health.read_counters()')[0]:.1f} ms")
    return used


def main() -> int:
    """Fill, measure, write history, measure again."""
    profiles = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    fills = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    accounts = int(sys.argv[3]) if len(sys.argv) > 3 else profiles
    server = start_server()
    try:
        with server.connect(server.create_database()) as connection:
            if server.has_checker:
                connection.execute("set plpgsql_check.profiler = off")
            connection.execute("set session_replication_role = replica")
            _run(connection, _WORLD, n=profiles, accounts=accounts)
            for check in connection.execute("select * from engine.fn_list_checks()").fetchall():
                connection.execute("insert into health.check_results values (%s, 0, 'critical',"
                                   " now(), 1)", [check[0]])  # fmt: skip
            what = f"{profiles} profiles, {accounts} accounts"
            before = report(connection, what)
            _run(connection, _HISTORY, n=profiles, fills=fills)
            after = report(connection, f"{what}, {fills} fills")
    finally:
        server.destroy()
    return 0 if max(before, after) < LIMIT_MS else 1


if __name__ == "__main__":
    sys.exit(main())
