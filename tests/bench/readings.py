"""Readings of accounts: the diff through the full conversation, a restart, intake of fills."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.types.json import Jsonb

from bench.frame import Figure, in_turns, median, seconds_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    import psycopg

    from bench.frame import Bench

PER_ACCOUNT = 10
TOKEN = UUID("90000000-0000-4000-8000-000000000001")


def user(n: int) -> UUID:
    """The n-th user's id."""
    return UUID(f"10000000-0000-4000-8000-{n:012d}")


def account(n: int) -> UUID:
    """The n-th account's id."""
    return UUID(f"20000000-0000-4000-8000-{n:012d}")


def diff(bench: Bench, repeats: int = 3, profiles: int = 1000, orders: int = 100) -> list[Figure]:
    """Seconds for all accounts without a mismatch, against the bare join over the same rows."""
    with bench.database() as dbname, bench.connect(dbname) as connection:
        documents = _rest(bench, connection, profiles, orders)
        runs = in_turns(
            {
                "ours": lambda: seconds_of(lambda: converse(connection, documents)),
                "floor": lambda: seconds_of(lambda: bare(connection, documents)),
            },
            repeats,
        )
        found = connection.execute("select count(*) from reconciliation.mismatches").fetchone()
        assert found == (0,), f"{found} mismatches where there are none"
    ours, floor = median(runs["ours"]), median(runs["floor"])
    name = f"diff of {profiles * orders:,} open orders"
    return [
        Figure(name, "s", ours, floor, ours / floor, "at most 6", ours <= 6 * floor, runs),
        Figure(f"{name}, wall time", "s", ours, None, None, "under 1 s", ours < 1, runs),
    ]


def restart(bench: Bench, repeats: int = 3, profiles: int = 1000, orders: int = 10) -> list[Figure]:
    """Seconds of database work when one process takes over every account."""

    def measure() -> float:
        with bench.database() as dbname, bench.connect(dbname) as connection:
            documents = _rest(bench, connection, profiles, orders)
            connection.execute("update locks.account_leases set expires_at = clock_timestamp()")
            return seconds_of(lambda: take_over(connection, documents))

    runs = in_turns({"ours": measure}, repeats)
    ours = median(runs["ours"])
    return [
        Figure(
            f"restart of {profiles:,} profiles", "s", ours, None, None, "under 5 s", ours < 5, runs
        )
    ]


def intake(bench: Bench, repeats: int = 3, profiles: int = 200, trades: int = 50) -> list[Figure]:
    """Fills a second over two connections, one transaction an account and poll."""

    def measure() -> float:
        with bench.database() as dbname:
            with bench.connect(dbname) as connection:
                documents = _rest(bench, connection, profiles, 1)
            polls = [
                (n, Jsonb(rows), Jsonb([trade for row in rows for trade in _trades(row, trades)]))
                for n, rows in _partly_filled(documents, trades)
            ]

            def feed(mine: Iterable[tuple[int, Jsonb, Jsonb]]) -> None:
                with bench.connect(dbname, "tradekeel_bridge") as connection:
                    for n, rows, fills in mine:
                        connection.execute(
                            "select * from engine.fn_apply_exchange_updates("
                            "%s, %s, clock_timestamp(), %s, %s)",
                            [user(n), account(n), rows, fills],
                        )

            with ThreadPoolExecutor(2) as pool:
                seconds = seconds_of(lambda: list(pool.map(feed, (polls[::2], polls[1::2]))))
            with bench.connect(dbname) as connection:
                row = connection.execute("select count(*) from lifecycle.fills").fetchone()
            assert row == (profiles * trades,), f"{row} fills of {profiles * trades}"
            return profiles * trades / seconds

    runs = in_turns({"ours": measure}, repeats)
    ours = median(runs["ours"])
    return [
        Figure("intake of fills", "1/s", ours, None, None, "at least 10,000", ours >= 10_000, runs)
    ]


def converse(
    connection: psycopg.Connection[Any],
    documents: list[tuple[int, Jsonb]],
    token: UUID = TOKEN,
    term: int = 1,
) -> None:
    """One run on every account: begin, reconcile, handle what differs, finish."""
    for n, document in documents:
        run = connection.execute(
            "select run_id, lock_term from engine.fn_begin_reconciliation(%s, %s, %s, %s, 300)",
            [user(n), account(n), token, term],
        ).fetchone()
        assert run is not None
        proof = [user(n), run[0], token, run[1]]
        step = connection.execute(
            "select is_complete, profiles, lookups"
            " from engine.fn_reconcile(%s, %s, %s, %s, bench.document(%s))",
            [*proof, document],
        ).fetchone()
        assert step is not None
        for profile in step[1] or []:
            connection.execute(
                "select * from engine.fn_handle_profile(%s, %s, %s, %s, %s)", [*proof, profile]
            )
        connection.execute("select * from engine.fn_finish_reconciliation(%s, %s, %s, %s)", proof)


def bare(connection: psycopg.Connection[Any], documents: list[tuple[int, Jsonb]]) -> None:
    """The bare full outer join of every account."""
    for n, document in documents:
        row = connection.execute("select bench.bare_join(%s, %s)", [n, document]).fetchone()
        assert row == (0,)


def take_over(connection: psycopg.Connection[Any], documents: list[tuple[int, Jsonb]]) -> None:
    """What a process that starts asks of the database before entries are allowed."""
    instance, token = UUID(int=7), UUID(int=8)
    connection.execute(
        "select * from engine.fn_start_instance(%s, %s, 'bench', 'bench')", [instance, token]
    )
    connection.execute("select * from engine.fn_list_accounts()").fetchall()
    for n, document in documents:
        lease = connection.execute(
            "select is_acquired, term from engine.fn_lease_account(%s, %s, %s, %s, 300)",
            [user(n), account(n), instance, token],
        ).fetchone()
        assert lease == (True, 2)
        converse(connection, [(n, document)], token, 2)
        connection.execute("select * from engine.fn_check_capital(%s, %s)", [user(n), account(n)])


def _rest(
    bench: Bench, connection: psycopg.Connection[Any], profiles: int, orders: int
) -> list[tuple[int, Jsonb]]:
    bench.load(connection.info.dbname, "resting.sql")
    connection.execute(f"call bench.make_world({profiles}, {PER_ACCOUNT})")
    connection.execute(f"call bench.rest_orders({PER_ACCOUNT}, {orders})")
    connection.execute("vacuum analyze")
    rows = connection.execute("select n, rows from bench.documents order by n").fetchall()
    return [(n, Jsonb(document)) for n, document in rows]


def _partly_filled(
    documents: list[tuple[int, Jsonb]], trades: int
) -> list[tuple[int, list[dict[str, Any]]]]:
    return [
        (
            n,
            [
                row
                | {
                    "filled": f"{trades / 1000}",
                    "remaining": f"{1 - trades / 1000}",
                    "cost": f"{trades / 10}",
                    "average": "100",
                }
                for row in document.obj
            ],
        )
        for n, document in documents
    ]


def _trades(row: dict[str, Any], count: int) -> list[dict[str, Any]]:
    template = json.dumps(
        {
            "order": row["id"],
            "symbol": row["symbol"],
            "side": "buy",
            "price": "100",
            "amount": "0.001",
            "cost": "0.1",
            "timestamp": row["timestamp"],
            "fee": {"cost": "0.0001", "currency": "USDT"},
        }
    )
    return [json.loads(template) | {"id": f"{row['id']}-{n}"} for n in range(count)]
