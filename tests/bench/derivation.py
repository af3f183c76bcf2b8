"""How long the two rebuilds of a profile with many fills take, each against a bare aggregate.

Seconds are processor time of the one server process that rebuilds, so that what else the machine
does matters little. The floor of each adds up the columns that it reads of the same rows and knows
no rule: of positions, their order and split nothing. Executions are written in bulk past the
functions, in positions of 40; only reading is measured.
"""

from __future__ import annotations

import os
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.frame import Figure, in_turns, median

if TYPE_CHECKING:
    from collections.abc import Callable

    import psycopg

    from bench.frame import Bench

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
_DERIVE = "select * from ledger.derive_capital(%(user)s, %(profile)s)"
_DERIVE_FLOOR = """
select count(*), sum(x.quantity_delta), sum(x.cost_delta), sum(x.margin_delta),
       sum(x.fee_quote_delta), sum(x.fee_base_delta), sum(x.fee_other_delta), max(x.ledger_seq)
  from lifecycle.executions as x where x.user_id = %(user)s and x.profile_id = %(profile)s
"""
_FOLD = "select * from ledger.fold_entries(%(user)s, %(profile)s)"
_FOLD_FLOOR = """
select sum(e.allocated_delta), sum(e.reserved_for_orders_delta),
       sum(e.reserved_for_positions_delta), sum(e.realized_pnl_delta), max(e.seq)
  from ledger.entries as e where e.user_id = %(user)s and e.profile_id = %(profile)s
"""


def clock(pid: int) -> float:
    """Seconds of processor time the server process has used; wall clock where /proc is not."""
    schedstat = Path(f"/proc/{pid}/schedstat")
    if schedstat.exists():
        return int(schedstat.read_text().split()[0]) / 1e9
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return time.perf_counter()
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def run(bench: Bench, repeats: int = 3, executions: int = 100_000) -> list[Figure]:
    """Seconds of processor time of the derivation and of the fold."""
    with bench.database() as dbname, bench.connect(dbname) as connection:
        names = {name: uuid.uuid4() for name in ("user", "profile", "account")}
        connection.execute("set session_replication_role = replica")
        connection.execute(_WRITE, {**names, "count": executions})
        connection.execute("vacuum analyze")
        folded, floor = (connection.execute(q, names).fetchone() for q in (_FOLD, _FOLD_FLOOR))
        if folded != floor:
            message = f"the fold says {folded}, a bare sum {floor}"
            raise AssertionError(message)
        runs = in_turns(
            {
                "derivation": _measure(connection, _DERIVE, names),
                "derivation floor": _measure(connection, _DERIVE_FLOOR, names),
                "fold": _measure(connection, _FOLD, names),
                "fold floor": _measure(connection, _FOLD_FLOOR, names),
            },
            repeats,
        )
    return [
        _figure(f"derivation of a profile with {executions:,} fills", "derivation", runs),
        _figure(f"fold of its {executions:,} journal entries", "fold", runs),
    ]


def _measure(
    connection: psycopg.Connection[Any], query: str, names: dict[str, uuid.UUID]
) -> Callable[[], float]:
    def measure() -> float:
        began = clock(connection.info.backend_pid)
        connection.execute(query.encode(), names)
        return clock(connection.info.backend_pid) - began

    return measure


def _figure(name: str, contender: str, runs: dict[str, list[float]]) -> Figure:
    ours, floor = median(runs[contender]), median(runs[f"{contender} floor"])
    mine = {key: runs[key] for key in (contender, f"{contender} floor")}
    return Figure(name, "s", ours, floor, ours / floor, "under 2 s", ours < 2, mine)
