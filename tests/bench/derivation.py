"""How long the two rebuilds of a profile with many executions take, measured by themselves.

`PYTHONPATH=bridge:tests .venv/bin/python tests/bench/derivation.py [executions]` prints one line
for the fold of the journal and one for the derivation, the best of three runs each, on a cluster of
its own. Seconds are processor time of the one process that rebuilds, so that what else the machine
does matters little. Executions are written in bulk past the functions, in positions of 40; only
reading is measured.
"""

from __future__ import annotations

import os
import sys
import time
import uuid
from pathlib import Path

from tools.server import start_server

# One entry in two executions out of three, one exit in the third; every 40th execution begins a
# new position. Amounts have the digits that real ones have.
_WRITE = """
with p as (
  insert into lifecycle.positions
    (user_id, position_id, profile_id, account_id, symbol, side, state, closed_at)
  select %(user)s, md5('p' || n)::uuid, %(profile)s, %(account)s, 'S' || n, 'long', 'closed',
         clock_timestamp()
    from generate_series(0, %(count)s / 40) as n
), e as (
  insert into ledger.entries (
    user_id, profile_id, seq, kind, source, allocated_delta, reserved_for_orders_delta,
    reserved_for_positions_delta, realized_pnl_delta, allocated_after, reserved_for_orders_after,
    reserved_for_positions_after, realized_pnl_after, effective_at, recorded_at)
  select %(user)s, %(profile)s, n, 'entry_fill', 'order:' || md5('o' || n)::uuid || ':1', 0, 0,
         0.123456789012, -0.0123456789, 0, 0, 0, 0, clock_timestamp(), clock_timestamp()
    from generate_series(1, %(count)s) as n
)
insert into lifecycle.executions (
  user_id, order_id, revision, profile_id, position_id, kind, quantity_delta, cost_delta,
  margin_delta, fee_quote_delta, fee_base_delta, ledger_seq)
select %(user)s, md5('o' || n)::uuid, 1, %(profile)s, md5('p' || n / 40)::uuid,
       case n %% 3 when 2 then 'exit' else 'entry' end, 0.01234 + n %% 7 * 0.001,
       617.123456 + n %% 11, case n %% 3 when 2 then 0 else 617.123456 + n %% 11 end,
       0.4628425920, case n %% 5 when 0 then 0.00001234 else 0 end, n
  from generate_series(1, %(count)s) as n
"""


def clock(pid: int) -> float:
    """Seconds of processor time the server process has used; wall clock where /proc is not."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return time.perf_counter()
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> int:
    """Write, measure, print; 1 when the derivation takes 2 s or more."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    server = start_server()
    try:
        with server.connect(server.create_database()) as connection:
            names = {name: uuid.uuid4() for name in ("user", "profile", "account")}
            connection.execute("set session_replication_role = replica")
            connection.execute(_WRITE, {**names, "count": count})
            connection.execute("analyze")
            if server.has_checker:
                connection.execute("set plpgsql_check.profiler = off")
            took = {}
            for what in ("fold_entries", "derive_capital"):
                query = f"select * from ledger.{what}(%s, %s)"
                times = []
                for _ in range(3):
                    began = clock(connection.info.backend_pid)
                    connection.execute(query.encode(), (names["user"], names["profile"]))
                    times.append(clock(connection.info.backend_pid) - began)
                took[what] = min(times)
                print(f"{what}: {count} executions in {took[what]:.3f} s")
    finally:
        server.destroy()
    return 0 if took["derive_capital"] < 2 else 1


if __name__ == "__main__":
    sys.exit(main())
