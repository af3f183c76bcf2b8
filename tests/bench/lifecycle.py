"""The whole lifecycle against two floors that write the same rows.

An entry that fills and an exit that fills, four transactions, once for every profile, at 16
connections. Floor 1 sends each statement by itself; floor 2 is one bare function a transaction.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bench.frame import Figure, in_turns, median, pgbench

if TYPE_CHECKING:
    from bench.frame import Bench

PROFILES_PER_ACCOUNT = 10
SCRIPTS = {
    "ours": ("ours.pgbench", "tradekeel_bridge"),
    "floor 1": ("floor_one.pgbench", "supabase_admin"),
    "floor 2": ("floor_two.pgbench", "supabase_admin"),
}
NUMBERS = ("numeric", "integer", "bigint")


def run(bench: Bench, profiles: int = 10_000, clients: int = 16, repeats: int = 3) -> list[Figure]:
    """Lifecycles a second. Raises AssertionError when the contenders leave different rows."""
    share = profiles // clients
    # Some lifecycles before, because plans made over empty tables are nobody's plans.
    warm = max(1, share // 10)
    left: dict[str, dict[str, str]] = {}

    def measure(name: str) -> float:
        script, user = SCRIPTS[name]
        with bench.database() as dbname:
            with bench.connect(dbname) as connection:
                connection.execute(
                    f"call bench.make_world({(share + warm) * clients}, {PROFILES_PER_ACCOUNT})"
                )
            trade = partial(
                pgbench, bench, dbname, script, user, clients, per_account=PROFILES_PER_ACCOUNT
            )
            trade(warm, offset=share * clients)
            with bench.connect(dbname) as connection:
                connection.execute("vacuum analyze")
                connection.execute("checkpoint")
            speed = trade(share, offset=0)
            if name not in left:
                left[name] = what_is_left(bench, dbname)
        return speed

    runs = in_turns({name: partial(measure, name) for name in SCRIPTS}, repeats)
    for name, rows in left.items():
        assert rows == left["ours"], f"{name} left other rows: {differences(rows, left['ours'])}"
    ours, one, two = (median(runs[name]) for name in SCRIPTS)
    return [
        Figure(
            "lifecycle, against single statements",
            "1/s",
            ours,
            one,
            ours / one,
            "above 1",
            ours > one,
            {name: runs[name] for name in ("ours", "floor 1")},
        ),
        Figure(
            "lifecycle, against bare functions",
            "1/s",
            ours,
            two,
            ours / two,
            "at least 0.7",
            ours >= 0.7 * two,
            {name: runs[name] for name in ("ours", "floor 2")},
        ),
    ]


def what_is_left(bench: Bench, dbname: str) -> dict[str, str]:
    """Per column of every table that a lifecycle writes: rows, nulls, and the sum of numbers."""
    with bench.connect(dbname) as connection:
        columns = connection.execute(
            "select c.table_schema || '.' || c.table_name, c.column_name, c.data_type"
            "  from information_schema.columns as c"
            "  join information_schema.tables as t using (table_schema, table_name)"
            " where c.table_schema = any (array["
            "   'tenancy', 'ledger', 'lifecycle', 'locks', 'reconciliation', 'health'])"
            "   and t.table_type = 'BASE TABLE' and c.table_name !~ '_[0-9]$' order by 1, 2"
        ).fetchall()
        result: dict[str, str] = {}
        for table, column, kind in columns:
            total = f", trim_scale(sum({column})::numeric)" if kind in NUMBERS else ""
            row = connection.execute(
                f"select concat_ws(' ', count(*), count({column}){total}) from {table}"
            ).fetchone()
            assert row is not None
            result[f"{table}.{column}"] = row[0]
    return result


def differences(one: dict[str, str], two: dict[str, str]) -> dict[str, tuple[str, str]]:
    """What is not equal."""
    return {key: (one[key], two[key]) for key in one if one[key] != two[key]}
